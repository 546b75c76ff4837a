# SPDX-License-Identifier: BSD-2-Clause
# Programs that were linked with an older build work with this one: no function
# is gone, and none of the types that they know has changed.  The older build is
# the stored dump, tests/abi/; functions may have been added since.
. "$(dirname "$0")/lib.sh"

stored=$SOURCE_DIR/tests/abi/libspawnx-amd64.abi
stored_core=$SOURCE_DIR/tests/abi/libspawnx-core-amd64.abi

# compare DUMP [LIBRARY]; abidiff gives 0 for a dump that it can't read.
compare() {
	abidiff --no-added-syms \
		--suppressions "$SOURCE_DIR/tests/abi/private.suppr" \
		"$1" "${2:-$SHARED_LIB}" >difference 2>&1 &&
		! grep -q error difference
}

test_interface_is_compatible_with_the_stored_one() {
	need abidiff
	if ! compare "$stored" || ! compare "$stored_core" "$CORE_LIB"; then
		cat difference
		fail 'the interface is another: see CONTRIBUTING.md, The ABI'
	fi
}

# A dump of a library that had one more function, and one that had another type.
test_changes_are_seen() {
	need abidiff
	sed 's/spawnx_finish/spawnx_finished/g' "$stored" >removed
	compare removed && fail 'a function that is gone is not seen'
	has 'the difference' 'spawnx_finished' difference
	sed 's/spawnx_finish/spawnx_finished/g' "$stored_core" >removed
	compare removed "$CORE_LIB" &&
		fail 'one that is gone from the core is not seen'
	readelf -SW "$SHARED_LIB" | grep -q debug_info ||
		skip 'without debugging information there are no types to compare'
	sed '/name=.spawnx_failure. /s/size-in-bits=.[0-9]*./size-in-bits="64"/
		s/SPAWNX_STEP_CLONE. value=.[0-9]*/SPAWNX_STEP_CLONE'"'"' value='"'"'9/' \
		"$stored" >changed
	compare changed && fail 'a type that has changed is not seen'
	has 'the difference' 'spawnx_step' difference
}

test_additions_are_compatible() {
	need abidiff
	sed -e '/<function-decl name=.spawnx_finish/,/<\/function-decl>/d' \
		-e '/spawnx_finish/d' -e '/SPAWNX_STEP_EXEC/d' "$stored" >fewer
	! cmp -s fewer "$stored" || fail 'nothing is taken away'
	compare fewer || {
		cat difference
		fail 'additions count as changes'
	}
}

test_the_dump_is_of_this_machine_no_more_than_needed() {
	for dump in "$stored" "$stored_core"; do
		lacks "$dump" "comp-dir-path\|='/" "$dump"
	done
}

run_tests test_interface_is_compatible_with_the_stored_one \
	test_changes_are_seen \
	test_additions_are_compatible \
	test_the_dump_is_of_this_machine_no_more_than_needed
