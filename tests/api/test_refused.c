/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A call that a filter refuses is never passed over: the spawn fails, and says
 * by which attribute or action, or the refusal doesn't matter.
 *
 * Not of POSIX: a process that has set its handlers and then confines itself.
 */
#include "check.h"
#include "forked.h"
#include "needs.h"

#include <sys/prctl.h>

#define CAUGHT   SIGUSR1
#define OPEN     20 /* open in the caller, and not close-on-exec */
#define NOT_OPEN 21
#define ANY      0U, 0U /* whatever the first argument is */
#define FD(fd)   ~0U, (fd)

/* -- One refused call, and where the spawn fails for it -- */

struct refusal {
	const char *name;
	long number;
	uint32_t mask, value; /* of its first argument */
	int (*prepare)(posix_spawnattr_t *, posix_spawn_file_actions_t *);
	enum spawnx_step step; /* NONE: the spawn works */
	int index;
	bool no_range; /* close_range() is refused as well */
};

static int
set_default(posix_spawnattr_t *attr, posix_spawn_file_actions_t *fa)
{
	const int signals[] = { CAUGHT, 0 };
	sigset_t set;

	(void)fa;
	make_set(&set, false, signals);
	if (spawnx_attr_setsigdefault(attr, &set) != 0)
		return (1);
	return (spawnx_attr_setflags(attr, POSIX_SPAWN_SETSIGDEF));
}

static int
set_ignored(posix_spawnattr_t *attr, posix_spawn_file_actions_t *fa)
{
	const int signals[] = { CAUGHT, 0 };
	sigset_t set;

	(void)fa;
	make_set(&set, false, signals);
	return (spawnx_attr_setsigignore(attr, &set));
}

static int
set_umask(posix_spawnattr_t *attr, posix_spawn_file_actions_t *fa)
{
	(void)fa;
	return (spawnx_attr_setumask(attr, 077));
}

static int
set_mask(posix_spawnattr_t *attr, posix_spawn_file_actions_t *fa)
{
	(void)fa;
	return (spawnx_attr_setflags(attr, POSIX_SPAWN_SETSIGMASK));
}

static int
set_death(posix_spawnattr_t *attr, posix_spawn_file_actions_t *fa)
{
	(void)fa;
	return (spawnx_attr_setpdeathsig(attr, SIGTERM));
}

static int
set_close(posix_spawnattr_t *attr, posix_spawn_file_actions_t *fa)
{
	(void)attr;
	return (spawnx_file_actions_addclose(fa, OPEN));
}

static int
set_close_other(posix_spawnattr_t *attr, posix_spawn_file_actions_t *fa)
{
	(void)attr;
	return (spawnx_file_actions_addclose(fa, NOT_OPEN));
}

static int
set_close_second(posix_spawnattr_t *attr, posix_spawn_file_actions_t *fa)
{
	return (set_close_other(attr, fa) + set_close(attr, fa));
}

static int
set_close_from(posix_spawnattr_t *attr, posix_spawn_file_actions_t *fa)
{
	(void)attr;
	return (spawnx_file_actions_addclosefrom(fa, OPEN));
}

static int
set_close_above(posix_spawnattr_t *attr, posix_spawn_file_actions_t *fa)
{
	(void)attr;
	return (spawnx_file_actions_addclosefrom(fa, NOT_OPEN));
}

static int
set_default_cloexec(posix_spawnattr_t *attr, posix_spawn_file_actions_t *fa)
{
	(void)fa;
	return (spawnx_attr_setflags(attr, SPAWNX_CLOEXEC_DEFAULT));
}

#define ATTR(which)   SPAWNX_STEP_ATTR, SPAWNX_ATTR_##which
#define ACTION(index) SPAWNX_STEP_ACTION, index
#define WORKS         SPAWNX_STEP_NONE, 0

static const struct refusal signal_rows[] = {
	{ "SETSIGDEF", SYS_rt_sigaction, ANY, set_default, ATTR(SIGNALS),
	    false },
	{ "sigignore", SYS_rt_sigaction, ANY, set_ignored, ATTR(SIGIGNORE),
	    false },
	{ "nothing to be set", SYS_rt_sigaction, ANY, set_umask, WORKS, false },
};

/* By clone(), each of them has to be asked for first. */
static const struct refusal blind_rows[] = {
	{ "SETSIGDEF", SYS_rt_sigaction, ANY, set_default, ATTR(SIGNALS),
	    false },
	{ "sigignore", SYS_rt_sigaction, ANY, set_ignored, ATTR(SIGNALS),
	    false },
	{ "umask", SYS_rt_sigaction, ANY, set_umask, ATTR(SIGNALS), false },
};

static const struct refusal rows[] = {
	{ "umask", SYS_umask, ANY, set_umask, ATTR(UMASK), false },
	{ "SETSIGMASK", SYS_rt_sigprocmask, ~0U, SIG_BLOCK, set_mask,
	    ATTR(SIGMASK), false },
	{ "getppid", SYS_getppid, ANY, set_death, ATTR(PDEATHSIG), false },
	{ "prctl", SYS_prctl, ~0U, PR_SET_PDEATHSIG, set_death, ATTR(PDEATHSIG),
	    false },
	{ "close", SYS_close, FD(OPEN), set_close, ACTION(0), false },
	{ "close, the second", SYS_close, FD(OPEN), set_close_second, ACTION(1),
	    false },
	{ "close of one that is not open", SYS_close, FD(NOT_OPEN),
	    set_close_other, WORKS, false },
	{ "closefrom", SYS_close, FD(OPEN), set_close_from, ACTION(0), true },
	{ "closefrom, not needed", SYS_close, FD(OPEN), set_close_from, WORKS,
	    false },
	{ "closefrom of none", SYS_close, FD(OPEN), set_close_above, WORKS,
	    true },
	{ "CLOEXEC_DEFAULT", CALL_fcntl, FD(OPEN), set_default_cloexec,
	    ATTR(CLOEXEC_DEFAULT), true },
};

static int
spawn_refused(const struct refusal *row, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *attr, const spawnx_failure_t *where)
{
	pid_t pid = -1;
	int bad;

	if (row->step == SPAWNX_STEP_NONE) {
		bad = check_int(spawnx_spawn(&pid, "/bin/true", fa, attr,
				    ARGV("true"), environ),
		    0);
		return (bad + check_int(bad == 0 ? wait_for(pid) : 0, 0));
	}
	bad = check(failure_clean(EPERM, &pid,
	    spawnx_spawn(&pid, "/bin/true", fa, attr, ARGV("true"), environ)));
	bad += check_int(where->step, row->step);
	return (bad + check_int(where->index, row->index));
}

static int
refusal_child(void *arg)
{
	const struct refusal *row = arg;
	spawnx_failure_t where = { .error = 0 };
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	int bad;

	close_all();
	bad = check(dup2(2, OPEN) == OPEN);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(row->prepare(&attr, &fa), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	(void)signal(CAUGHT, SIG_IGN);
	if (row->no_range && refuse_syscall(SYS_close_range, ENOSYS) != 0)
		return (77);
	if (refuse_syscall_if_arg(
		row->number, 0, row->mask, row->value, EPERM) != 0)
		return (77);
	bad += spawn_refused(row, &fa, &attr, &where);
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

struct table {
	const struct refusal *rows;
	size_t n;
};

static int
each_row(void *arg)
{
	const struct table *table = arg;
	int bad = 0, rc;

	for (size_t i = 0; i < table->n; i++) {
		rc =
		    in_child(refusal_child, (void *)(uintptr_t)&table->rows[i]);
		if (rc == 77)
			return (77);
		if (rc != 0)
			bad += complain("%s", table->rows[i].name);
	}
	return (bad);
}

static void
test_each_call(void **state)
{
	struct table table = { rows, COUNT(rows) };

	(void)state;
	on_each_way(each_row, &table);
}

static void
test_signals(void **state)
{
	struct table table = { signal_rows, COUNT(signal_rows) };

	(void)state;
	need(NEED_CLEAR_HANDLERS);
	if (!BACKEND_IS_ASM)
		skip_because("this backend does not try clone3()");
	expect_child(each_row, &table);
}

static int
blind_child(void *table)
{
	if (refuse_syscall(SYS_clone3, ENOSYS) != 0)
		return (77);
	return (each_row(table));
}

static void
test_signals_unknown(void **state)
{
	struct table table = { blind_rows, COUNT(blind_rows) };

	(void)state;
	expect_child(blind_child, &table);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_each_call),
		CASE(test_signals),
		CASE(test_signals_unknown),
	};

	return (run_cases(cases));
}
