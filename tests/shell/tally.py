# SPDX-License-Identifier: BSD-2-Clause
"""Adds up the cases of a meson test run, by what the tests themselves say.

usage: tally.py testlog.json   prints "passed failed skipped", then lines of
                               what failed, of what it said before, and of
                               why something was skipped
"""
import json
import re
import sys

# cmocka's words, and tests/shell/lib.sh's; since 1.1.7 cmocka names the group.
GROUP = r"(?:[^\n]+: )?"
PASSED = re.compile(rf"^\[  PASSED  \] {GROUP}(\d+) test\(s\)", re.M)
FAILED = re.compile(rf"^\[  FAILED  \] {GROUP}(\d+) test\(s\)", re.M)
SKIPPED = re.compile(rf"^\[  SKIPPED \] {GROUP}(\d+) test\(s\)", re.M)
# tests/support/nocmocka.c's.
STAND_IN = re.compile(r"(\d+) passed, (\d+) skipped, (\d+) failed$", re.M)


def total(pattern, text, group=1):
    return sum(int(match[group]) for match in pattern.finditer(text))


def cases(text):
    """(passed, failed, skipped) as the text has it."""
    return (
        total(PASSED, text) + total(STAND_IN, text, 1),
        total(FAILED, text) + total(STAND_IN, text, 3),
        total(SKIPPED, text) + total(STAND_IN, text, 2),
    )


# The line of a case that failed; it is there once more in cmocka's list of them.
FAILURE = re.compile(r"^\[  FAILED  \] (?!.*\d+ test\(s\)).*", re.M)
MOST_SAID = 12


def said(text):
    """The cases that failed, each after the last lines of what it said."""
    lines = []
    seen = set()
    begin = 0
    for match in FAILURE.finditer(text):
        before = [line for line in text[begin : match.start()].splitlines() if line]
        begin = match.end()
        if match[0] not in seen:
            lines += [f"| {line[:300]}" for line in before[-MOST_SAID:]]
            lines.append(match[0])
        seen.add(match[0])
    return lines


def judge(test):
    """(passed, failed, skipped, why) of one test program."""
    text = test.get("stdout", "") + "\n" + test.get("stderr", "")
    passed, failed, skipped = cases(text)
    result = test["result"]
    why = []
    if result == "SKIP":
        skipped = max(skipped, 1)
    elif result != "OK" and failed == 0:
        # It crashed, or ran out of time: whatever it said before.
        failed = 1
        why += [f"| {line[:300]}" for line in text.splitlines()[-MOST_SAID:] if line]
        why.append(f"failed: {result}, status {test['returncode']}")
    elif result == "OK" and failed == 0 and passed + skipped == 0:
        # A tool that has no cases to count (a linter).
        passed = 1
    why += said(text)
    why += sorted(set(re.findall(r"^.*skipped: .*", text, re.M)))
    return passed, failed, skipped, why


def main():
    sums = [0, 0, 0]
    lines = []
    with open(sys.argv[1], encoding="utf-8") as log:
        for test in map(json.loads, log):
            *counts, why = judge(test)
            sums = [a + b for a, b in zip(sums, counts)]
            name = test["name"].split(" / ")[-1]
            lines += [f"  {name}: {line.rstrip()}" for line in why]
    print(*sums)
    print("\n".join(lines))


main()
