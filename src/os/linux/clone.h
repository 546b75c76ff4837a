/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the launchers of Linux share about clone3() and clone().
 */
#ifndef SPX_CLONE_LINUX_H
#define SPX_CLONE_LINUX_H

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>

#include "base/extension.h"
#include "rfork_thread.h"

/* From <linux/sched.h>, which not every libc's include path has. */
#define SPX_CLONE_VM             0x00000100
#define SPX_CLONE_PIDFD          0x00001000
#define SPX_CLONE_VFORK          0x00004000
#define SPX_CLONE_PARENT_SETTID  0x00100000
#define SPX_CLONE_CHILD_CLEARTID 0x00200000
#define SPX_CLONE_NEWUSER        0x10000000
#define SPX_CLONE_CLEAR_SIGHAND  0x100000000ULL
#define SPX_CLONE_INTO_CGROUP    0x200000000ULL
/* Since Linux 7.1. */
#define SPX_CLONE_AUTOREAP       0x400000000ULL
#define SPX_CLONE_NNP            0x800000000ULL
#define SPX_CLONE_PIDFD_AUTOKILL 0x1000000000ULL

/*
 * launch.c: what this process has learnt of its kernel, or of what stands
 * before it.  All are found out anew by whoever does not see them yet.
 */
extern struct spx_known {
	/*
	 * A refused clone3() was followed by a clone() that worked: it was
	 * the kernel's or a sandbox's doing, not the request's.
	 */
	atomic_bool kn_no_clone3;
	/*
	 * enum spx_memory, by clone(): emulators (qemu-user, valgrind, WSL 1)
	 * take CLONE_VM | CLONE_VFORK and make a copy all the same.
	 */
	atomic_int kn_memory;
	/*
	 * A refused CLONE_AUTOREAP was followed by a detached child that was
	 * made without it.
	 */
	atomic_bool kn_no_autoreap;
} spx_known;

/*
 * ENOSYS: before Linux 5.3, or a sandbox that means well.  EINVAL: before
 * 5.5, without CLEAR_SIGHAND, or a time namespace.  EPERM: a sandbox that
 * can't see into the arguments of clone3().
 */
static inline bool
spx_is_refusal(long rc)
{
	return (rc == -ENOSYS || rc == -EINVAL || rc == -EPERM);
}

/* Adds to the flags in args what the request asks of clone() and clone3(). */
static inline void
spx_clone_request(struct spx_clone_args *args, struct spx_request *r)
{
	args->ca_exit_signal = SIGCHLD;
	args->ca_flags |=
	    (unsigned)spx_ext_int(r->req_ext, SPAWNX_ATTR_NAMESPACES, 0);
	if (spx_ext_has(r->req_ext, SPAWNX_ATTR_IDMAP))
		args->ca_flags |= SPX_CLONE_NEWUSER;
	if (r->req_keep_below != 0)
		args->ca_flags |= SPX_CLONE_FILES;
	if (r->req_want_handle) {
		args->ca_flags |= SPX_CLONE_PIDFD;
		args->ca_pidfd = (uintptr_t)&r->req_handle;
	}
}

/*
 * Such a child has no exit signal.  Who has no CAP_SYS_ADMIN may kill by a
 * handle only a program that can't gain privileges; NONEWPRIVS says that it
 * can't, and is what the child does later in any case.
 */
static inline void
spx_clone3_autoreap(struct spx_clone_args *args, const struct spx_request *r)
{
	args->ca_flags |= SPX_CLONE_AUTOREAP;
	args->ca_exit_signal = 0;
	if (!r->req_autokill)
		return;
	args->ca_flags |= SPX_CLONE_PIDFD_AUTOKILL;
	if (spx_ext_int(r->req_ext, SPAWNX_ATTR_NONEWPRIVS, 0))
		args->ca_flags |= SPX_CLONE_NNP;
}

/*
 * The same for what only clone3() can do.  Returns the size that says it all:
 * kernels before 5.7 refuse the larger one.
 */
static inline size_t
spx_clone3_request(struct spx_clone_args *args, struct spx_request *r)
{
	spx_clone_request(args, r);
	args->ca_flags |= SPX_CLONE_CLEAR_SIGHAND;
	if (r->req_autoreap)
		spx_clone3_autoreap(args, r);
	if (!(r->req_flags & SPAWNX_SETCGROUP))
		return (SPX_CA_SIZE_VER0);
	args->ca_flags |= SPX_CLONE_INTO_CGROUP;
	args->ca_cgroup = (uint64_t)r->req_cgroup;
	return (SPX_CA_SIZE_VER2);
}

/* Zeroes are no request: such a child would do nothing, and say nothing. */
static inline bool
spx_would_be_wiped(const struct spx_clone_args *args, struct spx_request *r)
{
	if (r->req_wiped == 0 || (args->ca_flags & SPX_CLONE_VM) != 0)
		return (false);
	r->req_failure.step = SPAWNX_STEP_CLONE;
	return (true);
}

/*
 * stack.c: zeroes that stay common to the caller and a child with a copy of its
 * memory; NULL if there is no memory; errno stays.
 */
void *spx_map_common(size_t size);
void spx_unmap_common(void *p, size_t size);

/*
 * detach.c: makes, with every signal blocked, the child that args describe as
 * nobody's.  Returns its process ID, when it has left this memory if that is
 * what args ask for; or -errno.  -ECANCELED: the process that was to make it
 * was killed, and there is no child.
 */
long spx_rfork_detached(
    const struct spx_clone_args *args, size_t size, struct spx_request *r);

/* start.c: whether it is known that clone() can make a child for a start. */
bool spx_starts_by_clone(void);

/* ended.c: what can be known of a killed process; without /proc, little. */
enum spx_life {
	SPX_UNKNOWN,
	SPX_LIVES,
	SPX_ENDED
};
enum spx_life spx_ask_proc(pid_t pid);

/* traced.c: whether this process was traced a moment ago. */
bool spx_is_traced(void);

#endif /* SPX_CLONE_LINUX_H */
