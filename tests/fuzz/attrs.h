/* SPDX-License-Identifier: BSD-2-Clause */
/* What attrs.c holds an object against. */
#ifndef FUZZ_ATTRS_H
#define FUZZ_ATTRS_H

#include "fuzz.h"

#include <sys/resource.h>

#include <sched.h>
#include <signal.h>

#include "object/object.h"

#define LAST   SPX_ATTR_LAST
#define LENGTH 24 /* of strings and arrays */

/* Attributes that are one int: the values that they take. */
static const struct simple {
	enum spawnx_attribute which; /* that unsets it; NONE: nothing does */
	int (*set)(posix_spawnattr_t *, int);
	int (*get)(const posix_spawnattr_t *, int *);
	int low, high, error;
	bool is_switch;
} simples[] = {
	{ SPAWNX_ATTR_NICE, spawnx_attr_setnice, spawnx_attr_getnice, -20, 19,
	    EINVAL, false },
	{ SPAWNX_ATTR_PDEATHSIG, spawnx_attr_setpdeathsig,
	    spawnx_attr_getpdeathsig, 1, 64, EINVAL, false },
	{ SPAWNX_ATTR_CTTY, spawnx_attr_setctty, spawnx_attr_getctty, 0,
	    INT_MAX, EBADF, false },
	{ SPAWNX_ATTR_EXECFD, spawnx_attr_setexecfd, spawnx_attr_getexecfd, 0,
	    INT_MAX, EBADF, false },
	{ SPAWNX_ATTR_CWDFD, spawnx_attr_setcwdfd, spawnx_attr_getcwdfd, 0,
	    INT_MAX, EBADF, false },
	{ SPAWNX_ATTR_IOPRIO, spawnx_attr_setioprio, spawnx_attr_getioprio, 0,
	    0xffff, EINVAL, false },
	{ SPAWNX_ATTR_PERSONALITY, spawnx_attr_setpersonality,
	    spawnx_attr_getpersonality, 0, INT_MAX, EINVAL, false },
	{ SPAWNX_ATTR_TIMERSLACK, spawnx_attr_settimerslack,
	    spawnx_attr_gettimerslack, 1, INT_MAX, EINVAL, false },
	{ SPAWNX_ATTR_LANDLOCK, spawnx_attr_setlandlock,
	    spawnx_attr_getlandlock, 0, INT_MAX, EBADF, false },
	{ SPAWNX_ATTR_NONEWPRIVS, spawnx_attr_setnonewprivs,
	    spawnx_attr_getnonewprivs, INT_MIN, INT_MAX, 0, true },
	{ SPAWNX_ATTR_DROPCTTY, spawnx_attr_setdropctty,
	    spawnx_attr_getdropctty, INT_MIN, INT_MAX, 0, true },
	{ SPAWNX_ATTR_STEALCTTY, spawnx_attr_setstealctty,
	    spawnx_attr_getstealctty, INT_MIN, INT_MAX, 0, true },
	{ SPAWNX_ATTR_TRACEME, spawnx_attr_settraceme, spawnx_attr_gettraceme,
	    INT_MIN, INT_MAX, 0, true },
	{ SPAWNX_ATTR_SHELL, spawnx_attr_setshell, spawnx_attr_getshell,
	    INT_MIN, INT_MAX, 0, true },
	{ SPAWNX_ATTR_ASLR, spawnx_attr_setaslr, spawnx_attr_getaslr, INT_MIN,
	    INT_MAX, 0, true },
	{ SPAWNX_ATTR_SEARCHRULE, spawnx_attr_setsearchrule,
	    spawnx_attr_getsearchrule, SPAWNX_SEARCH_HOST, SPAWNX_SEARCH_ANY,
	    EINVAL, false },
	{ SPAWNX_ATTR_OOMSCOREADJ, spawnx_attr_setoomscoreadj,
	    spawnx_attr_getoomscoreadj, -1000, 1000, EINVAL, false },
};

static const struct text {
	enum spawnx_attribute which;
	int (*set)(posix_spawnattr_t *, const char *);
	int (*get)(const posix_spawnattr_t *, const char **);
} texts[] = {
	{ SPAWNX_ATTR_SEARCHPATH, spawnx_attr_setsearchpath,
	    spawnx_attr_getsearchpath },
	{ SPAWNX_ATTR_CHROOT, spawnx_attr_setchroot, spawnx_attr_getchroot },
	{ SPAWNX_ATTR_CWD, spawnx_attr_setcwd, spawnx_attr_getcwd },
};

struct model {
	bool m_foreign;
	short m_flags;
	pid_t m_pgroup;
	int m_priority;
	bool m_set[LAST + 1];
	int m_simple[COUNT(simples)];
	char m_text[COUNT(texts)][LENGTH];
	size_t m_ngroups;
	gid_t m_groups[LENGTH];
	mode_t m_umask;
	uid_t m_uid;
	gid_t m_gid;
};

static posix_spawnattr_t *at;
static struct model model;

static inline void
check_simples(void)
{
	for (size_t i = 0; i < COUNT(simples); i++) {
		int value = 4711, rc = simples[i].get(at, &value);

		if (!model.m_set[simples[i].which])
			CHECK(rc == ENOENT && value == 4711);
		else
			CHECK(rc == 0 && value == model.m_simple[i]);
	}
	for (size_t i = 0; i < COUNT(texts); i++) {
		const char *text = NULL;
		int rc = texts[i].get(at, &text);

		if (!model.m_set[texts[i].which])
			CHECK(rc == ENOENT && text == NULL);
		else
			CHECK(rc == 0 && strcmp(text, model.m_text[i]) == 0);
	}
}

static inline void
check_rest(void)
{
	const gid_t *groups;
	size_t n;
	short flags;
	mode_t mask;
	uid_t uid;
	gid_t gid;

	CHECK(spawnx_attr_getflags(at, &flags) == 0 && flags == model.m_flags);
	CHECK(spawnx_attr_getgroups(at, &n, &groups) ==
	      (model.m_set[SPAWNX_ATTR_GROUPS] ? 0 : ENOENT));
	if (model.m_set[SPAWNX_ATTR_GROUPS])
		CHECK(n == model.m_ngroups &&
		      (n == 0 || memcmp(groups, model.m_groups,
				     n * sizeof(*groups)) == 0));
	if (model.m_set[SPAWNX_ATTR_UMASK])
		CHECK(spawnx_attr_getumask(at, &mask) == 0 &&
		      mask == model.m_umask);
	if (model.m_set[SPAWNX_ATTR_IDS])
		CHECK(spawnx_attr_getids(at, &uid, &gid) == 0 &&
		      uid == model.m_uid && gid == model.m_gid);
}

static inline void
check_object(void)
{
	struct sched_param param;
	pid_t pgroup;
	short flags;

	if (model.m_foreign) {
		CHECK(spawnx_attr_getflags(at, &flags) == EINVAL);
		return;
	}
	CHECK(spawnx_attr_getpgroup(at, &pgroup) == 0 &&
	      pgroup == model.m_pgroup);
	CHECK(spawnx_attr_getschedparam(at, &param) == 0 &&
	      param.sched_priority == model.m_priority);
	check_simples();
	check_rest();
}

#endif /* FUZZ_ATTRS_H */
