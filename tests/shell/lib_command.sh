# SPDX-License-Identifier: BSD-2-Clause
# Sourced after lib.sh by the tests of the command spawnx(1): what it does, as
# the program that it starts sees it.
# shellcheck shell=sh

# The outer one is for what whoever runs the tests has left open, or ignored;
# $outer: more options for it.
outer=

# shellcheck disable=SC2086
spawnx() {
	"$COMMAND" --closefrom 3 --sigdefault all $outer "$COMMAND" "$@"
}

# observe OPTION...: `report` with these options; value KEY is what it saw.
# It may have become another user.
observe() {
	: >"$work/seen"
	chmod 666 "$work/seen"
	chmod 711 "$work"
	spawnx "$@" -- "$REPORT" "$work/seen" >out 2>err </dev/null ||
		fail "spawnx $*: status $?: $(cat err)"
	[ -s "$work/seen" ] || fail "spawnx $*: no report"
}

value() {
	sed -n "s/^$1=//p" "$work/seen"
}

# sees KEY VALUE OPTION...
sees() {
	key=$1 expected=$2
	shift 2
	observe "$@"
	[ "$(value "$key")" = "$expected" ] ||
		fail "spawnx $*: $key is $(value "$key"), not $expected"
}

# gives STATUS COMMAND...
gives() {
	expected=$1
	shift
	status=0
	"$@" >out 2>err </dev/null || status=$?
	[ "$status" = "$expected" ] ||
		fail "$*: status $status, not $expected: $(cat err)"
}

# says TEXT OPTION...: refused, with these words.
says() {
	text=$1
	shift
	gives 125 spawnx "$@"
	grep -qF -e "$text" err || fail "$*: $(cat err)"
}

need_root() {
	[ "$(id -u)" = 0 ] || skip 'needs root'
}

id_of() {
	stat -L -c '%d:%i' "$1" | {
		IFS=: read -r dev ino
		printf '%x:%s\n' "$dev" "$ino"
	}
}

# process LOG: the process that --explain tells of.
process() {
	until grep -q '^spawnx: process ' "$1"; do sleep 0.02; done
	sed -n 's/^spawnx: process //p' "$1"
}
