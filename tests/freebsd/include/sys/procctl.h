/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SYS_PROCCTL_H
#define FACTS_SYS_PROCCTL_H

#include <sys/types.h>
#include <sys/wait.h>

#define PROC_REAP_ACQUIRE    2
#define PROC_REAP_STATUS     4
#define PROC_REAP_GETPIDS    5
#define PROC_REAP_KILL       6

#define REAPER_PIDINFO_CHILD 2

struct procctl_reaper_status {
	u_int rs_flags;
	u_int rs_children;
	u_int rs_descendants;
	pid_t rs_reaper;
	pid_t rs_pid;
	u_int rs_pad0[15];
};

struct procctl_reaper_pidinfo {
	pid_t pi_pid;
	pid_t pi_subtree;
	u_int pi_flags;
	u_int pi_pad0[15];
};

struct procctl_reaper_pids {
	u_int rp_count;
	u_int rp_pad0[15];
	struct procctl_reaper_pidinfo *rp_pids;
};

struct procctl_reaper_kill {
	int rk_sig;
	u_int rk_flags;
	pid_t rk_subtree;
	u_int rk_killed;
	pid_t rk_fpid;
	u_int rk_pad0[15];
};

int procctl(idtype_t, id_t, int, void *);

#endif /* FACTS_SYS_PROCCTL_H */
