/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The time that the program may take, and what is left of it afterwards.  The
 * program's number is used as long as it is not reaped only; its group is
 * found by its handle, by which no other group is.
 */
#include <sys/time.h>
#include <sys/wait.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cmd.h"
#include "descendants.h"

#define EARLY 0.001 /* a timer that is set in microseconds may be */

static struct cmd_limit limit;
static double deadline; /* of the timer; 0: none */

static volatile pid_t program; /* 0: none, or it is reaped */
static volatile int handle = -1;
static volatile sig_atomic_t late, awaits_group;

/* A leader may have left its group, for one that was there before. */
static void
send_to_group(pid_t pid, int signo)
{
	if (spawnx_handle_signal(handle, signo, SPAWNX_SIGNAL_GROUP) ==
		ENOTSUP &&
	    pid > 0)
		(void)kill(-pid, signo);
	if (pid > 0 && getpgid(pid) != pid)
		(void)kill(pid, signo);
}

static void
send_signal(int signo)
{
	const pid_t pid = program;

	if (limit.li_group)
		send_to_group(pid, signo);
	else if (pid > 0)
		(void)kill(pid, signo);
}

static double
now(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return ((double)ts.tv_sec + (double)ts.tv_nsec / 1e9);
}

static void
set_timer(double after)
{
	struct itimerval when;

	memset(&when, 0, sizeof(when));
	when.it_value.tv_sec = (time_t)after;
	when.it_value.tv_usec =
	    (suseconds_t)((after - (double)when.it_value.tv_sec) * 1e6);
	if (after > 0 && when.it_value.tv_sec == 0 &&
	    when.it_value.tv_usec == 0)
		when.it_value.tv_usec = 1;
	(void)setitimer(ITIMER_REAL, &when, NULL);
}

/* Zero is never, as it is for timeout(1). */
static void
arm(double after)
{
	deadline = after > 0 ? now() + after : 0;
	set_timer(after);
}

/* Any process may send SIGALRM: only the clock says that the time is up. */
static bool
is_early(void)
{
	const double left = deadline - now();

	if (deadline > 0 && left < EARLY)
		return (false);
	if (deadline > 0)
		set_timer(left);
	return (true);
}

/* What is stopped gets the signal once it goes on. */
static void
on_time(int signo)
{
	const int saved = errno;

	(void)signo;
	if (is_early()) {
		errno = saved;
		return;
	}
	if (late) {
		send_signal(SIGKILL);
	} else {
		late = 1;
		send_signal(limit.li_signal);
		send_signal(SIGCONT);
		arm(limit.li_grace);
	}
	errno = saved;
}

void
cmd_limit_before(const struct cmd *cm)
{
	limit = cm->cm_limit;
	if (limit.li_group || limit.li_kills_rest)
		cmd_adopt(limit.li_kills_rest);
}

/* Nothing of it reaches the program, which has its mask and actions by now. */
void
cmd_limit_began(pid_t pid, int fd)
{
	struct sigaction sa;
	sigset_t set;

	program = pid;
	handle = fd;
	if (limit.li_timeout <= 0)
		return;
	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = on_time;
	sa.sa_flags = SA_RESTART;
	(void)sigfillset(&sa.sa_mask);
	(void)sigaction(SIGALRM, &sa, NULL);
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGALRM);
	(void)sigprocmask(SIG_UNBLOCK, &set, NULL);
	arm(limit.li_timeout);
}

/*
 * Without a way to signal the group once its leader is reaped this is the last
 * moment to do so.
 */
void
cmd_limit_ended(void)
{
	const bool outlives = cmd_group_outlives(handle);

	if (!late || !limit.li_group || !outlives)
		arm(0);
	if (late && limit.li_group && !outlives)
		(void)kill(-program, SIGKILL);
}

/* A signal to the command, which nothing else would end. */
void
cmd_limit_pass_on(int signo)
{
	if (awaits_group)
		send_to_group(0, signo);
}

static void
nap(void)
{
	const struct timespec ms = { 0, 2000000 };

	(void)nanosleep(&ms, NULL);
}

/* If nothing else kills it: with --rest kill, a group has no other grace. */
static void
await_group(pid_t group)
{
	if (!late || !limit.li_group ||
	    (limit.li_kills_rest && limit.li_grace <= 0))
		return;
	awaits_group = 1;
	while (spawnx_handle_signal(handle, 0, SPAWNX_SIGNAL_GROUP) == 0) {
		while (waitpid(-group, NULL, WNOHANG) > 0)
			continue;
		nap();
	}
	awaits_group = 0;
}

/* The program is reaped. */
bool
cmd_limit_after(void)
{
	const pid_t group = program;

	program = 0;
	await_group(group);
	arm(0);
	while (limit.li_kills_rest && cmd_kill_descendants())
		nap();
	return (late != 0);
}
