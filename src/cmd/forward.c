/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signals that are sent to the command are meant for the program.  What the
 * terminal sends goes to a whole process group: to the program by itself, if it
 * is in the group of the command.
 */
#include <sys/wait.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"

static const int forwarded[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1,
	SIGUSR2 };

#define SIGNALS (sizeof(forwarded) / sizeof(forwarded[0]))

#ifndef SI_TKILL
#define SI_TKILL SI_LWP /* FreeBSD's name for it */
#endif

#ifdef __WALL
#define ANY_CHILD (WEXITED | WNOHANG | WNOWAIT | __WALL)
#else
#define ANY_CHILD (WEXITED | WNOHANG | WNOWAIT)
#endif

/* 0: it does not run yet; -1: it has ended, and its ID may be another's. */
static volatile pid_t program;

static bool stop_was_blocked;

/* Signals that came before the program ran, one of each kind. */
static struct {
	volatile sig_atomic_t ea_came;
	siginfo_t ea_info;
	bool ea_alone; /* the kernel has sent it to nobody else */
} early[SIGNALS];

/* By kill() or a related function; the terminal's are the kernel's. */
static bool
is_sent(const siginfo_t *info)
{
	return (info->si_code == SI_USER || info->si_code == SI_QUEUE ||
		info->si_code == SI_TKILL);
}

/*
 * The program, or a process of its own group, does not mean the program by
 * what it sends to the command: with kill(-1) or kill(0) it has reached it.
 * In the command's group there are also scripts, with a `kill $!`.
 */
static bool
is_from_program(pid_t pid, const siginfo_t *info)
{
	return (info->si_pid > 0 &&
		(info->si_pid == pid || getpgid(info->si_pid) == pid));
}

/*
 * When a terminal hangs up, the leader of its session alone gets SIGHUP.  When
 * there is no child yet, nobody else could get what the kernel has sent to the
 * group; a fork() and a signal to the group don't overlap (Linux 4.19).
 */
static bool
is_alone(int signo)
{
	siginfo_t info;

	return ((signo == SIGHUP && getsid(0) == getpid()) ||
		(program == 0 && waitid(P_ALL, 0, &info, ANY_CHILD) != 0 &&
		    errno == ECHILD));
}

/* A signal of the terminal is for all of a group that the program leads. */
static void
pass_on(pid_t pid, const siginfo_t *info, bool alone)
{
	pid_t group;

	if (is_sent(info) && is_from_program(pid, info))
		return;
	if (info->si_code == SI_QUEUE) {
		(void)sigqueue(pid, info->si_signo, info->si_value);
		return;
	}
	if (is_sent(info)) {
		(void)kill(pid, info->si_signo);
		return;
	}
	group = getpgid(pid);
	if (alone || group != getpgrp())
		(void)kill(group == pid ? -pid : pid, info->si_signo);
}

/* Those that are certainly to be passed on come first. */
static void
remember(const siginfo_t *info, bool alone)
{
	for (size_t i = 0; i < SIGNALS; i++) {
		if (forwarded[i] != info->si_signo ||
		    (early[i].ea_came && !alone && !is_sent(info)))
			continue;
		early[i].ea_info = *info;
		early[i].ea_alone = alone;
		early[i].ea_came = 1;
	}
}

static void
forward(int signo, siginfo_t *info, void *context)
{
	const int saved = errno;
	const pid_t pid = program;
	const bool alone = !is_sent(info) && is_alone(signo);

	(void)context;
	if (pid == 0)
		remember(info, alone);
	else if (pid > 0)
		pass_on(pid, info, alone);
	else
		cmd_limit_pass_on(signo);
	errno = saved;
}

static void
forwarded_set(sigset_t *set)
{
	(void)sigemptyset(set);
	for (size_t i = 0; i < SIGNALS; i++)
		(void)sigaddset(set, forwarded[i]);
}

static bool
is_ignored(int signo)
{
	struct sigaction sa;

	return (sigaction(signo, NULL, &sa) == 0 && sa.sa_handler == SIG_IGN);
}

/* A child of a process that ignores SIGCHLD leaves no status. */
static void
keep_status(struct cmd *cm)
{
	sigset_t ignored, defaults;
	short flags = 0;

	if (!is_ignored(SIGCHLD))
		return;
	(void)signal(SIGCHLD, SIG_DFL);
	(void)spawnx_attr_getflags(&cm->cm_attr, &flags);
	if ((flags & POSIX_SPAWN_SETSIGDEF) &&
	    spawnx_attr_getsigdefault(&cm->cm_attr, &defaults) == 0 &&
	    sigismember(&defaults, SIGCHLD) == 1)
		return;
	if (spawnx_attr_getsigignore(&cm->cm_attr, &ignored) != 0)
		(void)sigemptyset(&ignored);
	(void)sigaddset(&ignored, SIGCHLD);
	cmd_check(spawnx_attr_setsigignore(&cm->cm_attr, &ignored));
}

void
cmd_forward_add(int signo)
{
	struct sigaction sa;

	if (is_ignored(signo))
		return;
	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = forward;
	sa.sa_flags = SA_SIGINFO | SA_RESTART;
	forwarded_set(&sa.sa_mask);
	(void)sigaction(signo, &sa, NULL);
}

/*
 * Until there is a program, a ^Z would stop the command alone, and a SIGALRM
 * end it.  The program has the mask that the command was started with, or the
 * one that it is told to have.
 */
static void
hold(struct cmd *cm)
{
	sigset_t held, mask;
	short flags = 0;

	(void)sigemptyset(&held);
	(void)sigaddset(&held, SIGTSTP);
	if (cm->cm_limit.li_timeout > 0)
		(void)sigaddset(&held, SIGALRM);
	(void)sigprocmask(SIG_BLOCK, &held, &mask);
	stop_was_blocked = sigismember(&mask, SIGTSTP) == 1;
	(void)spawnx_attr_getflags(&cm->cm_attr, &flags);
	if (!(flags & POSIX_SPAWN_SETSIGMASK))
		cmd_check(spawnx_attr_setsigmask(&cm->cm_attr, &mask));
}

void
cmd_forward_stop(bool to_program)
{
	sigset_t stop;

	(void)sigemptyset(&stop);
	(void)sigaddset(&stop, SIGTSTP);
	if (to_program)
		cmd_forward_add(SIGTSTP);
	if (to_program || !stop_was_blocked)
		(void)sigprocmask(SIG_UNBLOCK, &stop, NULL);
}

/*
 * What is set here the program does not get: caught signals have their default
 * action in it.  Those that are ignored stay so, for nohup(1).
 */
void
cmd_forward_before(struct cmd *cm)
{
	keep_status(cm);
	hold(cm);
	for (size_t i = 0; i < SIGNALS; i++)
		cmd_forward_add(forwarded[i]);
}

/*
 * The program has its mask by now: the command takes what it may have been
 * started with blocked.
 */
void
cmd_forward_to(pid_t pid)
{
	sigset_t set;

	forwarded_set(&set);
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
	program = pid;
	for (size_t i = 0; i < SIGNALS; i++)
		if (early[i].ea_came)
			pass_on(pid, &early[i].ea_info, early[i].ea_alone);
	(void)sigprocmask(SIG_UNBLOCK, &set, NULL);
}

void
cmd_forward_end(void)
{
	program = -1;
}
