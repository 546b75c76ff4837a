/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_POLL_H
#define FACTS_POLL_H

#define POLLIN 0x0001

struct pollfd {
	int fd;
	short events;
	short revents;
};

#endif /* FACTS_POLL_H */
