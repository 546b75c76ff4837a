/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SIGNAL_H
#define FACTS_SIGNAL_H

#include <sys/types.h>

typedef struct {
	__UINT32_TYPE__ __bits[4];
} sigset_t;

#define SIGKILL     9
#define SIGSYS      12
#define SIGURG      16
#define SIGSTOP     17
#define SIGCONT     19
#define SIGCHLD     20
#define SIGTTOU     22
#define SIGIO       23
#define SIGWINCH    28
#define SIGINFO     29
#define SIGTHR      32

#define SIG_DFL     ((void (*)(int))0)
#define SIG_IGN     ((void (*)(int))1)

#define SIG_BLOCK   1
#define SIG_UNBLOCK 2
#define SIG_SETMASK 3

struct sigaction {
	union {
		void (*__sa_handler)(int);
		void (*__sa_sigaction)(int, void *, void *);
	} __sigaction_u;
	int sa_flags;
	sigset_t sa_mask;
};

#define sa_handler __sigaction_u.__sa_handler

#endif /* FACTS_SIGNAL_H */
