/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes that are pairs of IDs: the child's, and those that a user
 * namespace maps.
 */
#include <errno.h>

#include "object/extension.h"

SPX_PUBLIC int
spawnx_attr_getids(const posix_spawnattr_t *attr, uid_t *uid, gid_t *gid)
{
	struct spx_ext *ext;
	int rc = spx_ext_get(attr, SPAWNX_ATTR_IDS, &ext);

	if (uid == NULL || gid == NULL)
		return (EINVAL);
	if (rc == 0) {
		*uid = ext->ex_uid;
		*gid = ext->ex_gid;
	}
	return (-rc);
}

SPX_PUBLIC int
spawnx_attr_setids(posix_spawnattr_t *attr, uid_t uid, gid_t gid)
{
	struct spx_ext *ext;
	int rc = spx_ext_set(attr, SPAWNX_ATTR_IDS, 0, &ext);

	if (rc < 0)
		return (-rc);
	ext->ex_uid = uid;
	ext->ex_gid = gid;
	spx_ext_mark(attr, ext, SPAWNX_ATTR_IDS);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_getidmap(const posix_spawnattr_t *attr, uid_t *uid, gid_t *gid)
{
	struct spx_ext *ext;
	int rc = spx_ext_get(attr, SPAWNX_ATTR_IDMAP, &ext);

	if (uid == NULL || gid == NULL)
		return (EINVAL);
	if (rc == 0) {
		*uid = ext->ex_map_uid;
		*gid = ext->ex_map_gid;
	}
	return (-rc);
}

SPX_PUBLIC int
spawnx_attr_setidmap(posix_spawnattr_t *attr, uid_t uid, gid_t gid)
{
	struct spx_ext *ext;
	int rc;

	if (uid == (uid_t)-1 || gid == (gid_t)-1)
		return (EINVAL);
	rc = spx_ext_set(attr, SPAWNX_ATTR_IDMAP, 0, &ext);
	if (rc < 0)
		return (-rc);
	ext->ex_map_uid = uid;
	ext->ex_map_gid = gid;
	spx_ext_mark(attr, ext, SPAWNX_ATTR_IDMAP);
	return (0);
}
