#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""
Writes down, for the guest, which tests there are in a build.

usage: list.py BUILD DIR SLOWNESS LEFT-OUT [test...]

LEFT-OUT has a line for each test that can't run there: its name, a colon, the
reason.  The files in DIR are `tests` (a line for each: name, seconds, command;
or name, 0, reason), `env` (a shell's assignments) and `files` (what to copy).
"""
import json
import os
import shlex
import subprocess
import sys

SUITES = {"api", "unit"}

# A part is enough where it takes as long as in a build with a sanitizer.
PARTS = {"fault": ["--every", "12"], "random": ["--count", "500"]}


def tests_of(build):
    text = subprocess.check_output(["meson", "introspect", "--tests", build])
    return [
        test
        for test in json.loads(text)
        if SUITES & {suite.rpartition(":")[2] for suite in test["suite"]}
    ]


def reasons_of(text):
    lines = (line.strip() for line in text.splitlines())
    return dict(line.split(": ", 1) for line in lines if line)


def choose(tests, names):
    known = {test["name"]: test for test in tests}
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit("run: no such test: " + " ".join(unknown))
    return [known[name] for name in names] if names else tests


def line_of(test, slowness, reason):
    if reason:
        return f"{test['name']} 0 {reason}\n"
    words = test["cmd"] + PARTS.get(test["name"], [])
    command = " ".join(shlex.quote(word) for word in words)
    return f"{test['name']} {test['timeout'] * slowness} {command}\n"


def files_of(tests, build):
    files = {test["cmd"][0]: None for test in tests}
    for test in tests:
        files.update((v, None) for v in test["env"].values() if os.path.isfile(v))
    library = os.path.join(build, "libspawnx.so.1")
    return [*files, library]


def main():
    build, directory, slowness, left_out, *names = sys.argv[1:]
    reasons = reasons_of(left_out)
    tests = choose(tests_of(build), names)
    run = [test for test in tests if names or test["name"] not in reasons]
    env = {k: v for test in run for k, v in test["env"].items()}
    write(directory, "tests", (
        line_of(test, int(slowness), None if test in run else reasons[test["name"]])
        for test in tests))
    write(directory, "env", (
        f"export {key}={shlex.quote(value)}\n" for key, value in env.items()))
    write(directory, "files", (name + "\n" for name in files_of(run, build)))


def write(directory, name, lines):
    with open(os.path.join(directory, name), "w") as file:
        file.writelines(lines)


main()
