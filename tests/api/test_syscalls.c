/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a spawn costs, in system calls, each of them by name: a plain one is
 * clone3() in the caller and execve() in the child, and nothing else.
 *
 * Not of POSIX: the promises of this library.  It is the order of POSIX all
 * the same, posix_spawn(): attributes, then file actions, then the program.
 */
#include "trace.h"

#include "forked.h"
#include "kernel.h"
#include "syscalls_rows.h"

#define MASKED(clone)   "rt_sigprocmask " clone " rt_sigprocmask"
#define BY_CLONE        MASKED("clone")
#define MASKED_BY_CLONE "rt_sigprocmask*2 clone rt_sigprocmask*2"

struct run {
	const struct row *r_row;
	const struct spawn_family *r_family;
	bool r_refuse;
};

static int
spawn_row(const struct run *run, pid_t *pid, const char *program,
    posix_spawn_file_actions_t *fa, posix_spawnattr_t *at)
{
	char **argv = ARGV("report", "none");
	int handle = -1, rc;

	trace_mark();
	if (run->r_row->handle)
		rc = spawnx_spawn_handle(
		    &handle, pid, program, fa, at, argv, environ);
	else if (run->r_row->search)
		rc = run->r_family->spawnp(pid, program, fa, at, argv, environ);
	else
		rc = run->r_family->spawn(pid, program, fa, at, argv, environ);
	trace_mark();
	return (rc);
}

/* Three directories: the program's, one that isn't there, the test's. */
static int
set_path(void)
{
	char path[3 * PATH_MAX];

	(void)snprintf(path, sizeof(path), "%s", report_program());
	(void)snprintf(
	    strrchr(path, '/'), PATH_MAX, ":/none:%s", test_path("bin"));
	return (setenv("PATH", path, 1));
}

static bool
uses_clone3(const struct run *run)
{
	return (BACKEND_IS_ASM && !run->r_refuse);
}

/* The second spawn is the one to look at: the first learns of the refusal. */
static int
traced_child(void *arg)
{
	const struct run *run = arg;
	const char *program = run->r_row->program;
	posix_spawn_file_actions_t fa;
	const bool fails = run->r_row->fails;
	posix_spawnattr_t at;
	pid_t pid = -1;
	int bad = 0;

	if (run->r_refuse)
		bad += check_int(refuse_syscall(SYS_clone3, ENOSYS), 0);
	if (!uses_clone3(run)) {
		bad += check_int(spawnx_spawn(&pid, report_program(), NULL,
				     NULL, ARGV("report", "none"), environ),
		    0);
		bad += check_int(wait_for(pid), 0);
	}
	bad += check_int(set_path(), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(spawnx_attr_init(&at), 0);
	if (run->r_row->prepare != NULL)
		run->r_row->prepare(&fa);
	bad +=
	    check_int(spawnx_attr_setflags(&at, (short)run->r_row->flags), 0);
	bad += check_int(
	    spawn_row(run, &pid, program == NULL ? report_program() : program,
		run->r_row->prepare == NULL ? NULL : &fa,
		run->r_row->flags == 0 ? NULL : &at) != 0,
	    fails);
	if (!fails)
		bad += check_int(wait_for(pid), 0);
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	return (bad + check_int(spawnx_attr_destroy(&at), 0));
}

static void
add(char *text, size_t size, const char *words)
{
	size_t len = strlen(text);

	if (words != NULL)
		(void)snprintf(
		    text + len, size - len, "%s%s", len == 0 ? "" : " ", words);
}

static void
add_signals(char *text, size_t size)
{
	char words[64];

	(void)snprintf(
	    words, sizeof(words), "rt_sigaction*%u", raw_reset_calls());
	add(text, size, words);
}

/* Whether the kernel is trusted with a part of a table is to be found out. */
static void
want_parent(const struct run *run, char *text, size_t size)
{
	const struct row *row = run->r_row;

	*text = '\0';
	add(text, size, row->before);
	if (row->trims)
		add(text, size,
		    kernel_copies_parts() ? "uname close_range" : "uname");
	if (row->sets_mask)
		add(text, size,
		    uses_clone3(run) ? MASKED("clone3") : MASKED_BY_CLONE);
	else
		add(text, size, uses_clone3(run) ? "clone3" : BY_CLONE);
	add(text, size, row->after);
}

static void
want_child(const struct run *run, char *text, size_t size)
{
	const struct row *row = run->r_row;
	const char *exec = row->exec == NULL ? "execve" : row->exec;

	*text = '\0';
	if (row->trims && kernel_copies_parts())
		add(text, size, "close_range");
	if (!uses_clone3(run))
		add_signals(text, size);
	/* The mask once, and the program's right after it. */
	if (!uses_clone3(run) && row->sets_mask)
		add(text, size, "rt_sigprocmask*2");
	else if (!uses_clone3(run))
		add(text, size, "rt_sigprocmask");
	if (uses_clone3(run) || !row->sets_mask)
		add(text, size, row->child);
	add(text, size, exec);
}

static void
run_row(const struct run *run)
{
	char parent[256], child[1024];
	static struct trace t;
	int error = trace_run(&t, traced_child, (void *)(uintptr_t)run);

	if (error != 0)
		skip_because("no tracing here: %s", strerror(error));
	assert_int_equal(t.t_status, 0);
	want_parent(run, parent, sizeof(parent));
	want_child(run, child, sizeof(child));
	assert_string_equal(trace_text(&t, false), parent);
	assert_string_equal(trace_text(&t, true), child);
}

static void
run_rows(bool refuse)
{
	const struct row *row;

	assert_int_equal(mkdir(test_path("bin"), 0755), 0);
	assert_int_equal(symlink(report_program(), test_path("bin/third")), 0);
	FOR_EACH_ROW(row, rows)
	{
		struct run run = { row, family_spawnx(), refuse };

		if (row->sets_cloexec && !kernel_has_cloexec_flag())
			continue; /* the other way's calls: test_remembered */
		run_row(&run);
		run.r_family = family_host_names();
		run_row(&run);
	}
}

static void
test_with_clone3(void **state)
{
	(void)state;
	run_rows(false);
}

static void
test_without_clone3(void **state)
{
	(void)state;
	run_rows(true);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_with_clone3),
		CASE(test_without_clone3),
	};

	return (run_cases(cases));
}
