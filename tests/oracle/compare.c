/* SPDX-License-Identifier: BSD-2-Clause */
/* Comparing what two runs of a scenario gave; see oracle.h. */
#include "oracle.h"

/* -- What a report says that depends on the run alone -- */

static void
replace(
    struct report *r, const char *key, char *(*with)(struct report *, char *))
{
	for (size_t i = 0; i < r->rep_n; i++) {
		if (strcmp(r->rep_keys[i], key) == 0)
			r->rep_values[i] = with(r, r->rep_values[i]);
	}
}

/* Process numbers by what they are to the program. */
static char *
relative(struct report *r, char *value)
{
	static char self[] = "self", parent[] = "parent";

	if (strcmp(value, report_get(r, "pid")) == 0)
		return self;
	if (strcmp(value, report_get(r, "ppid")) == 0)
		return parent;
	return value;
}

/* Ignored by glibc before 2.38 whatever the scenario: see oracle_signals. */
static char *
without_32_33(struct report *r, char *value)
{
	char *at = strstr(value, "32,33");

	(void)r;
	if (at == NULL || (at > value && at[-1] != ','))
		return value;
	if (at[5] == ',')
		memmove(at, at + 6, strlen(at + 6) + 1);
	else if (at[5] == '\0')
		at[at > value ? -1 : 0] = '\0';
	return value;
}

/* Its number is whatever is free on the machine just then. */
static void
name_terminal(struct report *r, const char *id)
{
	static char terminal[] = "the terminal";
	int fd, end;

	for (size_t i = 0; i < r->rep_n; i++) {
		end = 0;
		(void)sscanf(r->rep_keys[i], "fd.%d.id%n", &fd, &end);
		if (end != 0 && strcmp(r->rep_values[i], id) == 0)
			r->rep_values[i] = terminal;
	}
}

void
oracle_normalise(const struct leg *leg)
{
	struct report *r = leg->leg_report;

	if (r == NULL)
		return;
	replace(r, "pgid", relative);
	replace(r, "sid", relative);
	replace(r, "tpgid", relative);
	name_terminal(r, leg->leg_out->oc_terminal);
	if (!(leg->leg_sc->sc_flags & KEEPS_32_33))
		replace(r, "sigignored", without_32_33);
}

/* -- Comparing -- */

static const char *
error_name(int error)
{
	static const struct {
		int error;
		const char *name;
	} names[] = { { 0, "0" }, { E2BIG, "E2BIG" }, { EACCES, "EACCES" },
		{ EBADF, "EBADF" }, { ECHILD, "ECHILD" }, { EFAULT, "EFAULT" },
		{ EINVAL, "EINVAL" }, { ENOENT, "ENOENT" },
		{ EPERM, "EPERM" } };
	static char numbers[2][16];
	static unsigned next;

	for (size_t i = 0; i < COUNT(names); i++) {
		if (names[i].error == error)
			return names[i].name;
	}
	(void)snprintf(numbers[++next % 2], sizeof(numbers[0]), "%d", error);
	return numbers[next % 2];
}

static void
compare_outcomes(FILE *to, const struct outcome *a, const struct outcome *b)
{
	if (a->oc_died != b->oc_died)
		(void)fprintf(to, "died: %d -> %d\n", a->oc_died, b->oc_died);
	for (int i = 0; i <= MOST_STEPS; i++) {
		if (a->oc_steps[i] != b->oc_steps[i])
			(void)fprintf(to, "step %d: %s -> %s\n", i,
			    error_name(a->oc_steps[i]),
			    error_name(b->oc_steps[i]));
	}
	if (a->oc_error != b->oc_error)
		(void)fprintf(to, "error: %s -> %s\n", error_name(a->oc_error),
		    error_name(b->oc_error));
	if (a->oc_status != b->oc_status)
		(void)fprintf(
		    to, "status: %d -> %d\n", a->oc_status, b->oc_status);
	if (a->oc_pid != b->oc_pid)
		(void)fprintf(to, "pid: %d -> %d\n", a->oc_pid, b->oc_pid);
}

char *
oracle_compare(const struct leg *libc, const struct leg *ours)
{
	const struct report *a = libc->leg_report, *b = ours->leg_report;
	const char *out = ours->leg_sc->sc_leave_out;
	char *text = NULL, *diff = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	assert_non_null(to);
	compare_outcomes(to, libc->leg_out, ours->leg_out);
	if (a != NULL && b != NULL)
		/*
		 * A filter may take this promise from who is not root; where
		 * the test's own output is depends on what it said meanwhile.
		 */
		diff = report_diff(a, b, out == NULL ? "" : out,
		    ours->leg_no_clone3 ? "no_new_privs" : "", "fd.1.offset",
		    "fd.2.offset", NULL);
	else if (a != b)
		(void)fprintf(to, "report: %s -> %s\n", a ? "one" : "none",
		    b ? "one" : "none");
	if (diff != NULL)
		(void)fputs(diff, to);
	free(diff);
	(void)fclose(to);
	return text;
}
