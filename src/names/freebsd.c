/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The names of the family that only FreeBSD has, since 15.1; see
 * posix.c.  Those who set neither attribute read -1 and NULL.
 */
#include <errno.h>

#include "object/object.h"
#include "object/plain.h"
#include SPX_HOST_H

SPX_PUBLIC int posix_spawnattr_getexecfd_np(
    const posix_spawnattr_t *at, int *fd);
SPX_PUBLIC int posix_spawnattr_setexecfd_np(posix_spawnattr_t *at, int fd);
SPX_PUBLIC int posix_spawnattr_getprocdescp_np(
    const posix_spawnattr_t *at, int **fdp, int *pdflags);

/*
 * The header of 15.1 has the object const here, its manual has not; those
 * before declare nothing.  A name of its own in C is at odds with none of them.
 */
SPX_PUBLIC int set_procdescp(posix_spawnattr_t *at, int *fdp,
    int pdflags) __asm__("posix_spawnattr_setprocdescp_np");

SPX_PUBLIC int
posix_spawnattr_getexecfd_np(const posix_spawnattr_t *at, int *fd)
{
	int rc = spawnx_attr_getexecfd(at, fd);

	if (rc != ENOENT)
		return (rc);
	*fd = -1;
	return (0);
}

SPX_PUBLIC int
posix_spawnattr_setexecfd_np(posix_spawnattr_t *at, int fd)
{
	if (fd == -1)
		return (spawnx_attr_unset(at, SPAWNX_ATTR_EXECFD));
	return (spx_at_setexecfd(at, fd));
}

SPX_PUBLIC int
posix_spawnattr_getprocdescp_np(
    const posix_spawnattr_t *at, int **fdp, int *pdflags)
{
	struct spx_ext *ext;

	if (spx_ext_of(at, &ext) < 0 || fdp == NULL || pdflags == NULL)
		return (EINVAL);
	*fdp = spx_host_attr(at)->at_own.ow_procdesc;
	*pdflags = spx_host_attr(at)->at_own.ow_pdflags;
	return (0);
}

SPX_PUBLIC int
set_procdescp(posix_spawnattr_t *at, int *fdp, int pdflags)
{
	struct spx_ext *ext;

	if (spx_ext_of(at, &ext) < 0)
		return (EINVAL);
	spx_host_attr(at)->at_own.ow_procdesc = fdp;
	spx_host_attr(at)->at_own.ow_pdflags = pdflags;
	return (0);
}
