# SPDX-License-Identifier: BSD-2-Clause
# GNU make and ninja, which start every command by posix_spawn(), build a C
# project (this one) with the library preloaded: the same objects, byte by
# byte, and the same words as without.
. "$(dirname "$0")/lib.sh"

# The C files that the library of this configuration is made of, except those
# for which the build makes a header.
sources() {
	sed -n 's,^ *"file": ".*/\(src/[a-z_/]*\.c\)".*,\1,p;
		s,^ *"file": ".*/\(arch/generic/[a-z_]*\.c\)".*,\1,p' \
		"$BUILD_DIR/compile_commands.json" |
		grep -v -e ^src/cmd/ -e '^src/names/own' -e '^src/names/table' |
		sort -u
}

# Two folders may have a file of the same name.
object() {
	echo "$1" | sed 's,/,_,g; s,\.c$,.o,'
}

# The project in the current directory, with a makefile and a build.ninja.
project() {
	cp -R "$SOURCE_DIR/src" "$SOURCE_DIR/include" "$SOURCE_DIR/arch" .
	case $CPU in
	x86_64) arch=amd64 ;;
	x86) arch=i386 ;;
	*) arch=$CPU ;;
	esac
	flags="-O1 -fPIC -D_GNU_SOURCE -Iinclude -Isrc -Iarch -Iarch/$arch -Iarch/generic"
	for flag in $LIB_ARGS; do
		flags="$flags '$flag'"
	done
	objects=
	for source in $(sources); do
		object=$(object "$source")
		objects="$objects $object"
		printf '%s: %s\n\t$(CC) $(FLAGS) -c -o $@ %s\n' \
			"$object" "$source" "$source"
	done >rules
	{
		printf 'CC = %s\nFLAGS = %s\n' "$CC" "$flags"
		printf 'all: lib.so\nlib.so:%s\n' "$objects"
		printf '\t@echo linking for $(shell uname -s)\n'
		printf '\t$(CC) -shared -o $@%s\n' "$objects"
		cat rules
	} >Makefile
	{
		printf 'rule cc\n  command = %s %s -c -o $out $in\n' \
			"$CC" "$flags"
		printf 'rule link\n  command = %s -shared -o $out $in\n' "$CC"
		for source in $(sources); do
			printf 'build %s: cc %s\n' "$(object "$source")" \
				"$source"
		done
		printf 'build lib.so: link%s\n' "$objects"
	} >build.ninja
}

# The absolute path of a real binary that uses posix_spawn, or a skip.
binary() {
	need "$1"
	path=$(readlink -f "$(command -v "$1")")
	nm -D "$path" 2>/dev/null | grep -q ' U posix_spawn' ||
		skip "$path does not use posix_spawn"
	LD_PRELOAD=$SHARED_LIB "$path" --version 2>&1 |
		grep -q 'cannot be preloaded' && skip "$path is of another kind"
	echo "$path"
}

# built_alike COMMAND...: without and with the library; the parallel jobs'
# words come in any order.
built_alike() {
	for how in without with; do
		mkdir "$how"
		(cd "$how" && project)
	done
	(cd without && "$@" >../without.out 2>&1) ||
		{ cat without.out; fail 'it fails without'; }
	(cd with && LD_PRELOAD=$SHARED_LIB LD_DEBUG=bindings \
		LD_DEBUG_OUTPUT=../bindings "$@" >../with.out 2>&1) ||
		{ cat with.out; fail 'it fails with'; }
	for how in without with; do
		sed 's/^\[[0-9]*\/[0-9]*\] //' "$how.out" | sort >"$how.sorted"
		(cd "$how" && cksum ./*.o lib.so) >"$how.sums"
	done
	same 'the output' without.sorted with.sorted
	[ -s without.sums ] || fail 'nothing was built'
	same 'what was built' without.sums with.sums
}

bound() {
	cat bindings.* | grep posix_spawn >log || fail 'no bindings shown'
	has "$1's binding" \
		"binding file $1 .* to $SHARED_LIB .*: normal symbol .posix_spawn'" log
	grep "binding file $1 .* to $SHARED_LIB .*posix_spawn'" log
}

test_make() {
	make=$(binary make) || { echo "$make"; exit 77; }
	built_alike "$make" -j 2
	bound "$make"
}

test_ninja() {
	ninja=$(binary ninja) || { echo "$ninja"; exit 77; }
	built_alike "$ninja" -j 2
	bound "$ninja"
}

run_tests test_make test_ninja
