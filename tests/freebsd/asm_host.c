/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs a program that makes FreeBSD's system calls on Linux/amd64, by ptrace:
 * the few that asm_guest.c makes are changed to Linux's as they begin, and
 * answered in FreeBSD's way as they end: errors by carry and a positive
 * number, a second result in %edx, and in amd64's registers that a fast return
 * does not restore, rubbish.
 *
 * usage: asm_host PROGRAM	a static one, for amd64 or i386
 *
 * The status is the program's; 76: the kernel runs none of its kind; 77: no
 * process can be traced.
 */
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/user.h>
#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#define CARRY        1ULL
#define CODE_32      0x23 /* %cs of a 32-bit program */
#define RUBBISH      0xdeadbeefdeadbeefULL
#define RFSPAWN      (1ULL << 31)
#define EINVAL_THERE 22

#define NO_KERNEL    76
#define NO_TRACING   77

#define MAX_TRACED   16
#define SYSCALL_STOP (SIGTRAP | 0x80)
#define OPTIONS                                                           \
	(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL | PTRACE_O_TRACEFORK | \
	    PTRACE_O_TRACEVFORK)

typedef unsigned long long word;

struct traced {
	pid_t pid;
	bool in_call;
	bool starting; /* it is to be told that it is a child */
	bool early;    /* it stopped before its parent told of it */
	struct user_regs_struct before; /* as the call began */
	int error;                      /* the answer, without asking Linux */
};

static struct traced all[MAX_TRACED];

/* FreeBSD's number, and Linux's for amd64 and i386. */
static const struct {
	word there;
	int here[2];
	int args;
} calls[] = {
	{ 1, { 231, 252 }, 1 },  /* exit: exit_group */
	{ 2, { 57, 2 }, 0 },     /* fork */
	{ 4, { 1, 4 }, 3 },      /* write */
	{ 7, { 61, 114 }, 4 },   /* wait4 */
	{ 20, { 39, 20 }, 0 },   /* getpid */
	{ 66, { 58, 190 }, 0 },  /* vfork */
	{ 251, { 58, 190 }, 0 }, /* rfork: vfork, if it may be */
	{ 518, { 57, 2 }, 0 },   /* pdfork: fork */
	{ 600, { 58, 190 }, 0 }  /* pdrfork: vfork, if it may be */
};

#define CALLS (sizeof(calls) / sizeof(calls[0]))

static struct traced *
find(pid_t pid)
{
	struct traced *free_one = NULL;

	for (size_t i = 0; i < MAX_TRACED; i++) {
		if (all[i].pid == pid)
			return (&all[i]);
		if (all[i].pid == 0 && free_one == NULL)
			free_one = &all[i];
	}
	if (free_one != NULL)
		*free_one = (struct traced){ .pid = pid };
	return (free_one);
}

static bool
is_32(const struct user_regs_struct *regs)
{
	return (regs->cs == CODE_32);
}

/* The n-th argument: in a register, or above a return address. */
static word
argument(const struct traced *t, int n)
{
	const struct user_regs_struct *r = &t->before;
	const word in_regs[] = { r->rdi, r->rsi, r->rdx, r->r10 };

	if (!is_32(r))
		return (in_regs[n]);
	return ((uint32_t)ptrace(PTRACE_PEEKDATA, t->pid,
	    (void *)(uintptr_t)(r->rsp + 4 + 4 * (word)n), NULL));
}

static void
put_arguments(struct traced *t, struct user_regs_struct *regs, int n)
{
	unsigned long long *const at[] = { &regs->rbx, &regs->rcx, &regs->rdx,
		&regs->rsi };

	for (int i = 0; is_32(regs) && i < n; i++)
		*at[i] = argument(t, i);
}

/* RFSPAWN must stand alone; without it there is nothing here to do it with. */
static bool
is_refused(const struct traced *t, word nr)
{
	return ((nr == 251 && (uint32_t)argument(t, 0) != RFSPAWN) ||
		(nr == 600 && (uint32_t)argument(t, 2) != RFSPAWN));
}

/*
 * pdfork and pdrfork write a descriptor where their first argument says; here
 * it is their second.  Whatever stands behind that int is kept.
 */
static void
give_descriptor(const struct traced *t)
{
	void *const at = (void *)(uintptr_t)argument(t, 0);
	word now = (word)ptrace(PTRACE_PEEKDATA, t->pid, at, NULL);

	now = (now & ~0xffffffffULL) | (uint32_t)argument(t, 1);
	(void)ptrace(PTRACE_POKEDATA, t->pid, at, (void *)(uintptr_t)now);
}

static bool
begin_call(struct traced *t)
{
	struct user_regs_struct regs;
	size_t i = 0;

	(void)ptrace(PTRACE_GETREGS, t->pid, NULL, &t->before);
	regs = t->before;
	while (i < CALLS && calls[i].there != regs.orig_rax)
		i++;
	if (i == CALLS) {
		(void)fprintf(stderr, "system call %llu?\n", regs.orig_rax);
		return (false);
	}
	t->error = is_refused(t, calls[i].there) ? EINVAL_THERE : 0;
	if ((calls[i].there == 518 || calls[i].there == 600) && t->error == 0)
		give_descriptor(t);
	put_arguments(t, &regs, calls[i].args);
	regs.orig_rax =
	    t->error != 0 ? ~0ULL : (word)calls[i].here[is_32(&regs)];
	(void)ptrace(PTRACE_SETREGS, t->pid, NULL, &regs);
	t->in_call = true;
	return (true);
}

/* What the kernel's way back leaves: the registers of before, and these. */
static void
answer(pid_t pid, struct user_regs_struct regs, long result, word second)
{
	regs.orig_rax = ~0ULL; /* nothing to be restarted */
	regs.rax = (word)(result < 0 ? -result : result);
	regs.eflags &= ~CARRY;
	if (result < 0)
		regs.eflags |= CARRY;
	else
		regs.rdx = second;
	if (!is_32(&regs)) {
		regs.rcx = regs.rip;
		regs.r11 = regs.eflags;
		regs.r8 = regs.r9 = regs.r10 = RUBBISH;
	}
	(void)ptrace(PTRACE_SETREGS, pid, NULL, &regs);
}

static void
end_call(struct traced *t)
{
	struct user_regs_struct regs;
	long result;

	(void)ptrace(PTRACE_GETREGS, t->pid, NULL, &regs);
	result = is_32(&regs) ? (long)(int32_t)regs.rax : (long)regs.rax;
	answer(t->pid, t->before, t->error != 0 ? -t->error : result, 0);
	t->in_call = false;
}

/* A child begins where its parent's call ends, but knows itself by %edx. */
static void
release_child(struct traced *t)
{
	answer(t->pid, t->before, 0, 1);
	t->starting = t->early = false;
}

static void
begin_child(struct traced *parent)
{
	unsigned long pid = 0;
	struct traced *child;

	(void)ptrace(PTRACE_GETEVENTMSG, parent->pid, NULL, &pid);
	child = find((pid_t)pid);
	if (child == NULL)
		return;
	child->starting = true;
	child->before = parent->before;
	if (child->early) {
		release_child(child);
		(void)ptrace(PTRACE_SYSCALL, child->pid, NULL, NULL);
	}
}

/* Returns false if the program does what this can't. */
static bool
stopped(struct traced *t, int status)
{
	const int sig = WSTOPSIG(status);
	int pass = 0;

	if (sig == SYSCALL_STOP && !t->in_call) {
		if (!begin_call(t))
			return (false);
	} else if (sig == SYSCALL_STOP) {
		end_call(t);
	} else if (status >> 16 != 0) {
		begin_child(t);
	} else if (sig == SIGSTOP && t->starting) {
		release_child(t);
	} else if (sig == SIGSTOP && t->before.rip == 0) {
		t->early = true;
		return (true);
	} else {
		pass = sig;
	}
	return (
	    ptrace(PTRACE_SYSCALL, t->pid, NULL, (void *)(intptr_t)pass) == 0 ||
	    errno == ESRCH);
}

static int
trace(pid_t first)
{
	struct traced *t;
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, __WALL)) > 0) {
		t = find(pid);
		if (t == NULL)
			return (99);
		if (WIFSTOPPED(status)) {
			if (!stopped(t, status))
				return (99);
			continue;
		}
		t->pid = 0;
		if (pid == first)
			return (WIFSIGNALED(status) ? 128 + WTERMSIG(status)
						    : WEXITSTATUS(status));
	}
	return (99);
}

int
main(int argc, char **argv)
{
	int status;
	pid_t pid;

	if (argc != 2)
		return (2);
	pid = fork();
	if (pid == 0) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0) {
			(void)fprintf(stderr, "skipped: no ptrace here\n");
			_exit(NO_TRACING);
		}
		(void)execl(argv[1], argv[1], (char *)NULL);
		_exit(errno == ENOEXEC ? NO_KERNEL : 127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return (99);
	if (WIFEXITED(status))
		return (WEXITSTATUS(status));
	if (ptrace(PTRACE_SETOPTIONS, pid, NULL, OPTIONS) != 0)
		return (99);
	(void)ptrace(PTRACE_SYSCALL, pid, NULL, NULL);
	return (trace(pid));
}
