/* SPDX-License-Identifier: BSD-2-Clause */
/* Going along the calls that were made; see judge.h. */
#include "judge.h"

bool
walk_wants(const struct walk *wk, enum spawnx_attribute which)
{
	return ((wk->wk_wanted->wa_set >> which & 1) != 0);
}

const struct fault_call *
walk_peek(struct walk *wk)
{
	const struct fault *f = wk->wk_fault;

	while (wk->wk_at < f->f_n &&
	       f->f_calls[wk->wk_at].fc_child != wk->wk_child)
		wk->wk_at++;
	return (wk->wk_at < f->f_n ? &f->f_calls[wk->wk_at] : NULL);
}

bool
walk_is(struct walk *wk, long number)
{
	const struct fault_call *call = walk_peek(wk);

	return (!wk->wk_over && call != NULL && call->fc_number == number);
}

void
walk_wrong(struct walk *wk, const char *why)
{
	const struct fault_call *call = walk_peek(wk);

	wk->wk_over = true;
	if (wk->wk_wrong[0] == '\0')
		(void)snprintf(wk->wk_wrong, sizeof(wk->wk_wrong),
		    "child %u, call %zu (number %ld): %s", wk->wk_child,
		    wk->wk_at, call == NULL ? -1 : call->fc_number, why);
}

void
walk_end(struct walk *wk, enum spawnx_step step, int index, int error)
{
	wk->wk_over = true;
	wk->wk_step = step;
	wk->wk_index = index;
	wk->wk_error = error;
}

long
walk_take(struct walk *wk, long number)
{
	const struct fault_call *call = walk_peek(wk);
	char why[64];

	if (wk->wk_over)
		return (-1);
	if (call == NULL || call->fc_number != number) {
		(void)snprintf(why, sizeof(why), "%ld is due", number);
		walk_wrong(wk, why);
		return (-1);
	}
	wk->wk_at++;
	return (call->fc_result);
}

long
walk_repeat(struct walk *wk, long number)
{
	long rc;

	do
		rc = walk_take(wk, number);
	while (rc == -EINTR && !wk->wk_over);
	return (rc);
}

long
walk_close(struct walk *wk)
{
	return (walk_repeat(wk, SYS_close));
}

long
walk_close_surely(struct walk *wk)
{
	const long rc = walk_close(wk);

	if (rc >= 0 || rc == -EBADF || wk->wk_over)
		return (0);
	return (walk_take(wk, CALL_fcntl) == -EBADF ? 0 : rc);
}

long
walk_take_of(struct walk *wk, long number, unsigned arg, int value)
{
	const struct fault_call *call = walk_peek(wk);
	char why[64];

	if (walk_is(wk, number) && (int)call->fc_args[arg] != value) {
		(void)snprintf(
		    why, sizeof(why), "argument %u is not %d", arg, value);
		walk_wrong(wk, why);
	}
	return (walk_take(wk, number));
}

long
walk_need(struct walk *wk, long number, enum spawnx_step step, int index)
{
	long rc = walk_take(wk, number);

	if (rc < 0 && !wk->wk_over)
		walk_end(wk, step, index, (int)-rc);
	return (rc);
}
