/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whichever request of the heap fails, the call that made it gives ENOMEM,
 * keeps errno and changes nothing; what follows works, and everything is
 * freed in the end.
 *
 * For n = 1, 2, ... until nothing is left to fail, in every scenario of the
 * oracle; with a spawn that waits, and with one that doesn't.
 */
#include "heap_watch.h"

#include "forked.h"
#include "oracle/oracle.h"

#include <sys/mman.h>

#define ODD_ERRNO 4711

/* A run, in memory that its process shares with the test's. */
struct seen {
	struct outcome se_outcome;
	spawnx_failure_t se_where;
	bool se_told;  /* where to tell of a failure is known */
	bool se_fired; /* the n-th request was made, */
	bool se_spawn; /* by the spawn itself */
	int se_bad;
};

static struct seen *seen;
static const struct scenario *scenario;
static bool starts;
static unsigned nth, before_call;
static struct world world;
static unsigned long runs, fired, bad;

/* -- The calls of the family, watched -- */

static void
begin(void)
{
	before_call = requests;
	watching = true;
	errno = ODD_ERRNO;
}

/* Only the call whose request failed has to be told apart. */
static int
end(int rc)
{
	const int left = errno;

	watching = false;
	seen->se_bad += check_int(left, ODD_ERRNO);
	if (before_call < nth && requests >= nth) {
		seen->se_fired = true;
		seen->se_bad += check_int(rc, ENOMEM);
	}
	return (rc);
}

#define WATCH(call) (begin(), end(call))

static size_t
count(const posix_spawn_file_actions_t *fa)
{
	size_t n = 0;

	(void)spawnx_file_actions_count(fa, &n);
	return (n);
}

/* An object that could not grow is the one that it was. */
static int
added(const posix_spawn_file_actions_t *fa, size_t was, int rc)
{
	if (before_call < nth && requests >= nth)
		seen->se_bad += check_int(count(fa), was);
	return (rc);
}

#define ADD(fa, call)                          \
	do {                                   \
		const size_t was = count(fa);  \
		int rc = WATCH(call);          \
                                               \
		return (added((fa), was, rc)); \
	} while (0)

static int
addopen(posix_spawn_file_actions_t *fa, int fd, const char *path, int oflag,
    mode_t mode)
{
	ADD(fa, spawnx_file_actions_addopen(fa, fd, path, oflag, mode));
}

static int
adddup2(posix_spawn_file_actions_t *fa, int fd, int newfd)
{
	ADD(fa, spawnx_file_actions_adddup2(fa, fd, newfd));
}

static int
addchdir(posix_spawn_file_actions_t *fa, const char *path)
{
	ADD(fa, spawnx_file_actions_addchdir(fa, path));
}

#define ADD_FD(name)                                            \
	static int name(posix_spawn_file_actions_t *fa, int fd) \
	{                                                       \
		ADD(fa, spawnx_file_actions_##name(fa, fd));    \
	}
/* clang-format off */
ADD_FD(addclose)
ADD_FD(addfchdir)
ADD_FD(addclosefrom)
ADD_FD(addtcsetpgrp)
/* clang-format on */

static int
actions_destroy(posix_spawn_file_actions_t *fa)
{
	return (WATCH(spawnx_file_actions_destroy(fa)));
}

static int
attr_destroy(posix_spawnattr_t *at)
{
	return (WATCH(spawnx_attr_destroy(at)));
}

static int
start(bool search, pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[])
{
	spawnx_pending_t *p;
	int rc;

	rc = (search ? spawnx_startp : spawnx_start)(
	    &p, SPAWNX_POLLABLE, path, fa, at, argv, envp);
	return (rc == 0 ? spawnx_finish(p, pid) : rc);
}

static int
spawned(int rc)
{
	seen->se_spawn = before_call < nth && requests >= nth;
	return (rc);
}

static int
spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	if (starts)
		return (spawned(
		    WATCH(start(false, pid, path, fa, at, argv, envp))));
	return (spawned(WATCH(spawnx_spawn(pid, path, fa, at, argv, envp))));
}

static int
spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	if (starts)
		return (
		    spawned(WATCH(start(true, pid, file, fa, at, argv, envp))));
	return (spawned(WATCH(spawnx_spawnp(pid, file, fa, at, argv, envp))));
}

/* The host's, which give a descriptor, have no sisters. */
static int
pidfd_spawned(pid_t *pidfd, const char *path,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[])
{
	return (spawned(WATCH(
	    spawnx_spawn_handle(pidfd, NULL, path, fa, at, argv, envp))));
}

static int
pidfd_spawnedp(pid_t *pidfd, const char *file,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[])
{
	return (spawned(WATCH(
	    spawnx_spawnp_handle(pidfd, NULL, file, fa, at, argv, envp))));
}

/* -- A run -- */

static void
before(struct run *run)
{
	run->run_use_at = true;
	seen->se_told =
	    WATCH(spawnx_attr_setfailure(&run->run_at, &seen->se_where)) == 0;
	world_take(&world);
}

static void
after(struct run *run, pid_t pid)
{
	if (seen->se_outcome.oc_error == 0 && run->run_spawn != NULL)
		(void)close(pid);
	seen->se_bad += world_check(&world);
}

static int
run_in_child(void *arg)
{
	struct spawn_family family = *family_like_libc();
	struct run run = { .run_f = &family,
		.run_out = &seen->se_outcome,
		.run_before = before,
		.run_after = after };

	(void)arg;
	family.addopen = addopen;
	family.addclose = addclose;
	family.adddup2 = adddup2;
	family.addchdir_np = addchdir;
	family.addfchdir_np = addfchdir;
	family.addclosefrom_np = addclosefrom;
	family.addtcsetpgrp_np = addtcsetpgrp;
	family.actions_destroy = actions_destroy;
	family.attr_destroy = attr_destroy;
	if (family.pidfd_spawn != NULL) {
		family.pidfd_spawn = pidfd_spawned;
		family.pidfd_spawnp = pidfd_spawnedp;
	}
	family.spawn = spawn;
	family.spawnp = spawnp;
	oracle_clean_process();
	heap_watch(nth);
	watching = false;
	oracle_run(&run, scenario);
	if (seen->se_outcome.oc_skip[0] == '\0')
		seen->se_bad += check_int(live, 0);
	return (0);
}

static int
judge(void)
{
	const struct outcome *out = &seen->se_outcome;
	int wrong = seen->se_bad;

	if (seen->se_spawn) {
		wrong += check_int(out->oc_error, ENOMEM);
		if (seen->se_told)
			wrong += check_int(
			    seen->se_where.step, SPAWNX_STEP_ARGUMENT);
	}
	if (out->oc_error != 0) {
		wrong += check_int(out->oc_pid, false);
		wrong += check_int(out->oc_status, -1);
	}
	if (seen->se_told)
		wrong += check_int(seen->se_where.error, out->oc_error);
	return (wrong);
}

/* Returns whether there was such a request. */
static bool
run_nth(void)
{
	int rc;

	memset(seen, 0, sizeof(*seen));
	rc = in_child(run_in_child, NULL);
	runs++;
	fired += seen->se_fired;
	if (check_int(rc, 0) != 0 ||
	    (seen->se_outcome.oc_skip[0] == '\0' && judge() != 0)) {
		(void)complain("in \"%s\", request %u", scenario->sc_name, nth);
		bad++;
	}
	return (seen->se_fired);
}

static void
test_all(void **state)
{
	static const struct scenario_table *const tables[] = { &oracle_programs,
		&oracle_actions, &oracle_attrs, &oracle_signals };

	starts = *state != NULL;
	runs = fired = bad = 0;
	for (size_t t = 0; t < COUNT(tables); t++) {
		for (size_t i = 0; i < tables[t]->count; i++) {
			scenario = &tables[t]->rows[i];
			if ((scenario->sc_flags & NEEDS_ROOT) && geteuid() != 0)
				continue;
			nth = 0;
			do {
				nth++;
				oracle_files();
			} while (run_nth());
		}
	}
	(void)unlink(test_path(ORACLE_REPORT));
	print_message("%lu requests failed in %lu runs\n", fired, runs);
	assert_int_equal(bad, 0);
	assert_true(fired > 100);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		{ "spawn", test_all, case_setup, case_teardown, NULL },
		{ "start", test_all, case_setup, case_teardown, &starts },
	};

	seen = mmap(NULL, sizeof(*seen), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (seen == MAP_FAILED)
		return (1);
	return (run_cases(cases));
}
