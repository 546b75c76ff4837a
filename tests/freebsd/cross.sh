#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Builds the library for FreeBSD on a machine that has nothing of FreeBSD, with
# clang, lld and the declarations of tests/freebsd/include: every file compiles
# without a warning on every CPU, and links without a text relocation and with
# nothing of our own missing.  What runs between the fork and the exec, on either
# side, calls nothing but ourselves: no libc, and no threading library.  The
# first CPU is also built with what 15.1's headers declare, and the C code that
# forks with LTO, where it has to keep its own frame.
#
# usage: cross.sh [cpu...]
set -u
unset CFLAGS CPPFLAGS LDFLAGS
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 1

for tool in clang ld.lld llvm-ar meson; do
	command -v "$tool" >/dev/null || {
		echo "skipped: there is no $tool"
		exit 77
	}
done
scratch=$(mktemp -d "${TMPDIR:-/tmp}/spawnx-cross.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

# build NAME CPU C-ARGUMENT OPTION...
build() {
	dir=$scratch/$1
	target=$2
	define=$3
	shift 3
	meson setup "$dir" "$top" --werror \
		--cross-file "$top/tests/cross/freebsd-$target.ini" \
		-Dcommand=false -Dtests=false -Dbench=false -Dexamples=false -Ddocs=disabled \
		-Db_lundef=false "$@" \
		-Dc_args="-nostdlibinc -isystem$top/tests/freebsd/include $define" &&
		meson compile -C "$dir" &&
		! llvm-nm -D -u "$dir/libspawnx-core.so" "$dir/libspawnx.so" |
		grep -v ' spx_table_' | grep -w 'spx_.*'
}

# Each part has to be there: a file may have another name by now.
calls_no_libc() {
	for part in _child _freebsd_launch _rfork_; do
		find "$scratch/$1" -name "*$part*.o" >"$scratch/objects"
		[ -s "$scratch/objects" ] || {
			echo "no object is named *$part*"
			return 1
		}
		! xargs llvm-nm -u <"$scratch/objects" | grep ' U ' |
			grep -v -e ' spx_' -e ' __stack_chk_' \
				-e '_GLOBAL_OFFSET_TABLE_' -e '[.]TOC[.]' \
				-e ' __aeabi_unwind_' || return 1
	done
}

names_of() {
	llvm-nm -D --defined-only "$scratch/$1/libspawnx.so" |
		sed 's/.* //' | sort
}

# What the command, spawnx(1), has for this system alone.
compiles_the_command() {
	for file in "$top"/src/cmd/freebsd/*.c; do
		$(sed -n "s/^c = \[\(.*\)\]$/\1/p" \
			"$top/tests/cross/freebsd-$1.ini" | tr -d "',") \
			-std=gnu11 -Wall -Wextra -Werror -nostdlibinc \
			-isystem "$top/tests/freebsd/include" -I"$top/src" \
			-I"$top/include" -c -o "$scratch/object" "$file" || return 1
	done
}

builds() {
	build "$1" "$1" '' && calls_no_libc "$1" && compiles_the_command "$1"
}

with_newer_headers() {
	build newer "$1" -DFACTS_15_1 &&
		names_of newer >"$scratch/newer.names" &&
		names_of "$1" | diff - "$scratch/newer.names"
}

forks_in_a_frame() {
	build lto "$1" '' -Db_lto=true &&
		llvm-nm "$scratch/lto/libspawnx-core.so" | grep -w spx_rfork_thread
}

status=0
# try WHAT COMMAND...
try() {
	what=$1
	shift
	if "$@" >"$scratch/log" 2>&1; then
		echo "$what: builds"
	else
		cat "$scratch/log"
		echo "$what: does not build"
		status=1
	fi
}

# shellcheck disable=SC2048,SC2086
set -- ${*:-amd64 i386 aarch64 riscv64 arm powerpc64}
for cpu; do
	try "$cpu" builds "$cpu"
done
try "$1, 15.1" with_newer_headers "$1"
case " $* " in
*' aarch64 '*) try 'aarch64, LTO' forks_in_a_frame aarch64 ;;
esac
exit "$status"
