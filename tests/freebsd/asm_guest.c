/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program without a C library that calls spx_rfork_thread() as FreeBSD has
 * it, and looks at what comes of it.  asm_host.c is its kernel: every system
 * call here is FreeBSD's, by its number and its carry flag.
 */
#include <stddef.h>
#include <stdint.h>

#include "rfork_thread_freebsd.h"
#include "syscall_freebsd.h"

#define SYS_exit    1
#define SYS_fork    2
#define SYS_write   4
#define SYS_wait4   7
#define SYS_getpid  20
#define SYS_vfork   66
#define SYS_rfork   251
#define SYS_pdfork  518
#define SYS_pdrfork 600

#define RFPROC      (1u << 4)
#define RFMEM       (1u << 5)
#define RFSPAWN     (1u << 31)
#define EBADF       9
#define ECHILD      10
#define EINVAL      22

#define CHANGED     (-4711)
#define PD_FLAGS    0x1234 /* as a kernel would not have them */
#define STACK_SIZE  4096

/*
 * asm_check.S: the same call, with a pattern in every register that a callee
 * keeps, and below its stack pointer; CHANGED if one of them is not there
 * afterwards.
 */
long checked_rfork_thread(int nr, const long args[SPX_RFORK_ARGS],
    void *stack_top, int (*fn)(void *), void *arg);
void start(void) __attribute__((noreturn));

/* What a child has seen, in memory that it shares. */
struct seen {
	volatile int ran;
	volatile uintptr_t frame, outer, arg;
	volatile long pid;
	int how; /* it ends: by exit(how), or by returning -how */
};

static unsigned char stack[STACK_SIZE + 64] __attribute__((aligned(16)));
static int failures;

static void
say(const char *text)
{
	size_t n = 0;

	while (text[n] != '\0')
		n++;
	(void)spx_syscall6(SYS_write, 1, (long)text, (long)n, 0, 0, 0);
}

static void
check(const char *what, int good)
{
	say(good ? "ok      " : "FAILED  ");
	say(what);
	say("\n");
	failures += !good;
}

static int
child(void *arg)
{
	struct seen *seen = arg;

	seen->frame = (uintptr_t)__builtin_frame_address(0);
	seen->outer = *(uintptr_t *)seen->frame;
	seen->arg = (uintptr_t)arg;
	seen->pid = spx_syscall6(SYS_getpid, 0, 0, 0, 0, 0, 0);
	seen->ran++;
	if (seen->how > 0)
		(void)spx_syscall6(SYS_exit, seen->how, 0, 0, 0, 0, 0);
	return (-seen->how);
}

static int
exit_status(long pid)
{
	int status = -1;

	if (spx_syscall6(SYS_wait4, pid, (long)&status, 0, 0, 0, 0) != pid ||
	    (status & 0x7f) != 0)
		return (-1);
	return (status >> 8 & 0xff);
}

/* Two words above fn's frame: its return address, the saved frame pointer. */
static int
is_on_stack(const struct seen *seen, const unsigned char *top)
{
	return (seen->frame > (uintptr_t)stack && seen->frame < (uintptr_t)top);
}

static int
is_aligned(const struct seen *seen)
{
	return ((seen->frame + 2 * sizeof(void *)) % 16 == 0);
}

/* misaligned: bytes by which the top that is given misses the ABI's. */
static void
succeeds(const char *name, int nr, const long args[SPX_RFORK_ARGS],
    size_t misaligned, int how)
{
	struct seen seen = { .how = how };
	unsigned char *top = stack + STACK_SIZE + misaligned;
	long pid;

	say(name);
	say(":\n");
	pid = checked_rfork_thread(nr, args, top, child, &seen);
	check("gives a process", pid > 0);
	check("registers and the stack are as they were", pid != CHANGED);
	check("exit status", exit_status(pid) == (how < 0 ? -how : how));
	if (nr == SYS_fork || nr == SYS_pdfork) {
		check("memory is copied", seen.ran == 0);
		return;
	}
	check("it ran once, in shared memory", seen.ran == 1);
	check("with its argument", seen.arg == (uintptr_t)&seen);
	check("another process", seen.pid == pid);
	check("on its own stack", is_on_stack(&seen, top));
	check("which is aligned", is_aligned(&seen));
	check("in the outermost frame", seen.outer == 0);
}

static void
fails(const char *name, int nr, const long args[SPX_RFORK_ARGS])
{
	struct seen seen = { .how = 1 };
	long rc;

	say(name);
	say(":\n");
	rc = checked_rfork_thread(nr, args, stack + STACK_SIZE, child, &seen);
	check("EINVAL", rc == -EINVAL);
	check("and no process", seen.ran == 0 && spx_syscall6(SYS_wait4, -1, 0,
						     0, 0, 0, 0) == -ECHILD);
}

/* asm_host.c writes what it was given as flags where a descriptor belongs. */
static void
gives_a_descriptor(const char *name, int nr, unsigned flags)
{
	int fd = -1;
	const long args[SPX_RFORK_ARGS] = { (long)&fd, PD_FLAGS, (long)flags };

	succeeds(name, nr, args, 0, 7);
	check("all arguments arrive", fd == PD_FLAGS);
}

/* The carry flag of a call that is not about processes; six arguments. */
static void
plain_calls(void)
{
	say("system calls:\n");
	check("an error is negative",
	    spx_syscall6(SYS_write, -1, (long)"", 1, 0, 0, 0) == -EBADF);
	check(
	    "a result is not", spx_syscall6(SYS_getpid, 1, 2, 3, 4, 5, 6) > 0);
}

void
start(void)
{
	static const long none[SPX_RFORK_ARGS],
	    spawn[SPX_RFORK_ARGS] = { (long)RFSPAWN },
	    not_alone[SPX_RFORK_ARGS] = { (long)(RFSPAWN | RFPROC) },
	    unknown[SPX_RFORK_ARGS] = { RFPROC | RFMEM },
	    no_descriptor[SPX_RFORK_ARGS] = { 0, PD_FLAGS, RFPROC };

	plain_calls();
	succeeds("rfork(RFSPAWN)", SYS_rfork, spawn, 0, 7);
	succeeds("a stack of any alignment", SYS_rfork, spawn, 13, 7);
	succeeds("fn returns", SYS_rfork, spawn, 0, -5);
	succeeds("vfork", SYS_vfork, none, 0, 7);
	succeeds("fork", SYS_fork, none, 0, 7);
	gives_a_descriptor("pdfork", SYS_pdfork, 0);
	gives_a_descriptor("pdrfork(RFSPAWN)", SYS_pdrfork, RFSPAWN);
	fails("RFSPAWN and another flag", SYS_rfork, not_alone);
	fails("a kernel that knows no RFSPAWN", SYS_rfork, unknown);
	fails("pdrfork without RFPROCDESC", SYS_pdrfork, no_descriptor);
	for (;;)
		(void)spx_syscall6(SYS_exit, failures != 0, 0, 0, 0, 0, 0);
}
