/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which descriptors are the caller's business in a child, and which are the
 * library's own; see child/main.c for what runs there.  The library's are
 * close-on-exec, and under numbers that no attribute and no file action names.
 */
#include <errno.h>

#include "child/steps.h"

/* Which numbers an action is about; -1 for none. */
static int
subject(const struct spx_action *fa)
{
	switch (fa->fa_kind) {
	case SPAWNX_ACTION_CHDIR:
	case SPAWNX_ACTION_CLOSEFROM:
	case SPAWNX_ACTION_CLOEXECFROM:
	case SPAWNX_ACTION_WRITE:
		return (-1);
	default:
		return (fa->fa_fd);
	}
}

static int
source(const struct spx_action *fa)
{
	switch (fa->fa_kind) {
	case SPAWNX_ACTION_DUP2:
	case SPAWNX_ACTION_REMAP:
		return (fa->fa_from);
	default:
		return (-1);
	}
}

static bool
remap_names(const struct spx_remap *rm, int fd)
{
	unsigned i;

	for (i = 0; rm != NULL && i < rm->rm_count; i++)
		if (rm->rm_from[i] == fd || rm->rm_to[i] == fd)
			return (true);
	return (false);
}

static bool
actions_name(const struct spx_request *r, int fd)
{
	unsigned i;

	for (i = 0; i < r->req_nactions; i++)
		if (subject(&r->req_actions[i]) == fd ||
		    source(&r->req_actions[i]) == fd ||
		    remap_names(r->req_actions[i].fa_remap, fd))
			return (true);
	return (false);
}

/* Whether /dev/NAME leads to it. */
static bool
is_standard(const char *name, int fd)
{
	static const char names[3][8] = { "stdin", "stdout", "stderr" };
	const char *standard;

	if (fd > 2)
		return (false);
	for (standard = names[fd]; *standard != '\0'; standard++)
		if (*name++ != *standard)
			return (false);
	return (*name == '/' || *name == '\0');
}

/* The same of one of its components. */
static bool
path_has_standard(const char *path, int fd)
{
	bool is_first = true;

	for (; *path != '\0'; path++) {
		if (is_first && is_standard(path, fd))
			return (true);
		is_first = *path == '/';
	}
	return (false);
}

/* Whether the number is one of its components, as in /proc/self/fd/7. */
static bool
path_has_number(const char *path, int fd)
{
	bool digits = true;
	int64_t n = -1;

	for (;; path++) {
		if (*path >= '0' && *path <= '9' && digits && n <= INT32_MAX) {
			n = (n < 0 ? 0 : n * 10) + (*path - '0');
		} else if (*path == '/' || *path == '\0') {
			if (digits && n == fd)
				return (true);
			if (*path == '\0')
				return (false);
			digits = true;
			n = -1;
		} else {
			digits = false;
		}
	}
}

static bool
path_names(const char *path, int fd)
{
	return (path_has_number(path, fd) || path_has_standard(path, fd));
}

static bool
writes_name(const struct spx_ext *ext, int fd)
{
	const struct spx_owned *strings;
	const char *const *p;
	size_t i;

	if (!spx_ext_has(ext, SPAWNX_ATTR_WRITES))
		return (false);
	strings = &spx_ext_value(ext, SPAWNX_ATTR_WRITES)->va_owned;
	p = strings->ow_data;
	for (i = 0; i < strings->ow_count; i += 2)
		if (path_names(p[i], fd))
			return (true);
	return (false);
}

static bool
attributes_name(const struct spx_ext *ext, int fd)
{
	const char *path;
	int which;

	for (which = SPX_ATTR_FIRST; which <= SPX_ATTR_LAST; which++) {
		path = spx_ext_path(ext, (enum spawnx_attribute)which);
		if (path != NULL && path_names(path, fd))
			return (true);
	}
	return (writes_name(ext, fd));
}

bool
spx_child_paths_name(const struct spx_request *r, int fd)
{
	const char *path = r->req_paths;
	unsigned i;

	for (i = 0; i < r->req_nactions; i++)
		if (r->req_actions[i].fa_path != NULL &&
		    path_names(r->req_actions[i].fa_path, fd))
			return (true);
	for (i = 0; i < r->req_npaths; i++) {
		if (path_names(path, fd))
			return (true);
		while (*path++ != '\0')
			;
	}
	return (attributes_name(r->req_ext, fd));
}

bool
spx_child_names(const struct spx_request *r, int fd)
{
	return (actions_name(r, fd) || spx_ext_names(r->req_ext, fd));
}

/* The lowest number that is free and not named will do. */
static long
hide(const struct spx_request *r, int fd, bool with_paths)
{
	long got = spx_sys_fcntl(fd, F_DUPFD_CLOEXEC, 0);

	while (got >= 0 &&
	       (spx_child_names(r, (int)got) ||
		   (with_paths && spx_child_paths_name(r, (int)got)))) {
		const int from = (int)got + 1;

		(void)spx_sys_close((int)got);
		got = spx_sys_fcntl(fd, F_DUPFD_CLOEXEC, from);
	}
	return (got);
}

/* A number in a path need not be a descriptor's: better that than none. */
int
spx_child_hide(const struct spx_request *r, int fd)
{
	long got = hide(r, fd, true);

	return ((int)(got < 0 ? hide(r, fd, false) : got));
}

int
spx_child_own(const struct spx_request *r, unsigned from)
{
	const int own[3] = { r->req_report, r->req_tty_hidden ? r->req_tty : -1,
		r->req_hold != NULL ? r->req_hold->ho_poll : -1 };
	int i, lowest = -1;

	for (i = 0; i < 3; i++)
		if (own[i] >= 0 && (unsigned)own[i] >= from &&
		    (lowest < 0 || own[i] < lowest))
			lowest = own[i];
	return (lowest);
}
