# SPDX-License-Identifier: BSD-2-Clause
# The system calls that libspawnx(7) lists for an allow-list are those that
# tests/api/test_allowed.c spawns behind.
. "$(dirname "$0")/lib.sh"

manual=$SOURCE_DIR/doc/libspawnx.7
table=$SOURCE_DIR/tests/api/allowed_calls.h

# One line "name fallback|usual" for each call that a side makes, in order.
of_manual() {
	awk -v side="$1" '
		/^\.\\" syscalls: / { on = $3 == side; next }
		on && /^\.Ed/ { on = 0 }
		on && /^[a-z]/ {
			print $1, ($2 == "fallback:" ? "fallback" : "usual")
		}' "$manual"
}

of_table() {
	sed -n "s/^	{ \"\\([a-z0-9_]*\\)\", [A-Za-z0-9_]*, $1, true },\$/\\1 fallback/p
		s/^	{ \"\\([a-z0-9_]*\\)\", [A-Za-z0-9_]*, $1, false },\$/\\1 usual/p" \
		"$table"
}

compare() {
	of_manual "$1" >manual
	of_table "$2" >table
	[ -s manual ] || fail "libspawnx(7) has no list of the $1"
	same "the calls of the $1" table manual
}

test_calls_of_the_child() {
	compare child CHILD
}

test_calls_of_the_caller() {
	compare caller CALLER
}

# Each row of the table is one that the functions above understand, and its
# number has the row's name.
test_table_is_whole() {
	grep -c '^	{ ' "$table" >rows
	{ of_table CHILD; of_table CALLER; } | wc -l | tr -d ' ' >understood
	same 'the number of rows' rows understood
	sed -n 's/^	{ "\([a-z0-9_]*\)", [A-Z]*_\([a-z0-9_]*\), .*/\1 \2/p' \
		"$table" >names
	[ -s names ] || fail 'no names'
	awk '$1 != $2' names >differ
	[ ! -s differ ] || fail "a number of another name: $(cat differ)"
}

run_tests test_calls_of_the_child test_calls_of_the_caller test_table_is_whole
