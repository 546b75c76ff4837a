#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# The manual pages as HTML, in the directory OUT; each name that a page
# describes has a link to it.  References to other manuals go to man7.org.
#
#	html.sh MANDOC OUT PAGE...
set -eu

mandoc=$1
out=$2
shift 2

mkdir -p "$out"
out=$(cd "$out" && pwd)
root=$(pwd)
names=$(mktemp -d)
trap 'rm -rf "$names"' EXIT

absolute() {
	case $1 in
	/*) echo "$1" ;;
	*) echo "$root/$1" ;;
	esac
}

# mandoc(1) makes a reference local if a file of its name is in the working
# directory.
for page; do
	file=${page##*/}
	: >"$names/$file"
	sed -n '/^\.Nd/q; s/^\.Nm \([^ ]*\).*/\1/p' "$page" |
		while read -r name; do
			link=$name.${file##*.}
			[ "$link" != "$file" ] || continue
			: >"$names/$link"
			ln -sf "$file.html" "$out/$link.html"
		done
done

formats='%N.%S.html;https://man7.org/linux/man-pages/man%S/%N.%S.html'
for page; do
	page=$(absolute "$page")
	(cd "$names" && "$mandoc" -Thtml -O "man=$formats" "$page") \
		>"$out/${page##*/}.html"
done
