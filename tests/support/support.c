/* SPDX-License-Identifier: BSD-2-Clause */
/* Running the cases of a test file; children, signals, failing spawns. */
#include "support.h"

#include "forked.h"
#include "needs.h"

#include "support_files.h"

#include <sys/resource.h>
#include <sys/syscall.h>

#include <time.h>
#include <stdatomic.h>

#define EXIT_SKIP     77
#define FDS_FOR_TESTS 1024
#define ODD_ERRNO     4711
#define ODD_PID       ((pid_t)0x5ca1ab1e)

static struct world world;
static const char *current_row;
static size_t skipped;

/* -- Running the tests -- */

int
case_setup(void **state)
{
	(void)state;
	current_row = NULL;
	if (make_test_dir() != 0)
		return -1;
	world_take(&world);
	return 0;
}

int
case_teardown(void **state)
{
	int bad;

	(void)state;
	if (current_row != NULL)
		print_error("in the row: %s\n", current_row);
	bad = world_check(&world);
	remove_test_dir();
	return bad == 0 ? 0 : -1;
}

/* What a background job or nohup(1) ignores is not part of a test. */
static void
reset_ignored(void)
{
	struct sigaction sa;
	int signo;

	for (signo = 1; signo < NSIG; signo++)
		if (sigaction(signo, NULL, &sa) == 0 &&
		    sa.sa_handler == SIG_IGN)
			(void)signal(signo, SIG_DFL);
}

/* The number is the tests': more cost time, and fewer are too few for some. */
static void
limit_descriptors(void)
{
	struct rlimit lim;

	if (getrlimit(RLIMIT_NOFILE, &lim) != 0)
		return;
	lim.rlim_cur =
	    lim.rlim_max < FDS_FOR_TESTS ? lim.rlim_max : FDS_FOR_TESTS;
	(void)setrlimit(RLIMIT_NOFILE, &lim);
}

int
run_case_list(const char *file, const struct CMUnitTest *cases, size_t n)
{
	const char *slash = strrchr(file, '/');
	int failed;

	limit_descriptors();
	reset_ignored();
	if (getenv("SPAWNX_TEST_BY_CLONE") != NULL) {
		failed = start_by_clone();
		if (failed != 0)
			return failed;
	}
	(void)kernel_has(NEED_PIDFDS);
	publish_report();
	failed = _cmocka_run_group_tests(
	    slash == NULL ? file : slash + 1, cases, n, NULL, NULL);
	unpublish_report();
	if (failed != 0)
		return 1;
	return n > 0 && skipped == n ? EXIT_SKIP : 0;
}

int
skip_all(const char *why)
{
	(void)complain("skipped: %s", why);
	return EXIT_SKIP;
}

void
skip_because(const char *format, ...)
{
	char why[512];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	print_message("skipped: %s\n", why);
	current_row = NULL;
	skipped++;
	skip();
}

void
skip_unless_root(void)
{
	if (geteuid() != 0)
		skip_because("needs root");
}

int
complain(const char *format, ...)
{
	char line[1024];
	int saved = errno;
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(line, sizeof(line) - 1, format, args);
	va_end(args);
	if (n > (int)sizeof(line) - 2)
		n = sizeof(line) - 2;
	line[n] = '\n';
	if (write(2, line, (size_t)n + 1) < 0)
		errno = saved; /* nowhere to complain of that */
	errno = saved;
	return 1;
}

bool
row_enter(const char *name)
{
	current_row = name;
	return name != NULL;
}

/* -- A spawn that has to fail -- */

static struct world before_failure;
static bool had_child;

void
failure_begin(pid_t *pid)
{
	had_child = has_child();
	world_take(&before_failure);
	if (pid != NULL)
		*pid = ODD_PID;
	errno = ODD_ERRNO;
}

/* A child the test has already can't be told from one that was left. */
bool
failure_end(int error, const pid_t *pid, int got, const char *call)
{
	int left = errno, bad = 0;

	if (got != error)
		bad += complain("gave %d (%s), not %d (%s)", got, strerror(got),
		    error, strerror(error));
	if (left != ODD_ERRNO)
		bad += complain("errno became %d (%s)", left, strerror(left));
	if (pid != NULL && *pid != ODD_PID)
		bad += complain("*pid became %ld", (long)*pid);
	if (had_child)
		world_forget(&before_failure);
	else
		bad += world_check(&before_failure);
	if (bad != 0)
		(void)complain("by %s", call);
	return bad == 0;
}

/* -- Children and signals -- */

int
in_child(int (*fn)(void *), void *arg)
{
	int status;
	pid_t pid;

	(void)fflush(NULL);
	pid = fork();
	if (pid == 0)
		_exit(fn(arg));
	if (pid < 0)
		return complain("fork: %s", strerror(errno));
	status = wait_for(pid);
	if (WIFSIGNALED(status))
		return -WTERMSIG(status);
	return WEXITSTATUS(status);
}

void
expect_child(int (*fn)(void *), void *arg)
{
	int result = in_child(fn, arg);

	if (result == EXIT_SKIP)
		skip_because("the child can't do it here");
	assert_int_equal(result, 0);
}

void
sleep_ms(long ms)
{
	struct timespec left = { ms / 1000, ms % 1000 * 1000000 };

	while (nanosleep(&left, &left) != 0 && errno == EINTR)
		continue;
}

/* A handler may run in several threads at once. */
static atomic_int counts[65], elsewhere;
static _Atomic pid_t home;

/* The raw call: the kernel's answer even in a child that shares memory. */
static void
count_signal(int signo)
{
	int saved = errno;

	if (syscall(SYS_getpid) == home)
		counts[signo]++;
	else
		elsewhere++;
	errno = saved;
}

void
catch_signal(int signo)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = count_signal;
	sa.sa_flags = SA_RESTART;
	if (home != getpid())
		elsewhere = 0;
	home = getpid();
	counts[signo] = 0;
	if (sigaction(signo, &sa, NULL) != 0)
		(void)complain("signal %d: %s", signo, strerror(errno));
}

int
caught(int signo)
{
	return counts[signo];
}

int
caught_elsewhere(void)
{
	return elsewhere;
}
