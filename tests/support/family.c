/* SPDX-License-Identifier: BSD-2-Clause */
/* The implementations of the posix_spawn family that tests go through. */
#include "support.h"

#ifdef __linux__
#include <dlfcn.h>
#endif

/*
 * Names that the host's <spawn.h> may lack.  Weak, so that a test links
 * against a library without them and sees NULL.
 */
#define WEAK __attribute__((weak))
WEAK int posix_spawn_file_actions_addchdir(
    posix_spawn_file_actions_t *, const char *);
WEAK int posix_spawn_file_actions_addfchdir(posix_spawn_file_actions_t *, int);
WEAK int posix_spawn_file_actions_addchdir_np(
    posix_spawn_file_actions_t *, const char *);
WEAK int posix_spawn_file_actions_addfchdir_np(
    posix_spawn_file_actions_t *, int);
WEAK int posix_spawn_file_actions_addclosefrom_np(
    posix_spawn_file_actions_t *, int);
WEAK int posix_spawn_file_actions_addtcsetpgrp_np(
    posix_spawn_file_actions_t *, int);
WEAK int posix_spawn_file_actions_addinherit_np(
    posix_spawn_file_actions_t *, int);
WEAK int posix_spawnattr_getcgroup_np(const posix_spawnattr_t *, int *);
WEAK int posix_spawnattr_setcgroup_np(posix_spawnattr_t *, int);
WEAK spawn_fn pidfd_spawn;
WEAK spawn_fn pidfd_spawnp;

/* member, our name after spawnx_, the host's name */
#define REQUIRED(X)                                                            \
	X(spawn, spawn, posix_spawn)                                           \
	X(spawnp, spawnp, posix_spawnp)                                        \
	X(actions_init, file_actions_init, posix_spawn_file_actions_init)      \
	X(actions_destroy, file_actions_destroy,                               \
	    posix_spawn_file_actions_destroy)                                  \
	X(addopen, file_actions_addopen, posix_spawn_file_actions_addopen)     \
	X(addclose, file_actions_addclose, posix_spawn_file_actions_addclose)  \
	X(adddup2, file_actions_adddup2, posix_spawn_file_actions_adddup2)     \
	X(attr_init, attr_init, posix_spawnattr_init)                          \
	X(attr_destroy, attr_destroy, posix_spawnattr_destroy)                 \
	X(getflags, attr_getflags, posix_spawnattr_getflags)                   \
	X(setflags, attr_setflags, posix_spawnattr_setflags)                   \
	X(getpgroup, attr_getpgroup, posix_spawnattr_getpgroup)                \
	X(setpgroup, two_steps_pgroup, posix_spawnattr_setpgroup)              \
	X(getsigdefault, attr_getsigdefault, posix_spawnattr_getsigdefault)    \
	X(setsigdefault, two_steps_sigdefault, posix_spawnattr_setsigdefault)  \
	X(getsigmask, attr_getsigmask, posix_spawnattr_getsigmask)             \
	X(setsigmask, two_steps_sigmask, posix_spawnattr_setsigmask)           \
	X(getschedpolicy, attr_getschedpolicy, posix_spawnattr_getschedpolicy) \
	X(setschedpolicy, two_steps_schedpolicy,                               \
	    posix_spawnattr_setschedpolicy)                                    \
	X(getschedparam, attr_getschedparam, posix_spawnattr_getschedparam)    \
	X(setschedparam, two_steps_schedparam, posix_spawnattr_setschedparam)

#define OPTIONAL(X)                                                           \
	X(addchdir, file_actions_addchdir, posix_spawn_file_actions_addchdir) \
	X(addfchdir, file_actions_addfchdir,                                  \
	    posix_spawn_file_actions_addfchdir)                               \
	X(addchdir_np, file_actions_addchdir,                                 \
	    posix_spawn_file_actions_addchdir_np)                             \
	X(addfchdir_np, file_actions_addfchdir,                               \
	    posix_spawn_file_actions_addfchdir_np)                            \
	X(addclosefrom_np, file_actions_addclosefrom,                         \
	    posix_spawn_file_actions_addclosefrom_np)                         \
	X(addtcsetpgrp_np, file_actions_addtcsetpgrp,                         \
	    posix_spawn_file_actions_addtcsetpgrp_np)                         \
	X(addinherit_np, file_actions_addinherit,                             \
	    posix_spawn_file_actions_addinherit_np)                           \
	X(getcgroup_np, attr_getcgroup, posix_spawnattr_getcgroup_np)         \
	X(setcgroup_np, two_steps_cgroup, posix_spawnattr_setcgroup_np)

#define OURS(member, ours, host) .member = spawnx_##ours,
#define HOST(member, ours, host) .member = host,

/*
 * The prefixed setters apply at once: see test_apply_when_set.c.  What POSIX
 * says of its own is tested with these.
 */
#define TWO_STEPS(name, type, which)                                    \
	static int spawnx_two_steps_##name(                             \
	    posix_spawnattr_t *attr, type value)                        \
	{                                                               \
		int rc = spawnx_attr_set##name(attr, value);            \
                                                                        \
		return (rc != 0 ? rc : spawnx_attr_unset(attr, which)); \
	}
TWO_STEPS(pgroup, pid_t, SPAWNX_ATTR_PGROUP)
TWO_STEPS(sigdefault, const sigset_t *, SPAWNX_ATTR_SIGNALS)
TWO_STEPS(sigmask, const sigset_t *, SPAWNX_ATTR_SIGMASK)
TWO_STEPS(schedpolicy, int, SPAWNX_ATTR_SCHEDULER)
TWO_STEPS(schedparam, const struct sched_param *, SPAWNX_ATTR_SCHEDULER)
TWO_STEPS(cgroup, int, SPAWNX_ATTR_CGROUP)

const struct spawn_family *
family_spawnx(void)
{
	static const struct spawn_family family = { .name = "spawnx names",
		REQUIRED(OURS) OPTIONAL(OURS) };

	return &family;
}

const struct spawn_family *
family_host_names(void)
{
	static const struct spawn_family family = {
		.name = "host names",
		REQUIRED(HOST) OPTIONAL(HOST).pidfd_spawn = pidfd_spawn,
		.pidfd_spawnp = pidfd_spawnp,
	};

	return &family;
}

/*
 * A child is trusted with the descriptors of its parent only when another one
 * has found out that it can make a copy of them.
 */
static void
let_one_find_out(void)
{
	static bool done;
	posix_spawn_file_actions_t fa;
	spawnx_pending_t *p;

	if (done || spawnx_file_actions_init(&fa) != 0)
		return;
	done = true;
	if (spawnx_file_actions_addclose(&fa, 0) == 0 &&
	    spawnx_start(&p, SPAWNX_SHAREFILES, "/none", &fa, NULL,
		(char *[]){ (char *)"none", NULL }, environ) == 0)
		done = spawnx_finish(p, NULL) != 0;
	(void)spawnx_file_actions_destroy(&fa);
}

static int
start_sharing(pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	spawnx_pending_t *p;
	int rc;

	let_one_find_out();
	rc = spawnx_start(&p, SPAWNX_SHAREFILES, path, fa, attr, argv, envp);
	return rc != 0 ? rc : spawnx_finish(p, pid);
}

static int
startp_sharing(pid_t *pid, const char *file,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	spawnx_pending_t *p;
	int rc;

	let_one_find_out();
	rc = spawnx_startp(&p, SPAWNX_SHAREFILES, file, fa, attr, argv, envp);
	return rc != 0 ? rc : spawnx_finish(p, pid);
}

const struct spawn_family *
family_sharing(void)
{
	static struct spawn_family family = { .name = NULL };

	if (family.name != NULL)
		return &family;
	family = *family_spawnx();
	family.spawn = start_sharing;
	family.spawnp = startp_sharing;
	family.name = "spawnx_start, sharing";
	return &family;
}

/*
 * Its objects are filled by the host's names, whose failures the spawn knows
 * nothing of.
 */
static const struct spawn_family *
with_host_objects(const struct spawn_family *f, struct spawn_family *room)
{
	*room = *family_host_names();
	room->name = f->name;
	room->spawn = f->spawn;
	room->spawnp = f->spawnp;
	return room;
}

const struct spawn_family *
family_like_libc(void)
{
	static struct spawn_family family;

	return with_host_objects(family_spawnx(), &family);
}

const struct spawn_family *
family_sharing_like_libc(void)
{
	static struct spawn_family family;

	return with_host_objects(family_sharing(), &family);
}

#if defined(__linux__) && !OBJECTS_ARE_POINTERS

/* Copied as bytes: ISO C has no way from an object pointer to a function. */
static bool
load(void *libc, const char *name, void *function)
{
	void *symbol = dlsym(libc, name);

	memcpy(function, &symbol, sizeof(symbol));
	return symbol != NULL;
}

#ifdef __GLIBC__
#define LIBC "libc.so.6"
#else
#define LIBC "libc.so"
#endif

#define NEED(member, ours, host) all = load(libc, #host, &family.member) && all;
#define TRY(member, ours, host)  (void)load(libc, #host, &family.member);

/* Through libc's own handle: no preloaded or linked library comes before. */
const struct spawn_family *
family_any_libc(void)
{
	static struct spawn_family family = { .name = NULL };
	bool all = true;
	void *libc;

	if (family.name != NULL)
		return &family;
	libc = dlopen(LIBC, RTLD_LAZY | RTLD_NOLOAD);
	if (libc == NULL)
		return NULL;
	REQUIRED(NEED)
	OPTIONAL(TRY)
	(void)load(libc, "pidfd_spawn", &family.pidfd_spawn);
	(void)load(libc, "pidfd_spawnp", &family.pidfd_spawnp);
	if (!all)
		return NULL;
	family.name = "libc";
	return &family;
}

#else

const struct spawn_family *
family_any_libc(void)
{
	return NULL;
}

#endif

const struct spawn_family *
family_libc(void)
{
#if defined(__GLIBC__) && !OBJECTS_ARE_POINTERS
	return family_any_libc();
#else
	return NULL;
#endif
}

const struct spawn_family *
family_next(const struct spawn_family *f)
{
	if (f == family_host_names())
		f = NULL;
	else
		f = f == NULL ? family_spawnx() : family_host_names();
	(void)row_enter(f == NULL ? NULL : f->name);
	return f;
}
