/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program that has core_plugin.c, linked (no argument) or loaded (its path;
 * "deepbind": its own libraries first).  It prints in which files both find
 * their functions, and what became of
 *
 *   plugin   a spawn of the plugin's
 *   own      a spawn of its own by the host's names
 *   mixed    the plugin's spawn by objects that it filled by the host's names
 *   more     and, BOTH, by our names as well
 *   pending  BOTH: the plugin's end of a spawn that it started
 */
#include <sys/wait.h>

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core_plugin.h"

static char name[] = "true";
static char *const words[] = { name, NULL };

static const struct core_plugin *
load(const char *path, int flags)
{
	const struct core_plugin *(*function)(void);
	void *symbol, *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | flags);

	symbol = handle == NULL ? NULL : dlsym(handle, "core_plugin");
	if (symbol == NULL) {
		(void)printf("error: %s\n", dlerror());
		return (NULL);
	}
	memcpy(&function, &symbol, sizeof(function));
	return (function());
}

static const struct core_plugin *
find(int argc, char *argv[])
{
	int flags = 0;

#ifdef RTLD_DEEPBIND
	flags =
	    argc > 2 && strcmp(argv[2], "deepbind") == 0 ? RTLD_DEEPBIND : 0;
#endif
	if (argc > 1)
		return (load(argv[1], flags));
#ifdef LINKED
	return (core_plugin());
#else
	return (NULL);
#endif
}

static void
print_own_library(void)
{
	void *symbol = dlsym(RTLD_DEFAULT, "posix_spawn");
	Dl_info info;

	(void)printf("posix_spawn: %s\n",
	    symbol == NULL || dladdr(symbol, &info) == 0 ? "nowhere"
							 : info.dli_fname);
}

static int
own(const posix_spawn_file_actions_t *actions)
{
	int rc, status;
	pid_t pid;

	rc = posix_spawnp(&pid, name, actions, NULL, words, NULL);
	if (rc == 0 && waitpid(pid, &status, 0) == pid && status != 0)
		rc = ECHILD;
	return (rc);
}

#ifdef BOTH
static void
print_both(const struct core_plugin *plugin,
    posix_spawn_file_actions_t *actions, posix_spawnattr_t *attr)
{
	spawnx_pending_t *p;
	int rc;

	rc = spawnx_file_actions_addopen(
	    actions, 0, "more", O_RDWR | O_CREAT, 0600);
	if (rc == 0)
		rc = spawnx_attr_setumask(attr, 0);
	if (rc == 0)
		rc = plugin->spawn(actions, attr);
	(void)printf("more: %d\n", rc);
	rc = spawnx_startp(&p, 0, name, actions, attr, words, NULL);
	(void)printf("pending: %d\n", rc != 0 ? rc : plugin->finish(p));
}
#endif

int
main(int argc, char *argv[])
{
	const struct core_plugin *plugin = find(argc, argv);
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;

	if (plugin == NULL || posix_spawn_file_actions_init(&actions) != 0 ||
	    posix_spawnattr_init(&attr) != 0)
		return (1);
	print_own_library();
	(void)printf("spawnx_spawn: %s\n", plugin->library());
	(void)printf("plugin: %d\n", plugin->run("plugin"));
	(void)posix_spawn_file_actions_addopen(
	    &actions, 1, "own", O_RDWR | O_CREAT, 0600);
	(void)printf("own: %d\n", own(&actions));
	(void)printf("mixed: %s\n",
	    plugin->spawn(&actions, &attr) == 0 ? "0" : "refused");
#ifdef BOTH
	print_both(plugin, &actions, &attr);
#endif
	(void)posix_spawnattr_destroy(&attr);
	(void)posix_spawn_file_actions_destroy(&actions);
	return (0);
}
