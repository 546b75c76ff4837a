/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The same loop in two processes at once, beside which a way to start programs
 * in parallel can be judged: on some machines a second CPU adds nothing.
 */
#include <sys/socket.h>
#include <sys/types.h>

#include "bench.h"

#define LOOPS 2

static struct {
	pid_t pid;
	int fd;
} loops[LOOPS];

static void serve(int fd, void (*loop)(void)) __attribute__((noreturn));

static void
serve(int fd, void (*loop)(void))
{
	char byte;

	while (read(fd, &byte, 1) == 1) {
		loop();
		check("write", write(fd, &byte, 1) == 1 ? 0 : errno);
	}
	_exit(0);
}

void
loops_begin(void (*loop)(void))
{
	int i, fds[2];

	for (i = 0; i < LOOPS; i++) {
		check("socketpair",
		    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds)
			? errno
			: 0);
		loops[i].pid = fork();
		check("fork", loops[i].pid < 0 ? errno : 0);
		if (loops[i].pid == 0) {
			(void)close(fds[0]);
			serve(fds[1], loop);
		}
		(void)close(fds[1]);
		loops[i].fd = fds[0];
	}
}

double
loops_time(void)
{
	double before = now_us();
	char byte = 0;
	int i;

	for (i = 0; i < LOOPS; i++)
		check("a loop",
		    send(loops[i].fd, &byte, 1, MSG_NOSIGNAL) == 1 ? 0 : errno);
	for (i = 0; i < LOOPS; i++)
		check("a loop", read(loops[i].fd, &byte, 1) == 1 ? 0 : EIO);
	return (now_us() - before);
}

void
loops_end(void)
{
	int i;

	/* The second one has a copy of the first one's end: both first. */
	for (i = 0; i < LOOPS; i++)
		(void)close(loops[i].fd);
	for (i = 0; i < LOOPS; i++)
		reap(loops[i].pid);
}
