/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the host's posix_spawnattr_t has no field for: the attributes that are
 * extensions, behind the tagged pointer in its padding.  The child reads them
 * where they are.  Each one is a row of attributes.def.
 */
#ifndef SPX_EXTENSION_H
#define SPX_EXTENSION_H

#include <limits.h>

#include "base/request.h"
#include "base/mishap.h"

/*
 * A shift of 64 bits by a variable is a call of the compiler's on some 32-bit
 * CPUs, and the child makes none.
 */
#define SPX_ATTR_LOW(a) ((uint64_t)((uint32_t)1 << ((a)&31)))
#define SPX_ATTR_BIT(a) ((a) < 32 ? SPX_ATTR_LOW(a) : SPX_ATTR_LOW(a) << 32)

/* Enumerators; HANDLE is one that is no attribute of the object. */
enum {
	SPX_ATTR_COUNT = 1
#define FLAGGED(...)   +1
#define EXTENSION(...) +1
#include "base/attributes.def"
	    ,
	SPX_ATTR_FIRST = SPAWNX_ATTR_SIGIGNORE, /* of the extensions */
	SPX_ATTR_LAST = SPX_ATTR_COUNT - 1
};

_Static_assert(SPX_ATTR_COUNT <= SPAWNX_ATTR_MOST && SPAWNX_ATTR_MOST == 64,
    "a bit each in ex_set");

/* The setters by the attribute that each sets, and those of no attribute. */
enum {
	SPX_SETTER_FLAGS = SPX_ATTR_COUNT,
	SPX_SETTER_FAILURE,
	SPX_SETTER_SCHEDPARAM, /* SPAWNX_ATTR_SCHEDULER: setschedpolicy */
	SPX_SETTER_UNSET,
	SPX_SETTER_OPTIONAL,
	SPX_SETTER_SKIPPED,
	SPX_SETTER_SEVERAL, /* which ones is not known any more */
	SPX_SETTERS
};

/* BPF_MAXINSNS, the most instructions of a filter. */
#define SPX_FILTER_MAX 4096

/* What a value is. */
enum spx_type {
	SPX_IS_SWITCH, /* these are in va_int */
	SPX_IS_NUMBER,
	SPX_IS_SIGNAL,
	SPX_IS_NAMESPACES,
	SPX_IS_PROPAGATION,
	SPX_IS_MODE,
	SPX_IS_IOPRIO,
	SPX_IS_FD,
	SPX_IS_RULE,
	SPX_IS_STRING, /* these are in va_owned */
	SPX_IS_STRINGS,
	SPX_IS_WRITES, /* strings, of which every second is a text */
	SPX_IS_VARIABLE,
	SPX_IS_PATH,
	SPX_IS_GROUPS,
	SPX_IS_CPUS,
	SPX_IS_FDS,
	SPX_IS_FILTER,
	SPX_IS_IDS,
	SPX_IS_IDMAP, /* likewise in va_ids */
	SPX_IS_CAPS,  /* in va_caps */
	SPX_IS_SIGNALS,
	SPX_IS_LIMITS
};

/* An array or a string of the object's own. */
struct spx_owned {
	void *ow_data;
	size_t ow_count; /* of its elements; bytes for a set of CPUs */
};

struct spx_ids {
	uid_t id_user;
	gid_t id_group;
};

union spx_value {
	int va_int;
	struct spx_owned va_owned;
	struct spx_ids va_ids;
	spx_sigset_t va_signals;
	uint64_t va_caps;
	uint32_t va_limits; /* a bit for each resource of ex_limits */
};

_Static_assert(RLIM_NLIMITS <= 32, "a bit each in va_limits");

/* Zero bytes: nothing is set. */
struct spx_ext {
	spawnx_failure_t *ex_where; /* the caller's */
	int *ex_errors;             /* the caller's, of those that may fail */
	size_t ex_nerrors;
	uint64_t ex_optional; /* SPX_ATTR_BIT() of those that may */
	uint64_t ex_set;      /* SPX_ATTR_BIT() of those that are */
	union spx_value ex_values[SPX_ATTR_COUNT];
	struct spx_limit ex_limits[RLIM_NLIMITS];
	/*
	 * Of each setter whose last call has failed; mi_what: in which order.
	 */
	struct spx_mishap ex_mishaps[SPX_SETTERS];
	uint16_t ex_nmishaps, ex_last_mishap;
	uint32_t ex_bad_limits; /* resources that RLIMIT's is about */
};

/* In ex_bad_limits: a resource that is not known, or no number of one. */
#define SPX_BAD_RESOURCE 31

/* What else is to be known of an attribute. */
enum spx_trait {
	SPX_OPENS = 1, /* the child opens a descriptor for it */
	SPX_LATE = 2,  /* the child applies it after the file actions */
	SPX_WAITS = 4  /* the child is to be waited for until it executes */
};

/* The attributes with a trait, and the extensions of a type. */
static inline uint64_t
spx_attrs_with(enum spx_trait trait)
{
	return (0
#define WITH(NAME, traits) \
	| (((traits) & (int)trait) ? SPX_ATTR_BIT(SPAWNX_ATTR_##NAME) : 0)
#define FLAGGED(NAME, name, word, applied, traits, ...) WITH(NAME, traits)
#define EXTENSION(NAME, name, type, least, most, applied, traits, ...) \
	WITH(NAME, traits)
#include "base/attributes.def"
#undef WITH
	);
}

static inline uint64_t
spx_ext_of_type(enum spx_type which)
{
	return (0
#define EXTENSION(NAME, name, type, ...) \
	| (which == SPX_IS_##type ? SPX_ATTR_BIT(SPAWNX_ATTR_##NAME) : 0)
#include "base/attributes.def"
	);
}

static inline bool
spx_ext_is(int which, enum spx_type type)
{
	return ((spx_ext_of_type(type) & SPX_ATTR_BIT(which)) != 0);
}

static inline bool
spx_ext_has(const struct spx_ext *ext, enum spawnx_attribute which)
{
	return (ext != NULL && (ext->ex_set & SPX_ATTR_BIT(which)) != 0);
}

static inline bool
spx_ext_any(const struct spx_ext *ext, uint64_t bits)
{
	return (ext != NULL && (ext->ex_set & bits) != 0);
}

/* Of one that is set. */
static inline const union spx_value *
spx_ext_value(const struct spx_ext *ext, enum spawnx_attribute which)
{
	return (&ext->ex_values[which]);
}

/* A number that is set, or one that stands for not set. */
static inline int
spx_ext_int(
    const struct spx_ext *ext, enum spawnx_attribute which, int otherwise)
{
	return (
	    spx_ext_has(ext, which) ? ext->ex_values[which].va_int : otherwise);
}

/* A string that is set, or NULL. */
static inline const char *
spx_ext_string(const struct spx_ext *ext, enum spawnx_attribute which)
{
	return (spx_ext_has(ext, which) ? ext->ex_values[which].va_owned.ow_data
					: NULL);
}

/* The same of an attribute that is a path; NULL for any other. */
static inline const char *
spx_ext_path(const struct spx_ext *ext, enum spawnx_attribute which)
{
	return (
	    spx_ext_is(which, SPX_IS_PATH) ? spx_ext_string(ext, which) : NULL);
}

/* The descriptors that are the value of an attribute, if it is set. */
struct spx_fds {
	const int *fd_list;
	size_t fd_count;
};

static inline struct spx_fds
spx_ext_fds(const struct spx_ext *ext, enum spawnx_attribute which)
{
	const union spx_value *value;

	if (!spx_ext_has(ext, which))
		return ((struct spx_fds){ NULL, 0 });
	value = &ext->ex_values[which];
	if (spx_ext_is(which, SPX_IS_FD))
		return ((struct spx_fds){ &value->va_int, 1 });
	if (spx_ext_is(which, SPX_IS_FDS))
		return ((struct spx_fds){
		    value->va_owned.ow_data, value->va_owned.ow_count });
	return ((struct spx_fds){ NULL, 0 });
}

/* Whether the child applies it after the file actions; see can.c. */
static inline bool
spx_is_late(const struct spx_request *r, enum spawnx_attribute which)
{
	return (((r->req_late | spx_attrs_with(SPX_LATE)) &
		    SPX_ATTR_BIT(which)) != 0);
}

/* Whether an attribute names the descriptor. */
static inline bool
spx_ext_names(const struct spx_ext *ext, int fd)
{
	struct spx_fds fds;
	int which;
	size_t i;

	for (which = SPX_ATTR_FIRST; which <= SPX_ATTR_LAST; which++) {
		fds = spx_ext_fds(ext, (enum spawnx_attribute)which);
		for (i = 0; i < fds.fd_count; i++)
			if (fds.fd_list[i] == fd)
				return (true);
	}
	return (false);
}

/* One above all descriptors that are to be applied or executed; 0: none. */
static inline unsigned
spx_ext_above(const struct spx_ext *ext)
{
	struct spx_fds fds;
	int which, most = -1;
	size_t i;

	for (which = SPX_ATTR_FIRST; which <= SPX_ATTR_LAST; which++) {
		fds = spx_ext_fds(ext, (enum spawnx_attribute)which);
		for (i = 0; i < fds.fd_count; i++)
			if (fds.fd_list[i] > most)
				most = fds.fd_list[i];
	}
	return ((unsigned)most + 1);
}

#endif /* SPX_EXTENSION_H */
