/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * --time: where the time went, and what the program has used.
 */
#include <time.h>

#include "cmd.h"

double
cmd_now(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return ((double)ts.tv_sec + (double)ts.tv_nsec / 1e9);
}

static double
seconds(const struct timeval *tv)
{
	return ((double)tv->tv_sec + (double)tv->tv_usec / 1e6);
}

static double
us(double from, double to)
{
	return ((to - from) * 1e6);
}

void
cmd_times_failed(const struct cmd_times *ti)
{
	cmd_line("failed after %.0f us\n", us(ti->ti_begin, ti->ti_spawned));
}

void
cmd_times_spawned(const struct cmd *cm, const struct cmd_times *ti)
{
	if (cm->cm_start)
		cmd_line("started after %.0f us\n",
		    us(ti->ti_begin, ti->ti_started));
	cmd_line("spawned after %.0f us\n", us(ti->ti_begin, ti->ti_spawned));
}

void
cmd_times_ended(const struct cmd_times *ti)
{
	const struct rusage *ru = &ti->ti_usage;

	/* Another one has reaped it. */
	if (ti->ti_reaped == 0)
		return;
	cmd_line("ran for %.6f s, user %.6f s, system %.6f s\n",
	    ti->ti_ended - ti->ti_spawned, seconds(&ru->ru_utime),
	    seconds(&ru->ru_stime));
	cmd_line("reaped after %.0f us\n", us(ti->ti_ended, ti->ti_reaped));
	cmd_line("memory %ld KiB at most\n", ru->ru_maxrss);
	cmd_line("context switches %ld voluntary, %ld involuntary\n",
	    ru->ru_nvcsw, ru->ru_nivcsw);
}
