/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * More of os/linux/sys_attr.h: what it takes from headers of the kernel, which
 * not every libc has, or not as new ones.
 */
#ifndef SPX_SYS_UAPI_LINUX_H
#define SPX_SYS_UAPI_LINUX_H

/* <linux/prctl.h> */
#define SPX_PR_SET_PDEATHSIG    1
#define SPX_PR_GET_DUMPABLE     3
#define SPX_PR_SET_DUMPABLE     4
#define SPX_PR_SET_KEEPCAPS     8
#define SPX_PR_SET_SECCOMP      22
#define SPX_PR_CAPBSET_READ     23
#define SPX_PR_CAPBSET_DROP     24
#define SPX_PR_SET_TIMERSLACK   29
#define SPX_PR_SET_NO_NEW_PRIVS 38
#define SPX_PR_GET_NO_NEW_PRIVS 39
#define SPX_PR_CAP_AMBIENT      47
#define SPX_CAP_AMBIENT_IS_SET  1
#define SPX_CAP_AMBIENT_RAISE   2
#define SPX_CAP_AMBIENT_CLEAR   4
/* <linux/capability.h> */
#define SPX_CAPS_VERSION 0x20080522
/* <linux/ioprio.h>, <linux/seccomp.h> */
#define SPX_IOPRIO_WHO_PROCESS  1
#define SPX_SECCOMP_MODE_FILTER 2
/* <linux/fcntl.h>, <linux/personality.h> */
#define SPX_AT_EMPTY_PATH     0x1000
#define SPX_ADDR_NO_RANDOMIZE 0x0040000L
/* <linux/sched.h>, and <linux/nsfs.h>, since Linux 4.11. */
#define SPX_CLONE_NEWTIME 0x00000080
#define SPX_NS_GET_NSTYPE _IO(0xb7, 3) /* differs between CPUs */

/* <linux/mount.h> */
#define SPX_MS_REC        0x00004000
#define SPX_MS_UNBINDABLE 0x00020000
#define SPX_MS_PRIVATE    0x00040000
#define SPX_MS_SLAVE      0x00080000
#define SPX_MS_SHARED     0x00100000
/* <linux/landlock.h>, and calls of Linux 5.13. */
#define SPX_LANDLOCK_VERSION 1
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset (SPX_NR_BASE + 444)
#endif
#ifndef SYS_landlock_restrict_self
#define SYS_landlock_restrict_self (SPX_NR_BASE + 446)
#endif

/* The kernel's name for the call with 32-bit IDs. */
#ifdef SYS_setgroups32
#define SPX_SYS_setgroups SYS_setgroups32
#define SPX_SYS_setfsuid  SYS_setfsuid32
#define SPX_SYS_setfsgid  SYS_setfsgid32
#define SPX_SYS_geteuid   SYS_geteuid32
#define SPX_SYS_getegid   SYS_getegid32
#else
#define SPX_SYS_setgroups SYS_setgroups
#define SPX_SYS_setfsuid  SYS_setfsuid
#define SPX_SYS_setfsgid  SYS_setfsgid
#define SPX_SYS_geteuid   SYS_geteuid
#define SPX_SYS_getegid   SYS_getegid
#endif

#endif /* SPX_SYS_UAPI_LINUX_H */
