/* SPDX-License-Identifier: BSD-2-Clause */
/* Scenarios of signal dispositions and masks; see oracle.h. */
#include "oracle.h"

#define DEF  POSIX_SPAWN_SETSIGDEF
#define MASK POSIX_SPAWN_SETSIGMASK

/* All that can be blocked except 32 and 33. */
#define LOW                                                          \
	"1,2,3,4,5,6,7,8,10,11,12,13,14,15,16,17,18,20,21,22,23,24," \
	"25,26,27,28,29,30,31"
#define HIGH                                                         \
	"34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,5" \
	"3,54,55,56,57,58,59,60,61,62,63,64"

/* clang-format off */
static const struct scenario rows[] = {
	/* -- dispositions -- */
	{ "caught", { CAUGHT(SIGUSR1), CAUGHT(SIGTERM), CAUGHT(64) } },
	{ "ignored", { IGNORED(SIGUSR1), IGNORED(SIGHUP), IGNORED(64) } },
	{ "caught and ignored", { CAUGHT(SIGUSR1), IGNORED(SIGUSR2) } },
	{ "caught child signal", { CAUGHT(SIGCHLD) } },
	{ "ignored child signal", { IGNORED(SIGCHLD) } },
	{ "ignored child signal, missing program", { IGNORED(SIGCHLD),
	    PROGRAM("@none") } },
	{ "ignored, made default", { IGNORED(SIGUSR1), IGNORED(SIGUSR2),
	    SIGDEFAULT(SIGUSR1, 0), FLAGS(DEF) } },
	{ "caught, made default", { CAUGHT(SIGUSR1), SIGDEFAULT(SIGUSR1, 0),
	    FLAGS(DEF) } },
	{ "default, made default", { SIGDEFAULT(SIGUSR1, 35),
	    FLAGS(DEF) } },
	{ "ignored, without the flag", { IGNORED(SIGUSR1),
	    SIGDEFAULT(SIGUSR1, 0) } },
	{ "ignored, another made default", { IGNORED(SIGUSR1),
	    SIGDEFAULT(SIGUSR2, 0), FLAGS(DEF) } },
	{ "no signal made default", { IGNORED(SIGUSR1), SIGDEFAULT(0, 0),
	    FLAGS(DEF) } },
	{ "all made default", { IGNORED(SIGUSR1), IGNORED(SIGPIPE), IGNORED(64),
	    CAUGHT(SIGINT), SIGDEFAULT(FILLED, 0), FLAGS(DEF) } },
	{ "kill and stop made default", { SIGDEFAULT(SIGKILL, SIGSTOP),
	    FLAGS(DEF) } },
	{ "every bit made default", { IGNORED(SIGUSR1),
	    SIGDEFAULT(ALL_BITS, 0), FLAGS(DEF) }, .sc_flags = KEEPS_32_33 },
	{ "the library's own signals", { GO },
	    { "sigignored: 32,33 -> \n",
	      "glibc before 2.38 leaves its internal signals ignored", 38, true },
	    .sc_flags = KEEPS_32_33 },

	/* -- mask -- */
	{ "blocked", { BLOCKED(SIGUSR1, SIGTERM) } },
	{ "blocked, all", { BLOCKED(FILLED, 0) } },
	{ "blocked, with a mask", { BLOCKED(SIGUSR1, 0), SIGMASK(SIGTERM, 0),
	    FLAGS(MASK) } },
	{ "blocked, with no mask", { BLOCKED(SIGUSR1, SIGTERM), SIGMASK(0, 0),
	    FLAGS(MASK) } },
	{ "mask", { SIGMASK(SIGINT, SIGCHLD), FLAGS(MASK) } },
	{ "mask without the flag", { SIGMASK(SIGINT, SIGCHLD) } },
	{ "mask of all", { SIGMASK(FILLED, 0), FLAGS(MASK) } },
	{ "mask of kill and stop", { SIGMASK(SIGKILL, SIGSTOP),
	    FLAGS(MASK) } },
	{ "mask of realtime signals", { SIGMASK(35, 64), FLAGS(MASK) } },
	{ "mask of every bit", { SIGMASK(ALL_BITS, 0), FLAGS(MASK) },
	    { "sigmask: " LOW "," HIGH " -> " LOW ",32,33," HIGH "\n",
	      "sigfillset() leaves these two out; who sets their bits by hand"
	      " means them, and glibc drops them", 0 } },
	{ "mask and default", { IGNORED(SIGUSR1), IGNORED(SIGUSR2),
	    CAUGHT(SIGINT), BLOCKED(SIGHUP, 0), SIGDEFAULT(SIGUSR1, 0),
	    SIGMASK(SIGUSR2, SIGINT), FLAGS(DEF | MASK) } },
	{ "mask and a failure", { BLOCKED(SIGUSR1, 0), SIGMASK(SIGTERM, 0),
	    FLAGS(MASK), PROGRAM("@none") } },
};
/* clang-format on */

const struct scenario_table oracle_signals = { rows, COUNT(rows) };
