/* SPDX-License-Identifier: BSD-2-Clause */
/* What tests do in a forked child; see forked.h. */
#include "forked.h"

#define NOBODY 65534

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

/* The raw calls: they change this thread alone, and there is no other. */
int
become_nobody(void)
{
	if (geteuid() != 0)
		return (0);
	if (syscall(CALL_setresgid, NOBODY, NOBODY, NOBODY) != 0 ||
	    syscall(CALL_setresuid, NOBODY, NOBODY, NOBODY) != 0)
		return (complain("setresuid: %s", strerror(errno)));
	return (0);
}

void
raw_handlers(unsigned long handlers[RAW_NSIG])
{
	for (int s = 1; s <= RAW_NSIG; s++) {
		unsigned long action[RAW_ACTION] = { 0 };

		(void)raw_sigaction(s, NULL, action);
		handlers[s - 1] = action[RAW_HANDLER];
	}
}

/*
 * The default of each signal that can be caught is set, and those
 * that were ignored are ignored again.  Of some a signal might be pending that
 * the default discards: these are asked for, and reset if they are caught.
 */
static bool
takes_two(int signo, unsigned long handler)
{
	switch (signo) {
	case SIGCHLD:
	case SIGCONT:
	case SIGURG:
	case SIGWINCH:
		return (handler > 1);
	default:
		return (handler == 1);
	}
}

unsigned
raw_reset_calls(void)
{
	unsigned long handlers[RAW_NSIG];
	unsigned calls = RAW_NSIG - 2;

	raw_handlers(handlers);
	for (int i = 0; i < RAW_NSIG; i++)
		calls += takes_two(i + 1, handlers[i]);
	return (calls);
}

/* Without a restorer: such a handler is only to be seen, not to be run. */
int
raw_set_handler(int signo, unsigned long handler)
{
	unsigned long action[RAW_ACTION] = { [RAW_HANDLER] = handler };

	return (raw_sigaction(signo, action, NULL));
}

void
make_set(sigset_t *set, bool full, const int *signals)
{
	(void)sigemptyset(set);
	if (full)
		memset(set, 0xff, sizeof(*set));
	for (; *signals != 0; signals++)
		(void)sigaddset(set, *signals);
}

const char *
raw_ignored(void)
{
	static char text[4 * RAW_NSIG];
	unsigned long handlers[RAW_NSIG];
	size_t len = 0;

	raw_handlers(handlers);
	text[0] = '\0';
	for (int s = 1; s <= RAW_NSIG; s++) {
		if (handlers[s - 1] == 1)
			len += (size_t)snprintf(text + len, sizeof(text) - len,
			    "%s%d", len == 0 ? "" : ",", s);
	}
	return (text);
}
