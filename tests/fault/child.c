/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The calls of a child, in the order of doc/order.md; see judge.h.
 *
 * Calls that may fail and are passed over: close() of what is the library's
 * own, or not open (POSIX), and close_range(), for which there is a way
 * without.
 */
#include "judge.h"

#define UNSHARE 2

/* -- Before the attributes -- */

/* Whether it changes descriptors, or looks one up by its number. */
static bool
needs_own_table(const struct walk *wk)
{
	return (wk->wk_wanted->wa_actions != 0 ||
		walk_wants(wk, SPAWNX_ATTR_CLOEXEC_DEFAULT) ||
		walk_wants(wk, SPAWNX_ATTR_IDMAP) ||
		walk_wants(wk, SPAWNX_ATTR_CTTY) ||
		walk_wants(wk, SPAWNX_ATTR_CWDFD) ||
		walk_wants(wk, SPAWNX_ATTR_EXECFD) ||
		walk_wants(wk, SPAWNX_ATTR_NSFDS));
}

/*
 * A child that has its parent's descriptors changes none of them: only this
 * call comes before the first change.  A path may name a number, too.
 */
static void
walk_own(struct walk *wk)
{
	long rc;

	if (!needs_own_table(wk) && !walk_is(wk, SYS_close_range))
		return;
	if (walk_peek(wk) != NULL && !(walk_peek(wk)->fc_args[2] & UNSHARE))
		walk_wrong(wk, "it has no descriptors of its own");
	rc = walk_take(wk, SYS_close_range);
	if (rc < 0)
		rc = walk_take(wk, SYS_unshare);
	if (rc < 0 && !wk->wk_over)
		walk_end(wk, SPAWNX_STEP_CLONE, 0, (int)-rc);
	if (wk->wk_handle)
		(void)walk_close(wk);
}

/* The other descriptors of the process are to go: this call, or not at all. */
static void
walk_unshare(struct walk *wk)
{
	long rc;

	if (wk->wk_shared) {
		walk_own(wk);
		return;
	}
	if (!walk_is(wk, SYS_close_range) ||
	    !(walk_peek(wk)->fc_args[2] & UNSHARE))
		return;
	rc = walk_take(wk, SYS_close_range);
	if (rc < 0)
		rc = walk_take(wk, SYS_unshare);
	if (rc < 0 && !wk->wk_over)
		walk_end(wk, SPAWNX_STEP_CLONE, 0, (int)-rc);
	else if (wk->wk_wanted->wa_handle)
		(void)walk_close(wk);
}

/* As often as it is one that is named, or that a path names, if it is to be. */
static long
walk_further(struct walk *wk)
{
	long got = walk_take(wk, CALL_fcntl);

	while (got >= 0 && walk_is(wk, SYS_close) &&
	       walk_peek(wk)->fc_args[0] == (uint64_t)got) {
		(void)walk_close(wk);
		got = walk_take(wk, CALL_fcntl);
	}
	return (got);
}

static long
walk_hide(struct walk *wk)
{
	const long got = walk_further(wk);

	return (got < 0 ? walk_further(wk) : got);
}

/*
 * Where memory may be shared, the child goes on without a pipe; if it is not,
 * it is killed.
 */
static void
walk_no_room(struct walk *wk)
{
	if (wk->wk_hello && !wk->wk_wanted->wa_apart && !wk->wk_copied) {
		(void)walk_repeat(wk, SYS_write);
		(void)walk_close(wk);
		wk->wk_report = false;
	} else
		walk_end(wk, SPAWNX_STEP_CLONE, 0, EMFILE);
}

/* A pipe for the answer: one end goes, the other may have to move. */
static void
walk_report(struct walk *wk)
{
	long closed;

	if (!wk->wk_report)
		return;
	closed = walk_close(wk);
	if (walk_is(wk, CALL_fcntl) &&
	    walk_peek(wk)->fc_args[1] == F_DUPFD_CLOEXEC) {
		if (walk_hide(wk) < 0) {
			walk_no_room(wk);
			return;
		}
		if (walk_close(wk) < 0)
			closed = -1;
	}
	if (!wk->wk_hello)
		return;
	/* No lock that the close of another descriptor of it would undo. */
	if (closed >= 0)
		(void)walk_repeat(wk, CALL_fcntl);
	(void)walk_repeat(wk, SYS_write);
}

/* -- Actions -- */

static long
walk_open(struct walk *wk, const spawnx_file_action_t *fa)
{
	long fd, rc;

	(void)walk_close(wk);
	fd = walk_take(wk, SYS_openat);
	if (fd < 0 || fd == fa->fd)
		return (fd);
	rc = walk_take(wk, SYS_dup3);
	(void)walk_close(wk);
	return (rc);
}

static long
walk_clear_cloexec(struct walk *wk)
{
	long flags = walk_take(wk, CALL_fcntl);

	return (flags > 0 ? walk_take(wk, CALL_fcntl) : flags);
}

static long
walk_foreground(struct walk *wk)
{
	long rc = walk_repeat(wk, SYS_rt_sigprocmask), restored;

	if (rc < 0)
		return (rc);
	rc = walk_take(wk, SYS_ioctl);
	restored = walk_repeat(wk, SYS_rt_sigprocmask);
	return (rc < 0 ? rc : restored);
}

/* Whose terminal it was is remembered, with a descriptor, if that can be. */
static long
walk_tcsetpgrp(struct walk *wk)
{
	long rc = walk_take(wk, SYS_getpgid);

	if (rc < 0)
		return (rc);
	if (walk_take(wk, SYS_ioctl) >= 0 && walk_is(wk, CALL_fcntl)) {
		(void)walk_hide(wk);
		wk->wk_tty = true;
	}
	return (walk_foreground(wk));
}

long
walk_write(struct walk *wk)
{
	long rc = walk_take(wk, SYS_openat);

	if (rc < 0)
		return (rc);
	rc = walk_take(wk, SYS_write);
	(void)walk_close(wk);
	return (rc);
}

static long
walk_action(struct walk *wk, const spawnx_file_action_t *fa)
{
	long rc;

	switch (fa->kind) {
	case SPAWNX_ACTION_OPEN:
		return (walk_open(wk, fa));
	case SPAWNX_ACTION_CLOSE:
		return (walk_close_surely(wk));
	case SPAWNX_ACTION_DUP2:
		return (fa->fd == fa->newfd ? walk_clear_cloexec(wk)
					    : walk_take(wk, SYS_dup3));
	case SPAWNX_ACTION_CHDIR:
		return (walk_take(wk, SYS_chdir));
	case SPAWNX_ACTION_FCHDIR:
		return (walk_take(wk, SYS_fchdir));
	case SPAWNX_ACTION_CLOSEFROM:
		return (walk_from(wk, fa->fd, false));
	case SPAWNX_ACTION_TCSETPGRP:
		return (walk_tcsetpgrp(wk));
	case SPAWNX_ACTION_INHERIT:
		return (walk_clear_cloexec(wk));
	case SPAWNX_ACTION_WRITE:
		return (walk_write(wk));
	case SPAWNX_ACTION_CLOEXECFROM:
		return (walk_from(wk, fa->fd, true));
	case SPAWNX_ACTION_INHERITOPEN:
		rc = walk_clear_cloexec(wk);
		return (rc == -EBADF ? 0 : rc);
	default:
		walk_wrong(wk, "no scenario has such an action");
		return (0);
	}
}

static void
walk_actions(struct walk *wk)
{
	for (size_t i = 0; i < wk->wk_wanted->wa_actions && !wk->wk_over; i++) {
		long rc = walk_action(wk, &wk->wk_wanted->wa_action[i]);

		if (rc < 0 && !wk->wk_over)
			walk_end(wk, SPAWNX_STEP_ACTION, (int)i, (int)-rc);
	}
}

/* -- All of it -- */

/* If it is this child's; the group is not in the call's result. */
static void
walk_give_back(struct walk *wk)
{
	(void)walk_take(wk, SYS_ioctl);
	(void)walk_take(wk, SYS_getpgid);
	if (walk_is(wk, SYS_rt_sigprocmask))
		(void)walk_foreground(wk);
}

/*
 * The terminal is given back; the answer, as often as it is interrupted; and
 * the exit, in another way if that is refused.  Where memory is shared, the
 * answer is there, too.
 */
static void
walk_out(struct walk *wk)
{
	struct walk rest = *wk;
	long rc;

	rest.wk_over = false;
	if (wk->wk_tty)
		walk_give_back(&rest);
	rc = wk->wk_report ? walk_repeat(&rest, SYS_write) : 0;
	wk->wk_mute = rc < 0 && wk->wk_copied;
	if (walk_take(&rest, SYS_exit_group) != FAULT_NONE)
		(void)walk_take(&rest, SYS_exit);
	if (walk_peek(&rest) != NULL)
		walk_wrong(&rest, "nothing is due");
	memcpy(wk->wk_wrong, rest.wk_wrong, sizeof(wk->wk_wrong));
}

void
walk_child(struct walk *wk)
{
	walk_unshare(wk);
	if (wk->wk_hidden) {
		(void)walk_close(wk);
		(void)walk_close(wk);
	}
	walk_report(wk);
	walk_attributes(wk);
	walk_actions(wk);
	walk_late(wk);
	walk_last(wk);
	walk_program(wk);
	if (wk->wk_over && wk->wk_wrong[0] == '\0')
		walk_out(wk);
	else if (walk_peek(wk) != NULL)
		walk_wrong(wk, "nothing is due");
}
