/* SPDX-License-Identifier: BSD-2-Clause */
/* The calls of the family, watched while one of their requests fails. */
#include "heap_watch.h"

#include "forked.h"
#include "heap_calls.h"

#define ODD_ERRNO 4711

static struct heap_calls *now;
static bool starts;
static unsigned nth, before_call;

static void
begin(void)
{
	before_call = requests;
	watching = true;
	errno = ODD_ERRNO;
}

/* Only the call whose request failed has to be told apart. */
static int
end(int rc)
{
	const int left = errno;

	watching = false;
	now->hc_bad += check_int(left, ODD_ERRNO);
	if (before_call < nth && requests >= nth) {
		now->hc_fired = true;
		now->hc_bad += check_int(rc, ENOMEM);
	}
	return (rc);
}

#define WATCH(call) (begin(), end(call))

static size_t
count(const posix_spawn_file_actions_t *fa)
{
	size_t n = 0;

	(void)spawnx_file_actions_count(fa, &n);
	return (n);
}

/* An object that could not grow is the one that it was. */
static int
added(const posix_spawn_file_actions_t *fa, size_t was, int rc)
{
	if (before_call < nth && requests >= nth)
		now->hc_bad += check_int(count(fa), was);
	return (rc);
}

#define ADD(fa, call)                          \
	do {                                   \
		const size_t was = count(fa);  \
		int rc = WATCH(call);          \
                                               \
		return (added((fa), was, rc)); \
	} while (0)

static int
addopen(posix_spawn_file_actions_t *fa, int fd, const char *path, int oflag,
    mode_t mode)
{
	ADD(fa, spawnx_file_actions_addopen(fa, fd, path, oflag, mode));
}

static int
adddup2(posix_spawn_file_actions_t *fa, int fd, int newfd)
{
	ADD(fa, spawnx_file_actions_adddup2(fa, fd, newfd));
}

static int
addchdir(posix_spawn_file_actions_t *fa, const char *path)
{
	ADD(fa, spawnx_file_actions_addchdir(fa, path));
}

#define ADD_FD(name)                                            \
	static int name(posix_spawn_file_actions_t *fa, int fd) \
	{                                                       \
		ADD(fa, spawnx_file_actions_##name(fa, fd));    \
	}
/* clang-format off */
ADD_FD(addclose)
ADD_FD(addfchdir)
ADD_FD(addclosefrom)
ADD_FD(addtcsetpgrp)
/* clang-format on */

static int
actions_destroy(posix_spawn_file_actions_t *fa)
{
	return (WATCH(spawnx_file_actions_destroy(fa)));
}

static int
attr_destroy(posix_spawnattr_t *at)
{
	return (WATCH(spawnx_attr_destroy(at)));
}

static int
start(bool search, pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[])
{
	spawnx_pending_t *p;
	int rc;

	rc = (search ? spawnx_startp : spawnx_start)(
	    &p, SPAWNX_POLLABLE, path, fa, at, argv, envp);
	return (rc == 0 ? spawnx_finish(p, pid) : rc);
}

static int
spawned(int rc)
{
	now->hc_spawn = before_call < nth && requests >= nth;
	return (rc);
}

static int
spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	if (starts)
		return (spawned(
		    WATCH(start(false, pid, path, fa, at, argv, envp))));
	return (spawned(WATCH(spawnx_spawn(pid, path, fa, at, argv, envp))));
}

static int
spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	if (starts)
		return (
		    spawned(WATCH(start(true, pid, file, fa, at, argv, envp))));
	return (spawned(WATCH(spawnx_spawnp(pid, file, fa, at, argv, envp))));
}

/* The host's, which give a descriptor, have no sisters. */
static int
pidfd_spawned(pid_t *pidfd, const char *path,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[])
{
	return (spawned(
	    WATCH(spawnx_spawn_handle(pidfd, NULL, path, fa, at, argv, envp))));
}

static int
pidfd_spawnedp(pid_t *pidfd, const char *file,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[])
{
	return (spawned(WATCH(
	    spawnx_spawnp_handle(pidfd, NULL, file, fa, at, argv, envp))));
}

int
heap_calls_setfailure(posix_spawnattr_t *at, spawnx_failure_t *where)
{
	return (WATCH(spawnx_attr_setfailure(at, where)));
}

struct spawn_family
heap_calls_family(void)
{
	struct spawn_family family = *family_like_libc();

	family.addopen = addopen;
	family.addclose = addclose;
	family.adddup2 = adddup2;
	family.addchdir_np = addchdir;
	family.addfchdir_np = addfchdir;
	family.addclosefrom_np = addclosefrom;
	family.addtcsetpgrp_np = addtcsetpgrp;
	family.actions_destroy = actions_destroy;
	family.attr_destroy = attr_destroy;
	if (family.pidfd_spawn != NULL) {
		family.pidfd_spawn = pidfd_spawned;
		family.pidfd_spawnp = pidfd_spawnedp;
	}
	family.spawn = spawn;
	family.spawnp = spawnp;
	return (family);
}

void
heap_calls_begin(struct heap_calls *calls, unsigned n, bool by_starts)
{
	now = calls;
	nth = n;
	starts = by_starts;
	heap_watch(nth);
	watching = false;
}

int
heap_calls_live(void)
{
	return (live);
}
