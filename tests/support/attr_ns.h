/* SPDX-License-Identifier: BSD-2-Clause */
/* Which namespaces a process is in. */
#ifndef ATTR_NS_H
#define ATTR_NS_H

#include "attr_rows.h"

/* In a chroot, for one; and where an administrator refuses it to all. */
static inline bool
no_user_namespaces(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(unshare(CLONE_NEWUSER) != 0 && errno == EPERM);
	return (pid > 0 && wait_for(pid) == 1 << 8);
}

/* What readlink(1) says that the namespace of a child is; 0 or an error. */
static inline int
namespace_of_child(
    const posix_spawnattr_t *attr, const char *link, char text[64])
{
	const char *out = test_path("out");
	posix_spawn_file_actions_t fa;
	char path[64], *got;
	pid_t pid;
	int rc;

	(void)unlink(out);
	(void)snprintf(path, sizeof(path), "/proc/self/ns/%s", link);
	(void)spawnx_file_actions_init(&fa);
	(void)spawnx_file_actions_addopen(
	    &fa, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	rc = spawnx_spawnp(
	    &pid, "readlink", &fa, attr, ARGV("readlink", path), environ);
	(void)spawnx_file_actions_destroy(&fa);
	if (rc != 0)
		return (rc);
	if (wait_for(pid) != 0)
		return (-1);
	got = read_file(out);
	(void)snprintf(text, 64, "%s", got == NULL ? "" : got);
	text[strcspn(text, "\n")] = '\0';
	free(got);
	return (0);
}

static inline void
namespace_of(const char *process, const char *link, char text[64])
{
	char path[64];
	ssize_t n;

	(void)snprintf(path, sizeof(path), "/proc/%s/ns/%s", process, link);
	n = readlink(path, text, 63);
	text[n > 0 ? n : 0] = '\0';
}

#endif /* ATTR_NS_H */
