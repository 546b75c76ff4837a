/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Spawning without waiting: what spawnx_start() promises and spawnx_finish()
 * delivers is what spawnx_spawn() would have done (an extension; POSIX has
 * none), for many at once, in any order, from any thread, across fork().
 */
#include "needs.h"
#include "pending.h"

static void
test_program_runs(void **state)
{
	char *file = strdup(test_path("report"));
	spawnx_pending_t *p;
	struct report *r;

	(void)state;
	p = start_ok(
	    0, report_program(), NULL, ARGV("report", file, "one", "two"));
	finish_ok(p);
	r = report_read(file);
	assert_non_null(r);
	assert_string_equal(report_get(r, "argv[2]"), "one");
	assert_int_equal(report_int(r, "argc"), 4);
	report_free(r);
	free(file);
}

/* The child has the descriptors of the moment of the call. */
static void
test_descriptors_are_those_of_the_call(void **state)
{
	posix_spawn_file_actions_t fa;
	spawnx_pending_t *p;
	const char *path = test_path("out");
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	char *text;

	(void)state;
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	assert_int_equal(spawnx_file_actions_adddup2(&fa, fd, 1), 0);
	assert_int_equal(spawnx_start(&p, 0, "/bin/sh", &fa, NULL,
			     ARGV("sh", "-c", "echo through"), environ),
	    0);
	close(fd);
	finish_ok(p);
	text = read_file(path);
	assert_string_equal(text, "through\n");
	free(text);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
}

static const struct {
	const char *name;
	const char *path;
	unsigned flags;
	int error;
} failures[] = {
	{ "no such file", "/no/such", 0, ENOENT },
	{ "no such file, pollable", "/no/such", SPAWNX_POLLABLE, ENOENT },
	{ "no such file, sharing", "/no/such", SPAWNX_SHAREFILES, ENOENT },
	{ "a directory", "/", 0, EACCES },
	{ "a directory, both flags", "/", SPAWNX_POLLABLE | SPAWNX_SHAREFILES,
	    EACCES },
	{ "through a file", "/dev/null/x", 0, ENOTDIR },
	{ "no program", "", SPAWNX_POLLABLE, ENOENT },
	{ "no such file, with a handle", "/no/such", SPAWNX_HANDLE, ENOENT },
};

/* start succeeds, because there was a process; finish has the error. */
static void
test_failures(void **state)
{
	spawnx_failure_t where;
	posix_spawnattr_t attr;
	spawnx_pending_t *p;
	pid_t pid;
	size_t i;

	(void)state;
	need(NEED_PIDFDS);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setfailure(&attr, &where), 0);
	for (i = 0; i < COUNT(failures); i++) {
		row_enter(failures[i].name);
		memset(&where, 0, sizeof(where));
		p = start_ok(
		    failures[i].flags, failures[i].path, &attr, ARGV("x"));
		pid = -7;
		errno = 99;
		assert_int_equal(spawnx_finish(p, &pid), failures[i].error);
		assert_int_equal(errno, 99);
		assert_int_equal(pid, -7);
		assert_int_equal(where.error, failures[i].error);
		assert_int_equal(where.step, SPAWNX_STEP_EXEC);
		assert_false(has_child());
	}
	row_enter(NULL);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

static void
test_bad_arguments(void **state)
{
	spawnx_pending_t *p = (void *)0x10;

	(void)state;
	assert_int_equal(
	    spawnx_start(NULL, 0, "/bin/true", NULL, NULL, ARGV("x"), environ),
	    EINVAL);
	assert_int_equal(spawnx_start(&p, 0x8000, "/bin/true", NULL, NULL,
			     ARGV("x"), environ),
	    EINVAL);
	assert_int_equal(
	    spawnx_start(&p, 0, NULL, NULL, NULL, ARGV("x"), environ), EINVAL);
	assert_int_equal(
	    spawnx_startp(&p, 0, NULL, NULL, NULL, ARGV("x"), environ), EINVAL);
	assert_int_equal(
	    spawnx_start(&p, 0, "/bin/true", NULL, NULL, NULL, environ),
	    EINVAL);
	assert_ptr_equal(p, (void *)0x10);
	assert_int_equal(spawnx_finish(NULL, NULL), EINVAL);
	assert_int_equal(spawnx_pending_pid(NULL), -1);
	assert_int_equal(spawnx_pending_fd(NULL), -1);
	assert_int_equal(spawnx_pending_handle(NULL), -1);
}

/*
 * A child that waits in an open() of a FIFO has not run its program: start is
 * back all the same, the descriptor says nothing yet, and then it does.
 */
static void
test_caller_is_not_kept(void **state)
{
	posix_spawn_file_actions_t fa;
	spawnx_pending_t *p;
	const char *fifo = test_path("fifo");
	int fd;

	(void)state;
	need(NEED_FREE_STARTS);
	if (!BACKEND_IS_ASM)
		skip_because("without clone3() start waits");
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	assert_int_equal(
	    spawnx_file_actions_addopen(&fa, 0, fifo, O_RDONLY, 0), 0);
	assert_int_equal(spawnx_start(&p, SPAWNX_POLLABLE, "/bin/cat", &fa,
			     NULL, ARGV("cat"), environ),
	    0);
	assert_true(fcntl(spawnx_pending_fd(p), F_GETFD) & FD_CLOEXEC);
	assert_false(is_readable(spawnx_pending_fd(p), 50));
	fd = open(fifo, O_WRONLY | O_CLOEXEC);
	assert_true(is_readable(spawnx_pending_fd(p), 60000));
	close(fd);
	finish_ok(p);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_program_runs),
		CASE(test_descriptors_are_those_of_the_call),
		CASE(test_failures),
		CASE(test_bad_arguments),
		CASE(test_caller_is_not_kept),
	};

	return (run_cases(cases));
}
