/* SPDX-License-Identifier: BSD-2-Clause */
/* Files of a test, in a directory that lives as long as the test. */
#include "support.h"

#include "support_files.h"

#include <ftw.h>

#define NPATHS 16

static char dir[PATH_MAX / 2];

int
make_test_dir(void)
{
	const char *tmp = getenv("TMPDIR");

	(void)snprintf(dir, sizeof(dir), "%s/spawnx-test.XXXXXX",
	    tmp == NULL || *tmp != '/' ? "/tmp" : tmp);
	if (mkdtemp(dir) == NULL)
		return complain("%s: %s", dir, strerror(errno));
	/* Tests write into it as other users, too. */
	return chmod(dir, 0777);
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	(void)remove(path);
	return 0;
}

void
remove_test_dir(void)
{
	(void)nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	dir[0] = '\0';
}

const char *
test_dir(void)
{
	return dir;
}

const char *
test_path(const char *name)
{
	static char paths[NPATHS][PATH_MAX];
	static unsigned next;
	char *path = paths[next++ % NPATHS];

	(void)snprintf(path, PATH_MAX, "%s%s%s", *name == '/' ? "" : dir,
	    *name == '/' ? "" : "/", name);
	return path;
}

/* The mode is set apart, so that the umask has no part in it. */
const char *
write_file(const char *name, mode_t mode, const char *contents)
{
	const char *path = test_path(name);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	size_t len = strlen(contents);

	if (fd < 0 || write(fd, contents, len) != (ssize_t)len ||
	    fchmod(fd, mode) != 0)
		(void)complain("%s: %s", path, strerror(errno));
	if (fd >= 0)
		(void)close(fd);
	return path;
}

const char *
make_script(const char *name, const char *body)
{
	size_t size = strlen(body) + 32;
	char *text = malloc(size);
	const char *path;

	if (text == NULL)
		abort();
	(void)snprintf(text, size, "#!/bin/sh\n%s\n", body);
	path = write_file(name, 0755, text);
	free(text);
	return path;
}

static char *
read_all(int fd)
{
	size_t size = 65536, len = 0;
	char *text = malloc(size);
	ssize_t n;

	if (text == NULL)
		abort();
	while ((n = read(fd, text + len, size - len - 1)) > 0) {
		len += (size_t)n;
		if (size - len > 1)
			continue;
		size *= 2;
		text = realloc(text, size);
		if (text == NULL)
			abort();
	}
	text[len] = '\0';
	return text;
}

char *
read_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *text;

	if (fd < 0)
		return NULL;
	text = read_all(fd);
	(void)close(fd);
	return text;
}

size_t
count_lines(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += *text == '\n';
	return n;
}
