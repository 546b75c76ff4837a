#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Shows that libspawnx(7) lists the child's steps in the order of the code.
#
#	order_check.sh LIBSPAWNX.7 MAIN.C ATTR.C
set -eu

manual=$1
main=$2
attr=$3
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# The rows of a table of steps in attr.c.
rows() {
	sed -n "/^static const struct step $1\[\]/,/^};/p" "$attr" |
		grep -o 'SPAWNX_ATTR_[A-Z]*'
}

# spx_child_main(): its steps, with those of the tables where they are done.
# What a line before makes FreeBSD's alone is left out.
sed -n '/^spx_child_main/,/^}/p' "$main" | awk '
	/SPX_MASK_FIRST\)/ && !/!SPX_MASK_FIRST/ { getline; next }
	/SPX_FLAG_NOASLR/ { getline; next }
	/attribute\(r, SPAWNX_ATTR_/ {
		sub(/.*attribute\(r, /, ""); sub(/,.*/, ""); print
	}
	/spx_child_[a-z_]*\(r\);/ {
		sub(/.*spx_child_/, ""); sub(/\(r\);.*/, ""); print
	}' | while read -r step; do
	case $step in
	SPAWNX_*) echo "$step" ;;
	while_privileged | before_actions | at_last) rows "$step" ;;
	esac
done >"$out/code"

sed -n '/^\.\\" order of steps/,/^\.El/p' "$manual" |
	sed -n 's/^\.Dv \(SPAWNX_ATTR_[A-Z_]*\).*/\1/p' >"$out/manual"

[ -s "$out/code" ] || { echo "$main: no steps found" >&2; exit 1; }
diff "$out/code" "$out/manual" >&2
