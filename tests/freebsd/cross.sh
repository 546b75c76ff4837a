#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Builds the library for FreeBSD on a machine that has nothing of FreeBSD, with
# clang, lld and the declarations of tests/freebsd/include: every file compiles
# without a warning on every CPU, and links without a text relocation and with
# nothing of our own missing.  What runs between the fork and the exec, on either
# side, calls nothing but ourselves: no libc, and no threading library.
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

build() {
	meson setup "$scratch/$1" "$top" --werror \
		--cross-file "$top/tests/cross/freebsd-$1.ini" \
		-Dcommand=false -Dtests=false -Dbench=false -Dexamples=false -Ddocs=disabled \
		-Db_lundef=false \
		-Dc_args="-nostdlibinc -isystem$top/tests/freebsd/include" &&
		meson compile -C "$scratch/$1" &&
		! llvm-nm -D -u "$scratch/$1/libspawnx.so" | grep -w 'spx_.*' &&
		! find "$scratch/$1" -name '*.o' \( -name '*_child*' \
			-o -name '*_launch_*' -o -name '*_rfork_*' \) \
			-exec llvm-nm -u {} + | grep ' U ' |
			grep -v -e ' spx_' -e ' __stack_chk_' \
				-e '_GLOBAL_OFFSET_TABLE_' -e '[.]TOC[.]' \
				-e ' __aeabi_unwind_'
}

status=0
for cpu in ${*:-amd64 i386 aarch64 riscv64 arm powerpc64}; do
	if build "$cpu" >"$scratch/log" 2>&1; then
		echo "$cpu: builds"
	else
		cat "$scratch/log"
		echo "$cpu: does not build"
		status=1
	fi
done
exit "$status"
