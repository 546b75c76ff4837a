/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kernel's own signal calls, which know of the signals that libc keeps for
 * itself.
 */
#ifndef RAW_H
#define RAW_H

#include <sys/syscall.h>
#include <unistd.h>

/*
 * The kernel's struct sigaction fits, in words; RAW_HANDLER is which of them
 * the handler is.  RAW_NSIG is how many signals a set has room for, RAW_LAST
 * the highest that there is.
 */
#define RAW_ACTION 8

#if defined(__FreeBSD__)

#define RAW_NSIG    128
#define RAW_SETLEN  (RAW_NSIG / 8)
#define RAW_HANDLER 0
#define raw_sigaction(signo, act, old) \
	((int)syscall(SYS_sigaction, (signo), (act), (old)))
#define raw_sigprocmask(how, set, old) \
	((int)syscall(SYS_sigprocmask, (how), (set), (old)))
#define raw_sigpending(set) ((int)syscall(SYS_sigpending, (set)))

#elif defined(__NetBSD__)

/* libc keeps none to itself. */
#include <signal.h>

#define RAW_NSIG    128
#define RAW_LAST    63
#define RAW_SETLEN  (RAW_NSIG / 8)
#define RAW_HANDLER 0
#define raw_sigaction(signo, act, old)                           \
	sigaction((int)(signo), (const struct sigaction *)(act), \
	    (struct sigaction *)(void *)(old))
#define raw_sigprocmask(how, set, old) \
	sigprocmask((how), (const sigset_t *)(set), (sigset_t *)(void *)(old))
#define raw_sigpending(set) sigpending((sigset_t *)(void *)(set))

#else

#ifdef __mips__
#define RAW_NSIG    128
#define RAW_HANDLER 1
#else
#define RAW_NSIG    64
#define RAW_HANDLER 0
#endif
#define RAW_SETLEN (RAW_NSIG / 8)
#ifdef __sparc__
#define raw_sigaction(signo, act, old) \
	((int)syscall(SYS_rt_sigaction, (signo), (act), (old), 0L, RAW_SETLEN))
#else
#define raw_sigaction(signo, act, old) \
	((int)syscall(SYS_rt_sigaction, (signo), (act), (old), RAW_SETLEN))
#endif
#define raw_sigprocmask(how, set, old) \
	((int)syscall(SYS_rt_sigprocmask, (how), (set), (old), RAW_SETLEN))
#define raw_sigpending(set) ((int)syscall(SYS_rt_sigpending, (set), RAW_SETLEN))

#endif

#ifndef RAW_LAST
#define RAW_LAST RAW_NSIG
#endif

/* A real-time signal at the end of what most systems have. */
#ifdef __NetBSD__
#define HIGH_SIGNAL 63
#else
#define HIGH_SIGNAL 64
#endif

#endif /* RAW_H */
