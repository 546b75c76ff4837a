# SPDX-License-Identifier: BSD-2-Clause
# What the files for packages repeat of the project, and the example of a wrap.
# tests/packages builds the packages.
. "$(dirname "$0")/lib.sh"

project_version() {
	sed -n "s/^ *version: '\([0-9.]*\)',/\1/p" "$SOURCE_DIR/meson.build" |
		head -n 1
}

# version_in FILE PATTERN: what \1 of the pattern is, in each line that matches.
version_in() {
	sed -n "s/$2/\1/p" "$SOURCE_DIR/$1" | sort -u >actual
	project_version >expected
	same "the version in $1" expected actual
}

test_versions() {
	version_in debian/changelog '^libspawnx (\(.*\)) .*; urgency=.*'
	version_in packaging/rpm/libspawnx.spec '^Version: *\(.*\)'
	version_in packaging/alpine/APKBUILD '^pkgver=\(.*\)'
	version_in packaging/meson/libspawnx.wrap \
		'.*= libspawnx-\([0-9.]*[0-9]\)\(\.tar.*\)\{0,1\}$'
}

# Own functions are in a version node, which is listed as a whole.
test_debian_symbols() {
	sed -e '/^#/d' -e '/@/d' "$here/symbols.expected" | sort >expected
	[ -s expected ] || fail 'no names of the host are expected'
	sed -n 's/^ \([^@(]*\)@Base .*/\1/p' \
		"$SOURCE_DIR/debian/libspawnx1.symbols" | sort >actual
	same "the host's names" expected actual
	sed -n 's/^\(SPAWNX_[0-9.]*\) .*/\1/p' \
		"$SOURCE_DIR/src/names/libspawnx.map" | sort >expected
	for package in libspawnx1 libspawnx-core1; do
		sed -n 's/^ (symver)\(SPAWNX_[0-9.]*\) .*/\1/p' \
			"$SOURCE_DIR/debian/$package.symbols" | sort >actual
		same "the versions in $package.symbols" expected actual
	done
}

# A project that has the wrap and the archive, as the wrap says.
test_wrap() {
	need git meson ninja xz
	git -C "$SOURCE_DIR" -c safe.directory='*' rev-parse HEAD >/dev/null ||
		skip 'not a git checkout'
	name=libspawnx-$(project_version)
	mkdir -p subprojects/packagefiles
	git -C "$SOURCE_DIR" -c safe.directory='*' archive \
		--prefix="$name/" HEAD |
		xz -1 >"subprojects/packagefiles/$name.tar.xz"
	cp "$SOURCE_DIR/packaging/meson/libspawnx.wrap" subprojects/
	cp "$here/consumer.c" .
	cat >meson.build <<-END
	project('consumer', 'c', meson_version: '>= 1.0')
	foreach name : ['spawnx', 'spawnx-core']
	  test(name, executable('with-' + name, 'consumer.c',
	    dependencies: dependency(name)), args: 'output')
	endforeach
	END
	CC=$CC meson setup build . --wrap-mode=forcefallback >log 2>&1 ||
		{ cat log; fail 'meson setup'; }
	meson compile -C build -j 2 >log 2>&1 || { cat log; fail 'the build'; }
	meson test -C build --no-rebuild >log 2>&1 || { cat log; fail 'it'; }
}

run_tests test_versions test_debian_symbols test_wrap
