#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# From a fresh checkout to the library at work, in one command.  What is
# missing is installed (on Debian and Ubuntu); everything that is built stays
# in build/try.
set -eu
unset LD_PRELOAD LD_DEBUG LD_LIBRARY_PATH

top=$(cd "$(dirname "$0")/.." && pwd)
build=$top/build/try
. "$top/examples/setup.sh"

heading() {
	printf '\n== %s\n' "$*"
}

# The command as one would type it in the top directory, then what it prints.
show() {
	printf '$ %s\n' "$*"
	"$@"
}

install_tools() {
	setup_need gcc setup_has cc
	setup_need libc6-dev setup_compiles cc
	setup_need meson setup_has meson
	setup_need ninja-build setup_has ninja
	setup_need pkg-config setup_has pkg-config
	setup_need python3 setup_has python3
	setup_install 'the build' && setup_meson "$top/build/meson"
}

build_library() {
	set -- setup "$build" "$top" -Dtests=false -Dbench=false
	[ ! -f "$build/build.ninja" ] || set -- "$@" --reconfigure
	setup_quietly meson "$@" && setup_quietly meson compile -C "$build"
}

pipeline() {
	heading 'A pipeline: sort < fruit | uniq -c > counts, in a directory'
	work=$build/demo
	mkdir -p "$work"
	printf '%s\n' pear apple pear fig apple pear >"$work/fruit"
	show build/try/examples/pipeline build/try/demo fruit counts
	show cat build/try/demo/counts
}

failure() {
	heading 'Errors that say which step failed'
	show build/try/examples/failure
}

# LD_DEBUG is of glibc's dynamic loader.
python() {
	heading "A stock program: CPython's subprocess and os.posix_spawn"
	log=$build/demo/bindings
	rm -f "$log".*
	cat >"$build/demo/spawn.py" <<-END
	import os, subprocess
	done = subprocess.run(["echo", "hello from subprocess"], close_fds=False)
	pid = os.posix_spawn("/bin/echo", ["echo", "hello from os.posix_spawn"],
	                     os.environ)
	raise SystemExit(done.returncode or os.waitpid(pid, 0)[1])
	END
	python3=$(setup_python)
	echo "\$ LD_PRELOAD=build/try/libspawnx.so.1 LD_DEBUG=bindings $python3 spawn.py"
	LD_PRELOAD=$build/libspawnx.so.1 LD_DEBUG=bindings LD_DEBUG_OUTPUT=$log \
		"$python3" "$build/demo/spawn.py"
	cat "$log".* 2>/dev/null |
		grep "file [^ ]*python[^ ]* .*/libspawnx.*posix_spawnp\\{0,1\\}'" |
		sed "s,$top/,,; s/^ *[0-9]*:[[:space:]]*//" | sort -u >"$log"
	rm -f "$log".*
	if [ -s "$log" ]; then
		echo "The dynamic loader's words for it:"
		cat "$log"
	elif ldd --version 2>&1 | grep -q -i -e glibc -e 'GNU libc'; then
		echo 'CPython did not bind posix_spawn to the library' >&2
		return 1
	else
		echo "This system's dynamic loader doesn't tell its bindings."
	fi
}

cd "$top"
install_tools || exit 1
heading 'Building in build/try'
build_library || exit 1
echo 'build/try/libspawnx.so.1, build/try/libspawnx.a'
pipeline
failure
python
heading 'That was it. sh tests/run.sh runs the tests; README.md goes on from here.'
