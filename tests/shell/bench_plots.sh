# SPDX-License-Identifier: BSD-2-Clause
# `ninja bench-plots`, with few rounds: each picture and its table are there,
# well formed, with every peer at every place, and say on what they were
# measured.  What the figures are is nobody's concern here.
#
#	bench_plots.sh PLOTS-COMMAND...
. "$(dirname "$0")/lib.sh"

python3=$1
case "$*" in
*' --python '*) popen=yes ;;
*) popen= ;;
esac
# The command of meson.build, and options of the case.
plots() {
	eval "$command"' --quick --output plots "$@"' >log 2>&1 ||
		{ cat log; fail 'bench-plots'; }
}
command=
for word; do
	command="$command '$word'"
done

# peers PICTURE: those that belong into it, one a line.
peers() {
	[ "$1" != in_flight ] || {
		printf '%s\n' 'spawnx_start' 'spawnx_start sharing' \
			'vfork+execve' 'two vfork+execve loops' \
			'libc posix_spawn'
		return
	}
	printf '%s\n' spawnx_spawn vfork+execve 'libc posix_spawn' 'fork alone'
	[ "$1" != descriptors ] || printf '%s\n' 'spawnx_spawn closefrom' \
		'libc posix_spawn closefrom'
	[ "$1" = threads ] || [ -z "$popen" ] || printf '%s\n' \
		'CPython Popen' 'CPython Popen by libspawnx'
}

# By CPython's parsers: every peer at two places; finite numbers, in order.
check_table() {
	peers "$1" >peers
	"$python3" - "plots/$1.csv" peers <<-'END'
	import csv, math, sys
	with open(sys.argv[1]) as file:
	    lines = file.read().splitlines()
	with open(sys.argv[2]) as file:
	    expected = set(file.read().splitlines())
	rows = list(csv.DictReader(l for l in lines if not l.startswith("#")))
	names = list(rows[0])
	assert [names[0], names[5]] == ["peer", "n"], names
	found = {}
	for row in rows:
	    x, median, low, high, n = (float(row[name]) for name in names[1:])
	    assert all(map(math.isfinite, (x, median, low, high))), row
	    assert 0 < low <= median <= high, row
	    assert x >= 1 and n >= 1, row
	    found.setdefault(row["peer"], set()).add(x)
	assert set(found) == expected, (set(found) ^ expected)
	places = set().union(*found.values())
	assert len(places) == 2, places
	assert all(xs == places for xs in found.values()), found
	END
}

# check_picture DIRECTORY NAME: text is text: the peers, and the lines about the
# machine, as they are in the table.
check_picture() {
	grep -v -e '^#' -e '^peer,' "$1/$2.csv" | cut -d, -f1 | sort -u >texts
	sed -n 's/^# //p' "$1/$2.csv" >facts
	[ "$(wc -l <facts)" = 2 ] || fail "$2: $(cat facts)"
	has "$2" '[0-9] CPUs; Linux .*; load average .* before, .* after$' facts
	has "$2" '^libspawnx [0-9.]*, .*commit' facts
	"$python3" - "$1/$2.svg" texts facts <<-'END'
	import sys, xml.etree.ElementTree as tree
	with open(sys.argv[1]) as file:
	    content = file.read()
	root = tree.fromstring(content.encode())
	svg = "{http://www.w3.org/2000/svg}"
	assert root.tag == svg + "svg", root.tag
	texts = {"".join(t.itertext()).strip() for t in root.iter(svg + "text")}
	for name in sys.argv[2:]:
	    with open(name) as file:
	        expected = set(file.read().splitlines())
	    assert expected and expected <= texts, expected - texts
	assert "nan" not in content.lower()
	assert "SPDX-License-Identifier: BSD-2-Clause" in content
	assert len(content) < 60000, len(content)
	END
}

test_tables_and_pictures() {
	need gnuplot
	plots
	for picture in memory descriptors threads in_flight; do
		check_table $picture
		check_picture plots $picture
		has $picture "$(uname -r)" facts
	done
	# The tables are all that the pictures are drawn from.
	mkdir old
	mv plots/*.svg old
	plots --draw
	for picture in memory descriptors threads in_flight; do
		same "$picture, drawn again" old/$picture.svg plots/$picture.svg
	done
}

test_without_gnuplot() {
	plots --gnuplot no-such-gnuplot
	has 'what is missing' 'no-such-gnuplot is not installed' log
	for picture in memory descriptors threads in_flight; do
		check_table $picture
		[ ! -e plots/$picture.svg ] || fail "$picture is drawn"
	done
}

test_pictures_of_the_readme() {
	for picture in memory in_flight; do
		has 'README.md' "](doc/figures/$picture\.svg)" \
			"$SOURCE_DIR/README.md"
		check_picture "$SOURCE_DIR/doc/figures" $picture
		lacks $picture '(quick)' facts
	done
}

# A benchmark that fails is no picture.
test_a_failure_is_one() {
	mkdir programs
	printf '#!/bin/sh\nexit 1\n' >programs/spawn_bench
	chmod +x programs/spawn_bench
	status=0
	eval "$command"' --quick --output plots --programs programs' \
		>log 2>&1 || status=$?
	[ $status -ne 0 ] || fail 'it succeeds'
	[ ! -e plots/memory.csv ] || fail 'there is a table'
}

run_tests test_tables_and_pictures test_without_gnuplot \
	test_pictures_of_the_readme test_a_failure_is_one
