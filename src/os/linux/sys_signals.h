/* SPDX-License-Identifier: BSD-2-Clause */
/* A part of os/linux/sys.h: signals. */
#ifndef SPX_SYS_SIGNALS_LINUX_H
#define SPX_SYS_SIGNALS_LINUX_H

/*
 * The kernel's struct sigaction, in words.  Except where the handler is, it
 * differs between CPUs; there is room for the largest, and all zero bytes mean
 * SIG_DFL, no flags and an empty mask everywhere.
 */
struct spx_ksigaction {
	uintptr_t ks_words[8]; /* the handler: SIG_DFL is 0, SIG_IGN 1 */
};

static inline long
spx_sys_sigaction(
    int sig, const struct spx_ksigaction *act, struct spx_ksigaction *old)
{
	if (SPX_RESTORER_FIRST)
		return (spx_syscall5(SYS_rt_sigaction, sig, (long)act,
		    (long)old, 0, SPX_SIGSET_SIZE));
	return (spx_sys4(
	    SYS_rt_sigaction, sig, (long)act, (long)old, SPX_SIGSET_SIZE));
}

/* 1 for a handler of the caller's, 0 for SIG_DFL and SIG_IGN; or -errno. */
static inline long
spx_sys_is_caught(int sig)
{
	struct spx_ksigaction old;
	long rc = spx_sys_sigaction(sig, NULL, &old);

	return (rc < 0 ? rc : old.ks_words[SPX_HANDLER_WORD] > 1);
}

/* 1 if the signal was ignored before, 0 if it was not; or -errno. */
static inline long
spx_sys_default(int sig)
{
	const struct spx_ksigaction dfl = { { 0 } };
	struct spx_ksigaction old;
	const long rc = spx_sys_sigaction(sig, &dfl, &old);

	return (rc < 0 ? rc : old.ks_words[SPX_HANDLER_WORD] == 1);
}

static inline long
spx_sys_ignore(int sig)
{
	const struct spx_ksigaction ign = { { [SPX_HANDLER_WORD] = 1 } };

	return (spx_sys_sigaction(sig, &ign, NULL));
}

/* Of these, to set the default discards those that are pending. */
static inline bool
spx_sys_default_discards(int sig)
{
	return (sig == SIGCHLD || sig == SIGCONT || sig == SIGURG ||
		sig == SIGWINCH);
}

static inline long
spx_sys_sigmask_raw(int how, const void *set, void *old)
{
	return (spx_sys4(
	    SYS_rt_sigprocmask, how, (long)set, (long)old, SPX_SIGSET_SIZE));
}

#endif /* SPX_SYS_SIGNALS_LINUX_H */
