/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * No function of the family is a cancellation point: a thread that is to be
 * cancelled gets its result first, and leaves no child behind that nobody
 * knows of.
 *
 * POSIX.1-2024, XSH 2.9.5.2 (cancellation points): posix_spawn() is in
 * neither list.
 */
#include "forked.h"

#include <pthread.h>
#include <stdatomic.h>

/* AddressSanitizer doesn't see that the stack of such a thread is unwound. */
#define PLAIN __attribute__((no_sanitize("address")))

struct spawner {
	const struct spawn_family *s_family;
	const char *s_program;
	bool s_search;
	atomic_bool s_cancelled;
	int s_result;
	pid_t s_pid;
	bool s_returned;
};

/* Everything between the two calls must be done, although it is cancelled. */
PLAIN static void *
spawn_cancelled(void *arg)
{
	const struct spawn_family *f;
	posix_spawn_file_actions_t fa;
	struct spawner *s = arg;
	posix_spawnattr_t at;

	while (!atomic_load(&s->s_cancelled))
		continue;
	f = s->s_family;
	(void)f->attr_init(&at);
	(void)f->setflags(&at, POSIX_SPAWN_SETPGROUP);
	(void)f->actions_init(&fa);
	(void)f->addopen(&fa, 50, "/dev/null", O_RDONLY, 0);
	s->s_result = (s->s_search ? f->spawnp : f->spawn)(&s->s_pid,
	    s->s_program, &fa, &at, ARGV("report", "none", "exit=3"), environ);
	(void)f->actions_destroy(&fa);
	(void)f->attr_destroy(&at);
	s->s_returned = true;
	pthread_testcancel();
	return (NULL);
}

static int
cancel_one(struct spawner *s, int want)
{
	pthread_t thread;
	void *result;
	int bad = 0;

	if (pthread_create(&thread, NULL, spawn_cancelled, s) != 0)
		return (complain("no thread"));
	bad += check_int(pthread_cancel(thread), 0);
	atomic_store(&s->s_cancelled, true);
	bad += check_int(pthread_join(thread, &result), 0);
	bad += check(result == PTHREAD_CANCELED);
	bad += check(s->s_returned);
	bad += check_int(s->s_result, want);
	if (want == 0 && s->s_result == 0)
		bad += check_int(wait_for(s->s_pid), 3 << 8);
	return (bad + check(!has_child()));
}

static int
cancel_child(void *arg)
{
	const struct spawn_family *f;
	int bad = 0;

	(void)arg;
	FOR_EACH_FAMILY(f)
	{
		for (int i = 0; i < 4; i++) {
			struct spawner s = { .s_family = f,
				.s_program =
				    i < 2 ? report_program() : "/none/at/all",
				.s_search = i % 2 != 0 };

			bad += cancel_one(&s, i < 2 ? 0 : ENOENT);
		}
	}
	return (bad);
}

static void
test_result_comes_first(void **state)
{
	(void)state;
	on_each_way(cancel_child, NULL);
}

/* -- Cancelled at any time: as many spawned as waited for -- */

static atomic_int started, ended;

PLAIN static void *
spawn_in_a_loop(void *arg)
{
	const struct spawn_family *f = arg;
	pid_t pid = -1;
	int old;

	for (;;) {
		if (f->spawn(&pid, report_program(), NULL, NULL,
			ARGV("report", "none"), environ) == 0) {
			atomic_fetch_add(&started, 1);
			(void)pthread_setcancelstate(
			    PTHREAD_CANCEL_DISABLE, &old);
			if (wait_for(pid) == 0)
				atomic_fetch_add(&ended, 1);
			(void)pthread_setcancelstate(
			    PTHREAD_CANCEL_ENABLE, &old);
		}
		pthread_testcancel();
	}
	return (NULL);
}

static int
loop_child(void *arg)
{
	const struct spawn_family *f;
	pthread_t thread;
	int bad = 0;

	(void)arg;
	FOR_EACH_FAMILY(f)
	{
		for (int i = 0; i < 20; i++) {
			if (pthread_create(&thread, NULL, spawn_in_a_loop,
				(void *)(uintptr_t)f) != 0)
				return (complain("no thread"));
			sleep_ms(i % 7);
			bad += check_int(pthread_cancel(thread), 0);
			bad += check_int(pthread_join(thread, NULL), 0);
			bad += check(!has_child());
		}
	}
	return (bad + check_int(atomic_load(&started), atomic_load(&ended)));
}

static void
test_cancelled_at_any_time(void **state)
{
	(void)state;
	on_each_way(loop_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_result_comes_first),
		CASE(test_cancelled_at_any_time),
	};

	return (run_cases(cases));
}
