/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes that are pairs of IDs: the child's, and those that a user
 * namespace maps.
 */
#include <errno.h>

#include "object/attr_more.h"

SPX_PUBLIC int
spawnx_attr_getids(const posix_spawnattr_t *attr, uid_t *uid, gid_t *gid)
{
	struct spx_more *m;
	int rc = spx_more_get(attr, SPAWNX_ATTR_IDS, &m);

	if (uid == NULL || gid == NULL)
		return (EINVAL);
	if (rc == 0) {
		*uid = m->mo_uid;
		*gid = m->mo_gid;
	}
	return (-rc);
}

SPX_PUBLIC int
spawnx_attr_setids(posix_spawnattr_t *attr, uid_t uid, gid_t gid)
{
	struct spx_more *m;
	int rc = spx_more_set(attr, SPAWNX_ATTR_IDS, 0, &m);

	if (rc < 0)
		return (-rc);
	m->mo_uid = uid;
	m->mo_gid = gid;
	spx_more_mark(attr, m, SPAWNX_ATTR_IDS);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_getidmap(const posix_spawnattr_t *attr, uid_t *uid, gid_t *gid)
{
	struct spx_more *m;
	int rc = spx_more_get(attr, SPAWNX_ATTR_IDMAP, &m);

	if (uid == NULL || gid == NULL)
		return (EINVAL);
	if (rc == 0) {
		*uid = m->mo_map_uid;
		*gid = m->mo_map_gid;
	}
	return (-rc);
}

SPX_PUBLIC int
spawnx_attr_setidmap(posix_spawnattr_t *attr, uid_t uid, gid_t gid)
{
	struct spx_more *m;
	int rc;

	if (uid == (uid_t)-1 || gid == (gid_t)-1)
		return (EINVAL);
	rc = spx_more_set(attr, SPAWNX_ATTR_IDMAP, 0, &m);
	if (rc < 0)
		return (-rc);
	m->mo_map_uid = uid;
	m->mo_map_gid = gid;
	spx_more_mark(attr, m, SPAWNX_ATTR_IDMAP);
	return (0);
}
