#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Shows that the manual pages and the header name the same things: every
# function has its place in a page's NAME and SYNOPSIS and a page that man(1)
# finds by its name, every type has such a page, every constant is explained,
# no page names a function that is not there, and none refers to a page of ours
# that is not installed.  And that no word of a heading is taken for a macro.
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

types=$(echo "$code" | sed -n 's/.* \(spawnx_[a-z_]*_t\);$/\1/p' | sort -u)

[ -n "$functions" ] && [ -n "$constants" ] && [ -n "$types" ] ||
	complain "$header: no functions, constants or types found"

# What the pages have in their NAMEs, in their SYNOPSES and as a constant that is
# explained: " name name ".
listed() {
	pattern=$1
	shift
	echo " $(sed -n "$pattern" "$@" | tr '\n' ' ')"
}
in_name=$(listed 's/^\.Nm \(spawnx_[a-z0-9_]*\)\( ,\)\{0,1\}$/\1/p' "$@")
in_synopsis=$(listed 's/^\.F[no] \(spawnx_[a-z0-9_]*\)\( ".*\)\{0,1\}$/\1/p' "$@")
explained=$(listed 's/^\.\(It \)\{0,1\}Dv \(SPAWNX_[A-Z0-9_]*\)\( .*\)\{0,1\}$/\2/p' \
	"$@")

# has LIST NAME COMPLAINT
has() {
	case "$1" in
	*" $2 "*) ;;
	*) complain "$2: $3" ;;
	esac
}

for f in $functions; do
	has "$in_name" "$f" 'in no NAME'
	has "$in_synopsis" "$f" 'in no SYNOPSIS'
	has " $names " "$f" 'no page of this name is installed'
done

for t in $types; do
	has "$in_name" "$t" 'in no NAME'
	has " $names " "$t" 'no page of this name is installed'
done

for c in $constants; do
	has "$explained" "$c" 'explained nowhere'
done

# A page of a topic has the name of the topic.
topics=$(printf '%s\n' "$@" | sed 's,.*/,,; s,\.[1-9]$,,')
# shellcheck disable=SC2086
known=" $(printf '%s ' $functions $types $topics)"

for f in $(grep -ho '^\.\(Nm\|Fn\|Fo\|It Fn\) spawnx_[a-z0-9_]*' "$@" |
	sed 's/.* //' | sort -u) $names; do
	has "$known" "$f" "not in $header"
done

for f in $(grep -ho '^\.Xr \(lib\)\{0,1\}spawnx[^ ]* [1-9]' "$@" |
	sed 's/^\.Xr //; s/ /./' | sort -u); do
	case " $names " in
	*" ${f%.3} "*) continue ;;
	esac
	case " $* " in
	*"/$f "*) ;;
	*) complain "$f: referred to, and not installed" ;;
	esac
done

# The table of thread safety, with a star for several.
safe=$(sed -n 's/^\.It \(spawnx_[^T]*\) Ta MT-Safe.*/\1/p' "$@" |
	tr -d ' ()' | tr ',' '\n' | sed 's/\*/.*/; s/.*/^&$/')
for f in $(echo "$functions" | grep -v "${safe:-^$}"); do
	complain "$f: of no thread safety"
done

# A word of English that is a macro as well: "In" made an #include of a tag.
for line in $(grep -n '^\.\(It\|Ss\|Sh\) \(.* \)\{0,1\}\(An\|At\|Do\|In\|So\) [a-z]' \
	/dev/null "$@" | sed 's,.*/,,; s/ /_/g'); do
	complain "$line: a word that is a macro; \\& goes before it"
done

[ "$bad" -eq 0 ]
