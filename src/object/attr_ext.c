/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The getters and setters of the extensions.  Most are made from the rows of
 * attributes.def; see attr_ids.c for IDs, attr_owned.c for arrays, and
 * attr_rlimit.c for the limits.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>

#include "object/object.h"
#include "object/plain.h"

static int
get_int(const posix_spawnattr_t *attr, enum spawnx_attribute which, int *out)
{
	struct spx_ext *ext;
	int rc = spx_ext_get(attr, which, &ext);

	if (out == NULL)
		return (EINVAL);
	if (rc == 0)
		*out = spx_ext_value(ext, which)->va_int;
	return (-rc);
}

static int
set_int(posix_spawnattr_t *attr, enum spawnx_attribute which, int value)
{
	struct spx_ext *ext;
	int rc = spx_ext_set(attr, which, value, &ext);

	if (rc < 0)
		return (-rc);
	ext->ex_values[which].va_int = value;
	spx_ext_mark(attr, ext, which);
	return (0);
}

static int
set_number(posix_spawnattr_t *attr, enum spawnx_attribute which, int value,
    int least, int most)
{
	if (value < least || value > most)
		return (EINVAL);
	return (set_int(attr, which, value));
}

/* A foreign object is EINVAL whatever the descriptor. */
static int
set_fd(posix_spawnattr_t *attr, enum spawnx_attribute which, int fd)
{
	struct spx_ext *ext;

	if (spx_ext_of(attr, &ext) < 0)
		return (EINVAL);
	return (fd < 0 ? EBADF : set_int(attr, which, fd));
}

static int
set_variable(
    posix_spawnattr_t *attr, enum spawnx_attribute which, const char *name)
{
	if (name == NULL || *name == '\0' || strchr(name, '=') != NULL)
		return (EINVAL);
	return (spx_ext_set_string(attr, which, name));
}

static int
get_caps(const posix_spawnattr_t *attr, enum spawnx_attribute which,
    unsigned long long *out)
{
	struct spx_ext *ext;
	int rc = spx_ext_get(attr, which, &ext);

	if (out == NULL)
		return (EINVAL);
	if (rc == 0)
		*out = spx_ext_value(ext, which)->va_caps;
	return (-rc);
}

/* The kernel is asked for the highest; 0 is one that there always was. */
static int
set_caps(posix_spawnattr_t *attr, enum spawnx_attribute which,
    unsigned long long set)
{
	const int highest = set == 0 ? 0 : 63 - __builtin_clzll(set);
	struct spx_ext *ext;
	int rc = spx_ext_set(attr, which, highest, &ext);

	if (rc < 0)
		return (-rc);
	ext->ex_values[which].va_caps = set;
	spx_ext_mark(attr, ext, which);
	return (0);
}

/* The one that the host has, too; plain, see there. */
int
spx_at_setexecfd(posix_spawnattr_t *attr, int fd)
{
	return (set_fd(attr, SPAWNX_ATTR_EXECFD, fd));
}

/* The getter and the setter of each row, by its type. */
#define FUNCTIONS(which, name, type, get, set)              \
	SPX_PUBLIC int spawnx_attr_get##name(               \
	    const posix_spawnattr_t *attr, type *value)     \
	{                                                   \
		return (get);                               \
	}                                                   \
	SPX_PUBLIC int spawnx_attr_set##name(               \
	    posix_spawnattr_t *attr, type value)            \
	{                                                   \
		return (spx_attr_result(attr, which, set)); \
	}
#define DEFINE_SWITCH(which, name, least, most)                  \
	FUNCTIONS(which, name, int, get_int(attr, which, value), \
	    set_int(attr, which, value != 0))
#define DEFINE_NUMBER(which, name, least, most)                  \
	FUNCTIONS(which, name, int, get_int(attr, which, value), \
	    set_number(attr, which, value, least, most))
#define DEFINE_SIGNAL      DEFINE_NUMBER
#define DEFINE_PROPAGATION DEFINE_NUMBER
#define DEFINE_NAMESPACES  DEFINE_NUMBER
#define DEFINE_IOPRIO      DEFINE_NUMBER
#define DEFINE_RULE        DEFINE_NUMBER
#define DEFINE_FD(which, name, least, most)                      \
	FUNCTIONS(which, name, int, get_int(attr, which, value), \
	    set_fd(attr, which, value))
#define DEFINE_STRING(which, name, least, most)     \
	FUNCTIONS(which, name, const char *,        \
	    spx_ext_get_string(attr, which, value), \
	    spx_ext_set_string(attr, which, value))
#define DEFINE_PATH DEFINE_STRING
#define DEFINE_VARIABLE(which, name, least, most)   \
	FUNCTIONS(which, name, const char *,        \
	    spx_ext_get_string(attr, which, value), \
	    set_variable(attr, which, value))
#define DEFINE_CAPS(which, name, least, most)      \
	FUNCTIONS(which, name, unsigned long long, \
	    get_caps(attr, which, value), set_caps(attr, which, value))
/* These are written out, below or in another file. */
#define DEFINE_MODE(...)
#define DEFINE_STRINGS(...)
#define DEFINE_WRITES(...)
#define DEFINE_GROUPS(...)
#define DEFINE_CPUS(...)
#define DEFINE_FDS(...)
#define DEFINE_FILTER(...)
#define DEFINE_IDS(...)
#define DEFINE_IDMAP(...)
#define DEFINE_SIGNALS(...)
#define DEFINE_LIMITS(...)
#define EXTENSION(NAME, name, type, least, most, ...) \
	DEFINE_##type(SPAWNX_ATTR_##NAME, name, least, most)
#include "base/attributes.def"

SPX_PUBLIC int
spawnx_attr_getumask(const posix_spawnattr_t *attr, mode_t *mask)
{
	int rc, value;

	if (mask == NULL)
		return (EINVAL);
	rc = get_int(attr, SPAWNX_ATTR_UMASK, &value);
	if (rc == 0)
		*mask = (mode_t)value;
	return (rc);
}

SPX_PUBLIC int
spawnx_attr_setumask(posix_spawnattr_t *attr, mode_t mask)
{
	int rc = EINVAL;

	if ((mask & ~(mode_t)0777) == 0)
		rc = set_int(attr, SPAWNX_ATTR_UMASK, (int)mask);
	return (spx_attr_result(attr, SPAWNX_ATTR_UMASK, rc));
}

/* The kernel's set is the first bits of the host's, in the same order. */
SPX_PUBLIC int
spawnx_attr_getsigignore(const posix_spawnattr_t *attr, sigset_t *set)
{
	struct spx_ext *ext;
	int rc = spx_ext_get(attr, SPAWNX_ATTR_SIGIGNORE, &ext);

	if (set == NULL)
		return (EINVAL);
	if (rc == 0) {
		memset(set, 0, sizeof(*set));
		memcpy(set,
		    &spx_ext_value(ext, SPAWNX_ATTR_SIGIGNORE)->va_signals,
		    sizeof(spx_sigset_t));
	}
	return (-rc);
}

static int
set_sigignore(posix_spawnattr_t *attr, const sigset_t *set)
{
	struct spx_ext *ext;
	spx_sigset_t bits;
	int rc;

	if (set == NULL)
		return (EINVAL);
	memcpy(&bits, set, sizeof(bits));
	if (spx_sigset_has(&bits, SIGKILL) || spx_sigset_has(&bits, SIGSTOP))
		return (EINVAL);
	rc = spx_ext_set(attr, SPAWNX_ATTR_SIGIGNORE, 0, &ext);
	if (rc < 0)
		return (-rc);
	ext->ex_values[SPAWNX_ATTR_SIGIGNORE].va_signals = bits;
	spx_ext_mark(attr, ext, SPAWNX_ATTR_SIGIGNORE);
	return (0);
}

SPX_PUBLIC int
spawnx_attr_setsigignore(posix_spawnattr_t *attr, const sigset_t *set)
{
	return (spx_attr_result(
	    attr, SPAWNX_ATTR_SIGIGNORE, set_sigignore(attr, set)));
}
