# SPDX-License-Identifier: BSD-2-Clause
"""The pictures of plots.py: what is in them, and how gnuplot draws them."""

import collections
import csv
import os
import shutil
import subprocess

LICENSE = "<!-- SPDX-License-Identifier: BSD-2-Clause -->\n"

Picture = collections.namedtuple(
    "Picture", "name title column xlabel unit places quick one_cpu")

LATENCY = "Time until the caller goes on, on one CPU, by its"
PICTURES = {p.name: p for p in (
    Picture("memory", f"{LATENCY} memory", "memory_mib",
            "memory that the caller has written to, MiB", "us",
            [1, 4, 16, 64, 256, 1024], [1, 16], True),
    Picture("descriptors", f"{LATENCY} descriptors", "descriptors",
            "open descriptors; closefrom: the child closes all from 3", "us",
            [10, 100, 1000, 10000], [10, 100], True),
    Picture("threads", f"{LATENCY} threads", "threads",
            "other threads of the caller, asleep", "us",
            [1, 4, 16, 64, 256], [1, 4], True),
    Picture("in_flight", "Programs started and reaped by one thread",
            "in_flight", "programs in flight; two loops: in two processes",
            "per_s",
            [1, 2, 4, 8, 16, 32, 64, 128], [1, 8], False),
)}
YLABELS = {
    "us": "microseconds (medians and quartiles)",
    "per_s": "programs a second (medians and quartiles)",
}

# A peer looks the same in every picture: colour, dash type, point type.
STYLES = {
    "spawnx_spawn": ("#0060c0", 1, 7),
    "spawnx_spawn closefrom": ("#0060c0", 2, 6),
    "spawnx_start": ("#0060c0", 1, 7),
    "spawnx_start sharing": ("#0060c0", 2, 6),
    "vfork+execve": ("#606060", 1, 5),
    "two vfork+execve loops": ("#606060", 2, 4),
    "libc posix_spawn": ("#d06000", 1, 9),
    "libc posix_spawn closefrom": ("#d06000", 2, 8),
    "fork alone": ("#c00030", 1, 13),
    "CPython Popen": ("#208040", 1, 11),
    "CPython Popen by libspawnx": ("#208040", 2, 10),
}
OTHER_STYLE = ("#000000", 1, 1)

# Text stays text, and scales; no character of a name is a command.
FRAME = """\
set terminal svg noenhanced dynamic size 860,480 background "white" \
font "sans-serif,13"
set output
set border 3
set grid ytics lc rgb "#e0e0e0"
set tics nomirror
set bars small
set key outside right center vertical Left reverse samplen 3 spacing 1.3
set bmargin 6
set datafile separator ","
"""


def missing(gnuplot):
    if not shutil.which(gnuplot):
        return f"{gnuplot} is not installed (Debian: gnuplot-nox)"
    return None


def read_csv(path):
    """What is known of the machine, and peers to their lines."""
    with open(path) as file:
        lines = file.read().splitlines()
    known = [line[2:] for line in lines if line.startswith("# ")]
    peers = collections.defaultdict(list)
    rows = csv.reader(line for line in lines if not line.startswith("# "))
    next(rows)
    for row in rows:
        peers[row[0]].append(row[1:5])
    return known, peers


def quoted(text):
    """As gnuplot reads it."""
    return "'" + text.replace("'", "''") + "'"


def axes(picture, places):
    tics = ",".join(f"'{int(x):,}' {x}" for x in places)
    yield f"set title {quoted(picture.title)}"
    yield f"set xlabel {quoted(picture.xlabel)}"
    yield f"set ylabel {quoted(YLABELS[picture.unit])}"
    yield "set logscale x"
    yield f"set xtics ({tics})"
    yield f"set xrange [{places[0]} * 0.8 : {places[-1]} * 1.25]"
    if picture.unit == "us":
        yield "set logscale y"
        yield "set ytics (" + ",".join(
            f"'{n * 10 ** e:,}' {n * 10 ** e}"
            for e in range(7) for n in (1, 2, 5)) + ")"
    else:
        yield "set yrange [0:*]"


def footer(known):
    for i, text in enumerate(known):
        y = 0.06 - 0.035 * i
        yield (f"set label {i + 1} {quoted(text)} at screen 0.01,{y:.3f} "
               "font ',10'")


def curves(peers):
    """The data first, then what is made of them."""
    plots = []
    for i, (peer, rows) in enumerate(peers.items()):
        yield f"$data{i} << END"
        yield from (",".join(row) for row in rows)
        yield "END"
        colour, dash, point = STYLES.get(peer, OTHER_STYLE)
        plots.append(f"$data{i} using 1:2:3:4 with yerrorlines title "
                     f"{quoted(peer)} lc rgb '{colour}' dt {dash} lw 1.5 "
                     f"pt {point} ps 0.6")
    yield "plot " + ", ".join(plots)


def script(picture, known, peers):
    places = sorted({row[0] for rows in peers.values() for row in rows},
                    key=int)
    return FRAME + "\n".join([*axes(picture, places), *footer(known),
                              *curves(peers)]) + "\n"


def draw(picture, directory, gnuplot):
    path = os.path.join(directory, picture.name)
    text = script(picture, *read_csv(f"{path}.csv"))
    svg = subprocess.run([gnuplot, "-"], input=text, text=True, check=True,
                         stdout=subprocess.PIPE,
                         env=dict(os.environ, LC_ALL="C.UTF-8")).stdout
    svg = svg.replace("<title>Gnuplot</title>",
                      f"<title>{picture.title}</title>", 1)
    head, rest = svg.split("\n", 1)
    with open(f"{path}.svg", "w") as file:
        file.write(f"{head}\n{LICENSE}{rest}")


def all_of(directory, gnuplot):
    for picture in PICTURES.values():
        if os.path.exists(os.path.join(directory, f"{picture.name}.csv")):
            draw(picture, directory, gnuplot)
