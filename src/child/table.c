/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a child does before anything else, lest the library's own descriptors
 * be met by an attribute or a file action, or theirs be the parent's; see
 * child/main.c for what runs there.  All of the library's are close-on-exec: where a
 * filter refuses to close one, the exec does.
 */
#include <errno.h>

#include "object/attr_more.h"
#include "core/launch.h"

/*
 * With CLONE_FILES the descriptor table is still the parent's.  One call
 * makes a copy of what is below the mark; the rest costs nothing.  Nothing may
 * touch the table before it.  No other child can take the place of one to which
 * that is refused: it would be seen.
 */
static void
leave_descriptors(struct spx_request *r)
{
	long rc = spx_sys_unshare_below(r->req_keep_below);

	if (rc < 0)
		spx_child_fail(r, SPAWNX_STEP_CLONE, 0, (int)-rc);
	/* Made together with the child, so it is in the parent's table. */
	if (r->req_handle >= 0)
		(void)spx_sys_close(r->req_handle);
}

static void
close_hidden(const struct spx_request *r)
{
	int i;

	for (i = 0; i < 2; i++)
		if (r->req_hidden[i] >= 0)
			(void)spx_sys_close(r->req_hidden[i]);
}

/* Whether the number is one of its components, as in /proc/self/fd/7. */
static bool
path_names(const char *path, int fd)
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
paths_name(const struct spx_request *r, int fd)
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
	return (spx_more_has(r->req_more, SPAWNX_ATTR_CHROOT) &&
		path_names(r->req_more->mo_chroot, fd));
}

/* Whether an attribute or a file action names the descriptor. */
static bool
is_named(const struct spx_request *r, int fd)
{
	return (spx_actions_name(r, fd) || spx_more_names(r->req_more, fd));
}

/* The lowest number that is free and not named will do. */
static long
hide(const struct spx_request *r, int fd, bool with_paths)
{
	long got = spx_sys_fcntl(fd, F_DUPFD_CLOEXEC, 0);

	while (got >= 0 && (is_named(r, (int)got) ||
			       (with_paths && paths_name(r, (int)got)))) {
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
	const int own[2] = { r->req_report,
		r->req_tty_hidden ? r->req_tty : -1 };
	int i, lowest = -1;

	for (i = 0; i < 2; i++)
		if (own[i] >= 0 && (unsigned)own[i] >= from &&
		    (lowest < 0 || own[i] < lowest))
			lowest = own[i];
	return (lowest);
}

/* See core/launch.c for what becomes of it. */
static void
say_hello(const struct spx_request *r, int what)
{
	const struct spx_failure hello = { 0, SPAWNX_STEP_NONE, what };

	while (spx_sys_write(r->req_report, &hello, sizeof(hello)) == -EINTR)
		continue;
}

/* A child that shares the memory can do without the pipe, if this is one. */
static void
give_up_report(struct spx_request *r)
{
	if (!r->req_asking)
		spx_child_fail(r, SPAWNX_STEP_CLONE, 0, EMFILE);
	say_hello(r, SPX_HELLO_NO_ROOM);
	(void)spx_sys_close(r->req_report);
	r->req_report = -1;
}

/*
 * The pipe must not be met by any attribute or file action: its reading end
 * goes, its writing end moves to a number that none of them names.
 */
static void
move_report(struct spx_request *r)
{
	int fd;

	(void)spx_sys_close(r->req_report_other);
	if (!is_named(r, r->req_report) && !paths_name(r, r->req_report))
		return;
	fd = spx_child_hide(r, r->req_report);
	if (fd < 0) {
		give_up_report(r);
		return;
	}
	(void)spx_sys_close(r->req_report);
	r->req_report = fd;
}

static void
take_report(struct spx_request *r)
{
	move_report(r);
	if (r->req_report >= 0 && r->req_hello)
		say_hello(r, spx_sys_lock(r->req_report, F_SETLK, F_WRLCK) >= 0
				 ? SPX_HELLO_LOCKED
				 : SPX_HELLO_NO_LOCK);
}

void
spx_child_own_table(struct spx_request *r)
{
	if (r->req_keep_below != 0)
		leave_descriptors(r);
	close_hidden(r);
	if (r->req_report >= 0)
		take_report(r);
	/* A kernel that ignored CLONE_PIDFD: better no child than no handle. */
	else if (SPX_HANDLE_FIRST && r->req_want_handle && r->req_handle < 0 &&
		 !r->req_own_memory)
		spx_child_fail(
		    r, SPAWNX_STEP_ATTR, SPAWNX_ATTR_HANDLE, ENOTSUP);
}
