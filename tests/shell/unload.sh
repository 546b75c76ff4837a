# SPDX-License-Identifier: BSD-2-Clause
# A program that closes the library with dlclose(): it stays mapped, because a
# child that was not waited for may be running its code.
. "$(dirname "$0")/lib.sh"

build() {
	compile -D_GNU_SOURCE -I "$SOURCE_DIR/include" -o unload \
		"$here/unload.c" -ldl
}

test_library_stays_mapped() {
	build
	./unload "$SHARED_LIB" >out
	echo mapped >expected
	same 'the answer' expected out
}

test_program_of_a_pending_child_runs() {
	[ "$BACKEND" = asm ] || skip 'a start waits for the program here'
	build
	mkfifo fifo
	./unload "$SHARED_LIB" fifo >out || { cat out; fail 'it did not run'; }
	echo mapped >expected
	same 'the answer' expected out
}

run_tests test_library_stays_mapped test_program_of_a_pending_child_runs
