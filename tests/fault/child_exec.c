/* SPDX-License-Identifier: BSD-2-Clause */
/* A child's program, by its path, by a search or by its descriptor; see
 * judge.h. */
#include "judge.h"

static int
rule_of(const struct walk *wk)
{
	return (wk->wk_wanted->wa_int[SPAWNX_ATTR_SEARCHRULE]);
}

static bool
goes_on(const struct walk *wk, long rc)
{
	if (rule_of(wk) == SPAWNX_SEARCH_ANY)
		return (rc < 0);
	return (rc == -EACCES || rc == -ENOENT || rc == -ENOTDIR ||
		rc == -ENODEV || rc == -ESTALE || rc == -ETIMEDOUT ||
		(rc == -ELOOP && rule_of(wk) == SPAWNX_SEARCH_PORTABLE));
}

static bool
is_kept(const struct walk *wk, int error)
{
	if (rule_of(wk) == SPAWNX_SEARCH_ANY)
		return (error != ENOENT && error != ENOTDIR);
	return (error == EACCES);
}

/*
 * A script that its interpreter is not given is the descriptor's doing.  What
 * can't be read is taken for one.
 */
static bool
is_lost_script(struct walk *wk)
{
	long flags = walk_take(wk, CALL_fcntl), n;

	if (flags < 0 || !(flags & FD_CLOEXEC))
		return (false);
	n = walk_take(wk, SYS_preadv);
	return (n < 0 || (n == 2 && wk->wk_wanted->wa_script));
}

static void
walk_execfd(struct walk *wk)
{
	const long rc = walk_take(wk, SYS_execveat);

	if (rc == -EBADF || (rc == -ENOENT && is_lost_script(wk)))
		walk_end(wk, SPAWNX_STEP_ATTR, SPAWNX_ATTR_EXECFD, (int)-rc);
	else if (rc == -ENOENT && !wk->wk_over)
		walk_end(wk, SPAWNX_STEP_INTERPRETER, 0, ENOENT);
	else if (rc != 0 && !wk->wk_over)
		walk_end(wk, SPAWNX_STEP_EXEC, 0, (int)-rc);
}

/* Is one of the paths there?  Then it is its interpreter that is not. */
static void
walk_not_found(struct walk *wk, int tried, int index, int error)
{
	if (walk_wants(wk, SPAWNX_ATTR_SECCOMP))
		tried = 0;
	for (int i = 0; i < tried && !wk->wk_over; i++)
		if (walk_take(wk, SYS_faccessat) == 0)
			walk_end(wk, SPAWNX_STEP_INTERPRETER, i, error);
	if (!wk->wk_over)
		walk_end(wk, SPAWNX_STEP_EXEC, index, error);
}

/* By the rule, what is kept of them; else what the last one gave. */
static void
walk_exec(struct walk *wk)
{
	int error = ENOENT, index = 0;
	int tried = 0;
	long rc = -ENOENT;

	while (goes_on(wk, rc) && walk_is(wk, SYS_execve)) {
		rc = walk_take(wk, SYS_execve);
		if (!is_kept(wk, error) || !goes_on(wk, rc)) {
			error = (int)-rc;
			index = tried;
		}
		tried++;
	}
	if (wk->wk_over)
		return;
	if (goes_on(wk, rc) && wk->wk_wanted->wa_paths >= 0 &&
	    tried != wk->wk_wanted->wa_paths)
		walk_wrong(wk, "not every path was tried");
	else if (rc == -ENOEXEC && wk->wk_wanted->wa_int[SPAWNX_ATTR_SHELL])
		(void)walk_need(
		    wk, SYS_execve, SPAWNX_STEP_ATTR, SPAWNX_ATTR_SHELL);
	else if (error == ENOENT || error == ENOTDIR)
		walk_not_found(wk, tried, index, error);
	else if (rc != 0)
		walk_end(wk, SPAWNX_STEP_EXEC, index, error);
}

void
walk_program(struct walk *wk)
{
	if (walk_wants(wk, SPAWNX_ATTR_EXECFD))
		walk_execfd(wk);
	else
		walk_exec(wk);
}
