# SPDX-License-Identifier: BSD-2-Clause
# A step of the build: fails if an object of the child needs a symbol that none
# of them defines, and which is libc's, the compiler's or the parent's.  The one
# that makes system calls by libc's syscall(), for a CPU that has no syscall.h,
# needs that and errno.  On a system whose calls are libc's functions, "calls"
# has them: a regular expression, or nothing.  They have another name where
# offsets have 64 bits.  Mach-O has an underscore in front of every name of C.
#
# usage: sh check.sh nm output calls object...
set -eu
LC_ALL=C
export LC_ALL
nm=$1
output=$2
calls="^(${3:-none})(64)?\$"
shift 3

# Not functions: the linker's tables, and a note for ARM's unwinder.  And what
# stands for an instruction where the CPU has none, hppa's call by a pointer and
# atomic store: code of libgcc's that keeps nothing.
not_called='^(_GLOBAL_OFFSET_TABLE_|[.]TOC[.]|__aeabi_unwind_cpp_pr[0-2]'
not_called="$not_called|[\$][\$]dyncall|__sync_lock_test_and_set_[124])\$"

"$nm" -g -P "$@" >"$output.nm"
mach_o=$(grep -c '^_spx_child_main ' "$output.nm") || :
awk -v not_called="$not_called" -v calls="$calls" -v mach_o="$mach_o" '
	NF == 1 { object = $1; sub(/:$/, "", object); sub(/.*\//, "", object) }
	NF < 2 { next }
	mach_o { sub(/^_/, "", $1) }
	$2 !~ /^[Uvw]$/ { defined[$1] = 1; next }
	object ~ /generic_syscall_linux/ &&
		$1 ~ /^(syscall|__errno_location|___errno_location)$/ { next }
	$1 ~ calls { next }
	$1 !~ not_called { needed[object " needs " $1] = $1 }
	END {
		if (!("spx_child_main" in defined))
			print "no symbols: are these objects of another kind?"
		for (what in needed)
			if (!(needed[what] in defined))
				print what
	}' "$output.nm" | sort >"$output.outside"

if [ -s "$output.outside" ]; then
	cat "$output.outside" >&2
	cat >&2 <<-END
	error: the code that runs in the child shares the memory of its parent, and
	must not call anything but itself.  A compiler flag or a change has added
	these calls; CONTRIBUTING.md lists the flags that can't be used.
	END
	exit 1
fi
: >"$output"
