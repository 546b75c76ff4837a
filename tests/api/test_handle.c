/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A handle is a descriptor of the process that was made together with it:
 * close-on-exec, ready to read once the process has ended, and not there at
 * all if the spawn fails.
 *
 * Extension: pidfd_spawn() and pidfd_spawnp() of glibc 2.39, and
 * spawnx_spawn_handle(), spawnx_spawnp_handle(), which give the pid as well.
 */
#include "forked.h"
#include "needs.h"

#include <sys/resource.h>

#include <poll.h>

#define ODD 0x0ddba11

typedef int handle_fn(int *, pid_t *, const char *,
    const posix_spawn_file_actions_t *, const posix_spawnattr_t *,
    char *const[], char *const[]);

static int
host_spawn(int *handle, pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[])
{
	(void)pid;
	return (
	    family_host_names()->pidfd_spawn(handle, path, fa, at, argv, envp));
}

static int
host_spawnp(int *handle, pid_t *pid, const char *file,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *at,
    char *const argv[], char *const envp[])
{
	(void)pid;
	return (family_host_names()->pidfd_spawnp(
	    handle, file, fa, at, argv, envp));
}

struct entry {
	const char *name;
	handle_fn *spawn;
	bool gives_pid;
};

static const struct entry entries[] = {
	{ "spawnx_spawn_handle", spawnx_spawn_handle, true },
	{ "spawnx_spawnp_handle", spawnx_spawnp_handle, true },
	{ "spawnx_spawn_handle, no pid", spawnx_spawn_handle, false },
	{ "pidfd_spawn", host_spawn, false },
	{ "pidfd_spawnp", host_spawnp, false },
};

/* The process that a handle stands for, as the kernel tells it. */
static pid_t
pid_of(int handle)
{
	char path[64], *text, *line;
	pid_t pid = -1;

	(void)snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", handle);
	text = read_file(path);
	if (text == NULL)
		return (-1);
	line = strstr(text, "\nPid:");
	if (line != NULL)
		pid = (pid_t)atol(line + 5);
	free(text);
	return (pid);
}

static int
ready(int handle, int timeout)
{
	struct pollfd p = { .fd = handle, .events = POLLIN };

	return (poll(&p, 1, timeout));
}

static int
wait_by(int handle, siginfo_t *info)
{
	int rc;

	memset(info, 0, sizeof(*info));
	do
		rc = waitid((idtype_t)P_PIDFD, (id_t)handle, info, WEXITED);
	while (rc != 0 && errno == EINTR);
	return (rc);
}

static int
life_of_one(const struct entry *e)
{
	siginfo_t info;
	int bad, handle = -1;
	pid_t pid = -1;

	bad = check_int(
	    e->spawn(&handle, e->gives_pid ? &pid : NULL, report_program(),
		NULL, NULL, ARGV("report", "none", "sleep=20000"), environ),
	    0);
	if (bad != 0)
		return (bad);
	bad += check_int(fcntl(handle, F_GETFD), FD_CLOEXEC);
	bad += check(pid_of(handle) > 0);
	if (e->gives_pid)
		bad += check_int(pid_of(handle), pid);
	bad += check_int(ready(handle, 0), 0);
	bad += check_int(
	    syscall(SYS_pidfd_send_signal, handle, SIGTERM, NULL, 0), 0);
	bad += check_int(ready(handle, 60000), 1);
	bad += check_int(wait_by(handle, &info), 0);
	bad += check_int(info.si_code, CLD_KILLED);
	bad += check_int(info.si_status, SIGTERM);
	if (e->gives_pid)
		bad += check_int(info.si_pid, pid);
	bad += check_int(wait_by(handle, &info), -1) + check_int(errno, ECHILD);
	return (bad + check_int(close(handle), 0));
}

static int
life_child(void *arg)
{
	struct world world;
	int bad = 0;

	(void)arg;
	world_take(&world);
	for (size_t i = 0; i < COUNT(entries); i++) {
		int now = life_of_one(&entries[i]);

		if (now != 0)
			(void)complain("by %s", entries[i].name);
		bad += now;
	}
	return (bad + world_check(&world));
}

static void
test_life_of_a_handle(void **state)
{
	(void)state;
	on_each_way(life_child, NULL);
}

/* Closing it leaves the process, which is waited for by its number. */
static void
test_closing_the_handle(void **state)
{
	int handle;
	pid_t pid;

	(void)state;
	assert_int_equal(
	    spawnx_spawn_handle(&handle, &pid, report_program(), NULL, NULL,
		ARGV("report", "none", "sleep=50", "exit=4"), environ),
	    0);
	assert_int_equal(close(handle), 0);
	assert_int_equal(wait_for(pid), 4 << 8);
}

/* The program does not get the handle, nor those of its elder brothers. */
static int
inherited_child(void *arg)
{
	char *file = strdup(test_path("report"));
	struct report *plain = arg, *r;
	int bad = 0, handles[4];
	pid_t pid = -1;

	for (int i = 0; i < 4; i++) {
		bad += check_int(
		    spawnx_spawn_handle(&handles[i], &pid, report_program(),
			NULL, NULL, ARGV("report", file), environ),
		    0);
		bad += check_int(wait_for(pid), 0);
		r = report_read(file);
		if (r == NULL)
			return (1);
		bad += check_string(
		    report_get(r, "fds"), report_get(plain, "fds"));
		report_free(r);
	}
	for (int i = 0; i < 4; i++)
		bad += check_int(close(handles[i]), 0);
	free(file);
	return (bad);
}

static void
test_program_has_no_handle(void **state)
{
	struct report *plain = run_report(family_spawnx(), NULL, NULL, NULL);

	(void)state;
	on_each_way(inherited_child, plain);
	report_free(plain);
}

/* -- Failures: no process, no handle, and the variables are as they were -- */

static int
check_failure(const struct entry *e, int error, int *handle, const char *path,
    char *const argv[])
{
	int bad;
	pid_t pid;

	if (handle != NULL)
		*handle = ODD;
	bad = check(failure_clean(error, &pid,
	    e->spawn(handle, &pid, path, NULL, NULL, argv, environ)));
	if (handle != NULL)
		bad += check_int(*handle, ODD);
	if (bad != 0)
		(void)complain("by %s", e->name);
	return (bad);
}

static int
failures_child(void *arg)
{
	char **argv = ARGV("report", "none");
	const char *path = report_program();
	int bad = 0, handle;

	(void)arg;
	for (size_t i = 0; i < COUNT(entries); i++) {
		const struct entry *e = &entries[i];

		if (e->spawn != host_spawn && e->spawn != host_spawnp)
			bad += check_failure(e, EINVAL, NULL, path, argv);
		bad += check_failure(e, EINVAL, &handle, NULL, argv);
		bad += check_failure(e, EINVAL, &handle, path, NULL);
		bad += check_failure(e, ENOENT, &handle, "/none", argv);
		bad += check_failure(e, ENOENT, &handle, "", argv);
		bad += check_failure(e, EACCES, &handle, "/", argv);
	}
	return (bad);
}

static void
test_failures(void **state)
{
	(void)state;
	on_each_way(failures_child, NULL);
}

/* A table without room for one more; the pipe of a copy wants two. */
static int
full_child(void *arg)
{
	char **argv = ARGV("report", "none");
	int bad = 0, handle, fd, last = -1;
	struct rlimit limit;

	(void)arg;
	bad += check_int(getrlimit(RLIMIT_NOFILE, &limit), 0);
	limit.rlim_cur = 64;
	bad += check_int(setrlimit(RLIMIT_NOFILE, &limit), 0);
	while ((fd = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0)
		last = fd;
	bad += check_int(last, 63);
	for (size_t i = 0; i < COUNT(entries); i++)
		bad += check_failure(
		    &entries[i], EMFILE, &handle, report_program(), argv);
	for (fd = last - 5; fd <= last; fd++)
		bad += check_int(close(fd), 0);
	for (size_t i = 0; i < COUNT(entries); i++)
		bad += life_of_one(&entries[i]);
	return (bad);
}

static void
test_full_table(void **state)
{
	(void)state;
	on_each_way(full_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_life_of_a_handle),
		CASE(test_closing_the_handle),
		CASE(test_program_has_no_handle),
		CASE(test_failures),
		CASE(test_full_table),
	};

	return (run_cases_needing(NEED_PIDFDS, cases));
}
