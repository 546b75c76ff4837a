/* SPDX-License-Identifier: BSD-2-Clause */
/* Capabilities by the kernel's calls: not every libc has their header. */
#ifndef CAPS_H
#define CAPS_H

#include "support.h"

#include <sys/syscall.h>

#define CAP(n)               (1ULL << (n))
#define CAP_DAC_OVERRIDE     1
#define CAP_SETPCAP          8
#define CAP_NET_BIND_SERVICE 10
#define CAP_NET_ADMIN        12
#define CAP_SYS_PTRACE       19

/* Effective and permitted of this thread, and none inheritable. */
static inline int
set_caps(unsigned long long set)
{
	const struct {
		uint32_t version;
		int pid;
	} header = { 0x20080522, 0 };
	const uint32_t low = (uint32_t)set, high = (uint32_t)(set >> 32);
	const uint32_t data[] = { low, low, 0, high, high, 0 };

	return ((int)syscall(SYS_capset, &header, data));
}

#endif /* CAPS_H */
