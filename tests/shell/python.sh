# SPDX-License-Identifier: BSD-2-Clause
# CPython's own tests of os.posix_spawn() and of subprocess, with the library
# preloaded: the same verdict for every test as without.
. "$(dirname "$0")/lib.sh"

python3=/usr/bin/python3
suites='test.test_posix.TestPosixSpawn test.test_posix.TestPosixSpawnP
	test.test_subprocess'

needs_python() {
	[ -x "$python3" ] || skip "there is no $python3"
	"$python3" -c 'import test.test_posix, test.test_subprocess' ||
		skip "$python3 has no test suite (Debian: libpython3.*-testsuite)"
	LD_PRELOAD=$SHARED_LIB "$python3" -c '' 2>errors
	[ ! -s errors ] || skip "$python3 is of another kind: $(cat errors)"
}

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

# verdicts NAME [VARIABLE=VALUE]...: runs the tests, writes NAME.verdicts.
verdicts() {
	name=$1
	shift
	mkdir "$name.tmp"
	(
		cd "$name.tmp" || exit 1
		# Split on purpose: it is a list.
		# shellcheck disable=SC2086
		env TMPDIR="$PWD" "$@" "$python3" -m unittest -v $suites
	) >"$name.log" 2>&1
	echo "$?" >"$name.status"
	"$python3" "$work/verdicts.py" <"$name.log" | sort >"$name.verdicts"
	sed -n 's/^Ran \([0-9]*\) tests.*/\1/p' "$name.log" >"$name.ran"
}

# Both runs at once would disturb each other's clocks: one after the other.
test_same_verdicts_with_and_without() {
	needs_python
	verdicts without || :
	verdicts with "LD_PRELOAD=$SHARED_LIB" || :
	[ -s without.ran ] || { tail -n 50 without.log; fail 'it does not run'; }
	same 'the number of tests' without.ran with.ran
	[ "$(wc -l <without.verdicts)" -ge 200 ] || fail 'too few verdicts'
	diff -u without.verdicts with.verdicts || {
		tail -n 80 with.log
		fail 'the verdicts differ'
	}
	same 'the exit status' without.status with.status
	lacks 'a verdict' 'no verdict' with.verdicts
	printf '%s tests, of which ok: %s\n' "$(cat with.ran)" \
		"$(grep -c ' ok$' with.verdicts)"
}

test_posix_spawn_of_python_is_bound_to_the_library() {
	needs_python
	cat >spawn.py <<-END
	import os, subprocess
	pid = os.posix_spawn("/bin/true", ["true"], os.environ, setsigmask=[],
	                     file_actions=[(os.POSIX_SPAWN_CLOSE, 9)])
	assert os.waitpid(pid, 0)[1] == 0
	pid = os.posix_spawnp("true", ["true"], os.environ)
	assert os.waitpid(pid, 0)[1] == 0
	assert subprocess.run(["true"], close_fds=False).returncode == 0
	END
	LD_PRELOAD=$SHARED_LIB LD_DEBUG=bindings LD_DEBUG_OUTPUT=log \
		"$python3" spawn.py
	cat log.* | grep posix_spawn >bindings || fail 'no bindings shown'
	for name in posix_spawn posix_spawnp posix_spawnattr_init \
		posix_spawn_file_actions_init; do
		has "the binding of $name" \
			"python[^ ]* .* to $SHARED_LIB .*: normal symbol .$name'" \
			bindings
		lacks "the binding of $name" \
			"python[^ ]* .* to .*libc\.so.*: normal symbol .$name'" \
			bindings
	done
	sed -n "s,^ *[0-9]*:[[:space:]]*\\(.*to $SHARED_LIB .*\\),\\1,p" bindings
}

run_tests test_posix_spawn_of_python_is_bound_to_the_library \
	test_same_verdicts_with_and_without
