/* SPDX-License-Identifier: BSD-2-Clause */
/* The ways in which Linux makes a child; see forked.h. */
#include "forked.h"

#define EXIT_SKIP 77

struct call {
	int (*c_fn)(void *);
	void *c_arg;
};

static int
without_clone3(void *arg)
{
	struct call *call = arg;

	if (refuse_syscall(SYS_clone3, ENOSYS) != 0) {
		(void)complain("no system call can be refused here");
		return (EXIT_SKIP);
	}
	return (call->c_fn(call->c_arg));
}

static int
with_copied_memory(void *arg)
{
	if (refuse_shared_memory(EINVAL) != 0) {
		(void)complain("no system call can be refused here");
		return (EXIT_SKIP);
	}
	return (without_clone3(arg));
}

void
on_each_way(int (*fn)(void *), void *arg)
{
	struct call call = { fn, arg };

	(void)row_enter("with clone3");
	expect_child(fn, arg);
	(void)row_enter("without clone3");
	expect_child(without_clone3, &call);
	(void)row_enter("with copied memory");
	expect_child(with_copied_memory, &call);
	(void)row_enter(NULL);
}

bool
first_start_is_free(void)
{
	return (BACKEND_IS_ASM || getenv("SPAWNX_TEST_BY_CLONE") != NULL);
}

/* The first child by clone() is waited for, and the first that is started. */
int
start_by_clone(void)
{
	spawnx_pending_t *p;
	pid_t pid;

	if (!STARTS_BY_CLONE) {
		(void)complain("starts wait here");
		return (EXIT_SKIP);
	}
	if (refuse_syscall(SYS_clone3, ENOSYS) != 0) {
		(void)complain("no system call can be refused here");
		return (EXIT_SKIP);
	}
	for (int i = 0; i < 2; i++) {
		if (spawnx_start(&p, 0, "/bin/true", NULL, NULL, ARGV("true"),
			environ) != 0 ||
		    spawnx_finish(p, &pid) != 0 || wait_for(pid) != 0)
			return (complain("no start by clone()"));
	}
	return (0);
}
