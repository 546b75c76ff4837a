# SPDX-License-Identifier: BSD-2-Clause
# CPython's own tests of os.posix_spawn() and of subprocess, with the library
# preloaded: the same verdict for every test as without.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/verdicts.sh"

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

test_same_verdicts_with_and_without() {
	needs_python
	same_verdicts with '' "LD_PRELOAD=$SHARED_LIB"
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
