/* SPDX-License-Identifier: BSD-2-Clause */
/* Scenarios of attributes other than signals; see oracle.h. */
#include "oracle.h"

#define RESETIDS  POSIX_SPAWN_RESETIDS
#define SETPGROUP POSIX_SPAWN_SETPGROUP
#define SCHEDULER POSIX_SPAWN_SETSCHEDULER
#define PARAM     POSIX_SPAWN_SETSCHEDPARAM
#define SETSID    SPAWNX_SETSID

/* clang-format off */
static const struct scenario rows[] = {
	/* -- objects -- */
	{ "attr: fresh", { GETFLAGS, GETPGROUP, GETPOLICY, GETPARAM } },
	{ "attr: read back", { FLAGS(SETPGROUP | SETSID), PGROUP(7), POLICY(1),
	    PRIORITY(9), GETFLAGS, GETPGROUP, GETPOLICY, GETPARAM, FLAGS(0) } },
	{ "attr: made again", { FLAGS(SETPGROUP), PRIORITY(9), AGAIN, GETFLAGS,
	    GETPARAM } },
	{ "attr: values without flags", { PGROUP(1), POLICY(SCHED_FIFO),
	    PRIORITY(5), SIGDEFAULT(FILLED, 0), SIGMASK(FILLED, 0) } },
	{ "attr: use vfork", { FLAGS(POSIX_SPAWN_USEVFORK), GETFLAGS } },
	{ "attr: unknown flag", { FLAGS(0x200), GETFLAGS } },
	{ "attr: unknown flag beside a known one",
	    { FLAGS(0x200 | SETPGROUP), GETFLAGS } },
	{ "attr: every flag", { FLAGS(-1), GETFLAGS } },
	{ "attr: close-on-exec default",
	    { FLAGS(SPAWNX_CLOEXEC_DEFAULT), HAVE(5, "@a", O_RDONLY) },
	    { "step 0: EINVAL -> 0\nfds: 0,1,2,5 -> \n",
	      "an extension, as on Darwin", 0 }, .sc_leave_out = "fd.*" },
	{ "attr: cgroup flag", { FLAGS(SPAWNX_SETCGROUP), FLAGS(0) },
	    { "step 0: EINVAL -> 0\n", "new in glibc 2.39", 39 } },
	{ "attr: cgroup", { HAVE(5, "@dir", O_RDONLY), CGROUP(5),
	    FLAGS(SPAWNX_SETCGROUP) }, .sc_flags = NEEDS_CLONE3 },
	{ "attr: closed cgroup", { CGROUP(5), FLAGS(SPAWNX_SETCGROUP) },
	    .sc_flags = NEEDS_CLONE3 },

	/* -- process group and session -- */
	{ "group: new", { FLAGS(SETPGROUP) } },
	{ "group: without the flag", { PGROUP(0) } },
	{ "group: joined", { GROUP, PGROUP(OWN_GROUP), FLAGS(SETPGROUP) } },
	{ "group: from a leader", { GROUP, FLAGS(SETPGROUP) } },
	{ "group: missing", { PGROUP(4194305), FLAGS(SETPGROUP) } },
	{ "group: of another session", { PGROUP(1), FLAGS(SETPGROUP) } },
	{ "group: negative", { PGROUP(-1), FLAGS(SETPGROUP) } },
	{ "session: new", { FLAGS(SETSID) } },
	{ "session: and group", { FLAGS(SETSID | SETPGROUP) } },
	{ "session: from a leader", { TTY(10), FLAGS(SETSID) } },
	{ "session: and user", { FLAGS(SETSID | RESETIDS) } },

	/* -- IDs; 4711 and 4712 are anyone -- */
	{ "ids: nothing to reset", { FLAGS(RESETIDS) } },
	{ "ids: root to user", { COPIED, IDS(4711, 0), FLAGS(RESETIDS) },
	    .sc_flags = NEEDS_ROOT },
	{ "ids: kept", { COPIED, IDS(4711, 0) }, .sc_flags = NEEDS_ROOT },
	{ "ids: user to root", { COPIED, IDS(0, 4711), FLAGS(RESETIDS) },
	    .sc_flags = NEEDS_ROOT },
	{ "ids: user to user", { COPIED, IDS(4711, 4712), FLAGS(RESETIDS) },
	    .sc_flags = NEEDS_ROOT },
	{ "ids: before the actions", { COPIED, IDS(4711, 0),
	    ADDOPEN(5, "@a", O_WRONLY), FLAGS(RESETIDS) },
	    .sc_flags = NEEDS_ROOT },
	{ "ids: before a failure", { COPIED, IDS(4711, 0), FLAGS(RESETIDS),
	    PROGRAM("@none") }, .sc_flags = NEEDS_ROOT },

	/* -- scheduler -- */
	{ "scheduler: other", { POLICY(SCHED_OTHER), FLAGS(SCHEDULER) } },
	{ "scheduler: other with priority", { POLICY(SCHED_OTHER), PRIORITY(5),
	    FLAGS(SCHEDULER) } },
	{ "scheduler: first in, first out", { POLICY(SCHED_FIFO), PRIORITY(3),
	    FLAGS(SCHEDULER) } },
	{ "scheduler: round robin", { POLICY(SCHED_RR), PRIORITY(1),
	    FLAGS(SCHEDULER) } },
	{ "scheduler: priority 0", { POLICY(SCHED_FIFO), FLAGS(SCHEDULER) } },
	{ "scheduler: priority 100", { POLICY(SCHED_RR), PRIORITY(100),
	    FLAGS(SCHEDULER) } },
	{ "scheduler: negative priority", { PRIORITY(-1), FLAGS(PARAM) } },
	{ "scheduler: parameter", { PRIORITY(0), FLAGS(PARAM) } },
	{ "scheduler: wrong parameter", { PRIORITY(1), FLAGS(PARAM) } },
	{ "scheduler: parameter, policy unused", { POLICY(SCHED_RR),
	    PRIORITY(0), FLAGS(PARAM) } },
	{ "scheduler: both flags", { POLICY(SCHED_RR), PRIORITY(2),
	    FLAGS(SCHEDULER | PARAM) } },
	{ "scheduler: before the IDs", { COPIED, IDS(4711, 0),
	    POLICY(SCHED_RR), PRIORITY(2), FLAGS(SCHEDULER | RESETIDS) },
	    .sc_flags = NEEDS_ROOT },
	{ "scheduler: unknown policy", { POLICY(4711), POLICY(-1), GETPOLICY,
	    FLAGS(SCHEDULER) } },
	{ "scheduler: deadline", { POLICY(6), GETPOLICY } },
	{ "scheduler: batch", { POLICY(SCHED_BATCH), FLAGS(SCHEDULER) },
	    { "step 0: EINVAL -> 0\nsched.policy: 0 -> 3\n",
	      "Linux has it, and there is nothing in POSIX against it", 0 } },
	{ "scheduler: idle", { POLICY(SCHED_IDLE), FLAGS(SCHEDULER) },
	    { "step 0: EINVAL -> 0\nsched.policy: 0 -> 5\n",
	      "Linux has it, and there is nothing in POSIX against it", 0 } },
	{ "scheduler: fails before the actions", { PRIORITY(1), FLAGS(PARAM),
	    ADDOPEN(5, "@new", O_CREAT | O_WRONLY), GO, MODE_OF("@new") } },

	/* -- what a program inherits -- */
	{ "inherited: descriptor", { HAVE(5, "@a", O_RDWR), SEEK(5, 3), GO,
	    OFFSET(5) } },
	{ "inherited: not what is close-on-exec",
	    { HAVE(5, "@a", O_RDONLY | O_CLOEXEC), HAVE(6, "@b", O_RDONLY) } },
	{ "inherited: directory", { CWD("@dir") } },
	{ "inherited: umask", { UMASK(0175) } },
	{ "inherited: nice", { NICE(5) } },
	{ "inherited: limit", { LIMIT(77) } },
	{ "inherited: closed input", { CLOSED(0) } },
	{ "inherited: nothing open", { CLOSED(0), CLOSED(1), CLOSED(2) } },

	/* -- all together -- */
	{ "all flags", { SIGDEFAULT(SIGINT, SIGPIPE), IGNORED(SIGINT),
	    SIGMASK(SIGTERM, 0), POLICY(SCHED_OTHER), FLAGS(RESETIDS |
	    SETPGROUP | SCHEDULER | PARAM | POSIX_SPAWN_SETSIGDEF |
	    POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_USEVFORK),
	    ADDOPEN(0, "@a", O_RDONLY), ADDDUP2(0, 9) } },
	{ "all flags, with a session", { SIGDEFAULT(SIGINT, SIGPIPE),
	    IGNORED(SIGINT), SIGMASK(SIGTERM, 0), FLAGS(RESETIDS | SETSID |
	    PARAM | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK),
	    ADDCHDIR("@dir"), ADDCLOSE(0), ADDOPEN(0, "inside", O_RDONLY) } },
};
/* clang-format on */

const struct scenario_table oracle_attrs = { rows, COUNT(rows) };
