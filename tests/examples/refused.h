/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef REFUSED_H
#define REFUSED_H

#include <errno.h>
#include <sys/wait.h>
#include <sched.h>
#include <unistd.h>

/* Whether a user namespace is what this machine refuses to anybody else too. */
static inline int
namespaces_are_refused(int error)
{
	int status = 0;
	pid_t pid;

	if (error == 0)
		return (0);
	pid = fork();
	if (pid == 0)
		_exit(unshare(CLONE_NEWUSER | CLONE_NEWNET) < 0 ? errno : 0);
	return (waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
		WEXITSTATUS(status) != 0);
}

#endif /* REFUSED_H */
