/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spawnx_start() waits for a child that the kernel would treat badly if it were
 * not a vfork child: one of a control group, whose memory may run out; one
 * whose score for that is changed, which is the score of all who share the
 * memory; one whose parent's death is to be noticed, which is the death of a
 * thread; and one that must not share the memory.  It does not wait for any
 * other.
 *
 * Extension: spawnx_start(3).
 */
#include "forked.h"
#include "needs.h"

#include <sys/mman.h>
#include <sys/prctl.h>

#include <pthread.h>

static int
set_nothing(posix_spawnattr_t *at)
{
	return (spawnx_attr_setumask(at, 022));
}

static int
set_pdeathsig(posix_spawnattr_t *at)
{
	return (spawnx_attr_setpdeathsig(at, SIGTERM));
}

static int
set_score(posix_spawnattr_t *at)
{
	return (spawnx_attr_setoomscoreadj(at, 500));
}

static int
set_writes(posix_spawnattr_t *at)
{
	static const char *const writes[] = { "/dev/null", "x" };

	return (spawnx_attr_setwrites(at, 1, writes));
}

static int
set_user(posix_spawnattr_t *at)
{
	return (spawnx_attr_setids(at, 4711, (gid_t)-1));
}

static const struct row {
	const char *name;
	int (*set)(posix_spawnattr_t *);
	bool waits, root;
	const char *process; /* the caller's name */
} rows[] = {
	{ "none of these", set_nothing, false, false, NULL },
	{ "pdeathsig", set_pdeathsig, true, false, NULL },
	{ "oomscoreadj", set_score, true, false, NULL },
	{ "writes", set_writes, true, false, NULL },
	{ "another user", set_user, true, true, NULL },
	/* Not traced, whatever the file says that has the name in it. */
	{ "a name", set_nothing, false, false, "TracerPid:\t1" },
};

/* Shared with the helper. */
struct told {
	int waits;         /* what is expected */
	volatile int back; /* spawnx_start() is */
	volatile int opened;
};

/*
 * Opens the FIFO that the child waits at, after a while, and says so before.  A
 * start that is not to wait is given as long as a slow machine takes.
 */
static void
open_later(struct told *told)
{
	int fd;

	for (int ms = told->waits ? 100 : 10000; ms > 0 && !told->back;
	     ms -= 10)
		sleep_ms(10);
	told->opened = 1;
	fd = open(test_path("fifo"), O_WRONLY);
	sleep_ms(50);
	_exit(fd < 0);
}

static int
row_child(void *arg)
{
	const struct row *row = arg;
	struct told *told = mmap(NULL, sizeof(*told), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t at;
	spawnx_pending_t *p;
	pid_t pid = -1, helper;
	int bad;

	(void)alarm(300);
	if (row->process != NULL)
		(void)prctl(PR_SET_NAME, row->process);
	bad = check_int(spawnx_attr_init(&at), 0) + check_int(row->set(&at), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(
	    spawnx_file_actions_addopen(&fa, 0, test_path("fifo"), O_RDONLY, 0),
	    0);
	told->waits = row->waits || !first_start_is_free();
	helper = fork();
	if (helper == 0)
		open_later(told);
	bad += check_int(
	    spawnx_start(&p, 0, "/bin/true", &fa, &at, ARGV("true"), environ),
	    0);
	bad += check_int(told->opened, told->waits);
	told->back = 1;
	bad += check_int(spawnx_finish(p, &pid), 0);
	bad += check_int(wait_for(pid), 0) + check_int(wait_for(helper), 0);
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	bad += check_int(spawnx_attr_destroy(&at), 0);
	return (bad == 0 ? 0 : complain("%s", row->name));
}

static void
test_rows(void **state)
{
	(void)state;
	need(NEED_FREE_STARTS);
	assert_int_equal(mkfifo(test_path("fifo"), 0600), 0);
	assert_int_equal(chmod(test_path("fifo"), 0666), 0);
	assert_int_equal(chmod(test_dir(), 0777), 0);
	for (size_t i = 0; i < COUNT(rows); i++)
		if (!rows[i].root || geteuid() == 0)
			expect_child(row_child, (void *)(uintptr_t)&rows[i]);
}

/* -- The thread that has started it ends -- */

static posix_spawnattr_t attr;
static spawnx_pending_t *pending;

static void *
start_and_end(void *arg)
{
	if (spawnx_start(&pending, 0, "/bin/sleep", NULL, &attr,
		ARGV("sleep", "60"), environ) != 0)
		return (arg);
	return (NULL);
}

static int
thread_child(void *arg)
{
	pthread_t thread;
	void *result;
	pid_t pid = -1;
	int bad = 0;

	(void)alarm(300);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setpdeathsig(&attr, SIGKILL), 0);
	for (int i = 0; i < 50; i++) {
		bad += check_int(
		    pthread_create(&thread, NULL, start_and_end, arg), 0);
		bad += check_int(pthread_join(thread, &result), 0);
		bad += check(result == NULL);
		bad += check_int(spawnx_finish(pending, &pid), 0);
		bad += check_int(wait_for(pid), SIGKILL);
	}
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_thread_ends(void **state)
{
	(void)state;
	on_each_way(thread_child, &attr);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_rows),
		CASE(test_thread_ends),
	};

	return (run_cases(cases));
}
