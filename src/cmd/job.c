/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The command as a shell's job: when the program stops, so does the command,
 * for the shell waits for that one only; and the terminal that --tcsetpgrp has
 * given to the program goes back when the program stops or ends.
 */
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "cmd.h"

static volatile pid_t program; /* 0: none, or it has ended */
static volatile pid_t group;   /* the program's, as far as it is known */
static pid_t before = -1;      /* had the terminal that --tcsetpgrp gave away */
static volatile sig_atomic_t continued;

/* Not every root directory has a /dev. */
static int
open_terminal(void)
{
	int fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);

	for (int std = 0; fd < 0 && std <= 2; std++)
		if (tcgetsid(std) == getsid(0))
			fd = fcntl(std, F_DUPFD_CLOEXEC, 3);
	return (fd);
}

/* -1: there is no terminal. */
static pid_t
foreground(void)
{
	int fd = open_terminal();
	pid_t pgid = fd < 0 ? -1 : tcgetpgrp(fd);

	if (fd >= 0)
		(void)close(fd);
	return (pgid);
}

/* SIGTTOU is blocked: a process in the background may do this. */
static bool
set_foreground(pid_t pgid)
{
	int fd = open_terminal(), rc;

	if (fd < 0)
		return (false);
	rc = tcsetpgrp(fd, pgid);
	(void)close(fd);
	return (rc == 0);
}

static bool
is_gone(pid_t pgid)
{
	return (kill(-pgid, 0) != 0 && errno == ESRCH);
}

/*
 * From the program, or from a group that it made and that is no more.  Of our
 * group others are left, a script, unless it is ours alone.
 */
static void
take_back(void)
{
	pid_t now = before < 0 ? -1 : foreground();

	if (now <= 1 || now == before || (now == getpgrp() && now != getpid()))
		return;
	if (now == group || is_gone(now))
		(void)set_foreground(before);
}

/* If the shell has put this job into the foreground, the program is meant. */
static bool
give(void)
{
	return (before >= 0 && group > 1 && group != getpgrp() &&
		foreground() == getpgrp() && set_foreground(group));
}

/* With WNOWAIT it is seen again. */
static bool
is_stopped(int nowait)
{
	siginfo_t info;

	info.si_pid = 0;
	return (waitid(P_PID, (id_t)program, &info,
		    WSTOPPED | WNOHANG | nowait) == 0 &&
		info.si_pid != 0);
}

static void
learn_group(void)
{
	pid_t now = getpgid(program);

	if (now > 1)
		group = now;
}

/*
 * What continues a job continues its whole group, but not all of it at the same
 * moment: a program in that is given one before it is sent another SIGCONT.
 */
static bool
stays_stopped(void)
{
	const struct timespec moment = { 0, 1000000 };

	for (int i = 0; i < 10; i++) {
		if (!is_stopped(WNOWAIT))
			return (false);
		(void)nanosleep(&moment, NULL);
	}
	return (true);
}

static void
resume(void)
{
	learn_group();
	if (group == getpgrp()) {
		if (stays_stopped())
			(void)kill(program, SIGCONT);
		return;
	}
	(void)give();
	if (group > 1)
		(void)kill(-group, SIGCONT);
}

static void
on_continue(int signo)
{
	const int saved = errno;

	(void)signo;
	continued = 1;
	if (program > 0)
		resume();
	errno = saved;
}

/*
 * Stops this process, or with 0 its group; false if the kernel does not, since
 * no shell is there that could continue it: an orphaned group.  A SIGCONT that
 * comes between discards the signal as long as it is pending; one that came
 * earlier has continued the program, too.
 */
static bool
stop(pid_t whom, int signo)
{
	struct sigaction dfl, old;
	sigset_t set, mask;

	memset(&dfl, 0, sizeof(dfl));
	dfl.sa_handler = SIG_DFL;
	(void)sigemptyset(&set);
	(void)sigaddset(&set, signo);
	(void)sigprocmask(SIG_BLOCK, &set, &mask);
	(void)sigaction(signo, &dfl, &old);
	if (!continued && kill(whom, signo) == 0 && continued)
		(void)kill(whom, SIGCONT);
	(void)sigprocmask(SIG_UNBLOCK, &set, NULL);
	(void)sigprocmask(SIG_SETMASK, &mask, NULL);
	(void)sigaction(signo, &old, NULL);
	return (continued != 0);
}

/* Whether a stop of this process alone is seen by a shell with job control. */
static bool
is_watched(void)
{
	pid_t parent = getppid();

	return (parent > 0 && getsid(parent) == getsid(0) &&
		getpgid(parent) != getpgrp());
}

/*
 * The terminal stops a group.  If that of the program is another one it takes
 * the place of the job, which would have been stopped as a whole.
 */
static void
stop_as_well(int signo)
{
	const bool alone = group == getpgrp() || signo == SIGSTOP;

	if (foreground() < 0 || (alone && !is_watched())) {
		(void)is_stopped(0);
		return;
	}
	take_back();
	if (stop(alone ? getpid() : 0, signo))
		return;
	/* In an orphaned group ^Z does nothing. */
	if (signo == SIGTSTP)
		resume();
	else
		(void)is_stopped(0);
}

/*
 * What has continued the program since has continued us, too.  By other signals
 * it is stopped if it wants to be traced by its parent, which is of no use to
 * a shell.
 */
void
cmd_job_stopped(int signo)
{
	continued = 0;
	if (!is_stopped(WNOWAIT))
		return;
	learn_group();
	switch (signo) {
	case SIGTTIN:
	case SIGTTOU:
		/* In the background of a job that is in the foreground. */
		if (give())
			(void)kill(-group, SIGCONT);
		else
			stop_as_well(signo);
		break;
	case SIGTSTP:
	case SIGSTOP:
		stop_as_well(signo);
		break;
	default:
		(void)is_stopped(0);
	}
}

void
cmd_job_before(const struct cmd *cm)
{
	if (cm->cm_tcsetpgrp)
		before = foreground();
}

/* After this one writes to a terminal, or gives it away, from anywhere. */
static void
block_ttou(void)
{
	sigset_t set;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGTTOU);
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
}

/* Nothing of it reaches the program, which has its mask and actions by now. */
bool
cmd_job_began(pid_t pid)
{
	struct sigaction sa;
	sigset_t set;

	block_ttou();
	program = pid;
	learn_group();
	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = on_continue;
	sa.sa_flags = SA_RESTART;
	(void)sigfillset(&sa.sa_mask);
	(void)sigaction(SIGCONT, &sa, NULL);
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGCONT);
	(void)sigprocmask(SIG_UNBLOCK, &set, NULL);
	return (group != getpgrp() && getsid(pid) == getsid(0));
}

/* The program has ended, and is not reaped yet. */
void
cmd_job_ended(void)
{
	learn_group();
	program = 0;
	take_back();
}

/* A child that was never a program may have been given the terminal. */
void
cmd_job_failed(const struct cmd *cm)
{
	pid_t pgid = 0;

	block_ttou();
	(void)spawnx_attr_getpgroup(&cm->cm_attr, &pgid);
	group = pgid;
	take_back();
}
