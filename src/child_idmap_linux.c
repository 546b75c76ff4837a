/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The maps of a new user namespace, as the child writes them; see child.c for
 * what that forbids.  The kernel lets a process without privilege map its own
 * effective IDs, one each, and the group only once setgroups(2) is denied:
 * user_namespaces(7).
 */
#include <errno.h>

#include "attr_more.h"

/* "INSIDE OUTSIDE 1" */
#define MAP_SIZE sizeof("4294967295 4294967295 1")

static long
write_file(const char *path, const char *text, size_t length)
{
	long fd = spx_sys_open(path, O_WRONLY | O_CLOEXEC, 0);
	long rc;

	if (fd < 0)
		return (fd);
	rc = spx_sys_write((int)fd, text, length);
	(void)spx_sys_close((int)fd);
	return (rc < 0 ? rc : 0);
}

/* Puts the number and a space before `end`; returns where they begin. */
static char *
put_number(char *end, uint32_t number)
{
	*--end = ' ';
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
	p = put_number(p, outside);
	p = put_number(p, inside);
	return (write_file(path, p, (size_t)(end - p)));
}

long
spx_child_idmap(const struct spx_request *r)
{
	long rc = write_file("/proc/self/setgroups", "deny", 4);

	if (rc == 0 || rc == -ENOENT) /* since Linux 3.19 */
		rc = write_map(
		    "/proc/self/uid_map", r->req_more->mo_map_uid, r->req_euid);
	if (rc == 0)
		rc = write_map(
		    "/proc/self/gid_map", r->req_more->mo_map_gid, r->req_egid);
	return (rc);
}
