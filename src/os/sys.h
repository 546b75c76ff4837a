/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kernel's calls.  Safe in the child; they return 0 or more, or -errno, and
 * leave errno as it is.
 *
 * The build names the header of the system that it is for; each of them
 * defines the same functions, besides those that are the same everywhere, and
 * src/child/main.c knows no other.  Linux and FreeBSD do it without the C
 * library: no cancellation point, no wrapper that a threading library has
 * replaced.
 */
#ifndef SPX_SYS_H
#define SPX_SYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

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

static inline void
spx_sigset_join(spx_sigset_t *set, const spx_sigset_t *other)
{
	size_t i;

	for (i = 0; i < sizeof(set->ss_words) / sizeof(set->ss_words[0]); i++)
		set->ss_words[i] |= other->ss_words[i];
}

/*
 * EINTR: none of the calls below that loop has it of its own, but a seccomp
 * supervisor that is asked about one lets a signal interrupt that, and then the
 * call was not made.
 */

static inline long
spx_sys_sigmask(int how, const spx_sigset_t *set, spx_sigset_t *old)
{
	long rc;

	do
		rc = spx_sys_sigmask_raw(how, set, old);
	while (rc == -EINTR);
	return (rc);
}

/*
 * A record lock on the whole of what the descriptor stands for.  It belongs to
 * this process, not to its children, and ends when this process closes any
 * descriptor of it, as by an exec.  Where the system has none: an error.
 */
static inline long
spx_sys_lock(int fd, int cmd, short type)
{
	const struct flock lock = { .l_type = type, .l_whence = SEEK_SET };
	long rc;

	do
		rc = spx_sys_fcntl(fd, cmd, (long)&lock);
	while (rc == -EINTR);
	return (rc);
}

#endif /* SPX_SYS_H */
