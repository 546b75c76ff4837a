/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * posix_spawnattr_t: the host's fields where it has them, the rest behind a
 * tagged pointer; the host's header says where each of them is.
 */
#include <errno.h>
#include <sched.h>
#include <string.h>

#include "object/attr.h"
#include "object/failure.h"
#include "object/plain.h"
#include "object/slot.h"
#include "os/kernel.h"

#define KNOWN_FLAGS                                                \
	(POSIX_SPAWN_RESETIDS | POSIX_SPAWN_SETPGROUP |            \
	    POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK |       \
	    POSIX_SPAWN_SETSCHEDPARAM | POSIX_SPAWN_SETSCHEDULER | \
	    SPAWNX_SETSID | SPAWNX_CLOEXEC_DEFAULT | SPX_HOST_FLAGS)

static bool
is_ours(const posix_spawnattr_t *attr)
{
	struct spx_ext *ext;

	return (spx_ext_of(attr, &ext) == 0);
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
		r->req_optional = ext->ex_optional;
		r->req_errors = ext->ex_errors;
		r->req_nerrors = ext->ex_nerrors;
		r->req_ext = ext->ex_set != 0 ? ext : NULL;
	}
	basics = spx_host_get_basics(attr);
	r->req_flags = (unsigned)(basics.ba_flags | basics.ba_applied);
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

/* The spawn that this makes fail does not know where to tell of it. */
static void
tell_at_once(spawnx_failure_t *where, int error)
{
	spx_failure_init(where, SPAWNX_STEP_ARGUMENT, error);
	spx_failure_name(where, spx_attr_setter(SPX_SETTER_FAILURE));
}

SPX_PUBLIC int
spawnx_attr_setfailure(posix_spawnattr_t *attr, spawnx_failure_t *where)
{
	struct spx_ext *ext;
	int rc = spx_ext_for(attr, &ext);

	if (rc == 0)
		ext->ex_where = where;
	if (rc == 0 && where != NULL)
		memset(where, 0, sizeof(*where));
	else if (where != NULL)
		tell_at_once(where, -rc);
	return (spx_attr_result(attr, SPX_SETTER_FAILURE, -rc));
}

SPX_PUBLIC int
spawnx_attr_getflags(const posix_spawnattr_t *attr, short *flags)
{
	if (!is_ours(attr) || flags == NULL)
		return (EINVAL);
	*flags = spx_host_get_basics(attr).ba_flags;
	return (0);
}

int
spx_at_setflags(posix_spawnattr_t *attr, short flags)
{
	struct spx_basics basics;

	if (!is_ours(attr) ||
	    (flags & ~(KNOWN_FLAGS | SPX_HOST_NOT_OFFERED)) != 0)
		return (EINVAL);
	if ((flags & SPX_HOST_NOT_OFFERED) != 0)
		return (ENOTSUP);
	basics = spx_host_get_basics(attr);
	basics.ba_flags = flags;
	spx_attr_set_basics(attr, basics);
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

int
spx_at_setpgroup(posix_spawnattr_t *attr, pid_t pgroup)
{
	struct spx_basics basics;

	if (!is_ours(attr))
		return (EINVAL);
	basics = spx_host_get_basics(attr);
	basics.ba_pgroup = pgroup;
	spx_attr_set_basics(attr, basics);
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

int
spx_at_setsigdefault(posix_spawnattr_t *attr, const sigset_t *set)
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

int
spx_at_setsigmask(posix_spawnattr_t *attr, const sigset_t *set)
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

int
spx_at_setschedpolicy(posix_spawnattr_t *attr, int policy)
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

int
spx_at_setschedparam(posix_spawnattr_t *attr, const struct sched_param *param)
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

int
spx_at_setcgroup(posix_spawnattr_t *attr, int fd)
{
	if (!is_ours(attr))
		return (EINVAL);
	if (fd < 0)
		return (EBADF);
	return (-spx_host_set_cgroup(attr, fd));
}
