#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""subprocess.Popen() by examples/python/ beside CPython's own, in turns.

    PYTHONPATH=build/examples/python:examples/python \\
        python3 bench/popen_bench.py [RUNS]

Each row: the median time until Popen() is back, of either in microseconds, and
the library's as a part of CPython's.
"""

import os
import resource
import statistics
import subprocess
import sys
import time

import spawnx_subprocess

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 200
STOCK = subprocess._fork_exec


def once(fork_exec, keywords):
    subprocess._fork_exec = fork_exec
    begin = time.perf_counter()
    process = subprocess.Popen(["/bin/true"], **keywords)
    end = time.perf_counter()
    process.wait()
    return (end - begin) * 1e6


def row(name, keywords, runs=RUNS):
    ours, stock = [], []
    for _ in range(runs):
        stock.append(once(STOCK, keywords))
        ours.append(once(spawnx_subprocess.fork_exec, keywords))
    a, b = statistics.median(ours), statistics.median(stock)
    print(f"{name:36} {a:10.0f} {b:10.0f} {a / b:8.2f}x")


def open_some(n):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE,
                       (min(hard, max(soft, n + 100)), hard))
    return [os.open("/dev/null", os.O_RDONLY) for _ in range(n)]


def main():
    subprocess._USE_POSIX_SPAWN = False
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
        memory = bytearray(1 << 30)
        memory[::4096] = b"x" * len(memory[::4096])
        row("user=, 1 GiB of memory", {"user": 65534, "close_fds": False},
            max(1, RUNS // 10))
        row("plain, 1 GiB of memory", {"close_fds": False},
            max(1, RUNS // 10))


main()
