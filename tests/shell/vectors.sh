# SPDX-License-Identifier: BSD-2-Clause
# A system call is declared to overwrite what the kernel does not keep of the
# vector registers: riscv's V, aarch64's SVE.  Linux says so in its
# Documentation/arch/riscv/vector.rst and arm64/sve.rst.
. "$(dirname "$0")/lib.sh"

# compile CPU MACHINE: its assembly, in the file out.
compile() {
	need clang
	clang "--target=$1-linux-gnu" "-march=$2" -O2 -S \
		-I"$SOURCE_DIR/arch/$1" -o out "$here/vectors.c" 2>log && return
	grep -q 'unable to create target\|unknown target' log &&
		skip "clang has no $1"
	cat log
	fail "$1: not compiled"
}

# reloads CALL STORE LOAD: what is stored after the call is loaded again there.
reloads() {
	awk -v call="^[ \t]*$1" -v put="$2" -v get="$3" '
		$0 ~ call { after = 1; next }
		after && $0 ~ get { got++ }
		after && $0 ~ put { was_put++ }
		END { exit !(was_put > 0 && got >= was_put) }' out ||
		{ cat out; fail 'a register is used as it was before the call'; }
}

test_riscv() {
	compile riscv64 rv64gcv
	reloads ecall 'vse64.v' 'vl[0-9]+r[e0-9]*[.]v'
}

# What is stored by this test has another base than the stack.
test_aarch64() {
	compile aarch64 armv8.2-a+sve
	reloads svc 'str[ \t]+[zp][0-9]+, [[]x' 'ldr[ \t]+[zp][0-9]+, [[]sp'
}

run_tests test_riscv \
	test_aarch64
