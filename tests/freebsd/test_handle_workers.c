/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Before 15.1 a child with a handle answers through a pipe, and processes that
 * another thread forks at that moment have it as well: the spawn waits for its
 * child, not for them.
 */
#include "workers.h"

#include <sys/param.h>
#include <sys/sysctl.h>
#include <sys/user.h>

/* What the library has these for. */
#if defined(__LP64__)
#define SIZE   1088
#define OFFSET 368
#elif defined(__i386__)
#define SIZE   768
#define OFFSET 296
#else
#define SIZE   816
#define OFFSET 312
#endif
_Static_assert(
    sizeof(struct kinfo_proc) == SIZE &&
	offsetof(struct kinfo_proc, ki_flag) == OFFSET &&
	sizeof(((struct kinfo_proc *)NULL)->ki_flag) == sizeof(long) &&
	P_EXEC == 0x4000,
    "src/os/freebsd/sys.h");

#define MANY 30

/* They outlive the spawns, and end of themselves if those hang. */
static void *
fork_many(void *arg)
{
	struct worker *w = arg;
	pid_t pids[MANY];
	int n;

	for (n = 0; n < MANY && !atomic_load(&done); n++) {
		pids[n] = fork();
		if (pids[n] == 0) {
			(void)alarm(120);
			(void)pause();
			_exit(0);
		}
		sleep_ms(5);
	}
	while (!atomic_load(&done))
		sleep_ms(5);
	while (n-- > 0) {
		w->w_bad += check_int(kill(pids[n], SIGKILL), 0);
		w->w_bad += check_int(wait_for(pids[n]), SIGKILL);
	}
	return (NULL);
}

static int
spawn_two(void)
{
	int handle = -1, bad;
	pid_t pid;

	bad = check_int(spawnx_spawn_handle(&handle, &pid, "/bin/true", NULL,
			    NULL, ARGV("true"), environ),
	    0);
	bad += check_int(wait_for(pid), 0) + check_int(close(handle), 0);
	return (bad + check_int(spawnx_spawn_handle(&handle, &pid, "/none",
				    NULL, NULL, ARGV("none"), environ),
			  ENOENT));
}

static int
spawning_child(void *arg)
{
	struct worker forker;
	int i, bad = 0;

	(void)arg;
	(void)alarm(60);
	start(&forker, 1, fork_many);
	for (i = 0; i < MANY && bad == 0; i++)
		bad += spawn_two();
	atomic_store(&done, true);
	return (bad + join(&forker, 1) + check(!has_child()));
}

static void
test_forks_meanwhile(void **state)
{
	(void)state;
	expect_child(spawning_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_forks_meanwhile),
	};

	return (run_cases(cases));
}
