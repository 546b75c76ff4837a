# SPDX-License-Identifier: BSD-2-Clause
# The rows of src/base/attributes.def are the attributes of the header, and
# stand in the order that the documents give for the steps of a child.
. "$(dirname "$0")/lib.sh"

header=$SOURCE_DIR/include/spawnx.h
table=$SOURCE_DIR/src/base/attributes.def

# One line "NAME word applied early|late" for each row.  What is late on some
# systems only is late in the documents.
rows() {
	awk '
		/^(FLAGGED|EXTENSION)\(/ { row = "" ; in_row = 1 }
		in_row { row = row $0 }
		in_row && /\)$/ {
			in_row = 0
			n = split(row, part, /[(,] */)
			flagged = part[1] == "FLAGGED"
			word = flagged ? part[4] : part[3]
			gsub(/"/, "", word)
			print part[2], word, part[flagged ? 5 : 7], \
				(part[flagged ? 6 : 8] ~ /SPX_LATE/ ? \
				"late" : "early")
		}' "$table"
}

# The words of the steps in their order.
steps() {
	rows | awk '$3 ~ /^(FIRST|STEP)$/ && $4 == "early" { print $2 }'
	rows | awk '$3 == "STEP" && $4 == "late" { print $2 }'
}

# in_order WHAT EXPECTED-FILE ACTUAL-FILE: each word of the first file stands
# in the second one, after the one before it.  Others may stand between them.
in_order() {
	[ -s "$2" ] || fail "no rows in $table"
	awk '
		BEGIN { i = n = 0 }
		NR == FNR { wanted[n++] = $1; next }
		$1 == wanted[i] { i++ }
		END { if (i < n) { print wanted[i]; exit 1 } }' "$2" "$3" \
		>missing || fail "$1: $(cat missing) is missing, or not in its place"
}

test_each_enumerator_has_a_row() {
	sed -n 's/^	SPAWNX_ATTR_\([A-Z_]*\).*/\1/p' "$header" |
		grep -vx HANDLE | sort >expected
	[ "$(wc -l <expected)" -gt 20 ] || fail "no attributes in $header"
	rows | sed 's/ .*//' | sort >actual
	same 'the list of attributes' expected actual
}

# The third column, which has commas and `code`.
test_order_of_the_reasons() {
	{
		rows | awk '$3 == "CLONE" { print $2 }'
		steps
		rows | awk '$3 == "EXEC" { print $2 }'
	} >expected
	awk -F ' *[|] *' '/^\| [0-9]/ { print $4 }' \
		"$SOURCE_DIR/doc/order.md" |
		tr -d '`' | tr -s ', ' '\n' >actual
	in_order doc/order.md expected actual
}

# What may be applied late stands there twice.
test_order_of_the_page() {
	{
		rows | awk '$3 ~ /^(FIRST|STEP)$/ && $4 == "early" { print $1 }'
		rows | awk '$3 == "STEP" && $4 == "late" { print $1 }'
	} >expected
	sed -n '/^\.\\" order of steps/,/^\.El/p' \
		"$SOURCE_DIR/doc/libspawnx.7" |
		sed -n 's/^\.Dv SPAWNX_ATTR_\([A-Z_]*\).*/\1/p' |
		awk '!seen[$0]++' >actual
	same 'the order in libspawnx(7)' expected actual
}

# What the build lets no other system set, and what the manual says of that.
test_only_on_linux() {
	sed -n 's/^	case SPAWNX_ATTR_\([A-Z]*\):.*/\1/p' \
		"$SOURCE_DIR/src/os/linux_only.c" | tr A-Z a-z >expected
	[ "$(wc -l <expected)" -gt 10 ] || fail 'no list in linux_only.c'
	sed -n '/^\.\\" only on Linux/,/^\.Ss/p' \
		"$SOURCE_DIR/doc/libspawnx.7" |
		sed -n 's/^\.Cm \([a-z]*\).*/\1/p' >actual
	same 'the list in libspawnx(7)' expected actual
}

# What the library lets be optional, and what the page and the header say of it.
test_optional() {
	sed -n 's/^	case SPAWNX_ATTR_\([A-Z]*\):.*/\1/p' \
		"$SOURCE_DIR/src/object/attr_optional.c" | sort >expected
	[ "$(wc -l <expected)" -gt 10 ] || fail 'no list in attr_optional.c'
	sed -n '/^It can be$/,/^[A-Z]/p' "$SOURCE_DIR/doc/spawnx_attr.3" |
		sed -n 's/^\.Dv SPAWNX_ATTR_\([A-Z]*\).*/\1/p' | sort >actual
	same 'the list in spawnx_attr(3)' expected actual
	sed -n '/^ \* which    one of SCHEDULER/,/;/p' "$header" |
		sed 's/;.*//; s/ and / /' | grep -o '[A-Z]\{2,\}' | sort >actual
	same "the header's list" expected actual
}

run_tests test_each_enumerator_has_a_row \
	test_order_of_the_reasons \
	test_order_of_the_page \
	test_only_on_linux \
	test_optional
