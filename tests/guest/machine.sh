# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh
# What the `run` of each system has in common: a root image for one program,
# and what the machine said of it.  Sourced, with `here` the system's folder.
guest=${here%/*}/guest
scratch=$(mktemp -d "${TMPDIR:-/tmp}/spawnx-guest.XXXXXX") || exit 99
trap 'rm -rf "$scratch"' EXIT
trap 'exit 99' HUP INT TERM
root=$scratch/root

skip() {
	echo "skipped: $1"
	exit 77
}

give_up() {
	echo "run: $1" >&2
	exit 99
}

# NAME_KERNEL and NAME_CC, as kernel and cc; and the CPU that they are for.
want_kernel() {
	eval "kernel=\${$1_KERNEL:-} cc=\${$1_CC:-}"
	[ -r "$kernel" ] || skip "$1_KERNEL names no kernel"
	[ -n "$cc" ] || skip "$1_CC names no compiler"
	cpu=$($cc -dumpmachine) ||
		give_up "$1_CC does not say for which CPU it compiles"
	cpu=${cpu%%-*}
}

want_tools() {
	for tool; do
		command -v "$tool" >/dev/null || skip "there is no $tool"
	done
}

# The arguments that the program is to have; what is left is from `used` on.
take_arguments() {
	mkdir -p "$root/dev" "$root/tmp" "$root/sbin" "$root/bin" "$root/proc"
	while getopts a: option; do
		case $option in
		a) printf '%s\n' "$OPTARG" >>"$root/args" ;;
		*) exit 2 ;;
		esac
	done
	used=$((OPTIND - 1))
}

# The system's part of init.c; the program and its files; an image of it all,
# with more of mke2fs's options.
build_image() {
	# shellcheck disable=SC2086
	$cc -O1 -s -I"$guest" -o "$root/sbin/init" "$guest/init.c" "$1" &&
		cp "$2" "$root/test" && chmod 755 "$root/test" ||
		give_up 'the root image can not be made'
	shift 2
	[ $# = 0 ] || cp -r "$@" "$root" ||
		give_up 'the root image can not be made'
	size=$(du -sk "$root" | cut -f1)
	# shellcheck disable=SC2086
	mke2fs -q -F -t ext2 -b 4096 ${ext2_options:-} -d "$root" \
		"$scratch/disk" $((size + 8192))k >/dev/null ||
		give_up 'the root image can not be made'
}

# What every machine has, beside what the arguments say.
boot() {
	timeout "${SECONDS_MAX:-120}" "qemu-system-$cpu" "$@" \
		-accel tcg,thread=multi -cpu max \
		-smp "${SMP:-2}" -m "${MEM:-1024}" \
		-nodefaults -display none -monitor none -no-reboot \
		-serial "file:$scratch/out" \
		</dev/null >"$scratch/qemu" 2>&1
}

# Prints what the program has, and exits as it did.
tell() {
	tr -d '\r' <"$scratch/out" >"$scratch/console"
	awk '/^@@@ START/ { on = 1; next } /^@@@ (EXIT|SIGNAL)/ { exit } on' \
		"$scratch/console"
	end=$(grep -a '^@@@ \(EXIT\|SIGNAL\)' "$scratch/console" | head -n 1)
	if [ -z "$end" ]; then
		echo 'run: the test did not end; the console did with:' >&2
		tail -c 1500 "$scratch/console" >&2
		cat "$scratch/qemu" >&2
		exit 98
	fi
	status=${end##* }
	case $end in
	*SIGNAL*) status=$((128 + status)) ;;
	esac
	exit "$status"
}
