/* SPDX-License-Identifier: BSD-2-Clause */
/* A part of os/posix/sys.h: signals. */
#ifndef SPX_SYS_SIGNALS_POSIX_H
#define SPX_SYS_SIGNALS_POSIX_H

/*
 * Signals that the library keeps to itself are EINVAL: nobody has a handler for
 * one that there is, and none arrives unless the library sends it.
 */
static inline long
spx_sys_disposition(int sig, const struct sigaction *act, struct sigaction *old)
{
	const int saved = errno;
	const long rc = spx_answer(saved, sigaction(sig, act, old));

	if (rc != -EINVAL)
		return (rc);
	if (old != NULL)
		old->sa_handler = SIG_DFL;
	return (0);
}

#include "os/disposition.h"

static inline long
spx_sys_ignore(int sig)
{
	const struct sigaction ign = { .sa_handler = SIG_IGN };
	const int saved = errno;

	return (spx_answer(saved, sigaction(sig, &ign, NULL)));
}

/* Of these, to set the default discards those that are pending. */
static inline bool
spx_sys_default_discards(int sig)
{
	switch (sig) {
	case SIGCHLD:
	case SIGCONT:
	case SIGURG:
#ifdef SIGWINCH
	case SIGWINCH:
#endif
#ifdef SIGINFO
	case SIGINFO:
#endif
#if defined(SIGIO) && !defined(__linux__)
	case SIGIO:
#endif
		return (true);
	default:
		return (false);
	}
}

/* A spx_sigset_t is the first bits of a sigset_t. */
static inline long
spx_sys_sigmask_raw(int how, const void *set, void *old)
{
	sigset_t now, before;

	if (set != NULL) {
		memset(&now, 0, sizeof(now));
		memcpy(&now, set, SPX_NSIG / 8);
	}
	if (pthread_sigmask(how, set != NULL ? &now : NULL, &before) != 0)
		return (-EINVAL);
	if (old != NULL)
		memcpy(old, &before, SPX_NSIG / 8);
	return (0);
}

#endif /* SPX_SYS_SIGNALS_POSIX_H */
