# SPDX-License-Identifier: BSD-2-Clause
# What runs in the child calls nothing of libc's or the compiler's: looked up
# in the objects themselves, for whatever flags they were built with.
. "$(dirname "$0")/lib.sh"

# The objects that the build sets apart for the child, as they are in the
# installed archive; only those are left in the directory.
unpack() {
	ar t "$CHILD_LIB" | sed 's,.*/,,' | sort >names
	grep -qx 'src_child_main\.c\.o' names || fail 'no child/main.c in the archive'
	# shellcheck disable=SC2046
	ar x "$STATIC_LIB" $(cat names) || fail 'not all are in the library'
}

# The frame of position-independent code is the linker's, not a function.  For
# what a CPU without system calls of ours needs, see src/child/check.sh.  One
# without a name is a register of sparc64.
test_child_objects_refer_to_nothing_outside() {
	unpack
	nm -A -u *.o | sed 's/: .* / needs /' >symbols
	has 'the symbols' '^src_child_main\.c\.o needs spx_' symbols
	grep -v -e ' needs spx_' -e ' needs _GLOBAL_OFFSET_TABLE_$' \
		-e ' needs [.]TOC[.]$' -e ' needs $' -e ' needs [$][$]dyncall$' \
		-e ' needs __sync_lock_test_and_set_[124]$' \
		-e '_syscall_linux\.c\.o needs __*errno_location$' \
		-e '_syscall_linux\.c\.o needs syscall$' symbols >outside || :
	[ ! -s outside ] || fail "$(cat outside)"
}

# Not even by way of another of our functions.
test_child_objects_refer_to_each_other_only() {
	unpack
	nm -u *.o | awk 'NF == 2 { print $2 }' | grep '^spx_' |
		sort -u >needed
	nm -g --defined-only *.o | awk 'NF == 3 { print $3 }' |
		sort -u >defined
	comm -23 needed defined >outside
	[ ! -s outside ] || fail "the child needs $(cat outside)"
}

test_child_objects_have_no_instrumentation() {
	unpack
	# Those that child/implicit.h defines do nothing.
	nm *.o | grep -v ' t __cyg_profile_func_' >symbols
	lacks 'a child object' \
		'__stack_chk\|__asan\|__ubsan\|__tsan\|__gcov\|__llvm\|__cyg_profile' \
		symbols
}

run_tests test_child_objects_refer_to_nothing_outside \
	test_child_objects_refer_to_each_other_only \
	test_child_objects_have_no_instrumentation
