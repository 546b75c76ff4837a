/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * More of os/posix/sys.h: the calls that the attributes of extension.h need.
 * Of what answers ENOTSUP here can.c lets nothing be set.
 */
#ifndef SPX_SYS_ATTR_POSIX_H
#define SPX_SYS_ATTR_POSIX_H

#include <grp.h>

#include "os/absent.h"
#include "os/sys.h"

/* 0 and the nice value; or -errno, which -1 is not. */
static inline long
spx_sys_getnice(int *value)
{
	const int saved = errno;
	long rc;

	errno = 0;
	*value = getpriority(PRIO_PROCESS, 0);
	rc = -errno;
	errno = saved;
	return (rc);
}

static inline long
spx_sys_setaffinity(size_t size, const void *set)
{
	(void)size;
	(void)set;
	return (-ENOTSUP);
}

static inline long
spx_sys_aslr(bool on)
{
	(void)on;
	return (-ENOTSUP);
}

static inline long
spx_sys_pdeathsig(int sig)
{
	(void)sig;
	return (-ENOTSUP);
}

/* A child with other IDs has a copy of the memory: see protect.c. */
static inline long
spx_sys_protect_memory(void)
{
	return (0);
}

static inline long
spx_sys_nonewprivs(void)
{
	return (-ENOTSUP);
}

static inline long
spx_sys_pread(int fd, void *buf, size_t size)
{
	const int saved = errno;

	return (spx_answer(saved, pread(fd, buf, size, 0)));
}

#include "os/script.h"

/* What the descriptor stands for; POSIX.1-2008. */
static inline long
spx_sys_execfd(int fd, char *const argv[], char *const envp[])
{
#if SPX_HAVE_FEXECVE
	const int saved = errno;

#ifndef __linux__ /* its kernel says so */
	if (spx_sys_hides_script(fd))
		return (-ENOENT);
#endif
	return (spx_answer(saved, fexecve(fd, argv, envp)));
#else
	(void)fd;
	(void)argv;
	(void)envp;
	return (-ENOTSUP);
#endif
}

static inline long
spx_sys_getlimit(int resource, struct spx_limit *limit)
{
	const int saved = errno;
	struct rlimit host;
	const long rc = spx_answer(saved, getrlimit(resource, &host));

	if (rc == 0)
		*limit = (struct spx_limit){ host.rlim_cur, host.rlim_max };
	return (rc);
}

static inline long
spx_sys_setlimit(int resource, const struct spx_limit *limit)
{
	const struct rlimit host = {
		.rlim_cur = (rlim_t)limit->li_soft,
		.rlim_max = (rlim_t)limit->li_hard,
	};
	const int saved = errno;

	return (spx_answer(saved, setrlimit(resource, &host)));
}

/*
 * Where the kernel takes the first of the list for the effective group, that
 * one stands in it once more, as a supplementary one, and the effective group
 * is put back; of an empty list macOS makes one of group 0.
 */
static inline long
spx_sys_setgroups(size_t n, const void *groups)
{
	const gid_t effective = SPX_GROUPS_AGAIN ? getegid() : 0;
	const size_t all = n + (SPX_GROUPS_AGAIN && n > 0);
	const int saved = errno;
	const long rc = spx_answer(saved, setgroups(all, groups));

	return (rc < 0 || !SPX_GROUPS_AGAIN ? rc : spx_sys_setegid(effective));
}

#endif /* SPX_SYS_ATTR_POSIX_H */
