/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which descriptors a child needs, so that it need not be given the others.
 *
 * A child that ends up with few descriptors would first get a copy of all of
 * its parent's, and then close them.  Where the actions have it close the
 * rest anyway, nothing can tell if the rest was never there.  When that is so
 * is written down in doc/descriptors.md, and decided here.
 */
#include <sys/utsname.h>

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#include "base/actions.h"
#include "base/extension.h"
#include "os/linux/descriptors.h"

/*
 * A path can name a descriptor: /proc/self/fd/7, /dev/fd/7.  All of those
 * have a component that begins with "fd".  /dev/stdin, stdout and stderr lead
 * to the first three, which are kept.
 */
#define ANY      "fd"
#define STANDARD "std"

static bool
has_component(const char *path, const char *start)
{
	const size_t len = strlen(start);
	bool is_first = true;

	for (; *path != '\0'; path++) {
		if (is_first && strncmp(path, start, len) == 0)
			return (true);
		is_first = *path == '/';
	}
	return (false);
}

/* The highest descriptor that an action reads from the table; -1 for none. */
static int
needed(const struct spx_action *fa)
{
	switch (fa->fa_kind) {
	case SPAWNX_ACTION_DUP2:
	case SPAWNX_ACTION_REMAP:
		return (fa->fa_from);
	case SPAWNX_ACTION_FCHDIR:
	case SPAWNX_ACTION_TCSETPGRP:
	case SPAWNX_ACTION_INHERIT:
	case SPAWNX_ACTION_INHERITOPEN:
		return (fa->fa_fd);
	default:
		return (-1);
	}
}

/*
 * Numbers that change places need a free one, as a file to write to does: it
 * may be one of the rest.
 */
static bool
needs_free_number(const struct spx_action *fa)
{
	const struct spx_remap *rm = fa->fa_remap;
	unsigned i;

	if (fa->fa_kind == SPAWNX_ACTION_WRITE)
		return (true);
	for (i = 0; rm != NULL && i < rm->rm_nmoves; i++)
		if (rm->rm_moves[i].mv_to == SPX_SPARE)
			return (true);
	return (false);
}

static bool
program_may_name(const struct spx_request *r, const char *start)
{
	const char *path = r->req_paths;
	unsigned i;

	for (i = 0; i < r->req_npaths; i++) {
		if (has_component(path, start))
			return (true);
		while (*path++ != '\0')
			;
	}
	return (false);
}

static unsigned
larger(unsigned a, unsigned b)
{
	return (a > b ? a : b);
}

bool
spx_leaves_descriptors(const struct spx_request *r)
{
	return (r->req_nactions == 0 &&
		!(r->req_flags & SPAWNX_CLOEXEC_DEFAULT) &&
		!spx_ext_any(r->req_ext, spx_attrs_with(SPX_OPENS)));
}

static bool
attribute_may_name(const struct spx_request *r, const char *start)
{
	const char *path;
	int which;

	for (which = SPX_ATTR_FIRST; which <= SPX_ATTR_LAST; which++) {
		path = spx_ext_path(r->req_ext, (enum spawnx_attribute)which);
		if (path != NULL && has_component(path, start))
			return (true);
	}
	return (false);
}

/* Whether the child looks up a number, by an attribute or by a path. */
bool
spx_names_descriptors(const struct spx_request *r)
{
	return (spx_ext_above(r->req_ext) != 0 || attribute_may_name(r, ANY) ||
		program_may_name(r, ANY) || attribute_may_name(r, STANDARD) ||
		program_may_name(r, STANDARD));
}

/* From which number on what no action reads is closed by the exec; 0: none. */
static unsigned
cloexec_bound(const struct spx_request *r)
{
	unsigned i, best = ~0U;

	if (r->req_flags & SPAWNX_CLOEXEC_DEFAULT)
		return (1);
	for (i = 0; i < r->req_nactions; i++) {
		const struct spx_action *fa = &r->req_actions[i];

		if (fa->fa_kind == SPAWNX_ACTION_CLOEXECFROM &&
		    (unsigned)fa->fa_fd < best)
			best = larger(1, (unsigned)fa->fa_fd);
	}
	return (best == ~0U ? 0 : best);
}

static unsigned
lowest_bound(const struct spx_request *r)
{
	unsigned i, mark, need, best = 0;
	const unsigned cloexec = cloexec_bound(r);

	if (attribute_may_name(r, ANY))
		return (0);
	need = larger(3, spx_ext_above(r->req_ext));
	for (i = 0; i < r->req_nactions; i++) {
		const struct spx_action *fa = &r->req_actions[i];

		if ((fa->fa_path != NULL && has_component(fa->fa_path, ANY)) ||
		    needs_free_number(fa))
			return (best);
		need = larger(need, (unsigned)needed(fa) + 1);
		mark = larger(need, (unsigned)fa->fa_fd);
		if (fa->fa_kind == SPAWNX_ACTION_CLOSEFROM &&
		    (best == 0 || mark < best))
			best = mark;
	}
	mark = larger(need, cloexec);
	if (cloexec != 0 && (best == 0 || mark < best) &&
	    !program_may_name(r, ANY))
		best = mark;
	return (best);
}

/* What is in excess is closed by the actions. */
unsigned
spx_keep_below(const struct spx_request *r)
{
	const unsigned bound = lowest_bound(r);

	return ((bound + SPX_TABLE_WORD - 1) / SPX_TABLE_WORD * SPX_TABLE_WORD);
}

/* "6.11.3-anything" */
bool
spx_is_linux(unsigned major, unsigned minor)
{
	const int saved = errno;
	struct utsname name = { .release = "" };
	const char *release = name.release;
	unsigned number[2] = { 0, 0 };
	int i;

	(void)uname(&name);
	errno = saved;
	for (i = 0; i < 2; i++) {
		while (*release >= '0' && *release <= '9' && number[i] < 1000)
			number[i] =
			    number[i] * 10 + (unsigned)(*release++ - '0');
		if (*release++ != '.')
			break;
	}
	return (
	    number[0] > major || (number[0] == major && number[1] >= minor));
}

/*
 * From Linux 5.9 to 6.10 a copy of a part of a table took over too much
 * (CVE-2024-45025), and the program's open() passed numbers over.  The mend is
 * in 6.11; older kernels that have it can't be told from those that don't, for
 * distributions number them in their own ways.
 */
bool
spx_copies_parts_well(void)
{
	static atomic_int known; /* 1: yes, -1: no */
	int is = atomic_load_explicit(&known, memory_order_relaxed);

	if (is == 0) {
		is = spx_is_linux(6, 11) ? 1 : -1;
		atomic_store_explicit(&known, is, memory_order_relaxed);
	}
	return (is > 0);
}
