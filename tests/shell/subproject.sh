# SPDX-License-Identifier: BSD-2-Clause
# The library as a meson subproject of another project, which finds it under
# the name that an installed one has.
. "$(dirname "$0")/lib.sh"

# project OPTION...: a project that uses it, configured with the options.
project() {
	need meson ninja
	mkdir -p subprojects/libspawnx
	for part in meson.build meson_options.txt include src arch bench doc \
		examples packaging tests; do
		[ ! -e "$SOURCE_DIR/$part" ] ||
			cp -R "$SOURCE_DIR/$part" subprojects/libspawnx/
	done
	cp "$here/consumer.c" consumer.c
	cat >meson.build <<-END
	project('consumer', 'c', meson_version: '>= 1.0')
	spawnx = dependency('spawnx', version: '>= 0.1', fallback: ['libspawnx'])
	test('consumer', executable('consumer', 'consumer.c',
	  dependencies: spawnx), args: meson.current_build_dir() / 'output')
	END
	CC=$CC meson setup build . --wrap-mode=forcefallback "$@" >log 2>&1 ||
		{ cat log; fail 'meson setup'; }
}

build_and_run() {
	meson compile -C build -j 2 >log 2>&1 || { cat log; fail 'the build'; }
	meson test -C build --no-suite libspawnx >log 2>&1 ||
		{ cat log; fail 'the consumer'; }
	readelf -d build/consumer >dynamic
}

test_builds_and_runs_shared() {
	project
	build_and_run
	has 'the consumer' 'NEEDED.*libspawnx\.so\.1' dynamic
}

# -Werror in the outer project must not turn our code into errors.
test_builds_with_the_outer_projects_warnings() {
	project --werror -Dwarning_level=3 -Dbuildtype=release
	build_and_run
}

test_static_default_library() {
	project -Ddefault_library=static
	build_and_run
	lacks 'the consumer' 'NEEDED.*libspawnx' dynamic
	[ -z "$(find build -type f -name 'libspawnx*.so*')" ] || fail 'also shared'
}

# With an option of the outer project's that its files are not made for.
test_unity() {
	project --unity=subprojects
	build_and_run
}

# Nobody who builds another project has asked for more than the library.
test_it_is_the_library_alone() {
	project
	meson test -C build --list 2>/dev/null >tests
	lacks 'the tests' 'libspawnx' tests
	build_and_run
	DESTDIR=$PWD/root meson install -C build --no-rebuild >log
	find root -name 'spawnx*' | sed 's,.*/,,' | sort >files
	printf '%s\n' spawnx spawnx spawnx-config-version.cmake \
		spawnx-config.cmake spawnx-core.pc spawnx.h spawnx.pc >expected
	same 'what is installed' expected files
	[ -z "$(find root -name spawnx ! -type d)" ] ||
		fail 'the command is installed'
}

test_the_command_if_asked_for() {
	project -Dlibspawnx:command=true
	build_and_run
	[ -n "$(find build -name spawnx -type f)" ] || fail 'no command'
}

run_tests test_builds_and_runs_shared \
	test_builds_with_the_outer_projects_warnings \
	test_static_default_library \
	test_unity \
	test_it_is_the_library_alone \
	test_the_command_if_asked_for
