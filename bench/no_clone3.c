/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * --no-clone3: what a container's default profile answers, ENOSYS, so that
 * the library makes its children by clone().  The constants are the kernel's,
 * spelled out because a musl toolchain comes without <linux/seccomp.h>.
 */
#include <sys/types.h>

#include "bench.h"

#ifdef __linux__
#include <sys/prctl.h>

#define NR_clone3        435 /* on every CPU */
#define SET_NO_NEW_PRIVS 38
#define SET_SECCOMP      22
#define MODE_FILTER      2
#define LOAD             0x20 /* BPF_LD | BPF_W | BPF_ABS */
#define IS               0x15 /* BPF_JMP | BPF_JEQ | BPF_K */
#define GIVE             0x06 /* BPF_RET | BPF_K */
#define ALLOW            0x7fff0000U
#define FAIL             0x00050000U

struct instruction {
	unsigned short code;
	unsigned char jump_true, jump_false;
	unsigned k;
};

struct program {
	unsigned short n;
	const struct instruction *code;
};

static int
refuse(void)
{
	static const struct instruction code[] = {
		{ LOAD, 0, 0, 0 }, /* the number of the call */
		{ IS, 0, 1, NR_clone3 },
		{ GIVE, 0, 0, FAIL | ENOSYS },
		{ GIVE, 0, 0, ALLOW },
	};
	static const struct program filter = { 4, code };

	if (prctl(SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0 ||
	    prctl(SET_SECCOMP, MODE_FILTER, &filter) != 0)
		return (errno);
	return (0);
}
#else
static int
refuse(void)
{
	return (ENOTSUP);
}
#endif

void
take_no_clone3(int *argc, char *argv[])
{
	if (take_option(argc, argv, "--no-clone3"))
		check("--no-clone3", refuse());
}
