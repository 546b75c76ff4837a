/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes that are extensions and single values.  See attr_ids.c for
 * IDs, attr_owned.c for arrays and strings, attr_rlimit.c for the limits.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>

#include "object/extension.h"
#include "os/kernel.h"

int
spx_ext_get(const posix_spawnattr_t *attr, enum spawnx_attribute which,
    struct spx_ext **out)
{
	int rc = spx_ext_of(attr, out);

	if (rc == 0 && !spx_ext_has(*out, which))
		rc = -ENOENT;
	return (rc);
}

int
spx_ext_set(posix_spawnattr_t *attr, enum spawnx_attribute which, int value,
    struct spx_ext **out)
{
	int rc = spx_ext_of(attr, out);

	if (rc == 0)
		rc = spx_can(which, value);
	return (rc == 0 ? spx_ext_for(attr, out) : rc);
}

static int
get_int(const posix_spawnattr_t *attr, enum spawnx_attribute which, int *out)
{
	struct spx_ext *ext;
	int rc = spx_ext_get(attr, which, &ext);

	if (out == NULL)
		return (EINVAL);
	if (rc == 0)
		*out = ext->ex_int[which];
	return (-rc);
}

static int
set_int(posix_spawnattr_t *attr, enum spawnx_attribute which, int value)
{
	struct spx_ext *ext;
	int rc = spx_ext_set(attr, which, value, &ext);

	if (rc < 0)
		return (-rc);
	ext->ex_int[which] = value;
	spx_ext_mark(attr, ext, which);
	return (0);
}

/* A foreign object is EINVAL whatever the descriptor. */
static int
set_fd(posix_spawnattr_t *attr, enum spawnx_attribute which, int fd)
{
	struct spx_ext *ext;

	if (spx_ext_of(attr, &ext) < 0)
		return (EINVAL);
	return (fd < 0 ? EBADF : set_int(attr, which, fd));
}

/* The kernel's set is the first bits of the host's, in the same order. */
SPX_PUBLIC int
spawnx_attr_getsigignore(const posix_spawnattr_t *attr, sigset_t *set)
{
	struct spx_ext *ext;
	int rc = spx_ext_get(attr, SPAWNX_ATTR_SIGIGNORE, &ext);

	if (set == NULL)
		return (EINVAL);
	if (rc == 0) {
		memset(set, 0, sizeof(*set));
		memcpy(set, &ext->ex_sigignore, sizeof(ext->ex_sigignore));
	}
	return (-rc);
}

SPX_PUBLIC int
spawnx_attr_setsigignore(posix_spawnattr_t *attr, const sigset_t *set)
{
	struct spx_ext *ext;
	spx_sigset_t bits;
	int rc;

	if (set == NULL)
		return (EINVAL);
	memcpy(&bits, set, sizeof(bits));
	if (spx_sigset_has(&bits, SIGKILL) || spx_sigset_has(&bits, SIGSTOP))
		return (EINVAL);
	rc = spx_ext_set(attr, SPAWNX_ATTR_SIGIGNORE, 0, &ext);
	if (rc < 0)
		return (-rc);
	ext->ex_sigignore = bits;
	spx_ext_mark(attr, ext, SPAWNX_ATTR_SIGIGNORE);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_getumask(const posix_spawnattr_t *attr, mode_t *mask)
{
	int rc, value;

	if (mask == NULL)
		return (EINVAL);
	rc = get_int(attr, SPAWNX_ATTR_UMASK, &value);
	if (rc == 0)
		*mask = (mode_t)value;
	return (rc);
}

SPX_PUBLIC int
spawnx_attr_setumask(posix_spawnattr_t *attr, mode_t mask)
{
	if ((mask & ~(mode_t)0777) != 0)
		return (EINVAL);
	return (set_int(attr, SPAWNX_ATTR_UMASK, (int)mask));
}

SPX_PUBLIC int
spawnx_attr_getpdeathsig(const posix_spawnattr_t *attr, int *signo)
{
	return (get_int(attr, SPAWNX_ATTR_PDEATHSIG, signo));
}

SPX_PUBLIC int
spawnx_attr_setpdeathsig(posix_spawnattr_t *attr, int signo)
{
	if (signo < 1 || signo > SPX_NSIG)
		return (EINVAL);
	return (set_int(attr, SPAWNX_ATTR_PDEATHSIG, signo));
}

SPX_PUBLIC int
spawnx_attr_getnonewprivs(const posix_spawnattr_t *attr, int *on)
{
	return (get_int(attr, SPAWNX_ATTR_NONEWPRIVS, on));
}

SPX_PUBLIC int
spawnx_attr_setnonewprivs(posix_spawnattr_t *attr, int on)
{
	return (set_int(attr, SPAWNX_ATTR_NONEWPRIVS, on != 0));
}

SPX_PUBLIC int
spawnx_attr_getctty(const posix_spawnattr_t *attr, int *fd)
{
	return (get_int(attr, SPAWNX_ATTR_CTTY, fd));
}

SPX_PUBLIC int
spawnx_attr_setctty(posix_spawnattr_t *attr, int fd)
{
	return (set_fd(attr, SPAWNX_ATTR_CTTY, fd));
}

SPX_PUBLIC int
spawnx_attr_getexecfd(const posix_spawnattr_t *attr, int *fd)
{
	return (get_int(attr, SPAWNX_ATTR_EXECFD, fd));
}

SPX_PUBLIC int
spawnx_attr_setexecfd(posix_spawnattr_t *attr, int fd)
{
	return (set_fd(attr, SPAWNX_ATTR_EXECFD, fd));
}

SPX_PUBLIC int
spawnx_attr_getnice(const posix_spawnattr_t *attr, int *value)
{
	return (get_int(attr, SPAWNX_ATTR_NICE, value));
}

SPX_PUBLIC int
spawnx_attr_setnice(posix_spawnattr_t *attr, int value)
{
	if (value < -20 || value > 19)
		return (EINVAL);
	return (set_int(attr, SPAWNX_ATTR_NICE, value));
}

SPX_PUBLIC int
spawnx_attr_getshell(const posix_spawnattr_t *attr, int *on)
{
	return (get_int(attr, SPAWNX_ATTR_SHELL, on));
}

SPX_PUBLIC int
spawnx_attr_setshell(posix_spawnattr_t *attr, int on)
{
	return (set_int(attr, SPAWNX_ATTR_SHELL, on != 0));
}

SPX_PUBLIC int
spawnx_attr_getnoaslr(const posix_spawnattr_t *attr, int *on)
{
	return (get_int(attr, SPAWNX_ATTR_NOASLR, on));
}

SPX_PUBLIC int
spawnx_attr_setnoaslr(posix_spawnattr_t *attr, int on)
{
	return (set_int(attr, SPAWNX_ATTR_NOASLR, on != 0));
}

SPX_PUBLIC int
spawnx_attr_getnamespaces(const posix_spawnattr_t *attr, int *flags)
{
	return (get_int(attr, SPAWNX_ATTR_NAMESPACES, flags));
}

SPX_PUBLIC int
spawnx_attr_setnamespaces(posix_spawnattr_t *attr, int flags)
{
	return (set_int(attr, SPAWNX_ATTR_NAMESPACES, flags));
}

SPX_PUBLIC int
spawnx_attr_getoomscoreadj(const posix_spawnattr_t *attr, int *value)
{
	return (get_int(attr, SPAWNX_ATTR_OOMSCOREADJ, value));
}

SPX_PUBLIC int
spawnx_attr_setoomscoreadj(posix_spawnattr_t *attr, int value)
{
	if (value < -1000 || value > 1000)
		return (EINVAL);
	return (set_int(attr, SPAWNX_ATTR_OOMSCOREADJ, value));
}
