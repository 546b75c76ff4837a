/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * --preload: the library that this command runs with, put in front of what
 * LD_PRELOAD has already.
 */
#include <dlfcn.h>
#include <limits.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

#define SONAME "libspawnx.so.1"

/* An absolute path, for the program may change its directory. */
static char *
own_library(void)
{
	struct link_map *map;
	void *handle = dlopen(SONAME, RTLD_LAZY | RTLD_NOLOAD);
	char *path;

	if (handle == NULL || dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0)
		cmd_die("--preload: %s is not loaded", SONAME);
	path = realpath(map->l_name, NULL);
	if (path == NULL)
		cmd_die("--preload: %s is not to be found", map->l_name);
	if (strpbrk(path, " :") != NULL)
		cmd_die("--preload: LD_PRELOAD can't name %s", path);
	(void)dlclose(handle);
	return (path);
}

void
cmd_preload(void)
{
	const char *old = getenv("LD_PRELOAD");
	char *path = own_library(), *both;
	size_t size;

	size = strlen(path) + 1 + (old == NULL ? 0 : strlen(old)) + 1;
	both = malloc(size);
	if (both == NULL)
		cmd_die("no memory");
	(void)snprintf(both, size, "%s%s%s", path,
	    old == NULL || *old == '\0' ? "" : ":", old == NULL ? "" : old);
	if (setenv("LD_PRELOAD", both, 1) != 0)
		cmd_die("no memory");
	free(both);
	free(path);
}
