/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Arguments that no spawn can work with give the exact error number, through
 * every entry point, and the caller is as before: see test_errors.
 *
 * POSIX.1-2024, posix_spawn(): ERRORS ([EINVAL], and those of exec: [E2BIG],
 * [EFAULT]).
 */
#include "check.h"
#include "needs.h"

#include <sys/mman.h>

static void
test_bad_arguments(void **state)
{
	char **some = ARGV("report", "none");
	const char *path = report_program();
	int bad = 0, handle = ODD_HANDLE;
	pid_t pid;

	(void)state;
	bad += count_wrong("NULL path", EINVAL, NULL, some, environ);
	bad += count_wrong("NULL argv", EINVAL, path, NULL, environ);
#if !defined(__linux__) && !defined(__NetBSD__) /* see test_arguments.c */
	bad += count_wrong(
	    "empty argv", EINVAL, path, (char *[]){ NULL }, environ);
#endif
	bad += count_wrong("all NULL", EINVAL, NULL, NULL, NULL);
	bad += count_wrong("empty path", ENOENT, "", some, environ);
	assert_int_equal(bad, 0);
	expect_failure(EINVAL, &pid,
	    spawnx_spawn_handle(NULL, &pid, path, NULL, NULL, some, environ));
	expect_failure(EINVAL, &pid,
	    spawnx_spawnp_handle(NULL, &pid, path, NULL, NULL, some, environ));
	expect_failure(spawnx_can(SPAWNX_CAN_HANDLE) ? ENOENT : ENOTSUP, NULL,
	    spawnx_spawn_handle(
		&handle, NULL, "/nonexistent", NULL, NULL, some, environ));
	assert_int_equal(handle, ODD_HANDLE);
}

static void
test_null_pid(void **state)
{
	const struct spawn_family *f;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		expect_failure(ENOENT, NULL,
		    f->spawn(
			NULL, "/nonexistent", NULL, NULL, ARGV("x"), environ));
		expect_failure(ENOENT, NULL,
		    f->spawnp(
			NULL, "/nonexistent", NULL, NULL, ARGV("x"), environ));
	}
}

/* The kernel reads these strings, in the child: not a crash of the caller. */
static void
test_bad_pointers(void **state)
{
	size_t size = (size_t)sysconf(_SC_PAGESIZE);
	void *nowhere =
	    mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *args[] = { "x", nowhere, NULL }, *env[] = { nowhere, NULL };
	char **some = ARGV("report", "none");
	const char *path = report_program();
	const struct spawn_family *f;
	int bad = 0;
	pid_t pid;

	(void)state;
	assert_true(nowhere != MAP_FAILED);
	bad += count_wrong("in argv", EFAULT, path, args, environ);
	bad += count_wrong("in envp", EFAULT, path, some, env);
	bad += count_wrong("envp itself", EFAULT, path, some, nowhere);
	assert_int_equal(bad, 0);
	f = WITH_ASAN ? family_spawnx() : family_host_names();
	expect_failure(
	    EFAULT, &pid, f->spawn(&pid, nowhere, NULL, NULL, some, environ));
	expect_failure(EFAULT, &pid,
	    spawnx_spawn(&pid, nowhere, NULL, NULL, some, environ));
	assert_int_equal(munmap(nowhere, size), 0);
}

/* The longest string: 32 pages; the BSDs have a limit for all of them. */
static size_t
longest_argument(void)
{
#ifdef __FreeBSD__
	return (512 << 10); /* ARG_MAX of a 64-bit kernel */
#elif defined(__NetBSD__)
	return (256 << 10); /* ARG_MAX */
#else
	return (32 * (size_t)sysconf(_SC_PAGESIZE));
#endif
}

/* One string too long; then 8 MiB of strings, each of which would do. */
static void
test_too_long_arguments(void **state)
{
	size_t most = longest_argument(), n = (8 << 20) / most;
	const char *path = report_program();
	char *string = malloc(most + 1), **many = calloc(n + 2, sizeof(*many));
	int bad = 0;

	(void)state;
	need(NEED_E2BIG);
	assert_non_null(string);
	assert_non_null(many);
	memset(string, 'x', most);
	string[most] = '\0';
	for (size_t i = 0; i < n + 1; i++)
		many[i] = string + 1;
	bad += count_wrong("argument", E2BIG, path, ARGV("x", string), environ);
	bad += count_wrong("variable", E2BIG, path, ARGV("x"), ARGV(string));
	bad += count_wrong("arguments", E2BIG, path, many, environ);
	bad += count_wrong("environment", E2BIG, path, ARGV("x"), many);
	assert_int_equal(bad, 0);
	free(string);
	free(many);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_bad_arguments),
		CASE(test_null_pid),
		CASE(test_bad_pointers),
		CASE(test_too_long_arguments),
	};

	return (run_cases(cases));
}
