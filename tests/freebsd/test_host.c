/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where FreeBSD has rules of its own: posix_spawnp() has /bin/sh run what is no
 * program, a NULL environment is the caller's, and the signal mask is set
 * before the actions.  What only Linux can is ENOTSUP.
 */
#include "support.h"

#include <poll.h>

static void
test_what_only_linux_can(void **state)
{
	posix_spawnattr_t attr;
	int fd = -5;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setcgroup(&attr, 0), ENOTSUP);
	assert_int_equal(spawnx_attr_getcgroup(&attr, &fd), ENOTSUP);
	assert_int_equal(
	    spawnx_attr_setflags(&attr, SPAWNX_SETCGROUP), ENOTSUP);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
	assert_int_equal(fd, -5);
}

/* -- posix_spawnp() -- */

/* The exit status of what was spawned, its descriptor 1 in the file `out`. */
static int
run_by(const struct spawn_family *f, const char *file, char **argv)
{
	posix_spawn_file_actions_t fa;
	pid_t pid;
	int rc;

	assert_int_equal(f->actions_init(&fa), 0);
	assert_int_equal(f->addopen(&fa, 1, test_path("out"),
			     O_WRONLY | O_CREAT | O_TRUNC, 0666),
	    0);
	rc = f->spawnp(&pid, file, &fa, NULL, argv, environ);
	assert_int_equal(f->actions_destroy(&fa), 0);
	assert_int_equal(rc, 0);
	return (wait_for(pid));
}

static void
test_shell_runs_a_script(void **state)
{
	char want[PATH_MAX], *saved = strdup(getenv("PATH")), *out;
	const char *script = write_file("script", 0755, "argv\nexit 5\n");
	const struct spawn_family *f;

	(void)state;
	(void)snprintf(want, sizeof(want), "zero\n%s\none\ntwo\n", script);
	assert_int_equal(setenv("PATH", test_dir(), 1), 0);
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(
		    run_by(f, "script", ARGV("zero", "one", "two")), 5 << 8);
		out = read_file(test_path("out"));
		assert_string_equal(out, want);
		free(out);
		assert_int_equal(run_by(f, script, ARGV("zero")), 5 << 8);
	}
	assert_int_equal(setenv("PATH", saved, 1), 0);
	free(saved);
}

/* More arguments than the library lays out on its stack. */
static void
test_shell_gets_every_argument(void **state)
{
	static char *argv[2002];
	const char *script = write_file("script", 0755, "argv\nexit 5\n");
	char *out;

	(void)state;
	for (size_t i = 0; i < 2001; i++)
		argv[i] = i % 2 ? "odd" : "even";
	assert_int_equal(run_by(family_spawnx(), script, argv), 5 << 8);
	out = read_file(test_path("out"));
	assert_int_equal(count_lines(out), 2002);
	free(out);
}

static void
test_no_shell_for_a_path(void **state)
{
	const char *script = write_file("script", 0755, "exit 5\n");
	const struct spawn_family *f;
	pid_t pid;

	(void)state;
	FOR_EACH_FAMILY(f)
	expect_failure(ENOEXEC, &pid,
	    f->spawn(&pid, script, NULL, NULL, ARGV("script"), environ));
}

static void
test_argv_must_not_be_empty(void **state)
{
	const struct spawn_family *f;
	char *none[] = { NULL };
	pid_t pid;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		expect_failure(EINVAL, &pid,
		    f->spawnp(&pid, "report", NULL, NULL, none, environ));
		expect_failure(EINVAL, &pid,
		    f->spawn(
			&pid, report_program(), NULL, NULL, none, environ));
	}
}

static void
test_null_environment_is_the_callers(void **state)
{
	const struct spawn_family *f;
	struct report *r;

	(void)state;
	assert_int_equal(setenv("SPAWNX_MARK", "here", 1), 0);
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(
		    try_report(&r, f, NULL, NULL, NULL, NULL, NULL), 0);
		assert_string_equal(report_get(r, "env.SPAWNX_MARK"), "here");
		report_free(r);
	}
	assert_int_equal(unsetenv("SPAWNX_MARK"), 0);
}

/* -- The order of steps -- */

/* To the whole process group: the caller and this one ignore it. */
static pid_t
signal_later(const char *fifo)
{
	pid_t pid = fork();

	if (pid == 0) {
		sleep_ms(300);
		(void)kill(0, SIGUSR1);
		sleep_ms(100);
		_exit(open(fifo, O_WRONLY | O_CLOEXEC) < 0);
	}
	return (pid);
}

/*
 * The child waits in an action for a writer, and a signal comes that its mask
 * blocks: it lives, and the program finds the signal pending.
 */
static int
mask_before_actions(void *arg)
{
	const char *fifo = test_path("fifo");
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	struct report *r;
	sigset_t set;
	pid_t other;
	int rc;

	(void)arg;
	(void)setpgid(0, 0);
	(void)signal(SIGUSR1, SIG_IGN);
	other = signal_later(fifo);
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGUSR1);
	rc = spawnx_attr_init(&attr) + spawnx_file_actions_init(&fa) +
	     spawnx_attr_setflags(
		 &attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) +
	     spawnx_attr_setsigmask(&attr, &set) +
	     spawnx_attr_setsigdefault(&attr, &set) +
	     spawnx_file_actions_addopen(&fa, 9, fifo, O_RDONLY, 0);
	if (rc == 0)
		rc = try_report(
		    &r, family_spawnx(), NULL, &fa, &attr, NULL, environ);
	if (rc != 0 || strcmp(report_get(r, "sigpending"), "30") != 0)
		return (complain("%d, pending {%s}", rc,
		    rc == 0 ? report_get(r, "sigpending") : ""));
	report_free(r);
	return (wait_for(other) != 0);
}

static void
test_mask_comes_before_the_actions(void **state)
{
	(void)state;
	assert_int_equal(mkfifo(test_path("fifo"), 0666), 0);
	expect_child(mask_before_actions, NULL);
}

static void
test_start_and_finish(void **state)
{
	spawnx_pending_t *p;
	struct pollfd pfd = { .events = POLLIN };
	pid_t pid = -1;

	(void)state;
	assert_int_equal(
	    spawnx_start(&p, SPAWNX_POLLABLE, report_program(), NULL, NULL,
		ARGV("report", "none", "exit=3"), environ),
	    0);
	pfd.fd = spawnx_pending_fd(p);
	assert_int_equal(poll(&pfd, 1, 5000), 1);
	assert_true(spawnx_pending_pid(p) > 0);
	assert_int_equal(spawnx_finish(p, &pid), 0);
	assert_int_equal(wait_for(pid), 3 << 8);
	for (unsigned flags = 0; flags <= SPAWNX_SHAREFILES; flags++) {
		assert_int_equal(spawnx_start(&p, flags, "/none", NULL, NULL,
				     ARGV("x"), environ),
		    0);
		assert_int_equal(spawnx_finish(p, &pid), ENOENT);
	}
}

/* What needs a kernel of Linux is refused before there is a child. */
static void
test_features(void **state)
{
	static const enum spawnx_feature lacking[] = { SPAWNX_CAN_START,
		SPAWNX_CAN_CGROUP, SPAWNX_CAN_UNSHARE, SPAWNX_CAN_DETACHED,
		SPAWNX_CAN_AUTOKILL, SPAWNX_CAN_HELD };
	const spawnx_options_t o = { .flags = SPAWNX_DETACHED };
	spawnx_pending_t *p;
	pid_t pid;

	(void)state;
	assert_int_equal(spawnx_can(SPAWNX_CAN_HANDLE), 1);
	for (size_t i = 0; i < COUNT(lacking); i++)
		assert_int_equal(spawnx_can(lacking[i]), 0);
	expect_failure(ENOTSUP, &pid,
	    spawnx_spawn_with(&pid, "/bin/true", NULL, NULL, ARGV("true"),
		environ, &o, sizeof(o)));
	assert_int_equal(spawnx_start(&p, SPAWNX_HELD, "/bin/true", NULL, NULL,
			     ARGV("true"), environ),
	    ENOTSUP);
	assert_false(has_child());
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_what_only_linux_can),
		CASE(test_shell_runs_a_script),
		CASE(test_shell_gets_every_argument),
		CASE(test_no_shell_for_a_path),
		CASE(test_argv_must_not_be_empty),
		CASE(test_null_environment_is_the_callers),
		CASE(test_mask_comes_before_the_actions),
		CASE(test_start_and_finish),
		CASE(test_features),
	};

	return (run_cases(cases));
}
