/* SPDX-License-Identifier: BSD-2-Clause */
/* See plain.h. */
#include "plain.h"

#include "job.h"

void
plain_note(struct plain *pl, const struct fault *f, const struct seen *seen,
    struct report *report)
{
	pl->pl_report = report;
	pl->pl_error = seen->se_outcome.oc_error;
	pl->pl_status = seen->se_outcome.oc_status;
	pl->pl_n = 0;
	for (size_t i = 0; i < f->f_n && pl->pl_n < MOST_NUMBERS; i++) {
		if ((f->f_calls[i].fc_child == 0) == f->f_in_parent)
			pl->pl_numbers[pl->pl_n++] = f->f_calls[i].fc_number;
	}
}

void
plain_forget(struct plain *pl)
{
	report_free(pl->pl_report);
	pl->pl_report = NULL;
}

bool
plain_is_in_row(const struct plain *pl, unsigned nth)
{
	const long *now = pl->pl_numbers + nth - 1;

	return (nth > 2 && nth < pl->pl_n && now[-2] == *now &&
		now[-1] == *now && now[1] == *now);
}

/* An old kernel may lack what is wanted, and a sandbox refuse it. */
static bool
is_refused(int error, const struct scenario *sc)
{
	return (error == ENOTSUP ||
		(error == EPERM && sc->sc_fails.error != EPERM));
}

const char *
plain_unexpected(const struct seen *seen, const struct scenario *sc)
{
	static char text[64];
	const spawnx_failure_t *where = &seen->se_where;
	const int error = seen->se_outcome.oc_error;

	if (seen->se_outcome.oc_skip[0] != '\0' || is_refused(error, sc))
		return (NULL);
	if (error == sc->sc_fails.error &&
	    (error == 0 || (where->step == sc->sc_fails.step &&
			       where->index == sc->sc_fails.index)))
		return (NULL);
	(void)snprintf(text, sizeof(text), "error %d, step %d, index %d", error,
	    (int)where->step, where->index);
	return (text);
}

const char *
plain_differs(const struct plain *pl, const struct fault *f,
    const struct seen *seen, const struct scenario *sc,
    const struct report *report)
{
	static char text[512];
	const long number = f->f_fired->fc_number;
	char *diff = NULL;

	if (pl->pl_error != 0 || seen->se_outcome.oc_error != 0 ||
	    number == SYS_execve || number == SYS_execveat)
		return (NULL);
	if (seen->se_outcome.oc_status != pl->pl_status)
		return ("another exit status");
	if ((report == NULL) != (pl->pl_report == NULL))
		return ("only one run has a report");
	if (report != NULL)
		diff = report_diff(pl->pl_report, report, fault_leaves(number),
		    sc->sc_leave_out == NULL ? "" : sc->sc_leave_out,
		    "fd.1.offset", "fd.2.offset", NULL);
	(void)snprintf(text, sizeof(text), "%s", diff == NULL ? "" : diff);
	free(diff);
	return (*text == '\0' ? NULL : text);
}
