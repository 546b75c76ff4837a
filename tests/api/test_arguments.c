/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The program gets exactly the arguments and the environment it was given, up
 * to the kernel's limits, and E2BIG is the answer beyond them.
 *
 * POSIX.1-2024, posix_spawn(): DESCRIPTION (argv and envp), ERRORS (those of
 * exec, here [E2BIG]).
 */
#include "support.h"
#include "needs.h"

#include <sys/resource.h>

static void
test_argv_is_exact(void **state)
{
	char *args[] = { "", "two words", "new\nline", "\\x41", "--", "=",
		"\xff\xfe", "last", NULL };
	const struct spawn_family *f;
	char key[32];
	struct report *r;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(
		    try_report(&r, f, NULL, NULL, NULL, args, environ), 0);
		assert_int_equal(report_int(r, "argc"), 2 + COUNT(args) - 1);
		assert_string_equal(report_get(r, "argv[0]"), "report");
		for (int i = 0; args[i] != NULL; i++) {
			(void)snprintf(key, sizeof(key), "argv[%d]", i + 2);
			assert_string_equal(report_get(r, key), args[i]);
		}
		report_free(r);
	}
}

#ifdef __linux__
/* The kernel's behaviour since 5.18, on older ones as well. */
static void
test_empty_argv(void **state)
{
	static const char script[] =
	    "tr '\\0' . </proc/$$/cmdline >\"$OUT\"; exit 3";
	char *none[] = { NULL }, out[PATH_MAX + 8], text[8] = "";
	char *unnamed[] = { (char *)"", NULL };
	posix_spawn_file_actions_t fa;
	const struct spawn_family *f;
	const char *file;
	pid_t pid;
	int fd;

	(void)state;
	file = write_file("script", 0600, script);
	assert_int_equal(posix_spawn_file_actions_init(&fa), 0);
	assert_int_equal(
	    posix_spawn_file_actions_addopen(&fa, 0, file, O_RDONLY, 0), 0);
	(void)snprintf(out, sizeof(out), "OUT=%s", test_path("out"));
	assert_int_equal(spawnx_spawn(&pid, "/bin/sh", &fa, NULL, unnamed,
			     (char *[]){ out, NULL }),
	    0);
	if (wait_for(pid) != 3 << 8) {
		(void)posix_spawn_file_actions_destroy(&fa);
		skip_because("this shell (busybox) goes by its name");
	}
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->spawn(&pid, "/bin/sh", &fa, NULL, none,
				     (char *[]){ out, NULL }),
		    0);
		assert_int_equal(wait_for(pid), 3 << 8);
		fd = open(test_path("out"), O_RDONLY | O_CLOEXEC);
		assert_true(fd >= 0);
		assert_int_equal(read(fd, text, sizeof(text)), 1);
		assert_int_equal(close(fd), 0);
		assert_int_equal(text[0], '.');
	}
	assert_int_equal(posix_spawn_file_actions_destroy(&fa), 0);
}
#endif

/* In its order, with twins, with empty values and without a name. */
static void
test_envp_is_exact(void **state)
{
	char *env[] = { "Z=1", "A=", "Z=2", "NO_VALUE", "=x", "B=a=b", "",
		NULL };
	const struct spawn_family *f;
	char key[32];
	struct report *r;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(
		    try_report(&r, f, NULL, NULL, NULL, NULL, env), 0);
		assert_int_equal(report_int(r, "envc"), COUNT(env) - 1);
		for (int i = 0; env[i] != NULL; i++) {
			(void)snprintf(key, sizeof(key), "envp[%d]", i);
			assert_string_equal(report_get(r, key), env[i]);
		}
		report_free(r);
	}
}

/* As with glibc and musl, whose kernel takes NULL for empty. */
static void
test_null_envp_is_empty(void **state)
{
	const struct spawn_family *f;
	struct report *r;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(
		    try_report(&r, f, NULL, NULL, NULL, NULL, NULL), 0);
		assert_int_equal(report_int(r, "envc"), 0);
		report_free(r);
	}
}

/* Linux takes strings of up to 32 pages, the end included. */
static void
test_longest_argument(void **state)
{
	size_t most = 32 * (size_t)sysconf(_SC_PAGESIZE);
	char *arg = malloc(most + 1);
	const struct spawn_family *f;
	struct report *r;
	pid_t pid;

	(void)state;
	need(NEED_E2BIG);
	assert_non_null(arg);
	memset(arg, 'x', most);
	arg[most] = '\0';
	FOR_EACH_FAMILY(f)
	{
		expect_failure(E2BIG, &pid,
		    f->spawn(&pid, report_program(), NULL, NULL,
			ARGV("report", "none", arg), environ));
		expect_failure(E2BIG, &pid,
		    f->spawn(&pid, report_program(), NULL, NULL,
			ARGV("report", "none"), ARGV(arg)));
		r = run_report(f, NULL, NULL, arg + 1, NULL);
		assert_string_equal(report_get(r, "argv[2]"), arg + 1);
		report_free(r);
	}
	free(arg);
}

/* n times the string, as a vector to be freed. */
static char **
repeated(char *s, size_t n)
{
	char **vector = calloc(n + 1, sizeof(*vector));

	assert_non_null(vector);
	for (size_t i = 0; i < n; i++)
		vector[i] = s;
	return vector;
}

/* A quarter of the stack's limit, at most 6 MiB, holds all the strings. */
static void
test_many_arguments(void **state)
{
	char kib[1024], **args, **env, **over;
	const struct spawn_family *f;
	size_t room = 6 << 20;
	struct rlimit stack;
	struct report *r;
	pid_t pid;

	(void)state;
	need(NEED_E2BIG);
	assert_int_equal(getrlimit(RLIMIT_STACK, &stack), 0);
	if (stack.rlim_cur != RLIM_INFINITY && stack.rlim_cur / 4 < room)
		room = (size_t)stack.rlim_cur / 4;
	memset(kib, 'k', sizeof(kib) - 1);
	kib[1] = '=';
	kib[sizeof(kib) - 1] = '\0';
	args = repeated(kib, room / sizeof(kib) / 3);
	env = repeated(kib, room / sizeof(kib) / 3);
	over = repeated(kib, room / sizeof(kib) + 1);
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(
		    try_report(&r, f, NULL, NULL, NULL, args, env), 0);
		assert_int_equal(
		    report_int(r, "argc"), room / sizeof(kib) / 3 + 2);
		report_free(r);
		expect_failure(E2BIG, &pid,
		    f->spawn(&pid, report_program(), NULL, NULL, over, NULL));
	}
	free(args);
	free(env);
	free(over);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_argv_is_exact),
#ifdef __linux__
		CASE(test_empty_argv),
#endif
		CASE(test_envp_is_exact),
		CASE(test_null_envp_is_empty),
		CASE(test_longest_argument),
		CASE(test_many_arguments),
	};

	return run_cases(cases);
}
