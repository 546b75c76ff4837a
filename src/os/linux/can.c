/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What this kernel can do, asked when an attribute is set.  What every Linux
 * that can run the library has is not asked.
 */
#include <errno.h>
#include <sched.h>

#include "base/extension.h"
#include "os/kernel.h"
#include "os/linux/sys_attr.h"

#define PATH_NAMESPACES "/proc/self/ns/"

static const struct {
	int flag;
	const char *path;
} kinds[] = {
	{ CLONE_NEWCGROUP, PATH_NAMESPACES "cgroup" },
	{ CLONE_NEWIPC, PATH_NAMESPACES "ipc" },
	{ CLONE_NEWNET, PATH_NAMESPACES "net" },
	{ CLONE_NEWNS, PATH_NAMESPACES "mnt" },
	{ CLONE_NEWPID, PATH_NAMESPACES "pid" },
	{ CLONE_NEWUSER, PATH_NAMESPACES "user" },
	{ CLONE_NEWUTS, PATH_NAMESPACES "uts" },
};

/* Without /proc there is nothing to be learnt before the spawn. */
static bool
is_missing(const char *path)
{
	return (spx_sys_access(path) == -ENOENT &&
		spx_sys_access(PATH_NAMESPACES) == 0);
}

/*
 * A process gets a new time namespace by the exec after unshare(), or by a
 * clone3() that copies memory: neither is one on which older kernels can be
 * relied.
 */
static int
can_make(int flags)
{
	int unknown = flags & ~SPX_CLONE_NEWTIME;
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		unknown &= ~kinds[i].flag;
	if (flags == 0 || unknown != 0)
		return (-EINVAL);
	if (flags & SPX_CLONE_NEWTIME)
		return (-ENOTSUP);
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if ((flags & kinds[i].flag) && is_missing(kinds[i].path))
			return (-ENOTSUP);
	return (0);
}

static int
can_propagate(int type)
{
	return (type == SPX_MS_UNBINDABLE || type == SPX_MS_PRIVATE ||
			type == SPX_MS_SLAVE || type == SPX_MS_SHARED
		    ? 0
		    : -EINVAL);
}

/* A descriptor that is not open yet, or not a namespace's, is the child's. */
static int
can_join(int fd)
{
	long kind = spx_sys_ioctl(fd, SPX_NS_GET_NSTYPE, 0);

	return (
	    kind == CLONE_NEWPID || kind == SPX_CLONE_NEWTIME ? -ENOTSUP : 0);
}

/*
 * EPERM may be a sandbox's answer to any process: it is none that can be told
 * from the answer to a namespace.  EUSERS was ENOSPC before Linux 4.9.
 */
const enum spawnx_attribute *
spx_ext_refuses(const struct spx_ext *ext, int error)
{
	static const enum spawnx_attribute makers[] = { SPAWNX_ATTR_NAMESPACES,
		SPAWNX_ATTR_IDMAP };
	size_t i;

	if (error != EPERM && error != ENOSPC && error != EUSERS &&
	    error != EINVAL)
		return (NULL);
	for (i = 0; i < sizeof(makers) / sizeof(makers[0]); i++)
		if (spx_ext_has(ext, makers[i]))
			return (&makers[i]);
	return (NULL);
}

/*
 * Whose child it will be in the child's own eyes: of a process outside of its
 * PID namespace it sees 0, before and after that has ended.
 */
static void
note_parent(struct spx_request *r)
{
	const struct spx_ext *ext = r->req_ext;

	if (!spx_ext_has(ext, SPAWNX_ATTR_PDEATHSIG))
		return;
	r->req_parent = 0;
	if (!(spx_ext_int(ext, SPAWNX_ATTR_NAMESPACES, 0) & CLONE_NEWPID))
		r->req_parent = (pid_t)spx_sys_getpid();
}

/* In a user namespace of its own, the child is nobody. */
static void
note_ids(struct spx_request *r)
{
	if (!spx_ext_has(r->req_ext, SPAWNX_ATTR_IDMAP))
		return;
	r->req_euid = (uid_t)spx_sys0(SPX_SYS_geteuid);
	r->req_egid = (gid_t)spx_sys0(SPX_SYS_getegid);
}

/*
 * What needs no privilege waits until all else is done: the caller waits for
 * the child, and the child for its turn.  What is not known, or would fail, is
 * done early.
 */
static bool
is_ordinary(long policy)
{
	return (policy == SCHED_OTHER || policy == SCHED_BATCH ||
		policy == SCHED_IDLE);
}

static bool
lowers_scheduler(const struct spx_request *r)
{
	const bool set = (r->req_flags & POSIX_SPAWN_SETSCHEDULER) != 0;
	const long now = spx_sys_getscheduler();
	const long policy = set ? r->req_policy & ~SPX_RESET_ON_FORK : now;
	struct sched_param param = { 0 };

	if (now < 0 || (now & SPX_RESET_ON_FORK) != 0 ||
	    spx_sys_getschedparam(&param) < 0)
		return (false);
	if (is_ordinary(policy))
		return (r->req_priority == 0 &&
			(now != SCHED_IDLE || policy == SCHED_IDLE));
	return (policy == now && r->req_priority > 0 &&
		r->req_priority <= param.sched_priority);
}

static void
note_late(struct spx_request *r)
{
	const unsigned scheduler =
	    POSIX_SPAWN_SETSCHEDULER | POSIX_SPAWN_SETSCHEDPARAM;

	if ((r->req_flags & scheduler) && lowers_scheduler(r))
		r->req_late |= SPX_ATTR_BIT(SPAWNX_ATTR_SCHEDULER);
	/* SCHED_RESET_ON_FORK: the child does not have its parent's value. */
	if (spx_ext_has(r->req_ext, SPAWNX_ATTR_NICE) &&
	    is_ordinary(spx_sys_getscheduler()))
		spx_note_nice(r);
}

void
spx_ext_note(struct spx_request *r)
{
	note_parent(r);
	note_ids(r);
	spx_note_nofile(r);
	note_late(r);
}

static int
can_have(int capability)
{
	return (spx_sys_prctl(SPX_PR_CAPBSET_READ, capability) == -EINVAL
		    ? -EINVAL
		    : 0);
}

/* Since Linux 4.3. */
static int
can_raise(int capability)
{
	if (spx_sys_ambient(SPX_CAP_AMBIENT_IS_SET, 0) == -EINVAL)
		return (-ENOTSUP);
	return (can_have(capability));
}

int
spx_can(enum spawnx_attribute which, int value)
{
	switch (which) {
	case SPAWNX_ATTR_NAMESPACES:
		return (can_make(value));
	case SPAWNX_ATTR_PROPAGATION:
		return (can_propagate(value));
	case SPAWNX_ATTR_NSFDS:
		return (can_join(value));
	case SPAWNX_ATTR_CAPINHERITABLE:
		return (can_have(value));
	case SPAWNX_ATTR_CAPAMBIENT:
		return (can_raise(value));
	case SPAWNX_ATTR_EXECFD: /* since Linux 3.19 */
		return (
		    spx_sys_execfd(-1, NULL, NULL) == -ENOSYS ? -ENOTSUP : 0);
	case SPAWNX_ATTR_NONEWPRIVS: /* since Linux 3.5 */
		return (spx_sys_prctl(SPX_PR_GET_NO_NEW_PRIVS, 0) < 0 ? -ENOTSUP
								      : 0);
	case SPAWNX_ATTR_LANDLOCK:
		return (spx_sys_has_landlock() ? 0 : -ENOTSUP);
	case SPAWNX_ATTR_SECCOMP: /* EFAULT: a mode that it knows */
		return (spx_sys_seccomp(0, NULL) == -EINVAL ? -ENOTSUP : 0);
	default:
		return (0);
	}
}
