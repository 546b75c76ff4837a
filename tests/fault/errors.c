/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The errors that a call may be made to give, and what becomes of one that is
 * passed over; see job.h.
 */
#include "job.h"

#define CHOOSE(turn, ...)          \
	((const int[]){            \
	    __VA_ARGS__ }[(turn) % \
			  (sizeof((int[]){ __VA_ARGS__ }) / sizeof(int))])

int
fault_child_error(const struct fault_call *call, size_t turn)
{
	switch (call->fc_number) {
	case SYS_execve:
		return (CHOOSE(turn, ENOMEM, EACCES, ENOENT, EPERM, ETXTBSY));
	case SYS_execveat:
		return (CHOOSE(turn, ENOMEM, EACCES, ENOENT, EBADF, ENOEXEC));
	case SYS_close_range:
		return (CHOOSE(turn, EPERM, ENOSYS, ENOMEM, EINVAL));
	case SYS_openat:
		if (call->fc_args[2] & O_DIRECTORY)
			return (CHOOSE(turn, ENFILE, EINTR, EPERM));
		return (CHOOSE(turn, EMFILE, EINTR, EPERM));
	case SYS_dup3:
	case CALL_fcntl:
		return (CHOOSE(turn, EMFILE, EINTR, EPERM));
	case SYS_write:
		return (CHOOSE(turn, EINTR, EPERM));
	default:
		return (CHOOSE(turn, EPERM, ENOSYS, ENOMEM, EINTR));
	}
}

/* The calls whose failure a process has to expect. */
int
fault_process_error(const struct fault_call *call, size_t turn)
{
	switch (call->fc_number) {
	case SYS_clone3:
		return (CHOOSE(
		    turn, EAGAIN, EPERM, ENOMEM, ENOSYS, EINVAL, ENOSPC));
	case SYS_clone:
		return (CHOOSE(turn, EAGAIN, EINVAL, ENOMEM, EPERM, ENOSPC));
	case SYS_pipe2:
		return (CHOOSE(turn, EMFILE, ENFILE));
	case SYS_close_range:
		/* On an empty range: whether a child could make the call. */
		return (CHOOSE(turn, EPERM, ENOSYS));
	case SYS_rt_sigprocmask:
		/* Blocking; that the mask is put back can't fail. */
		return (call->fc_args[2] != 0 ? EPERM : 0);
	case CALL_mmap:
	case SYS_mprotect:
		return (ENOMEM);
	case SYS_read:
	case SYS_wait4:
	case SYS_futex:
		return (EINTR);
	default:
		return (0);
	}
}

const char *
fault_leaves(long number)
{
	switch (number) {
	case SYS_close:
		return ("fd*");
	default:
		return ("");
	}
}
