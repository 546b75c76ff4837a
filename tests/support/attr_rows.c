/* SPDX-License-Identifier: BSD-2-Clause */
/* See attr_rows.h. */
#include "attr_rows.h"

static int
spawn_handle(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *attr, char *const argv[], char *const envp[])
{
	int handle, rc;

	rc = spawnx_spawn_handle(&handle, pid, path, fa, attr, argv, envp);
	if (rc != 0)
		return (rc);
	/* Once that is closed, nobody can wait for the process on FreeBSD. */
	rc = spawnx_handle_wait(handle, -1, SPAWNX_WAIT_KEEP, NULL, NULL);
	(void)close(handle);
	/* An old Linux can't wait for it; or SIGCHLD is ignored. */
	return (rc == ENOTSUP || rc == ECHILD ? 0 : rc);
}

static int
started(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *attr, char *const argv[], char *const envp[],
    unsigned flags)
{
	spawnx_pending_t *p;
	int rc;

	rc = spawnx_start(&p, flags, path, fa, attr, argv, envp);
	return (rc != 0 ? rc : spawnx_finish(p, pid));
}

static int
start_finish(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *attr, char *const argv[], char *const envp[])
{
	return (started(pid, path, fa, attr, argv, envp, 0));
}

static int
start_pollable(pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	return (started(pid, path, fa, attr, argv, envp, SPAWNX_POLLABLE));
}

/* In entry_report()'s list. */
#define HANDLE_ENTRY 3

int
entry_from(int entry)
{
	const bool lacks =
	    entry == HANDLE_ENTRY && !spawnx_can(SPAWNX_CAN_HANDLE);

	return (lacks ? entry + 1 : entry);
}

int
entry_report(int entry, struct report **out,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *attr)
{
	spawn_fn *const fns[] = { spawnx_spawn, spawnx_spawnp, posix_spawn,
		spawn_handle, start_finish, start_pollable,
		family_sharing()->spawn };
	const struct spawn_family f = { .name = "entry", .spawn = fns[entry] };

	return (try_report(out, &f, NULL, fa, attr, NULL, environ));
}

void
default_signals(void)
{
	for (int s = 1; s < 32; s++)
		(void)raw_set_handler(s, 0);
}

/* Nothing but the key may differ from what a spawn without attributes has. */
static int
check_entry(int entry, const struct attr_row *row, const struct report *plain,
    const posix_spawnattr_t *attr, const char *want)
{
	struct report *r;
	char *diff;
	int bad;

	bad = check_int(entry_report(entry, &r, NULL, attr), 0);
	if (r == NULL)
		return (complain("%s: entry %d", row->name, entry));
	bad += check_string(report_get(r, row->key), want);
	diff = report_diff(plain, r, row->key, "affinity", "sid", "pgid",
	    "ctty", "tpgid", "cwd", "fd.*", "fds", "ruid", "euid", "suid",
	    "rgid", "egid", "sgid", "exe", "rlimit.*", NULL);
	if (diff != NULL)
		bad += complain("%s also changes %s", row->name, diff);
	free(diff);
	report_free(r);
	return (bad == 0 ? 0 : complain("%s: entry %d", row->name, entry));
}

static int
check_unset(const struct attr_row *row, const struct report *plain,
    posix_spawnattr_t *attr)
{
	struct report *r;
	char *diff;
	int bad;

	bad = check_int(spawnx_attr_unset(attr, row->which), 0);
	bad += check_int(entry_report(0, &r, NULL, attr), 0);
	diff = r == NULL ? NULL : report_diff(plain, r, NULL);
	if (diff != NULL)
		bad += complain("after an unset: %s", diff);
	free(diff);
	report_free(r);
	return (bad);
}

static enum need
need_of(const struct attr_row *row)
{
	switch (row->which) {
	case SPAWNX_ATTR_IOPRIO:
		return (NEED_IOPRIO);
	case SPAWNX_ATTR_TIMERSLACK:
		return (NEED_TIMER_SLACK);
	case SPAWNX_ATTR_PERSONALITY:
	case SPAWNX_ATTR_ASLR:
		return (NEED_PERSONALITY);
	default:
		return (NEED_NOTHING);
	}
}

void
need_rows(const struct attr_row rows[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		need(need_of(&rows[i]));
}

int
check_row(const struct attr_row *row)
{
	struct report *plain;
	posix_spawnattr_t attr;
	char want[WANT_SIZE] = "";
	int bad, entry;

	if (!kernel_has(need_of(row)))
		return (0);
	bad = check_int(entry_report(0, &plain, NULL, NULL), 0);
	if (plain == NULL)
		return (1);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(row->set(&attr, want), 0);
	FOR_EACH_ENTRY(entry)
	bad += check_entry(entry, row, plain, &attr, want);
	bad += check_unset(row, plain, &attr);
	bad += check_int(spawnx_attr_destroy(&attr), 0);
	report_free(plain);
	return (bad == 0 ? 0 : complain("%s", row->name));
}

int
check_attr_failure(
    posix_spawnattr_t *attr, int error, enum spawnx_attribute which)
{
	spawnx_failure_t where = { .error = 0 };
	spawn_fn *const fns[] = { spawnx_spawn, posix_spawn, spawn_handle,
		start_finish, family_sharing()->spawn };
	pid_t pid;
	int bad = check_int(spawnx_attr_setfailure(attr, &where), 0);

	for (size_t i = 0; i < COUNT(fns); i++) {
		if (fns[i] == spawn_handle && !spawnx_can(SPAWNX_CAN_HANDLE))
			continue;
		memset(&where, 0, sizeof(where));
		bad += check(failure_clean(error, &pid,
		    fns[i](&pid, report_program(), NULL, attr,
			ARGV("report", "none"), environ)));
		bad += check_int(where.error, error);
		bad += check_int(where.step, SPAWNX_STEP_ATTR);
		bad += check_int(where.index, which);
	}
	return (bad);
}

/* For a child: refuses the system call for good. */
static int
refused_child(void *arg)
{
	const struct attr_row *row = arg;
	posix_spawnattr_t attr;
	char want[WANT_SIZE];
	int bad;

	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(row->set(&attr, want), 0);
	if (refuse_syscall_if_arg(
		row->number, row->argno, row->mask, row->value, EPERM) != 0)
		return (77);
	bad += check_attr_failure(&attr, EPERM, row->which);
	bad += check_int(spawnx_attr_destroy(&attr), 0);
	return (bad == 0 ? 0 : complain("%s", row->name));
}

void
expect_refusals(const struct attr_row rows[], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct attr_row row = rows[i];

		if (row.number == 0)
			continue;
		(void)row_enter(row.name);
		on_each_way(refused_child, &row);
	}
	(void)row_enter(NULL);
}
