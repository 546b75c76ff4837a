# SPDX-License-Identifier: BSD-2-Clause
# Options of meson's and of compilers that packagers use: they are heeded, and
# take nothing away.
. "$(dirname "$0")/lib.sh"

# library DIRECTORY OPTION...: configured, without what the library doesn't need.
library() {
	need meson ninja
	dir=$1
	shift
	meson setup "$dir" "$SOURCE_DIR" --werror -Dcommand=false -Dtests=false \
		-Dbench=false -Dexamples=false -Ddocs=disabled "$@" >log 2>&1 ||
		{ cat log; fail "$*: not configured"; }
}

# built TARGET...
built() {
	ninja -C "$dir" -j 2 "$@" >log 2>&1 || { cat log; fail 'the build'; }
}

installed() {
	meson introspect --installed "$dir" | tr '",' '\n\n' |
		sed -n 's,.*/\(libspawnx[^/]*\)$,\1,p' | sort -u >files
}

test_default_library() {
	library shared -Ddefault_library=shared
	installed
	has 'shared' '^libspawnx\.so$' files
	has 'shared' '^libspawnx-core\.so$' files
	lacks 'shared' '\.a$' files
	library static -Ddefault_library=static
	installed
	printf '%s\n' libspawnx-core.a libspawnx.a >expected
	same 'static' expected files
	library both -Ddefault_library=both
	installed
	has 'both' '^libspawnx\.so$' files
	has 'both' '^libspawnx\.a$' files
}

# What each object is compiled with, and each library is linked with.
flags_of() {
	sed -n -e 's/^ *ARGS = //p' -e 's/^ *LINK_ARGS = //p' "$1/build.ninja" |
		sed -e 's/-Qunused-arguments //' -e "s,$PWD/$1,," | sort
}

test_a_linker_of_ones_own() {
	need clang ld.lld
	CC=clang library usual
	CC='clang -fuse-ld=lld' library lld
	flags_of usual >expected
	flags_of lld >actual
	has 'the flags' '-fcf-protection=full' expected
	same 'what the compiler is given' expected actual
	built libspawnx.so.1.0.0
}

program() {
	compile -o consumer -I "$SOURCE_DIR/include" "$here/consumer.c" "$@"
	LD_LIBRARY_PATH=$dir ./consumer output
}

works() {
	program -L "$dir" -lspawnx
	program "$dir/libspawnx.a"
	nm -D --defined-only "$dir/libspawnx.so.1" |
		awk '$2 != "A" { print $3 }' | sort >actual
	grep -v '^#' "$here/symbols.expected" | sort >expected
	same 'the exported names' expected actual
}

test_link_time_optimization() {
	CFLAGS=-flto library flags -Ddefault_library=both
	built
	works
}

# By an option, and as distributions build, with flags of their own only.
test_plain() {
	CFLAGS='-O3 -g0' library plain -Ddefault_library=both -Db_lto=true \
		--buildtype=plain
	built
	works
}

# What each of them warns of is not the same.
test_optimizations() {
	for level in g s; do
		library "O$level" -Doptimization=$level
		built
	done
}

# Where there is the header, each way builds the library.
test_probes() {
	library without -Dprobes=disabled
	has 'the summary' 'probes *: [Ff]alse' log
	built libspawnx-core.so.1.0.0
	readelf -SW without/libspawnx-core.so.1 >sections
	lacks 'without' stapsdt sections
	echo '#include <sys/sdt.h>' | compile -E - >/dev/null 2>&1 || return 0
	library with -Dprobes=enabled
	built libspawnx-core.so.1.0.0
	readelf -SW with/libspawnx-core.so.1 >sections
	has 'with' '\.note\.stapsdt' sections
}

# meson install --tags: each file is of one.
test_install_tags() {
	library tags -Dcommand=true -Ddocs=enabled -Ddefault_library=both
	built
	meson introspect --install-plan tags | tr '}' '\n' >plan
	lacks 'the files' '"tag": null' plan
	DESTDIR=$PWD/all meson install -C tags --no-rebuild >log
	for tag in runtime devel man doc; do
		DESTDIR=$PWD/$tag meson install -C tags --no-rebuild \
			--tags "$tag" >log
		(cd "$tag" && find . ! -type d) >>actual
		[ -s actual ] || fail "nothing of $tag"
	done
	(cd all && find . ! -type d) | sort >expected
	sort -o actual actual
	same 'the files of all tags' expected actual
}

test_core_exports() {
	library exports -Ddefault_library=static -Dcore_exports=true
	built libspawnx-core.a
	compile -shared -fPIC -I "$SOURCE_DIR/include" -o lib.so \
		"$here/consumer.c" "$dir/libspawnx-core.a"
	nm -D --defined-only lib.so >names
	has 'a library' ' spawnx_spawnp$' names
}

run_tests test_default_library \
	test_a_linker_of_ones_own \
	test_link_time_optimization \
	test_plain \
	test_optimizations \
	test_probes \
	test_install_tags \
	test_core_exports
