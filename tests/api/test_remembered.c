/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A system call that a kernel or a sandbox refuses is tried once: the second
 * spawn goes the other way at once.  Call by call, for each step down.  Whether
 * a copy of a part of the descriptors can be made is asked anew, by a call that
 * does nothing: a filter may have come, and no child is made twice.  Kernels
 * that don't make such a copy right are not asked, and their child has one call
 * less to make.
 *
 * Not of POSIX: what a refusal costs.
 */
#include "trace.h"

#include "check.h"
#include "forked.h"
#include "kernel.h"

#define UNSHARE 2u /* CLOSE_RANGE_UNSHARE */
#define CLOEXEC 4u /* CLOSE_RANGE_CLOEXEC */

#define ASKS    "close_range"
#define LISTS   "openat fstatfs getdents64 close*2 getdents64 close"

static const struct row {
	const char *name;
	int error;
	uint32_t flag; /* of close_range(); 0: in any case */
	bool no_proc, no_clone3;
	const char *actions;
	short flags;
	const char *caller[2], *child[2]; /* the first spawn, the second */
	const char *whole[2]; /* the child's without a copy of a part */
} rows[] = {
	{ "nothing is refused", 0, 0, false, false, "f3", 0,
	    { "uname " ASKS " clone3", ASKS " clone3" },
	    { "close_range*2 execve", "close_range*2 execve" },
	    { "close_range execve", "close_range execve" } },
	/* Those of the question are EINVAL anyway. */
	{ "the flag UNSHARE", EINVAL, UNSHARE, false, false, "f3", 0,
	    { "uname " ASKS " clone3", ASKS " clone3" },
	    { "close_range unshare close_range execve",
		"close_range unshare close_range execve" },
	    { "close_range execve", "close_range execve" } },
	{ "UNSHARE, by clone", EPERM, UNSHARE, false, true, "f3", 0,
	    { "uname " ASKS " clone3 rt_sigprocmask pipe2 clone close*2 "
	      "rt_sigprocmask",
		ASKS " rt_sigprocmask clone rt_sigprocmask" },
	    { "close fcntl write rt_sigaction*62 rt_sigprocmask "
	      "close_range*2 execve",
		"rt_sigaction*62 rt_sigprocmask close_range execve" },
	    { "close fcntl write rt_sigaction*62 rt_sigprocmask "
	      "close_range*2 execve",
		"rt_sigaction*62 rt_sigprocmask close_range execve" } },
	{ "close_range, ENOSYS", ENOSYS, 0, false, false, "f3", 0,
	    { "uname " ASKS " clone3", ASKS " clone3" },
	    { "close_range " LISTS " execve", LISTS " execve" },
	    { "close_range " LISTS " execve", LISTS " execve" } },
	{ "close_range, EPERM", EPERM, 0, false, false, "f3", 0,
	    { "uname " ASKS " clone3", ASKS " clone3" },
	    { "close_range " LISTS " execve", LISTS " execve" },
	    { "close_range " LISTS " execve", LISTS " execve" } },
	{ "/proc as well", ENOSYS, 0, true, false, "f1020", 0,
	    { "uname " ASKS " clone3", ASKS " clone3" },
	    { "close_range openat fstatfs getdents64 close prlimit64 close*4 "
	      "execve",
		"openat fstatfs getdents64 close prlimit64 close*4 execve" },
	    { "close_range openat fstatfs getdents64 close prlimit64 close*4 "
	      "execve",
		"openat fstatfs getdents64 close prlimit64 close*4 execve" } },
	{ "the flag CLOEXEC", EINVAL, CLOEXEC, false, false, "i0",
	    SPAWNX_CLOEXEC_DEFAULT, { "uname " ASKS " clone3", ASKS " clone3" },
	    { "close_range*2 openat fstatfs getdents64 fcntl*5 getdents64 "
	      "close fcntl*2 execve",
		"close_range openat fstatfs getdents64 fcntl*5 getdents64 "
		"close fcntl*2 execve" },
	    { "close_range openat fstatfs getdents64 fcntl*5 getdents64 "
	      "close fcntl*2 execve",
		"openat fstatfs getdents64 fcntl*5 getdents64 "
		"close fcntl*2 execve" } },
};

struct run {
	const struct row *row;
	int which; /* the spawn that is traced */
};

static int
refuse(const struct row *row)
{
	int bad = 0;

	if (row->error != 0)
		bad += check_int(refuse_syscall_if_arg(SYS_close_range, 2,
				     row->flag, row->flag, row->error),
		    0);
	if (row->no_proc)
		bad += check_int(refuse_syscall(SYS_getdents64, ENOSYS), 0);
	if (row->no_clone3)
		bad += check_int(refuse_syscall(SYS_clone3, ENOSYS), 0);
	return (bad);
}

/* With 0, 1, 2 open, and 10 and 11. */
static int
spawn_twice(void *arg)
{
	const struct run *run = arg;
	const struct spawn_family *f = family_spawnx();
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t at;
	int bad = 0;

	close_all();
	for (int signo = 1; signo <= RAW_NSIG; signo++)
		(void)raw_set_handler(signo, 0);
	CHECK(dup2(0, 10) == 10 && dup2(0, 11) == 11);
	CHECK(f->actions_init(&fa) == 0 && f->attr_init(&at) == 0);
	CHECK(add_actions(f, &fa, run->row->actions) == 0);
	CHECK(f->setflags(&at, run->row->flags) == 0);
	CHECK(refuse(run->row) == 0);
	for (int i = 0; i < 2; i++) {
		pid_t pid = -1;

		if (i == run->which)
			trace_mark();
		bad += check_int(f->spawn(&pid, "/bin/sh", &fa, &at,
				     ARGV("sh", "-c", "exit 3"), environ),
		    0);
		if (i == run->which)
			trace_mark();
		bad += check_int(wait_for(pid), 3 << 8);
	}
	CHECK(f->attr_destroy(&at) == 0 && f->actions_destroy(&fa) == 0);
	return (bad);
}

static const char *
want_caller(const struct row *row, int which)
{
	static char text[256];
	char *asks;

	(void)snprintf(text, sizeof(text), "%s", row->caller[which]);
	asks = strstr(text, ASKS " ");
	if (!kernel_copies_parts() && asks != NULL)
		(void)memmove(
		    asks, asks + sizeof(ASKS), strlen(asks + sizeof(ASKS)) + 1);
	return (text);
}

static const char *
want_child(const struct row *row, int which)
{
	return (kernel_copies_parts() ? row->child[which] : row->whole[which]);
}

static void
test_refusals_are_remembered(void **state)
{
	static struct trace t;
	const struct row *row;

	(void)state;
	if (!BACKEND_IS_ASM)
		skip_because("this backend does not try clone3()");
	FOR_EACH_ROW(row, rows)
	{
		for (int i = 0; i < 2; i++) {
			struct run run = { row, i };
			int error = trace_run(&t, spawn_twice, &run);

			if (error != 0)
				skip_because(
				    "no tracing here: %s", strerror(error));
			assert_int_equal(t.t_status, 0);
			assert_string_equal(
			    trace_text(&t, false), want_caller(row, i));
			assert_string_equal(
			    trace_text(&t, true), want_child(row, i));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_refusals_are_remembered),
	};

	return (run_cases(cases));
}
