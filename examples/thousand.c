/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A thousand processes from one thread that has other things to do: an epoll
 * loop that starts programs, learns when each of them runs or why it doesn't,
 * and reaps them, and never waits anywhere but in epoll_wait().
 *
 * usage: thousand [count]
 */
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <spawnx.h>

#define IN_FLIGHT 128

extern char **environ;

static posix_spawnattr_t attr; /* the signals that are blocked here only */
static int epfd, sigfd;
static int started, running, reaped;

/* Of the calls that start and finish: the longest, and how many slept. */
static double longest;
static int slept;

struct moment {
	double us;
	long sleeps;
};

/* By the CPU time of this thread, for others may have the CPU meanwhile. */
static struct moment
now(void)
{
	struct timespec ts;
	struct rusage ru;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ts);
	getrusage(RUSAGE_THREAD, &ru);
	return ((struct moment){
	    (double)ts.tv_sec * 1e6 + (double)ts.tv_nsec / 1e3, ru.ru_nvcsw });
}

static void
took(struct moment since)
{
	struct moment m = now();

	if (m.us - since.us > longest)
		longest = m.us - since.us;
	slept += m.sleeps != since.sleeps;
}

static void
check(const char *what, int error)
{
	if (error == 0)
		return;
	fprintf(stderr, "thousand: %s: %s\n", what, strerror(error));
	exit(1);
}

static void
watch(int fd, void *what)
{
	struct epoll_event ev = { .events = EPOLLIN, .data.ptr = what };

	check("epoll_ctl",
	    epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &ev) < 0 ? errno : 0);
}

static void
start_one(void)
{
	/* The child may read it until the spawn is finished. */
	static char name[] = "true", *argv[] = { name, NULL };
	spawnx_pending_t *p;
	struct moment before = now();
	int rc;

	rc = spawnx_startp(
	    &p, SPAWNX_POLLABLE, "true", NULL, &attr, argv, environ);
	took(before);
	check("spawnx_startp", rc);
	watch(spawnx_pending_fd(p), p);
	started++;
}

/*
 * The program runs by now, or could not be run: this does not wait.  epoll
 * goes by the open file, which other children still have for a moment after
 * it is closed here: take it out first.
 */
static void
finish_one(spawnx_pending_t *p)
{
	struct moment before = now();
	int rc;

	check("epoll_ctl",
	    epoll_ctl(epfd, EPOLL_CTL_DEL, spawnx_pending_fd(p), NULL) < 0
		? errno
		: 0);
	rc = spawnx_finish(p, NULL);
	took(before);
	check("true", rc);
	running++;
}

static void
reap_all(void)
{
	struct signalfd_siginfo info;

	if (read(sigfd, &info, sizeof(info)) != sizeof(info))
		check("signalfd", errno);
	while (waitpid(-1, NULL, WNOHANG) > 0)
		reaped++;
}

static void
loop(int count)
{
	struct epoll_event events[64];
	int i, n;

	while (running < count || reaped < count) {
		while (started < count && started - running < IN_FLIGHT)
			start_one();
		n = epoll_wait(epfd, events, 64, -1);
		for (i = 0; i < n; i++) {
			if (events[i].data.ptr == NULL)
				reap_all();
			else
				finish_one(events[i].data.ptr);
		}
	}
}

int
main(int argc, char *argv[])
{
	int count = argc > 1 ? atoi(argv[1]) : 1000;
	sigset_t set, old;

	/* Ignored, as it may be inherited, it would never come. */
	(void)signal(SIGCHLD, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	check(
	    "sigprocmask", sigprocmask(SIG_BLOCK, &set, &old) < 0 ? errno : 0);
	check("attributes", spawnx_attr_init(&attr));
	check("attributes", spawnx_attr_setsigmask(&attr, &old));
	check(
	    "attributes", spawnx_attr_setflags(&attr, POSIX_SPAWN_SETSIGMASK));
	epfd = epoll_create1(EPOLL_CLOEXEC);
	sigfd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	check("epoll, signalfd", epfd < 0 || sigfd < 0 ? errno : 0);
	watch(sigfd, NULL);
	loop(count);
	(void)close(sigfd);
	(void)close(epfd);
	(void)spawnx_attr_destroy(&attr);
	printf(
	    "%d processes; %d calls slept; the longest took %.0f us of CPU\n",
	    reaped, slept, longest);
	return (0);
}
