/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A child shares the caller's table of descriptors for a moment, while other
 * threads open and close theirs: each finds its own as it left it, none is
 * closed, changed or added by a spawn, and a program gets what it should.
 *
 * Not of POSIX: doc/descriptors.md, "Why no result changes".
 */
#include "check.h"
#include "workers.h"

#define ROUNDS 25

static bool
is_mine(int fd, int fdflags, const struct stat *want)
{
	struct stat st;

	return (fcntl(fd, F_GETFD) == fdflags && fstat(fd, &st) == 0 &&
		st.st_ino == want->st_ino && st.st_dev == want->st_dev);
}

/* Low numbers as they come, high ones of the thread's own. */
static void *
hammer(void *arg)
{
	struct worker *w = arg;
	const int high = 200 + w->w_number;
	struct stat st;

	w->w_bad += check(stat("/dev/null", &st) == 0);
	while (!atomic_load(&done) && w->w_bad == 0) {
		int low = open("/dev/null", O_RDONLY | O_CLOEXEC);

		w->w_bad += check(low >= 0);
		w->w_bad += check(dup2(low, high) == high);
		w->w_bad += check(is_mine(low, FD_CLOEXEC, &st));
		w->w_bad += check(is_mine(high, 0, &st));
		w->w_bad += check(close(low) == 0);
		w->w_bad += check(is_mine(high, 0, &st));
		w->w_bad += check(close(high) == 0);
		w->w_bad += check(fcntl(high, F_GETFD) < 0 && errno == EBADF);
	}
	return (NULL);
}

static const struct sequence {
	const char *actions, *fds;
	short flags;
} sequences[] = {
	{ "f3", "0,1,2", 0 },
	{ "d0:150 d150:9 f10", "0,1,2,9", 0 },
	{ "d120:5 f6", "0,1,2,5", 0 },
	{ "i0 i121", "0,121", SPAWNX_CLOEXEC_DEFAULT },
	{ "o4=/dev/null d120:1", "1,4", SPAWNX_CLOEXEC_DEFAULT },
};

static int
spawn_sequence(const struct spawn_family *f, const struct sequence *s)
{
	char *file = strdup(test_path("report"));
	posix_spawn_file_actions_t fa;
	struct report *r = NULL;
	posix_spawnattr_t at;
	pid_t pid = -1;
	int bad;

	(void)unlink(file);
	bad = check_int(f->actions_init(&fa), 0) +
	      check_int(f->attr_init(&at), 0);
	bad += check_int(add_actions(f, &fa, s->actions), 0);
	bad += check_int(f->setflags(&at, s->flags), 0);
	bad += check_int(f->spawn(&pid, report_program(), &fa, &at,
			     ARGV("report", file), environ),
	    0);
	bad += check_int(wait_for(pid), 0);
	r = bad == 0 ? report_read(file) : NULL;
	bad += check(r != NULL);
	if (r != NULL && strcmp(s->fds, report_get(r, "fds")) != 0)
		bad += complain("%s: %s", s->actions, report_get(r, "fds"));
	report_free(r);
	free(file);
	bad += check_int(f->attr_destroy(&at), 0);
	return (bad + check_int(f->actions_destroy(&fa), 0));
}

/* The failures go back before and after the table is the child's own. */
static int
spawn_failures(const struct spawn_family *f)
{
	posix_spawn_file_actions_t fa;
	int bad;

	bad = check_int(f->actions_init(&fa), 0);
	bad += check_int(add_actions(f, &fa, "c120 c121 f3 C=/none"), 0);
	bad += check_int(f->spawn(NULL, report_program(), &fa, NULL,
			     ARGV("report", "none"), environ),
	    ENOENT);
	return (bad + check_int(f->actions_destroy(&fa), 0));
}

static int
hammered_child(void *arg)
{
	struct worker hammers[3];
	struct world world;
	const struct spawn_family *f;
	int bad = 0;

	(void)arg;
	close_all();
	CHECK(open_as(120, "/dev/null", O_RDONLY | O_CLOEXEC) == 120);
	CHECK(open_as(121, "/", O_RDONLY) == 121);
	CHECK(open_as(900, "/dev/null", O_RDONLY) == 900);
	world_take(&world);
	start(hammers, 3, hammer);
	for (int i = 0; i < ROUNDS && bad == 0; i++) {
		f = i % 2 == 0 ? family_spawnx() : family_host_names();
		for (size_t k = 0; k < COUNT(sequences); k++)
			bad += spawn_sequence(f, &sequences[k]);
		bad += spawn_failures(f);
	}
	atomic_store(&done, true);
	return (bad + join(hammers, 3) + world_check(&world));
}

static void
test_threads_keep_their_descriptors(void **state)
{
	(void)state;
	on_each_way(hammered_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_threads_keep_their_descriptors),
	};

	return (run_cases(cases));
}
