#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# Links each test of the list `portable` as the suites of FreeBSD and NetBSD do,
# with their helpers in the place of Linux's: what such a program lacks is seen
# without a kernel.  STATIC_LIB is the library, CC the compiler.
set -u
here=$(cd "$(dirname "$0")" && pwd) || exit 99
. "$here/suite.sh"

# On Linux no name is missing that compat.h would have.
compile() {
	# shellcheck disable=SC2086
	$CC -std=gnu11 -Wall -Wextra -Werror -D_GNU_SOURCE=1 \
		-DSPAWNX_NO_CMOCKA -DREPORT_PROGRAM='"/report"' -I"$guest" \
		-I"$tests/support" -I"$top/include" -I"$top/src" "$@" ||
		give_up "$* does not compile"
}

mkdir -p "$scratch/o"
for file in $support; do
	compile -c "$tests/$file" -o "$scratch/o/$(basename "$file" .c).o"
done
# shellcheck disable=SC2086
for name in $portable speed; do
	source=$(source_of "$name") || exit 99
	compile -o "$scratch/test" "$source" "$scratch"/o/*.o "$STATIC_LIB" \
		-lpthread
	[ -x "$scratch/test" ] || give_up "$name was not linked"
done
echo "linked: $portable speed"
