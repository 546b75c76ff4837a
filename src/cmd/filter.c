/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Filters of system calls, from files.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

#include "cmd.h"

#define MAX_FILTER 4096

/* As seccomp_export_bpf(3) writes it: 8 bytes an instruction. */
void
cmd_set_filter(struct cmd *cm, char *path)
{
	uint64_t code[MAX_FILTER + 1];
	const int fd = cmd_open(path, O_RDONLY);
	size_t size = 0;
	ssize_t n;

	while ((n = read(fd, (char *)code + size, sizeof(code) - size)) > 0)
		size += (size_t)n;
	if (n < 0)
		cmd_check(errno);
	(void)close(fd);
	if (size % sizeof(code[0]) != 0)
		cmd_bad(path, "not a filter of system calls");
	cmd_check(spawnx_attr_setseccomp(
	    &cm->cm_attr, size / sizeof(code[0]), (const void *)code));
}

void
cmd_explain_filter(const posix_spawnattr_t *attr, const char *name)
{
	const struct sock_filter *filter;
	size_t n;

	if (spawnx_attr_getseccomp(attr, &n, &filter) == 0)
		cmd_line("attribute %s of length %zu\n", name, n);
}
