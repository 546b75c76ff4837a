/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The memory of a start is hidden from forks, and for a child that is to have a
 * copy of it, it is shown for a moment.  Where a filter that came later refuses
 * that, the start fails: such a child would find no request, and run nothing.
 *
 * Extension: spawnx_start(3); libspawnx(7), System calls.
 */
#include "check.h"
#include "forked.h"

#include <sys/syscall.h>

static char *const argv[] = { (char *)(uintptr_t) "sh",
	(char *)(uintptr_t) "-c", (char *)(uintptr_t) "exit 42", NULL };

static int
start(unsigned flags, const posix_spawnattr_t *attr, pid_t *pid)
{
	spawnx_pending_t *p = NULL;
	int rc = spawnx_start(&p, flags, "/bin/sh", NULL, attr, argv, environ);

	if (rc == 0 && (flags & SPAWNX_HELD) != 0)
		rc = spawnx_release(p);
	return (rc != 0 ? rc : spawnx_finish(p, pid));
}

static int
works(unsigned flags, const posix_spawnattr_t *attr)
{
	pid_t pid = -1;
	int bad = check_int(start(flags, attr, &pid), 0);

	return (bad + check_int(wait_for(pid), 42 << 8));
}

static int
refuse(
    unsigned flags, const posix_spawnattr_t *attr, const spawnx_failure_t *why)
{
	pid_t pid = -1;
	int bad;

	errno = 77;
	bad = check_int(start(flags, attr, &pid), EPERM);
	bad += check_int(errno, 77) + check_int(pid, -1);
	bad += check_int(why->step, SPAWNX_STEP_CLONE);
	return (bad + check(!has_child()));
}

/* before: there is memory of an earlier start already. */
static int
refused_child(void *before)
{
	const int fds = count_fds();
	spawnx_failure_t why = { .error = 0 };
	posix_spawnattr_t attr;
	int bad = 0;

	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &why), 0);
	bad += check_int(spawnx_attr_setids(&attr, 4711, 4711), 0);
	if (before != NULL)
		bad += works(0, NULL);
	if (refuse_syscall(SYS_madvise, EPERM) != 0)
		return (77);
	for (int i = 0; i < 3; i++)
		bad +=
		    before != NULL ? refuse(0, &attr, &why) : works(0, &attr);
	if (spawnx_can(SPAWNX_CAN_HELD))
		bad += before != NULL ? refuse(SPAWNX_HELD, &attr, &why)
				      : works(SPAWNX_HELD, &attr);
	bad += check_int(spawnx_attr_destroy(&attr), 0);
	return (bad + check_int(count_fds(), fds));
}

static void
test_refused_later(void **state)
{
	static char before[] = "";

	(void)state;
	skip_unless_root();
	on_each_way(refused_child, before);
}

static void
test_refused_from_the_start(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(refused_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_refused_later),
		CASE(test_refused_from_the_start),
	};

	return (run_cases(cases));
}
