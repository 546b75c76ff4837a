/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * posix_spawnattr_t: the host's fields where it has them, the rest behind a
 * tagged pointer; the host's header says where each of them is.
 */
#include <errno.h>
#include <sched.h>
#include <string.h>

#include "object/extension.h"
#include "os/kernel.h"
#include SPX_HOST_H

#define KNOWN_FLAGS                                                \
	(POSIX_SPAWN_RESETIDS | POSIX_SPAWN_SETPGROUP |            \
	    POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK |       \
	    POSIX_SPAWN_SETSCHEDPARAM | POSIX_SPAWN_SETSCHEDULER | \
	    SPAWNX_SETSID | SPAWNX_CLOEXEC_DEFAULT | SPX_HOST_FLAGS)

#define EXT_TAG SPX_SLOT_TAG(struct spx_ext, struct spx_owned)

int
spx_ext_of(const posix_spawnattr_t *attr, struct spx_ext **out)
{
	void *slot, *p;

	slot = attr == NULL ? NULL : spx_host_attr_slot(attr);
	if (slot == NULL || spx_slot_get(slot, EXT_TAG, &p) < 0)
		return (-EINVAL);
	*out = p;
	return (0);
}

static bool
is_ours(const posix_spawnattr_t *attr)
{
	struct spx_ext *ext;

	return (spx_ext_of(attr, &ext) == 0);
}

/* As spx_ext_of(), and there is one afterwards. */
int
spx_ext_for(posix_spawnattr_t *attr, struct spx_ext **out)
{
	struct spx_ext *ext;

	if (spx_ext_of(attr, &ext) < 0)
		return (-EINVAL);
	if (ext == NULL) {
		ext = spx_realloc(NULL, sizeof(*ext));
		if (ext == NULL)
			return (-ENOMEM);
		memset(ext, 0, sizeof(*ext));
		spx_slot_set(spx_host_attr_slot(attr), EXT_TAG, ext);
	}
	*out = ext;
	return (0);
}

/*
 * The object is ours.  With what the host doesn't know in it, it is no other
 * version's of the library either: the tag says so even without a pointer.
 */
static void
set_basics(posix_spawnattr_t *attr, struct spx_basics basics)
{
	struct spx_ext *ext = NULL;
	bool guard;

	(void)spx_ext_of(attr, &ext);
	guard = (ext != NULL && ext->ex_set != 0) ||
		(basics.ba_flags & SPX_HOST_FLAGS_UNKNOWN) != 0;
	spx_host_set_basics(attr, basics, guard);
	if (guard)
		spx_slot_set(spx_host_attr_slot(attr), EXT_TAG, ext);
}

void
spx_ext_guard(posix_spawnattr_t *attr)
{
	set_basics(attr, spx_host_get_basics(attr));
}

/*
 * The kernel's set is the first bits of the host's, in the same order.
 */
static spx_sigset_t
kernel_set(const sigset_t *set)
{
	spx_sigset_t bits;

	memcpy(&bits, set, sizeof(bits));
	return (bits);
}

int
spx_attr_read(struct spx_request *r, const posix_spawnattr_t *attr)
{
	struct spx_basics basics;
	struct spx_ext *ext;

	if (attr == NULL)
		return (0);
	if (spx_ext_of(attr, &ext) < 0)
		return (-EINVAL);
	if (ext != NULL) {
		r->req_where = ext->ex_where;
		r->req_ext = ext->ex_set != 0 ? ext : NULL;
	}
	basics = spx_host_get_basics(attr);
	r->req_flags = (unsigned)basics.ba_flags;
	if (r->req_flags & ~(unsigned)KNOWN_FLAGS)
		return (-EINVAL);
	/* Only the leader of a session can get a controlling terminal. */
	if (spx_ext_has(ext, SPAWNX_ATTR_CTTY))
		r->req_flags |= SPAWNX_SETSID;
	r->req_pgroup = basics.ba_pgroup;
	r->req_policy = SPX_AT_POLICY(attr);
	r->req_priority = SPX_AT_PRIORITY(attr);
	r->req_sigdefault = kernel_set(&SPX_AT_SIGDEFAULT(attr));
	r->req_sigmask = kernel_set(&SPX_AT_SIGMASK(attr));
	spx_host_attr_read(r, attr);
	/* The kernel's own answer, which can't be told from its ignorance. */
	if ((r->req_flags & SPAWNX_SETCGROUP) && r->req_cgroup < 0)
		return (-EINVAL);
	spx_ext_note(r);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_init(posix_spawnattr_t *attr)
{
	if (attr == NULL)
		return (EINVAL);
	return (-spx_host_attr_init(attr));
}

SPX_PUBLIC int
spawnx_attr_destroy(posix_spawnattr_t *attr)
{
	struct spx_ext *ext;

	if (spx_ext_of(attr, &ext) < 0)
		return (EINVAL);
	spx_ext_free(ext);
	spx_host_attr_fini(attr);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_setfailure(posix_spawnattr_t *attr, spawnx_failure_t *where)
{
	struct spx_ext *ext;
	int rc = spx_ext_for(attr, &ext);

	if (rc == 0)
		ext->ex_where = where;
	return (-rc);
}

SPX_PUBLIC int
spawnx_attr_getflags(const posix_spawnattr_t *attr, short *flags)
{
	if (!is_ours(attr) || flags == NULL)
		return (EINVAL);
	*flags = spx_host_get_basics(attr).ba_flags;
	return (0);
}

SPX_PUBLIC int
spawnx_attr_setflags(posix_spawnattr_t *attr, short flags)
{
	struct spx_basics basics;

	if (!is_ours(attr) ||
	    (flags & ~(KNOWN_FLAGS | SPX_HOST_NOT_OFFERED)) != 0)
		return (EINVAL);
	if ((flags & SPX_HOST_NOT_OFFERED) != 0)
		return (ENOTSUP);
	basics = spx_host_get_basics(attr);
	basics.ba_flags = flags;
	set_basics(attr, basics);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_getpgroup(const posix_spawnattr_t *attr, pid_t *pgroup)
{
	if (!is_ours(attr) || pgroup == NULL)
		return (EINVAL);
	*pgroup = spx_host_get_basics(attr).ba_pgroup;
	return (0);
}

SPX_PUBLIC int
spawnx_attr_setpgroup(posix_spawnattr_t *attr, pid_t pgroup)
{
	struct spx_basics basics;

	if (!is_ours(attr))
		return (EINVAL);
	basics = spx_host_get_basics(attr);
	basics.ba_pgroup = pgroup;
	set_basics(attr, basics);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_getsigdefault(const posix_spawnattr_t *attr, sigset_t *set)
{
	if (!is_ours(attr) || set == NULL)
		return (EINVAL);
	*set = SPX_AT_SIGDEFAULT(attr);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_setsigdefault(posix_spawnattr_t *attr, const sigset_t *set)
{
	if (!is_ours(attr) || set == NULL)
		return (EINVAL);
	SPX_AT_SIGDEFAULT(attr) = *set;
	return (0);
}

SPX_PUBLIC int
spawnx_attr_getsigmask(const posix_spawnattr_t *attr, sigset_t *set)
{
	if (!is_ours(attr) || set == NULL)
		return (EINVAL);
	*set = SPX_AT_SIGMASK(attr);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_setsigmask(posix_spawnattr_t *attr, const sigset_t *set)
{
	if (!is_ours(attr) || set == NULL)
		return (EINVAL);
	SPX_AT_SIGMASK(attr) = *set;
	return (0);
}

SPX_PUBLIC int
spawnx_attr_getschedpolicy(const posix_spawnattr_t *attr, int *policy)
{
	if (!is_ours(attr) || policy == NULL)
		return (EINVAL);
	*policy = SPX_AT_POLICY(attr);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_setschedpolicy(posix_spawnattr_t *attr, int policy)
{
	if (!is_ours(attr) || !spx_sys_is_policy(policy))
		return (EINVAL);
	SPX_AT_POLICY(attr) = policy;
	return (0);
}

SPX_PUBLIC int
spawnx_attr_getschedparam(
    const posix_spawnattr_t *attr, struct sched_param *param)
{
	if (!is_ours(attr) || param == NULL)
		return (EINVAL);
	memset(param, 0, sizeof(*param));
	param->sched_priority = SPX_AT_PRIORITY(attr);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_setschedparam(
    posix_spawnattr_t *attr, const struct sched_param *param)
{
	if (!is_ours(attr) || param == NULL)
		return (EINVAL);
	SPX_AT_PRIORITY(attr) = param->sched_priority;
	return (0);
}

SPX_PUBLIC int
spawnx_attr_getcgroup(const posix_spawnattr_t *attr, int *fd)
{
	if (!is_ours(attr) || fd == NULL)
		return (EINVAL);
	return (-spx_host_get_cgroup(attr, fd));
}

SPX_PUBLIC int
spawnx_attr_setcgroup(posix_spawnattr_t *attr, int fd)
{
	if (!is_ours(attr))
		return (EINVAL);
	if (fd < 0)
		return (EBADF);
	return (-spx_host_set_cgroup(attr, fd));
}
