/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For vectors.sh: values in registers of the vector extension that are made
 * before a system call and needed after it.
 */
#include "syscall.h"

long keep(void *p);

#if defined(__riscv)
long
keep(void *p)
{
	__rvv_int64m1_t v;
	long rc;

	__asm__ volatile("vsetivli zero, 2, e64, m1, ta, ma\n\t"
			 "vmv.v.i %0, 0"
			 : "=vr"(v));
	rc = spx_syscall5(1, 2, 3, 4, 5, 6);
	__asm__ volatile("vse64.v %0, (%1)" : : "vr"(v), "r"(p) : "memory");
	return (rc);
}
#else
long
keep(void *p)
{
	__SVInt64_t v;
	__SVBool_t all;
	long rc;

	__asm__ volatile("mov %0.d, #7" : "=w"(v));
	__asm__ volatile("ptrue %0.b" : "=Upa"(all));
	rc = spx_syscall5(1, 2, 3, 4, 5, 6);
	__asm__ volatile("str %0, [%2]\n\t"
			 "str %1, [%2, #8, mul vl]"
			 :
			 : "w"(v), "Upa"(all), "r"(p)
			 : "memory");
	return (rc);
}
#endif
