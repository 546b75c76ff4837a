/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Filters of system calls.  The constants are the kernel's, spelled out
 * because a musl toolchain comes without <linux/seccomp.h> and
 * <linux/filter.h>.
 */
#ifndef FILTER_H
#define FILTER_H

#include <stdint.h>

#if defined(__x86_64__)
#define FILTER_ARCH 0xc000003eU
#elif defined(__i386__)
#define FILTER_ARCH 0x40000003U
#elif defined(__aarch64__)
#define FILTER_ARCH 0xc00000b7U
#elif defined(__riscv) && __riscv_xlen == 64
#define FILTER_ARCH 0xc00000f3U
#elif defined(__arm__) && defined(__ARMEL__)
#define FILTER_ARCH 0x40000028U
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
#define FILTER_ARCH 0xc0000015U
#elif defined(__powerpc64__)
#define FILTER_ARCH 0x80000015U
#elif defined(__s390x__)
#define FILTER_ARCH 0x80000016U
#elif defined(__loongarch64)
#define FILTER_ARCH 0xc0000102U
#elif defined(__mips__) && defined(__MIPSEL__) && _MIPS_SIM == _ABI64
#define FILTER_ARCH 0xc0000008U
#elif defined(__mips__) && defined(__MIPSEL__) && _MIPS_SIM == _ABIO32
#define FILTER_ARCH 0x40000008U
#else
#define FILTER_ARCH 0U
#endif

#define FILTER_LOAD  0x20 /* BPF_LD | BPF_W | BPF_ABS */
#define FILTER_AND   0x54 /* BPF_ALU | BPF_AND | BPF_K */
#define FILTER_IS    0x15 /* BPF_JMP | BPF_JEQ | BPF_K */
#define FILTER_GIVE  0x06 /* BPF_RET | BPF_K */

#define FILTER_ALLOW 0x7fff0000U
#define FILTER_FAIL  0x00050000U /* and an error number */
#define FILTER_KILL  0x00000000U /* the thread; the only one before 4.14 */
#define FILTER_ASK   0x7fc00000U

/* Offsets in struct seccomp_data. */
#define FILTER_NUMBER 0U
#define FILTER_OFF    4U /* of the architecture */
#define FILTER_ARGS   16U

/* Where clone() has its flags; its stack is the other one of the first two. */
#if defined(__s390__)
#define CLONE_FLAGS_ARG 1U
#else
#define CLONE_FLAGS_ARG 0U
#endif

/* The low half of an argument. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define FILTER_LOW 4U
#else
#define FILTER_LOW 0U
#endif

/* As the kernel's; not with its headers. */
struct sock_filter {
	uint16_t code;
	uint8_t jt, jf;
	uint32_t k;
};

/* All calls are allowed except this one, to which that is done. */
#define FILTER_OF_CALL(number, action)                       \
	{                                                    \
		{ FILTER_LOAD, 0, 0, FILTER_OFF },           \
		    { FILTER_IS, 0, 3, FILTER_ARCH },        \
		    { FILTER_LOAD, 0, 0, FILTER_NUMBER },    \
		    { FILTER_IS, 0, 1, (uint32_t)(number) }, \
		    { FILTER_GIVE, 0, 0, (action) },         \
		    { FILTER_GIVE, 0, 0, FILTER_ALLOW },     \
	}

#endif /* FILTER_H */
