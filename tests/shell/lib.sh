# SPDX-License-Identifier: BSD-2-Clause
# Sourced by the shell tests.  A case is a function whose name begins with
# test_; it runs in a subshell under `set -eu`, in a directory of its own
# below $work, and is
#
#   passed   if it returns 0,
#   skipped  if it calls skip REASON,
#   failed   if it calls fail REASON or a command of it fails.
#
# run_tests NAME... runs the cases and ends the script, in cmocka's words.
#
# Given by meson.build: CC BUILD_DIR SOURCE_DIR SHARED_LIB STATIC_LIB CORE_LIB
# CORE_STATIC CHILD_LIB LIB_ARGS CPU LIBC BACKEND CET
# DEFAULT_LIBRARY.
# shellcheck shell=sh
set -u

# What a developer's shell may have set must not reach the programs here.
unset LD_PRELOAD LD_DEBUG LD_DEBUG_OUTPUT LD_LIBRARY_PATH DESTDIR MAKEFLAGS
unset CFLAGS CPPFLAGS LDFLAGS CXXFLAGS MAKELEVEL MFLAGS
LC_ALL=C
export LC_ALL

here=$SOURCE_DIR/tests/shell
work=$(mktemp -d "${TMPDIR:-/tmp}/spawnx.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

skip() {
	echo "skipped: $*"
	exit 77
}

fail() {
	echo "failed: $*"
	exit 1
}

# need COMMAND...: the case can't run without them.
need() {
	for needed; do
		command -v "$needed" >/dev/null 2>&1 ||
			skip "$needed is not installed"
	done
}

# same WHAT EXPECTED-FILE ACTUAL-FILE
same() {
	diff -u "$2" "$3" || fail "$1 differs"
}

# has WHAT PATTERN FILE, lacks WHAT PATTERN FILE
has() {
	grep -q -e "$2" "$3" && return 0
	head -n 60 "$3"
	fail "$1: nothing matches $2"
}

lacks() {
	grep -e "$2" "$3" || return 0
	fail "$1: matches $2"
}

# $CC may hold options (gcc -m32): splitting it is meant.
# shellcheck disable=SC2086
compile() {
	$CC "$@"
}

# The C library that programs of the compiler are loaded with; musl is its own
# dynamic loader.
libc_file() {
	if [ "$LIBC" = glibc ]; then
		compile -print-file-name=libc.so.6
		return
	fi
	echo 'int main(void) { return 0; }' | compile -x c -o probe -
	readelf -lW probe | sed -n 's/.*interpreter: \(.*\)\]$/\1/p'
}

run_case() {
	case_log=$work/$1.log
	mkdir "$work/$1"
	echo "[ RUN      ] $1"
	(
		cd "$work/$1" || exit 1
		set -e
		"$1"
	) >"$case_log" 2>&1 </dev/null
	case $? in
	0)
		head -n 20 "$case_log"
		echo "[       OK ] $1"
		passed=$((passed + 1))
		;;
	77)
		tail -n 1 "$case_log"
		echo "[  SKIPPED ] $1"
		skipped=$((skipped + 1))
		;;
	*)
		tail -n 100 "$case_log"
		echo "[  FAILED  ] $1"
		failed=$((failed + 1))
		;;
	esac
}

run_tests() {
	passed=0 failed=0 skipped=0
	for one; do
		run_case "$one"
	done
	echo "[==========] $# test(s) run."
	echo "[  PASSED  ] $passed test(s)."
	[ "$skipped" = 0 ] || echo "[  SKIPPED ] $skipped test(s)."
	[ "$failed" = 0 ] || {
		echo "[  FAILED  ] $failed test(s)."
		exit 1
	}
	[ "$passed" != 0 ] || exit 77
	exit 0
}
