/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A child that shares its parent's descriptors (spawnx_start() with
 * SPAWNX_SHAREFILES, an extension) changes none of them, at any time and
 * whatever fails; its program has those that it would have otherwise.
 *
 * POSIX.1-2024, posix_spawn(): DESCRIPTION (the child's descriptors);
 * fcntl(): F_SETLK (locks are the process's).
 */
#include "needs.h"
#include "share_files.h"

/* The child is stopped between `actions` and `then`. */
static const struct row {
	const char *name;
	const char *actions, *then;
	short flags;
	int error;
	const char *program; /* NULL: `report` */
} rows[] = {
	{ "close", "c10 c11 c0", "", 0, 0, NULL },
	{ "open", "o10=/dev/full O11=/dev/full o30=/", "", 0, 0, NULL },
	{ "dup2", "d10:11 d12:13 d11:40", "", 0, 0, NULL },
	{ "clearing close-on-exec", "d11:11 i13", "", 0, 0, NULL },
	{ "closefrom", "f3", "", 0, 0, NULL },
	{ "closefrom of all", "f0", "", 0, 0, NULL },
	{ "closefrom above one", "d14:5 f12", "", 0, 0, NULL },
	{ "the name of a descriptor", "o5=/dev/fd/10 f6", "", 0, 0, NULL },
	{ "remap", "r10:11,11:10,12:50", "", 0, 0, NULL },
	{ "default", "", "", SPAWNX_CLOEXEC_DEFAULT, 0, NULL },
	{ "default, inherit", "i11", "", SPAWNX_CLOEXEC_DEFAULT, 0, NULL },
	{ "directories", "F13 c13 C=/", "", 0, 0, NULL },
	{ "bad action", "c10 d11:12 f14", "d40:3", 0, EBADF, NULL },
	{ "no program", "c10 d11:12", "f11", 0, ENOENT, "/none" },
};

struct job {
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	spawnx_pending_t *p;
};

static int
start(struct job *job, const struct row *row, const char *text)
{
	const char *program =
	    row->program == NULL ? report_program() : row->program;
	static char *argv[] = { (char *)"report", (char *)"none", NULL };
	int bad;

	bad = check_int(spawnx_file_actions_init(&job->fa), 0);
	bad += check_int(spawnx_attr_init(&job->attr), 0);
	bad += check_int(spawnx_attr_setflags(&job->attr, row->flags), 0);
	bad += check_int(add_actions(family_spawnx(), &job->fa, text), 0);
	return (
	    bad + check_int(spawnx_start(&job->p, SPAWNX_SHAREFILES, program,
				&job->fa, &job->attr, argv, environ),
		      0));
}

static int
finish(struct job *job, int error)
{
	pid_t pid = -1;
	int bad = check_int(spawnx_finish(job->p, &pid), error);

	if (error == 0)
		bad += check_int(wait_for(pid), 0);
	bad += check_int(spawnx_file_actions_destroy(&job->fa), 0);
	return (bad + check_int(spawnx_attr_destroy(&job->attr), 0));
}

/* It says that it is there, and waits for somebody to open the FIFO. */
static int
stop_in_row(const struct row *row)
{
	char text[256];
	struct table was;
	struct job job;
	int bad, fd;

	(void)snprintf(text, sizeof(text), "%s w60=@/here o61=@/fifo %s",
	    row->actions, row->then);
	(void)unlink(test_path("here"));
	take_table(&was);
	bad = start(&job, row, text);
	while (bad == 0 && access(test_path("here"), F_OK) != 0)
		sleep_ms(1);
	bad += check_table(&was) + check_lock();
	bad += check(differs(spawnx_pending_pid(job.p)) != 0);
	fd = open(test_path("fifo"), O_WRONLY | O_CLOEXEC);
	bad += check_int(close(fd), 0);
	bad += finish(&job, row->error);
	return (bad + check_table(&was) + check_lock());
}

static int
check_rows(void *arg)
{
	int bad = open_some() + take_lock();

	(void)arg;
	/* One that finds out that the others can make copies. */
	(void)family_sharing()->spawn(
	    NULL, "/none", NULL, NULL, ARGV("none"), environ);
	for (size_t i = 0; i < COUNT(rows) && bad == 0; i++)
		if (stop_in_row(&rows[i]) != 0)
			bad += complain("in the row \"%s\"", rows[i].name);
	return (bad);
}

static void
test_in_the_middle(void **state)
{
	(void)state;
	need(NEED_FREE_STARTS);
	if (!BACKEND_IS_ASM)
		skip_because("without clone3() start waits");
	assert_int_equal(mkfifo(test_path("fifo"), 0600), 0);
	expect_child(check_rows, NULL);
}

/* -- The programs -- */

static int
compare_programs(void *arg)
{
	const struct spawn_family *f[] = { family_spawnx(), family_sharing() };
	int bad = open_some();

	(void)arg;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct report *r[2] = { NULL, NULL };
		char *diff;

		if (rows[i].error != 0)
			continue;
		for (size_t k = 0; k < COUNT(f); k++)
			bad += check_int(spec_report(&r[k], f[k],
					     rows[i].actions, rows[i].flags),
			    0);
		diff = report_diff(r[0], r[1], NULL);
		if (diff != NULL)
			bad += complain("%s: %s", rows[i].name, diff);
		free(diff);
		report_free(r[0]);
		report_free(r[1]);
	}
	return (bad);
}

static void
test_same_programs(void **state)
{
	(void)state;
	on_each_way(compare_programs, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_in_the_middle),
		CASE(test_same_programs),
	};

	return (run_cases(cases));
}
