/* SPDX-License-Identifier: BSD-2-Clause */
/* Helpers for the tests of file actions; see check.h. */
#include "check.h"

#include "needs.h"

static const char *
full_path(char *path)
{
	if (*path != '@')
		return (path);
	return (path[1] == '\0' ? test_dir() : test_path(path + 2));
}

static int
add_open(const struct spawn_family *f, posix_spawn_file_actions_t *fa, char how,
    int fd, char *path)
{
	static const char hows[] = "oOwax";
	static const int oflags[] = { O_RDONLY, O_RDONLY | O_CLOEXEC,
		O_WRONLY | O_CREAT | O_TRUNC, O_WRONLY | O_CREAT | O_APPEND,
		O_WRONLY | O_CREAT | O_EXCL };
	const char *p = strchr(hows, how);

	if (p == NULL)
		return (EDOM);
	return (f->addopen(fa, fd, full_path(path), oflags[p - hows], 0666));
}

static int
add_remap(posix_spawn_file_actions_t *fa, char *pairs)
{
	int from[32], to[32];
	size_t n = 0;

	for (; *pairs != '\0' && n < COUNT(from); n++) {
		from[n] = (int)strtol(pairs, &pairs, 10);
		to[n] = (int)strtol(pairs + 1, &pairs, 10);
		pairs += *pairs == ',';
	}
	return (spawnx_file_actions_addremap(fa, n, from, to));
}

static int
add_action(
    const struct spawn_family *f, posix_spawn_file_actions_t *fa, char *word)
{
	char *rest;
	int fd = (int)strtol(word + 1, &rest, 10);

	if (*word == 'W')
		return (spawnx_file_actions_addwrite(
		    fa, full_path(rest + 1), "text", 4));
	if (*rest == '=' && *word != 'C')
		return (add_open(f, fa, *word, fd, rest + 1));
	switch (*word) {
	case 'c':
		return (f->addclose(fa, fd));
	case 'd':
		return (f->adddup2(fa, fd, atoi(rest + 1)));
	case 'i':
		return (f->addinherit_np(fa, fd));
	case 'p':
		return (spawnx_file_actions_addinheritopen(fa, fd));
	case 'x':
		return (spawnx_file_actions_addcloexecfrom(fa, fd));
	case 'f':
		return (f->addclosefrom_np(fa, fd));
	case 'C':
		return (f->addchdir(fa, full_path(rest + 1)));
	case 'F':
		return (f->addfchdir(fa, fd));
	case 'r':
		return (add_remap(fa, word + 1));
	case 't':
		return (f->addtcsetpgrp_np(fa, fd));
	default:
		return (EDOM);
	}
}

int
add_actions(const struct spawn_family *f, posix_spawn_file_actions_t *fa,
    const char *text)
{
	char *copy = strdup(text), *save, *word;
	int error = 0;

	if (copy == NULL)
		abort();
	for (word = strtok_r(copy, " ", &save); word != NULL && error == 0;
	     word = strtok_r(NULL, " ", &save))
		error = add_action(f, fa, word);
	free(copy);
	return (error);
}

int
open_as(int fd, const char *path, int oflag)
{
	int got = open(path, oflag, 0666);

	if (got < 0 || got == fd)
		return (got);
	if (dup3(got, fd, oflag & O_CLOEXEC) < 0)
		fd = -1;
	(void)close(got);
	return (fd);
}

const char *
file_id(const char *path)
{
	static char id[64];
	struct stat st;

	if (stat(path, &st) != 0)
		return ("none");
	(void)snprintf(id, sizeof(id), "%llx:%llu",
	    (unsigned long long)st.st_dev, (unsigned long long)st.st_ino);
	return (id);
}

void
close_all(void)
{
	for (int fd = 3; fd < 1024; fd++)
		(void)close(fd);
}

int
quick_spawn(const struct spawn_family *f, pid_t *pid,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *attr)
{
	return (f->spawn(
	    pid, report_program(), fa, attr, ARGV("report", "none"), environ));
}

int
spec_report(struct report **out, const struct spawn_family *f, const char *text,
    short flags)
{
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	struct world world;
	int error;

	*out = NULL;
	if (f->actions_init(&fa) != 0 || f->attr_init(&attr) != 0)
		return (-complain("init"));
	world_take(&world);
	error = f->setflags(&attr, flags);
	if (error == 0)
		error = add_actions(f, &fa, text);
	if (error == 0)
		error = try_report(out, f, NULL, &fa, &attr, NULL, environ);
	if (world_check(&world) != 0)
		error = -1;
	if (f->actions_destroy(&fa) != 0 || f->attr_destroy(&attr) != 0)
		return (-complain("destroy"));
	return (error);
}

static int
failed_so(const struct spawn_family *f, const posix_spawn_file_actions_t *fa,
    posix_spawnattr_t *attr, int error, int index)
{
	spawnx_failure_t where = { .error = 0 };
	pid_t pid;

	if (spawnx_attr_setfailure(attr, &where) != 0)
		return (complain("setfailure"));
	if (!failure_clean(error, &pid, quick_spawn(f, &pid, fa, attr)))
		return (1);
	if (where.error != error || where.step != SPAWNX_STEP_ACTION ||
	    where.index != index)
		return (complain("failure: error %d, step %d, index %d",
		    where.error, where.step, where.index));
	return (0);
}

int
spec_failure(const struct spawn_family *f, const char *text, short flags,
    int error, int index)
{
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	int bad = 0;

	if (f->actions_init(&fa) != 0 || f->attr_init(&attr) != 0)
		return (complain("init"));
	if (f->setflags(&attr, flags) != 0 || add_actions(f, &fa, text) != 0)
		bad = complain("\"%s\" can't be added", text);
	else
		bad = failed_so(f, &fa, &attr, error, index);
	if (f->actions_destroy(&fa) != 0 || f->attr_destroy(&attr) != 0)
		bad = complain("destroy");
	return (bad);
}

void
expect_each(int (*fn)(void *))
{
	const struct spawn_family *f;

	for (f = family_next(NULL); f != NULL; f = family_next(f))
		expect_child(fn, (void *)(uintptr_t)f);
	f = family_sharing();
	(void)row_enter(f->name);
	expect_child(fn, (void *)(uintptr_t)f);
	(void)row_enter(NULL);
}

/* -- Every entry point -- */

struct entry {
	const char *name;
	spawn_fn *call;
	bool handle;
};

/* The spawns with a handle, in the shape of the others. */
#if LINUX_CALLS
static int
by_handle(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *attr, char *const argv[], char *const envp[])
{
	int handle = ODD_HANDLE;
	int error =
	    spawnx_spawn_handle(&handle, pid, path, fa, attr, argv, envp);

	return (handle == ODD_HANDLE ? error : -1);
}

static int
by_handle_search(pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *fa, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[])
{
	int handle = ODD_HANDLE;
	int error =
	    spawnx_spawnp_handle(&handle, pid, path, fa, attr, argv, envp);

	return (handle == ODD_HANDLE ? error : -1);
}
#endif

/* Every entry point; the last has no name. */
static const struct entry *
entries(void)
{
	static struct entry all[9];
	const struct spawn_family *x = family_spawnx();
	const struct spawn_family *h = family_host_names();
	const struct entry list[] = {
		{ "spawnx_spawn", x->spawn, false },
		{ "spawnx_spawnp", x->spawnp, false },
		{ "posix_spawn", h->spawn, false },
		{ "posix_spawnp", h->spawnp, false },
#if LINUX_CALLS /* elsewhere all that these do is ENOTSUP */
		{ "spawnx_spawn_handle", by_handle, true },
		{ "spawnx_spawnp_handle", by_handle_search, true },
		{ "pidfd_spawn", h->pidfd_spawn, true },
		{ "pidfd_spawnp", h->pidfd_spawnp, true },
#endif
	};

	memcpy(all, list, sizeof(list));
	return (all);
}

int
count_wrong(const char *name, int error, const char *path, char *const argv[],
    char *const envp[])
{
	const struct entry *e;
	int bad = 0;
	pid_t pid;

	for (e = entries(); e->name != NULL; e++) {
		if (e->handle && !kernel_has(NEED_PIDFDS))
			continue;
		if (WITH_ASAN && strncmp(e->name, "posix_", 6) == 0)
			continue;
#ifdef __FreeBSD__ /* there a shell runs it */
		if (error == ENOEXEC && strstr(e->name, "spawnp") != NULL)
			continue;
#endif
		if (!failure_clean(error, &pid,
			e->call(&pid, path, NULL, NULL, argv, envp)))
			bad += complain("%s: %s", e->name, name);
	}
	return (bad);
}
