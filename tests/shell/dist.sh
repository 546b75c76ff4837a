# SPDX-License-Identifier: BSD-2-Clause
# A release archive, from a clean clone of what is committed.
. "$(dirname "$0")/lib.sh"

# The checkout may be another user's (CI); git is told once, here only, not
# to mind.
printf '[safe]\n\tdirectory = *\n' >"$work/gitconfig"
GIT_CONFIG_GLOBAL=$work/gitconfig
GIT_CONFIG_NOSYSTEM=1
export GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

clone() {
	need git meson ninja xz
	git -C "$SOURCE_DIR" rev-parse HEAD >/dev/null 2>&1 ||
		skip 'not a git checkout'
	git clone -q "$SOURCE_DIR" clone || fail 'git clone'
	CC=$CC meson setup build clone -Dtests=false -Dbench=false >log 2>&1 ||
		{ cat log; fail 'the clone does not configure'; }
	meson dist -C build --no-tests >log 2>&1 ||
		{ cat log; fail 'meson dist'; }
	archive=$(echo build/meson-dist/libspawnx-*.tar.xz)
	tar -xJf "$archive"
}

test_archive_is_what_is_committed() {
	clone
	git -C clone ls-files | sort >expected
	(cd libspawnx-*/ && find . -type f | sed 's,^\./,,' | sort) >actual
	same 'the archive' expected actual
}

test_archive_builds_and_installs() {
	clone
	# All that can be built: tests, benchmarks, examples as well.
	CC=$CC meson setup fresh libspawnx-*/ -Ddefault_library=both \
		--werror >log 2>&1 || { cat log; fail 'it does not configure'; }
	meson compile -C fresh -j 2 >log 2>&1 || { cat log; fail 'the build'; }
	DESTDIR=$PWD/root meson install -C fresh >log 2>&1 ||
		{ cat log; fail 'the installation'; }
	[ -n "$(find root -name libspawnx.so.1)" ] || fail 'no library'
}

run_tests test_archive_is_what_is_committed test_archive_builds_and_installs
