/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a child with a copy of the memory says by a pipe: spx_launch_reported()
 * and spx_launch_asking() return when it has executed, failed or ended, even
 * though a worker that another thread has forked holds that pipe as well.
 *
 * Not of POSIX: posix_spawn() waits for nobody but its child.
 */
#include "check.h"
#include "forked.h"

#include "child/child.h"
#include "base/actions.h"
#include "os/launch.h"
#include "rfork_thread.h"

#define SLEEPS "/bin/sleep"

static _Alignas(16) unsigned char stack[65536];

/* -- The child, its worker, and who kills it -- */

enum deed {
	RUN,
	DIE_FIRST,
	DIE_AT_FIFO
};

static const struct row {
	const char *name;
	const char *program;
	bool lives; /* when the call returns */
	bool no_lock;
	enum deed deed;
	int error; /* of the exec */
} rows[] = {
	{ "it runs", SLEEPS, true, false, RUN, 0 },
	{ "it ends at once", "/bin/true", false, false, RUN, 0 },
	{ "no program", "/none", false, false, RUN, ENOENT },
	{ "killed first of all", SLEEPS, false, false, DIE_FIRST, 0 },
	{ "killed on its way", SLEEPS, false, false, DIE_AT_FIFO, 0 },
	{ "no lock, it ends", "/bin/true", false, true, RUN, 0 },
	{ "no lock, no program", "/none", false, true, RUN, ENOENT },
	{ "no lock, killed first of all", SLEEPS, false, true, DIE_FIRST, 0 },
	{ "no lock, killed on its way", SLEEPS, false, true, DIE_AT_FIFO, 0 },
};

static struct {
	const struct row *row;
	uint64_t flags; /* of the clone */
	pid_t worker, killer;
	int children;
} now;

/* A sanitizer takes the stack for the one that the process started with. */
__attribute__((noinline, no_sanitize("address", "undefined"))) static int
child_main(void *r)
{
	if (now.row->deed == DIE_FIRST)
		(void)kill(getpid(), SIGKILL);
	if (now.row->no_lock &&
	    refuse_syscall_if_arg(CALL_fcntl, 1, ~0U, F_SETLK, EACCES) != 0)
		_exit(77);
	return (spx_child_main(r));
}

static pid_t
fork_worker(void)
{
	const pid_t pid = fork();

	if (pid != 0)
		return (pid);
	(void)alarm(30);
	for (;;)
		(void)pause();
}

/* Waits until the child is in its open of a FIFO, which nobody else opens. */
static pid_t
fork_killer(pid_t child)
{
	char path[64], *text = NULL;
	const pid_t pid = fork();

	if (pid != 0)
		return (pid);
	(void)snprintf(path, sizeof(path), "/proc/%d/syscall", (int)child);
	for (int i = 0; i < 5000; i++) {
		text = read_file(path);
		if (text != NULL && atoi(text) == SYS_openat)
			break;
		free(text);
		sleep_ms(1);
	}
	_exit(kill(child, SIGKILL));
}

static long
make_child(struct spx_request *r)
{
	struct spx_clone_args args = { .ca_flags = now.flags,
		.ca_exit_signal = SIGCHLD,
		.ca_stack = (uintptr_t)stack,
		.ca_stack_size = sizeof(stack) };
	long pid;

	now.children++;
	now.worker = fork_worker();
	pid = spx_rfork_thread(&args, stack + sizeof(stack), child_main, r, 0);
	now.killer = 0;
	if (pid > 0 && now.row->deed == DIE_AT_FIFO)
		now.killer = fork_killer((pid_t)pid);
	return (pid);
}

/* -- The requests -- */

static void
fill(struct spx_request *r, const struct spx_action *fifo)
{
	static char *argv[] = { "program", "20", NULL };

	memset(r, 0, sizeof(*r));
	r->req_paths = now.row->program;
	r->req_npaths = 1;
	r->req_argv = argv;
	r->req_envp = environ;
	r->req_handle = r->req_report = r->req_report_other = -1;
	r->req_hidden[0] = r->req_hidden[1] = -1;
	r->req_actions = fifo;
	r->req_nactions = now.row->deed == DIE_AT_FIFO;
}

static int
end_worker(void)
{
	int bad = check_int(waitpid(now.worker, NULL, WNOHANG), 0);

	(void)kill(now.worker, SIGKILL);
	bad += check_int(wait_for(now.worker), SIGKILL);
	if (now.killer > 0)
		bad += check_int(wait_for(now.killer), 0);
	return (bad);
}

static int
end_child(pid_t pid)
{
	const int ends = now.row->error != 0    ? 127 << 8
			 : now.row->deed == RUN ? 0
						: SIGKILL;

	if (!now.row->lives)
		return (check_int(wait_for(pid), ends));
	CHECK(waitpid(pid, NULL, WNOHANG) == 0);
	(void)kill(pid, SIGKILL);
	return (check_int(wait_for(pid), SIGKILL));
}

static bool is_detached;

static int
row_child(void *arg)
{
	const struct spx_action fifo = { .fa_kind = SPAWNX_ACTION_OPEN,
		.fa_fd = 40,
		.fa_path = (char *)(uintptr_t)test_path("fifo") };
	const int fds = count_fds();
	struct spx_request r;
	long pid;
	int bad;

	(void)alarm(300);
	now.row = arg;
	fill(&r, &fifo);
	r.req_detached = is_detached;
	pid = spx_launch_reported(&r, make_child);
	bad = check(pid > 0) + check_int(now.children, 1);
	bad += end_worker();
	bad += end_child((pid_t)pid);
	bad += check_int(r.req_failure.error, now.row->error);
	bad += check_int(r.req_failure.step,
	    now.row->error != 0 ? SPAWNX_STEP_EXEC : SPAWNX_STEP_NONE);
	bad += check_int(r.req_report, -1);
	return (bad + check_int(count_fds(), fds));
}

static void
test_worker_holds_the_pipe(void **state)
{
	(void)state;
	assert_int_equal(mkfifo(test_path("fifo"), 0600), 0);
	expect_rows(row_child, rows);
	/* Whose parent would be another process, which does not reap it. */
	is_detached = true;
	expect_rows(row_child, rows);
	is_detached = false;
}

/* -- Where it is not known yet whether memory is shared -- */

static const struct question {
	const char *name;
	uint64_t flags;
	bool full; /* no room for a pipe */
	struct row row;
	long want; /* 0: a process */
	int memory;
} questions[] = {
	{ "shared", CLONE_VM | CLONE_VFORK, false,
	    { "", SLEEPS, true, false, RUN, 0 }, 0, SPX_MEMORY_SHARED },
	{ "shared, no program", CLONE_VM | CLONE_VFORK, false,
	    { "", "/none", false, false, RUN, ENOENT }, 0, SPX_MEMORY_SHARED },
	{ "shared, no room", CLONE_VM | CLONE_VFORK, true,
	    { "", SLEEPS, true, false, RUN, 0 }, 0, SPX_MEMORY_SHARED },
	{ "copied", 0, false, { "", SLEEPS, true, false, RUN, 0 }, 0,
	    SPX_MEMORY_COPIED },
	{ "copied, no program", 0, false,
	    { "", "/none", false, false, RUN, ENOENT }, 0, SPX_MEMORY_COPIED },
	{ "copied, no room", 0, true, { "", SLEEPS, true, false, RUN, 0 },
	    -EMFILE, SPX_MEMORY_UNKNOWN },
	{ "killed", 0, false, { "", SLEEPS, false, false, DIE_FIRST, 0 }, 0,
	    SPX_MEMORY_UNKNOWN },
};

static int
question_child(void *arg)
{
	const struct question *q = arg;
	_Atomic int memory = SPX_MEMORY_UNKNOWN;
	struct spx_request r;
	long pid;
	int bad = 0;

	(void)alarm(300);
	now.row = &q->row;
	now.flags = q->flags;
	fill(&r, NULL);
	close_all();
	if (q->full)
		while (fcntl(2, F_DUPFD_CLOEXEC, 0) >= 0)
			continue;
	pid = spx_launch_asking(&r, make_child, &memory);
	bad += q->want == 0 ? check(pid > 0) : check_int(pid, q->want);
	bad += check_int(now.children, 1) + check_int(memory, q->memory);
	bad += check_int(r.req_failure.error, q->row.error);
	bad += end_worker();
	if (pid > 0)
		bad += end_child((pid_t)pid);
	return (bad + check(!has_child()));
}

static void
test_question(void **state)
{
	const struct question *q;

	(void)state;
	FOR_EACH_ROW(q, questions)
	expect_child(question_child, (void *)(uintptr_t)q);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_worker_holds_the_pipe),
		CASE(test_question),
	};

	return (run_cases(cases));
}
