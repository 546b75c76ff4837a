/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cd DIRECTORY && sort < INPUT | uniq -c > OUTPUT
 *
 * without a shell: the working directory, the redirections and the pipe are
 * file actions of the two children.  The caller's own directory and
 * descriptors stay as they are, and its end of the pipe is close-on-exec, so
 * that neither child keeps the other's end open.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <sys/wait.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <spawnx.h>

extern char **environ;

/*
 * One child: argv in dir, with `from` or a file as input, `to` or a file out.
 */
struct part {
	char *const *pt_argv;
	const char *pt_dir;
	const char *pt_input;  /* file to read, or NULL: pt_from */
	const char *pt_output; /* file to write, or NULL: pt_to */
	int pt_from;
	int pt_to;
};

/* What fails here, the spawn fails with. */
static void
redirect(posix_spawn_file_actions_t *actions, const struct part *part)
{
	/* First, because the names of the files are relative to it. */
	(void)spawnx_file_actions_addchdir(actions, part->pt_dir);
	if (part->pt_input != NULL)
		(void)spawnx_file_actions_addopen(
		    actions, STDIN_FILENO, part->pt_input, O_RDONLY, 0);
	else
		(void)spawnx_file_actions_adddup2(
		    actions, part->pt_from, STDIN_FILENO);
	if (part->pt_output != NULL)
		(void)spawnx_file_actions_addopen(actions, STDOUT_FILENO,
		    part->pt_output, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	else
		(void)spawnx_file_actions_adddup2(
		    actions, part->pt_to, STDOUT_FILENO);
}

static int
start(pid_t *pid, const struct part *part)
{
	posix_spawn_file_actions_t actions;
	spawnx_failure_t why;
	posix_spawnattr_t attr;
	char text[512];
	int rc;

	(void)spawnx_file_actions_init(&actions);
	redirect(&actions, part);
	(void)spawnx_attr_init(&attr);
	(void)spawnx_attr_setfailure(&attr, &why);
	rc = spawnx_spawnp(
	    pid, part->pt_argv[0], &actions, &attr, part->pt_argv, environ);
	(void)spawnx_attr_destroy(&attr);
	(void)spawnx_file_actions_destroy(&actions);
	if (rc != 0)
		(void)fprintf(stderr, "pipeline: %s: %s\n", part->pt_argv[0],
		    spawnx_strfailure(&why, text, sizeof(text)));
	return (rc);
}

/* True if the child ran to its end and was content. */
static int
finish(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		return (0);
	return (WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int
main(int argc, char *argv[])
{
	char *const sort[] = { (char[]){ "sort" }, NULL };
	char *const uniq[] = { (char[]){ "uniq" }, (char[]){ "-c" }, NULL };
	struct part first = { .pt_argv = sort }, second = { .pt_argv = uniq };
	pid_t pids[2] = { -1, -1 };
	int fds[2], good = 1;

	if (argc != 4) {
		(void)fprintf(
		    stderr, "usage: pipeline directory input output\n");
		return (2);
	}
	/* Ignored, as it may be inherited, it leaves no status for waitpid(). */
	(void)signal(SIGCHLD, SIG_DFL);
	if (pipe2(fds, O_CLOEXEC) != 0) {
		perror("pipeline: pipe2");
		return (1);
	}
	first.pt_dir = second.pt_dir = argv[1];
	first.pt_input = argv[2];
	first.pt_to = fds[1];
	second.pt_from = fds[0];
	second.pt_output = argv[3];
	good &= start(&pids[0], &first) == 0;
	good &= start(&pids[1], &second) == 0;
	(void)close(fds[0]);
	(void)close(fds[1]);
	for (int i = 0; i < 2; i++)
		if (pids[i] != -1)
			good &= finish(pids[i]);
	return (good ? 0 : 1);
}
