/* SPDX-License-Identifier: BSD-2-Clause */
/* The one thing that a test wants of Linux's prctl(). */
#ifndef COMPAT_SYS_PRCTL_H
#define COMPAT_SYS_PRCTL_H

#include <sys/procctl.h>
#include <sys/wait.h>

#define PR_SET_PDEATHSIG 1
#define prctl(set_pdeathsig, sig) \
	procctl(P_PID, 0, PROC_PDEATHSIG_CTL, &(int){ sig })

#endif /* COMPAT_SYS_PRCTL_H */
