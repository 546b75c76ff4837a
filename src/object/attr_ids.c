/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes that are pairs of IDs: the child's, and those that a user
 * namespace maps.
 */
#include <errno.h>

#include "object/object.h"

static int
get_pair(const posix_spawnattr_t *attr, enum spawnx_attribute which, uid_t *uid,
    gid_t *gid)
{
	struct spx_ext *ext;
	int rc = spx_ext_get(attr, which, &ext);

	if (uid == NULL || gid == NULL)
		return (EINVAL);
	if (rc == 0) {
		*uid = spx_ext_value(ext, which)->va_ids.id_user;
		*gid = spx_ext_value(ext, which)->va_ids.id_group;
	}
	return (-rc);
}

static int
set_pair(
    posix_spawnattr_t *attr, enum spawnx_attribute which, uid_t uid, gid_t gid)
{
	struct spx_ext *ext;
	int rc = spx_ext_set(attr, which, 0, &ext);

	if (rc < 0)
		return (-rc);
	ext->ex_values[which].va_ids = (struct spx_ids){ uid, gid };
	spx_ext_mark(attr, ext, which);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_getids(const posix_spawnattr_t *attr, uid_t *uid, gid_t *gid)
{
	return (get_pair(attr, SPAWNX_ATTR_IDS, uid, gid));
}

SPX_PUBLIC int
spawnx_attr_setids(posix_spawnattr_t *attr, uid_t uid, gid_t gid)
{
	return (spx_attr_result(
	    attr, SPAWNX_ATTR_IDS, set_pair(attr, SPAWNX_ATTR_IDS, uid, gid)));
}

SPX_PUBLIC int
spawnx_attr_getidmap(const posix_spawnattr_t *attr, uid_t *uid, gid_t *gid)
{
	return (get_pair(attr, SPAWNX_ATTR_IDMAP, uid, gid));
}

SPX_PUBLIC int
spawnx_attr_setidmap(posix_spawnattr_t *attr, uid_t uid, gid_t gid)
{
	int rc = EINVAL;

	if (uid != (uid_t)-1 && gid != (gid_t)-1)
		rc = set_pair(attr, SPAWNX_ATTR_IDMAP, uid, gid);
	return (spx_attr_result(attr, SPAWNX_ATTR_IDMAP, rc));
}
