# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh
# What the `suite` of each system has in common: it builds the library and its
# tests for the system, runs them on a kernel, and says how many passed and
# failed.  Sourced, with `here` the system's folder.
tests=${here%/*}
top=${tests%/*}
guest=$tests/guest
scratch=$(mktemp -d "${TMPDIR:-/tmp}/spawnx-suite.XXXXXX") || exit 99
trap 'rm -rf "$scratch"' EXIT
trap 'exit 99' HUP INT TERM
root=$scratch/root

# What of the Linux tests holds on every system as it is.
portable='actions_life actions_object apply_when_set attr_chroot attr_ctty
	attr_denied attr_object attr_pidenv attr_writes bad_arguments
	basic cancel candidates children_ignored cwd errors failure_index
	failure_until file_actions foreground hammered held ids in_flight
	inspect killed_early mask_early object_copy open_action
	open_errors optional order pgroup remap remap_errors remap_random
	search session sigmask signals stack_limit storm strfailure
	strfailure_cut threads threads_state write'

support='support/attr_rows.c support/check.c support/family.c
	support/forked.c support/needs.c support/needs_execs.c
	support/needs_probes.c support/nocmocka.c support/public_report.c
	support/remap_model.c support/report_diff.c support/report_read.c
	support/search_dirs.c support/support.c support/support_files.c
	support/world.c guest/ways.c'

skip() {
	echo "skipped: $1"
	exit 77
}

give_up() {
	echo "suite: $1" >&2
	exit 99
}

# NAME_KERNEL and NAME_CC, and NAME_TEST_CC if the tests have another one.
want_kernel() {
	eval "kernel=\${$1_KERNEL:-} kernel_cc=\${$1_CC:-}"
	eval "cc=\${$1_TEST_CC:-\$kernel_cc}"
	[ -r "$kernel" ] || skip "$1_KERNEL names no kernel"
	[ -n "$kernel_cc" ] || skip "$1_CC names no compiler"
	target=$($cc -dumpmachine) ||
		give_up "$cc does not say for what it compiles"
}

# FACTS.c INCLUDE...: what these folders say is what the system's headers say.
compare_facts() {
	facts=$1
	shift
	includes=$(printf ' -isystem %s' "$@")
	# shellcheck disable=SC2086
	$cc -D_GNU_SOURCE=1 -S -o "$scratch/real.s" "$facts" &&
		clang --target="$target" -D_GNU_SOURCE=1 -nostdlibinc $includes \
			-S -o "$scratch/ours.s" "$facts" ||
		give_up "$facts does not compile"
	for one in real ours; do
		grep '^[[:space:]]*\.\(quad\|long\|asciz\)' "$scratch/$one.s" \
			>"$scratch/$one"
	done
	diff "$scratch/real" "$scratch/ours" || give_up "$* are wrong"
}

family() {
	case $1 in
	i?86-*) echo x86 ;;
	*) echo "${1%%-*}" ;;
	esac
}

# As meson calls the system.
build_library() {
	cat >"$scratch/cross" <<-END
		[binaries]
		c = ['$(echo "$cc" | sed "s/  */', '/g")']
		ar = 'llvm-ar'
		strip = 'llvm-strip'
		[host_machine]
		system = '$1'
		cpu_family = '$(family "$target")'
		cpu = '$(family "$target")'
		endian = 'little'
	END
	{
		meson setup "$scratch/lib" "$top" --cross-file "$scratch/cross" \
			--werror -Dcommand=false -Dtests=false -Dbench=false -Dexamples=false \
			-Ddocs=disabled &&
			ninja -C "$scratch/lib" libspawnx.a
	} >"$scratch/log" 2>&1 || {
		cat "$scratch/log"
		give_up 'the library does not build'
	}
}

# Static, and without the libc's own posix_spawn but in tests that are about it.
compile() {
	$cc -std=gnu11 -O1 -Wall -D_GNU_SOURCE=1 -DSPAWNX_NO_CMOCKA \
		-DREPORT_PROGRAM='"/report"' -include "$here/compat/compat.h" \
		-I"$here/compat" -I"$guest" -I"$tests/support" -I"$top/include" \
		-I"$top/src" "$@" ||
		give_up "$* does not compile"
}

# The file of a test: the system's own, one for all such systems, or Linux's.
source_of() {
	for folder in "$here" "$guest" "$tests/api"; do
		if [ -f "$folder/test_$1.c" ]; then
			echo "$folder/test_$1.c"
			return
		fi
	done
	give_up "there is no test_$1.c"
}

build_programs() {
	compile -s -o "$root/report" "$tests/support/report.c" \
		"$tests/support/report_state.c" "$here"/report_*.c
	compile -s -o "$root/bin/sh" "$guest/programs.c"
	cp "$root/bin/sh" "$root/bin/true"
	cp "$root/bin/sh" "$root/bin/cat"
	its=$top/src/cmd/$(basename "$here")
	[ -d "$its" ] || its=$top/src/cmd/other
	compile -s -o "$root/bin/spawnx" -I"$top/src" "$top"/src/cmd/*.c \
		"$its"/*.c "$scratch/lib/libspawnx.a"
	$kernel_cc -O1 -s -o "$scratch/runner" "$guest/runner.c" ||
		give_up 'the runner does not compile'
}

build_tests() {
	mkdir -p "$scratch/o" "$root/tests" "$root/bin"
	build_programs
	for file in $support; do
		compile -c "$tests/$file" -o "$scratch/o/$(basename "$file" .c).o"
	done
	for name; do
		source=$(source_of "$name") || exit 99
		libs="$scratch/lib/libspawnx.a -lpthread"
		case $name in
		libc | speed) libs="-lc $libs" ;;
		esac
		# shellcheck disable=SC2086
		compile -s -o "$root/tests/test_$name" "$source" "$scratch"/o/*.o $libs
	done
}

run_tests() {
	SECONDS_MAX=${SECONDS_MAX:-540} "$here/run" "$scratch/runner" \
		"$root/tests" "$root/bin" "$root/report" >"$scratch/out"
	status=$?
	cat "$scratch/out"
	awk '/^test_.*: [0-9]+ passed, [0-9]+ skipped, [0-9]+ failed/ {
			p += $2; s += $4; f += $6
		}
		/^=== .*: FAILED/ { broken = broken " " $2 }
		END {
			if (broken)
				print "failed:" broken
			printf "%d passed, %d failed, %d skipped\n", p, f, s
		}' "$scratch/out"
	exit "$status"
}
