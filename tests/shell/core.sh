# SPDX-License-Identifier: BSD-2-Clause
# libspawnx-core, whose names are our own, and libspawnx, which has the host's
# as well: who is served by which, in every combination that a process may have
# of them; and that both are one code with one state.
. "$(dirname "$0")/lib.sh"

libdir=$(dirname "$SHARED_LIB")

build() {
	compile -D_GNU_SOURCE -fPIC -Wall -Wextra -Werror \
		-I "$SOURCE_DIR/include" -L "$libdir" "$@"
}

# plugin ARGUMENT...: core_plugin.so in this directory.
plugin() {
	build -shared -o core_plugin.so "$here/core_plugin.c" "$@" -ldl
}

# program ARGUMENT...: what loads it.
program() {
	build -o program "$here/core_program.c" "$@" -ldl
}

# linked ARGUMENT...: what has it linked.  Whoever links a library that needs
# another has to find that one as well.
linked() {
	program -DLINKED "$@" "-Wl,-rpath-link,$libdir"
}

preloaded=

# run ARGUMENT...: what the program prints, files without their directories.
run() {
	LD_PRELOAD=$preloaded LD_LIBRARY_PATH=$libdir:. ./program "$@" >lines || {
		cat lines
		fail 'the program'
	}
	sed 's,: .*/,: ,' lines >out
}

# The same with the library preloaded: into the program alone, because that of
# another C library is of no use to what else is run here.
run_preloaded() {
	preloaded=$SHARED_LIB
	run "$@"
	preloaded=
}

# prints LINE...
prints() {
	for line; do
		grep -qx "$line" out || {
			cat out
			fail "no line $line"
		}
	done
}

spawns_by() {
	prints "spawnx_spawn: $1.*" 'plugin: 0' 'own: 0'
}

# With another's objects as well.
mixes() {
	prints 'mixed: 0'
	[ "${1:-}" != both ] || prints 'more: 0' 'pending: 0'
	[ -e own ] && [ -e plugin ] || fail 'actions were left out'
}

is_left_to_libc() {
	! grep -q 'posix_spawn: .*libspawnx' out || fail "$(cat out)"
	# Its objects are libc's: refused, not misread.
	prints 'mixed: refused'
}

exports_of() {
	nm -D --defined-only "$1" | awk '$2 != "A" { print $3 }'
}

test_program_is_left_alone_by_a_library_on_core() {
	plugin -lspawnx-core
	linked ./core_plugin.so
	run
	spawns_by libspawnx-core
	is_left_to_libc
}

test_program_is_left_alone_by_a_plugin_on_core() {
	plugin -lspawnx-core
	program
	run ./core_plugin.so
	spawns_by libspawnx-core
	is_left_to_libc
}

test_deepbind() {
	[ "$LIBC" = glibc ] || skip "$LIBC has no RTLD_DEEPBIND"
	plugin -lspawnx-core
	program
	run ./core_plugin.so deepbind
	spawns_by libspawnx-core
	is_left_to_libc
	# The same code by two ways.
	program -DBOTH -lspawnx
	run ./core_plugin.so deepbind
	prints 'posix_spawn: libspawnx\.so.*'
	spawns_by libspawnx-core
	mixes both
}

test_program_on_both() {
	plugin -lspawnx-core
	for libs in -lspawnx '-lspawnx -lspawnx-core' \
		'-lspawnx-core -lspawnx'; do
		# shellcheck disable=SC2086
		linked -DBOTH ./core_plugin.so $libs
		run
		prints 'posix_spawn: libspawnx\.so.*'
		spawns_by 'libspawnx'
		mixes both
		# shellcheck disable=SC2086
		program -DBOTH $libs
		run ./core_plugin.so
		spawns_by 'libspawnx'
		mixes both
	done
}

test_preload_over_both() {
	plugin -lspawnx-core
	program
	run_preloaded ./core_plugin.so
	prints 'posix_spawn: libspawnx\.so.*'
	spawns_by 'libspawnx'
	mixes
	linked -DBOTH ./core_plugin.so -lspawnx-core
	run_preloaded
	prints 'posix_spawn: libspawnx\.so.*'
	mixes both
}

# Where nothing else tells the loader of the core: not LD_LIBRARY_PATH, and no
# directory of its own.
test_preload_finds_the_core_beside_it() {
	mkdir dir
	cp "$SHARED_LIB" dir/libspawnx.so.1
	cp "$CORE_LIB" dir/libspawnx-core.so.1
	plugin "$CORE_STATIC"
	program
	LD_PRELOAD=$PWD/dir/libspawnx.so.1 ./program ./core_plugin.so >out
	prints "posix_spawn: $PWD/dir/libspawnx\\.so\\.1"
}

# References within a library, to its own definitions.
test_bsymbolic() {
	for lib in -lspawnx-core "$CORE_STATIC"; do
		plugin -Wl,-Bsymbolic "$lib"
		program
		run ./core_plugin.so
		spawns_by ''
		is_left_to_libc
		program -DBOTH -Wl,-Bsymbolic -lspawnx
		run ./core_plugin.so
		spawns_by ''
		mixes both
		run_preloaded ./core_plugin.so
		mixes both
	done
}

test_archive_in_a_library_is_not_exported() {
	plugin "$CORE_STATIC"
	exports_of core_plugin.so >names
	has 'the plugin' '^core_plugin$' names
	lacks 'the plugin' 'spawn' names
	program
	run ./core_plugin.so
	spawns_by core_plugin
	is_left_to_libc
	# Its objects are those of the shared libraries all the same.
	program -DBOTH -lspawnx
	run ./core_plugin.so
	spawns_by core_plugin
	mixes both
}

# In whatever order, no name is defined twice.
test_static_both() {
	echo 'int main(void) { return 0; }' | compile -static -x c -o probe - ||
		skip 'no static libc here'
	for libs in "$STATIC_LIB $CORE_STATIC" "$CORE_STATIC $STATIC_LIB" \
		"-Wl,--start-group $CORE_STATIC $STATIC_LIB -Wl,--end-group"; do
		# shellcheck disable=SC2086
		linked -static -DBOTH "$here/core_plugin.c" $libs \
			2>warnings || fail "$libs: $(cat warnings)"
		run
		prints 'plugin: 0' 'own: 0'
		mixes both
		nm program | grep -c ' spx_ext_of$' >count
		[ "$(cat count)" = 1 ] || fail 'not one copy'
	done
}

test_static_core_leaves_libc_its_names() {
	echo 'int main(void) { return 0; }' | compile -static -x c -o probe - ||
		skip 'no static libc here'
	nm -g --defined-only "$CORE_STATIC" >symbols
	has 'the archive' ' T spawnx_spawn$' symbols
	lacks 'the archive' ' \(posix_spawn\|pidfd_spawn\)' symbols
	linked -static "$here/core_plugin.c" "$CORE_STATIC" \
		2>warnings || fail "$(cat warnings)"
	run
	prints 'plugin: 0' 'own: 0'
	is_left_to_libc
}

# One code: libspawnx has the names of both kinds, and no data to differ in.
test_names_of_each() {
	exports_of "$CORE_LIB" | sed 's/@@.*//' | sort >core
	exports_of "$SHARED_LIB" | sed 's/@@.*//' | sort >both
	grep '^spawnx_' both >own
	sed -n '/^spawnx_/p' core >expected
	same 'our names in both' expected own
	grep -v '^spawnx_' core >private
	[ "$(wc -l <private)" = 1 ] || fail "private: $(cat private)"
	has 'the one private name' '^spx_table_' private
	nm -D "$CORE_LIB" >symbols
	has 'its version' ' spx_table_[0-9_]*@@SPAWNX_PRIVATE$' symbols
}

test_state_is_the_cores() {
	nm "$SHARED_LIB" >symbols 2>/dev/null
	[ -s symbols ] || skip 'it is stripped'
	has 'libspawnx' ' spx_ext_of$' symbols
	lacks 'libspawnx' ' [bB] \(pool\|known\|asked\)' symbols
	lacks 'libspawnx' ' spx_\(launch\|child_main\|rfork_thread\)$' symbols
	readelf -dW "$SHARED_LIB" >dynamic
	has 'libspawnx' 'NEEDED.*\[libspawnx-core\.so\.1\]' dynamic
	readelf -dW "$CORE_LIB" >dynamic
	has 'the core' 'SONAME.*\[libspawnx-core\.so\.1\]' dynamic
	lacks 'the core' 'NEEDED.*libspawnx' dynamic
}

# A name that <spawnx/posix.h> left to the host would fill the host's objects.
test_header_maps_the_whole_family() {
	echo '#include <spawnx/posix.h>' >mapped.c
	compile -D_GNU_SOURCE -I "$SOURCE_DIR/include" -dM -E mapped.c |
		sed -n 's/^#define \(\(posix\|pidfd\)_spawn[a-z0-9_]*\) .*/\1/p' |
		sort >mapped
	grep -v -e '^#' -e '^spawnx_' "$here/symbols.expected" | sort >family
	same 'the family' family mapped
	for std in c99 gnu11; do
		compile "-std=$std" -Wall -Wextra -Werror -pedantic \
			-I "$SOURCE_DIR/include" -fsyntax-only mapped.c ||
			fail "-std=$std"
	done
}

run_tests test_program_is_left_alone_by_a_library_on_core \
	test_program_is_left_alone_by_a_plugin_on_core \
	test_deepbind \
	test_program_on_both \
	test_preload_over_both \
	test_preload_finds_the_core_beside_it \
	test_bsymbolic \
	test_archive_in_a_library_is_not_exported \
	test_static_both \
	test_static_core_leaves_libc_its_names \
	test_names_of_each \
	test_state_is_the_cores \
	test_header_maps_the_whole_family
