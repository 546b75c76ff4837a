/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the tests do in several ways on Linux, by having the kernel refuse
 * system calls.  Others can't do that: which way is taken is a matter of the
 * kernel that the tests are run on.
 */
#include "close_ways.h"
#include "forked.h"

#define EXIT_SKIP 77

int
refuse_syscall_if_arg(
    long number, unsigned argno, uint32_t mask, uint32_t value, int error)
{
	(void)number;
	(void)argno;
	(void)mask;
	(void)value;
	(void)error;
	return (ENOSYS);
}

int
refuse_shared_memory(int error)
{
	(void)error;
	return (ENOSYS);
}

int
refuse_syscall(long number, int error)
{
	return (refuse_syscall_if_arg(number, 0, 0, 0, error));
}

/* A start waits on all of them, whatever makes the child. */
int
start_by_clone(void)
{
	return (EXIT_SKIP);
}

bool
first_start_is_free(void)
{
	return (false);
}

void
on_each_way(int (*fn)(void *), void *arg)
{
	expect_child(fn, arg);
}

struct job {
	const struct spawn_family *f;
	int (*body)(const struct spawn_family *);
};

static int
do_job(void *arg)
{
	const struct job *job = arg;

	close_all();
	return (job->body(job->f));
}

void
by_each_way(int (*body)(const struct spawn_family *))
{
	struct job job = { .body = body };

	FOR_EACH_FAMILY(job.f)
	expect_child(do_job, &job);
}
