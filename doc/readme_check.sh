#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Shows that README.md names every manual page and every option of the build,
# with its default.
#
#	readme_check.sh README.md MESON_OPTIONS PAGE...
set -eu

readme=$1
options=$2
shift 2
bad=0

named() {
	grep -q "$1" "$readme" || { echo "README.md: no $2" >&2; bad=1; }
}

# "name=default"
found=$(awk '/^option\(/ { row = "" }
	{ row = row $0 }
	/\)$/ && row != "" {
		gsub(/\047/, "", row)
		name = value = row
		sub(/^option\(/, "", name)
		sub(/,.*/, "", name)
		sub(/.* value: /, "", value)
		sub(/,.*/, "", value)
		print name "=" value
		row = ""
	}' "$options")
[ -n "$found" ] || { echo "$options: no options found" >&2; exit 1; }
for option in $found; do
	named "^| \`${option%=*}\` | ${option#*=} |" "option $option"
done

# `man 3 NAME`, or `NAME` after such a one.
for page; do
	page=${page##*/}
	named "\`\(man ${page##*.} \)\{0,1\}${page%.*}\`" "page $page"
done
exit "$bad"
