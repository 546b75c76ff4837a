#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Shows that the HTML pages can be made, and that no link between them is dead.
#
#	html_check.sh HTML_SH MANDOC PAGE...
set -eu

make=$1
mandoc=$2
shift 2
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

sh "$make" "$mandoc" "$out" "$@"
cd "$out"
for page; do
	[ -s "${page##*/}.html" ] || { echo "$page: empty" >&2; exit 1; }
done

cat ./*.html | tr '<' '\n' |
	sed -n 's/^a class="Xr" href="\([^":]*\)".*/\1/p' | sort -u >links
[ -s links ] || { echo 'no links' >&2; exit 1; }
bad=0
while read -r link; do
	[ -s "$link" ] || { echo "$link: not there" >&2; bad=1; }
done <links
# Those to our own pages are all local.
if grep -ho 'href="https[^"]*/\(lib\)\{0,1\}spawnx[^"]*"' ./*.html >&2; then
	bad=1
fi
exit "$bad"
