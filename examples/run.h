/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef RUN_H
#define RUN_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spawnx.h>

enum {
	RUN_IN,
	RUN_OUT,
	RUN_ERR,
	RUN_HANDLE,
	RUN_POLLED
};

/* Of one output: room for head + tail bytes, the tail as a ring. */
struct kept {
	char *ke_bytes;
	uint64_t ke_total;
};

struct job {
	const char *jo_input; /* what is left of it */
	size_t jo_size;
	size_t jo_head, jo_tail;  /* bytes to keep of each output */
	double jo_time, jo_grace; /* seconds; 0: no limit */

	struct kept jo_kept[RUN_POLLED]; /* RUN_OUT and RUN_ERR */
	struct pollfd jo_fds[RUN_POLLED];
	pid_t jo_pid;
	bool jo_late;
	int jo_status; /* as of waitpid() */
};

/* 0, or an error number: then there is no process, and `where` says why. */
int run(struct job *jo, char *argv[], spawnx_failure_t *where);

#endif /* RUN_H */
