/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes that may fail, and where the caller is told of them.
 */
#include <errno.h>

#include "object/object.h"

/*
 * Not those without which the program would have more rights than it is meant
 * to have, or that a failure could leave half done; nor what is not the child's
 * own step.  A new attribute is none of them until it is listed here.
 */
static bool
may_fail(enum spawnx_attribute which)
{
	switch (which) {
	case SPAWNX_ATTR_SCHEDULER:
	case SPAWNX_ATTR_SETSID:
	case SPAWNX_ATTR_PGROUP:
	case SPAWNX_ATTR_SIGMASK:
	case SPAWNX_ATTR_SIGIGNORE:
	case SPAWNX_ATTR_UMASK:
	case SPAWNX_ATTR_RLIMIT:
	case SPAWNX_ATTR_GROUPS:
	case SPAWNX_ATTR_PDEATHSIG:
	case SPAWNX_ATTR_CTTY:
	case SPAWNX_ATTR_NICE:
	case SPAWNX_ATTR_AFFINITY:
	case SPAWNX_ATTR_ASLR:
	case SPAWNX_ATTR_OOMSCOREADJ:
	case SPAWNX_ATTR_WRITES:
	case SPAWNX_ATTR_CWD:
	case SPAWNX_ATTR_CWDFD:
		return (true);
	default:
		return (false);
	}
}

SPX_PUBLIC int
spawnx_attr_getoptional(
    const posix_spawnattr_t *attr, enum spawnx_attribute which, int *on)
{
	struct spx_ext *ext;

	if (spx_ext_of(attr, &ext) < 0 || !may_fail(which) || on == NULL)
		return (EINVAL);
	*on = ext != NULL && (ext->ex_optional & SPX_ATTR_BIT(which)) != 0;
	return (0);
}

static int
set_optional(posix_spawnattr_t *attr, enum spawnx_attribute which, int on)
{
	struct spx_ext *ext;
	int rc;

	if (spx_ext_of(attr, &ext) < 0 || !may_fail(which))
		return (EINVAL);
	rc = spx_ext_for(attr, &ext);
	if (rc < 0)
		return (-rc);
	if (on)
		ext->ex_optional |= SPX_ATTR_BIT(which);
	else
		ext->ex_optional &= ~SPX_ATTR_BIT(which);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_setoptional(
    posix_spawnattr_t *attr, enum spawnx_attribute which, int on)
{
	return (spx_attr_result(
	    attr, SPX_SETTER_OPTIONAL, set_optional(attr, which, on)));
}

SPX_PUBLIC int
spawnx_attr_setskipped(posix_spawnattr_t *attr, int errors[], size_t n)
{
	struct spx_ext *ext;
	const int rc = spx_ext_for(attr, &ext);

	if (rc == 0) {
		ext->ex_errors = errors;
		ext->ex_nerrors = errors == NULL ? 0 : n;
	}
	return (spx_attr_result(attr, SPX_SETTER_SKIPPED, -rc));
}
