/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * More of os/freebsd/sys.h: the calls that the attributes of extension.h need.
 */
#ifndef SPX_SYS_ATTR_FREEBSD_H
#define SPX_SYS_ATTR_FREEBSD_H

#include <sys/types.h>
#include <sys/resource.h>

#include "os/absent.h"
#include "os/sys.h"

/* From <sys/procctl.h>, <sys/wait.h> and <sys/cpuset.h>. */
#define SPX_P_PID                    0
#define SPX_PROC_PDEATHSIG_CTL       11
#define SPX_PROC_ASLR_CTL            13 /* in 12.1 */
#define SPX_PROC_ASLR_STATUS         14
#define SPX_PROC_NO_NEW_PRIVS_CTL    19 /* in 13.2, not 12.1 */
#define SPX_PROC_NO_NEW_PRIVS_STATUS 20
#define SPX_ASLR_FORCE_ENABLE        1
#define SPX_ASLR_FORCE_DISABLE       2
#define SPX_NO_NEW_PRIVS_ENABLE      1
#define SPX_CPU_LEVEL_WHICH          3
#define SPX_CPU_WHICH_PID            2
#define SPX_CPU_SET                  32 /* bytes, for 256 CPUs */

/*
 * Calls with a 64-bit argument, of this process.  32-bit ARM wants it in an
 * even pair of registers; all 32-bit systems but i386 and ARM are gone.
 */
#if defined(__LP64__)

static inline long
spx_sys_procctl(int command, void *data)
{
	return (spx_sys4(
	    SYS_procctl, SPX_P_PID, spx_sys_getpid(), command, (long)data));
}

static inline long
spx_sys_setaffinity_raw(size_t size, const void *set)
{
	return (spx_syscall6(SYS_cpuset_setaffinity, SPX_CPU_LEVEL_WHICH,
	    SPX_CPU_WHICH_PID, -1, (long)size, (long)set, 0));
}

static inline long
spx_sys_pread(int fd, void *buf, size_t size)
{
	return (spx_sys4(SPX_SYS_pread, fd, (long)buf, (long)size, 0));
}

#else

static inline long
spx_sys_procctl(int command, void *data)
{
#if defined(__arm__)
	return (spx_syscall6(SYS_procctl, SPX_P_PID, 0, spx_sys_getpid(), 0,
	    command, (long)data));
#else
	return (spx_syscall6(SYS_procctl, SPX_P_PID, spx_sys_getpid(), 0,
	    command, (long)data, 0));
#endif
}

static inline long
spx_sys_setaffinity_raw(size_t size, const void *set)
{
	return (spx_syscall6(SYS_cpuset_setaffinity, SPX_CPU_LEVEL_WHICH,
	    SPX_CPU_WHICH_PID, -1, -1, (long)size, (long)set));
}

static inline long
spx_sys_pread(int fd, void *buf, size_t size)
{
	return (
	    spx_syscall6(SPX_SYS_pread, fd, (long)buf, (long)size, 0, 0, 0));
}

#endif

#include "os/script.h"

/* FreeBSD 12 takes no set that is shorter than its own, or longer than this. */
static inline long
spx_sys_setaffinity(size_t size, const void *set)
{
	const unsigned char *bytes = set;
	unsigned char own[SPX_CPU_SET] = { 0 };
	size_t i;

	while (size > sizeof(own) && bytes[size - 1] == 0)
		size--;
	if (size > sizeof(own))
		return (spx_sys_setaffinity_raw(size, set));
	for (i = 0; i < size; i++)
		own[i] = bytes[i];
	return (spx_sys_setaffinity_raw(sizeof(own), own));
}

/*
 * 0 and the nice value.  A negative one can't be told from an error here: then
 * it is not known.
 */
static inline long
spx_sys_getnice(int *value)
{
	const long rc = spx_sys2(SYS_getpriority, PRIO_PROCESS, 0);

	if (rc < 0)
		return (-ERANGE);
	*value = (int)rc;
	return (0);
}

static inline long
spx_sys_aslr(bool on)
{
	int value = on ? SPX_ASLR_FORCE_ENABLE : SPX_ASLR_FORCE_DISABLE;

	return (spx_sys_procctl(SPX_PROC_ASLR_CTL, &value));
}

static inline long
spx_sys_pdeathsig(int sig)
{
	return (spx_sys_procctl(SPX_PROC_PDEATHSIG_CTL, &sig));
}

/* A process that has changed its IDs is protected until its exec. */
static inline long
spx_sys_protect_memory(void)
{
	return (0);
}

static inline long
spx_sys_nonewprivs(void)
{
	int value = SPX_NO_NEW_PRIVS_ENABLE;

	return (spx_sys_procctl(SPX_PROC_NO_NEW_PRIVS_CTL, &value));
}

/* What the descriptor stands for. */
static inline long
spx_sys_execfd(int fd, char *const argv[], char *const envp[])
{
	if (spx_sys_hides_script(fd))
		return (-ENOENT);
	return (spx_sys3(SYS_fexecve, fd, (long)argv, (long)envp));
}

/* Pairs of 64 bits, as the kernel's struct rlimit. */
static inline long
spx_sys_setlimit(int resource, const struct spx_limit *limit)
{
	return (spx_sys2(SYS_setrlimit, resource, (long)limit));
}

static inline long
spx_sys_getlimit(int resource, struct spx_limit *limit)
{
	return (spx_sys2(SYS_getrlimit, resource, (long)limit));
}

/*
 * The call of every release.  With it the first group of the list becomes the
 * effective one and is a supplementary one no more: it stands in the list once
 * more, behind the others (SPX_GROUPS_AGAIN), and the effective one is put
 * back.  15.0 has a call that leaves the effective one alone, 596, and gives
 * its headers' SYS_setgroups that number; earlier kernels kill for it.
 */
static inline long
spx_sys_setgroups(size_t n, const void *groups)
{
	const long effective = spx_sys0(SYS_getegid);
	long rc;

	rc = spx_sys2(
	    SPX_SYS_setgroups, (long)(n == 0 ? 0 : n + 1), (long)groups);
	return (rc < 0 ? rc : spx_sys_setegid((gid_t)effective));
}

#endif /* SPX_SYS_ATTR_FREEBSD_H */
