/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What many numbers cost: a remap of thousands of pairs that change places in
 * a full table, where a further number is hard to find, makes as many calls as
 * it has moves; and whoever adds an action asks for the limit once at most.
 *
 * Not of POSIX: spawnx_file_actions_addremap().
 */
#include "check.h"
#include "forked.h"
#include "trace.h"

#include <sys/resource.h>

#define PAIRS 100
#define FIRST 30
#define LIMIT (FIRST + 2 * PAIRS)

/* Every two neighbours change places. */
static int
add_swaps(posix_spawn_file_actions_t *fa)
{
	int from[2 * PAIRS], to[2 * PAIRS];

	for (int i = 0; i < 2 * PAIRS; i++) {
		from[i] = FIRST + i;
		to[i] = FIRST + (i ^ 1);
	}
	return (spawnx_file_actions_addremap(fa, 2 * PAIRS, from, to));
}

/* All numbers below the limit but one. */
static int
fill_table(void)
{
	const struct rlimit limit = { LIMIT, LIMIT };

	close_all();
	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	while (fcntl(0, F_DUPFD_CLOEXEC, 3) >= 0)
		continue;
	CHECK(errno == EMFILE);
	CHECK(close(FIRST - 10) == 0);
	return (0);
}

static int
swap_child(void *arg)
{
	posix_spawn_file_actions_t fa;
	pid_t pid;
	int rc;

	(void)arg;
	CHECK(fill_table() == 0);
	CHECK(spawnx_file_actions_init(&fa) == 0);
	CHECK(add_swaps(&fa) == 0);
	trace_mark();
	rc = spawnx_spawn(
	    &pid, report_program(), &fa, NULL, ARGV("report", "none"), environ);
	trace_mark();
	CHECK(rc == 0);
	CHECK(wait_for(pid) == 0);
	return (check_int(spawnx_file_actions_destroy(&fa), 0));
}

static int
add_child(void *arg)
{
	posix_spawn_file_actions_t fa;
	int rc;

	(void)arg;
	CHECK(spawnx_file_actions_init(&fa) == 0);
	trace_mark();
	rc = add_swaps(&fa);
	trace_mark();
	CHECK(rc == 0);
	trace_mark();
	rc = spawnx_file_actions_adddup2(&fa, 40, 50);
	trace_mark();
	CHECK(rc == 0);
	trace_mark();
	rc = spawnx_file_actions_adddup2(&fa, 1, 2);
	trace_mark();
	CHECK(rc == 0);
	return (check_int(spawnx_file_actions_destroy(&fa), 0));
}

static const struct trace *
traced(int (*fn)(void *))
{
	static struct trace t;
	int error = trace_run(&t, fn, NULL);

	if (error != 0)
		skip_because("no tracing here: %s", strerror(error));
	assert_int_equal(t.t_status, 0);
	return (&t);
}

/* The number is looked for above, then anywhere, and used for all of them. */
static void
test_swaps(void **state)
{
	char calls[256];
	const char *text, *first;

	(void)state;
	(void)snprintf(
	    calls, sizeof(calls), "fcntl*2 dup3*%d close ", 3 * PAIRS - 1);
	text = trace_text(traced(swap_child), true);
	first = strstr(text, "fcntl");
	if (first == NULL || strncmp(first, calls, strlen(calls)) != 0)
		fail_msg("%s", text);
}

/* The heap may ask for memory as well. */
static void
test_limit_is_asked_for_once(void **state)
{
	const struct trace *t;
	unsigned asked = 0;

	(void)state;
	t = traced(add_child);
	for (size_t i = 0; i < t->t_n; i++)
		asked += t->t_calls[i].t_number == SYS_prlimit64;
	assert_int_equal(asked, 2);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_swaps),
		CASE(test_limit_is_asked_for_once),
	};

	return (run_cases(cases));
}
