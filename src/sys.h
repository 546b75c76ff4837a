/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kernel's calls, without the C library: no errno, no cancellation point,
 * no wrapper that a threading library has replaced.  Safe in the child.  They
 * return 0 or more, or -errno.
 *
 * The build names the header of the system that it is for; each of them
 * defines the same functions, and src/child.c knows no other.
 */
#ifndef SPX_SYS_H
#define SPX_SYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include SPX_SYSTEM_H

/* A signal set as the kernel takes it. */
typedef struct {
	spx_sigword_t ss_words[SPX_NSIG / (8 * sizeof(spx_sigword_t))];
} spx_sigset_t;

#define SPX_SIGWORD_BITS (8 * (int)sizeof(spx_sigword_t))

/* A resource limit as the kernel takes it. */
struct spx_limit {
	uint64_t li_soft, li_hard;
};

static inline bool
spx_sigset_has(const spx_sigset_t *set, int sig)
{
	const spx_sigword_t word = set->ss_words[(sig - 1) / SPX_SIGWORD_BITS];

	return ((word >> (sig - 1) % SPX_SIGWORD_BITS & 1) != 0);
}

static inline void
spx_sigset_add(spx_sigset_t *set, int sig)
{
	set->ss_words[(sig - 1) / SPX_SIGWORD_BITS] |=
	    (spx_sigword_t)1 << (sig - 1) % SPX_SIGWORD_BITS;
}

static inline long
spx_sys_sigmask(int how, const spx_sigset_t *set, spx_sigset_t *old)
{
	return (spx_sys_sigmask_raw(how, set, old));
}

#endif /* SPX_SYS_H */
