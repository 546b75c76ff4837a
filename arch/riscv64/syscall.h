/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A raw Linux system call on riscv64: number in a7, arguments in a0 to a4.
 * Returns what the kernel returns: -errno on failure.
 */
#ifndef SPX_SYSCALL_H
#define SPX_SYSCALL_H

/*
 * The kernel overwrites all that is the vector extension's, as a function may
 * that is called: a compiler would keep zeroes there from one system call to
 * the next.  clang takes any assembly to change what a vector is.
 */
#ifdef __clang__
#define SPX_VECTOR_KIND
#else
#define SPX_VECTOR_KIND , "vl", "vtype"
#endif

#if (defined(__riscv_vector) || defined(__riscv_xtheadvector)) && \
    (defined(__clang__) || __GNUC__ >= 13)
#define SPX_VECTORS                                                            \
	SPX_VECTOR_KIND, "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", \
	    "v9", "v10", "v11", "v12", "v13", "v14", "v15", "v16", "v17",      \
	    "v18", "v19", "v20", "v21", "v22", "v23", "v24", "v25", "v26",     \
	    "v27", "v28", "v29", "v30", "v31"
#else
#define SPX_VECTORS
#endif

static inline long
spx_syscall5(long nr, long a, long b, long c, long d, long e)
{
	register long a7 __asm__("a7") = nr;
	register long a0 __asm__("a0") = a;
	register long a1 __asm__("a1") = b;
	register long a2 __asm__("a2") = c;
	register long a3 __asm__("a3") = d;
	register long a4 __asm__("a4") = e;

	__asm__ volatile("ecall"
			 : "+r"(a0)
			 : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4)
			 : "memory" SPX_VECTORS);
	return (a0);
}

#endif /* SPX_SYSCALL_H */
