/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A child that is nobody's, for kernels before CLONE_AUTOREAP (7.1): a process
 * in between makes it, waits until it executes, and ends.
 *
 * The one in between has no exit signal, so that neither SIGCHLD tells of it
 * nor a wait for any child finds it, except with __WALL or __WCLONE.  It shares
 * the caller's memory, and the table of descriptors if a handle is to be there.
 * Every signal is blocked, so only SIGKILL can end it too soon.  Then the child
 * may still run on the memory that the caller has lent to both: the kernel has
 * noted the child's process ID before it could run (CLONE_PARENT_SETTID), and
 * clears a word when it leaves this memory (CLONE_CHILD_CLEARTID).
 *
 * What they have in common is mapped shared, because emulators, and a process
 * of another time namespace, give the one in between a copy of the memory.
 */
#include "child/child.h"
#include "os/linux/clone.h"
#include "os/linux/sys_held.h"
#include "os/start.h"

/* How often a killed child is asked for at once, and then after a moment. */
#define TRIES   100
#define MOMENTS 5

struct middle {
	_Alignas(16) unsigned char mi_stack[SPX_CHILD_STACK];
	_Alignas(16) unsigned char mi_child_stack[SPX_CHILD_STACK];
	struct spx_clone_args mi_args; /* of the child */
	size_t mi_size;
	struct spx_request *mi_request;
	volatile long mi_result; /* of the clone; 0: it did not return */
	volatile pid_t mi_pid;   /* written by the kernel: there is a child */
	volatile bool mi_is_elsewhere; /* see make_child() */
	_Atomic uint32_t mi_busy;
};

static bool
has_failed(const struct spx_request *r)
{
	return (r->req_failure.step != SPAWNX_STEP_NONE ||
		(r->req_answer != NULL &&
		    r->req_answer->an_failure.step != SPAWNX_STEP_NONE));
}

/*
 * It has no parent where the caller's children go to another PID namespace than
 * the caller's own: setns(), or unshare(), after which it is the init there.
 * The numbers that it gets are of no use to the caller then, and all that such
 * an init has made ends with it.
 */
static long
make_child(struct middle *m)
{
	long rc;

	m->mi_is_elsewhere = spx_sys_getppid() == 0;
	if (m->mi_is_elsewhere)
		return (-ENOTSUP);
	do
		rc = spx_rfork_thread(&m->mi_args,
		    m->mi_child_stack + sizeof(m->mi_child_stack),
		    spx_child_main, m->mi_request, m->mi_size);
	while (rc == -EINTR);
	return (rc);
}

/* Runs in the process in between, and like a child's code calls no libc. */
static int
run_middle(void *arg)
{
	struct middle *m = arg;
	const long rc = make_child(m);

	m->mi_result = rc;
	if (rc > 0 && has_failed(m->mi_request))
		(void)spx_sys_reap((pid_t)rc, -1);
	spx_sys_exit(0);
}

/*
 * clone() has one place for the descriptor and the process ID: it can't give
 * both.
 */
static long
ask_for_pid(struct middle *m)
{
	const struct spx_failure failure = { ENOTSUP, SPAWNX_STEP_ATTR,
		SPAWNX_ATTR_HANDLE };

	if (m->mi_size == 0 && (m->mi_args.ca_flags & SPX_CLONE_PIDFD)) {
		m->mi_request->req_failure = failure;
		return (-ENOTSUP);
	}
	m->mi_args.ca_flags |= SPX_CLONE_PARENT_SETTID;
	if (m->mi_size == 0)
		m->mi_args.ca_pidfd = (uintptr_t)&m->mi_pid;
	else
		m->mi_args.ca_parent_tid = (uintptr_t)&m->mi_pid;
	return (0);
}

static long
rfork_middle(struct middle *m, uint64_t flags)
{
	const struct spx_clone_args args = {
		.ca_flags = flags,
		.ca_stack = (uintptr_t)m->mi_stack,
		.ca_stack_size = sizeof(m->mi_stack),
	};
	long rc;

	do
		rc = spx_rfork_thread(
		    &args, m->mi_stack + sizeof(m->mi_stack), run_middle, m, 0);
	while (rc == -EINTR);
	return (rc);
}

/*
 * What a child of it says in memory that is not the caller's would be lost, as
 * would be a descriptor in another table: the caller asks for another child.
 */
static bool
may_be_copy(const struct middle *m)
{
	const struct spx_request *r = m->mi_request;

	return (!(m->mi_args.ca_flags & SPX_CLONE_PIDFD) &&
		(r->req_report >= 0 || r->req_answer != NULL));
}

/*
 * Sharing the table costs nothing; but valgrind, which has no clone3(), knows
 * no vfork with it.  EINVAL: see launch_by_clone().
 */
static long
make_middle(struct middle *m)
{
	uint64_t flags = SPX_CLONE_VM | SPX_CLONE_VFORK;
	long rc;

	if (m->mi_size != 0)
		flags |= SPX_CLONE_FILES;
	rc = rfork_middle(m, flags);
	return (rc == -EINVAL && may_be_copy(m)
		    ? rfork_middle(m, SPX_CLONE_VFORK)
		    : rc);
}

/*
 * A killed child has left this memory when its word is cleared, or when it has
 * ended: then it may have left it by an exec that clears no word.  Its new
 * parent may never reap it, so that kill() would find it for ever.  Where
 * nothing says that it has ended, it is given a second: it runs no code of its
 * own.
 */
static void
wait_without_descriptor(const struct middle *m)
{
	enum spx_life life;
	unsigned tries, unknown = 0;

	for (tries = 0; atomic_load(&m->mi_busy) != 0; tries++) {
		life = spx_ask_proc(m->mi_pid);
		unknown += life == SPX_UNKNOWN;
		if (life == SPX_ENDED || unknown == TRIES + MOMENTS)
			return;
		if (tries < TRIES)
			(void)spx_sys0(SYS_sched_yield);
		else
			(void)spx_sys_poll(NULL, 0, true);
	}
}

/* Nothing says when it executes: it is not left to run. */
static long
end_child(const struct middle *m)
{
	const pid_t pid = m->mi_pid;
	const int fd = (int)spx_sys_open_process(pid);
	struct spx_poll end = { fd, SPX_POLLIN, 0 };

	(void)spx_sys_kill(pid, SIGKILL);
	if (fd >= 0) {
		while (spx_sys_poll(&end, 1, false) == -EINTR)
			continue;
		(void)spx_sys_close(fd);
		return (-ECANCELED);
	}
	if (m->mi_args.ca_flags & SPX_CLONE_VM)
		wait_without_descriptor(m);
	return (-ECANCELED);
}

/*
 * That an exec clears the word, which is not so in gVisor: the exit alone does
 * it there.  It has no descriptors of processes, and such a clone3() neither.
 */
static bool
exec_clears(const struct middle *m)
{
	long fd;

	if (!(m->mi_args.ca_flags & SPX_CLONE_CHILD_CLEARTID))
		return (false);
	if (m->mi_size != 0)
		return (true);
	fd = spx_sys_open_process(m->mi_pid);
	if (fd >= 0)
		(void)spx_sys_close((int)fd);
	return (fd != -ENOSYS);
}

/* It is in this table since there is a child. */
static void
close_handle(const struct middle *m)
{
	struct spx_request *r = m->mi_request;

	if (m->mi_args.ca_flags & SPX_CLONE_PIDFD) {
		(void)spx_sys_close(r->req_handle);
		r->req_handle = -1;
	}
}

/* The one in between was killed before it could say what it has done. */
static long
result_of_killed(struct middle *m)
{
	const uint64_t flags = m->mi_args.ca_flags;

	if (m->mi_pid == 0)
		return (-ECANCELED);
	if (exec_clears(m)) {
		spx_start_wait(&m->mi_busy);
	} else if (flags & SPX_CLONE_VFORK) {
		close_handle(m);
		return (end_child(m));
	}
	return (m->mi_pid);
}

static long
launch_middle(struct middle *m)
{
	const long middle = make_middle(m);
	long rc;

	if (middle < 0)
		return (middle);
	(void)spx_sys_reap((pid_t)middle, -1);
	rc = m->mi_result;
	if (m->mi_is_elsewhere)
		m->mi_request->req_failure.step = SPAWNX_STEP_CLONE;
	return (rc != 0 ? rc : result_of_killed(m));
}

/* Without CLONE_VM the kernel does not clear the word. */
static long
launch(struct middle *m)
{
	long rc;

	if (m->mi_args.ca_flags & SPX_CLONE_VM) {
		m->mi_args.ca_flags |= SPX_CLONE_CHILD_CLEARTID;
		m->mi_args.ca_child_tid = (uintptr_t)&m->mi_busy;
		atomic_store_explicit(&m->mi_busy, 1, memory_order_relaxed);
	}
	rc = launch_middle(m);
	/* musl's clone() refuses it (since 1.2.4). */
	if (rc != -EINVAL || m->mi_size != 0 || m->mi_args.ca_child_tid == 0)
		return (rc);
	m->mi_args.ca_flags &= ~(uint64_t)SPX_CLONE_CHILD_CLEARTID;
	m->mi_args.ca_child_tid = m->mi_result = 0;
	return (launch_middle(m));
}

long
spx_rfork_detached(
    const struct spx_clone_args *args, size_t size, struct spx_request *r)
{
	struct middle *m = spx_map_common(sizeof(*m));
	long rc;

	if (m == NULL)
		return (-ENOMEM);
	m->mi_args = *args;
	m->mi_args.ca_stack = (uintptr_t)m->mi_child_stack;
	m->mi_args.ca_stack_size = sizeof(m->mi_child_stack);
	m->mi_size = size;
	m->mi_request = r;
	rc = ask_for_pid(m);
	if (rc == 0)
		rc = launch(m);
	spx_unmap_common(m, sizeof(*m));
	return (rc);
}
