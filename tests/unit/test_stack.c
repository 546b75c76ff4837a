/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The child gets along with the 4 KiB of stack that it has in a frame of the
 * caller's: measured, for all that it can be asked to do, on a larger stack
 * that is painted first.
 *
 * Not of POSIX: the promise of SPX_CHILD_STACK in src/child/child.h.
 */
#include "forked.h"

#include "child/child.h"
#include "object/object.h"
#include "base/extension.h"
#include "rfork_thread.h"

#define PAINT  0xa5
#define MARGIN 1024
#define FLAGS  (CLONE_VM | CLONE_VFORK)

_Static_assert(SPX_CHILD_STACK == 4096 || SPX_CHILD_STACK == 8192,
    "as the documentation says");

static _Alignas(16) unsigned char stack[8 * SPX_CHILD_STACK];

/* Runs the request, by clone(), which every backend has; the bytes used. */
static size_t
measure(struct spx_request *r)
{
	struct spx_clone_args args = { .ca_flags = FLAGS,
		.ca_exit_signal = SIGCHLD };
	size_t i;
	long pid;

	memset(stack, PAINT, sizeof(stack));
	pid = spx_rfork_thread(
	    &args, stack + sizeof(stack), spx_child_main, r, 0);
	if (pid < 0 || wait_for((pid_t)pid) < 0)
		return (sizeof(stack));
	for (i = 0; i < sizeof(stack) && stack[i] == PAINT; i++)
		continue;
	return (sizeof(stack) - i);
}

static const struct spx_action all_actions[] = {
	{ .fa_kind = SPAWNX_ACTION_OPEN, .fa_fd = 60, .fa_path = "/dev/null" },
	{ .fa_kind = SPAWNX_ACTION_DUP2, .fa_fd = 61, .fa_from = 60 },
	{ .fa_kind = SPAWNX_ACTION_DUP2, .fa_fd = 61, .fa_from = 61 },
	{ .fa_kind = SPAWNX_ACTION_INHERIT, .fa_fd = 60 },
	{ .fa_kind = SPAWNX_ACTION_CLOEXECFROM, .fa_fd = 70 },
	{ .fa_kind = SPAWNX_ACTION_INHERITOPEN, .fa_fd = 71 },
	{ .fa_kind = SPAWNX_ACTION_CLOSE, .fa_fd = 60 },
	{ .fa_kind = SPAWNX_ACTION_OPEN, .fa_fd = 60, .fa_path = "/" },
	{ .fa_kind = SPAWNX_ACTION_FCHDIR, .fa_fd = 60 },
	{ .fa_kind = SPAWNX_ACTION_CHDIR, .fa_path = "/" },
	{ .fa_kind = SPAWNX_ACTION_CLOSEFROM, .fa_fd = 3 },
	{ .fa_kind = SPAWNX_ACTION_TCSETPGRP, .fa_fd = 0 },
};

static const struct spx_action close_all = { .fa_kind = SPAWNX_ACTION_CLOSEFROM,
	.fa_fd = 3 };

/* A report needs no copy of memory: the actions are walked through for it. */
static void
fill(struct spx_request *r)
{
	static char *argv[] = { "report", "none", NULL };

	memset(r, 0, sizeof(*r));
	r->req_paths = report_program();
	r->req_npaths = 1;
	r->req_argv = argv;
	r->req_envp = environ;
	r->req_handle = -1;
	r->req_report = -1;
	r->req_hidden[0] = r->req_hidden[1] = -1;
}

struct row {
	const char *name;
	int flags;
	bool blocked, unshare, pipe, search, ext;
	const struct spx_action *actions;
	unsigned nactions;
	bool remap; /* instead of these */
	bool no_close_range, no_proc;
	int step; /* that fails */
};

#define ATTRIBUTES                                           \
	(POSIX_SPAWN_RESETIDS | POSIX_SPAWN_SETPGROUP |      \
	    POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | \
	    POSIX_SPAWN_SETSCHEDULER)

static const struct row rows[] = {
	{ .name = "plain" },
	{ .name = "blocked signals", .blocked = true },
	{ .name = "attributes", .flags = ATTRIBUTES, .blocked = true },
	{ .name = "session, parameter",
	    .flags = SPAWNX_SETSID | POSIX_SPAWN_SETSCHEDPARAM },
	{ .name = "close-on-exec", .flags = SPAWNX_CLOEXEC_DEFAULT },
	{ .name = "close-on-exec, walking /proc",
	    .flags = SPAWNX_CLOEXEC_DEFAULT,
	    .no_close_range = true },
	{ .name = "actions",
	    .actions = all_actions,
	    .nactions = COUNT(all_actions) - 1 },
	{ .name = "terminal",
	    .actions = all_actions,
	    .nactions = COUNT(all_actions),
	    .step = SPAWNX_STEP_ACTION },
	{ .name = "closefrom, walking /proc",
	    .actions = &close_all,
	    .nactions = 1,
	    .no_close_range = true },
	{ .name = "closefrom, walking numbers",
	    .actions = &close_all,
	    .nactions = 1,
	    .no_close_range = true,
	    .no_proc = true },
	{ .name = "descriptors left behind",
	    .actions = &close_all,
	    .nactions = 1,
	    .unshare = true },
	{ .name = "a remap in a circle", .remap = true },
	{ .name = "a remap and a pipe", .remap = true, .pipe = true },
	{ .name = "long search", .search = true, .step = SPAWNX_STEP_EXEC },
	{ .name = "a pipe for the answer",
	    .pipe = true,
	    .search = true,
	    .step = SPAWNX_STEP_EXEC },
	{ .name = "attributes without flags", .ext = true },
	{ .name = "attributes without flags, and a pipe",
	    .ext = true,
	    .pipe = true },
	{ .name = "all of it, with a pipe",
	    .ext = true,
	    .flags = ATTRIBUTES | SPAWNX_CLOEXEC_DEFAULT,
	    .blocked = true,
	    .pipe = true,
	    .actions = all_actions,
	    .nactions = COUNT(all_actions),
	    .step = SPAWNX_STEP_ACTION },
};

/* Paths of many lengths, none of which is there. */
static void
lay_out(struct spx_request *r)
{
	static char paths[2000 * 128];
	char *to = paths;

	for (unsigned i = 0; i < 2000; i++)
		to += sprintf(to, "/none/%0*u", (int)(i % 100 + 1), i) + 1;
	r->req_paths = paths;
	r->req_npaths = 2000;
}

/* In a circle, so that a further number is taken. */
static int
remap(struct spx_request *r)
{
	static posix_spawn_file_actions_t fa;
	const int from[] = { 0, 1, 2 }, to[] = { 1, 2, 0 };

	return (spawnx_file_actions_init(&fa) +
		spawnx_file_actions_addremap(&fa, 3, from, to) +
		spx_actions_read(r, &fa));
}

#define BIT(name) SPX_ATTR_BIT(SPAWNX_ATTR_##name)

/* Those that can be set by anyone, and as root those that are root's. */
static const struct spx_ext *
every_attribute(void)
{
	static unsigned long cpus[16] = { 1 };
	static gid_t group;
	static char root[] = "/";
	static struct spx_ext ext = {
		.ex_set = BIT(SIGIGNORE) | BIT(UMASK) | BIT(RLIMIT) |
			  BIT(PDEATHSIG) | BIT(NONEWPRIVS) | BIT(NICE) |
			  BIT(AFFINITY) | BIT(ASLR) | BIT(CWD),
		.ex_values = {
			[SPAWNX_ATTR_PDEATHSIG] = { .va_int = SIGTERM },
			[SPAWNX_ATTR_NONEWPRIVS] = { .va_int = 1 },
			[SPAWNX_ATTR_NICE] = { .va_int = 19 },
			[SPAWNX_ATTR_ASLR] = { .va_int = 1 },
			[SPAWNX_ATTR_CAPBOUNDING] = { .va_caps = 0x10ff },
			[SPAWNX_ATTR_CAPAMBIENT] = { .va_caps = 1 },
			[SPAWNX_ATTR_RLIMIT] = { .va_limits = 1U << RLIMIT_CORE },
			[SPAWNX_ATTR_AFFINITY] = { .va_owned = { cpus, sizeof(cpus) } },
			[SPAWNX_ATTR_GROUPS] = { .va_owned = { &group, 1 } },
			[SPAWNX_ATTR_CHROOT] = { .va_owned = { root, sizeof(root) } },
			[SPAWNX_ATTR_CWD] = { .va_owned = { root, sizeof(root) } },
		},
	};

	spx_sigset_add(
	    &ext.ex_values[SPAWNX_ATTR_SIGIGNORE].va_signals, SIGUSR1);
	(void)syscall(SYS_sched_getaffinity, 0, sizeof(cpus), cpus);
	if (geteuid() == 0)
		ext.ex_set |= BIT(GROUPS) | BIT(IDS) | BIT(CHROOT) |
			      BIT(CAPBOUNDING) | BIT(CAPINHERITABLE) |
			      BIT(CAPAMBIENT);
	return (&ext);
}

static int
prepare(struct spx_request *r, const struct row *row)
{
	int fds[2];

	fill(r);
	r->req_flags = (unsigned)row->flags;
	r->req_policy = SCHED_BATCH;
	memset(&r->req_sigdefault, 0xff, sizeof(r->req_sigdefault));
	r->req_signals_blocked = row->blocked;
	r->req_actions = row->actions;
	r->req_nactions = row->nactions;
	if (row->remap && remap(r) != 0)
		return (complain("remap"));
	if (row->ext)
		r->req_ext = every_attribute();
	r->req_parent = getpid();
	if (row->unshare)
		r->req_keep_below = 3;
	if (row->search)
		lay_out(r);
	if (row->pipe) {
		if (pipe(fds) != 0)
			return (complain("pipe: %s", strerror(errno)));
		r->req_report_other = fds[0];
		r->req_report = fds[1];
	}
	return (0);
}

/* In a child: for a terminal, for refusals, and for what they are noted in. */
static int
row_child(void *arg)
{
	const struct row *row = arg;
	struct spx_request r;
	size_t used;
	int bad = prepare(&r, row);

	(void)setsid();
	if (row->no_close_range && refuse_syscall(SYS_close_range, ENOSYS) != 0)
		return (77);
	if (row->no_proc && refuse_syscall(SYS_getdents64, ENOSYS) != 0)
		return (77);
	used = measure(&r);
	(void)printf("%5zu bytes of stack: %s\n", used, row->name);
	(void)fflush(stdout);
	bad += check(used > 0) + check(used <= SPX_CHILD_STACK - MARGIN);
	return (bad + check_int(r.req_failure.step, row->step));
}

static void
test_high_water_mark(void **state)
{
	(void)state;
	expect_rows(row_child, rows);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_high_water_mark),
	};

	return (run_cases(cases));
}
