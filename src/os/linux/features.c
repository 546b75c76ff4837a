/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What spawnx_can() answers.  Each is asked of the kernel at that time: a
 * filter may have come since the last one.  No child is made to find out.
 */
#include <limits.h>

#include "os/kernel.h"
#include "os/linux/clone.h"
#include "os/linux/descriptors.h"
#include "os/start.h"

/* In a child that no kernel should make. */
static int
leave(void *arg)
{
	(void)arg;
	spx_sys_exit(0);
}

/*
 * What the kernel says of flags that it knows, together with a control group
 * that is none: EBADF.  No descriptor has that number.
 */
static long
ask_clone3(uint64_t flags)
{
	int handle;
	_Alignas(16) unsigned char stack[1024];
	const struct spx_clone_args args = {
		.ca_flags =
		    SPX_CLONE_CLEAR_SIGHAND | SPX_CLONE_INTO_CGROUP | flags,
		.ca_pidfd = (uintptr_t)&handle,
		.ca_stack = (uintptr_t)stack,
		.ca_stack_size = sizeof(stack),
		.ca_cgroup = INT_MAX,
	};
	const long rc = spx_rfork_thread(
	    &args, stack + sizeof(stack), leave, NULL, SPX_CA_SIZE_VER2);

	if (rc > 0)
		(void)spx_sys_reap((pid_t)rc, -1);
	return (rc);
}

/* EAGAIN: too many processes now, which is found out after the flags. */
static bool
can_cgroup(void)
{
	const long rc = ask_clone3(0);

	return (rc == -EBADF || rc == -EAGAIN);
}

/* Linux 5.5 and 5.6 have it without control groups. */
static bool
can_clear(void)
{
	const long rc = ask_clone3(0);

	return (rc == -EBADF || rc == -EAGAIN ||
		((rc == -E2BIG || rc == -EINVAL) && spx_is_linux(5, 5) &&
		    !spx_is_linux(5, 7)));
}

/* All three are asked for, which takes no privilege. */
static bool
can_autokill(void)
{
	const long rc = ask_clone3(SPX_CLONE_PIDFD | SPX_CLONE_AUTOREAP |
				   SPX_CLONE_NNP | SPX_CLONE_PIDFD_AUTOKILL);

	return (rc == -EBADF || rc == -EAGAIN);
}

/* Since 5.4 one can be waited for. */
static bool
can_handle(void)
{
	return (spx_syscall5(SYS_waitid, SPX_P_PIDFD, INT_MAX, 0,
		    SPX_WEXITED | SPX_WNOHANG, 0) == -EBADF);
}

/* Without clone3() it is known after the second start: see start.c. */
static bool
can_start(void)
{
	return (SPX_SYSCALL_SETS_ERRNO == 0 && !spx_is_traced() &&
		(can_clear() || spx_starts_by_clone()));
}

bool
spx_has(enum spawnx_feature feature)
{
	switch (feature) {
	case SPAWNX_CAN_START:
		return (can_start());
	case SPAWNX_CAN_HANDLE:
		return (can_handle());
	case SPAWNX_CAN_CGROUP:
		return (can_cgroup());
	case SPAWNX_CAN_CLEAR:
		return (can_clear());
	case SPAWNX_CAN_UNSHARE:
		return (spx_sys_can_unshare() && spx_copies_parts_well());
	case SPAWNX_CAN_DETACHED:
		return (true);
	case SPAWNX_CAN_AUTOKILL:
		return (can_autokill());
	case SPAWNX_CAN_HELD: /* a fork and a pipe */
		return (true);
	default:
		return (false);
	}
}
