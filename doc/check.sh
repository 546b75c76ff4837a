#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Shows that the manual pages and the header name the same things: every
# function has its place in a page's NAME and SYNOPSIS and a page that man(1)
# finds by its name, every constant is explained, and no page names a function
# that is not there.
#
#	check.sh HEADER "NAME-OF-PAGE ..." PAGE...
set -u

header=$1
names=$2
shift 2
bad=0

complain() {
	echo "$*" >&2
	bad=$((bad + 1))
}

# The header without its comments.
code=$(sed -e 's,/\*.*\*/,,' -e '/\/\*/,/\*\//d' "$header")
functions=$(echo "$code" | grep -o 'spawnx_[a-z0-9_]*(' | tr -d '(' | sort -u)
constants=$(echo "$code" | grep -o 'SPAWNX_[A-Z0-9_]*' | grep -v '^SPAWNX_H$' |
	sort -u)

[ -n "$functions" ] && [ -n "$constants" ] ||
	complain "$header: no functions or constants found"

for f in $functions; do
	grep -q "^\.Nm $f\( ,\)\{0,1\}\$" "$@" || complain "$f: in no NAME"
	grep -q "^\.F[no] $f\( \"\|\$\)" "$@" || complain "$f: in no SYNOPSIS"
	case " $names " in
	*" $f "*) ;;
	*) complain "$f: no page of this name is installed" ;;
	esac
done

for c in $constants; do
	grep -q "^\.\(It \)\{0,1\}Dv $c\( \|\$\)" "$@" ||
		complain "$c: explained nowhere"
done

for f in $(grep -ho '^\.\(Nm\|Fn\|Fo\|It Fn\) spawnx_[a-z0-9_]*' "$@" |
	sed 's/.* //' | sort -u) $names; do
	echo "$functions" | grep -qx "$f" || [ "$f" = spawnx_file_actions ] ||
		[ "$f" = spawnx_attr ] || complain "$f: not in $header"
done

[ "$bad" -eq 0 ]
