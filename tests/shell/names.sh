# SPDX-License-Identifier: BSD-2-Clause
# The names that the library exports: the host's without a version, so that
# references of any version bind to them; its own in SPAWNX_1.0; no other.
. "$(dirname "$0")/lib.sh"

# name, or name@@VERSION, of what SHARED_LIB defines; not the version itself.
exported() {
	nm -D --defined-only "$SHARED_LIB" |
		awk '$2 != "A" { print $3 }' | sort
}

# Defined global symbols of all objects of the archive.
# What the compiler adds is not ours: the position of i386's code, the checks of
# AddressSanitizer's; and <sys/sdt.h> a place that addresses are relative to.
archived() {
	nm -g --defined-only "$STATIC_LIB" | awk 'NF == 3 { print $3 }' |
		grep -v -e '^__x86\.get_pc_thunk\.' -e '^__odr_asan' -e '^_\.stapsdt\.base$' |
		sort -u
}

test_exported_names_are_the_stored_list() {
	grep -v '^#' "$here/symbols.expected" | sort >expected
	exported >actual
	same 'the list of exported names' expected actual
}

test_host_names_have_no_version() {
	exported | grep -v '^spawnx_' >names
	[ -s names ] || fail 'no host names'
	lacks 'a host name' '@' names
}

test_own_names_are_those_of_the_map() {
	sed -n 's/^[[:space:]]*\(spawnx_[a-z0-9_]*\);$/\1@@SPAWNX_1.0/p' \
		"$SOURCE_DIR/src/names/libspawnx.map" | sort >expected
	exported | grep '^spawnx_' >actual
	same 'the version map' expected actual
}

# A name in column 4 or later, after a return type: not a macro, not a use in
# a comment.
test_own_names_are_those_of_the_header() {
	sed -n 's/^[a-z].*[ *]\(spawnx_[a-z0-9_]*\)(.*/\1@@SPAWNX_1.0/p' \
		"$SOURCE_DIR/include/spawnx.h" | sort >expected
	exported | grep '^spawnx_' >actual
	same 'the public header' expected actual
}

# That its failure is the spawn's: see spawnx_failure(3).
test_each_setter_is_remembered() {
	sed -n 's/^[a-z].*[ *]spawnx_\(attr_set\|file_actions_add\)\([a-z0-9]*\).*/\1\2/p' \
		"$SOURCE_DIR/include/spawnx.h" | sed 's/^attr_//
		s/^file_actions_//' | sort -u >setters
	[ -s setters ] || fail 'no setter'
	while read -r name; do
		grep -q "\<$name\>" \
			"$SOURCE_DIR/tests/api/sticky_rows.h" ||
			fail "not in tests/api/sticky_rows.h: $name"
	done <setters
}

# One that is left to libc would be given objects that we filled.
test_the_whole_family_of_libc_is_covered() {
	libc=$(libc_file)
	nm -D --defined-only "$libc" |
		sed -n 's/.* \(\(posix_spawn\|pidfd_spawn\)[a-z0-9_]*\).*/\1/p' |
		sort -u >theirs
	[ -s theirs ] || fail "no posix_spawn in $libc"
	exported >ours
	comm -23 theirs ours >missing
	[ ! -s missing ] || fail "libc has what we lack: $(cat missing)"
}

test_the_archive_defines_nothing_else() {
	archived | grep -v -e '^spx_' -e '^spawnx_' -e '^posix_spawn' \
		-e '^pidfd_spawnp\{0,1\}$' >others || :
	[ ! -s others ] || fail "also defined: $(cat others)"
}

test_the_archive_has_all_exported_names() {
	exported | sed 's/@.*//' | sort >expected
	archived | grep -v '^spx_' >actual
	same 'the static library' expected actual
}

run_tests test_exported_names_are_the_stored_list \
	test_host_names_have_no_version \
	test_own_names_are_those_of_the_map \
	test_own_names_are_those_of_the_header \
	test_each_setter_is_remembered \
	test_the_whole_family_of_libc_is_covered \
	test_the_archive_defines_nothing_else \
	test_the_archive_has_all_exported_names
