/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The spawn, the wait, and the exit status.
 */
#include <sys/ptrace.h>
#include <sys/wait.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"

static int
spawn_pending(struct cmd *cm, pid_t *pid, int *handle, struct cmd_times *ti)
{
	spawnx_pending_t *pending;
	const spawnx_options_t options = {
		.flags = (cm->cm_no_search ? 0 : SPAWNX_SEARCH) |
			 (cm->cm_share_files ? SPAWNX_SHAREFILES : 0),
		.handle = cm->cm_handle ? handle : NULL,
		.pending = &pending,
	};
	int error;

	error = spawnx_spawn_with(pid, cm->cm_file, &cm->cm_actions,
	    &cm->cm_attr, cm->cm_argv, environ, &options, sizeof(options));
	ti->ti_started = cmd_now();
	return (error != 0 ? error : spawnx_finish(pending, pid));
}

static int
spawn_detached(struct cmd *cm, pid_t *pid, int *handle)
{
	const spawnx_options_t options = {
		.flags =
		    SPAWNX_DETACHED | (cm->cm_no_search ? 0 : SPAWNX_SEARCH),
		.handle = cm->cm_handle ? handle : NULL,
	};

	return (spawnx_spawn_with(pid, cm->cm_file, &cm->cm_actions,
	    &cm->cm_attr, cm->cm_argv, environ, &options, sizeof(options)));
}

static int
spawn_handle(struct cmd *cm, pid_t *pid, int *handle)
{
	return ((cm->cm_no_search ? spawnx_spawn_handle : spawnx_spawnp_handle)(
	    handle, pid, cm->cm_file, &cm->cm_actions, &cm->cm_attr,
	    cm->cm_argv, environ));
}

static int
spawn_plain(struct cmd *cm, pid_t *pid)
{
	return ((cm->cm_no_search ? spawnx_spawn : spawnx_spawnp)(pid,
	    cm->cm_file, &cm->cm_actions, &cm->cm_attr, cm->cm_argv, environ));
}

static int
spawn(struct cmd *cm, pid_t *pid, int *handle, struct cmd_times *ti)
{
	int error;

	ti->ti_begin = cmd_now();
	if (cm->cm_start)
		error = spawn_pending(cm, pid, handle, ti);
	else if (cm->cm_detach)
		error = spawn_detached(cm, pid, handle);
	else if (cm->cm_handle)
		error = spawn_handle(cm, pid, handle);
	else
		error = spawn_plain(cm, pid);
	ti->ti_spawned = cmd_now();
	return (error);
}

#ifdef CMD_P_PIDFD
static int
wait_handle(int handle, siginfo_t *info, int how)
{
	return (waitid(P_PIDFD, (id_t)handle, info, how));
}
#else
/* poll() is possible everywhere, and does not tell of a stop. */
static int
wait_handle(int handle, siginfo_t *info, int how)
{
	(void)handle;
	(void)info;
	(void)how;
	errno = EINVAL;
	return (-1);
}
#endif

/*
 * Until the program stops or ends, which is seen again by the next wait.  By
 * the handle where that is possible (Linux 5.4).
 */
static int
wait_change(pid_t pid, int handle, siginfo_t *info)
{
	const int how = WEXITED | WSTOPPED | WNOWAIT;
	int rc = -1;

	do {
		errno = EINVAL;
		if (handle >= 0)
			rc = wait_handle(handle, info, how);
		if (rc != 0 && errno == EINVAL)
			rc = waitid(P_PID, (id_t)pid, info, how);
	} while (rc != 0 && errno == EINTR);
	return (rc);
}

/* A program that is traced by this process goes on, and is so no more. */
static bool
is_let_go(pid_t pid, const siginfo_t *info)
{
	return (info->si_code == CLD_TRAPPED &&
		ptrace(PT_DETACH, pid, (void *)1, 0L) == 0);
}

/* Until it is reaped its process ID is no other's. */
static int
wait_for(pid_t pid, int handle, struct cmd_times *ti)
{
	siginfo_t info;
	int status;
	bool late;

	while (wait_change(pid, handle, &info) == 0 &&
	       (info.si_code == CLD_STOPPED || info.si_code == CLD_TRAPPED))
		if (!is_let_go(pid, &info))
			cmd_job_stopped(info.si_status);
	ti->ti_ended = cmd_now();
	cmd_job_ended();
	cmd_forward_end();
	cmd_limit_ended();
	if (wait4(pid, &status, 0, &ti->ti_usage) != pid) {
		cmd_line("%ld: %s\n", (long)pid, strerror(errno));
		return (EXIT_OURS);
	}
	late = cmd_limit_after();
	ti->ti_reaped = cmd_now();
	if (late)
		return (EXIT_LATE);
	if (WIFSIGNALED(status))
		return (EXIT_BY_SIGNAL + WTERMSIG(status));
	return (WEXITSTATUS(status));
}

static int
spawn_failed(struct cmd *cm, const struct cmd_times *ti)
{
	if (cm->cm_time)
		cmd_times_failed(ti);
	return (cmd_failed(cm));
}

/* It is no job of ours: no signal is passed on, and no terminal taken back. */
static int
run_detached(struct cmd *cm)
{
	struct cmd_times ti;
	int handle;
	pid_t pid;

	memset(&ti, 0, sizeof(ti));
	if (spawn(cm, &pid, &handle, &ti) != 0)
		return (spawn_failed(cm, &ti));
	cmd_tell_skipped(cm);
	if (cm->cm_explain)
		cmd_line("process %ld\n", (long)pid);
	if (cm->cm_time)
		cmd_times_spawned(cm, &ti);
	return (0);
}

int
cmd_run(struct cmd *cm)
{
	struct cmd_times ti;
	int handle = -1, status;
	bool stops;
	pid_t pid;

	if (cm->cm_detach)
		return (run_detached(cm));
	memset(&ti, 0, sizeof(ti));
	cmd_job_before(cm);
	cmd_forward_before(cm);
	cmd_limit_before(cm);
	if (spawn(cm, &pid, &handle, &ti) != 0) {
		cmd_job_failed(cm);
		return (spawn_failed(cm, &ti));
	}
	stops = cmd_job_began(pid);
	cmd_forward_to(pid);
	cmd_forward_stop(stops);
	cmd_limit_began(pid, handle);
	cmd_tell_skipped(cm);
	if (cm->cm_explain)
		cmd_line("process %ld\n", (long)pid);
	status = wait_for(pid, handle, &ti);
	if (handle >= 0)
		(void)close(handle);
	if (cm->cm_time) {
		cmd_times_spawned(cm, &ti);
		cmd_times_ended(&ti);
	}
	return (status);
}
