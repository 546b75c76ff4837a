/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs a program to its end, or until its time is up: feeds it, and keeps the
 * first and the last bytes of what it writes.  run_main.c is a command of it.
 *
 * None of the following stops it, or loses anything:
 * - The program fills both pipes, and reads nothing meanwhile; or ends, or
 *   closes its input, before it has read all of that.
 * - It writes more than is to be kept, or nothing, or closes its output early.
 * - It ignores SIGTERM, or is stopped; what it has started holds the pipes, or
 *   writes for ever.  Only a process that leaves its group is out of reach.
 * - A descriptor below 3 is closed here.
 */
#include <sys/ioctl.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "run.h"

extern char **environ;

static double
now(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return ((double)ts.tv_sec + (double)ts.tv_nsec / 1e9);
}

static void
close_fd(struct pollfd *p)
{
	if (p->fd >= 0)
		(void)close(p->fd);
	p->fd = -1; /* poll() leaves it out */
}

/* A broken pipe is no signal for this thread, whatever the process does. */
static ssize_t
write_quietly(int fd, const void *bytes, size_t n)
{
	const struct timespec none = { 0, 0 };
	sigset_t set, old, pending;
	ssize_t written;
	int error;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGPIPE);
	(void)pthread_sigmask(SIG_BLOCK, &set, &old);
	(void)sigpending(&pending);
	written = write(fd, bytes, n);
	error = errno;
	if (written < 0 && error == EPIPE && !sigismember(&pending, SIGPIPE))
		(void)sigtimedwait(&set, NULL, &none);
	(void)pthread_sigmask(SIG_SETMASK, &old, NULL);
	errno = error;
	return (written);
}

static void
feed(struct job *jo)
{
	ssize_t n = 0;

	if (jo->jo_size > 0)
		n = write_quietly(
		    jo->jo_fds[RUN_IN].fd, jo->jo_input, jo->jo_size);
	if (n > 0) {
		jo->jo_input += n;
		jo->jo_size -= (size_t)n;
	}
	if (jo->jo_size == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		close_fd(&jo->jo_fds[RUN_IN]);
}

static void
keep(const struct job *jo, struct kept *ke, const char *bytes, size_t n)
{
	for (; n > 0; n--, bytes++, ke->ke_total++) {
		if (ke->ke_total < jo->jo_head)
			ke->ke_bytes[ke->ke_total] = *bytes;
		else if (jo->jo_tail > 0)
			ke->ke_bytes[jo->jo_head +
				     (ke->ke_total - jo->jo_head) %
					 jo->jo_tail] = *bytes;
	}
}

static size_t
take(struct job *jo, int which, size_t most)
{
	char bytes[65536];
	ssize_t n = read(jo->jo_fds[which].fd, bytes,
	    most < sizeof(bytes) ? most : sizeof(bytes));

	if (n > 0)
		keep(jo, &jo->jo_kept[which], bytes, (size_t)n);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		close_fd(&jo->jo_fds[which]);
	return (n > 0 ? (size_t)n : 0);
}

/*
 * The program has ended: what it has written is in the pipe.  What others write
 * from now on is not waited for.
 */
static void
take_rest(struct job *jo, int which)
{
	size_t n;
	int left = 0;

	if (jo->jo_fds[which].fd < 0 ||
	    ioctl(jo->jo_fds[which].fd, FIONREAD, &left) != 0)
		return;
	for (; left > 0 && (n = take(jo, which, (size_t)left)) > 0;)
		left -= (int)n;
}

/* By its number before Linux 6.9: the program is not reaped yet. */
static void
signal_group(const struct job *jo, int signo)
{
	if (spawnx_handle_signal(jo->jo_fds[RUN_HANDLE].fd, signo,
		SPAWNX_SIGNAL_GROUP) == ENOTSUP)
		(void)kill(-jo->jo_pid, signo);
}

/* The moment of the next signal, if there is to be one. */
static double
time_is_up(struct job *jo)
{
	if (jo->jo_late) {
		signal_group(jo, SIGKILL);
		return (0);
	}
	jo->jo_late = true;
	signal_group(jo, SIGTERM);
	signal_group(jo, SIGCONT);
	return (jo->jo_grace > 0 ? now() + jo->jo_grace : 0);
}

static int
milliseconds(double until)
{
	const double left = (until - now()) * 1000;

	if (until == 0)
		return (-1);
	return (left <= 0 ? 0 : left < 1e6 ? (int)left + 1 : 1000000);
}

static void
attend(struct job *jo)
{
	double end = jo->jo_time > 0 ? now() + jo->jo_time : 0;
	struct pollfd *fds = jo->jo_fds;

	do {
		if (end != 0 && now() >= end)
			end = time_is_up(jo);
		if (poll(fds, RUN_POLLED, milliseconds(end)) <= 0)
			continue;
		if (fds[RUN_IN].fd >= 0 && fds[RUN_IN].revents != 0)
			feed(jo);
		for (int i = RUN_OUT; i <= RUN_ERR; i++)
			if (fds[i].fd >= 0 && fds[i].revents != 0)
				(void)take(jo, i, SIZE_MAX);
	} while (fds[RUN_HANDLE].revents == 0);
	take_rest(jo, RUN_OUT);
	take_rest(jo, RUN_ERR);
	if (jo->jo_late)
		signal_group(jo, SIGKILL);
}

/* theirs: the program's ends.  Only ours do not block. */
static int
make_pipes(struct job *jo, int theirs[3])
{
	int fds[2];

	for (int i = RUN_IN; i <= RUN_ERR; i++) {
		if (pipe2(fds, O_CLOEXEC) != 0)
			return (errno);
		theirs[i] = fds[i == RUN_IN ? 0 : 1];
		jo->jo_fds[i].fd = fds[i == RUN_IN ? 1 : 0];
		jo->jo_fds[i].events = i == RUN_IN ? POLLOUT : POLLIN;
		(void)fcntl(jo->jo_fds[i].fd, F_SETFL, O_NONBLOCK);
	}
	return (0);
}

/* The failure has a setter's as well, so that none has to be asked. */
static int
start(struct job *jo, int theirs[3], char *argv[], spawnx_failure_t *where)
{
	static const int to[3] = { 0, 1, 2 };
	const spawnx_options_t options = { .flags = SPAWNX_SEARCH,
		.handle = &jo->jo_fds[RUN_HANDLE].fd,
		.failure = where };
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	sigset_t set;
	int error;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGPIPE);
	(void)spawnx_file_actions_init(&fa);
	(void)spawnx_attr_init(&attr);
	(void)spawnx_file_actions_addremap(&fa, 3, theirs, to);
	(void)spawnx_attr_setpgroup(&attr, 0);
	(void)spawnx_attr_setsigdefault(&attr, &set);
	error = spawnx_spawn_with(&jo->jo_pid, argv[0], &fa, &attr, argv,
	    environ, &options, sizeof(options));
	(void)spawnx_file_actions_destroy(&fa);
	(void)spawnx_attr_destroy(&attr);
	return (error);
}

/* A failure of ours, in the words that spawnx_strfailure() has for setters. */
static void
say(spawnx_failure_t *where, const char *name, int error)
{
	*where =
	    (spawnx_failure_t){ .step = SPAWNX_STEP_ARGUMENT, .error = error };
	(void)snprintf(where->setter, sizeof(where->setter), "%s", name);
}

int
run(struct job *jo, char *argv[], spawnx_failure_t *where)
{
	int theirs[3] = { -1, -1, -1 };
	int error;

	for (int i = 0; i < RUN_POLLED; i++)
		jo->jo_fds[i] = (struct pollfd){ -1, POLLIN, 0 };
	error = make_pipes(jo, theirs);
	if (error == 0)
		error = start(jo, theirs, argv, where);
	else
		say(where, "pipe2", error);
	for (int i = RUN_IN; i <= RUN_ERR; i++)
		if (theirs[i] >= 0)
			(void)close(theirs[i]);
	if (error == 0) {
		attend(jo);
		error = spawnx_handle_wait(
		    jo->jo_fds[RUN_HANDLE].fd, -1, 0, &jo->jo_status, NULL);
		if (error != 0)
			say(where, "spawnx_handle_wait", error);
	}
	for (int i = 0; i < RUN_POLLED; i++)
		close_fd(&jo->jo_fds[i]);
	return (error);
}
