/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The names of Linux's capabilities, by their numbers, without "cap_".
 */
#include <stdlib.h>
#include <strings.h>

#include "cmd.h"

#define PREFIX   "cap_"
#define MOST     64
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const names[] = {
	"chown",
	"dac_override",
	"dac_read_search",
	"fowner",
	"fsetid",
	"kill",
	"setgid",
	"setuid",
	"setpcap",
	"linux_immutable",
	"net_bind_service",
	"net_broadcast",
	"net_admin",
	"net_raw",
	"ipc_lock",
	"ipc_owner",
	"sys_module",
	"sys_rawio",
	"sys_chroot",
	"sys_ptrace",
	"sys_pacct",
	"sys_admin",
	"sys_boot",
	"sys_nice",
	"sys_resource",
	"sys_time",
	"sys_tty_config",
	"mknod",
	"lease",
	"audit_write",
	"audit_control",
	"setfcap",
	"mac_override",
	"mac_admin",
	"syslog",
	"wake_alarm",
	"block_suspend",
	"audit_read",
	"perfmon",
	"bpf",
	"checkpoint_restore",
};

static int
capability(const char *text)
{
	const size_t prefix = sizeof(PREFIX) - 1;
	const char *name =
	    strncasecmp(text, PREFIX, prefix) == 0 ? text + prefix : text;

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcasecmp(names[i], name) == 0)
			return ((int)i);
	if (*text < '0' || *text > '9')
		cmd_bad(text, "no such capability");
	return ((int)cmd_number(text, 0, MOST - 1));
}

/* Names and numbers, separated by commas; an empty list is none. */
unsigned long long
cmd_capabilities(char *list)
{
	unsigned long long set = 0;
	char *next;

	for (char *name = *list == '\0' ? NULL : list; name != NULL;
	     name = next) {
		next = cmd_split(name, ',');
		set |= 1ULL << capability(name);
	}
	return (set);
}

void
cmd_explain_caps(const posix_spawnattr_t *attr, const char *name,
    int (*get)(const posix_spawnattr_t *, unsigned long long *))
{
	const char *separator = " ";
	unsigned long long set;

	if (get(attr, &set) != 0)
		return;
	cmd_line("attribute %s", name);
	for (int i = 0; i < MOST; i++) {
		if ((set >> i & 1) == 0)
			continue;
		if ((size_t)i < COUNT(names))
			(void)fprintf(stderr, "%s%s", separator, names[i]);
		else
			(void)fprintf(stderr, "%s%d", separator, i);
		separator = ",";
	}
	(void)fputc('\n', stderr);
}
