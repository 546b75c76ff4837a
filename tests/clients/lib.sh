# SPDX-License-Identifier: BSD-2-Clause
# Sourced by each client: a program of Debian's that starts others.  What it
# does, or what its own tests say, must be the same with the library preloaded;
# and a trace shows by what means it makes processes.  A client gives
#
#   packages     what has to be installed
#   programs     names of the programs that are watched
#   uses         posix_spawn, or else fork, vfork or nothing: then the library
#                does not come into it
#   verdicts     a function that runs it, in an empty directory, and prints
#                lines: NAME, a space, and ok or something else.  What is tried
#                begins with $under: unchanged, with the library, or traced
#   sample       the same for the trace, if all of verdicts takes too long
#   prepare      what is done once before, if anything
#
# and ends in client.
# shellcheck shell=sh
SOURCE_DIR=${SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
export SOURCE_DIR SHARED_LIB
. "$SOURCE_DIR/tests/shell/lib.sh"
[ -n "${SHARED_LIB:-}" ] || {
	echo "usage: sh tests/clients/run ${0##*/}" >&2
	exit 2
}

# Debian's programs, and not a version manager's.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
clients=$SOURCE_DIR/tests/clients
sources=${BUILD_DIR:-$SOURCE_DIR/build}/clients/sources
prepared=$work/prepared
# shellcheck disable=SC2034 # used by the clients
under=env
label=${0##*/}

version() {
	dpkg-query -W -f '${Version}' "$1"
}

needs_packages() {
	need dpkg-query
	for package in $packages; do
		dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null |
			grep -qx installed || skip "$package is not installed"
	done
	(LD_PRELOAD=$SHARED_LIB /bin/true) 2>errors
	[ ! -s errors ] || skip "Debian's programs are of another kind"
}

# source_of PACKAGE: the directory of the source of an installed package, once.
source_of() {
	sh "$clients/source" "$sources" "$1"
}

prepare() {
	:
}

sample() {
	verdicts
}

prepare_once() {
	needs_packages
	[ ! -e "$prepared" ] || return 0
	mkdir "$prepared"
	(cd "$prepared" && prepare)
}

# run_in DIRECTORY WHAT: what it prints is in DIRECTORY.out, the rest in .log.
run_in() {
	mkdir "$1"
	(cd "$1" && "$2" >"../$1.out" 2>"../$1.log") || {
		tail -n 30 "$1.log"
		fail "$2: it ends with an error"
	}
}

count() {
	grep -c "$@" || :
}

test_same_verdicts() {
	prepare_once
	run_in without verdicts
	under="env LD_PRELOAD=$SHARED_LIB"
	run_in with verdicts
	for how in without with; do
		sort "$how.out" >"$how.verdicts"
	done
	diff -u without.verdicts with.verdicts || {
		tail -n 30 with.log
		fail 'the verdicts differ'
	}
	has 'what it did' ' ok$' with.verdicts
	tested="$(count ' ok$' <with.verdicts) ok"
	grep -v ' ok$' with.verdicts | sed 's/^/as without: /' | head -n 12
	echo "$label $(version "${packages%% *}"): $tested," \
		"$(count -v ' ok$' <with.verdicts) not, with and without"
}

# -k: the call's stack, which says in whose code it was made.
# Not --seccomp-bpf: beside -k, programs lose exit statuses by it.
traces='strace -ff -qq -k -e signal=none'
traces="$traces -e trace=execve,clone,clone3,fork,vfork"

can_trace() {
	need strace python3
	$traces -o probe sh -c '/bin/true; :' 2>/dev/null ||
		skip 'tracing is not allowed, or strace can show no stack'
	cat probe.* | grep -q '^ > .*libc\.so' ||
		skip 'strace can show no stack'
}

# traced NAME [VARIABLE=VALUE]: the means and how often, in NAME.means.
traced() {
	mkdir "$1.trace"
	under="$traces -o $PWD/$1.trace/t ${2:+-E $2}"
	run_in "$1" sample
	# Split on purpose: names.
	# shellcheck disable=SC2086
	python3 "$clients/means.py" "$1.trace" $programs >"$1.means"
	echo "$label, $1: $(tr '\n' ' ' <"$1.means")"
}

test_who_makes_its_processes() {
	prepare_once
	can_trace
	traced without
	traced with "LD_PRELOAD=$SHARED_LIB"
	sort without.out >without.said
	sort with.out >with.said
	same 'what it did while it was traced' without.said with.said
	lacks 'it, without' '^libspawnx ' without.means
	lacks 'it, with' '^libc ' with.means
	if [ "$uses" = posix_spawn ]; then
		has 'it, without' '^libc ' without.means
		has 'it, with' '^libspawnx ' with.means
	else
		lacks 'it, with' '^libspawnx ' with.means
		lacks 'it, without' '^libc ' without.means
		has 'it' "^$uses " with.means
	fi
}

client() {
	run_tests test_same_verdicts test_who_makes_its_processes
}
