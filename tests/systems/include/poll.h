/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_POLL_H
#define FACTS_POLL_H

#include <facts.h>

struct pollfd {
	int fd;
	short events;
	short revents;
};

int poll(struct pollfd *, nfds_t, int);

#endif /* FACTS_POLL_H */
