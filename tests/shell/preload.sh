# SPDX-License-Identifier: BSD-2-Clause
# LD_PRELOAD: programs that were linked with libc only, whatever symbol version
# they ask for, are served by the library, the whole family or nothing.
. "$(dirname "$0")/lib.sh"

libc_names() {
	nm -D --defined-only "$(libc_file)" | awk '{ print $3 }'
}

# The versions that libc has of posix_spawn: a base one, and 2.15 where the
# port is older than that.
versions() {
	libc_names | sed -n 's/^posix_spawn@@*\(.*\)/\1/p'
}

test_whole_family_is_bound_to_the_library() {
	libc_names | sed 's/@.*//' | sort -u >theirs
	grep -v -e '^#' -e '^spawnx_' "$here/symbols.expected" | sort >family
	comm -12 family theirs | sed 's/.*/NAME(&)/' >names
	comm -23 family theirs | sed 's/.*/LOOKED_UP(&)/' >>names
	# -fPIC: without, a function's address may be a stub in the program.
	for libs in '' -ldl; do
		# shellcheck disable=SC2086
		compile -fPIC -DNAMES="\"$PWD/names\"" "$here/bindings.c" \
			-o bindings $libs 2>errors && break
	done
	[ -x bindings ] || fail "$(cat errors)"
	LD_PRELOAD=$SHARED_LIB ./bindings >bound
	[ -s theirs ] || fail 'libc has no names'
	[ "$(wc -l <bound)" = "$(wc -l <family)" ] || fail 'not all names'
	grep -v " $SHARED_LIB\$" bound >others || :
	[ ! -s others ] || fail "elsewhere: $(cat others)"
	./bindings >unbound || :
	lacks 'without LD_PRELOAD' 'libspawnx' unbound
}

test_references_of_every_version_are_bound() {
	[ "$LIBC" = glibc ] || skip "$LIBC has no symbol versions"
	for version in $(versions); do
		compile -DVERSION="\"$version\"" "$here/stock.c" -o stock
		nm -D stock >symbols
		has 'the program' "U posix_spawn@$version\$" symbols
		LD_PRELOAD=$SHARED_LIB LD_DEBUG=bindings ./stock 2>all ||
			fail "$version: it does not run"
		grep posix_spawn all >log || fail 'no bindings shown'
		for name in posix_spawn posix_spawnp; do
			has "the binding of $name@$version" \
				"stock .* to $SHARED_LIB .*: normal symbol .$name' \[$version\]" log
			lacks "the binding of $name@$version" \
				"stock .* to .*libc\.so.*: normal symbol .$name'" log
		done
	done
	[ -n "$(versions)" ] || fail 'libc has no version of posix_spawn'
}

test_old_and_new_versions_were_tried() {
	[ "$LIBC" = glibc ] || skip "$LIBC has no symbol versions"
	versions | sort >actual
	case $CPU in
	x86_64) printf '%s\n' GLIBC_2.15 GLIBC_2.2.5 >expected ;;
	x86) printf '%s\n' GLIBC_2.15 GLIBC_2.2 >expected ;;
	*) skip "$CPU began after 2.15" ;;
	esac
	same 'the versions of posix_spawn' expected actual
}

test_popen_and_system_of_libc_still_work() {
	compile "$here/stock.c" -o stock
	LD_PRELOAD=$SHARED_LIB ./stock
}

# The system calls between the two marks, by process: 'parent NAME' and
# 'child NAME'.
traced_calls() {
	strace -E "LD_PRELOAD=$1" -f -qq -o trace ./stock 2>/dev/null
	awk '
	/resumed/ { next }
	/write\(2, "<mark"/ { parent = $1; on = 1; next }
	/write\(2, "mark>"/ { exit }
	on { sub(/\(.*/, "", $2); print ($1 == parent ? "parent" : "child"), $2 }
	' trace
}

# Behaviour, not names: libc takes more calls.
test_preloaded_spawn_makes_two_system_calls() {
	need strace
	[ "$BACKEND" = asm ] || skip "the $BACKEND backend blocks signals first"
	compile "$here/stock.c" -o stock
	strace -f -qq -o trace true 2>/dev/null || skip 'tracing is not allowed'
	# The child may get to its next call before the parent is back; what
	# follows its execve is the program's.
	traced_calls "$SHARED_LIB" | awk '
	$1 == "child" && seen { next }
	$1 == "child" { seen = $2 == "execve" }
	{ print }' >calls
	grep -q 'clone3$' calls || { grep clone trace || :; }
	printf '%s\n' 'parent clone3' 'child execve' >expected
	same 'the calls of a plain spawn' expected calls
	traced_calls '' >theirs
	[ "$(wc -l <theirs)" -gt 2 ] || fail "libc makes no more: it proves nothing"
}

run_tests test_whole_family_is_bound_to_the_library \
	test_references_of_every_version_are_bound \
	test_old_and_new_versions_were_tried \
	test_popen_and_system_of_libc_still_work \
	test_preloaded_spawn_makes_two_system_calls
