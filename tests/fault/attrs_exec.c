/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Scenarios of the attributes that say what is executed, and of the actions
 * that no libc has; see attrs.h for what the words mean.
 */
#include "attrs.h"

/* How a scenario ends in a script whose interpreter is not there. */
#define IS_LOST(n) .sc_fails = { ENOENT, SPAWNX_STEP_INTERPRETER, n }

/* clang-format off */
static const struct scenario rows[] = {
	/* -- actions -- */
	{ "cloexecfrom", { HAVE(5, "@a", RD), HAVE(9, "@b", RD),
	    ADDCLOEXECFROM(3) } },
	{ "cloexecfrom, with a low limit", { LIMIT(64), HAVE(5, "@a", RD),
	    HAVE(9, "@b", RDX), ADDCLOEXECFROM(6), ADDINHERITOPEN(9) } },
	{ "cloexecfrom, and what is passed", { HAVE(5, "@a", RD),
	    HAVE(9, "@b", RD), ADDCLOEXECFROM(3), ADDINHERITOPEN(9),
	    ADDINHERITOPEN(10), ADDDUP2(5, 12) } },
	{ "inheritopen", { HAVE(5, "@a", RDX), ADDINHERITOPEN(5) } },
	{ "write", { ADDWRITE("/dev/null"), ADDDUP2(0, 5) } },
	{ "write, missing", { ADDWRITE("@none") }, ACTION_FAILS(ENOENT, 0) },
	{ "inheritopen, closed", { ADDINHERITOPEN(50) } },

	/* -- what is executed -- */
	{ "execfd", { HAVE(5, "@tool", RD), SET_EXECFD(5) } },
	{ "execfd, close-on-exec", { HAVE(5, "@tool", RDX), SET_EXECFD(5),
	    PROGRAM(NULL) } },
	{ "execfd, of a path", { HAVE(5, "@tool", O_PATH | O_CLOEXEC),
	    SET_EXECFD(5), PROGRAM("@none") } },
	{ "execfd, opened by an action", { ADDOPEN(5, "@tool", RD),
	    ADDDUP2(5, 9), ADDCLOSE(5), SET_EXECFD(9) } },
	{ "execfd, and the rest close-on-exec", { HAVE(5, "@tool", RD),
	    SET_EXECFD(5), FLAGS(CLOEXEC) } },
	{ "execfd, not searched for", { HAVE(5, "@tool", RD), SET_EXECFD(5),
	    PATH("@none"), SEARCH("tool") } },
	{ "execfd, a script", { HAVE(5, "@script", RD), SET_EXECFD(5) } },
	{ "execfd, a script, close-on-exec", { HAVE(5, "@script", RDX),
	    SET_EXECFD(5) }, ATTR_FAILS(ENOENT, EXECFD) },
	{ "execfd, a script, by its path",
	    { HAVE(5, "@script", O_PATH | O_CLOEXEC), SET_EXECFD(5) },
	    ATTR_FAILS(ENOENT, EXECFD) },
	{ "execfd, a lost interpreter", { HAVE(5, "@lost", RD), SET_EXECFD(5) },
	    IS_LOST(0) },
	{ "execfd, no format", { HAVE(5, "@text", RDX), SET_EXECFD(5),
	    SET_SHELL(1) }, EXEC_FAILS(ENOEXEC, 0) },
	{ "execfd, not executable", { HAVE(5, "@plain", RDX), SET_EXECFD(5) },
	    EXEC_FAILS(EACCES, 0) },
	{ "execfd, not in the root directory", { HAVE(5, "@tool", RDX),
	    SET_EXECFD(5), SET_CHROOT("@dir") }, ROOT, IS_LOST(0) },
	{ "execfd, closed", { SET_EXECFD(3) }, ATTR_FAILS(EBADF, EXECFD) },
	{ "execfd, closed as the other one", { SET_EXECFD(4) },
	    ATTR_FAILS(EBADF, EXECFD) },
	{ "execfd, closed by an action", { HAVE(5, "@tool", RD), SET_EXECFD(5),
	    ADDCLOSEFROM(5) }, ATTR_FAILS(EBADF, EXECFD) },
	{ "shell", { PROGRAM("@text"), SET_SHELL(1) }, .sc_flags = NO_REPORT },
	{ "shell, searched for", { PATH("@denied:@bin"), SEARCH("text"),
	    SET_SHELL(1) }, .sc_flags = NO_REPORT },
	{ "shell, no need", { SET_SHELL(1) } },
	{ "shell, of a missing file", { PROGRAM("@none"), SET_SHELL(1) },
	    EXEC_FAILS(ENOENT, 0) },
	{ "shell, 3000 arguments", { PROGRAM("@text"), SET_SHELL(1),
	    ARGV_OF(3000, "x") }, .sc_flags = NO_REPORT },
	{ "shell, missing", { SET_CHROOT("@"), PROGRAM("/text"), SET_SHELL(1) },
	    ROOT, ATTR_FAILS(ENOENT, SHELL) },
	{ "shell, switched off", { PROGRAM("@text"), SET_SHELL(0) },
	    EXEC_FAILS(ENOEXEC, 0) },
	{ "searchpath", { PATH("@none"), SET_SEARCHPATH("@denied:@bin"),
	    SEARCH("tool") } },
	{ "searchpath, in vain", { PATH("@bin"),
	    SET_SEARCHPATH("@dir:@denied:@a"), SEARCH("tool") },
	    EXEC_FAILS(EACCES, 1) },
	{ "candidates", { SET_CANDIDATES("@none:@tool:@none") } },
	{ "candidates, none of them", { SET_CANDIDATES("@none:@plain:@none"),
	    PROGRAM(NULL) }, EXEC_FAILS(EACCES, 1) },
	{ "candidates, by the host's rule", { SET_CANDIDATES("@text:@tool"),
	    SET_SEARCHRULE(SPAWNX_SEARCH_HOST) }, EXEC_FAILS(ENOEXEC, 0) },
	{ "candidates, by any rule", { SET_CANDIDATES("@none:@text:@tool"),
	    SET_SEARCHRULE(SPAWNX_SEARCH_ANY) } },
	{ "candidates, by any rule, none", { SET_CANDIDATES("@none:@text:@plain"),
	    SET_SEARCHRULE(SPAWNX_SEARCH_ANY) }, EXEC_FAILS(ENOEXEC, 1) },
	{ "candidates, by the portable rule", { SET_CANDIDATES("@none:@plain"),
	    SET_SEARCHRULE(SPAWNX_SEARCH_PORTABLE) }, EXEC_FAILS(EACCES, 1) },
	{ "searchpath, by any rule", { SET_SEARCHPATH("@denied:@bin"),
	    SEARCH("tool"), SET_SEARCHRULE(SPAWNX_SEARCH_ANY) } },
	{ "searchpath, of a path", { SET_SEARCHPATH("@none"),
	    SEARCH("@tool") } },
};
/* clang-format on */

const struct scenario_table fault_attrs_exec = { rows, COUNT(rows), true };
