/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Places where a tracer can look into a spawn (USDT; libspawnx(7), "Tracing"):
 * each is one instruction that does nothing, and a note in the file.  Not for
 * the child's code: a breakpoint there would be hit in the caller's memory.
 */
#ifndef SPX_PROBE_H
#define SPX_PROBE_H

#ifdef SPX_SDT
#include <sys/sdt.h>

#define SPX_PROBE_ENTRY(file)        DTRACE_PROBE1(spawnx, entry, file)
#define SPX_PROBE_RETURN(error, pid) DTRACE_PROBE2(spawnx, return, error, pid)
#define SPX_PROBE_FAILURE(error, step, index) \
	DTRACE_PROBE3(spawnx, failure, error, step, index)
#else
#define SPX_PROBE_ENTRY(file)                 ((void)(file))
#define SPX_PROBE_RETURN(error, pid)          ((void)(error), (void)(pid))
#define SPX_PROBE_FAILURE(error, step, index) ((void)0)
#endif

#endif /* SPX_PROBE_H */
