/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Several descriptors get new numbers at once: whatever the numbers are, each
 * target is what its source was before, nothing else changes, and nothing is
 * left over.  Compared with a model that copies the whole table.
 *
 * Not of POSIX: spawnx_file_actions_addremap().
 */
#include "remap_model.h"

static const struct mapping {
	const char *name;
	const char *actions;
	const char *fds; /* that the program gets, from 10 up */
} mappings[] = {
	{ "nothing", "r", "10,12,14,16" },
	{ "one to a free number", "r11:20", "10,12,14,16,20" },
	{ "one onto another", "r11:12", "10,12,14,16" },
	{ "one onto itself", "r11:11", "10,11,12,14,16" },
	{ "a swap", "r10:11,11:10", "10,11,12,14,16" },
	{ "a swap of close-on-exec ones", "r11:13,13:11", "10,11,12,13,14,16" },
	{ "a circle of three", "r10:11,11:12,12:10", "10,11,12,14,16" },
	{ "the other way round", "r11:10,12:11,10:12", "10,11,12,14,16" },
	{ "all in one circle",
	    "r10:11,11:12,12:13,13:14,14:15,15:16,16:17,17:10",
	    "10,11,12,13,14,15,16,17" },
	{ "two circles", "r10:11,13:14,11:10,14:13", "10,11,12,13,14,16" },
	{ "a chain upwards", "r10:11,11:12,12:20", "10,11,12,14,16,20" },
	{ "a chain downwards", "r11:10,12:11,13:12", "10,11,12,14,16" },
	{ "a chain given backwards", "r12:20,11:12,10:11",
	    "10,11,12,14,16,20" },
	{ "one to many", "r11:10,11:12,11:20,11:21", "10,12,14,16,20,21" },
	{ "one to many and itself", "r11:20,11:11,11:21",
	    "10,11,12,14,16,20,21" },
	{ "a circle that also goes elsewhere", "r10:11,11:10,10:20",
	    "10,11,12,14,16,20" },
	{ "a circle that goes elsewhere twice", "r10:20,11:10,10:11,11:21",
	    "10,11,12,14,16,20,21" },
	{ "a tree below a circle", "r10:11,11:10,11:12,12:13,13:20",
	    "10,11,12,13,14,16,20" },
	{ "a circle, a chain, one alone", "r10:11,11:10,12:20,18:18", NULL },
	{ "a circle, a chain, itself", "r10:11,11:10,12:20,13:13",
	    "10,11,12,13,14,16,20" },
	{ "one after another", "r10:11,11:10 r10:11,11:10", "10,11,12,14,16" },
};

/* Everything else is gone; of the model only the targets are left. */
static void
default_cloexec(struct table *t)
{
	for (int fd = 0; fd < TABLE; fd++)
		t->t_cloexec[fd] = true;
}

static const char *
of_interest(const struct report *r)
{
	const char *fds = report_get(r, "fds");

	return (strncmp(fds, "0,1,2,", 6) == 0 ? fds + 6 : fds);
}

static int
check_mapping(const struct spawn_family *f, const struct mapping *row)
{
	struct report *r;
	struct table t;
	int bad = 0;

	CHECK(remap_open_files(&t) == 0);
	if (!remap_model_text(&t, row->actions)) {
		CHECK(row->fds == NULL);
		return (spec_failure(f, row->actions, 0, EBADF, 0));
	}
	CHECK(spec_report(&r, f, row->actions, 0) == 0);
	bad += remap_compare(r, &t);
	if (strcmp(of_interest(r), row->fds) != 0)
		bad += complain("%s", of_interest(r));
	report_free(r);
	return (bad);
}

static int
check_mappings(void *arg)
{
	const struct mapping *row;
	int bad = 0;

	FOR_EACH_ROW(row, mappings)
	{
		if (check_mapping(arg, row) != 0)
			bad += complain("%s", row->name);
	}
	return (bad != 0);
}

static void
test_mappings(void **state)
{
	(void)state;
	remap_make_files();
	expect_each(check_mappings);
}

/* Only the targets are left; three that a shell would need are among them. */
static int
check_cloexec_default(void *arg)
{
	const struct mapping *row;
	struct report *r;
	struct table t;
	int bad = 0;

	FOR_EACH_ROW(row, mappings)
	{
		CHECK(remap_open_files(&t) == 0);
		default_cloexec(&t);
		if (!remap_model_text(&t, row->actions))
			continue;
		CHECK(spec_report(
			  &r, arg, row->actions, SPAWNX_CLOEXEC_DEFAULT) == 0);
		if (remap_compare(r, &t) != 0)
			bad += complain("%s", row->name);
		report_free(r);
	}
	return (bad != 0);
}

static void
test_cloexec_default(void **state)
{
	(void)state;
	remap_make_files();
	expect_each(check_cloexec_default);
}

/* -- Neighbours -- */

static const struct mixed {
	const char *name;
	const char *actions;
	short flags;
	const char *fds;
} mixed[] = {
	{ "before closefrom", "r11:3,10:4 f5", 0, "0,1,2,3,4" },
	{ "a circle before closefrom", "r11:10,10:11 f11", 0, "0,1,2,10" },
	{ "a high source before closefrom", "d10:900 r900:3 f4", 0, "0,1,2,3" },
	{ "the standard ones", "r0:1,1:2,2:0", 0, "0,1,2,10,12,14,16" },
	{ "the standard ones only", "r0:1,1:2,2:0", SPAWNX_CLOEXEC_DEFAULT,
	    "0,1,2" },
	{ "what was opened", "O20=/dev/null r20:21", 0,
	    "0,1,2,10,12,14,16,21" },
	{ "then close", "r10:11,11:10 c10", 0, "0,1,2,11,12,14,16" },
	{ "then dup2", "r10:20 d20:10", 0, "0,1,2,10,12,14,16,20" },
};

static int
check_mixed(void *arg)
{
	const struct mixed *row;
	struct report *r;
	struct table t;
	int bad = 0;

	FOR_EACH_ROW(row, mixed)
	{
		CHECK(remap_open_files(&t) == 0);
		CHECK(spec_report(&r, arg, row->actions, row->flags) == 0);
		if (strcmp(report_get(r, "fds"), row->fds) != 0)
			bad +=
			    complain("%s: %s", row->name, report_get(r, "fds"));
		report_free(r);
	}
	return (bad != 0);
}

static void
test_mixed(void **state)
{
	(void)state;
	remap_make_files();
	expect_each(check_mixed);
}

/* -- Without waiting -- */

/* The pipe that makes it pollable is on the numbers of the renamed. */
static int
started(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *attr, char *const argv[], char *const envp[])
{
	spawnx_pending_t *pending;
	int error =
	    spawnx_start(&pending, SPAWNX_POLLABLE, path, fa, attr, argv, envp);

	return (error != 0 ? error : spawnx_finish(pending, pid));
}

static void
test_started(void **state)
{
	struct spawn_family f = *family_spawnx();

	(void)state;
	f.spawn = started;
	remap_make_files();
	expect_child(check_mappings, &f);
	expect_child(check_cloexec_default, &f);
	expect_child(check_mixed, &f);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_mappings),
		CASE(test_cloexec_default),
		CASE(test_mixed),
		CASE(test_started),
	};

	return (run_cases(cases));
}
