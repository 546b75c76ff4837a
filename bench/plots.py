#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""Runs the benchmarks over what a caller may have, and draws pictures.

`ninja -C build bench-plots` gives the options that name the programs.  For each
picture there are two files in the output directory: NAME.csv has the median,
the quartiles and the number of measurements of each peer at each place, and
on what they were measured; NAME.svg is drawn from it.  --draw only draws.

All is measured several times over, in turns: what a machine does beside is not
to fall on one peer, or on one place.  Starts that wait for the exec run on one
CPU, because it makes a difference on which of them the child wakes up.
"""

import argparse
import collections
import contextlib
import os
import platform
import resource
import statistics
import subprocess
import sys
import time

import draw
from draw import PICTURES

# How often: turns; in each, rounds of spawns, runs of Popen(), batches of
# programs that are started in parallel.
Effort = collections.namedtuple("Effort", "turns rounds runs batches")
FULL = Effort(5, 200, 40, 4)
QUICK = Effort(1, 4, 2, 1)


def lines_of(command, env=None):
    """What a benchmark prints with --csv: peers to their figures."""
    result = subprocess.run(command, env=env, stdout=subprocess.PIPE,
                            text=True, check=False)
    if result.returncode != 0:
        sys.exit(f"bench-plots: failed: {' '.join(command)}")
    figures = collections.defaultdict(list)
    for line in result.stdout.splitlines():
        peer, us = line.rsplit(",", 1)
        figures[peer].append(float(us))
    return figures


class Benchmarks:
    """The programs, and which of them a picture takes."""

    def __init__(self, options, effort):
        self.options = options
        self.effort = effort

    def program(self, name):
        return os.path.join(self.options.programs, name)

    def spawn(self, *arguments):
        return lines_of([self.program("spawn_bench"), "--csv", "-n",
                         str(self.effort.rounds), *arguments])

    def fds(self, count):
        return lines_of([self.program("fds_bench"), "--csv",
                         str(self.effort.rounds), str(count)])

    def start(self, in_flight):
        return lines_of([self.program("start_bench"), "--csv", "--in-flight",
                         str(in_flight), str(self.effort.batches)])

    def popen(self, *arguments):
        if not self.options.python:
            return {}
        bench = os.path.join(self.options.source, "bench", "popen_bench.py")
        path = [self.options.python_module,
                os.path.join(self.options.source, "examples", "python")]
        env = dict(os.environ, PYTHONPATH=":".join(path),
                   PYTHONDONTWRITEBYTECODE="1")
        return lines_of([self.options.python, bench, "--csv", *arguments,
                         str(self.effort.runs), self.program("nothing")], env)

    def run(self, picture, x):
        """All peers of a picture at one place."""
        if picture == "memory":
            return {**self.spawn("-m", str(x)), **self.popen("-m", str(x))}
        if picture == "descriptors":
            return {**self.spawn("-d", str(x)), **self.fds(x),
                    **self.popen("-d", str(x))}
        if picture == "threads":
            return self.spawn("-t", str(x))
        return self.start(x)


@contextlib.contextmanager
def on_one_cpu(wanted):
    cpus = os.sched_getaffinity(0)
    if wanted:
        os.sched_setaffinity(0, {max(cpus)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cpus)


def most(picture):
    """What this machine can give a caller."""
    if picture == "memory":
        with open("/proc/meminfo") as file:
            kib = dict(line.split(":") for line in file)["MemAvailable"]
        return int(kib.split()[0]) // 1024 // 2
    if picture == "descriptors":
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        return sys.maxsize if hard == resource.RLIM_INFINITY else hard - 100
    return sys.maxsize


def places(picture, quick):
    wanted = picture.quick if quick else picture.places
    found = [x for x in wanted if x <= most(picture.name)]
    for x in wanted:
        if x not in found:
            print(f"bench-plots: {picture.name}: {x} is more than this "
                  "machine allows: left out", file=sys.stderr)
    return found


def measure(benchmarks, quick):
    """Pictures to (peer, place) to figures."""
    all_places = {name: places(p, quick) for name, p in PICTURES.items()}
    figures = {name: collections.defaultdict(list) for name in PICTURES}
    for turn in range(benchmarks.effort.turns):
        print(f"bench-plots: turn {turn + 1} of {benchmarks.effort.turns}",
              file=sys.stderr)
        for name, picture in PICTURES.items():
            order = all_places[name][::-1 if turn % 2 else 1]
            for x in order:
                with on_one_cpu(picture.one_cpu):
                    found = benchmarks.run(name, x)
                for peer, us in found.items():
                    figures[name][peer, x] += us
    return figures


def quartiles(figures):
    if len(figures) == 1:
        return figures * 3
    return statistics.quantiles(figures, n=4, method="inclusive")


def write_csv(path, picture, figures, facts):
    """A line for each peer at each place, by peers."""
    peers = list(dict.fromkeys(peer for peer, _ in figures))
    with open(path, "w") as file:
        for fact in facts:
            print(f"# {fact}", file=file)
        unit = picture.unit
        print(f"peer,{picture.column},median_{unit},quartile1_{unit},"
              f"quartile3_{unit},n", file=file)
        for peer, x in sorted(figures, key=lambda k: (peers.index(k[0]), k[1])):
            us = figures[peer, x]
            values = [1e6 / u for u in us] if unit == "per_s" else us
            low, middle, high = quartiles(values)
            print(f"{peer},{x},{middle:.1f},{low:.1f},{high:.1f},{len(us)}",
                  file=file)


def git(source, *arguments):
    try:
        return subprocess.run(["git", "-C", source, *arguments], check=True,
                              stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


def commit(options):
    head = git(options.source, "rev-parse", "--short", "HEAD")
    if head is None:
        return "no commit"
    changed = git(options.source, "status", "--porcelain", "-uno")
    return f"commit {head.strip()}{' and changes' if changed else ''}"


def cpu_model():
    with contextlib.suppress(OSError), open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.machine()


def libc(name):
    if name != "glibc":
        return name
    return os.confstr("CS_GNU_LIBC_VERSION") or name


def facts(options, head, before, after):
    """On what it was measured: the lines below a picture."""
    day = time.strftime("%Y-%m-%d", time.gmtime())
    return [
        f"Host {platform.node()}: {cpu_model()}, {os.cpu_count()} CPUs; "
        f"{platform.system()} {platform.release()}, {libc(options.libc)}; "
        f"load average {before:.2f} before, {after:.2f} after",
        f"libspawnx {options.version}, {head}; {day}, by ninja -C "
        f"build bench-plots{' (quick)' if options.quick else ''}",
    ]


def parse():
    parser = argparse.ArgumentParser(
        description="Runs the benchmarks and draws pictures.")
    parser.add_argument("--quick", action="store_true",
                        help="few places and rounds, to see that it works")
    parser.add_argument("--turns", type=int, metavar="N",
                        help=f"how often all is measured: {FULL.turns}")
    parser.add_argument("--draw", action="store_true",
                        help="only draw, from the CSV files that are there")
    parser.add_argument("--output", default="plots", metavar="DIR")
    parser.add_argument("--gnuplot", default="gnuplot", metavar="PROGRAM")
    parser.add_argument("--programs", default="build/bench", metavar="DIR")
    parser.add_argument("--source", default=".", metavar="DIR")
    parser.add_argument("--libc", default="glibc", metavar="NAME")
    parser.add_argument("--version", default="", metavar="VERSION")
    parser.add_argument("--python", metavar="PROGRAM",
                        help="the one that the module is for")
    parser.add_argument("--python-module", default="", metavar="DIR")
    return parser.parse_args()


def measure_all(options):
    effort = QUICK if options.quick else FULL
    if options.turns:
        effort = effort._replace(turns=options.turns)
    benchmarks = Benchmarks(options, effort)
    if not options.python:
        print("bench-plots: CPython's Popen is left out: examples/python was "
              "not built (Debian: python3-dev)", file=sys.stderr)
    head, before = commit(options), os.getloadavg()[0]
    figures = measure(benchmarks, options.quick)
    known = facts(options, head, before, os.getloadavg()[0])
    os.makedirs(options.output, exist_ok=True)
    for name, picture in PICTURES.items():
        write_csv(os.path.join(options.output, f"{name}.csv"), picture,
                  figures[name], known)


def main():
    options = parse()
    missing = draw.missing(options.gnuplot)
    if missing:
        print(f"bench-plots: no pictures, figures only: {missing}",
              file=sys.stderr)
    if not options.draw:
        measure_all(options)
    if not missing:
        draw.all_of(options.output, options.gnuplot)
    print(f"bench-plots: see {options.output}", file=sys.stderr)


if __name__ == "__main__":
    main()
