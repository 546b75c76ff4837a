/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attribute of the resource limits.  On 32-bit glibc the caller's
 * _FILE_OFFSET_BITS decides the size of its struct rlimit; the header then
 * leads to the functions whose names end in 64.  Here the struct is to be the
 * smaller one, whatever the build defines.
 */
#undef _FILE_OFFSET_BITS
#undef _TIME_BITS

#include <errno.h>

#include "object/object.h"

struct limit64 {
	uint64_t l_soft, l_hard;
};

SPX_PUBLIC int spawnx_attr_getrlimit64(
    const posix_spawnattr_t *attr, int resource, struct limit64 *limit);
SPX_PUBLIC int spawnx_attr_setrlimit64(
    posix_spawnattr_t *attr, int resource, const struct limit64 *limit);

_Static_assert(sizeof(struct spx_limit) == sizeof(struct limit64),
    "the kernel's limits are pairs of 64 bits");

static bool
is_resource(int resource)
{
	return (resource >= 0 && resource < RLIM_NLIMITS);
}

static uint32_t *
limits_set(struct spx_ext *ext)
{
	return (&ext->ex_values[SPAWNX_ATTR_RLIMIT].va_limits);
}

static int
get(const posix_spawnattr_t *attr, int resource, struct spx_limit *limit)
{
	struct spx_ext *ext;
	int rc = spx_ext_get(attr, SPAWNX_ATTR_RLIMIT, &ext);

	if (rc == -EINVAL || !is_resource(resource))
		return (-EINVAL);
	if (rc == 0 && !(*limits_set(ext) >> resource & 1))
		rc = -ENOENT;
	if (rc == 0)
		*limit = ext->ex_limits[resource];
	return (rc);
}

static int
set(posix_spawnattr_t *attr, int resource, uint64_t soft, uint64_t hard)
{
	struct spx_ext *ext;
	int rc;

	if (!is_resource(resource) || soft > hard)
		return (-EINVAL);
	rc = spx_ext_set(attr, SPAWNX_ATTR_RLIMIT, resource, &ext);
	if (rc < 0)
		return (rc);
	ext->ex_limits[resource].li_soft = soft;
	ext->ex_limits[resource].li_hard = hard;
	*limits_set(ext) |= (uint32_t)1 << resource;
	spx_ext_mark(attr, ext, SPAWNX_ATTR_RLIMIT);
	return (0);
}

/* What fails for one resource is not made good by another one. */
static int
result(posix_spawnattr_t *attr, int resource, int error)
{
	const uint32_t bit = (uint32_t)1
			     << (is_resource(resource) ? resource
						       : SPX_BAD_RESOURCE);
	struct spx_ext *ext;

	if (error != 0)
		(void)spx_attr_result(attr, SPAWNX_ATTR_RLIMIT, error);
	if (spx_ext_of(attr, &ext) < 0 || ext == NULL)
		return (error);
	if (error != 0)
		ext->ex_bad_limits |= bit;
	else
		ext->ex_bad_limits &= ~bit;
	if (ext->ex_bad_limits == 0)
		spx_attr_forget(attr, SPAWNX_ATTR_RLIMIT);
	return (error);
}

static uint64_t
widen(rlim_t value)
{
	return (
	    value == (rlim_t)RLIM_INFINITY ? SPX_LIMIT_NONE : (uint64_t)value);
}

/* What the type has no number for is none, as getrlimit(2) has it. */
static rlim_t
narrow(uint64_t value)
{
	return ((uint64_t)(rlim_t)value == value ? (rlim_t)value
						 : (rlim_t)RLIM_INFINITY);
}

SPX_PUBLIC int
spawnx_attr_getrlimit(
    const posix_spawnattr_t *attr, int resource, struct rlimit *limit)
{
	struct spx_limit found;
	int rc = get(attr, resource, &found);

	if (limit == NULL)
		return (EINVAL);
	if (rc == 0) {
		limit->rlim_cur = narrow(found.li_soft);
		limit->rlim_max = narrow(found.li_hard);
	}
	return (-rc);
}

SPX_PUBLIC int
spawnx_attr_setrlimit(
    posix_spawnattr_t *attr, int resource, const struct rlimit *limit)
{
	int rc = -EINVAL;

	if (limit != NULL)
		rc = set(attr, resource, widen(limit->rlim_cur),
		    widen(limit->rlim_max));
	return (result(attr, resource, -rc));
}

SPX_PUBLIC int
spawnx_attr_getrlimit64(
    const posix_spawnattr_t *attr, int resource, struct limit64 *limit)
{
	struct spx_limit found;
	int rc = get(attr, resource, &found);

	if (limit == NULL)
		return (EINVAL);
	if (rc == 0) {
		limit->l_soft = found.li_soft;
		limit->l_hard = found.li_hard;
	}
	return (-rc);
}

SPX_PUBLIC int
spawnx_attr_setrlimit64(
    posix_spawnattr_t *attr, int resource, const struct limit64 *limit)
{
	int rc = -EINVAL;

	if (limit != NULL)
		rc = set(attr, resource, limit->l_soft, limit->l_hard);
	return (result(attr, resource, -rc));
}
