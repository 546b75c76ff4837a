/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a filter refuses has no silent effect: no handler of the caller runs in
 * a child that can't reset it, and no zombie is left where one way of waiting
 * is refused.
 *
 * Not of POSIX: a process that has set its handlers and then confines itself.
 */
#include "forked.h"
#include "needs.h"

#include <sys/mman.h>

#define TIMES 40

/* -- Handlers -- */

static pid_t self;
static volatile int *hits;

static void
handler(int signo)
{
	(void)signo;
	if ((pid_t)syscall(SYS_getpid) != self)
		++*hits;
}

/* A process of the same group that signals it until it is killed. */
static pid_t
start_sender(void)
{
	const pid_t pid = fork();

	if (pid != 0)
		return (pid);
	(void)signal(SIGUSR1, SIG_IGN);
	(void)alarm(300);
	for (;;) {
		(void)kill(0, SIGUSR1);
		(void)usleep(200);
	}
}

/* That takes the child a while, in which it could be met. */
static int
set_long_search(posix_spawnattr_t *attr)
{
	static char path[20000];

	memset(path, ':', sizeof(path) - 1);
	return (spawnx_attr_setsearchpath(attr, path));
}

static int
spawn_blindly(const posix_spawnattr_t *attr, const spawnx_failure_t *where)
{
	pid_t pid = -1;
	int bad;

	bad = check_int(
	    spawnx_spawnp(&pid, "no-such-name", NULL, attr, ARGV("x"), environ),
	    EPERM);
	bad += check_int(pid, -1) + check_int(where->step, SPAWNX_STEP_ATTR);
	return (bad + check_int(where->index, SPAWNX_ATTR_SIGNALS));
}

/* The filter is the caller's; clone3() would drop handlers by itself. */
static int
handler_child(void *unused)
{
	struct sigaction sa = { .sa_handler = handler, .sa_flags = SA_RESTART };
	spawnx_failure_t where = { .error = 0 };
	posix_spawnattr_t attr;
	pid_t sender;
	int bad;

	(void)unused;
	self = getpid();
	bad = check_int(setpgid(0, 0), 0);
	bad += check_int(sigaction(SIGUSR1, &sa, NULL), 0);
	sender = start_sender();
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(set_long_search(&attr), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	if (refuse_syscall(SYS_clone3, ENOSYS) != 0)
		bad = 77;
	bad += check_int(refuse_syscall(SYS_rt_sigaction, EPERM), 0);
	for (int i = 0; i < TIMES && bad == 0; i++)
		bad += spawn_blindly(&attr, &where);
	(void)kill(sender, SIGKILL);
	(void)wait_for(sender);
	bad += check_int(*hits, 0);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_no_handler_runs(void **state)
{
	(void)state;
	hits = mmap(NULL, sizeof(*hits), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(hits != MAP_FAILED);
	on_each_way(handler_child, NULL);
	assert_int_equal(munmap((void *)(uintptr_t)hits, sizeof(*hits)), 0);
}

/* -- Zombies -- */

/* By each of the three calls that make a child that fails. */
static int
fail_each_way(void)
{
	spawnx_pending_t *p = NULL;
	int bad, handle = -1;

	bad = check_int(
	    spawnx_spawn(NULL, "/none", NULL, NULL, ARGV("x"), environ),
	    ENOENT);
	bad += check_int(spawnx_spawn_handle(&handle, NULL, "/none", NULL, NULL,
			     ARGV("x"), environ),
	    ENOENT);
	bad += check_int(
	    spawnx_start(&p, 0, "/none", NULL, NULL, ARGV("x"), environ), 0);
	return (bad + check_int(spawnx_finish(p, NULL), ENOENT));
}

/* One of wait4() and waitid() is there to tell. */
static bool
has_zombie(long refused)
{
	siginfo_t info = { .si_pid = 0 };
	int status;

	if (refused == SYS_waitid)
		return (wait4(-1, &status, WNOHANG | __WALL, NULL) >= 0);
	return (waitid(P_ALL, 0, &info, WNOHANG | WEXITED | __WALL) == 0);
}

static int
zombie_child(void *arg)
{
	const long refused = *(long *)arg;
	const int fds = count_fds();
	int bad;

	if (refuse_syscall(refused, EPERM) != 0)
		return (77);
	bad = fail_each_way();
	bad += check(!has_zombie(refused));
	return (bad + check_int(count_fds(), fds));
}

static void
test_no_zombie_is_left(void **state)
{
	long calls[] = { SYS_wait4, SYS_waitid };

	(void)state;
	need(NEED_PIDFDS);
	for (size_t i = 0; i < COUNT(calls); i++)
		on_each_way(zombie_child, &calls[i]);
}

/* A kernel of before Linux 5.4 has no wait for a pidfd: EINVAL. */
static int
old_wait_child(void *unused)
{
	const int fds = count_fds();
	int bad;

	(void)unused;
	if (refuse_syscall_if_arg(SYS_waitid, 0, ~0U, P_PIDFD, EINVAL) != 0)
		return (77);
	bad = fail_each_way();
	bad += check(!has_zombie(SYS_wait4));
	return (bad + check_int(count_fds(), fds));
}

static void
test_no_wait_for_a_pidfd(void **state)
{
	(void)state;
	need(NEED_PIDFDS);
	on_each_way(old_wait_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_no_handler_runs),
		CASE(test_no_zombie_is_left),
		CASE(test_no_wait_for_a_pidfd),
	};

	return (run_cases(cases));
}
