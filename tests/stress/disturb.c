/* SPDX-License-Identifier: BSD-2-Clause */
/* Threads that change what a spawn inherits, and threads that go away. */
#include <sys/types.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "stress.h"

static void
on_signal(int signo)
{
	(void)signo;
}

static void *
install_handlers(void *unused)
{
	struct sigaction sa = { .sa_handler = on_signal };

	while (!atomic_load(&finished)) {
		sa.sa_handler = sa.sa_handler == SIG_IGN ? on_signal : SIG_IGN;
		if (sigaction(SIGUSR1, &sa, NULL) != 0 ||
		    sigaction(SIGRTMAX, &sa, NULL) != 0)
			die("sigaction", errno);
		(void)usleep(50);
	}
	return (unused);
}

static void *
use_descriptors(void *unused)
{
	int fd, copy;

	while (!atomic_load(&finished)) {
		fd = open("/dev/null", O_RDWR | O_CLOEXEC);
		copy = fcntl(fd, F_DUPFD_CLOEXEC, 100);
		if (fd < 0 || copy < 0 || write(copy, "", 1) != 1)
			die("descriptors", errno);
		if (close(fd) != 0 || close(copy) != 0)
			die("close", errno);
		(void)usleep(50);
	}
	return (unused);
}

/* To what they are; libc has each thread make the call, by a signal. */
static void *
set_ids(void *unused)
{
	gid_t groups[64];
	int n = getgroups(64, groups);

	while (!atomic_load(&finished)) {
		if (seteuid(geteuid()) != 0 || setegid(getegid()) != 0)
			die("seteuid", errno);
		if (geteuid() == 0 && n >= 0 &&
		    setgroups((size_t)n, groups) != 0)
			die("setgroups", errno);
		(void)usleep(500);
	}
	return (unused);
}

static void *
fork_children(void *unused)
{
	int status;
	pid_t pid;

	while (!atomic_load(&finished)) {
		pid = fork();
		if (pid == 0)
			_exit(waitpid(-1, NULL, WNOHANG) == -1 ? 3 : 4);
		if (pid < 0)
			die("fork", errno);
		while (waitpid(pid, &status, 0) < 0)
			if (errno != EINTR)
				die("a lost fork", errno);
		if (status != 3 << 8)
			die("status of a fork", status);
		(void)usleep(1000);
	}
	return (unused);
}

/* AddressSanitizer doesn't learn that the frame of such a function is gone. */
#define UNWOUND __attribute__((no_sanitize("address")))

/* Cancelled between two spawns, of which it has waited for the first. */
UNWOUND static void *
deferred(void *unused)
{
	int old;

	for (unsigned n = 0;; n++) {
		(void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
		spawn_one(n);
		(void)pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old);
		pthread_testcancel();
	}
	return (unused);
}

/*
 * Cancelled at any instruction except those of a spawn.  The type goes back
 * and forth as well: in glibc 2.36 a request that was sent just before the
 * state was set to disabled acts nevertheless, if the type lets it.
 */
UNWOUND static void *
asynchronous(void *unused)
{
	volatile unsigned spins = 0;
	int old;

	for (unsigned n = 0;; n++) {
		(void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
		(void)pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, &old);
		spawn_one(n);
		(void)pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &old);
		(void)pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old);
		while (++spins % 1000 != 0)
			continue;
		pthread_testcancel();
	}
	return (unused);
}

UNWOUND static void *
leave(void *unused)
{
	spawn_one(0);
	pthread_exit(unused);
}

/*
 * Cancelled threads have no other way to end.  glibc 2.36 loses the result of
 * one whose pthread_setcancelstate() lets an asynchronous request through.
 */
static void
come_and_go(void *(*fn)(void *), bool cancelled)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, fn, NULL) != 0)
		die("thread", 0);
	(void)usleep(2000);
	if (cancelled && pthread_cancel(thread) != 0)
		die("cancel", 0);
	if (pthread_join(thread, NULL) != 0)
		die("join", 0);
}

static void *
cancel_threads(void *unused)
{
	while (!atomic_load(&finished)) {
		come_and_go(deferred, true);
		come_and_go(asynchronous, true);
		come_and_go(leave, false);
	}
	return (unused);
}

static void *(*const jobs[])(void *) = { install_handlers, use_descriptors,
	set_ids, fork_children, cancel_threads };

#define JOBS (sizeof(jobs) / sizeof(jobs[0]))

static pthread_t threads[JOBS];

void
disturb_begin(void)
{
	for (size_t i = 0; i < JOBS; i++)
		if (pthread_create(&threads[i], NULL, jobs[i], NULL) != 0)
			die("thread", (long)i);
}

void
disturb_end(void)
{
	for (size_t i = 0; i < JOBS; i++)
		if (pthread_join(threads[i], NULL) != 0)
			die("join", (long)i);
}
