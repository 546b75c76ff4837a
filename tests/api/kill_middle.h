/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A detached spawn whose process in between is killed when the program's opens
 * a FIFO; see test_detached_killed.c.
 */
#ifndef KILL_MIDDLE_H
#define KILL_MIDDLE_H

#include "check.h"
#include "forked.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>

struct paths {
	char here[PATH_MAX], fifo[PATH_MAX], done[PATH_MAX];
};

/* The parent of a process, as /proc tells it; -1: there is no such one. */
static pid_t
parent_of(const char *pid)
{
	char path[64 + NAME_MAX], *text, *line;
	pid_t parent = -1;

	(void)snprintf(path, sizeof(path), "/proc/%s/status", pid);
	text = read_file(path);
	line = text == NULL ? NULL : strstr(text, "\nPPid:");
	if (line != NULL)
		parent = (pid_t)atol(line + 6);
	free(text);
	return (parent);
}

static int killed;

static void
kill_children(void)
{
	DIR *dir = opendir("/proc");
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (parent_of(entry->d_name) == getpid() &&
		    kill((pid_t)atol(entry->d_name), SIGKILL) == 0)
			killed++;
	if (dir != NULL)
		(void)closedir(dir);
}

/* When the program's process waits in its open() of the FIFO. */
static void *
kill_when_there(void *arg)
{
	const struct paths *paths = arg;
	int fd, tries = 0;

	while (access(paths->here, F_OK) != 0)
		sleep_ms(1);
	sleep_ms(10);
	kill_children();
	sleep_ms(10);
	do {
		fd = open(paths->fifo, O_WRONLY | O_NONBLOCK);
		if (fd < 0)
			sleep_ms(1);
	} while (fd < 0 && tries++ < 1000);
	if (fd >= 0)
		(void)close(fd);
	return (NULL);
}

static int
make_paths(struct paths *paths, posix_spawn_file_actions_t *fa)
{
	int bad = 0;

	(void)snprintf(paths->here, PATH_MAX, "%s/here", test_dir());
	(void)snprintf(paths->fifo, PATH_MAX, "%s/fifo", test_dir());
	(void)snprintf(paths->done, PATH_MAX, "%s/done", test_dir());
	(void)unlink(paths->here);
	(void)unlink(paths->fifo);
	(void)unlink(paths->done);
	bad += check_int(mkfifo(paths->fifo, 0666), 0);
	bad += check_int(spawnx_file_actions_init(fa), 0);
	bad += check_int(spawnx_file_actions_addopen(
			     fa, 5, paths->here, O_CREAT | O_WRONLY, 0666),
	    0);
	return (bad + check_int(spawnx_file_actions_addopen(
				    fa, 6, paths->fifo, O_RDONLY, 0),
			  0));
}

static int
spawn_and_kill(pid_t *pid, int *handle, struct paths *paths,
    posix_spawnattr_t *at, spawnx_failure_t *where)
{
	const spawnx_options_t o = {
		.flags = SPAWNX_DETACHED, .failure = where, .handle = handle
	};
	posix_spawn_file_actions_t fa;
	pthread_t thread;
	int rc = make_paths(paths, &fa);

	if (rc != 0)
		return (-1);
	(void)pthread_create(&thread, NULL, kill_when_there, paths);
	rc = spawnx_spawn_with(pid, "/bin/sh", &fa, at,
	    ARGV("sh", "-c", "echo $$ >\"$0.new\"; (mv \"$0.new\" \"$0\")",
		paths->done),
	    environ, &o, sizeof(o));
	(void)pthread_join(thread, NULL);
	(void)spawnx_file_actions_destroy(&fa);
	return (rc);
}

#endif /* KILL_MIDDLE_H */
