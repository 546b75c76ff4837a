/* SPDX-License-Identifier: BSD-2-Clause */
/* The attributes without flags, each by functions of the same types. */
#ifndef ATTR_PAIRS_H
#define ATTR_PAIRS_H

#include "support.h"

#include "filter.h"

#include <sys/resource.h>

/* Every attribute, by functions of one type. */
struct pair {
	const char *name;
	enum spawnx_attribute which;
	int (*set)(posix_spawnattr_t *);
	/* Whether it has the value of set(); an error number if it has none. */
	int (*get)(const posix_spawnattr_t *, bool *same);
	int (*get_null)(const posix_spawnattr_t *);
};

#define PAIR_OF_INT(name, type, value)                                 \
	static int set_##name(posix_spawnattr_t *at)                   \
	{                                                              \
		return (spawnx_attr_set##name(at, value));             \
	}                                                              \
	static int get_##name(const posix_spawnattr_t *at, bool *same) \
	{                                                              \
		type got = (type)-7;                                   \
		int rc = spawnx_attr_get##name(at, &got);              \
                                                                       \
		*same = got == (rc == 0 ? (type)(value) : (type)-7);   \
		return (rc);                                           \
	}                                                              \
	static int null_##name(const posix_spawnattr_t *at)            \
	{                                                              \
		return (spawnx_attr_get##name(at, NULL));              \
	}

PAIR_OF_INT(umask, mode_t, 0751)
PAIR_OF_INT(pdeathsig, int, SIGTERM)
PAIR_OF_INT(nonewprivs, int, 1)
PAIR_OF_INT(ctty, int, 33)
PAIR_OF_INT(execfd, int, 34)
PAIR_OF_INT(cwdfd, int, 35)
PAIR_OF_INT(nice, int, -20)
PAIR_OF_INT(shell, int, 1)
PAIR_OF_INT(aslr, int, 0)
PAIR_OF_INT(namespaces, int, CLONE_NEWUTS)
PAIR_OF_INT(oomscoreadj, int, -1000)
PAIR_OF_INT(searchrule, int, SPAWNX_SEARCH_ANY)
PAIR_OF_INT(landlock, int, 35)
PAIR_OF_INT(propagation, int, 0x40000)
PAIR_OF_INT(dropctty, int, 1)
PAIR_OF_INT(stealctty, int, 1)
PAIR_OF_INT(traceme, int, 1)
PAIR_OF_INT(ioprio, int, 0x6000)
PAIR_OF_INT(timerslack, int, 1000000)
PAIR_OF_INT(personality, int, 0x8000)
PAIR_OF_INT(capbounding, unsigned long long, 1ULL << 62)
PAIR_OF_INT(capinheritable, unsigned long long, 1ULL << 33)
PAIR_OF_INT(capambient, unsigned long long, 5)

#define PAIR_OF_STRING(name, value)                                      \
	static int set_##name(posix_spawnattr_t *at)                     \
	{                                                                \
		char text[] = value;                                     \
		int rc = spawnx_attr_set##name(at, text);                \
                                                                         \
		memset(text, 'x', sizeof(text) - 1);                     \
		return (rc);                                             \
	}                                                                \
	static int get_##name(const posix_spawnattr_t *at, bool *same)   \
	{                                                                \
		const char *got = "untouched";                           \
		int rc = spawnx_attr_get##name(at, &got);                \
                                                                         \
		*same = strcmp(got, rc == 0 ? value : "untouched") == 0; \
		return (rc);                                             \
	}                                                                \
	static int null_##name(const posix_spawnattr_t *at)              \
	{                                                                \
		return (spawnx_attr_get##name(at, NULL));                \
	}

PAIR_OF_STRING(searchpath, "/a:/b::")
PAIR_OF_STRING(chroot, "/somewhere")
PAIR_OF_STRING(cwd, "somewhere/else")
PAIR_OF_STRING(pidenv, "LISTEN_PID")

#define PAIR_OF_ARRAY(name, element, ...)                                    \
	static int set_##name(posix_spawnattr_t *at)                         \
	{                                                                    \
		element array[] = { __VA_ARGS__ };                           \
		int rc = spawnx_attr_set##name(at, COUNT(array), array);     \
                                                                             \
		memset(array, 0x77, sizeof(array));                          \
		return (rc);                                                 \
	}                                                                    \
	static int get_##name(const posix_spawnattr_t *at, bool *same)       \
	{                                                                    \
		const element array[] = { __VA_ARGS__ };                     \
		const void *got = &array;                                    \
		size_t n = 4711;                                             \
		int rc = spawnx_attr_get##name(at, &n, (void *)&got);        \
                                                                             \
		*same = rc == 0 ? n == COUNT(array) && got != array &&       \
				      memcmp(got, array, sizeof(array)) == 0 \
				: n == 4711 && got == array;                 \
		return (rc);                                                 \
	}                                                                    \
	static int null_##name(const posix_spawnattr_t *at)                  \
	{                                                                    \
		const void *got;                                             \
		size_t n;                                                    \
                                                                             \
		if (spawnx_attr_get##name(at, NULL, (void *)&got) != EINVAL) \
			return (0);                                          \
		return (spawnx_attr_get##name(at, &n, NULL));                \
	}

PAIR_OF_ARRAY(groups, gid_t, 5, 4, 100000, 5)
PAIR_OF_ARRAY(affinity, char, 0, 5, 0)
PAIR_OF_ARRAY(nsfds, int, 900, 901)
PAIR_OF_ARRAY(seccomp, struct sock_filter, { FILTER_GIVE, 0, 0, FILTER_ALLOW })

static int
set_candidates(posix_spawnattr_t *at)
{
	char a[] = "/a", b[] = "";
	const char *paths[] = { a, b };
	int rc = spawnx_attr_setcandidates(at, COUNT(paths), paths);

	a[0] = b[0] = 'x';
	paths[0] = NULL;
	return (rc);
}

static int
get_candidates(const posix_spawnattr_t *at, bool *same)
{
	const char *const *got = NULL;
	size_t n = 4711;
	int rc = spawnx_attr_getcandidates(at, &n, &got);

	*same = rc == 0 ? n == 2 && strcmp(got[0], "/a") == 0 && *got[1] == '\0'
			: n == 4711 && got == NULL;
	return (rc);
}

static int
null_candidates(const posix_spawnattr_t *at)
{
	const char *const *got;
	size_t n;

	if (spawnx_attr_getcandidates(at, NULL, &got) != EINVAL)
		return (0);
	return (spawnx_attr_getcandidates(at, &n, NULL));
}

static int
set_writes(posix_spawnattr_t *at)
{
	char a[] = "/a", b[] = "";
	const char *writes[] = { a, b };
	int rc = spawnx_attr_setwrites(at, 1, writes);

	a[0] = b[0] = 'x';
	writes[0] = NULL;
	return (rc);
}

static int
get_writes(const posix_spawnattr_t *at, bool *same)
{
	const char *const *got = NULL;
	size_t n = 4711;
	int rc = spawnx_attr_getwrites(at, &n, &got);

	*same = rc == 0 ? n == 1 && strcmp(got[0], "/a") == 0 && *got[1] == '\0'
			: n == 4711 && got == NULL;
	return (rc);
}

static int
null_writes(const posix_spawnattr_t *at)
{
	const char *const *got;
	size_t n;

	if (spawnx_attr_getwrites(at, NULL, &got) != EINVAL)
		return (0);
	return (spawnx_attr_getwrites(at, &n, NULL));
}

static int
set_sigignore(posix_spawnattr_t *at)
{
	sigset_t set;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGHUP);
	(void)sigaddset(&set, SIGRTMAX);
	return (spawnx_attr_setsigignore(at, &set));
}

static int
get_sigignore(const posix_spawnattr_t *at, bool *same)
{
	sigset_t set;
	int rc;

	(void)sigfillset(&set);
	rc = spawnx_attr_getsigignore(at, &set);
	*same = sigismember(&set, SIGHUP) && sigismember(&set, SIGRTMAX) &&
		sigismember(&set, SIGINT) == (rc != 0);
	return (rc);
}

static int
null_sigignore(const posix_spawnattr_t *at)
{
	return (spawnx_attr_getsigignore(at, NULL));
}

static int
set_rlimit(posix_spawnattr_t *at)
{
	const struct rlimit a = { 1, RLIM_INFINITY }, b = { 2, 3 };
	int rc = spawnx_attr_setrlimit(at, RLIMIT_CPU, &a);

	return (rc != 0 ? rc : spawnx_attr_setrlimit(at, RLIMIT_CORE, &b));
}

static int
get_rlimit(const posix_spawnattr_t *at, bool *same)
{
	struct rlimit lim[3] = { { 77, 77 }, { 77, 77 }, { 77, 77 } };
	int rc = spawnx_attr_getrlimit(at, RLIMIT_CPU, &lim[0]);

	*same = rc == 0
		    ? lim[0].rlim_cur == 1 && lim[0].rlim_max == RLIM_INFINITY
		    : lim[0].rlim_cur == 77 && lim[0].rlim_max == 77;
	*same = *same &&
		spawnx_attr_getrlimit(at, RLIMIT_CORE, &lim[1]) == rc &&
		lim[1].rlim_cur == (rc == 0 ? 2 : 77);
	if (rc == 0)
		*same = *same && spawnx_attr_getrlimit(
				     at, RLIMIT_DATA, &lim[2]) == ENOENT;
	return (rc);
}

static int
null_rlimit(const posix_spawnattr_t *at)
{
	return (spawnx_attr_getrlimit(at, RLIMIT_CPU, NULL));
}

static int
set_ids(posix_spawnattr_t *at)
{
	return (spawnx_attr_setids(at, 70000, (gid_t)-1));
}

static int
get_ids(const posix_spawnattr_t *at, bool *same)
{
	uid_t uid = 1;
	gid_t gid = 2;
	int rc = spawnx_attr_getids(at, &uid, &gid);

	*same =
	    rc == 0 ? uid == 70000 && gid == (gid_t)-1 : uid == 1 && gid == 2;
	return (rc);
}

static int
null_ids(const posix_spawnattr_t *at)
{
	uid_t uid;
	gid_t gid;

	if (spawnx_attr_getids(at, NULL, &gid) != EINVAL)
		return (0);
	return (spawnx_attr_getids(at, &uid, NULL));
}

static int
set_idmap(posix_spawnattr_t *at)
{
	return (spawnx_attr_setidmap(at, 0, 70000));
}

static int
get_idmap(const posix_spawnattr_t *at, bool *same)
{
	uid_t uid = 1;
	gid_t gid = 2;
	int rc = spawnx_attr_getidmap(at, &uid, &gid);

	*same = rc == 0 ? uid == 0 && gid == 70000 : uid == 1 && gid == 2;
	return (rc);
}

static int
null_idmap(const posix_spawnattr_t *at)
{
	uid_t uid;
	gid_t gid;

	if (spawnx_attr_getidmap(at, NULL, &gid) != EINVAL)
		return (0);
	return (spawnx_attr_getidmap(at, &uid, NULL));
}

/* One for each row: without its functions here this does not compile. */
static const struct pair pairs[] = {
#define EXTENSION(NAME, name, ...) \
	{ #NAME, SPAWNX_ATTR_##NAME, set_##name, get_##name, null_##name },
#include "base/attributes.def"
};

/* Whether the kernel, or the emulator in its place, has what it is about. */
static inline bool
pair_is_had(const struct pair *pair)
{
	posix_spawnattr_t at;
	int rc;

	if (spawnx_attr_init(&at) != 0)
		return (false);
	rc = pair->set(&at);
	(void)spawnx_attr_destroy(&at);
	return (rc != ENOTSUP);
}

#define FOR_EACH_PAIR(pair)       \
	FOR_EACH_ROW(pair, pairs) \
	if (pair_is_had(pair))

#endif /* ATTR_PAIRS_H */
