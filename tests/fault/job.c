/* SPDX-License-Identifier: BSD-2-Clause */
/* The process that a fault is put into; see job.h. */
#include "job.h"

static struct world world;
static unsigned start_flags;

const struct way fault_ways[FAULT_WAYS] = {
	{ .wy_name = "clone3" },
	{ .wy_name = "clone", .wy_no_clone3 = true },
	{ .wy_name = "copy", .wy_no_clone3 = true, .wy_no_sharing = true },
	{ .wy_name = "walk", .wy_no_close_range = true },
	{ .wy_name = "start", .wy_start = true, .wy_flags = SPAWNX_POLLABLE },
	{ .wy_name = "share", .wy_start = true, .wy_flags = SPAWNX_SHAREFILES },
	/* The last ones, because what is known is not forgotten. */
	{ .wy_name = "clone start",
	    .wy_no_clone3 = true,
	    .wy_start = true,
	    .wy_ready = true,
	    .wy_flags = SPAWNX_POLLABLE },
	{ .wy_name = "clone share",
	    .wy_no_clone3 = true,
	    .wy_start = true,
	    .wy_ready = true,
	    .wy_flags = SPAWNX_SHAREFILES },
};

/* -- The hooks -- */

static void
before(struct run *run)
{
	struct seen *seen = run->run_hook;

	run->run_use_at = true;
	(void)spawnx_attr_setfailure(&run->run_at, &seen->se_where);
	seen->se_where.error = WHERE_UNTOUCHED;
	fault_wanted(&seen->se_wanted, run);
	world_take(&world);
}

/* pidfd_spawn() gives a descriptor where the others give a number. */
static void
after(struct run *run, pid_t pid)
{
	struct seen *seen = run->run_hook;

	if (seen->se_outcome.oc_error == 0 && run->run_spawn != NULL)
		(void)close(pid);
	seen->se_bad = world_check(&world);
}

/* -- The spawns, between two marks -- */

static int
marked_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	int rc;

	fault_mark();
	rc = spawnx_spawn(pid, path, fa, at, argv, envp);
	fault_mark();
	return (rc);
}

static int
marked_spawnp(pid_t *pid, const char *file,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[])
{
	int rc;

	fault_mark();
	rc = spawnx_spawnp(pid, file, fa, at, argv, envp);
	fault_mark();
	return (rc);
}

static int
marked_start(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	spawnx_pending_t *p;
	int rc;

	fault_mark();
	rc = spawnx_start(&p, start_flags, path, fa, at, argv, envp);
	if (rc == 0)
		rc = spawnx_finish(p, pid);
	fault_mark();
	return (rc);
}

static int
marked_startp(pid_t *pid, const char *file,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[])
{
	spawnx_pending_t *p;
	int rc;

	fault_mark();
	rc = spawnx_startp(&p, start_flags, file, fa, at, argv, envp);
	if (rc == 0)
		rc = spawnx_finish(p, pid);
	fault_mark();
	return (rc);
}

/* These of the host's names give a descriptor, and have no sisters. */
static int
marked_pidfd_spawn(pid_t *pidfd, const char *path,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[])
{
	int rc;

	fault_mark();
	rc = family_host_names()->pidfd_spawn(pidfd, path, fa, at, argv, envp);
	fault_mark();
	return (rc);
}

static int
marked_pidfd_spawnp(pid_t *pidfd, const char *file,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[])
{
	int rc;

	fault_mark();
	rc = family_host_names()->pidfd_spawnp(pidfd, file, fa, at, argv, envp);
	fault_mark();
	return (rc);
}

/* -- The process -- */

static int
refuse(const struct way *way)
{
	int rc = 0;

	if (way->wy_no_clone3)
		rc = refuse_syscall(SYS_clone3, ENOSYS);
	if (rc == 0 && way->wy_no_sharing)
		rc = refuse_shared_memory(EINVAL);
	if (rc == 0 && way->wy_no_close_range)
		rc = refuse_syscall(SYS_close_range, ENOSYS);
	return (rc);
}

int
fault_process(void *arg)
{
	const struct fault_job *job = arg;
	const struct way *way = job->fj_way;
	struct seen *seen = job->fj_seen;
	struct spawn_family family = *family_like_libc();
	struct run run = { .run_f = &family,
		.run_out = &seen->se_outcome,
		.run_before = before,
		.run_after = after,
		.run_hook = seen };

	family.pidfd_spawn = marked_pidfd_spawn;
	family.pidfd_spawnp = marked_pidfd_spawnp;
	family.spawn = way->wy_start ? marked_start : marked_spawn;
	family.spawnp = way->wy_start ? marked_startp : marked_spawnp;
	seen->se_wanted.wa_reset = !BACKEND_IS_ASM || way->wy_no_clone3;
	seen->se_wanted.wa_report = way->wy_no_sharing;
	seen->se_wanted.wa_start = way->wy_start;
	seen->se_wanted.wa_ready = way->wy_ready;
	seen->se_wanted.wa_share = way->wy_flags & SPAWNX_SHAREFILES;
	start_flags = way->wy_flags;
	oracle_clean_process();
	if (refuse(way) != 0)
		return (77);
	oracle_run(&run, job->fj_scenario);
	return (0);
}
