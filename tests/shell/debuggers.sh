# SPDX-License-Identifier: BSD-2-Clause
# Debuggers and tracers follow a program that spawns without waiting.  Its
# child shares its memory, which gdb would take for a copy that it may remove
# its breakpoints from.
. "$(dirname "$0")/lib.sh"

test_strace_follows_each_child() {
	need strace
	strace -f -qq -o probe true 2>/dev/null || skip 'tracing is not allowed'
	strace -f -qq -e trace=execve -o trace \
		"$BUILD_DIR/examples/thousand" 20 >out
	has 'all of them' '^20 processes; ' out
	started=$(grep -c 'execve(.*/true", .*= 0$\|execve resumed.*= 0$' trace)
	[ "$started" -ge 20 ] || fail "strace saw $started programs of 20"
}

test_gdb_keeps_its_breakpoints() {
	need gdb
	gdb -batch -nx -ex 'set confirm off' -ex 'set pagination off' \
		-ex 'set debuginfod enabled off' \
		-ex 'set breakpoint pending on' -ex 'break finish.c:spawnx_finish' \
		-ex 'ignore 1 1000' -ex run -ex 'info breakpoints' \
		--args "$BUILD_DIR/examples/thousand" 20 >out 2>&1 ||
		fail "gdb: $(tail -n 3 out)"
	grep -q 'ptrace: Operation not permitted' out &&
		skip 'tracing is not allowed'
	has 'all of them' '^20 processes; ' out
	has 'each finish' 'breakpoint already hit 20 times' out
}

run_tests test_strace_follows_each_child test_gdb_keeps_its_breakpoints
