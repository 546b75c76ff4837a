/* SPDX-License-Identifier: BSD-2-Clause */
/* For hosts without control groups. */
#ifndef SPX_HOST_NO_CGROUP_H
#define SPX_HOST_NO_CGROUP_H

static inline int
spx_host_get_cgroup(const posix_spawnattr_t *at, int *fd)
{
	(void)at;
	(void)fd;
	return (-ENOTSUP);
}

static inline int
spx_host_set_cgroup(posix_spawnattr_t *at, int fd)
{
	(void)at;
	(void)fd;
	return (-ENOTSUP);
}

#endif /* SPX_HOST_NO_CGROUP_H */
