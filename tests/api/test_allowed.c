/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Behind an allow-list of the calls that libspawnx(7) names, and of no other,
 * spawns work: each file action and each attribute, by each of the functions,
 * and also where the newer calls are refused.
 *
 * Not of POSIX: libspawnx(7), "System calls".
 */
#include "allowed_rows.h"

#include "allowed_calls.h"
#include "needs.h"

#define RAN_WELL 0

static const struct way {
	const char *name;
	bool no_fallbacks; /* nothing is refused that they stand in for */
	bool old;          /* neither clone3() nor close_range() */
	bool copied;       /* nor a child that shares the memory */
} ways[] = {
	{ "all of them", false, false, false },
	{ "without the fallbacks", true, false, false },
	{ "without clone3 and close_range", false, true, false },
	{ "with copied memory", false, true, true },
};

static bool
is_allowed(const struct way *way, const struct allowed *call)
{
	if (way->no_fallbacks && call->fallback)
		return (false);
	return (!way->old || (call->number != SYS_clone3 &&
				 call->number != SYS_close_range));
}

static int
confine(const struct way *way)
{
	long numbers[COUNT(allowed)];
	size_t n = 0;

	if (way->copied && refuse_shared_memory(EINVAL) != 0)
		return (-1);
	for (size_t i = 0; i < COUNT(allowed); i++)
		if (is_allowed(way, &allowed[i]))
			numbers[n++] = allowed[i].number;
	return (allow_syscalls(numbers, n));
}

/* -- A row, by each function; from here on nothing else is to be called -- */

struct job {
	const struct way *way; /* NULL: no list at all */
	const struct row *row;
	const char *program;
	posix_spawnattr_t attr;
	posix_spawn_file_actions_t fa;
	spawnx_failure_t where;
};

static int
spawn_once(const struct job *job, pid_t *pid)
{
	if (job->row->program != NULL && job->row->program[0] != '/')
		return (spawnx_spawnp(pid, job->program, &job->fa, &job->attr,
		    ARGV("x"), environ));
	return (spawnx_spawn(
	    pid, job->program, &job->fa, &job->attr, ARGV("x"), environ));
}

static int
spawn_handle(const struct job *job, pid_t *pid)
{
	int handle = -1, rc;

	rc = spawnx_spawn_handle(&handle, pid, job->program, &job->fa,
	    &job->attr, ARGV("x"), environ);
	if (rc == 0)
		(void)close(handle);
	return (rc);
}

static int
start_once(const struct job *job, pid_t *pid, unsigned flags)
{
	spawnx_pending_t *p = NULL;
	int rc;

	rc = spawnx_start(
	    &p, flags, job->program, &job->fa, &job->attr, ARGV("x"), environ);
	if (rc == 0 && (flags & SPAWNX_HELD))
		rc = spawnx_release(p);
	return (rc == 0 ? spawnx_finish(p, pid) : rc);
}

static int
by_function(const struct job *job, int which, pid_t *pid)
{
	switch (which) {
	case 0:
	case 1: /* once more, with what has been learnt */
		return (spawn_once(job, pid));
	case 2:
		return (spawn_handle(job, pid));
	case 3:
		return (start_once(job, pid, 0));
	case 4:
		return (start_once(job, pid, SPAWNX_SHAREFILES));
	case 5:
		return (start_once(job, pid, SPAWNX_HELD | SPAWNX_POLLABLE));
	default:
		return (start_once(job, pid, SPAWNX_POLLABLE | SPAWNX_HANDLE));
	}
}

#define FUNCTIONS 7

static int
spawn_all(const struct job *job)
{
	int bad = 0, rc;
	char text[200];
	pid_t pid;

	for (int i = 0; i < FUNCTIONS; i++) {
		pid = -1;
		rc = by_function(job, i, &pid);
		if (rc != job->row->error)
			bad += complain("%s, function %d: %s: %s",
			    job->row->name, i, strerror(rc),
			    spawnx_strfailure(&job->where, text, sizeof(text)));
		else if (rc == 0)
			bad += check_int(wait_for(pid), RAN_WELL);
	}
	return (bad);
}

/* -- What the row has to find -- */

static int
open_files(const char *program)
{
	int other, tty;

	close_all();
	CHECK(open_as(DIRECTORY, "/", O_RDONLY | O_CLOEXEC) == DIRECTORY);
	CHECK(open_as(PROGRAM, program, O_RDONLY | O_CLOEXEC) == PROGRAM);
	CHECK(open_as(SCRIPT, test_path("script"), O_RDONLY | O_CLOEXEC) ==
	      SCRIPT);
	CHECK(open_as(NAMESPACE, "/proc/self/ns/uts", O_RDONLY | O_CLOEXEC) ==
	      NAMESPACE);
	other = open_terminal();
	CHECK(other >= 0 && dup3(other, OTHER_TTY, O_CLOEXEC) == OTHER_TTY);
	tty = own_terminal();
	CHECK(tty >= 0 && dup3(tty, TTY, O_CLOEXEC) == TTY);
	CHECK(signal(SIGHUP, SIG_IGN) != SIG_ERR);
	return (0);
}

static int
prepare(struct job *job)
{
	const char *program = getenv("SPAWNX_TEST_EXIT");
	int rc;

	CHECK(program != NULL && open_files(program) == 0);
	job->program = job->row->program == NULL ? program : job->row->program;
	CHECK(spawnx_attr_init(&job->attr) == 0);
	CHECK(spawnx_file_actions_init(&job->fa) == 0);
	CHECK(spawnx_attr_setflags(&job->attr, (short)job->row->flags) == 0);
	CHECK(spawnx_attr_setfailure(&job->attr, &job->where) == 0);
	CHECK(add_actions(family_spawnx(), &job->fa, job->row->actions) == 0);
	rc = job->row->set == NULL ? 0 : job->row->set(&job->attr);
	return (rc == 0 ? 0 : 77);
}

static int
job_child(void *arg)
{
	struct job *job = arg;
	int rc;

	(void)alarm(300);
	rc = prepare(job);
	if (rc != 0)
		return (rc);
	if (job->way != NULL && confine(job->way) != 0)
		return (77);
	return (spawn_all(job));
}

/* Whether this user may do it here, where all is allowed. */
static bool
is_possible(const struct row *row)
{
	struct job job = { .row = row };
	const int rc = in_child(job_child, &job);

	if (rc != 0)
		print_message("not possible here: %s\n", row->name);
	return (rc == 0);
}

static int
filter_child(void *unused)
{
	const struct way all = { "", false, false, false };

	(void)unused;
	return (confine(&all) != 0);
}

static void
test_allow_list(void **state)
{
	size_t possible = 0;

	(void)state;
	need(NEED_PIDFDS);
	if (in_child(filter_child, NULL) != 0)
		skip_because("no filters here");
	write_file("script", 0755, "#!/none\n");
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (!is_possible(&rows[i]))
			continue;
		possible++;
		for (size_t k = 0; k < COUNT(ways); k++) {
			struct job job = { .way = &ways[k], .row = &rows[i] };

			if (ways[k].no_fallbacks && !BACKEND_IS_ASM)
				continue;
			if (in_child(job_child, &job) != 0)
				fail_msg("%s: %s", rows[i].name, ways[k].name);
		}
	}
	assert_in_range(possible, 20, COUNT(rows));
}

/* A list that lacks what is needed is one behind which nothing works. */
static int
lacking_child(void *arg)
{
	const struct allowed *lacking = arg;
	long numbers[COUNT(allowed)];
	size_t n = 0;
	pid_t pid;

	for (size_t i = 0; i < COUNT(allowed); i++)
		if (allowed[i].number != lacking->number)
			numbers[n++] = allowed[i].number;
	if (allow_syscalls(numbers, n) != 0)
		return (77);
	return (check_int(
	    spawnx_spawn(&pid, "/bin/true", NULL, NULL, ARGV("true"), environ),
	    EPERM));
}

static void
test_filter_is_real(void **state)
{
	(void)state;
	expect_child(lacking_child, (void *)(uintptr_t)&allowed[0]);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_allow_list),
		CASE(test_filter_is_real),
	};

	if (getenv("SPAWNX_TEST_EXIT") == NULL)
		return (complain("SPAWNX_TEST_EXIT is the program to spawn"));
	if (WITH_ASAN)
		return (skip_all("a sanitizer has calls of its own"));
	return (run_cases(cases));
}
