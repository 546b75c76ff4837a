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

#ifdef __linux__
#include <sys/prctl.h>
#endif

#define MOST_ELDERS 1024
#define LONGEST     1e9 /* seconds; some time_t have 32 bits */

static double timeout, grace;
static int first_signal = SIGTERM;
static bool by_group, kills_rest;

static volatile pid_t program; /* 0: none, or it is reaped */
static volatile int handle = -1;
static volatile sig_atomic_t late;

static long elders[MOST_ELDERS]; /* children that were there before */
static size_t nelders;

/* As timeout(1) takes them. */
static double
duration(const char *text)
{
	static const struct {
		const char *name;
		double seconds;
	} units[] = { { "", 1 }, { "s", 1 }, { "m", 60 }, { "h", 3600 },
		{ "d", 86400 } };
	double value = -1;
	char *end = NULL;

	if ((*text >= '0' && *text <= '9') || *text == '.')
		value = strtod(text, &end);
	for (size_t i = 0; end != NULL && i < sizeof(units) / sizeof(units[0]);
	     i++)
		if (end != text && strcmp(end, units[i].name) == 0)
			return (value * units[i].seconds < LONGEST
				    ? value * units[i].seconds
				    : LONGEST);
	cmd_bad(text, "not a number of seconds, or one with s, m, h or d");
}

static void
set_timeout(struct cmd *cm, char *argument)
{
	(void)cm;
	timeout = duration(argument);
}

static void
set_grace(struct cmd *cm, char *argument)
{
	(void)cm;
	grace = duration(argument);
}

static void
set_signal(struct cmd *cm, char *argument)
{
	(void)cm;
	first_signal = cmd_signal(argument);
}

static void
set_group(struct cmd *cm, char *argument)
{
	by_group = true;
	cm->cm_handle = true;
	cmd_check(argument, spawnx_attr_setpgroup(&cm->cm_attr, 0));
}

static void
set_rest(struct cmd *cm, char *argument)
{
	(void)cm;
	kills_rest = strcmp(argument, "kill") == 0;
	if (!kills_rest && strcmp(argument, "leave") != 0)
		cmd_bad(argument, "neither kill nor leave");
}

const struct cmd_option cmd_limit_options[] = {
	{ "timeout", "TIME", "signal the program after that time",
	    set_timeout },
	{ "kill-after", "TIME", "and kill it that time later", set_grace },
	{ "signal", "SIGNAL", "the first signal, instead of TERM", set_signal },
	{ "group", NULL, "a group of its own, signalled as a whole",
	    set_group },
	{ "rest", "kill|leave", "what becomes of its descendants", set_rest },
	{ NULL, NULL, NULL, NULL },
};

static void
send_signal(int signo)
{
	const pid_t pid = program;

	if (!by_group) {
		if (pid > 0)
			(void)kill(pid, signo);
		return;
	}
	if (spawnx_handle_signal(handle, signo, SPAWNX_SIGNAL_GROUP) ==
		ENOTSUP &&
	    pid > 0)
		(void)kill(-pid, signo);
}

/* Zero is never, as it is for timeout(1). */
static void
arm(double after)
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

/* What is stopped gets the signal once it goes on. */
static void
on_time(int signo)
{
	const int saved = errno;

	(void)signo;
	if (late) {
		send_signal(SIGKILL);
	} else {
		late = 1;
		send_signal(first_signal);
		send_signal(SIGCONT);
		arm(grace);
	}
	errno = saved;
}

static FILE *
open_children(void)
{
	char path[64];
	FILE *file;

	(void)snprintf(
	    path, sizeof(path), "/proc/self/task/%ld/children", (long)getpid());
	file = fopen(path, "re");
	if (file == NULL)
		cmd_die("--rest kill: %s: %s", path, strerror(errno));
	return (file);
}

/* What the command was executed with is not the program's. */
static void
note_elders(void)
{
	FILE *file = open_children();

	while (
	    nelders < MOST_ELDERS && fscanf(file, "%ld", &elders[nelders]) == 1)
		nelders++;
	(void)fclose(file);
	if (nelders == MOST_ELDERS)
		cmd_die("--rest kill: too many children are there already");
}

static bool
is_elder(long pid)
{
	for (size_t i = 0; i < nelders; i++)
		if (elders[i] == pid)
			return (true);
	return (false);
}

/* Those whose parent has ended become children of the command. */
void
cmd_limit_before(void)
{
#ifdef __linux__
	if (!by_group && !kills_rest)
		return;
	if (prctl(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L) != 0 && kills_rest)
		cmd_die("--rest kill: %s", strerror(errno));
#else
	if (kills_rest)
		cmd_die("--rest kill: %s", strerror(ENOTSUP));
#endif
	if (kills_rest)
		note_elders();
}

/* Nothing of it reaches the program, which has its mask and actions by now. */
void
cmd_limit_began(pid_t pid, int fd)
{
	struct sigaction sa;
	sigset_t set;

	program = pid;
	handle = fd;
	if (timeout <= 0)
		return;
	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = on_time;
	sa.sa_flags = SA_RESTART;
	(void)sigfillset(&sa.sa_mask);
	(void)sigaction(SIGALRM, &sa, NULL);
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGALRM);
	(void)sigprocmask(SIG_UNBLOCK, &set, NULL);
	arm(timeout);
}

/*
 * Without a way to signal the group once its leader is reaped (Linux before
 * 6.9) this is the last moment to do so.
 */
void
cmd_limit_ended(void)
{
	if (!late || !by_group)
		arm(0);
	if (late && by_group &&
	    spawnx_handle_signal(handle, 0, SPAWNX_SIGNAL_GROUP) == ENOTSUP)
		(void)kill(-program, SIGKILL);
}

static void
nap(void)
{
	const struct timespec ms = { 0, 2000000 };

	(void)nanosleep(&ms, NULL);
}

/*
 * False: there is none any more.  Nobody else reaps them, so that the numbers
 * are theirs.
 */
static bool
kill_children(void)
{
	FILE *file = open_children();
	bool any = false;
	long pid;

	while (fscanf(file, "%ld", &pid) == 1) {
		if (pid <= 1 || is_elder(pid))
			continue;
		any = true;
		(void)kill((pid_t)pid, SIGKILL);
		(void)waitpid((pid_t)pid, NULL, WNOHANG);
	}
	(void)fclose(file);
	return (any);
}

/* The program is reaped. */
bool
cmd_limit_after(void)
{
	const pid_t group = program;

	program = 0;
	while (late && by_group &&
	       spawnx_handle_signal(handle, 0, SPAWNX_SIGNAL_GROUP) == 0) {
		(void)waitpid(-group, NULL, WNOHANG);
		nap();
	}
	arm(0);
	while (kills_rest && kill_children())
		nap();
	return (late != 0);
}
