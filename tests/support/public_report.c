/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The program `report` where every user can execute it.  Tests that run as
 * root spawn it as other users too, who may have no way into the directory
 * that it was built in (/root is 0700): then they get a copy.
 */
#include "support.h"

#include "support_files.h"

static char dir[PATH_MAX / 2], copy[PATH_MAX];

/* Whether others may search each directory on the way, and execute it. */
static bool
is_public(const char *path)
{
	char prefix[PATH_MAX];
	struct stat st;
	size_t i;

	for (i = 1; path[0] == '/' && i < sizeof(prefix); i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(prefix, path, i);
		prefix[i] = '\0';
		if (stat(prefix, &st) != 0 || !(st.st_mode & S_IXOTH))
			return false;
		if (path[i] == '\0')
			return true;
	}
	return false;
}

static int
copy_file(const char *from, const char *to)
{
	char buf[65536];
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700);
	ssize_t n = -1;

	if (in >= 0 && out >= 0)
		while ((n = read(in, buf, sizeof(buf))) > 0)
			if (write(out, buf, (size_t)n) != n)
				break;
	if (n == 0)
		n = fchmod(out, 0755);
	if (in >= 0)
		(void)close(in);
	if (out >= 0)
		(void)close(out);
	return n == 0 ? 0 : -1;
}

void
publish_report(void)
{
	const char *tmp = getenv("TMPDIR"), *path;

	if (geteuid() != 0 || is_public(path = report_program()))
		return;
	(void)snprintf(dir, sizeof(dir), "%s/spawnx-report.XXXXXX",
	    tmp == NULL || *tmp != '/' ? "/tmp" : tmp);
	if (mkdtemp(dir) == NULL)
		return;
	(void)snprintf(copy, sizeof(copy), "%s/report", dir);
	if (chmod(dir, 0755) != 0 || copy_file(path, copy) != 0 ||
	    setenv("SPAWNX_TEST_REPORT", copy, 1) != 0)
		(void)complain("%s: %s", copy, strerror(errno));
}

void
unpublish_report(void)
{
	if (dir[0] == '\0')
		return;
	(void)unlink(copy);
	(void)rmdir(dir);
}
