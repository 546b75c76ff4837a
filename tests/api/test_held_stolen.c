/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A held child of which somebody else disposes: it is killed and reaped before
 * it is released, its number is another process's by then, the kernel reaps it
 * since SIGCHLD is ignored, or it is stopped.  Nothing blocks, and nobody else
 * is killed or reaped.
 *
 * Extension: spawnx_start(3), Held starts.
 */
#include "held.h"

static const struct end {
	const char *name;
	bool cancels;
} ends[] = {
	{ "released", false },
	{ "cancelled", true },
};

static int
end(spawnx_pending_t *p, const struct end *how)
{
	const pid_t number = spawnx_pending_pid(p);
	pid_t pid = -1;
	int bad = 0;

	if (how->cancels)
		return (check_int(spawnx_cancel(p), 0));
	bad += check_int(spawnx_release(p), 0);
	bad += check_int(spawnx_finish(p, &pid), 0);
	return (bad + check_int(pid, number));
}

static int
reap_killed(pid_t pid)
{
	int bad = check_int(kill(pid, SIGKILL), 0);

	return (bad + check_int(wait_for(pid), SIGKILL));
}

static int
reaped_child(void *arg)
{
	const int before = count_fds();
	spawnx_pending_t *p = hold(0, NULL, NULL);
	int bad = 0;

	CHECK(p != NULL);
	bad += reap_killed(spawnx_pending_pid(p));
	bad += end(p, arg);
	bad += check(!has_child()) + check(!has_run());
	return (bad + check_int(count_fds(), before));
}

static void
test_another_has_reaped_it(void **state)
{
	(void)state;
	rows_on_each_way(reaped_child, ends);
}

/* A child of that number, if the kernel gives it again; else -1. */
static pid_t
sleeper(pid_t number)
{
	for (int tries = 0; tries < 50; tries++) {
		char *text = NULL;
		const int fd =
		    open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC);
		pid_t pid;

		if (fd < 0 || asprintf(&text, "%ld", (long)number - 1) < 0)
			return (-1);
		(void)!write(fd, text, strlen(text));
		pid = fork();
		if (pid == 0)
			for (;;)
				(void)pause();
		free(text);
		(void)close(fd);
		if (pid == number)
			return (pid);
		(void)reap_killed(pid);
	}
	return (-1);
}

static int
stranger_child(void *arg)
{
	spawnx_pending_t *p = hold(0, NULL, NULL);
	int bad = 0;
	pid_t pid;

	CHECK(p != NULL);
	pid = spawnx_pending_pid(p);
	bad += reap_killed(pid);
	pid = sleeper(pid);
	bad += end(p, arg);
	if (pid < 0)
		return (bad == 0 ? 77 : bad);
	sleep_ms(20);
	bad += check_int(waitpid(pid, NULL, WNOHANG), 0);
	return (bad + reap_killed(pid));
}

static void
test_its_number_is_used_again(void **state)
{
	(void)state;
	rows_on_each_way(stranger_child, ends);
}

static int
ignored_child(void *arg)
{
	const int before = count_fds();
	spawnx_pending_t *p;
	int bad = 0;

	CHECK(signal(SIGCHLD, SIG_IGN) != SIG_ERR);
	p = hold(0, NULL, NULL);
	CHECK(p != NULL);
	bad += check_int(kill(spawnx_pending_pid(p), SIGKILL), 0);
	sleep_ms(20);
	bad += end(p, arg);
	bad += check(!has_child()) + check(!has_run());
	return (bad + check_int(count_fds(), before));
}

static void
test_sigchld_is_ignored(void **state)
{
	(void)state;
	rows_on_each_way(ignored_child, ends);
}

static int
stopped_child(void *arg)
{
	const struct end *how = arg;
	spawnx_pending_t *p = hold(0, NULL, NULL);
	int bad = 0, status;
	pid_t pid;

	CHECK(p != NULL);
	pid = spawnx_pending_pid(p);
	bad += check_int(kill(pid, SIGSTOP), 0);
	bad += check_int(waitpid(pid, &status, WUNTRACED), pid);
	bad += check(WIFSTOPPED(status));
	if (!how->cancels) {
		bad += check_int(spawnx_release(p), 0);
		sleep_ms(20);
		bad += check(!has_run());
		bad += check_int(kill(pid, SIGCONT), 0);
		bad += check_int(spawnx_finish(p, NULL), 0);
		bad += check_int(wait_for(pid), 0);
	} else {
		bad += check_int(spawnx_cancel(p), 0);
	}
	return (bad + check(!has_child()) + check(has_run() != how->cancels));
}

static void
test_it_is_stopped(void **state)
{
	(void)state;
	rows_on_each_way(stopped_child, ends);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_another_has_reaped_it),
		CASE(test_its_number_is_used_again),
		CASE(test_sigchld_is_ignored),
		CASE(test_it_is_stopped),
	};

	if (!spawnx_can(SPAWNX_CAN_HELD))
		return (skip_all("no start is held here"));
	return (run_cases(cases));
}
