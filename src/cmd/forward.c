/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signals that somebody sends to the command are meant for the program.  What
 * the terminal sends goes to the program by itself, unless it is in a group of
 * its own.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"

static const int forwarded[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1,
	SIGUSR2 };

#ifndef SI_TKILL
#define SI_TKILL SI_LWP /* FreeBSD's name for it */
#endif

static volatile sig_atomic_t early;
static volatile pid_t program;

/* By kill() and its kin; the terminal's are the kernel's. */
static bool
is_sent(const siginfo_t *info)
{
	return (info->si_code == SI_USER || info->si_code == SI_QUEUE ||
		info->si_code == SI_TKILL);
}

static void
forward(int signo, siginfo_t *info, void *context)
{
	int saved = errno;
	pid_t pid = program;

	(void)context;
	if (pid == 0)
		early = signo;
	else if (is_sent(info) || getpgid(pid) != getpgrp())
		(void)kill(pid, signo);
	errno = saved;
}

/*
 * Signals that are ignored stay so, for nohup(1).  With SIGCHLD ignored the
 * program's status would be lost, so that the program alone gets it ignored.
 */
void
cmd_forward_before(struct cmd *cm)
{
	struct sigaction new, old;
	sigset_t ignored;

	memset(&new, 0, sizeof(new));
	new.sa_sigaction = forward;
	new.sa_flags = SA_SIGINFO | SA_RESTART;
	for (size_t i = 0; i < sizeof(forwarded) / sizeof(forwarded[0]); i++)
		if (sigaction(forwarded[i], NULL, &old) == 0 &&
		    old.sa_handler != SIG_IGN)
			(void)sigaction(forwarded[i], &new, NULL);
	if (sigaction(SIGCHLD, NULL, &old) != 0 || old.sa_handler != SIG_IGN)
		return;
	new.sa_handler = SIG_DFL;
	new.sa_flags = 0;
	(void)sigaction(SIGCHLD, &new, NULL);
	if (spawnx_attr_getsigignore(&cm->cm_attr, &ignored) != 0)
		(void)sigemptyset(&ignored);
	(void)sigaddset(&ignored, SIGCHLD);
	cmd_check(NULL, spawnx_attr_setsigignore(&cm->cm_attr, &ignored));
}

void
cmd_forward_to(pid_t pid)
{
	program = pid;
	if (early != 0)
		(void)kill(pid, early);
}
