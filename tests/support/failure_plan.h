/* SPDX-License-Identifier: BSD-2-Clause */
/* A spawn that has to fail, from each of the ways to spawn. */
#ifndef FAILURE_PLAN_H
#define FAILURE_PLAN_H

#include "forked.h"
#include "needs.h"

#define UNTOUCHED 4711

typedef int entry_fn(pid_t *, const char *, const posix_spawn_file_actions_t *,
    const posix_spawnattr_t *, char *const[], char *const[]);

#if LINUX_CALLS

static int
handle_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	int handle, rc;

	rc = spawnx_spawn_handle(&handle, pid, path, fa, at, argv, envp);
	if (rc == 0)
		(void)close(handle);
	return (rc);
}

static int
handle_spawnp(pid_t *pid, const char *file,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[])
{
	int handle, rc;

	rc = spawnx_spawnp_handle(&handle, pid, file, fa, at, argv, envp);
	if (rc == 0)
		(void)close(handle);
	return (rc);
}

/* The process number is the one thing that these two don't give. */
static int
pidfd(spawn_fn *spawn, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	int handle, rc;

	rc = spawn(&handle, path, fa, at, argv, envp);
	if (rc != 0)
		return (rc);
	(void)close(handle);
	return (0);
}

static int
pidfd_one(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	(void)pid;
	return (
	    pidfd(family_host_names()->pidfd_spawn, path, fa, at, argv, envp));
}

static int
pidfd_two(pid_t *pid, const char *file, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	(void)pid;
	return (
	    pidfd(family_host_names()->pidfd_spawnp, file, fa, at, argv, envp));
}

#endif

static int
share_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	return (family_sharing()->spawn(pid, path, fa, at, argv, envp));
}

static int
share_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	return (family_sharing()->spawnp(pid, file, fa, at, argv, envp));
}

static const struct {
	const char *name;
	entry_fn *spawn;
	bool handle;
} entries[] = {
	{ "spawnx_spawn", spawnx_spawn, false },
	{ "spawnx_spawnp", spawnx_spawnp, false },
	{ "posix_spawn", posix_spawn, false },
	{ "posix_spawnp", posix_spawnp, false },
	{ "spawnx_start", share_spawn, false },
	{ "spawnx_startp", share_spawnp, false },
#if LINUX_CALLS /* elsewhere all that these do is ENOTSUP */
	{ "spawnx_spawn_handle", handle_spawn, true },
	{ "spawnx_spawnp_handle", handle_spawnp, true },
	{ "pidfd_spawn", pidfd_one, true },
	{ "pidfd_spawnp", pidfd_two, true },
#endif
};

/* One failing spawn: what is asked for, and what is to be told. */
struct plan {
	const char *path; /* NULL: report_program() */
	bool no_argv;
	posix_spawn_file_actions_t *actions;
	short flags;
	pid_t pgroup;
	int priority;
	int error;
	enum spawnx_step step;
	int index;
};

/* What is set applies: only what the flags are about. */
static void
make_attr(posix_spawnattr_t *attr, const struct plan *plan)
{
	struct sched_param param;

	memset(&param, 0, sizeof(param));
	param.sched_priority = plan->priority;
	(void)spawnx_attr_init(attr);
	(void)spawnx_attr_setflags(attr, plan->flags);
	if (plan->flags & POSIX_SPAWN_SETPGROUP)
		(void)spawnx_attr_setpgroup(attr, plan->pgroup);
	if (plan->flags &
	    (POSIX_SPAWN_SETSCHEDPARAM | POSIX_SPAWN_SETSCHEDULER))
		(void)spawnx_attr_setschedparam(attr, &param);
	if (plan->flags & SPAWNX_SETCGROUP)
		(void)spawnx_attr_setcgroup(attr, 1000);
}

/* From every entry point; returns what is wrong, because it may be a child. */
static inline int
try_plan(const struct plan *plan)
{
	const char *path = plan->path == NULL ? report_program() : plan->path;
	char **argv = ARGV("report", "none");
	posix_spawnattr_t attr;
	int bad = 0;
	pid_t pid;

	make_attr(&attr, plan);
	for (size_t i = 0; i < COUNT(entries); i++) {
		spawnx_failure_t where = { .error = UNTOUCHED, .index = -1 };
		int now = 0;

		if (entries[i].handle && !kernel_has(NEED_PIDFDS))
			continue;
		now += check_int(spawnx_attr_setfailure(&attr, &where), 0);
		now += check(failure_clean(plan->error, &pid,
		    entries[i].spawn(&pid, path, plan->actions, &attr,
			plan->no_argv ? NULL : argv, environ)));
		now += check_int(where.error, plan->error);
		now += check_int(where.step, plan->step);
		now += check_int(where.index, plan->index);
		if (now != 0)
			(void)complain("by %s", entries[i].name);
		bad += now;
	}
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

#endif /* FAILURE_PLAN_H */
