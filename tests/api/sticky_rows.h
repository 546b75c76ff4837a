/* SPDX-License-Identifier: BSD-2-Clause */
/* Every function that adds an action or sets an attribute, as it fails. */
#ifndef STICKY_ROWS_H
#define STICKY_ROWS_H

#include "check.h"

#include <sys/resource.h>

struct objects {
	posix_spawn_file_actions_t ob_fa;
	posix_spawnattr_t ob_at;
	spawnx_failure_t ob_where;
};

/* One call each that fails; tests/shell/names.sh looks for all functions. */
struct bad {
	const char *name;
	int error;
	int (*call)(struct objects *);
};

#define ADD(name, ...)                                                       \
	static int bad_##name(struct objects *o)                             \
	{                                                                    \
		return (spawnx_file_actions_##name(&o->ob_fa, __VA_ARGS__)); \
	}
#define SET(name, ...)                                               \
	static int bad_##name(struct objects *o)                     \
	{                                                            \
		return (spawnx_attr_##name(&o->ob_at, __VA_ARGS__)); \
	}

ADD(addopen, 0, NULL, O_RDONLY, 0)
ADD(addclose, -1)
ADD(adddup2, 0, -1)
ADD(addchdir, NULL)
ADD(addfchdir, -1)
ADD(addclosefrom, -1)
ADD(addtcsetpgrp, -1)
ADD(addinherit, -1)
ADD(addremap, 1, (const int[]){ -1 }, (const int[]){ 0 })
ADD(addcloexecfrom, -1)
ADD(addinheritopen, -1)
ADD(addwrite, NULL, "", 0)
SET(setflags, 0x2000)
SET(setsigdefault, NULL)
SET(setsigmask, NULL)
SET(setschedpolicy, 4711)
SET(setschedparam, NULL)
SET(setsigignore, NULL)
SET(setumask, 01000)
SET(setrlimit, 4711, &(struct rlimit){ 0, 0 })
SET(setgroups, 1, NULL)
SET(setpdeathsig, 0)
SET(setsearchpath, NULL)
SET(setctty, -1)
SET(setexecfd, -1)
SET(setnice, 20)
SET(setaffinity, 0, "")
SET(setchroot, NULL)
SET(setcwd, NULL)
SET(setpidenv, NULL)
SET(setcwdfd, -1)
SET(setcandidates, 0, NULL)
SET(setwrites, 1, (const char *const[]){ "/a", NULL })
SET(setsearchrule, 4711)
SET(setoptional, (enum spawnx_attribute)4711, 1)
SET(unset, (enum spawnx_attribute)4711)
#if LINUX_CALLS
SET(setcgroup, -1)
SET(setnamespaces, 0)
SET(setidmap, (uid_t)-1, 0)
SET(setnsfds, 0, NULL)
SET(setoomscoreadj, 1001)
SET(setlandlock, -1)
SET(setseccomp, 0, NULL)
SET(setioprio, -1)
SET(settimerslack, 0)
SET(setpersonality, -1)
SET(setpropagation, 12345)
SET(setcapambient, 1ULL << 63)
SET(setcapinheritable, 1ULL << 63)
#endif

#define ADD_ROW(name, error)                                    \
	{                                                       \
		"spawnx_file_actions_" #name, error, bad_##name \
	}
#define SET_ROW(name, error)                            \
	{                                               \
		"spawnx_attr_" #name, error, bad_##name \
	}

/*
 * Those that fail only without memory are in tests/unit/test_heap_sticky.c:
 * setfailure, setids, setaslr, setnonewprivs, setpgroup, setshell,
 * setskipped, setcapbounding, setdropctty, setstealctty, settraceme.  Where
 * setrlimit is setrlimit64, the row of that name is of it.
 */
static const struct bad bads[] = {
	ADD_ROW(addopen, EINVAL),
	ADD_ROW(addclose, EBADF),
	ADD_ROW(adddup2, EBADF),
	ADD_ROW(addchdir, EINVAL),
	ADD_ROW(addfchdir, EBADF),
	ADD_ROW(addclosefrom, EBADF),
	ADD_ROW(addtcsetpgrp, EBADF),
	ADD_ROW(addinherit, EBADF),
	ADD_ROW(addremap, EBADF),
	ADD_ROW(addcloexecfrom, EBADF),
	ADD_ROW(addinheritopen, EBADF),
	ADD_ROW(addwrite, EINVAL),
	SET_ROW(setflags, EINVAL),
	SET_ROW(setsigdefault, EINVAL),
	SET_ROW(setsigmask, EINVAL),
	SET_ROW(setschedpolicy, EINVAL),
	SET_ROW(setschedparam, EINVAL),
	SET_ROW(setsigignore, EINVAL),
	SET_ROW(setumask, EINVAL),
	SET_ROW(setrlimit, EINVAL),
	SET_ROW(setgroups, EINVAL),
	SET_ROW(setpdeathsig, EINVAL),
	SET_ROW(setsearchpath, EINVAL),
	SET_ROW(setctty, EBADF),
	SET_ROW(setexecfd, EBADF),
	SET_ROW(setnice, EINVAL),
	SET_ROW(setaffinity, EINVAL),
	SET_ROW(setchroot, EINVAL),
	SET_ROW(setcwd, EINVAL),
	SET_ROW(setpidenv, EINVAL),
	SET_ROW(setcwdfd, EBADF),
	SET_ROW(setcandidates, EINVAL),
	SET_ROW(setwrites, EINVAL),
	SET_ROW(setsearchrule, EINVAL),
	SET_ROW(setoptional, EINVAL),
	SET_ROW(unset, EINVAL),
#if LINUX_CALLS
	SET_ROW(setcgroup, EBADF),
	SET_ROW(setnamespaces, EINVAL),
	SET_ROW(setidmap, EINVAL),
	SET_ROW(setnsfds, EINVAL),
	SET_ROW(setoomscoreadj, EINVAL),
	SET_ROW(setlandlock, EBADF),
	SET_ROW(setseccomp, EINVAL),
	SET_ROW(setioprio, EINVAL),
	SET_ROW(settimerslack, EINVAL),
	SET_ROW(setpersonality, EINVAL),
	SET_ROW(setpropagation, EINVAL),
	SET_ROW(setcapambient, EINVAL),
	SET_ROW(setcapinheritable, EINVAL),
#endif
};

#endif /* STICKY_ROWS_H */
