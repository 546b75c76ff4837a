/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The library's own descriptors keep out of the way of those that a request
 * names, and need no more room than there is: any number that is not named
 * will do.
 *
 * Not of POSIX: what this library does on its own behalf is not to be seen.
 */
#include "named.h"

#include "terminal.h"

#include <sys/resource.h>

#define LIMIT 64
#define HIGH  (LIMIT - 1)
#define LOW   8

static int
set_limit(rlim_t limit)
{
	const struct rlimit both = { limit, limit };

	close_all();
	return (check_int(setrlimit(RLIMIT_NOFILE, &both), 0));
}

/* -- The highest number there is, in a table that is almost empty -- */

static int
add_high_terminal(posix_spawnattr_t *attr)
{
	const int fd = open_terminal();

	if (fd < 0 || dup3(fd, HIGH, O_CLOEXEC) != HIGH)
		return (-1);
	(void)close(fd);
	if (spawnx_attr_setflags(attr, SPAWNX_SETSID) != 0)
		return (-1);
	return (spawnx_attr_setctty(attr, HIGH));
}

static int
add_high_program(posix_spawnattr_t *attr)
{
	if (open_as(HIGH, "/bin/true", O_RDONLY | O_CLOEXEC) != HIGH)
		return (-1);
	return (spawnx_attr_setexecfd(attr, HIGH));
}

static int
add_high_namespace(posix_spawnattr_t *attr)
{
	const int fd = HIGH;

	if (geteuid() != 0)
		return (0);
	if (open_as(fd, "/proc/self/ns/uts", O_RDONLY | O_CLOEXEC) != fd)
		return (-1);
	return (spawnx_attr_setnsfds(attr, 1, &fd));
}

static const struct high {
	const char *name;
	int (*set)(posix_spawnattr_t *);
	const char *actions;
	int error;
} highs[] = {
	{ "execfd", add_high_program, "", 0 },
	{ "ctty", add_high_terminal, "", 0 },
	{ "nsfds", add_high_namespace, "", 0 },
	{ "close", NULL, "c63", 0 },
	{ "open", NULL, "o63=/dev/null", 0 },
	{ "dup2", NULL, "d0:63 d63:5", 0 },
	{ "dup2 of none", NULL, "d63:5", EBADF },
	{ "closefrom", NULL, "f63", 0 },
	{ "remap", NULL, "r0:63,1:62", 0 },
	{ "inherit", add_high_program, "i63", 0 },
	{ "inherit of none", NULL, "i63", EBADF },
	{ "inheritopen", add_high_program, "p63", 0 },
	{ "inheritopen of none", NULL, "p63", 0 },
	{ "cloexecfrom", NULL, "x63", 0 },
};

static int
spawn_high(const struct spawn_family *f, const struct high *high)
{
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	pid_t pid = -1;
	int bad;

	bad = check_int(f->actions_init(&fa), 0);
	bad += check_int(f->attr_init(&attr), 0);
	if (high->set != NULL)
		bad += check_int(high->set(&attr), 0);
	bad += check_int(add_actions(f, &fa, high->actions), 0);
	bad += check_int(
	    f->spawn(&pid, "/bin/true", &fa, &attr, ARGV("true"), environ),
	    high->error);
	if (high->error == 0 && bad == 0)
		bad += check_int(wait_for(pid), 0);
	bad += check_int(f->actions_destroy(&fa), 0);
	return (bad + check_int(f->attr_destroy(&attr), 0));
}

static const struct high *high;

/* Twice: after the first one it is known what a child by clone() has. */
static int
high_child(void *f)
{
	int bad = set_limit(LIMIT);

	for (int i = 0; i < 2; i++)
		bad += spawn_high(f, high);
	return (bad);
}

static int
each_high(void *unused)
{
	int bad = 0;

	(void)unused;
	for (high = highs; high < highs + COUNT(highs); high++)
		if (each_start(high_child) != 0)
			bad += complain("%s", high->name);
	return (bad);
}

static void
test_high_numbers(void **state)
{
	(void)state;
	on_each_way(each_high, NULL);
}

/* -- Every number there is -- */

#define TAKES_ALL "d0:3 c3 c4 c5 c6 c7 d2:0 d0:1"

/*
 * A child that shares the memory needs no pipe; one with a copy has no room for
 * it, and is not left to run.
 */
static bool copied;

static int
full_child(void *arg)
{
	const struct spawn_family *f = arg;
	const struct high row = { "", NULL, TAKES_ALL, copied ? EMFILE : 0 };
	int bad = set_limit(LOW);

	for (int i = 0; i < 2; i++)
		bad += spawn_high(f, &row);
	bad += check(!has_child());
	if (!copied)
		bad += spec_failure(f, TAKES_ALL " C=/none", 0, ENOENT, 8);
	return (bad);
}

static int
without_clone3(void *f)
{
	if (refuse_syscall(SYS_clone3, ENOSYS) != 0)
		return (77);
	if (copied && refuse_shared_memory(EINVAL) != 0)
		return (77);
	return (full_child(f));
}

static void
test_all_numbers(void **state)
{
	const struct spawn_family *families[] = { family_spawnx(),
		family_host_names(), family_sharing() };

	(void)state;
	for (size_t i = 0; i < COUNT(families); i++) {
		void *f = (void *)(uintptr_t)families[i];

		(void)row_enter(families[i]->name);
		copied = false;
		expect_child(full_child, f);
		expect_child(without_clone3, f);
		copied = true;
		expect_child(without_clone3, f);
	}
	(void)row_enter(NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_high_numbers),
		CASE(test_all_numbers),
	};

	return (run_cases(cases));
}
