# SPDX-License-Identifier: BSD-2-Clause
# Whatever flags the library is built with, what runs in the child calls nothing
# outside of it, or the build fails and says so.
. "$(dirname "$0")/lib.sh"

# configure DIRECTORY COMPILER OPTION...: the library alone.
configure() {
	dir=$1
	compiler=$2
	shift 2
	need meson ninja "$compiler"
	CC=$compiler meson setup "$dir" "$SOURCE_DIR" -Dcommand=false \
		-Dtests=false -Dbench=false -Dexamples=false -Ddocs=disabled \
		"$@" >log 2>&1 || { cat log; fail "$compiler $*: not configured"; }
}

# check COMPILER FLAGS: as in a build with CFLAGS=FLAGS, which one build for
# each compiler has a mark for.
check() {
	dir=$work/$1
	[ -d "$dir" ] || configure "$dir" "$1" -Dc_args=-DFLAGS_GO_HERE
	rm -f "$dir"/libspx_child.a.p/*.o
	ninja -C "$dir" -t commands child_check |
		sed -n "s/-DFLAGS_GO_HERE/$2/; /^ninja:/!p" >commands
	has 'the commands' " $2 " commands
	(cd "$dir" && sh -e) <commands >log 2>&1
}

# What the objects refer to, of which the child has no definition.
outside() {
	nm -g -P "$1"/libspx_child.a.p/*.o |
		awk 'NF > 1 && $2 ~ /^[Uvw]$/ { needed[$1] }
			NF > 1 && $2 !~ /^[Uvw]$/ { defined[$1] }
			END { for (s in needed) if (!(s in defined)) print s }' |
		grep -v -x _GLOBAL_OFFSET_TABLE_ || :
}

is_clean() {
	outside "$dir" >symbols
	[ ! -s symbols ] || fail "$*: the child needs $(cat symbols)"
}

# accepted COMPILER FLAGS
accepted() {
	check "$@" || { cat log; fail "$*: refused"; }
	is_clean "$@"
}

is_told() {
	has 'the build' "^src_child_[a-z]*\\.c\\.o needs $1\$" log
	has 'the build' '^error: the code that runs in the child ' log
}

# refused SYMBOL COMPILER FLAGS
refused() {
	symbol=$1
	shift
	! check "$@" || fail "$*: accepted"
	is_told "$symbol"
}

test_without_optimization() {
	accepted gcc -O0
	accepted clang -O0 # copies and clears structs by calls
}

test_for_size() {
	accepted gcc -Os
	accepted clang -Oz
}

test_profilers() {
	for optimization in -O0 -O2; do
		accepted gcc "$optimization -pg"
		accepted clang "$optimization -pg"
		accepted gcc "$optimization -fprofile-generate"
		accepted clang "$optimization -fprofile-generate"
		accepted clang "$optimization -fprofile-instr-generate"
	done
}

test_instrumented_functions() {
	for optimization in -O0 -O2; do
		accepted gcc "$optimization -finstrument-functions"
		accepted clang "$optimization -finstrument-functions"
	done
	accepted clang -finstrument-function-entry-bare
	accepted clang -fxray-instrument
}

test_checks_of_the_compiler() {
	accepted gcc '-O0 -ftrapv -fsplit-stack -fstack-protector-all'
	accepted clang '-O0 -ftrapv -fsplit-stack -fstack-protector-all'
	accepted gcc -fsanitize=address,undefined
	accepted clang -fsanitize=address,undefined
	accepted clang '-O0 -ftrivial-auto-var-init=pattern'
}

test_coverage() {
	accepted gcc -fsanitize-coverage=trace-pc,trace-cmp
	accepted clang -fsanitize-coverage=trace-pc-guard,trace-cmp
	accepted clang -fsanitize-coverage=inline-8bit-counters,pc-table
	accepted clang '-fprofile-instr-generate -fcoverage-mapping'
	accepted clang -fsanitize=fuzzer-no-link
}

test_link_time_optimization() {
	accepted gcc -flto
	accepted clang -flto
}

# What no flag takes back.
test_other_calls_are_refused() {
	refused __gcov_init gcc --coverage
	refused llvm_gcov_init clang --coverage
	refused '__x86_indirect_thunk_.*' gcc -mindirect-branch=thunk-extern
	refused __fentry__ clang '-pg -mfentry'
}

# The same by meson's options, which are set back for the child.
test_options_of_the_build() {
	configure build gcc -Db_pgo=generate -Db_lto=true -Db_coverage=true \
		-Db_sanitize=address --buildtype=plain
	ninja -C build child_check >log 2>&1 || { cat log; fail 'refused'; }
	dir=build
	is_clean 'options'
}

# A call that a change adds: neither library can be built.
test_a_call_in_the_source_is_refused() {
	mkdir tree
	(cd "$SOURCE_DIR" && tar -cf - meson.build meson_options.txt arch \
		include packaging src) | (cd tree && tar -xf -)
	cat >>tree/src/child/main.c <<-'END'
	#include <unistd.h>
	long spx_child_calls_libc(void);
	long spx_child_calls_libc(void) { return (sysconf(_SC_PAGESIZE)); }
	END
	SOURCE_DIR=$PWD/tree
	configure build gcc
	for library in libspawnx.a libspawnx.so.1.0.0; do
		! ninja -C build "$library" >log 2>&1 ||
			fail "$library was built"
		is_told sysconf
		[ ! -e "build/$library" ] || fail "$library is there"
	done
}

run_tests test_without_optimization \
	test_for_size \
	test_profilers \
	test_instrumented_functions \
	test_checks_of_the_compiler \
	test_coverage \
	test_link_time_optimization \
	test_other_calls_are_refused \
	test_options_of_the_build \
	test_a_call_in_the_source_is_refused
