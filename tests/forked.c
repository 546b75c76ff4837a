/* SPDX-License-Identifier: BSD-2-Clause */
/* What tests do in a forked child; see forked.h. */
#include "forked.h"

#define EXIT_SKIP     77
#define NOBODY        65534
#define KERNEL_SETLEN 8

/* The kernel's names for the calls with 32-bit IDs. */
#ifdef SYS_setresuid32
#define SETRESUID SYS_setresuid32
#define SETRESGID SYS_setresgid32
#else
#define SETRESUID SYS_setresuid
#define SETRESGID SYS_setresgid
#endif

int
check_ints(
    long long a, long long b, const char *text, const char *file, int line)
{
	if (a == b)
		return (0);
	return (complain("%s:%d: %lld != %lld: %s", file, line, a, b, text));
}

int
check_strings(
    const char *a, const char *b, const char *text, const char *file, int line)
{
	if (a != NULL && b != NULL && strcmp(a, b) == 0)
		return (0);
	return (complain("%s:%d: \"%s\" != \"%s\": %s", file, line,
	    a == NULL ? "(null)" : a, b == NULL ? "(null)" : b, text));
}

struct call {
	int (*c_fn)(void *);
	void *c_arg;
};

static int
without_clone3(void *arg)
{
	struct call *call = arg;

	if (refuse_syscall(SYS_clone3, ENOSYS) != 0) {
		(void)complain("no system call can be refused here");
		return (EXIT_SKIP);
	}
	return (call->c_fn(call->c_arg));
}

/* Threads are to be had all the same. */
static int
with_copied_memory(void *arg)
{
	if (refuse_syscall_if_arg(
		SYS_clone, 0, CLONE_VM | CLONE_THREAD, CLONE_VM, EINVAL) != 0) {
		(void)complain("no system call can be refused here");
		return (EXIT_SKIP);
	}
	return (without_clone3(arg));
}

void
on_each_way(int (*fn)(void *), void *arg)
{
	struct call call = { fn, arg };

	(void)row_enter("with clone3");
	expect_child(fn, arg);
	(void)row_enter("without clone3");
	expect_child(without_clone3, &call);
	(void)row_enter("with copied memory");
	expect_child(with_copied_memory, &call);
	(void)row_enter(NULL);
}

/* The raw calls: they change this thread alone, and there is no other. */
int
become_nobody(void)
{
	if (geteuid() != 0)
		return (0);
	if (syscall(SETRESGID, NOBODY, NOBODY, NOBODY) != 0 ||
	    syscall(SETRESUID, NOBODY, NOBODY, NOBODY) != 0)
		return (complain("setresuid: %s", strerror(errno)));
	return (0);
}

void
raw_handlers(unsigned long handlers[64])
{
	for (int s = 1; s <= 64; s++) {
		unsigned long action[8] = { 0 };

		(void)syscall(SYS_rt_sigaction, s, NULL, action, KERNEL_SETLEN);
		handlers[s - 1] = action[0];
	}
}

/* Without a restorer: such a handler is only to be seen, not to be run. */
int
raw_set_handler(int signo, unsigned long handler)
{
	unsigned long action[8] = { handler };

	return (
	    (int)syscall(SYS_rt_sigaction, signo, action, NULL, KERNEL_SETLEN));
}

const char *
raw_ignored(void)
{
	static char text[4 * 64];
	unsigned long handlers[64];
	size_t len = 0;

	raw_handlers(handlers);
	text[0] = '\0';
	for (int s = 1; s <= 64; s++) {
		if (handlers[s - 1] == 1)
			len += (size_t)snprintf(text + len, sizeof(text) - len,
			    "%s%d", len == 0 ? "" : ",", s);
	}
	return (text);
}
