/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System calls that the kernel answers with an error of the test's choice.
 * The constants are the kernel's, spelled out because a musl toolchain comes
 * without <linux/seccomp.h>.
 */
#include "support.h"

#include "calls.h"

#include <sys/prctl.h>

#if defined(__x86_64__)
#define ARCH 0xc000003eU
#elif defined(__i386__)
#define ARCH 0x40000003U
#elif defined(__aarch64__)
#define ARCH 0xc00000b7U
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCH 0xc00000f3U
#elif defined(__arm__) && defined(__ARMEL__)
#define ARCH 0x40000028U
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
#define ARCH 0xc0000015U
#elif defined(__powerpc64__)
#define ARCH 0x80000015U
#elif defined(__s390x__)
#define ARCH 0x80000016U
#elif defined(__loongarch64)
#define ARCH 0xc0000102U
#elif defined(__mips__) && defined(__MIPSEL__) && _MIPS_SIM == _ABI64
#define ARCH 0xc0000008U
#elif defined(__mips__) && defined(__MIPSEL__) && _MIPS_SIM == _ABIO32
#define ARCH 0x40000008U
#else
#define ARCH 0U
#endif

#define SET_NO_NEW_PRIVS 38
#define SET_SECCOMP      22
#define MODE_FILTER      2
#define SET_MODE_FILTER  1
#define NEW_LISTENER     8

#define LOAD             0x20 /* BPF_LD | BPF_W | BPF_ABS */
#define AND              0x54 /* BPF_ALU | BPF_AND | BPF_K */
#define IS               0x15 /* BPF_JMP | BPF_JEQ | BPF_K */
#define GIVE             0x06 /* BPF_RET | BPF_K */
#define ALLOW            0x7fff0000U
#define FAIL             0x00050000U
#define ASK              0x7fc00000U

/* Offsets in struct seccomp_data. */
#define OFF_NUMBER 0U
#define OFF_ARCH   4U
#define OFF_ARGS   16U

/* The low half of an argument. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define OFF_LOW 4U
#else
#define OFF_LOW 0U
#endif

struct instruction {
	uint16_t code;
	uint8_t jump_true, jump_false;
	uint32_t k;
};

struct program {
	uint16_t n;
	const struct instruction *code;
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
	const struct instruction code[] = {
		{ LOAD, 0, 0, OFF_ARCH },
		{ IS, 0, 6, ARCH },
		{ LOAD, 0, 0, OFF_NUMBER },
		{ IS, 0, 4, (uint32_t)number },
		{ LOAD, 0, 0, OFF_ARGS + 8 * argno + OFF_LOW },
		{ AND, 0, 0, mask },
		{ IS, 0, 1, value },
		{ GIVE, 0, 0, FAIL | (uint32_t)error },
		{ GIVE, 0, 0, ALLOW },
	};
	const struct program program = { COUNT(code), code };
	int saved = errno, result = ENOSYS;

	if (argno > 5)
		return EINVAL;
	if (ARCH != 0)
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
supervise_syscall(long number)
{
	const struct instruction code[] = {
		{ LOAD, 0, 0, OFF_ARCH },
		{ IS, 0, 3, ARCH },
		{ LOAD, 0, 0, OFF_NUMBER },
		{ IS, 0, 1, (uint32_t)number },
		{ GIVE, 0, 0, ASK },
		{ GIVE, 0, 0, ALLOW },
	};
	const struct program program = { COUNT(code), code };

	if (ARCH == 0)
		return -1;
	if (geteuid() != 0)
		(void)prctl(SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
	return (int)syscall(
	    SYS_seccomp, SET_MODE_FILTER, NEW_LISTENER, &program);
}

int
allow_syscalls(const long *numbers, size_t n)
{
	struct instruction code[ALLOWED_MOST + 5] = {
		{ LOAD, 0, 0, OFF_ARCH },
		{ IS, 0, (uint8_t)(n + 1), ARCH },
		{ LOAD, 0, 0, OFF_NUMBER },
	};
	const struct program program = { (uint16_t)(n + 5), code };

	if (ARCH == 0)
		return ENOSYS;
	if (n > ALLOWED_MOST)
		return EINVAL;
	for (size_t i = 0; i < n; i++)
		code[3 + i] = (struct instruction){ IS, (uint8_t)(n - i), 0,
			(uint32_t)numbers[i] };
	code[3 + n] = (struct instruction){ GIVE, 0, 0, FAIL | EPERM };
	code[4 + n] = (struct instruction){ GIVE, 0, 0, ALLOW };
	return install(&program);
}
