/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * traceme: the program stops before its first instruction, and the caller, whom
 * nothing keeps waiting, can go on with it.
 *
 * Extension.
 */
#include "forked.h"

#include <sys/ptrace.h>

static int
check_traced(pid_t pid)
{
	int bad = 0, status = wait_for(pid);

	bad += check(WIFSTOPPED(status));
	bad += check_int(WSTOPSIG(status), SIGTRAP);
	bad += check_int(ptrace(PTRACE_CONT, pid, NULL, NULL), 0);
	status = wait_for(pid);
	return (
	    bad + check(WIFEXITED(status)) + check_int(WEXITSTATUS(status), 0));
}

static int
trace_child(void *arg)
{
	spawnx_pending_t *p;
	posix_spawnattr_t attr;
	pid_t pid;
	int bad = check_int(spawnx_attr_init(&attr), 0);

	(void)arg;
	bad += check_int(spawnx_attr_settraceme(&attr, 1), 0);
	bad += check_int(
	    spawnx_spawn(&pid, "/bin/true", NULL, &attr, ARGV("true"), environ),
	    0);
	bad += check_traced(pid);
	bad += check_int(spawnx_start(&p, 0, "/bin/true", NULL, &attr,
			     ARGV("true"), environ),
	    0);
	bad += check_int(spawnx_finish(p, &pid), 0);
	bad += check_traced(pid);
	bad += check_int(
	    spawnx_spawn(&pid, "/none", NULL, &attr, ARGV("x"), environ),
	    ENOENT);
	bad += check(!has_child());
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_traced(void **state)
{
	(void)state;
	on_each_way(trace_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_traced),
	};

	return (run_cases(cases));
}
