/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SYS_SYSCTL_H
#define FACTS_SYS_SYSCTL_H

#define CTL_KERN       1
#define KERN_PROC      14
#define KERN_PROC_PID  1
#define KERN_OSRELDATE 24
#define KERN_PROC_NFDS 43

#endif /* FACTS_SYS_SYSCTL_H */
