#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""subprocess.Popen() by examples/python/ beside CPython's own, in turns.

    PYTHONPATH=build/examples/python:examples/python \\
        python3 bench/popen_bench.py [RUNS]

Each row: the median time until Popen() is back, of either in microseconds, and
the library's as a part of CPython's.

    ... popen_bench.py --csv [-m MiB] [-d descriptors] [RUNS [PROGRAM]]

Every figure of one row, from a caller with so much memory and so many
descriptors: "name,microseconds".
"""

import argparse
import os
import resource
import statistics
import subprocess
import time

import spawnx_subprocess

STOCK = subprocess._fork_exec
NAMES = ("CPython Popen by libspawnx", "CPython Popen")


def once(fork_exec, program, keywords):
    subprocess._fork_exec = fork_exec
    begin = time.perf_counter()
    process = subprocess.Popen([program], **keywords)
    end = time.perf_counter()
    process.wait()
    return (end - begin) * 1e6


def measure(program, keywords, runs):
    """The library's figures, and CPython's; who is first changes."""
    turns = [(spawnx_subprocess.fork_exec, []), (STOCK, [])]
    for _ in range(runs):
        for fork_exec, figures in turns:
            figures.append(once(fork_exec, program, keywords))
        turns.reverse()
    return [figures for _, figures in sorted(
        turns, key=lambda turn: turn[0] is STOCK)]


def open_some(n):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE,
                       (min(hard, max(soft, n + 100)), hard))
    return [os.open("/dev/null", os.O_RDONLY) for _ in range(n)]


def fill_memory(mebibytes):
    memory = bytearray(mebibytes << 20)
    memory[::4096] = b"x" * len(memory[::4096])
    return memory


def csv(options):
    kept = open_some(options.descriptors), fill_memory(options.mebibytes)
    for fork_exec in spawnx_subprocess.fork_exec, STOCK:  # warm up
        once(fork_exec, options.program, {})
    for name, figures in zip(NAMES, measure(options.program, {},
                                            options.runs)):
        for us in figures:
            print(f"{name},{us:.3f}")
    del kept


def table(program, runs):
    def row(name, keywords, runs=runs):
        a, b = map(statistics.median, measure(program, keywords, runs))
        print(f"{name:36} {a:10.0f} {b:10.0f} {a / b:8.2f}x")

    print(f"{'':36} {'here, us':>10} {'CPython':>10} {'ratio':>9}")
    row("plain, close_fds=False", {"close_fds": False})
    fds = open_some(10)
    row("close_fds, 10 descriptors", {})
    fds += open_some(4990)
    row("close_fds, 5,000 descriptors", {})
    for fd in fds:
        os.close(fd)
    row("cwd", {"cwd": "/"})
    if os.geteuid() == 0:
        row("user=", {"user": 65534, "close_fds": False})
        memory = fill_memory(1024)
        row("user=, 1 GiB of memory", {"user": 65534, "close_fds": False},
            max(1, runs // 10))
        row("plain, 1 GiB of memory", {"close_fds": False},
            max(1, runs // 10))
        del memory


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--csv", action="store_true")
    parser.add_argument("-m", dest="mebibytes", type=int, default=0)
    parser.add_argument("-d", dest="descriptors", type=int, default=0)
    parser.add_argument("runs", nargs="?", type=int, default=200)
    parser.add_argument("program", nargs="?", default="/bin/true")
    options = parser.parse_args()
    subprocess._USE_POSIX_SPAWN = False
    if options.csv:
        csv(options)
    else:
        table(options.program, options.runs)


main()
