# SPDX-License-Identifier: BSD-2-Clause
# Sourced after lib.sh: what CPython's own tests say, with and without something
# of ours.  $python3 is the interpreter, $suites what to run.
# shellcheck shell=sh

# What unittest -v says of each test, one line each: a test's own words may
# stand between its name and its verdict.
cat >"$work/verdicts.py" <<'END'
import re, sys
text = sys.stdin.read().split("\n" + "=" * 70 + "\n")[0]
starts = list(re.finditer(r"^(test\w+) \(([\w.]+)\)", text, re.M))
for this, following in zip(starts, starts[1:] + [None]):
    words = text[this.end():following.start() if following else len(text)]
    said = re.search(r"(ok|FAIL|ERROR|skipped .*|(un)?expected \w+)$",
                     words, re.M)
    name = this[2] if this[2].endswith(this[1]) else f"{this[2]}.{this[1]}"
    print(name, said[1] if said else "no verdict")
END

# verdicts NAME START [VARIABLE=VALUE]...: runs the tests, by a module of the
# interpreter's unless START is empty; writes NAME.verdicts.
verdicts() {
	name=$1 start=$2
	shift 2
	mkdir "$name.tmp"
	(
		cd "$name.tmp" || exit 1
		# Split on purpose: it is a list.
		# shellcheck disable=SC2086
		env TMPDIR="$PWD" "$@" "$python3" $start -m unittest -v $suites
	) >"$name.log" 2>&1
	echo "$?" >"$name.status"
	"$python3" "$work/verdicts.py" <"$name.log" | sort >"$name.verdicts"
	sed -n 's/^Ran \([0-9]*\) tests.*/\1/p' "$name.log" >"$name.ran"
}

# without_those NAMES-FILE FILE...: the verdicts of the others, in FILE.compared.
without_those() {
	names=$1
	shift
	for file; do
		awk 'NR == FNR { left_out[$1]; next } !($1 in left_out)' \
			"$names" "$file" >"$file.compared"
	done
}

# Both runs at once would disturb each other's clocks: one after the other.
# same_verdicts NAME START [VARIABLE=VALUE]...: as without.
same_verdicts() {
	verdicts without '' || :
	verdicts "$@" || :
	[ -s without.ran ] || { tail -n 50 without.log; fail 'it does not run'; }
	same 'the number of tests' without.ran "$1.ran"
	[ "$(wc -l <without.verdicts)" -ge 200 ] || fail 'too few verdicts'
	# One of 3.14.10's skips itself if anything is preloaded.
	{
		echo 'a name of no test'
		sed -n 's/ skipped .*LD_PRELOAD.*//p' "$1.verdicts"
	} >itself
	without_those itself without.verdicts "$1.verdicts"
	[ "$(wc -l <itself)" -le 2 ] || fail "they skip themselves: $(cat itself)"
	diff -u without.verdicts.compared "$1.verdicts.compared" || {
		tail -n 80 "$1.log"
		fail 'the verdicts differ'
	}
	same 'the exit status' without.status "$1.status"
	lacks 'a verdict' 'no verdict' "$1.verdicts"
	printf '%s tests, of which ok: %s\n' "$(cat "$1.ran")" \
		"$(grep -c ' ok$' "$1.verdicts")"
}
