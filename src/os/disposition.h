/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What becomes of a signal, where the kernel's struct sigaction is libc's:
 * included by the sys.h of such a system, after its spx_sys_disposition().
 */
#ifndef SPX_DISPOSITION_H
#define SPX_DISPOSITION_H

/* 1 for a handler of the caller's, 0 for SIG_DFL and SIG_IGN; or -errno. */
static inline long
spx_sys_is_caught(int sig)
{
	struct sigaction old;
	const long rc = spx_sys_disposition(sig, NULL, &old);

	if (rc < 0)
		return (rc);
	return (old.sa_handler != SIG_DFL && old.sa_handler != SIG_IGN);
}

/* 1 if the signal was ignored before, 0 if it was not; or -errno. */
static inline long
spx_sys_default(int sig)
{
	const struct sigaction dfl = { .sa_handler = SIG_DFL };
	struct sigaction old;
	const long rc = spx_sys_disposition(sig, &dfl, &old);

	return (rc < 0 ? rc : old.sa_handler == SIG_IGN);
}

#endif /* SPX_DISPOSITION_H */
