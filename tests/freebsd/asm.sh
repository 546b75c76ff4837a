#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Executes the assembly for FreeBSD on Linux: a program without a C library
# calls it, under a tracer that answers as FreeBSD's kernel does.
#
# usage: [CC=...] asm.sh
set -u
here=$(cd "$(dirname "$0")" && pwd) || exit 1
top=$(cd "$here/../.." && pwd) || exit 1
cc=${CC:-cc}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/spawnx-asm.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

[ "$(uname -sm)" = 'Linux x86_64' ] || {
	echo 'skipped: the tracer is for Linux on amd64'
	exit 77
}
$cc -std=gnu11 -O1 -Wall -Wextra -Werror -o "$scratch/host" "$here/asm_host.c" ||
	exit 1

# The frame pointer is looked at, and nothing may call a library.
guest() {
	$cc "$2" -std=gnu11 -O1 -Wall -Wextra -Werror -ffreestanding -fno-pic \
		-nostdlib -static -fno-stack-protector \
		-fno-omit-frame-pointer -fno-asynchronous-unwind-tables \
		-I"$top/arch" -I"$top/arch/$1" -o "$scratch/$1" \
		"$here/asm_guest.c" "$here/asm_check.S" \
		"$top/arch/$1/rfork_thread_freebsd.S"
}

status=0
for cpu in amd64:-m64 i386:-m32; do
	guest "${cpu%:*}" "${cpu#*:}" || exit 1
	"$scratch/host" "$scratch/${cpu%:*}" >"$scratch/out" 2>&1
	rc=$?
	cat "$scratch/out"
	[ "$rc" != 77 ] || exit 77
	if [ "$rc" = 76 ] && [ "${cpu%:*}" = i386 ]; then
		echo 'i386: skipped: this kernel runs no i386 programs'
		echo 'i386: 0 passed, 1 skipped, 0 failed'
		continue
	fi
	echo "${cpu%:*}: $(grep -c '^ok' "$scratch/out") passed," \
		"0 skipped, $(grep -c '^FAILED' "$scratch/out") failed"
	[ "$rc" = 0 ] || {
		echo "${cpu%:*}: status $rc"
		status=1
	}
done
exit "$status"
