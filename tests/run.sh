#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Builds and tests the library in every configuration that this machine can
# have, after installing what is missing for that (Debian, Ubuntu).
#
# usage: sh tests/run.sh [configuration...]     all of them, if none is named
#        sh tests/run.sh quick                  the everyday one, a few minutes
#
# It says first what it will install, and how long it takes.
#
# By name only: quick: the suites api, unit, oracle and doc with the usual
# compiler; packages: see tests/packages; amd64-libc: as on a CPU without
# assembly and system calls of its own; qemu-mips64el, qemu-ppc64le; and by
# Debian's own compiler, which is fetched: qemu-hppa, qemu-m68k, qemu-ppc,
# qemu-sparc64; likewise, with the C library of Debian sid, qemu-loongarch64.
#
# On a slow machine TIMEOUT_MULTIPLIER=10 gives each test ten times as long; 0 is
# no limit.
#
# The last line is "N passed, N failed", of all test cases of all of them.  The
# exit status is 0 only if nothing failed and everything was built; under
# CI=true a configuration that is left out has failed.
set -u
unset LD_PRELOAD LD_DEBUG LD_DEBUG_OUTPUT LD_LIBRARY_PATH DESTDIR
unset CMAKE CC CXX CFLAGS CPPFLAGS CXXFLAGS LDFLAGS PKG_CONFIG_PATH MAKEFLAGS
LC_ALL=C.UTF-8
export LC_ALL

top=$(cd "$(dirname "$0")/.." && pwd) || exit 1
cd "$top" || exit 1
. "$top/examples/setup.sh"

if [ "$(uname -m)" = x86_64 ]; then
	all='amd64-asm amd64-generic i386-asm clang asan musl'
	all="$all bionic posix tsan valgrind qemu-i386 qemu-aarch64 qemu-arm"
	all="$all qemu-riscv64 qemu-s390x"
else
	all='gcc generic clang asan musl bionic posix tsan valgrind'
fi
configurations=${*:-$all}
passed=0 failed=0 skipped=0
left_out=
broken=

seconds() {
	date +%s
}

wants() {
	case " $configurations " in
	*" $1 "*) return 0 ;;
	*) return 1 ;;
	esac
}

leave_out() {
	echo "$1: left out: $2"
	left_out="$left_out $1"
}

# -- What the machine needs ---------------------------------------------------

needs_build() {
	setup_need gcc setup_has gcc
	setup_need libc6-dev setup_compiles cc
	setup_need meson setup_has meson
	setup_need ninja-build setup_has ninja
	setup_need pkg-config setup_has pkg-config
	setup_need python3 setup_has python3
	setup_need binutils setup_has readelf
	setup_need libcmocka-dev pkg-config --exists cmocka
}

# What single tests use; without one of these they are skipped.
needs_tests() {
	setup_need abigail-tools setup_has abidiff
	setup_need g++ setup_has g++
	setup_need git setup_has git
	setup_need make setup_has make
	setup_need gnuplot-nox setup_has gnuplot
	setup_need groff setup_has groff
	setup_need mandoc setup_has mandoc
	setup_need strace setup_has strace
	setup_need ksh93u+m setup_has ksh93
	setup_need perl setup_has perl
	setup_need gdb setup_has gdb
	setup_need runc setup_has runc
	setup_need busybox-static setup_has busybox
	setup_need xz-utils setup_has xz
	setup_need cmake setup_has cmake
	setup_need fish setup_has fish
	setup_need zsh setup_has zsh
	setup_need systemtap-sdt-dev compiles_with sys/sdt.h
	# FreeBSD's build, with nothing of FreeBSD.
	setup_need clang setup_has clang
	setup_need lld setup_has ld.lld
	setup_need llvm setup_has llvm-ar
}

needs_packages() {
	setup_need debhelper setup_has dh
	setup_need dpkg-dev setup_has dpkg-buildpackage
	setup_need git setup_has git
	setup_need lintian setup_has lintian
	setup_need rpm setup_has rpmbuild
	setup_need systemtap-sdt-dev compiles_with sys/sdt.h
	setup_need xz-utils setup_has xz
}

compiles_with() {
	echo "#include <$1>" | cc -E - >/dev/null 2>&1
}

# The interpreter's own tests: a package named after its version.  They are not
# imported, which makes files in the directory.
needs_python_tests() {
	python3=$(setup_python) || return 0
	version=$("$python3" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
	setup_need "libpython$version-testsuite" "$python3" -c '
import importlib.util, sys
sys.exit(importlib.util.find_spec("test.test_subprocess") is None)'
	setup_need "libpython$version-dev" "$python3" -c 'import os, sysconfig
os.stat(sysconfig.get_path("include") + "/Python.h")'
}

fuzzes() {
	echo 'int LLVMFuzzerTestOneInput(const char *, unsigned long);
int LLVMFuzzerTestOneInput(const char *p, unsigned long n) { return !p && n; }' \
		>"$scratch/fuzz.c" &&
		clang -fsanitize=fuzzer,address -o "$scratch/fuzz" \
			"$scratch/fuzz.c" 2>/dev/null
}

# What fuzz targets are linked with: a package named after clang's version.
needs_fuzzing() {
	setup_has clang || return 0
	setup_need "libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev" fuzzes
}

# A compiler is of use if its programs run here; g++ has more to link.
links() {
	echo 'int main(void) { return 0; }' >"$scratch/probe.c" &&
		"$@" -o "$scratch/probe" "$scratch/probe.c" 2>/dev/null
}

runs() {
	links "$@" && "$scratch/probe"
}

no_i386='this kernel runs no i386 programs'

# By a program that needs nothing of i386 but the kernel; no shell is to take
# for a script what that refuses.
kernel_runs_i386() {
	cat >"$scratch/bare.c" <<-'END'
		void _start(void);
		void
		_start(void)
		{
			__asm__ volatile("int $0x80" : : "a"(1), "b"(0));
		}
	END
	! gcc -m32 -fno-pic -nostdlib -static -o "$scratch/bare" \
		"$scratch/bare.c" 2>/dev/null ||
		python3 -c 'import os, sys; os.execv(sys.argv[1], sys.argv[1:])' \
			"$scratch/bare" 2>/dev/null
}

i386_pkgconfig=/usr/lib/i386-linux-gnu/pkgconfig

# cmocka for i386 is of another architecture to dpkg.  Where the distribution
# has no such package (Ubuntu), or for an emulator, the tests are built with
# tests/support/nocmocka.c.
install_i386() {
	setup_need gcc-multilib links gcc -m32
	setup_need g++-multilib links g++ -m32
	setup_install 'the i386 configuration'
	kernel_runs_i386 || return 0
	[ -f "$i386_pkgconfig/cmocka.pc" ] || ! setup_is_apt && return 0
	if [ -z "$setup_planning" ] &&
		! dpkg --print-foreign-architectures | grep -qx i386; then
		setup_can_root || return 0
		echo 'Adding the architecture i386 to dpkg'
		setup_as_root dpkg --add-architecture i386
		setup_updated=no
	fi
	setup_need libcmocka-dev:i386 false
	setup_install 'the i386 configuration'
}

# Debian's cross compilers can't be installed beside gcc-multilib: clang is one
# for every CPU, and needs the libraries only.  They are named after a triple,
# and their packages after Debian's name of the CPU.
choose_cross() {
	case $1 in
	qemu-aarch64) triple=aarch64-linux-gnu debian=arm64 ;;
	qemu-arm) triple=arm-linux-gnueabihf debian=armhf ;;
	qemu-mips64el) triple=mips64el-linux-gnuabi64 debian=mips64el ;;
	qemu-ppc64le) triple=powerpc64le-linux-gnu debian=ppc64el ;;
	qemu-riscv64) triple=riscv64-linux-gnu debian=riscv64 ;;
	qemu-s390x) triple=s390x-linux-gnu debian=s390x ;;
	*) return 1 ;;
	esac
}

# CPUs without assembly; and one that few releases of Debian have.
choose_foreign() {
	endian=big
	only='emulated copied child strfailure'
	case $1 in
	qemu-hppa) triple=hppa-linux-gnu debian=hppa family=parisc ;;
	qemu-m68k) triple=m68k-linux-gnu debian=m68k family=m68k ;;
	qemu-ppc) triple=powerpc-linux-gnu debian=powerpc family=ppc ;;
	qemu-sparc64) triple=sparc64-linux-gnu debian=sparc64 family=sparc64 ;;
	qemu-loongarch64)
		triple=loongarch64-linux-gnu debian=loong64 family=loongarch64
		endian=little
		only="$only elf rfork_asm"
		;;
	*) return 1 ;;
	esac
}

install_cross() {
	setup_need qemu-user setup_has "$1"
	setup_need clang setup_has clang
	setup_need "binutils-$(echo "$triple" | tr _ -)" setup_has "$triple-ld"
	setup_need "libc6-dev-$debian-cross" test -e "/usr/$triple/lib/libc.so"
	setup_need "libgcc-$(gcc -dumpversion)-dev-$debian-cross" \
		setup_compiles clang "--target=$triple"
}

install_emulators() {
	if wants qemu-i386 || { wants i386-asm && ! kernel_runs_i386; }; then
		setup_need qemu-user setup_has qemu-i386
	fi
	for one in $configurations; do
		if choose_cross "$one"; then
			install_cross "$one"
		elif choose_foreign "$one"; then
			setup_need qemu-user setup_has "$one"
		fi
	done
	if wants qemu-loongarch64; then
		setup_need clang-19 setup_has clang-19
		setup_need lld-19 setup_has ld.lld-19
		setup_need llvm-19 setup_has llvm-ar-19
	fi
	setup_install 'the emulated configurations'
	if wants valgrind; then
		setup_need valgrind setup_has valgrind
		setup_install 'the valgrind configuration'
	fi
}

# The tools that a part needs are its own affair: one that can't be had takes
# no other with it.
install_tools() {
	needs_build
	setup_install 'the build' || exit 1
	setup_meson "$top/build/meson" || exit 1
	[ "$configurations" != quick ] || return 0
	if wants packages; then
		needs_packages
		setup_install 'the packages'
	fi
	[ "$configurations" != packages ] || return 0
	needs_tests
	setup_install 'the tests'
	needs_python_tests
	setup_install "CPython's tests"
	if wants i386-asm || wants qemu-i386; then
		install_i386
	fi
	if wants clang; then
		setup_need clang setup_has clang
		setup_install 'the clang configuration'
		needs_fuzzing
		setup_install 'the fuzz targets'
	fi
	if wants musl; then
		setup_need musl-tools setup_has musl-gcc
		setup_install 'the musl configuration'
	fi
	install_emulators
}

# How many seconds one takes on two quick cores where nothing else runs, with
# what is to be installed for it.
seconds_of() {
	case $1 in
	quick) echo 120 ;;
	amd64-asm | gcc) echo 290 ;;
	i386-asm | asan | clang) echo 110 ;;
	amd64-generic | generic | musl) echo 95 ;;
	packages) echo 150 ;;
	posix | valgrind) echo 25 ;;
	*) echo 15 ;;
	esac
}

announce() {
	setup_planning=yes
	install_tools
	setup_planning=
	sum=90
	for one in $configurations; do
		sum=$((sum + $(seconds_of "$one")))
	done
	sum=$(((sum + 59) / 60))
	echo "To be tested: $configurations"
	if [ -z "$setup_planned" ]; then
		echo 'To be installed: nothing'
	elif setup_is_apt && setup_can_root; then
		echo "To be installed:$setup_planned"
	else
		echo "To be installed, which is not possible here:$setup_planned"
	fi
	echo "Time: about $sum minutes on two quick cores without other load;" \
		"four times as long on slow ones"
}

# -- A configuration ----------------------------------------------------------

# What is run of a configuration that is not for all tests, and by what.
only=
suites=
wrapper=

# The programs of the tests in $only; nothing, if that is all.
targets() {
	for one_test in $only; do
		case $one_test in
		stress) echo stress stress_child ;;
		libcs_actions) echo report plugin "test_$one_test" ;;
		elf | child)
			echo spawnx:shared_library spawnx:static_library \
				spawnx-core:static_library spx_child
			;;
		*) echo report "test_$one_test" ;;
		esac
	done
}

# build NAME COMPILER OPTION...: in build/NAME, what $only needs.
build() {
	name=$1
	compiler=$2
	shift 2
	began=$(seconds)
	rm -rf "build/$name"
	# shellcheck disable=SC2046
	if ! CC=$compiler setup_quietly meson setup "build/$name" --werror \
		-Ddefault_library=both "$@" ||
		! setup_quietly meson compile -C "build/$name" $(targets); then
		echo "$name: does not build"
		broken="$broken $name"
		return 1
	fi
	built=$(seconds)
}

# build_and_test NAME COMPILER OPTION...
build_and_test() {
	build "$@" || return
	test_built
}

# One test more at once than there are processors: most wait now and then.
test_built() {
	# shellcheck disable=SC2086
	meson test -C "build/$name" --no-rebuild --wrapper="$wrapper" \
		--num-processes=$(($(getconf _NPROCESSORS_ONLN) + 1)) \
		--timeout-multiplier="${TIMEOUT_MULTIPLIER:-1}" \
		$suites $only >"build/$name/log" 2>&1 </dev/null
	status=$?
	tally "$name" "$status" "$((built - began))" "$(($(seconds) - built))"
}

# test_in NAME COMPILER OPTION...: the same, if the compiler is of use.
test_in() {
	# Split on purpose: the compiler may have options (gcc -m32).
	# shellcheck disable=SC2086
	if runs $2; then
		build_and_test "$@"
	else
		leave_out "$1" "no program of $2 runs here"
	fi
}

# One script, which counts its cases.
test_packages() {
	began=$(seconds)
	mkdir -p build/packages
	status=0
	sh tests/packages >build/packages/log 2>&1 || status=$?
	count_cases packages "$status" build/packages/log
}

# count_cases NAME STATUS LOG: the same as tally(), of tests/shell/lib.sh's words.
count_cases() {
	p=$(cases_that PASSED "$3") f=$(cases_that FAILED "$3")
	s=$(cases_that SKIPPED "$3")
	[ "$2" = 0 ] || [ "$2" = 77 ] || [ "$f" != 0 ] || f=1
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
	echo "$1: $p passed, $f failed, $s skipped ($(($(seconds) - began)) s)"
	grep -e '^skipped: ' -e '^failed: ' "$3" | sed 's/^/  /'
	[ "$f" = 0 ] || echo "  see $3"
}

cases_that() {
	count=$(sed -n "s/^\[ *$1 *\] \([0-9]*\) test(s).*/\1/p" "$2")
	echo "${count:-0}"
}

# The counts of the run, one line; then what failed and what was skipped.
tally() {
	# Its name has the wrapper's in it.
	python3 tests/shell/tally.py "build/$1/meson-logs"/testlog*.json \
		>"$scratch/tally" || {
		tail -n 20 "build/$1/log"
		broken="$broken $1"
		return
	}
	read -r p f s <"$scratch/tally"
	# meson knows of a failure that no test told of.
	[ "$2" = 0 ] || [ "$f" != 0 ] || f=1
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
	echo "$1: $p passed, $f failed, $s skipped (built in $3 s, tested in $4 s)"
	sed -e 1d -e '/^$/d' "$scratch/tally"
	[ "$f" = 0 ] || echo "  see build/$1/meson-logs/testlog.txt"
}

# emulated EMULATOR COMPILER NAME OPTION...: the same by an emulator.  What the
# tests spawn is run by the host's kernel all the same, so that these are the
# tests whose programs are the host's.
emulated() {
	emulator=$1
	compiler=$2
	shift 2
	echo 'int main(void) { return 0; }' >"$scratch/probe.c"
	if $compiler -o "$scratch/probe" "$scratch/probe.c" &&
		$emulator "$scratch/probe"; then
		build_and_test "$@"
	else
		leave_out "$1" "$emulator runs no program of $compiler here"
	fi
}

# With an emulator: the tests whose programs are the host's, or none.
i386_emulated() {
	only='attr_errors child copied elf emulated names sizes strfailure'
	only="$only strfailure_cut two_copies"
}

# All is built, and what an emulator can run is tested.
i386_without_kernel() {
	if ! setup_has qemu-i386; then
		leave_out "$1" "$no_i386, and there is no qemu-i386"
		return
	fi
	build "$1" gcc --cross-file tests/cross/i386-gcc.ini || return
	all_tests=$(meson test -C "build/$1" --list 2>/dev/null | grep -c /)
	i386_emulated
	test_built
	others=$((all_tests - $(echo "$only" | wc -w)))
	skipped=$((skipped + others))
	echo "  $others other tests: skipped: $no_i386"
}

# foreign NAME: those tests, with a compiler that is fetched.
foreign() {
	choose_foreign "$1"
	fetch=fetch
	[ "$1" != qemu-loongarch64 ] || fetch=fetch_sid
	compiler=$(sh "tests/cross/$fetch" "$debian" "$triple" build/cross \
		"$1") || {
		leave_out "$1" "no compiler for $debian"
		return
	}
	there=${compiler%/cc}
	emulator="$1 -L $there/tree/usr/$triple"
	[ ! -x "$there/run" ] || emulator=$there/run
	cat >"$there.ini" <<-END
		[binaries]
		c = '$there/cc'
		ar = '$there/ar'
		strip = '$there/strip'
		exe_wrapper = ['$(echo "$emulator" | sed "s/ /', '/g")']

		[host_machine]
		system = 'linux'
		cpu_family = '$family'
		cpu = '$family'
		endian = '$endian'
	END
	emulated "$emulator" "$compiler" "$1" gcc \
		--cross-file "$there.ini"
}

unknown() {
	echo "$1: no such configuration; there are: $all" >&2
	exit 2
}

configuration() {
	only=
	wrapper=
	case $1 in
	quick)
		suites='--suite api --suite unit --suite oracle --suite doc'
		test_in "$1" gcc
		suites=
		;;
	packages) test_packages ;;
	amd64-asm) test_in "$1" gcc -Dclone_backend=auto ;;
	gcc) test_in "$1" gcc ;;
	amd64-libc)
		only='basic errors handle_host signals start_waits syscalls'
		test_in "$1" gcc -Dclone_backend=libc
		;;
	amd64-generic | generic) test_in "$1" gcc -Dclone_backend=generic ;;
	i386-asm)
		if links gcc -m32 && ! kernel_runs_i386; then
			i386_without_kernel "$1"
			return
		fi
		PKG_CONFIG_LIBDIR=$i386_pkgconfig
		export PKG_CONFIG_LIBDIR
		test_in "$1" 'gcc -m32'
		unset PKG_CONFIG_LIBDIR
		;;
	clang) test_in "$1" clang ;;
	asan) test_in "$1" gcc -Db_sanitize=address,undefined ;;
	musl)
		# Nothing that was built for the host's libc is to be found, by
		# pkg-config or by CMake.
		PKG_CONFIG_LIBDIR=/nonexistent CMAKE=false
		export PKG_CONFIG_LIBDIR CMAKE
		test_in "$1" musl-gcc
		unset PKG_CONFIG_LIBDIR CMAKE
		;;
	bionic)
		only='attr_errors attr_values basic bad_arguments cgroup'
		only="$only closefrom failure_until file_actions handle"
		only="$only in_flight pending pending_handle remap start_calls"
		only="$only syscalls heap heap_objects"
		test_in "$1" gcc \
			-Dc_args="-D__BIONIC__ -I$top/tests/bionic/include"
		;;
	posix)
		# tests/README.md has the others, and why.
		only='actions_life actions_object apply_when_set arguments'
		only="$only attacked"
		only="$only attr_chroot attr_ctty attr_cwd attr_cwd_entered"
		only="$only attr_denied attr_execfd attr_host attr_object"
		only="$only attr_pidenv attr_rlimit attr_shell attr_writes"
		only="$only bad_arguments basic cancel candidates children_ignored"
		only="$only closefrom closefrom_proc copied_arguments"
		only="$only copied_wiped cwd"
		only="$only emulated errors failure_index"
		only="$only failure_until file_actions foreground full_words"
		only="$only hammered held ids ids_no_number in_flight"
		only="$only inspect killed_early"
		only="$only libcs_actions libcs_attrs mask_early object_copy"
		only="$only open_action open_errors optional order pgroup"
		only="$only pid_namespace remap remap_errors remap_random"
		only="$only same_table scheduler search search_long session"
		only="$only share_files stack_limit storm strfailure_cut threads"
		only="$only threads_state write"
		test_in "$1" gcc -Dsystem=posix
		;;
	tsan)
		only='threads threads_state in_flight pending cancel hammered'
		only="$only stress"
		test_in "$1" gcc -Db_sanitize=thread
		;;
	valgrind)
		only='actions_object attr attr_errors emulated copied'
		only="$only libcs_actions libcs_attrs"
		wrapper='valgrind -q --error-exitcode=99 --leak-check=full'
		wrapper="$wrapper --errors-for-leak-kinds=definite"
		emulated 'valgrind -q' gcc "$1" gcc
		;;
	qemu-i386)
		only='emulated copied'
		emulated qemu-i386 'gcc -m32' "$1" gcc \
			--cross-file tests/cross/i386-gcc.ini
		;;
	qemu-hppa | qemu-loongarch64 | qemu-m68k | qemu-ppc | qemu-sparc64)
		foreign "$1"
		;;
	qemu-*)
		choose_cross "$1" || unknown "$1"
		only='emulated copied elf child rfork_asm'
		emulated "$1 -L /usr/$triple" "clang --target=$triple" "$1" gcc \
			--cross-file "tests/cross/${1#qemu-}-clang.ini"
		;;
	*)
		unknown "$1"
		;;
	esac
}

scratch=$(mktemp -d "${TMPDIR:-/tmp}/spawnx.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

start=$(seconds)
announce
install_tools
echo "set-up: $(($(seconds) - start)) s"
for one in $configurations; do
	configuration "$one"
done

[ "$skipped" = 0 ] || echo "skipped: $skipped, for the reasons above"
[ -z "$left_out" ] || echo "left out:$left_out"
[ -z "$broken" ] || echo "not built:$broken"
echo "in all: $(($(seconds) - start)) s"
status=0
[ "$failed" = 0 ] && [ "$passed" != 0 ] && [ -z "$broken" ] || status=1
[ -z "$left_out" ] || [ "${CI:-}" != true ] || status=1
echo "$passed passed, $failed failed"
exit "$status"
