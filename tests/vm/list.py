#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""
Writes down, for the guest, which tests there are in a build.

usage: list.py BUILD DIR SLOWNESS [test...]

The files in DIR are `tests` (a line for each: name, seconds, command), `env` (a
shell's assignments) and `files` (what to copy).
"""
import json
import os
import shlex
import subprocess
import sys

SUITES = {"api", "fault", "oracle", "unit"}

# A part is enough where it takes as long as in a build with a sanitizer.
PARTS = {"fault": ["--every", "12"], "random": ["--count", "500"]}


def tests_of(build):
    text = subprocess.check_output(["meson", "introspect", "--tests", build])
    return [
        test
        for test in json.loads(text)
        if SUITES & {suite.rpartition(":")[2] for suite in test["suite"]}
    ]


def choose(tests, names):
    known = {test["name"]: test for test in tests}
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit("run: no such test: " + " ".join(unknown))
    return [known[name] for name in names] if names else tests


def common_env(tests):
    """What all of them have; the rest is a test's own."""
    return dict(set.intersection(*(set(test["env"].items()) for test in tests)))


def line_of(test, common, slowness):
    own = [f"{k}={v}" for k, v in test["env"].items() if k not in common]
    words = ["env", *own] if own else []
    words += test["cmd"] + PARTS.get(test["name"], [])
    command = " ".join(shlex.quote(word) for word in words)
    return f"{test['name']} {test['timeout'] * slowness} {command}\n"


def files_of(tests, build):
    files = {test["cmd"][0]: None for test in tests}
    for test in tests:
        files.update((v, None) for v in test["env"].values() if os.path.isfile(v))
    libraries = ["libspawnx.so.1", "libspawnx-core.so.1"]
    return [*files, *(os.path.join(build, name) for name in libraries)]


def main():
    build, directory, slowness, *names = sys.argv[1:]
    tests = choose(tests_of(build), names)
    env = common_env(tests)
    write(directory, "tests", (
        line_of(test, env, int(slowness)) for test in tests))
    write(directory, "env", (
        f"export {key}={shlex.quote(value)}\n" for key, value in env.items()))
    write(directory, "files", (name + "\n" for name in files_of(tests, build)))


def write(directory, name, lines):
    with open(os.path.join(directory, name), "w") as file:
        file.writelines(lines)


main()
