# SPDX-License-Identifier: BSD-2-Clause
"""By what means programs made processes, as the kernel saw it.

usage: means.py DIRECTORY PROGRAM...

DIRECTORY has what `strace -ff -k` wrote of execve and the calls that make
processes, a file for each thread: DIRECTORY/t.NUMBER.  Prints lines of a means
and a number, for what the programs did, and not for what they started:

  libspawnx  the call was made by the library's code
  libc       memory is shared, on a stack of the child's: libc's posix_spawn
  vfork, fork
"""
import collections
import os
import re
import sys

CALL = re.compile(r"^(clone3?|v?fork)\((.*)\)\s+= (\d+)")
EXECVE = re.compile(r'^execve\("([^"]+)".*\)\s+= 0')
FRAME = re.compile(r"^ > (\S+?)\(")


def means(call, arguments, frame):
    """None if it is a thread."""
    if "CLONE_THREAD" in arguments:
        return None
    if "libspawnx" in os.path.basename(frame):
        return "libspawnx"
    if "CLONE_VM" not in arguments:
        return "vfork" if call == "vfork" else "fork"
    # Where vfork() is no call of its own, its child has no stack of its own.
    return "vfork" if "child_stack=NULL" in arguments else "libc"


def events(path):
    """('exec', program) and ('made', means, number), in order."""
    with open(path, encoding="utf-8", errors="replace") as file:
        lines = file.read().split("\n")
    for line, following in zip(lines, lines[1:]):
        if match := EXECVE.match(line):
            yield ("exec", os.path.basename(match[1]))
        elif match := CALL.match(line):
            frame = FRAME.match(following)
            how = means(match[1], match[2], frame[1] if frame else "")
            yield ("made", how, match[3])


def main():
    directory, programs = sys.argv[1], sys.argv[2:]
    threads = {name.split(".")[1]: list(events(os.path.join(directory, name)))
               for name in os.listdir(directory)}
    made = {event[2] for thread in threads.values() for event in thread
            if event[0] == "made"}
    waiting = [(number, "") for number in threads if number not in made]
    counts = collections.Counter()
    while waiting:
        number, program = waiting.pop()
        for event in threads.get(number, ()):
            if event[0] == "exec":
                program = event[1]
                continue
            if event[1] and program in programs:
                counts[event[1]] += 1
            waiting.append((event[2], program))
    for how, count in sorted(counts.items()):
        print(how, count)


main()
