/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kernel's own signal calls, which know of the signals that libc keeps for
 * itself.
 */
#ifndef RAW_H
#define RAW_H

#include <sys/syscall.h>
#include <unistd.h>

/* The kernel's struct sigaction fits; the handler is the first word of it. */
#define RAW_ACTION 8

#if defined(__FreeBSD__)

#define RAW_NSIG   128
#define RAW_SETLEN (RAW_NSIG / 8)
#define raw_sigaction(signo, act, old) \
	((int)syscall(SYS_sigaction, (signo), (act), (old)))
#define raw_sigprocmask(how, set, old) \
	((int)syscall(SYS_sigprocmask, (how), (set), (old)))
#define raw_sigpending(set) ((int)syscall(SYS_sigpending, (set)))

#else

#define RAW_NSIG   64
#define RAW_SETLEN (RAW_NSIG / 8)
#define raw_sigaction(signo, act, old) \
	((int)syscall(SYS_rt_sigaction, (signo), (act), (old), RAW_SETLEN))
#define raw_sigprocmask(how, set, old) \
	((int)syscall(SYS_rt_sigprocmask, (how), (set), (old), RAW_SETLEN))
#define raw_sigpending(set) ((int)syscall(SYS_rt_sigpending, (set), RAW_SETLEN))

#endif

#endif /* RAW_H */
