/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * File actions are done strictly in the order in which they were added, each
 * one upon what the ones before have left, until one fails; the attributes
 * come first, and the signal mask last.
 *
 * POSIX.1-2024, posix_spawn(): DESCRIPTION ("in the order in which they were
 * added"; the steps before and after).
 */
#include "check.h"

#include "needs.h"
#include "terminal.h"

#include <pthread.h>

#define NOBODY ((uid_t)987654)

/*
 * The caller has 0-2, 10 (the file "a") and 11 ("b", close-on-exec).  Each
 * row has a directory of its own, "w", with a directory "sub" in it.
 */
static const struct order {
	const char *name;
	const char *actions;
	const char *fds;     /* of the program, or NULL if it fails */
	const char *same[4]; /* descriptor, file, descriptor, file */
	int error, index;
	const char *made, *not_made; /* in w */
} orders[] = {
	{ "swap", "d10:20 d11:10 d20:11 c20", "0,1,2,10,11",
	    { "10", "b", "11", "a" }, 0, 0, NULL, NULL },
	{ "chain", "d10:3 d3:4 d4:5 c3 c4", "0,1,2,5,10",
	    { "5", "a", "10", "a" }, 0, 0, NULL, NULL },
	{ "dup2 over an open one", "w3=@/w/f d10:3", "0,1,2,3,10",
	    { "3", "a", "10", "a" }, 0, 0, "f", NULL },
	{ "open over a duplicate", "d10:3 w3=@/w/f", "0,1,2,3,10",
	    { "3", "w/f", "10", "a" }, 0, 0, "f", NULL },
	{ "closed, then opened", "c10 o10=@/b", "0,1,2,10",
	    { "10", "b", "10", "b" }, 0, 0, NULL, NULL },
	{ "opened, then closed", "o10=@/b c10", "0,1,2", { 0 }, 0, 0, NULL,
	    NULL },
	{ "the number of a closed one", "c0 o3=@/b o0=@/a", "0,1,2,3,10",
	    { "0", "a", "3", "b" }, 0, 0, NULL, NULL },
	{ "read what was written", "w3=@/w/f o4=@/w/f", "0,1,2,3,4,10",
	    { "3", "w/f", "4", "w/f" }, 0, 0, "f", NULL },
	{ "relative after chdir", "C=@/w w3=f", "0,1,2,3,10",
	    { "3", "w/f", "10", "a" }, 0, 0, "f", "sub/f" },
	{ "chdir twice", "C=@/w w3=f C=sub w4=f", "0,1,2,3,4,10",
	    { "3", "w/f", "4", "w/sub/f" }, 0, 0, "sub/f", NULL },
	{ "chdir and back", "C=@/w/sub C=.. w3=f", "0,1,2,3,10",
	    { "3", "w/f", "10", "a" }, 0, 0, "f", "sub/f" },
	{ "fchdir to what was opened", "o9=@/w F9 c9 w3=f", "0,1,2,3,10",
	    { "3", "w/f", "10", "a" }, 0, 0, "f", "sub/f" },
	{ "inherit, then dup2 over it", "i11 d10:11", "0,1,2,10,11",
	    { "11", "a", "10", "a" }, 0, 0, NULL, NULL },
	{ "closefrom in the middle", "d10:20 f15 d11:16", "0,1,2,10,16",
	    { "16", "b", "10", "a" }, 0, 0, NULL, NULL },
	{ "first fails", "c10 o10=@/none w3=@/w/f", NULL, { 0 }, ENOENT, 1,
	    NULL, "f" },
	{ "later one fails", "w3=@/w/f c10 d10:5 w3=@/w/g", NULL, { 0 }, EBADF,
	    2, "f", "g" },
	{ "last one fails", "w3=@/w/f w4=@/w/g x5=@/w/f", NULL, { 0 }, EEXIST,
	    2, "g", "h" },
	{ "chdir fails", "C=@/w C=none w3=f", NULL, { 0 }, ENOENT, 1, NULL,
	    "f" },
	{ "fchdir after close", "o9=@/w c9 F9 w3=@/w/f", NULL, { 0 }, EBADF, 2,
	    NULL, "f" },
	{ "closed by closefrom", "f10 d10:3", NULL, { 0 }, EBADF, 1, NULL,
	    NULL },
};

static bool
is_there(const char *name)
{
	char path[64];

	(void)snprintf(path, sizeof(path), "w/%s", name);
	return (access(test_path(path), F_OK) == 0);
}

static int
check_result(const struct order *row, const struct report *r)
{
	CHECK(row->made == NULL || is_there(row->made));
	CHECK(row->not_made == NULL || !is_there(row->not_made));
	if (r == NULL)
		return (0);
	CHECK(strcmp(report_get(r, "fds"), row->fds) == 0);
	for (int i = 0; i < 4 && row->same[i] != NULL; i += 2)
		CHECK(strcmp(report_fd(r, atoi(row->same[i]), "id"),
			  file_id(test_path(row->same[i + 1]))) == 0);
	return (0);
}

static int
check_order(const struct spawn_family *f, const struct order *row)
{
	struct report *r = NULL;

	CHECK(mkdir(test_path("w"), 0755) == 0);
	CHECK(mkdir(test_path("w/sub"), 0755) == 0);
	if (row->fds != NULL)
		CHECK(spec_report(&r, f, row->actions, 0) == 0);
	else
		CHECK(spec_failure(
			  f, row->actions, 0, row->error, row->index) == 0);
	CHECK(check_result(row, r) == 0);
	report_free(r);
	(void)unlink(test_path("w/f"));
	(void)unlink(test_path("w/g"));
	(void)unlink(test_path("w/sub/f"));
	CHECK(rmdir(test_path("w/sub")) == 0 && rmdir(test_path("w")) == 0);
	return (0);
}

static int
check_orders(void *arg)
{
	const struct order *row;

	close_all();
	CHECK(open_as(10, test_path("a"), O_RDONLY) == 10);
	CHECK(open_as(11, test_path("b"), O_RDONLY | O_CLOEXEC) == 11);
	FOR_EACH_ROW(row, orders)
	{
		if (check_order(arg, row) != 0)
			return (complain("in the row: %s", row->name));
	}
	return (0);
}

static void
test_orders(void **state)
{
	(void)state;
	(void)write_file("a", 0644, "a");
	(void)write_file("b", 0644, "b");
	expect_each(check_orders);
}

/* -- Attributes come first -- */

/* The first terminal that a session leader opens becomes its own. */
static void
test_session_before_open(void **state)
{
	const struct spawn_family *f;
	struct report *r;
	char text[128];
	int master;

	(void)state;
	need(NEED_CTTY);
#ifndef __linux__
	skip_because("an open() does not do that here");
#endif
	master = open_master();
	if (master < 0)
		skip_because("no pseudo-terminals: %s", strerror(errno));
	(void)snprintf(text, sizeof(text), "o33=%s t33", ptsname(master));
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(spec_report(&r, f, text, SPAWNX_SETSID), 0);
		assert_int_equal(report_int(r, "sid"), r->rep_pid);
		assert_int_equal(report_int(r, "ctty"), 1);
		assert_int_equal(report_int(r, "tpgid"), r->rep_pid);
		report_free(r);
	}
	assert_int_equal(close(master), 0);
}

/* The action may do what the real user may, not what the effective may. */
static int
drop_before_open(void *arg)
{
	struct report *r;

	CHECK(setresgid(NOBODY, 0, 0) == 0 && setresuid(NOBODY, 0, 0) == 0);
	CHECK(spec_report(&r, arg, "o33=@/roots", 0) == 0);
	report_free(r);
	return (
	    spec_failure(arg, "o33=@/roots", POSIX_SPAWN_RESETIDS, EACCES, 0));
}

static void
test_ids_before_open(void **state)
{
	(void)state;
	skip_unless_root();
	(void)write_file("roots", 0600, "x");
	expect_each(drop_before_open);
}

static void
test_umask_is_the_callers(void **state)
{
	const struct spawn_family *f;
	mode_t saved = umask(027);
	struct report *r;
	struct stat st;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(spec_report(&r, f, "w33=@/new", 0), 0);
		assert_int_equal(report_int(r, "umask"), 027);
		assert_int_equal(stat(test_path("new"), &st), 0);
		assert_int_equal(st.st_mode & 07777, 0640);
		assert_int_equal(unlink(test_path("new")), 0);
		report_free(r);
	}
	(void)umask(saved);
}

/* -- The mask comes last -- */

/* Once the child waits in an action, sends SIGTERM, and lets it go on. */
static void *
disturb(void *group)
{
	int fd;

	while (access(test_path("started"), F_OK) != 0)
		sleep_ms(1);
	(void)kill(-*(pid_t *)group, SIGTERM);
	fd = open(test_path("fifo"), O_WRONLY | O_CLOEXEC);
	(void)close(fd);
	return (NULL);
}

/* The caller has the signal blocked, and takes its own away afterwards. */
static int
mask_last(void *arg)
{
	const struct spawn_family *f = arg;
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	pid_t group = getpid(), pid;
	pthread_t thread;
	sigset_t set;

	(void)alarm(300);
	CHECK(setpgid(0, 0) == 0 && sigemptyset(&set) == 0);
	CHECK(f->actions_init(&fa) == 0 && f->attr_init(&attr) == 0);
	CHECK(f->setflags(&attr, POSIX_SPAWN_SETSIGMASK) == 0);
	CHECK(f->setsigmask(&attr, &set) == 0);
	CHECK(add_actions(f, &fa, "w33=@/started o33=@/fifo w33=@/after") == 0);
	CHECK(sigaddset(&set, SIGTERM) == 0);
	CHECK(sigprocmask(SIG_BLOCK, &set, NULL) == 0);
	CHECK(pthread_create(&thread, NULL, disturb, &group) == 0);
	CHECK(quick_spawn(f, &pid, &fa, &attr) == 0);
	CHECK(pthread_join(thread, NULL) == 0);
	CHECK(wait_for(pid) == SIGTERM);
	CHECK(access(test_path("after"), F_OK) == 0);
	CHECK(unlink(test_path("started")) == 0);
	CHECK(unlink(test_path("after")) == 0);
	CHECK(f->actions_destroy(&fa) == 0 && f->attr_destroy(&attr) == 0);
	return (0);
}

static void
test_mask_comes_last(void **state)
{
	(void)state;
	assert_int_equal(mkfifo(test_path("fifo"), 0600), 0);
	expect_each(mask_last);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_orders),
		CASE(test_session_before_open),
		CASE(test_ids_before_open),
		CASE(test_umask_is_the_callers),
		CASE(test_mask_comes_last),
	};

	return (run_cases(cases));
}
