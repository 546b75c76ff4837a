/* SPDX-License-Identifier: BSD-2-Clause */
/* What the kernel has, for test cases; see needs.h. */
#include "needs.h"

#include "support.h"

/* On other systems, a test knows what is not there. */
#ifdef __linux__
#define NEED_ROW(need, probe, why) [NEED_##need] = { probe, why },
#else
#define NEED_ROW(need, probe, why) [NEED_##need] = { NULL, why },
#endif

static const struct {
	bool (*probe)(void);
	const char *why;
} needs[NEED_END] = { NEEDS(NEED_ROW) };

static bool
ask(enum need need)
{
	pid_t pid;

	if (needs[need].probe == NULL)
		return (true);
	pid = fork();
	if (pid == 0)
		_exit(!needs[need].probe());
	return (pid > 0 && wait_for(pid) == 0);
}

bool
kernel_has(enum need need)
{
	static signed char known[NEED_END];
	const int saved = errno;

	if (need == NEED_NOTHING)
		return (true);
	if (known[need] == 0)
		known[need] = ask(need) ? 1 : -1;
	errno = saved;
	return (known[need] > 0);
}

void
need(enum need need)
{
	if (!kernel_has(need))
		skip_because("%s", needs[need].why);
}

int
skip_for(enum need need)
{
	return (skip_all(needs[need].why));
}
