/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For tests that an emulator of another CPU can run: the programs that they
 * spawn are the system's own.
 */
#ifndef EMULATED_H
#define EMULATED_H

#include "check.h"
#include "forked.h"

#define SHELL "/bin/sh"

static inline int
can_refuse(void *unused)
{
	(void)unused;
	return (refuse_syscall_if_arg(SYS_kill, 0, ~0U, ~0U, EPERM));
}

/* Emulators have no filters, and no need of one either. */
static inline void
each_way(int (*fn)(void *))
{
	if (in_child(can_refuse, NULL) == 0)
		on_each_way(fn, NULL);
	else
		expect_child(fn, NULL);
}

#endif /* EMULATED_H */
