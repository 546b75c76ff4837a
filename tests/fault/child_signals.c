/* SPDX-License-Identifier: BSD-2-Clause */
/* Calls on the actions of signals; see judge.h. */
#include "judge.h"

#define HAS(set, sig) (((set) >> ((sig)-1) & 1) != 0)

/* The default of these discards one that is pending: they are asked for. */
static bool
is_asked_for(int sig)
{
	return (sig == SIGCHLD || sig == SIGCONT || sig == SIGURG ||
		sig == SIGWINCH);
}

static long
walk_sigaction(struct walk *wk, int sig, bool sets)
{
	const struct fault_call *call = walk_peek(wk);

	if (walk_is(wk, SYS_rt_sigaction) && (call->fc_args[1] != 0) != sets)
		walk_wrong(
		    wk, sets ? "it is not set" : "it is not only asked for");
	return (walk_take_of(wk, SYS_rt_sigaction, 0, sig));
}

/*
 * Where the kernel has not dropped the handlers the child sets the default of
 * all signals, and ignores those again that were ignored.
 */
static long
walk_signal(struct walk *wk, int sig)
{
	const struct wanted *wa = wk->wk_wanted;
	const bool given = HAS(wa->wa_sigdefault, sig);
	const bool asked = !given && is_asked_for(sig);
	long rc;

	if (!given && !wk->wk_reset)
		return (0);
	rc = walk_sigaction(wk, sig, !asked);
	if (rc == 0 && !given &&
	    HAS(asked ? wa->wa_caught : wa->wa_ignored, sig))
		rc = walk_sigaction(wk, sig, true);
	return (rc);
}

/* Of these two there is nothing to ask, or to set. */
long
walk_signals(struct walk *wk)
{
	long rc = 0;

	for (int sig = 1; rc == 0 && sig <= 64; sig++)
		if (sig != SIGKILL && sig != SIGSTOP)
			rc = walk_signal(wk, sig);
	return (rc);
}

long
walk_sigignore(struct walk *wk)
{
	long rc = 0;

	for (int sig = 1; rc == 0 && sig <= 64; sig++)
		if (HAS(wk->wk_wanted->wa_sigignore, sig))
			rc = walk_take_of(wk, SYS_rt_sigaction, 0, sig);
	return (rc);
}
