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

/*
 * LD_PRELOAD is a list, and "$LIB", "$ORIGIN" and others are replaced in it; no
 * loader has a way to quote what it acts upon.
 */
#define SPECIAL " \t\n\v\f\r:;$"

/* An absolute path, because the program may change its directory. */
static char *
own_library(void)
{
	struct link_map *map;
	void *handle = dlopen(SONAME, RTLD_LAZY | RTLD_NOLOAD);
	char *path;

	if (handle == NULL || dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0)
		cmd_bad(SONAME, "not loaded");
	path = realpath(map->l_name, NULL);
	if (path == NULL)
		cmd_bad(map->l_name, "not found");
	if (strpbrk(path, SPECIAL) != NULL)
		cmd_bad(path, "LD_PRELOAD can't name it: "
			      "a space, ':', ';' or '$'");
	(void)dlclose(handle);
	return (path);
}

void
cmd_preload(void)
{
	const char *old = getenv("LD_PRELOAD");
	char *path, *both;
	size_t size;

	cmd_set_option("preload", NULL);
	path = own_library();
	size = strlen(path) + 1 + (old == NULL ? 0 : strlen(old)) + 1;
	both = malloc(size);
	if (both == NULL)
		cmd_bad(NULL, "no memory");
	(void)snprintf(both, size, "%s%s%s", path,
	    old == NULL || *old == '\0' ? "" : ":", old == NULL ? "" : old);
	if (setenv("LD_PRELOAD", both, 1) != 0)
		cmd_bad(NULL, "no memory");
	cmd_set_option(NULL, NULL);
	free(both);
	free(path);
}
