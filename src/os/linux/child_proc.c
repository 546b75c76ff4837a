/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the child writes to files in /proc; see child.c for what runs there.
 */
#include <errno.h>

#include "child/steps.h"
#include "os/linux/sys_attr.h"

/* "INSIDE OUTSIDE 1" */
#define MAP_SIZE sizeof("4294967295 4294967295 1")

static long
write_file(const char *path, const char *text, size_t length)
{
	long fd = spx_sys_open(path, O_WRONLY | O_CLOEXEC, 0);
	long rc;

	if (fd < 0)
		return (fd);
	/* What somebody has put in its place takes the text, too. */
	if (!spx_sys_is_proc((int)fd))
		rc = -ENOTSUP;
	else
		rc = spx_sys_write((int)fd, text, length);
	(void)spx_sys_close((int)fd);
	return (rc < 0 ? rc : 0);
}

/* Puts the number before `end`; returns where it begins. */
static char *
put_number(char *end, uint32_t number)
{
	do
		*--end = (char)('0' + number % 10);
	while ((number /= 10) != 0);
	return (end);
}

static long
write_map(const char *path, uint32_t inside, uint32_t outside)
{
	char text[MAP_SIZE];
	char *end = text + sizeof(text), *p = end;

	*--p = '1';
	*--p = ' ';
	p = put_number(p, outside);
	*--p = ' ';
	p = put_number(p, inside);
	return (write_file(path, p, (size_t)(end - p)));
}

/*
 * The maps of a new user namespace.  The kernel lets a process without
 * privilege map its own effective IDs, one each, and the group only once
 * setgroups(2) is denied: user_namespaces(7).
 */
long
spx_apply_idmap(const struct spx_request *r)
{
	const struct spx_ids ids =
	    spx_ext_value(r->req_ext, SPAWNX_ATTR_IDMAP)->va_ids;
	long rc = write_file("/proc/self/setgroups", "deny", 4);

	if (rc == 0 || rc == -ENOENT) /* since Linux 3.19 */
		rc = write_map("/proc/self/uid_map", ids.id_user, r->req_euid);
	if (rc == 0)
		rc = write_map("/proc/self/gid_map", ids.id_group, r->req_egid);
	return (rc);
}

/* In a mount namespace that is its own: else it would be its parent's. */
long
spx_apply_propagation(const struct spx_request *r)
{
	if (!(spx_ext_int(r->req_ext, SPAWNX_ATTR_NAMESPACES, 0) & CLONE_NEWNS))
		return (-EINVAL);
	return (spx_sys_propagate(
	    spx_ext_int(r->req_ext, SPAWNX_ATTR_PROPAGATION, 0)));
}

/* "-1000" */
#define SCORE_SIZE sizeof("-4294967295")

/*
 * The kernel changes it of every process that shares the memory, unless the
 * process is a vfork child: those that are not waited for don't get here.
 */
long
spx_apply_oomscoreadj(const struct spx_request *r)
{
	const int score = spx_ext_int(r->req_ext, SPAWNX_ATTR_OOMSCOREADJ, 0);
	char text[SCORE_SIZE];
	char *end = text + sizeof(text), *p;

	p = put_number(end, (uint32_t)(score < 0 ? -score : score));
	if (score < 0)
		*--p = '-';
	return (write_file("/proc/self/oom_score_adj", p, (size_t)(end - p)));
}
