/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program that gets another RLIMIT_STACK leaves the caller's stack as it is:
 * the BSDs take access to what is beyond the limit from the memory of whoever
 * sets it, which may be the caller's as well.
 *
 * Extension: spawnx_attr_setrlimit().
 */
#include "forked.h"

#include <sys/resource.h>

#define LIMIT (1UL << 20)
#define DEEP  (2UL << 20)

/* Down to there; a caller without that much stack would not come back. */
static __attribute__((noinline)) int
use_stack(void)
{
	volatile char deep[DEEP];
	size_t i;
	int sum = 0;

	for (i = sizeof(deep); i > 0; i -= 1024) {
		deep[i - 1] = 1;
		sum += deep[i - 1];
	}
	return (sum);
}

static int
check_limit(const posix_spawnattr_t *attr, bool used)
{
	struct report *r;
	int bad, error;

	error =
	    try_report(&r, family_spawnx(), NULL, NULL, attr, NULL, environ);
#ifdef __NetBSD__
	/* It may refuse less than has ever been used. */
	if (used && error == EINVAL)
		return (0);
#endif
	(void)used;
	bad = check_int(error, 0);
	if (bad != 0)
		return (bad);
	bad = check_string(report_get(r, "rlimit.stack"), "1048576:1048576");
	report_free(r);
	return (bad);
}

/* Of a stack that has been that deep before, or will be. */
static int
limit_child(void *arg)
{
	const struct rlimit limit = { LIMIT, LIMIT };
	const bool used = *(const bool *)arg;
	posix_spawnattr_t attr;
	int bad;

	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setrlimit(&attr, RLIMIT_STACK, &limit), 0);
	bad += check(!used || use_stack() > 0);
	bad += check_limit(&attr, used);
	bad += check(use_stack() > 0);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_callers_stack(void **state)
{
	bool used = false;

	(void)state;
	on_each_way(limit_child, &used);
	used = true;
	on_each_way(limit_child, &used);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_callers_stack),
	};

	return (run_cases(cases));
}
