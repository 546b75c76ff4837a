#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Builds the library for systems that have no other backend than os/posix, on a
# machine that has nothing of them, with clang and the declarations here: every
# file compiles without a warning, and what runs in the child calls nothing but
# what meson.build lists.  There is nothing to link or to run it with.
#
# usage: compile.sh [system...]	SYSTEM-CPU, where it is not for amd64
set -u
unset CC CFLAGS CPPFLAGS LDFLAGS
here=$(cd "$(dirname "$0")" && pwd) || exit 1
top=$(cd "$here/../.." && pwd) || exit 1

for tool in clang ld.lld llvm-ar llvm-nm meson ninja; do
	command -v "$tool" >/dev/null || {
		echo "skipped: there is no $tool"
		exit 77
	}
done
scratch=$(mktemp -d "${TMPDIR:-/tmp}/spawnx-systems.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

# The archives are made of all objects, and of no shared library.
builds() {
	declared=$here/${1%%-*}
	meson setup "$scratch/$1" "$top" --werror \
		--cross-file "$top/tests/cross/$1.ini" \
		-Ddefault_library=static -Dcommand=false -Dtests=false \
		-Dbench=false -Dexamples=false -Ddocs=disabled \
		-Dc_args="-nostdlibinc -isystem$declared -isystem$here/include" &&
		ninja -C "$scratch/$1" &&
		llvm-nm --defined-only "$scratch/$1/libspawnx.a" \
			>"$scratch/names" &&
		for name in posix_spawnp spawnx_spawn_with spx_child_main; do
			grep -q -w "_\{0,1\}$name" "$scratch/names" || return 1
		done &&
		keeps_group "$1"
}

# Where setgroups() sets the effective group as well, the child asks for it.
keeps_group() {
	llvm-nm --undefined-only "$scratch/$1/libspawnx.a" >"$scratch/calls"
	case $1 in
	dragonfly | macos) grep -q -w '_\{0,1\}getegid' "$scratch/calls" ;;
	*) ! grep -q -w '_\{0,1\}getegid' "$scratch/calls" ;;
	esac
}

status=0
for system in ${*:-dragonfly haiku illumos macos netbsd \
	netbsd-i386 openbsd}; do
	if builds "$system" >"$scratch/log" 2>&1; then
		echo "$system: builds"
	else
		cat "$scratch/log"
		echo "$system: does not build"
		status=1
	fi
done
exit "$status"
