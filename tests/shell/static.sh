# SPDX-License-Identifier: BSD-2-Clause
# Fully static programs: libspawnx.a before libc.a.  Which archive's member
# serves a name is read off the linker's map.
. "$(dirname "$0")/lib.sh"

# link OUTPUT ARGUMENT...: static, with a map of what was taken from where.
# --whole-archive is not meant: only what is asked for comes in.
link() {
	output=$1
	shift
	echo 'int main(void) { return 0; }' | compile -static -x c -o probe - ||
		skip 'no static libc here'
	compile -static -I "$SOURCE_DIR/include" -o "$output" "$@" \
		"$STATIC_LIB" -Wl,-Map,map || fail 'it does not link'
	# The first table: "archive(member)" and, below, what asked for it.
	awk '/^Archive member included/ { on = 1; next }
		/^(There are|Discarded|Memory|Merging|Allocating|As-needed)/ { exit }
		on { print }' map >taken
}

test_host_names_are_ours() {
	link consumer -DHOST_NAMES "$here/consumer.c"
	has 'the map' 'libspawnx\.a(.*src_names_posix' taken
	lacks 'the map' 'libc\.a(.*spawn' taken
	./consumer output
}

# posix_spawn() of a program that knows nothing of us: the link line decides.
test_program_of_libc_names_only_is_served() {
	link stock "$here/true.c"
	has 'the map' 'libspawnx\.a(.*src_names_posix' taken
	lacks 'the map' 'libc\.a(posix_spawn\|libc\.a(spawn' taken
	./stock
}

# popen() and system() of libc use its own posix_spawn under other names:
# theirs and ours are in one program, with no name defined twice.
test_libc_popen_and_system_link_beside_ours() {
	link stock "$here/stock.c"
	has 'the map' 'libspawnx\.a(.*src_names_posix' taken
	./stock 2>/dev/null
}

test_own_names_leave_libc_its_own() {
	link consumer "$here/consumer.c"
	has 'the map' 'libspawnx\.a(.*spawn\.c' taken
	lacks 'the map' 'libspawnx\.a(.*src_names_posix' taken
	nm consumer >symbols
	lacks 'the program' ' posix_spawn$' symbols
	./consumer output
}

# The archive's objects need nothing but libc: no start files, no libgcc call
# that would pull in an unwinder.
test_static_program_has_no_loader() {
	link consumer "$here/consumer.c"
	readelf -lW consumer >segments
	lacks 'the program' 'INTERP' segments
	lacks 'the program' 'GNU_STACK.* RWE ' segments
}

run_tests test_host_names_are_ours \
	test_program_of_libc_names_only_is_served \
	test_libc_popen_and_system_link_beside_ours \
	test_own_names_leave_libc_its_own \
	test_static_program_has_no_loader
