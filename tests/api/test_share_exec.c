/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Children that share their parent's descriptors until their exec: the parent
 * keeps what the exec closes, and its locks; what it opens meanwhile is not for
 * the programs.
 *
 * POSIX.1-2024, exec: DESCRIPTION (FD_CLOEXEC); fcntl(): F_SETLK (locks are
 * the process's).
 */
#include "share_files.h"

#include <sys/utsname.h>

#define CHILDREN 8

/*
 * A lease keeps an exec waiting for the file of its program.  Since 5.11 that
 * is before a table that is shared is copied.
 */
static bool
is_copied_late(void)
{
	struct utsname name;
	int major = 0, minor = 0;

	(void)uname(&name);
	(void)sscanf(name.release, "%d.%d", &major, &minor);
	return (major > 5 || (major == 5 && minor >= 11));
}

static int
lease(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	(void)signal(SIGIO, SIG_IGN);
	if (fcntl(fd, F_SETLEASE, F_WRLCK) == 0)
		return (fd);
	(void)complain("no lease: %s", strerror(errno));
	return (-1);
}

struct job {
	const char *program;
	spawnx_pending_t *pending[CHILDREN];
	char *argvs[CHILDREN][3];
};

static int
start_all(struct job *job)
{
	char name[32];
	int bad = 0;

	for (int i = 0; i < CHILDREN; i++) {
		(void)snprintf(name, sizeof(name), "report.%d", i);
		job->argvs[i][0] = (char *)(uintptr_t) "report";
		job->argvs[i][1] = strdup(test_path(name));
		job->argvs[i][2] = NULL;
		bad += check_int(
		    spawnx_start(&job->pending[i], SPAWNX_SHAREFILES,
			job->program, NULL, NULL, job->argvs[i], environ),
		    0);
	}
	return (bad);
}

static int
finish_one(spawnx_pending_t *p, char *file)
{
	struct report *r;
	pid_t pid = -1;
	int bad;

	bad = check_int(spawnx_finish(p, &pid), 0);
	bad += check_int(wait_for(pid), 0);
	r = report_read(file);
	free(file);
	if (r == NULL)
		return (complain("no report"));
	bad += check_string(report_get(r, "fds"), "0,1,2,10,12,14");
	report_free(r);
	return (bad);
}

/* Some are opened and closed, some stay until the programs run. */
static int
use_descriptors(int kept[2])
{
	int fd, bad = 0;

	kept[0] = open("/dev/full", O_RDONLY | O_CLOEXEC);
	for (int i = 0; i < 100; i++) {
		fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
		bad += check_int(close(fd), 0);
	}
	kept[1] = fcntl(kept[0], F_DUPFD_CLOEXEC, 40);
	return (bad + check_int(kept[1], 40));
}

static int
check_exec(void *arg)
{
	struct job job = { .program = arg };
	int bad = open_some() + take_lock(), fd = lease(arg), kept[2];
	struct table was;

	if (fd < 0)
		return (77);
	take_table(&was);
	bad += start_all(&job);
	sleep_ms(50);
	for (int i = 0; i < CHILDREN && is_copied_late(); i++)
		bad += check(differs(spawnx_pending_pid(job.pending[i])) != 1);
	bad += check_table(&was) + check_lock() + use_descriptors(kept);
	bad += check_int(fcntl(fd, F_SETLEASE, F_UNLCK), 0);
	for (int i = 0; i < CHILDREN; i++)
		bad += finish_one(job.pending[i], job.argvs[i][1]);
	bad += check_int(close(kept[0]), 0) + check_int(close(kept[1]), 0);
	return (bad + check_table(&was) + check_lock());
}

/* A file of its own, for nobody else is to have it open. */
static void
test_in_the_exec(void **state)
{
	char *program = (char *)(uintptr_t)report_program();
	char *copy = strdup(test_path("program"));
	pid_t pid;

	(void)state;
	assert_int_equal(spawnx_spawnp(&pid, "cp", NULL, NULL,
			     ARGV("cp", program, copy), environ),
	    0);
	assert_int_equal(wait_for(pid), 0);
	expect_child(check_exec, copy);
	free(copy);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_in_the_exec),
	};

	if (!BACKEND_IS_ASM)
		return (skip_all("without clone3() start waits"));
	return (run_cases(cases));
}
