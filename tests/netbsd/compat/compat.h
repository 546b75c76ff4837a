/* SPDX-License-Identifier: BSD-2-Clause */
/* What tests name that NetBSD has in another way. */
#ifndef COMPAT_H
#define COMPAT_H

#include "../../guest/compat.h"

#include <sys/param.h>
#include <sys/syscall.h>
#include <sys/sysctl.h>
#include <sys/wait.h>

#include <unistd.h>

/* Real and effective; the saved one becomes the latter in most cases. */
#define SYS_setresuid SYS_setreuid
#define SYS_setresgid SYS_setregid

/* Calls that have versions, and two that there are not. */
#define SYS_sigprocmask SYS___sigprocmask14
#undef SYS_vfork
#define SYS_vfork  SYS___vfork14
#define SYS_wait4  SYS___wait450
#define SYS_pdfork (-1)
#define SYS_rfork  (-1)

/* Of an open(), for a symbolic link. */
#define NOFOLLOW_ERROR EFTYPE

/* WEXITSTATUS() takes the address of what it is given, for a union of old. */
#undef _W_INT
#define _W_INT(status) (status)

/* Only sysctl(3) tells the saved ones. */
static inline int
own_process(struct kinfo_proc2 *p)
{
	const int name[] = { CTL_KERN, KERN_PROC2, KERN_PROC_PID, getpid(),
		sizeof(*p), 1 };
	size_t size = sizeof(*p);

	return (sysctl(name, 6, p, &size, NULL, 0));
}

static inline int
getresuid(uid_t *real, uid_t *effective, uid_t *saved)
{
	struct kinfo_proc2 p;

	if (own_process(&p) != 0)
		return (-1);
	*real = p.p_ruid;
	*effective = p.p_uid;
	*saved = p.p_svuid;
	return (0);
}

static inline int
getresgid(gid_t *real, gid_t *effective, gid_t *saved)
{
	struct kinfo_proc2 p;

	if (own_process(&p) != 0)
		return (-1);
	*real = p.p_rgid;
	*effective = p.p_gid;
	*saved = p.p_svgid;
	return (0);
}

static inline int
setresuid(uid_t real, uid_t effective, uid_t saved)
{
	(void)saved;
	return (setreuid(real, effective));
}

static inline int
setresgid(gid_t real, gid_t effective, gid_t saved)
{
	(void)saved;
	return (setregid(real, effective));
}

#endif /* COMPAT_H */
