/* SPDX-License-Identifier: BSD-2-Clause */
/* See fault_plain.h. */
#include "fault_plain.h"

#include "fault_spawn.h"

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

const char *
plain_differs(const struct plain *pl, const struct fault *f,
    const struct seen *seen, const struct scenario *sc,
    const struct report *report)
{
	static char text[512];
	const long number = f->f_fired->fc_number;
	char *diff = NULL;

	if (pl->pl_error != 0 || seen->se_outcome.oc_error != 0 ||
	    number == SYS_execve)
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
