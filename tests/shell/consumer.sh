# SPDX-License-Identifier: BSD-2-Clause
# An installed library, as another project finds it: through pkg-config, from
# C and from C++, with warnings as errors.
. "$(dirname "$0")/lib.sh"

strict='-Wall -Wextra -Werror -pedantic'
root=$work/root
package=spawnx

# The C++ compiler that goes with $CC; musl-gcc has none.
cxx() {
	case $CC in
	*musl*) skip "no C++ compiler for $CC" ;;
	*clang*) set -- "$(echo "$CC" | sed 's/clang/clang++/')" "$@" ;;
	*) set -- "$(echo "$CC" | sed 's/gcc/g++/;s/^cc/c++/')" "$@" ;;
	esac
	need "${1%% *}"
	echo 'int main() {}' | $1 -x c++ -o probe - ||
		skip "$1 does not link a program"
	cxx_run "$@"
}

# shellcheck disable=SC2086
cxx_run() {
	compiler=$1
	shift
	$compiler "$@"
}

install_once() {
	[ -d "$root" ] && return 0
	need pkg-config meson
	DESTDIR=$root meson install -C "$BUILD_DIR" --no-rebuild >install.log ||
		{ cat install.log; fail 'meson install'; }
}

# Nothing but what was installed is to be found.
pc() {
	[ "$DEFAULT_LIBRARY" != static ] || skip 'no shared library is installed'
	install_once
	file=$(find "$root" -name spawnx.pc)
	[ -n "$file" ] || fail 'spawnx.pc is not installed'
	PKG_CONFIG_PATH='' PKG_CONFIG_LIBDIR=$(dirname "$file") \
		PKG_CONFIG_SYSROOT_DIR=$root pkg-config "$@" "$package"
}

# consume COMPILE-COMMAND...: builds against the shared library, and runs.
# shellcheck disable=SC2046
consume() {
	"$@" -o consumer $(pc --cflags --libs)
	libdir=$(dirname "$(find "$root" -name libspawnx.so.1)")
	readelf -d consumer >dynamic
	has 'the consumer' "NEEDED.*lib$package\\.so\\.1" dynamic
	LD_LIBRARY_PATH=$libdir ./consumer output >version
}

is_there() {
	for file; do
		[ -n "$(find "$root" -name "$file")" ] || fail "no $file"
	done
}

test_installed_files() {
	install_once
	is_there spawnx.h posix.h spawnx.pc spawnx-core.pc spawnx spawnx.1 \
		spawnx-config.cmake spawnx-config-version.cmake
	for name in libspawnx libspawnx-core; do
		[ "$DEFAULT_LIBRARY" = shared ] || is_there "$name.a"
		[ "$DEFAULT_LIBRARY" != static ] || continue
		is_there "$name.so" "$name.so.1" "$name.so.1.0.0"
		[ -h "$(find "$root" -name "$name.so.1")" ] || fail 'no link'
	done
}

# Those of the build, which are what is installed if they are: a thin archive
# would point into the build directory.
test_archives_are_whole() {
	for archive in "$STATIC_LIB" "$CORE_STATIC"; do
		head -c 7 "$archive" >magic
		printf '!<arch>' >expected
		same 'the archive' expected magic
	done
}

test_version_is_the_same_everywhere() {
	# shellcheck disable=SC2086
	consume compile -std=gnu11 $strict "$here/consumer.c"
	pc --modversion >modversion
	same "the header's and pkg-config's" version modversion
	sed -n "s/^ *version: '\([0-9.]*\)',/\1/p" "$SOURCE_DIR/meson.build" |
		head -n 1 >project
	same "the header's and the project's" version project
}

test_c_consumer() {
	# shellcheck disable=SC2086
	consume compile -std=gnu11 $strict "$here/consumer.c"
}

test_c_consumer_of_the_host_names() {
	# shellcheck disable=SC2086
	consume compile -std=gnu11 $strict -DHOST_NAMES "$here/consumer.c"
}

# By <spawnx/posix.h>, in both languages.
test_consumers_of_the_core() {
	package=spawnx-core
	# shellcheck disable=SC2086
	consume compile -std=gnu11 $strict -DHOST_NAMES \
		-include spawnx/posix.h "$here/consumer.c"
	lacks 'the consumer' 'NEEDED.*libspawnx\.so' dynamic
	cp "$here/consumer.c" consumer.cc
	# shellcheck disable=SC2086
	consume cxx -std=c++17 $strict -DHOST_NAMES -include spawnx/posix.h \
		consumer.cc
}

test_cxx_consumer() {
	cp "$here/consumer.c" consumer.cc
	# shellcheck disable=SC2086
	consume cxx -std=c++17 $strict consumer.cc
}

# --static adds nothing that the archive needs beyond libc.
# shellcheck disable=SC2046,SC2086
test_static_archive_consumer() {
	pc --static --libs >flags
	has 'the flags' '-lspawnx' flags
	sed "s,-lspawnx,$STATIC_LIB," flags >archive_flags
	compile -std=gnu11 $strict $(pc --cflags) "$here/consumer.c" -o consumer \
		$(cat archive_flags)
	readelf -d consumer >dynamic
	lacks 'the consumer' 'libspawnx' dynamic
	./consumer output
}

# What packages and licence scanners ask it for.
test_pkg_config_says_where_it_is_from() {
	install_once
	for name in spawnx spawnx-core; do
		file=$(find "$root" -name "$name.pc")
		has "$name" '^License: BSD-2-Clause$' "$file"
		has "$name" '^Description: [^ ].*[^ ]$' "$file"
		[ -n "$(find "$root" -name README.md)" ] || continue
		url=$(sed -n 's,^URL: file://,,p' "$file")
		[ -r "$root$url" ] || fail "$name: no file at its URL, $url"
	done
}

# One that this machine has installed is not to be found.
cmake_project() {
	cp "$here/consumer.c" consumer.c
	cat >CMakeLists.txt <<-END
	cmake_minimum_required(VERSION 3.16)
	project(consumer C)
	find_package(spawnx $1 REQUIRED NO_DEFAULT_PATH)
	foreach(library spawnx core spawnx_static core_static)
	  if(TARGET spawnx::\${library})
	    add_executable(\${library} consumer.c)
	    target_link_libraries(\${library} PRIVATE spawnx::\${library})
	  endif()
	endforeach()
	END
	directory=${2:-$(dirname "$(find "$root" -name spawnx-config.cmake)")}
	cmake -S . -B "build-$1" -DCMAKE_C_COMPILER="${CC%% *}" \
		-DCMAKE_C_FLAGS="$(echo "$CC " | cut -d ' ' -f 2-)" \
		-Dspawnx_DIR="$directory" >log 2>&1
}

test_cmake_consumer() {
	need cmake
	[ "${CC%% *}" != ccache ] || skip 'ccache is no compiler for CMake'
	install_once
	cmake_project 0.1 || { cat log; fail 'find_package(spawnx 0.1)'; }
	cmake --build build-0.1 >log 2>&1 || { cat log; fail 'the build'; }
	for library in spawnx core spawnx_static core_static; do
		[ "$DEFAULT_LIBRARY" != shared ] ||
			[ "$library" = "${library%_static}" ] || continue
		"build-0.1/$library" output >version ||
			fail "the program that is linked with $library"
		readelf -d "build-0.1/$library" >>dynamic
	done
	[ "$DEFAULT_LIBRARY" = static ] || {
		has 'a program' 'NEEDED.*libspawnx\.so\.1' dynamic
		has 'a program' 'NEEDED.*libspawnx-core\.so\.1' dynamic
	}
	ranges='0.0.1...0.0.9 0.0.1...<0.1.0'
	case $(cmake --version) in
	*' 3.1'[0-8].*) ranges= ;; # it knows no ranges
	*) cmake_project 0.0.1...99 || { cat log; fail 'a range'; } ;;
	esac
	for version in 99.0 1.0 $ranges; do
		! cmake_project "$version" || fail "it passes for $version"
		has "$version" 'not accepted' log
	done
}

# An installation that has been moved, and is found as where /lib is a link to
# /usr/lib.
test_cmake_finds_what_was_moved() {
	need cmake
	[ "${CC%% *}" != ccache ] || skip 'ccache is no compiler for CMake'
	install_once
	cp -R "$root" moved
	ln -s "$(find moved -type d -name cmake)/.." lib
	cmake_project 0.1 "$PWD/lib/cmake/spawnx" || { cat log; fail 'find_package(spawnx 0.1)'; }
	cmake --build build-0.1 >log 2>&1 || { cat log; fail 'the build'; }
}

# Included alone and first, under each standard that a consumer may use.
test_header_is_self_contained() {
	echo '#include <spawnx.h>' >alone.c
	for std in c99 gnu99 c11 gnu11 c17; do
		# shellcheck disable=SC2086
		compile "-std=$std" $strict -I "$SOURCE_DIR/include" -fsyntax-only \
			alone.c || fail "-std=$std"
	done
	# shellcheck disable=SC2086
	compile -std=c99 -D_POSIX_C_SOURCE=200809L $strict \
		-I "$SOURCE_DIR/include" -fsyntax-only alone.c
}

test_header_is_self_contained_in_cxx() {
	echo '#include <spawnx.h>' >alone.cc
	for std in c++11 c++17 c++20; do
		# shellcheck disable=SC2086
		cxx "-std=$std" $strict -I "$SOURCE_DIR/include" \
			-fsyntax-only alone.cc || fail "-std=$std"
	done
}

macros() {
	compile -D_GNU_SOURCE -I "$SOURCE_DIR/include" -dM -E "$1" | sort
}

# A host's name that the host lacks would be taken for the host's ability.
test_header_defines_its_own_names_only() {
	echo '#include <spawnx.h>' >ours.c
	grep '^#include' "$SOURCE_DIR/include/spawnx.h" >includes.c
	macros ours.c >ours
	macros includes.c >theirs
	comm -23 ours theirs | grep -v '^#define SPAWNX_' >others || :
	[ ! -s others ] || fail "the header defines $(cat others)"
}

run_tests test_installed_files \
	test_archives_are_whole \
	test_version_is_the_same_everywhere \
	test_c_consumer \
	test_c_consumer_of_the_host_names \
	test_consumers_of_the_core \
	test_cxx_consumer \
	test_static_archive_consumer \
	test_pkg_config_says_where_it_is_from \
	test_cmake_consumer \
	test_cmake_finds_what_was_moved \
	test_header_is_self_contained \
	test_header_is_self_contained_in_cxx \
	test_header_defines_its_own_names_only
