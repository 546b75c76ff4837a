/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the host's posix_spawnattr_t has no field for: the attributes that are
 * extensions, behind the tagged pointer in its padding.  The child reads them
 * where they are.
 */
#ifndef SPX_EXTENSION_H
#define SPX_EXTENSION_H

#include "base/request.h"

#define SPX_ATTR_FIRST  SPAWNX_ATTR_SIGIGNORE
#define SPX_ATTR_LAST   SPAWNX_ATTR_OOMSCOREADJ
#define SPX_ATTR_COUNT  (SPX_ATTR_LAST + 1)
#define SPX_ATTR_BIT(a) ((uint32_t)1 << (a))

_Static_assert(SPX_ATTR_COUNT <= 32, "a bit each in ex_set");

/* An array of the object's own. */
struct spx_owned {
	void *ow_data;
	size_t ow_count; /* of its elements; bytes for a set of CPUs */
};

/* Zero bytes: nothing is set. */
struct spx_ext {
	spawnx_failure_t *ex_where; /* the caller's */
	uint32_t ex_set;            /* SPX_ATTR_BIT() of those that are */

	/* UMASK, PDEATHSIG, NONEWPRIVS, CTTY, EXECFD, NICE, SHELL, NOASLR,
	 * NAMESPACES, OOMSCOREADJ: by their names. */
	int ex_int[SPX_ATTR_COUNT];
	uid_t ex_uid, ex_map_uid;
	gid_t ex_gid, ex_map_gid;
	spx_sigset_t ex_sigignore;
	uint32_t ex_limits_set; /* a bit for each resource */
	struct spx_limit ex_limits[RLIM_NLIMITS];

	char *ex_searchpath, *ex_chroot;
	struct spx_owned ex_groups, ex_affinity, ex_nsfds;
};

_Static_assert(RLIM_NLIMITS <= 32, "a bit each in ex_limits_set");

static inline bool
spx_ext_has(const struct spx_ext *ext, enum spawnx_attribute which)
{
	return (ext != NULL && (ext->ex_set & SPX_ATTR_BIT(which)) != 0);
}

/* A number that is set, or one that stands for not set. */
static inline int
spx_ext_int(
    const struct spx_ext *ext, enum spawnx_attribute which, int otherwise)
{
	return (spx_ext_has(ext, which) ? ext->ex_int[which] : otherwise);
}

static inline int
spx_ext_larger(int a, int b)
{
	return (a > b ? a : b);
}

/* Whether an attribute names the descriptor. */
static inline bool
spx_ext_names(const struct spx_ext *ext, int fd)
{
	const int *fds = ext == NULL ? NULL : ext->ex_nsfds.ow_data;
	size_t i;

	for (i = 0; fds != NULL && i < ext->ex_nsfds.ow_count; i++)
		if (fds[i] == fd)
			return (true);
	return (spx_ext_int(ext, SPAWNX_ATTR_CTTY, -1) == fd ||
		spx_ext_int(ext, SPAWNX_ATTR_EXECFD, -1) == fd);
}

/* One above all descriptors that are to be applied or executed; 0: none. */
static inline unsigned
spx_ext_above(const struct spx_ext *ext)
{
	const int *fds = ext == NULL ? NULL : ext->ex_nsfds.ow_data;
	int most;
	size_t i;

	most = spx_ext_larger(spx_ext_int(ext, SPAWNX_ATTR_CTTY, -1),
	    spx_ext_int(ext, SPAWNX_ATTR_EXECFD, -1));
	for (i = 0; fds != NULL && i < ext->ex_nsfds.ow_count; i++)
		most = spx_ext_larger(most, fds[i]);
	return ((unsigned)most + 1);
}

/* attr.c: copies what a spawn needs of them; EINVAL if not ours. */
int spx_attr_read(struct spx_request *r, const posix_spawnattr_t *attr);

/* The same file: -EINVAL if not ours; NULL if there is none yet, or made: -ENOMEM. */
int spx_ext_of(const posix_spawnattr_t *attr, struct spx_ext **out);
int spx_ext_for(posix_spawnattr_t *attr, struct spx_ext **out);

/* The same file: after a change of ex_set, for libc's own posix_spawn(). */
void spx_ext_guard(posix_spawnattr_t *attr);

/* extension.c: for a getter, -ENOENT if it is not set. */
int spx_ext_get(const posix_spawnattr_t *attr, enum spawnx_attribute which,
    struct spx_ext **out);
/* For a setter of this value (see spx_can()), which ends by marking it. */
int spx_ext_set(posix_spawnattr_t *attr, enum spawnx_attribute which, int value,
    struct spx_ext **out);
static inline void
spx_ext_mark(
    posix_spawnattr_t *attr, struct spx_ext *ext, enum spawnx_attribute which)
{
	ext->ex_set |= SPX_ATTR_BIT(which);
	spx_ext_guard(attr);
}

/* attr_owned.c: with all that it owns; ext may be NULL. */
void spx_ext_free(struct spx_ext *ext);
void spx_ext_drop(struct spx_ext *ext, enum spawnx_attribute which);

#endif /* SPX_EXTENSION_H */
