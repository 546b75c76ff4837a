/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System calls that the kernel answers with an error of the test's choice.
 */
#include "support.h"

#include "calls.h"
#include "filter.h"

#include <sys/prctl.h>

#define SET_NO_NEW_PRIVS 38
#define SET_SECCOMP      22
#define MODE_FILTER      2
#define SET_MODE_FILTER  1
#define NEW_LISTENER     8

struct program {
	uint16_t n;
	const struct sock_filter *code;
};

/* Root needs no such promise, and then the tests see less of a change. */
static int
install(const struct program *program)
{
	if (prctl(SET_SECCOMP, MODE_FILTER, program) == 0)
		return 0;
	if (errno != EACCES)
		return errno;
	if (prctl(SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0)
		return errno;
	return prctl(SET_SECCOMP, MODE_FILTER, program) == 0 ? 0 : errno;
}

int
refuse_syscall_if_arg(
    long number, unsigned argno, uint32_t mask, uint32_t value, int error)
{
	const struct sock_filter code[] = {
		{ FILTER_LOAD, 0, 0, FILTER_OFF },
		{ FILTER_IS, 0, 6, FILTER_ARCH },
		{ FILTER_LOAD, 0, 0, FILTER_NUMBER },
		{ FILTER_IS, 0, 4, (uint32_t)number },
		{ FILTER_LOAD, 0, 0, FILTER_ARGS + 8 * argno + FILTER_LOW },
		{ FILTER_AND, 0, 0, mask },
		{ FILTER_IS, 0, 1, value },
		{ FILTER_GIVE, 0, 0, FILTER_FAIL | (uint32_t)error },
		{ FILTER_GIVE, 0, 0, FILTER_ALLOW },
	};
	const struct program program = { COUNT(code), code };
	int saved = errno, result = ENOSYS;

	if (argno > 5)
		return EINVAL;
	if (FILTER_ARCH != 0)
		result = install(&program);
	errno = saved;
	return result;
}

int
refuse_syscall(long number, int error)
{
	return refuse_syscall_if_arg(number, 0, 0, 0, error);
}

int
refuse_shared_memory(int error)
{
	return refuse_syscall_if_arg(SYS_clone, CLONE_FLAGS_ARG,
	    CLONE_VM | CLONE_THREAD, CLONE_VM, error);
}

int
supervise_syscall(long number)
{
	const struct sock_filter code[] = {
		{ FILTER_LOAD, 0, 0, FILTER_OFF },
		{ FILTER_IS, 0, 3, FILTER_ARCH },
		{ FILTER_LOAD, 0, 0, FILTER_NUMBER },
		{ FILTER_IS, 0, 1, (uint32_t)number },
		{ FILTER_GIVE, 0, 0, FILTER_ASK },
		{ FILTER_GIVE, 0, 0, FILTER_ALLOW },
	};
	const struct program program = { COUNT(code), code };

	if (FILTER_ARCH == 0)
		return -1;
	if (geteuid() != 0)
		(void)prctl(SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
	return (int)syscall(
	    SYS_seccomp, SET_MODE_FILTER, NEW_LISTENER, &program);
}

int
allow_syscalls(const long *numbers, size_t n)
{
	struct sock_filter code[ALLOWED_MOST + 5] = {
		{ FILTER_LOAD, 0, 0, FILTER_OFF },
		{ FILTER_IS, 0, (uint8_t)(n + 1), FILTER_ARCH },
		{ FILTER_LOAD, 0, 0, FILTER_NUMBER },
	};
	const struct program program = { (uint16_t)(n + 5), code };

	if (FILTER_ARCH == 0)
		return ENOSYS;
	if (n > ALLOWED_MOST)
		return EINVAL;
	for (size_t i = 0; i < n; i++)
		code[3 + i] = (struct sock_filter){ FILTER_IS, (uint8_t)(n - i),
			0, (uint32_t)numbers[i] };
	code[3 + n] =
	    (struct sock_filter){ FILTER_GIVE, 0, 0, FILTER_FAIL | EPERM };
	code[4 + n] = (struct sock_filter){ FILTER_GIVE, 0, 0, FILTER_ALLOW };
	return install(&program);
}
