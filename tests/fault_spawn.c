/* SPDX-License-Identifier: BSD-2-Clause */
/* The process that a fault is put into; see fault_spawn.h. */
#include "fault_spawn.h"

#include <sys/resource.h>

#define CLONE_VM_BIT 0x100

static struct world world;

const struct way fault_ways[FAULT_WAYS] = {
	{ .wy_name = "clone3" },
	{ .wy_name = "clone", .wy_no_clone3 = true },
	{ .wy_name = "copy", .wy_no_clone3 = true, .wy_no_sharing = true },
	{ .wy_name = "walk", .wy_no_close_range = true },
	{ .wy_name = "start", .wy_start = true },
};

/* -- Errors -- */

#define CHOOSE(turn, ...)          \
	((const int[]){            \
	    __VA_ARGS__ }[(turn) % \
			  (sizeof((int[]){ __VA_ARGS__ }) / sizeof(int))])

int
fault_child_error(const struct fault_call *call, size_t turn)
{
	switch (call->fc_number) {
	case SYS_execve:
		return (CHOOSE(turn, ENOMEM, EACCES, ENOENT, EPERM, ETXTBSY));
	case SYS_close_range:
		return (CHOOSE(turn, EPERM, ENOSYS, ENOMEM, EINVAL));
	case SYS_openat:
		if (call->fc_args[2] & O_DIRECTORY)
			return (CHOOSE(turn, ENFILE, EINTR, EPERM));
		return (CHOOSE(turn, EMFILE, EINTR, EPERM));
	case SYS_dup3:
	case CALL_fcntl:
		return (CHOOSE(turn, EMFILE, EINTR, EPERM));
	case SYS_write:
		/* Without an answer there is none: the child has exited. */
		return (EINTR);
	default:
		return (CHOOSE(turn, EPERM, ENOSYS, ENOMEM, EINTR));
	}
}

/* The calls whose failure a process has to expect. */
int
fault_process_error(const struct fault_call *call, size_t turn)
{
	switch (call->fc_number) {
	case SYS_clone3:
		return (CHOOSE(turn, EAGAIN, EPERM, ENOMEM, ENOSYS, EINVAL));
	case SYS_clone:
		return (CHOOSE(turn, EAGAIN, EINVAL, ENOMEM));
	case SYS_pipe2:
		return (CHOOSE(turn, EMFILE, ENFILE));
	case SYS_rt_sigprocmask:
		/* Blocking; that the mask is put back can't fail. */
		return (call->fc_args[2] != 0 ? EPERM : 0);
	case CALL_mmap:
	case SYS_mprotect:
		return (ENOMEM);
	case SYS_read:
	case SYS_wait4:
	case SYS_futex:
		return (EINTR);
	default:
		return (0);
	}
}

/* -- What is wanted -- */

/* The directories of PATH that can be part of a path. */
static int
count_paths(const char *file)
{
	const char *dirs = getenv("PATH");
	int n = 0;
	size_t len;

	if (*file == '\0' || strchr(file, '/') != NULL ||
	    strlen(file) > NAME_MAX)
		return (1);
	if (dirs == NULL)
		return (-1);
	for (;; dirs += len + 1) {
		len = strcspn(dirs, ":");
		n += len < PATH_MAX;
		if (dirs[len] == '\0')
			return (n);
	}
}

static void
note_wanted(struct run *run, struct wanted *wa)
{
	struct rlimit limit;

	(void)spawnx_attr_getflags(&run->run_at, &wa->wa_flags);
	wa->wa_handle = run->run_spawn != NULL;
	if (wa->wa_handle)
		wa->wa_start = false;
	wa->wa_paths = run->run_search && run->run_path != NULL
			   ? count_paths(run->run_path)
			   : 1;
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
		wa->wa_limit = (int)limit.rlim_cur;
	if (!run->run_use_fa ||
	    spawnx_file_actions_count(&run->run_fa, &wa->wa_actions) != 0)
		wa->wa_actions = 0;
	for (size_t i = 0; i < wa->wa_actions && i < MOST_ACTIONS; i++)
		(void)spawnx_file_actions_get(&run->run_fa, i,
		    &wa->wa_action[i], sizeof(wa->wa_action[i]));
	wa->wa_known = wa->wa_actions <= MOST_ACTIONS;
}

/* -- The hooks -- */

static void
before(struct run *run)
{
	struct seen *seen = run->run_hook;

	run->run_use_at = true;
	seen->se_where.error = WHERE_UNTOUCHED;
	(void)spawnx_attr_setfailure(&run->run_at, &seen->se_where);
	note_wanted(run, &seen->se_wanted);
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
	rc = spawnx_start(&p, SPAWNX_POLLABLE, path, fa, at, argv, envp);
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
	rc = spawnx_startp(&p, SPAWNX_POLLABLE, file, fa, at, argv, envp);
	if (rc == 0)
		rc = spawnx_finish(p, pid);
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
		rc = refuse_syscall_if_arg(
		    SYS_clone, 0, CLONE_VM_BIT, CLONE_VM_BIT, EINVAL);
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
	struct spawn_family family = *family_spawnx();
	struct run run = { .run_f = &family,
		.run_out = &seen->se_outcome,
		.run_before = before,
		.run_after = after,
		.run_hook = seen };

	family.pidfd_spawn = family_host_names()->pidfd_spawn;
	family.pidfd_spawnp = family_host_names()->pidfd_spawnp;
	family.spawn = way->wy_start ? marked_start : marked_spawn;
	family.spawnp = way->wy_start ? marked_startp : marked_spawnp;
	seen->se_wanted.wa_reset = !BACKEND_IS_ASM || way->wy_no_clone3;
	seen->se_wanted.wa_report = way->wy_no_sharing;
	seen->se_wanted.wa_start = way->wy_start;
	oracle_clean_process();
	if (refuse(way) != 0)
		return (77);
	oracle_run(&run, job->fj_scenario);
	return (0);
}
