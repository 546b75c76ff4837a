/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where close_range() is refused and what is called /proc is no procfs, or may
 * be anybody's, closefrom closes every descriptor all the same: a directory of
 * that name says nothing about them.
 *
 * Extension, as addclosefrom_np of glibc 2.34: security depends on it.
 */
#include "check.h"
#include "trace.h"

#include "forked.h"

#include <sys/mount.h>
#include <sys/resource.h>

#define FIRST 4 /* closed from there on */

static const int numbers[] = { 4, 5, 40, 900 };

/* -- What /proc is -- */

static int
keep_proc(void)
{
	return (0);
}

static int
hide_proc(void)
{
	if (unshare(CLONE_NEWNS) != 0 ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
		return (77);
	return (check_int(mount("none", "/proc", "tmpfs", 0, NULL), 0));
}

static int
fake_proc(void)
{
	const int rc = hide_proc();

	if (rc != 0)
		return (rc);
	CHECK(mkdir("/proc/self", 0755) == 0);
	return (check_int(mkdir("/proc/self/fd", 0755), 0));
}

/* With the names of some of them, and of more than there are. */
static int
lie_of_proc(void)
{
	const int rc = fake_proc();

	if (rc != 0)
		return (rc);
	CHECK(mkdir("/proc/self/fd/5", 0755) == 0);
	return (check_int(mkdir("/proc/self/fd/1000", 0755), 0));
}

static const struct way {
	const char *name;
	int (*prepare)(void);
	bool chroot; /* of the child, into the same root */
	int files;   /* the limit of the child; 0: the caller's */
} ways[] = {
	{ "as it is", keep_proc, false, 0 },
	{ "empty", hide_proc, false, 0 },
	{ "nothing listed", fake_proc, false, 0 },
	{ "some listed", lie_of_proc, false, 0 },
	{ "nothing listed, a lower limit", fake_proc, false, 32 },
	{ "the root", keep_proc, true, 0 },
	{ "the root, a lower limit", keep_proc, true, 32 },
	{ "the root, nothing listed", fake_proc, true, 0 },
};

/* -- A program that has none of them: the pipe's end shows it -- */

struct pipes {
	int reading[COUNT(numbers)];
};

static int
open_pipes(struct pipes *p)
{
	close_all();
	for (size_t i = 0; i < COUNT(numbers); i++) {
		int fds[2];

		CHECK(pipe2(fds, O_CLOEXEC | O_NONBLOCK) == 0);
		p->reading[i] = fcntl(fds[0], F_DUPFD_CLOEXEC, 100);
		CHECK(dup2(fds[1], 300 + (int)i) >= 0);
		CHECK(close(fds[0]) == 0 && close(fds[1]) == 0);
	}
	/* Not close-on-exec, and in no other place. */
	for (size_t i = 0; i < COUNT(numbers); i++) {
		CHECK(dup2(300 + (int)i, numbers[i]) == numbers[i]);
		CHECK(close(300 + (int)i) == 0);
	}
	return (0);
}

static int
check_pipes(const struct pipes *p)
{
	int bad = 0;
	char byte;

	for (size_t i = 0; i < COUNT(numbers); i++) {
		(void)close(numbers[i]);
		if (read(p->reading[i], &byte, 1) != 0)
			bad += complain("%d is open there", numbers[i]);
		(void)close(p->reading[i]);
	}
	return (bad);
}

static int
close_by(const struct spawn_family *f, const struct way *way)
{
	const struct rlimit limit = { (rlim_t)way->files, (rlim_t)way->files };
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	struct pipes pipes;
	pid_t pid = -1;
	int bad;

	bad = open_pipes(&pipes);
	bad += check_int(f->actions_init(&fa), 0);
	bad += check_int(f->attr_init(&attr), 0);
	bad += check_int(f->addclosefrom_np(&fa, FIRST), 0);
	if (way->chroot)
		bad += check_int(spawnx_attr_setchroot(&attr, "/"), 0);
	if (way->files != 0)
		bad += check_int(
		    spawnx_attr_setrlimit(&attr, RLIMIT_NOFILE, &limit), 0);
	bad += check_int(f->spawn(&pid, "/bin/sleep", &fa, &attr,
			     ARGV("sleep", "20"), environ),
	    0);
	bad += check_pipes(&pipes);
	if (pid > 0) {
		(void)kill(pid, SIGKILL);
		bad += check_int(wait_for(pid), SIGKILL);
	}
	bad += check_int(f->actions_destroy(&fa), 0);
	return (bad + check_int(f->attr_destroy(&attr), 0));
}

static int
way_child(void *arg)
{
	const struct way *way = arg;
	const struct spawn_family *f;
	int bad = way->prepare();

	if (bad == 77 || refuse_syscall(SYS_close_range, ENOSYS) != 0)
		return (77);
	FOR_EACH_FAMILY(f)
	bad += close_by(f, way);
	return (bad + close_by(family_sharing(), way));
}

static int
each_way_child(void *unused)
{
	int bad = 0, rc;

	(void)unused;
	for (size_t i = 0; i < COUNT(ways); i++) {
		rc = in_child(way_child, (void *)(uintptr_t)&ways[i]);
		if (rc == 77)
			return (77);
		if (rc != 0)
			bad += complain("%s", ways[i].name);
	}
	return (bad);
}

static void
test_all_are_closed(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(each_way_child, NULL);
}

/* -- In another root the list is not even looked at -- */

#define LIMIT 30

static int
traced_child(void *unused)
{
	const struct rlimit limit = { LIMIT, LIMIT };
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	pid_t pid = -1;

	(void)unused;
	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	CHECK(refuse_syscall(SYS_close_range, ENOSYS) == 0);
	CHECK(spawnx_file_actions_init(&fa) == 0);
	CHECK(spawnx_attr_init(&attr) == 0);
	CHECK(spawnx_attr_setchroot(&attr, "/") == 0);
	CHECK(spawnx_file_actions_addclosefrom(&fa, LIMIT - 10) == 0);
	trace_mark();
	CHECK(spawnx_spawn(
		  &pid, "/bin/true", &fa, &attr, ARGV("true"), environ) == 0);
	trace_mark();
	return (wait_for(pid));
}

static void
test_list_is_not_used(void **state)
{
	static struct trace t;
	const char *text;
	int error;

	(void)state;
	skip_unless_root();
	error = trace_run(&t, traced_child, NULL);
	if (error != 0)
		skip_because("no tracing here: %s", strerror(error));
	assert_int_equal(t.t_status, 0);
	text = trace_text(&t, true);
	assert_null(strstr(text, "openat"));
	assert_null(strstr(text, "getdents64"));
	assert_non_null(strstr(text, "close*10"));
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_all_are_closed),
		CASE(test_list_is_not_used),
	};

	return (run_cases(cases));
}
