# SPDX-License-Identifier: BSD-2-Clause
# What the linker and the loader read of the library: one unmarked object
# gives it an executable stack, or takes IBT and SHSTK from it.
. "$(dirname "$0")/lib.sh"

is_x86() {
	[ "$CPU" = x86_64 ] || [ "$CPU" = x86 ]
}

# The one object of the archive that has spx_rfork_thread().
clone_object() {
	ar x "$STATIC_LIB"
	nm -A -g --defined-only *.o |
		sed -n 's/^\([^:]*\):.* spx_rfork_thread$/\1/p'
}

test_stack_is_not_executable() {
	for lib in "$SHARED_LIB" "$CORE_LIB"; do
		readelf -lW "$lib" | grep GNU_STACK >stack
		has 'GNU_STACK' ' RW  ' stack
	done
}

test_every_object_has_a_stack_note() {
	ar x "$STATIC_LIB"
	readelf -SW *.o >sections
	has 'the names of the objects' '^File: ' sections
	awk 'function last() { if (file && !note) print file ": no note" }
		/^File: / { last(); file = $2; note = 0 }
		/\.note\.GNU-stack/ { note = 1 }
		/\.note\.GNU-stack.* X / { print file ": executable stack" }
		END { last() }' sections >wrong
	: >expected
	same 'the notes' expected wrong
}

test_no_segment_is_writable_and_executable() {
	for lib in "$SHARED_LIB" "$CORE_LIB"; do
		readelf -lW "$lib" >segments
		lacks 'a segment' ' RWE ' segments
	done
}

test_no_relocations_in_the_text() {
	for lib in "$SHARED_LIB" "$CORE_LIB"; do
		readelf -dW "$lib" >dynamic
		lacks 'the dynamic section' 'TEXTREL' dynamic
	done
}

test_relocations_are_read_only_and_bound_at_load() {
	for lib in "$SHARED_LIB" "$CORE_LIB"; do
		readelf -lW "$lib" >segments
		has 'the segments' 'GNU_RELRO' segments
		readelf -dW "$lib" >dynamic
		has 'the dynamic section' 'FLAGS).*BIND_NOW' dynamic
		has 'the dynamic section' 'FLAGS_1).* NOW' dynamic
	done
}

# See unload.sh.
test_library_is_never_unloaded() {
	for lib in "$SHARED_LIB" "$CORE_LIB"; do
		readelf -dW "$lib" >dynamic
		has 'the dynamic section' 'FLAGS_1).* NODELETE' dynamic
	done
}

test_soname() {
	for lib in "$SHARED_LIB" "$CORE_LIB"; do
		readelf -dW "$lib" >dynamic
		has 'the dynamic section' \
			"SONAME).*\\[$(basename "$lib" .so.1.0.0)\\.so\\.1\\]" dynamic
	done
}

test_branch_protection_note() {
	is_x86 || skip "no IBT or SHSTK on $CPU"
	[ "$CET" = yes ] || skip 'linked with start files, whose own notes decide'
	for lib in "$SHARED_LIB" "$CORE_LIB"; do
		readelf -nW "$lib" >notes
		has 'the notes' 'x86 feature: IBT, SHSTK' notes
	done
}

test_branch_targets_note() {
	[ "$CPU" = aarch64 ] || skip "no BTI on $CPU"
	[ "$CET" = yes ] || skip 'the sanitizers have objects of their own'
	for lib in "$SHARED_LIB" "$CORE_LIB"; do
		readelf -nW "$lib" >notes
		has 'the notes' 'AArch64 feature: BTI, PAC' notes
	done
}

# The launcher has the child's stack in its frame.  What runs on that stack
# has no protector: see child.sh.
test_parent_has_a_stack_protector() {
	[ "$PROTECTED" = yes ] || skip 'none that can be linked here, see meson.build'
	ar x "$STATIC_LIB"
	nm -u src_os_*_launch.c.o >symbols
	has 'the launcher' '__stack_chk_fail' symbols
}

# PATH, and in search.c alone: nothing else of the environment can lead a
# set-user-ID program astray.
test_environment_is_read_for_path_only() {
	ar x "$STATIC_LIB"
	nm -A -u *.o | sed 's/: .* /:/' >symbols
	has 'the symbols' '^src_os_.*launch\.c\.o:[a-z]' symbols
	grep -e ':.*getenv$' -e ':_*environ$' symbols >used || :
	echo 'src_core_search.c.o:getenv' >expected
	same 'what reads the environment' expected used
	grep -o 'getenv([^)][^)]*)' "$SOURCE_DIR/src/core/search.c" >calls
	echo 'getenv("PATH")' >expected
	same 'the calls of getenv()' expected calls
}

# Division of 64 bits on a 32-bit CPU: Debian's libgcc for i386 has no notes for
# IBT and SHSTK, so that nothing which needs it can be linked with them.
test_arithmetic_needs_no_function() {
	ar x "$STATIC_LIB"
	nm -A -u *.o >symbols
	has 'the symbols' '^src_core_handle\.c\.o: .* spx_' symbols
	lacks 'the library' ' __[a-z]*[ds]i[0-9]$' symbols
}

test_clone_function_is_a_sized_hidden_function() {
	object=$(clone_object)
	readelf -sW "$object" | grep ' spx_rfork_thread$' >symbol
	has 'its symbol' ' FUNC  *GLOBAL  *HIDDEN ' symbol
	size=$(awk '{ print $3 }' symbol)
	[ "$size" -gt 0 ] || fail 'it has no size'
	nm -D --defined-only "$CORE_LIB" | grep -v ' spx_table_' >dynamic
	lacks 'the dynamic symbols' ' spx_' dynamic
}

# Two descriptions in the function's one symbol: the parent's, and the child's,
# where an unwinder has to stop.
test_child_entry_stops_unwinders() {
	[ "$BACKEND" = asm ] || skip "the $BACKEND backend has no child entry"
	object=$(clone_object)
	readelf --debug-dump=frames "$object" >frames
	[ "$(grep -c ' FDE ' frames)" = 2 ] || fail 'not two FDEs'
	awk '/ FDE / { n++ } n == 2' frames >child
	awk '/ FDE / { n++ } n == 1' frames >parent
	column=$(awk '/Return address column/ { print $4; exit }' frames)
	has "the child's FDE" "DW_CFA_undefined: r$column\( \|\$\)" child
	lacks "the parent's FDE" 'DW_CFA_undefined' parent
}

# The code after the child's call of its function: a trap.
test_child_entry_ends_in_a_trap() {
	[ "$BACKEND" = asm ] || skip "the $BACKEND backend has no child entry"
	objdump=objdump
	# clang has one beside it that knows what it makes.
	is_x86 || objdump=$($CC -print-prog-name=llvm-objdump)
	need "$objdump"
	object=$(clone_object)
	"$objdump" -d "$object" >code
	# blr with a register is aarch64's call, without one PowerPC's return.
	calls='call  *[*]|blr[[:space:]]+x|blx|bctrl|basr|jalr|jirl'
	awk -v calls="[[:space:]]($calls)" '
		seen && !/[[:space:]]nop/ { print; exit }
		$0 ~ calls { seen = 1 }' code >after
	has 'after the call' \
		'ud2\|brk\|unimp\|udf\|trap\|break\| 00 00' after
}

# gVisor makes one jump of "mov $number, %eax" and a syscall right behind it:
# who branches to that syscall with another number would make the wrong call.
test_no_branch_between_number_and_syscall() {
	[ "$CPU" = x86_64 ] || skip "no such instructions on $CPU"
	need objdump
	objdump -d --no-show-raw-insn "$CORE_LIB" >code
	grep -q '[[:space:]]syscall' code || skip 'the system calls are libc'"'"'s'
	awk '$2 ~ /^j/ { target[$3 ":"] = 1 }
		$2 == "syscall" && numbered { after[$1] = 1 }
		NF { numbered = $2 == "mov" && $3 ~ /^\$0x[0-9a-f]*,%eax$/ }
		END { for (at in after) if (at in target) print at }' code >wrong
	: >expected
	same 'the syscalls that are branched to' expected wrong
}

# probes FILE...: their names, and how many arguments each has.
probes() {
	readelf -n "$@" 2>/dev/null | sed -n '/Provider: spawnx$/,/Arguments:/p' |
		awk '/Name:/ { name = $2 } /Arguments:/ { print name, NF - 1 }' |
		sort -u
}

test_probes() {
	: >expected
	[ "$PROBES" != yes ] ||
		printf '%s\n' 'entry 1' 'failure 3' 'return 2' >expected
	probes "$CORE_LIB" >actual
	same 'the probes of the core' expected actual
	mkdir objects
	(cd objects && ar x "$STATIC_LIB")
	probes objects/*.o >actual
	same 'the probes of the archive' expected actual
	# One in the child's code would be hit in its caller's memory.
	readelf -SW "$CHILD_LIB" >sections
	has "the child's code" '\.text' sections
	lacks "the child's code" 'stapsdt' sections
}

# A tracer is told of those that the manual names, and of no other.
test_probes_of_the_manual() {
	grep -o 'spawnx:[a-z]*' "$SOURCE_DIR/doc/libspawnx.7" |
		sed 's/.*://' | sort -u >used
	sed -n 's/^\.It Li \([a-z]*\) Ns Pq Fa .*/\1/p' \
		"$SOURCE_DIR/doc/libspawnx.7" | sort >described
	printf '%s\n' entry failure return >expected
	same 'the probes that are described' expected described
	same 'the probes that are used' expected used
}

run_tests test_stack_is_not_executable \
	test_probes \
	test_probes_of_the_manual \
	test_every_object_has_a_stack_note \
	test_no_segment_is_writable_and_executable \
	test_no_relocations_in_the_text \
	test_relocations_are_read_only_and_bound_at_load \
	test_library_is_never_unloaded \
	test_soname \
	test_branch_protection_note \
	test_branch_targets_note \
	test_parent_has_a_stack_protector \
	test_environment_is_read_for_path_only \
	test_arithmetic_needs_no_function \
	test_clone_function_is_a_sized_hidden_function \
	test_child_entry_stops_unwinders \
	test_child_entry_ends_in_a_trap \
	test_no_branch_between_number_and_syscall
