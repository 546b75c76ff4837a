/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A child that somebody else may look into than those who may look into its
 * caller has a copy of the caller's memory, and nothing of the caller changes;
 * others share it, and so do all children of a caller that is undumpable.
 *
 * Not of POSIX: SECURITY.md, the memory of the caller.
 */
#include "apart_rows.h"
#include "needs.h"

#include <dirent.h>
#include <pthread.h>

#define BEFORE 1L
#define AFTER  2L

/* What a child sees that shares the memory, and one with a copy does not. */
static volatile long word;

/* -- A child in the middle: it waits for somebody to open the FIFO -- */

struct job {
	const struct row *row;
	bool undumpable;
	posix_spawnattr_t attr;
	posix_spawn_file_actions_t fa;
	int rc;
	pid_t pid;
};

static void *
spawn_thread(void *arg)
{
	struct job *job = arg;

	job->rc = spawnx_spawn(&job->pid, "/bin/true", &job->fa, &job->attr,
	    ARGV("true"), environ);
	return (NULL);
}

/* The child that the other thread waits for: the newest of this process's. */
static pid_t
find_child(void)
{
	char path[64], *text, *last;
	pid_t pid = 0;

	for (int tries = 0; pid == 0 && tries < 5000; tries++) {
		DIR *dir = opendir("/proc/self/task");
		struct dirent *d;

		while (dir != NULL && (d = readdir(dir)) != NULL) {
			(void)snprintf(path, sizeof(path),
			    "/proc/self/task/%.20s/children", d->d_name);
			text = d->d_name[0] == '.' ? NULL : read_file(path);
			last = text == NULL ? NULL : text;
			if (last != NULL && atoi(last) > 0)
				pid = atoi(last);
			free(text);
		}
		if (dir != NULL)
			(void)closedir(dir);
		sleep_ms(1);
	}
	return (pid);
}

static bool
is_at_fifo(pid_t pid)
{
	char path[64], *text;
	bool is;

	(void)snprintf(path, sizeof(path), "/proc/%d/syscall", (int)pid);
	text = read_file(path);
	is = text != NULL && atoi(text) == SYS_openat;
	free(text);
	return (is);
}

struct peek {
	pid_t pid;
	long want;
};

/* What the child has where this process has AFTER; -1: not to be read. */
static long
peek(pid_t pid)
{
	char path[64];
	long seen = -1;
	int fd;

	(void)snprintf(path, sizeof(path), "/proc/%d/mem", (int)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || pread(fd, &seen, sizeof(seen), (off_t)(uintptr_t)&word) !=
			  sizeof(seen))
		seen = -1;
	(void)close(fd);
	return (seen);
}

/* In another process: this one may see files as another user. */
static int
peek_as_root(void *arg)
{
	const struct peek *pk = arg;

	(void)setfsuid(0);
	return (check_int(peek(pk->pid), pk->want));
}

/* As USER, who owns the child by now. */
static int
peek_as_user(void *arg)
{
	const pid_t pid = *(pid_t *)arg;
	char path[64];

	if (setresgid(GROUP, GROUP, GROUP) != 0 ||
	    setresuid(USER, USER, USER) != 0 || set_caps(0) != 0)
		return (77);
	(void)snprintf(path, sizeof(path), "/proc/%d/mem", (int)pid);
	return (check(open(path, O_RDONLY) < 0) + check_int(errno, EACCES));
}

/* It may be hidden from this process. */
static int
check_dumpable(const struct job *job)
{
	const int now = get_dumpable();

	return (now < 0 ? 0 : check_int(now, !job->undumpable));
}

static int
check_middle(struct job *job, pid_t child)
{
	const bool apart = job->row->apart && get_dumpable() != 0;
	struct peek pk = { child, apart ? BEFORE : AFTER };
	int bad = check(child > 0);

	for (int tries = 0; tries < 5000 && !is_at_fifo(child); tries++)
		sleep_ms(1);
	word = AFTER;
	bad += check_int(in_child(peek_as_root, &pk), 0);
	bad += check_int(in_child(peek_as_user, &child), 0);
	return (bad + check_dumpable(job));
}

static int
run_job(struct job *job)
{
	pthread_t thread;
	int bad, fd;

	word = BEFORE;
	bad = check_int(pthread_create(&thread, NULL, spawn_thread, job), 0);
	bad += check_middle(job, find_child());
	/* O_RDWR waits for nobody: a spawn that failed is no reader. */
	fd = open(test_path("fifo"), O_RDWR | O_CLOEXEC);
	bad += check_int(pthread_join(thread, NULL), 0) + check(fd >= 0);
	(void)close(fd);
	if (job->rc == 0)
		bad += check_int(wait_for(job->pid), 0);
	bad += check_int(job->rc, 0);
	return (bad + check_dumpable(job));
}

static int
row_child(void *arg)
{
	struct job *job = arg;
	int bad, rc;

	bad = check_int(spawnx_attr_init(&job->attr), 0);
	bad += check_int(spawnx_file_actions_init(&job->fa), 0);
	bad += check_int(spawnx_file_actions_addopen(
			     &job->fa, 5, test_path("fifo"), O_RDONLY, 0),
	    0);
	rc = job->row->set(&job->attr);
	if (rc == ENOSYS || rc == ENOTSUP)
		return (77);
	bad += check_int(rc, 0);
	if (job->row->caller != NULL)
		bad += check_int(job->row->caller(), 0);
	set_dumpable(!job->undumpable);
	bad += run_job(job);
	bad += check_int(spawnx_file_actions_destroy(&job->fa), 0);
	bad += check_int(spawnx_attr_destroy(&job->attr), 0);
	return (bad == 0 ? 0 : complain("%s", job->row->name));
}

static void
run_rows(bool undumpable)
{
	skip_unless_root();
	assert_int_equal(mkfifo(test_path("fifo"), 0666), 0);
	assert_int_equal(chmod(test_path("fifo"), 0666), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct job job = { .row = &rows[i], .undumpable = undumpable };
		int rc;

		rc = in_child(row_child, &job);
		if (rc != 0 && rc != 77)
			fail_msg("in the row: %s", rows[i].name);
	}
}

static void
test_dumpable_caller(void **state)
{
	(void)state;
	need(NEED_PROC_SYSCALL);
	need(NEED_SETFSUID);
	run_rows(false);
}

static void
test_undumpable_caller(void **state)
{
	(void)state;
	need(NEED_PROC_SYSCALL);
	need(NEED_SUID_DUMPABLE);
	run_rows(true);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_dumpable_caller),
		CASE(test_undumpable_caller),
	};

	return (run_cases(cases));
}
