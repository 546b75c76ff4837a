/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pidfd_spawn() and pidfd_spawnp() answer as glibc's do where our own names
 * answer in another way: without a place for the descriptor, and on a kernel
 * that has none.
 *
 * Extension, as in glibc 2.39.
 */
#include "filter.h"
#include "forked.h"
#include "needs.h"

struct entry {
	const char *name;
	spawn_fn *spawn;
};

static int
failure(const struct entry *e, int error, int *handle, const char *path,
    char *const argv[])
{
	if (failure_clean(error, handle,
		e->spawn(handle, path, NULL, NULL, argv, environ)))
		return (0);
	return (complain("by %s", e->name));
}

/* There is no descriptor then, but a child. */
static int
unwanted_child(void *arg)
{
	char **argv = ARGV("report", "none", "exit=3");
	const struct entry *e = arg;
	struct world world;
	int status = -1, bad;

	world_take(&world);
	bad = check_int(
	    e->spawn(NULL, report_program(), NULL, NULL, argv, environ), 0);
	bad += check(waitpid(-1, &status, 0) > 0);
	bad += check_int(status, 3 << 8);
	bad += failure(e, ENOENT, NULL, "/none", argv);
	bad += failure(e, EINVAL, NULL, "/none", NULL);
	return (bad + world_check(&world));
}

/*
 * A kernel without pidfds refuses the flag of clone() and that of waitid();
 * the second tells it from other reasons not to support something.
 */
static int
old_child(void *arg)
{
	char **argv = ARGV("report", "none");
	const struct entry *e = arg;
	int bad, handle;

	if (refuse_syscall(SYS_clone3, ENOSYS) != 0 ||
	    refuse_syscall_if_arg(
		SYS_clone, CLONE_FLAGS_ARG, 0x1000, 0x1000, EINVAL) != 0)
		return (77);
	bad = failure(e, ENOTSUP, &handle, report_program(), argv);
	if (refuse_syscall_if_arg(SYS_waitid, 0, ~0U, P_PIDFD, EINVAL) != 0)
		return (77);
	return (bad + failure(e, ENOSYS, &handle, report_program(), argv));
}

/* A child that writes has a copy of the memory, or is held: the same answer. */
static int
old_copied_child(void *unused)
{
	const char *const writes[] = { "/dev/null", "x" };
	char **argv = ARGV("report", "none");
	posix_spawnattr_t at;
	spawnx_pending_t *p;
	int bad, handle;
	pid_t pid;

	(void)unused;
	bad = check_int(spawnx_attr_init(&at), 0);
	bad += check_int(spawnx_attr_setwrites(&at, 1, writes), 0);
	if (refuse_syscall(SYS_clone3, ENOSYS) != 0 ||
	    refuse_syscall_if_arg(
		SYS_clone, CLONE_FLAGS_ARG, 0x1000, 0x1000, EINVAL) != 0)
		return (77);
	/* Each once more when the first child has shown what memory does. */
	for (int i = 0; i < 2; i++) {
		bad +=
		    check_int(spawnx_spawn_handle(&handle, &pid,
				  report_program(), NULL, &at, argv, environ),
			ENOTSUP);
		bad +=
		    check_int(spawnx_start(&p, SPAWNX_HANDLE | SPAWNX_POLLABLE,
				  report_program(), NULL, &at, argv, environ),
			ENOTSUP);
		bad += check_int(spawnx_spawn(&pid, report_program(), NULL,
				     NULL, argv, environ),
		    0);
		bad += check_int(wait_for(pid), 0);
	}
	return (bad + check_int(spawnx_attr_destroy(&at), 0));
}

static void
each(int (*child)(void *), void (*run)(int (*)(void *), void *))
{
	const struct spawn_family *f = family_host_names();
	struct entry entries[] = { { "pidfd_spawn", f->pidfd_spawn },
		{ "pidfd_spawnp", f->pidfd_spawnp } };

	for (size_t i = 0; i < COUNT(entries); i++)
		run(child, &entries[i]);
}

static void
test_no_handle_is_wanted(void **state)
{
	(void)state;
	each(unwanted_child, on_each_way);
}

static void
test_no_pidfds(void **state)
{
	(void)state;
	need(NEED_PIDFDS);
	each(old_child, expect_child);
}

static void
test_no_pidfds_and_a_copy(void **state)
{
	(void)state;
	expect_child(old_copied_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_no_handle_is_wanted),
		CASE(test_no_pidfds),
		CASE(test_no_pidfds_and_a_copy),
	};

	return (run_cases(cases));
}
