/* SPDX-License-Identifier: BSD-2-Clause */
/* A run of a scenario in a process of its own; see oracle.h. */
#include "oracle.h"

#include "calls.h"

#include <sys/resource.h>

#define LAST_FD 1023

void
oracle_clean_process(void)
{
	struct rlimit lim;

	if (getrlimit(RLIMIT_CORE, &lim) == 0) {
		lim.rlim_cur = 0;
		(void)setrlimit(RLIMIT_CORE, &lim);
	}
	if (syscall(SYS_close_range, 3, ~0U, 0) != 0) {
		for (int fd = 3; fd <= LAST_FD; fd++)
			(void)close(fd);
	}
	while (open("/dev/null", O_RDWR) < 2)
		continue;
	for (int fd = 3; fd <= 5; fd++)
		(void)close(fd);
	/* Sanitizers have handlers of their own: libc is to die by itself. */
	(void)signal(SIGSEGV, SIG_DFL);
}

static int
run_in_child(void *arg)
{
	struct leg *leg = arg;
	struct run run = { .run_f = leg->leg_f, .run_out = leg->leg_out };

	oracle_clean_process();
	if (leg->leg_no_clone3 && refuse_syscall(SYS_clone3, ENOSYS) != 0)
		(void)no_step(&run, "no seccomp");
	else
		oracle_run(&run, leg->leg_sc);
	return 0;
}

void
oracle_run_leg(struct leg *leg)
{
	const char *file;
	int rc;

	memset(leg->leg_out, 0, sizeof(*leg->leg_out));
	leg->leg_out->oc_status = -1;
	rc = in_child(run_in_child, leg);
	leg->leg_out->oc_died = rc < 0 ? -rc : rc;
	file = test_path(ORACLE_REPORT);
	leg->leg_report = report_read(file);
	(void)unlink(file);
}
