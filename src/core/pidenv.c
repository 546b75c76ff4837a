/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The environment with a variable in which the child writes its process ID: all
 * that can be laid out before there is a child.
 */
#include <errno.h>
#include <string.h>

#include "core/core.h"
#include "base/extension.h"

/* "4294967295" */
#define PID_SIZE sizeof("4294967295")

static bool
is_variable(const char *entry, const char *name, size_t len)
{
	return (strncmp(entry, name, len) == 0 && entry[len] == '=');
}

/* The others, and then this one. */
static void
fill(char **to, char *const *from, const char *name, char *variable)
{
	const size_t len = strlen(name);

	for (; *from != NULL; from++)
		if (!is_variable(*from, name, len))
			*to++ = *from;
	to[0] = variable;
	to[1] = NULL;
}

/* Pointers, then the variable with room for its value. */
int
spx_pidenv(struct spx_request *r)
{
	const char *name = spx_ext_string(r->req_ext, SPAWNX_ATTR_PIDENV);
	char *const *envp = r->req_envp;
	size_t n = 0, size = 0, len;
	char **copy, *variable;

	if (name == NULL)
		return (0);
	while (envp != NULL && envp[n] != NULL)
		n++;
	len = strlen(name);
	if (!spx_size_add(&size, n + 2, sizeof(*copy)) ||
	    !spx_size_add(&size, len + 1 + PID_SIZE, 1))
		return (-ENOMEM);
	copy = spx_realloc(NULL, size);
	if (copy == NULL)
		return (-ENOMEM);
	variable = (char *)(copy + n + 2);
	memcpy(variable, name, len);
	variable[len] = '=';
	variable[len + 1] = '\0';
	fill(copy, envp == NULL ? (char *const[]){ NULL } : envp, name,
	    variable);
	r->req_env_heap = copy;
	r->req_envp = copy;
	r->req_pid_text = variable + len + 1;
	return (0);
}
