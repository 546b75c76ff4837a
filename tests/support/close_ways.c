/* SPDX-License-Identifier: BSD-2-Clause */
/* The ways in which descriptors come to be closed; see close_ways.h. */
#include "close_ways.h"

#include "calls.h"

#define UNSHARE_FLAG 2u /* CLOSE_RANGE_UNSHARE */
#define CLOEXEC_FLAG 4u /* CLOSE_RANGE_CLOEXEC, since Linux 5.11 */

/* What the kernel refuses to do; 0: nothing. */
static const struct way {
	const char *name;
	int close_range; /* the error that it gives */
	uint32_t flag;   /* with this flag alone; 0: always */
	bool no_proc;    /* /proc/self/fd can't be listed */
} ways[] = {
	{ "close_range", 0, 0, false },
	{ "ENOSYS: /proc", ENOSYS, 0, false },
	{ "EPERM: /proc", EPERM, 0, false },
	{ "ENOSYS: numbers", ENOSYS, 0, true },
	{ "EPERM: numbers", EPERM, 0, true },
	{ "no UNSHARE flag", EINVAL, UNSHARE_FLAG, false },
	{ "no CLOEXEC flag", EINVAL, CLOEXEC_FLAG, false },
	{ "no CLOEXEC flag: numbers", EINVAL, CLOEXEC_FLAG, true },
};

struct job {
	const struct way *way;
	const struct spawn_family *f;
	int (*body)(const struct spawn_family *);
};

/* Refusals are for good, hence a child for each way. */
static int
do_job(void *arg)
{
	const struct job *job = arg;
	int error = 0;

	close_all();
	if (job->way->close_range != 0)
		error = refuse_syscall_if_arg(SYS_close_range, 2,
		    job->way->flag, job->way->flag, job->way->close_range);
	if (error == 0 && job->way->no_proc)
		error = refuse_syscall(SYS_getdents64, ENOSYS);
	if (error != 0) {
		(void)complain("no seccomp filter: %s", strerror(error));
		return (77);
	}
	return (job->body(job->f));
}

void
by_each_way(int (*body)(const struct spawn_family *))
{
	const struct way *row;
	struct job job = { .body = body };

	FOR_EACH_ROW(row, ways)
	{
		job.way = row;
		job.f = family_spawnx();
		expect_child(do_job, &job);
		job.f = family_host_names();
		expect_child(do_job, &job);
		job.f = family_sharing();
		expect_child(do_job, &job);
	}
}
