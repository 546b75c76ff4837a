/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spx_syscall5() of any CPU, by the one function of libc's that does nothing
 * but the call.  It needs no stack to speak of, no lock and no memory, except
 * errno: that of the thread which waits for the child, and gets it back.
 */
#include <errno.h>
#include <unistd.h>

#include "syscall.h"

long
spx_syscall5(long nr, long a, long b, long c, long d, long e)
{
	const int saved = errno;
	long rc = syscall(nr, a, b, c, d, e);

	if (rc == -1) {
		rc = -errno;
		errno = saved;
	}
	return (rc);
}
