/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * All that runs between the clone and the exec.  The child shares the
 * parent's memory and runs on 4 KiB inside one of its frames, so nothing here
 * calls libc, allocates, or writes anywhere but to its own stack, to its
 * answers in the request, to the variable that has its process ID, and to the
 * word that remembers a refused close_range().
 *
 * POSIX has the attributes come before the file actions (posix_spawn(),
 * DESCRIPTION) and leaves their order among each other open; doc/order.md
 * has the reasons for that of src/base/attributes.def.
 */
#include <errno.h>

#include "child/child.h"
#include "child/steps.h"

/*
 * On some hosts posix_spawnp() has a shell run what is no program, as their
 * execvp() does: there a path that begins with "-" is an option to it.  The
 * attribute's shell takes it for what it is.
 */
static _Noreturn void
execute_shell(struct spx_request *r, const char *path, int index)
{
	const bool asked = spx_ext_int(r->req_ext, SPAWNX_ATTR_SHELL, 0);
	const char **argv = r->req_shell_argv + 1;
	long rc;

	argv[1] = path;
	if (asked && path[0] == '-') {
		argv[0] = "--";
		argv--;
	}
	rc = spx_sys_execve(
	    r->req_shell, (char *const *)(uintptr_t)argv, r->req_envp);
	if (asked)
		spx_child_fail(
		    r, SPAWNX_STEP_ATTR, SPAWNX_ATTR_SHELL, (int)-rc);
	spx_child_fail(r, SPAWNX_STEP_EXEC, index, (int)-rc);
}

static int
execute_one(struct spx_request *r, const char *path, int index)
{
	long rc = spx_sys_execve(path, r->req_argv, r->req_envp);

	if (rc == -ENOEXEC && r->req_shell != NULL)
		execute_shell(r, path, index);
	return ((int)-rc);
}

/* SPAWNX_SEARCH_PORTABLE: the errors of glibc and ELOOP, as the JDK. */
static bool
is_elsewhere(int error)
{
	switch (error) {
	case EACCES:
	case ELOOP:
	case ENODEV:
	case ENOENT:
	case ENOTDIR:
	case ESTALE:
	case ETIMEDOUT:
		return (true);
	default:
		return (false);
	}
}

static bool
goes_on(int rule, int error)
{
	if (rule == SPAWNX_SEARCH_ANY)
		return (true);
	return (rule == SPAWNX_SEARCH_PORTABLE ? is_elsewhere(error)
					       : spx_sys_is_elsewhere(error));
}

/* Whether it is reported, whatever the paths that follow give. */
static bool
is_kept(int rule, int error)
{
	if (rule == SPAWNX_SEARCH_ANY)
		return (error != ENOENT && error != ENOTDIR);
	return (error == EACCES);
}

/*
 * execvp() in POSIX and both libcs: a file that may not be executed is
 * remembered, and reported if no other one is found.
 */
static _Noreturn void
execute(struct spx_request *r)
{
	const int rule =
	    spx_ext_int(r->req_ext, SPAWNX_ATTR_SEARCHRULE, SPAWNX_SEARCH_HOST);
	const char *path = r->req_paths;
	int decided = 0, error = ENOENT, now;
	unsigned i;

	for (i = 0; i < r->req_npaths; i++) {
		now = execute_one(r, path, (int)i);
		if (!is_kept(rule, error) || !goes_on(rule, now)) {
			error = now;
			decided = (int)i;
		}
		if (!goes_on(rule, now))
			break;
		while (*path++ != '\0')
			;
	}
	spx_child_not_executed(r, decided, error);
}

int
spx_child_main(void *arg)
{
	struct spx_request *r = arg;
	unsigned i;
	int rc;

	r->req_seen = true;
	spx_child_own_table(r);
	spx_child_attributes(r, false);
	for (i = 0; i < r->req_nactions; i++) {
		rc = spx_child_action(r, &r->req_actions[i]);
		if (rc < 0)
			spx_child_fail(r, SPAWNX_STEP_ACTION, (int)i, -rc);
	}
	spx_child_attributes(r, true);
	if (spx_ext_has(r->req_ext, SPAWNX_ATTR_EXECFD))
		spx_child_execfd(
		    r, spx_ext_int(r->req_ext, SPAWNX_ATTR_EXECFD, -1));
	execute(r);
}
