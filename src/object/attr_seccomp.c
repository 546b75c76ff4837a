/* SPDX-License-Identifier: BSD-2-Clause */
/* The attribute that is a filter of system calls. */
#include <errno.h>

#include "object/object.h"

/* An instruction of the kernel's struct sock_filter. */
#define FILTER_SIZE 8

SPX_PUBLIC int
spawnx_attr_getseccomp(
    const posix_spawnattr_t *attr, size_t *n, const struct sock_filter **filter)
{
	const void *data;
	int rc;

	if (n == NULL || filter == NULL)
		return (EINVAL);
	rc = spx_ext_get_array(attr, SPAWNX_ATTR_SECCOMP, n, &data);
	if (rc == 0)
		*filter = data;
	return (rc);
}

static int
set_seccomp(posix_spawnattr_t *attr, size_t n, const struct sock_filter *filter)
{
	struct spx_ext *ext;

	if (spx_ext_of(attr, &ext) < 0 || n == 0 || n > SPX_FILTER_MAX ||
	    filter == NULL)
		return (EINVAL);
	return (spx_ext_set_array(
	    attr, SPAWNX_ATTR_SECCOMP, 0, n, filter, FILTER_SIZE));
}

SPX_PUBLIC int
spawnx_attr_setseccomp(
    posix_spawnattr_t *attr, size_t n, const struct sock_filter *filter)
{
	return (spx_attr_result(
	    attr, SPAWNX_ATTR_SECCOMP, set_seccomp(attr, n, filter)));
}
