/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * No path, and no attribute, leads to a descriptor of the library's own: what
 * is not open in the caller is not open in the child.
 *
 * Not of POSIX: what this library does on its own behalf is not to be seen.
 */
#include "named.h"

/* -- A path that leads to a descriptor -- */

static const struct path {
	const char *actions; /* %d: a number that is not open */
	int index;
} paths[] = {
	{ "o5=/proc/self/fd/%d", 0 },
	{ "o5=/dev/fd/%d", 0 },
	{ "o5=/proc/self/fd/./%d", 0 },
	{ "C=/proc/self/fd/%d", 0 },
	{ "C=/proc/self/fd o40=%d", 1 },
	{ "C=/proc/self o40=fd/%d", 1 },
	{ "d0:40 c40 o40=/proc/self/fdinfo/%d", 2 },
};

static int
no_program(const struct spawn_family *f, int fd)
{
	char path[64];
	pid_t pid;

	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return (check(failure_clean(ENOENT, &pid,
	    f->spawn(&pid, path, NULL, NULL, ARGV("x"), environ))));
}

static int
path_child(void *arg)
{
	const struct spawn_family *f = arg;
	char text[128];
	int bad = 0;

	close_all();
	for (int fd = 3; fd < 10; fd++) {
		for (size_t i = 0; i < COUNT(paths); i++) {
			(void)snprintf(
			    text, sizeof(text), paths[i].actions, fd);
			if (spec_failure(f, text, 0, ENOENT, paths[i].index))
				bad += complain("%s", text);
		}
		bad += no_program(f, fd);
	}
	return (bad);
}

static int
each_path(void *unused)
{
	(void)unused;
	return (each_start(path_child));
}

static void
test_paths(void **state)
{
	(void)state;
	on_each_way(each_path, NULL);
}

/* -- An attribute that names one -- */

static int
name_program(posix_spawnattr_t *attr, int fd)
{
	return (spawnx_attr_setexecfd(attr, fd));
}

static int
name_terminal(posix_spawnattr_t *attr, int fd)
{
	return (spawnx_attr_setctty(attr, fd));
}

static int
name_namespace(posix_spawnattr_t *attr, int fd)
{
	return (spawnx_attr_setnsfds(attr, 1, &fd));
}

static int
name_directory(posix_spawnattr_t *attr, int fd)
{
	return (spawnx_attr_setcwdfd(attr, fd));
}

/* Likewise, where these are not open. */
static const struct standard {
	const char *actions;
	int index;
} standards[] = {
	{ "o5=/dev/stdin", 0 },
	{ "o5=/dev/stdout", 0 },
	{ "o5=/dev/stderr", 0 },
	{ "C=/dev o40=stdin", 1 },
	{ "C=/dev o40=./stdout", 1 },
	{ "C=/dev/stderr", 0 },
};

static int
no_standard_program(const struct spawn_family *f, const char *path)
{
	pid_t pid;

	return (check(failure_clean(ENOENT, &pid,
	    f->spawn(&pid, path, NULL, NULL, ARGV("x"), environ))));
}

static int
standard_child(void *arg)
{
	const struct spawn_family *f = arg;
	const int out = fcntl(2, F_DUPFD, 40);
	int bad = 0;

	close_all();
	(void)close(0);
	(void)close(1);
	(void)close(2);
	for (size_t i = 0; i < COUNT(standards); i++)
		bad += spec_failure(f, standards[i].actions, 0, ENOENT,
			   standards[i].index) != 0;
	bad += no_standard_program(f, "/dev/stdin");
	bad += no_standard_program(f, "/dev/stdout");
	bad += no_standard_program(f, "/dev/stderr");
	(void)dup2(out, 2);
	return (bad == 0 ? 0 : complain("%d", bad));
}

static int
each_standard(void *unused)
{
	(void)unused;
	return (each_start(standard_child));
}

static void
test_standard(void **state)
{
	(void)state;
	if (access("/dev/stdin", F_OK) != 0)
		skip_because("there is no /dev/stdin");
	on_each_way(each_standard, NULL);
}

static const struct name {
	const char *name;
	int (*set)(posix_spawnattr_t *, int);
	enum spawnx_attribute which;
} names[] = {
	{ "execfd", name_program, SPAWNX_ATTR_EXECFD },
	{ "ctty", name_terminal, SPAWNX_ATTR_CTTY },
	{ "nsfds", name_namespace, SPAWNX_ATTR_NSFDS },
	{ "cwdfd", name_directory, SPAWNX_ATTR_CWDFD },
};

static int
spawn_named(const struct spawn_family *f, const struct name *name, int fd)
{
	spawnx_failure_t where = { .error = 0 };
	posix_spawnattr_t attr;
	pid_t pid;
	int bad;

	bad = check_int(f->attr_init(&attr), 0);
	bad += check_int(name->set(&attr, fd), 0);
	bad += check_int(spawnx_attr_setfailure(&attr, &where), 0);
	bad += check(failure_clean(EBADF, &pid,
	    f->spawn(&pid, "/bin/true", NULL, &attr, ARGV("true"), environ)));
	bad += check_int(where.step, SPAWNX_STEP_ATTR);
	bad += check_int(where.index, name->which);
	return (bad + check_int(f->attr_destroy(&attr), 0));
}

static int
attribute_child(void *arg)
{
	int bad = 0;

	close_all();
	for (size_t i = 0; i < COUNT(names); i++)
		for (int fd = 3; fd < 10; fd++)
			if (spawn_named(arg, &names[i], fd) != 0)
				bad += complain("%s %d", names[i].name, fd);
	return (bad);
}

static int
each_attribute(void *unused)
{
	(void)unused;
	return (each_start(attribute_child));
}

static void
test_attributes(void **state)
{
	(void)state;
	on_each_way(each_attribute, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_paths),
		CASE(test_standard),
		CASE(test_attributes),
	};

	return (run_cases(cases));
}
