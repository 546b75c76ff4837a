/* SPDX-License-Identifier: BSD-2-Clause */
/* Scenarios of programs, arguments and searches; see oracle.h. */
#include "oracle.h"

#define NO_CHILD "error: 0 -> EINVAL\nstatus: 31744 -> -1\npid: 1 -> 0\n"

/* clang-format off */
static const struct scenario rows[] = {
	{ "plain", { GO } },
	{ "no pid", { NO_PID } },
	{ "pidfd", { PIDFD } },
	{ "pidfd of a missing program", { PROGRAM("@none"), PIDFD } },
	{ "pidfd, searched", { PATH("@bin"), SEARCH("tool"), PIDFD } },

	/* -- arguments and environment -- */
	{ "arguments", { ARGV_OF(3, "an argument") } },
	{ "no text", { ARGV_OF(1, "") } },
	{ "3000 arguments", { ARGV_OF(3000, "x") } },
	{ "a long argument", { ARGV_OF(2, "#") } },
	{ "arguments too long", { ARGV_OF(3000, "#") } },
	{ "no environment", { ENVP_OF(0, "") } },
	{ "NULL environment", { NO_ENVP } },
	{ "an environment", { ENVP_OF(2, "A=b c") } },
	{ "an environment without names", { ENVP_OF(1, "nothing") } },
	{ "an environment too long", { ENVP_OF(3000, "#") } },
	{ "empty argv", { EMPTY_ARGV },
	    { NO_CHILD, "POSIX wants an argv[0]; Linux makes one up since 5.18,"
	      " other systems refuse", 0 } },
	{ "NULL argv", { NO_ARGV },
	    { "died: 11 -> 0\nerror: 0 -> EINVAL\n",
	      "glibc counts the arguments unseen", 0 } },

	/* -- the file -- */
	{ "NULL path", { PROGRAM(NULL) },
	    { "error: EFAULT -> EINVAL\n",
	      "a bad argument, whatever the kernel makes of it", 0 } },
	{ "missing", { PROGRAM("@none") } },
	{ "missing directory", { PROGRAM("@none/tool") } },
	{ "below a file", { PROGRAM("@a/tool") } },
	{ "a directory", { PROGRAM("@dir") } },
	{ "no name", { PROGRAM("") } },
	{ "not executable", { PROGRAM("@plain") } },
	{ "of no format", { PROGRAM("@text") } },
	{ "empty", { PROGRAM("@empty") } },
	{ "cut off", { PROGRAM("@elf") } },
	{ "of a lost interpreter", { PROGRAM("@lost") } },
	{ "a script", { PROGRAM("@script") } },
	{ "a loop", { PROGRAM("@loop") } },
	{ "a path too long", { PROGRAM("@#") } },
	{ "a slash at the end", { PROGRAM("@tool/") } },
	{ "being written", { COPIED, HAVE(5, "@copy", O_WRONLY) } },
	{ "by a symbolic link", { PROGRAM("@tool") } },
	{ "relative", { CWD("@bin"), PROGRAM("tool") } },
	{ "relative, up", { CWD("@bin"), PROGRAM("../tool") } },

	/* -- the search -- */
	{ "search", { PATH("@bin"), SEARCH("tool") } },
	{ "search the second", { PATH("@dir:@bin"), SEARCH("tool") } },
	{ "search past a missing one", { PATH("@none:@bin"), SEARCH("tool") } },
	{ "search past a file", { PATH("@a:@bin"), SEARCH("tool") } },
	{ "search past a loop", { PATH("@loop:@bin"), SEARCH("tool") } },
	{ "search past a denied one", { PATH("@denied:@bin"),
	    SEARCH("tool") } },
	{ "search past another format", { PATH("@bin:@denied"),
	    SEARCH("text") } },
	{ "search for none", { PATH("@dir:@bin"), SEARCH("none") } },
	{ "search denied", { PATH("@dir:@denied"), SEARCH("tool") } },
	{ "search denied, then missing", { PATH("@denied:@dir"),
	    SEARCH("tool") } },
	{ "search denied, then no directory", { PATH("@denied:@a"),
	    SEARCH("tool") } },
	{ "search denied, then another format", { PATH("@denied:@bin"),
	    SEARCH("text") } },
	{ "search denied, then a loop", { PATH("@denied:@loop"),
	    SEARCH("tool") } },
	{ "search for a directory", { PATH("@bin"), SEARCH("folder") } },
	{ "search with a slash", { CWD("@"), PATH("/"), SEARCH("bin/tool") } },
	{ "search with a path", { PATH(""), SEARCH("@tool") } },
	{ "search with a missing path", { PATH("@bin"), SEARCH("@none") } },
	{ "search with an unknown format", { PATH("@bin"),
	    SEARCH("@text") } },
	{ "search an empty PATH", { CWD("@bin"), PATH(""), SEARCH("tool") } },
	{ "search an empty element", { CWD("@bin"), PATH("@dir::@a"),
	    SEARCH("tool") } },
	{ "search a last empty element", { CWD("@bin"), PATH("@dir:"),
	    SEARCH("tool") } },
	{ "search a first empty element", { CWD("@bin"), PATH(":@dir"),
	    SEARCH("tool") } },
	{ "search a relative element", { CWD("@"), PATH("bin"),
	    SEARCH("tool") } },
	{ "search after chdir", { CWD("@dir"), PATH("bin"), ADDCHDIR("@"),
	    SEARCH("tool") } },
	{ "search with no PATH", { PATH(NULL), SEARCH("true") },
	    .sc_flags = NO_REPORT },
	{ "search with no PATH, in vain", { CWD("@bin"), PATH(NULL),
	    SEARCH("tool") } },
	{ "search the caller's PATH", { PATH("@bin"),
	    ENVP_OF(1, "PATH=/nowhere"), SEARCH("tool") } },
	{ "search not the program's PATH", { PATH("@dir"),
	    ENVP_OF(1, "PATH=@bin"), SEARCH("tool") } },
	{ "search for no name", { PATH("@bin"), SEARCH("") } },
	{ "search for a long name", { PATH("@bin"),
	    SEARCH("0123456789012345678901234567890123456789012345678901234567"
		   "8901234567890123456789012345678901234567890123456789012345"
		   "6789012345678901234567890123456789012345678901234567890123"
		   "4567890123456789012345678901234567890123456789012345678901"
		   "2345678901234567890123x") } },
	{ "search past a long element", { PATH("@none:@#:@bin"),
	    SEARCH("tool") } },
	{ "search past a long element, in vain", { CWD("@bin"),
	    PATH("@none:@#:@dir"), SEARCH("tool") },
	    { "error: 0 -> ENOENT\nstatus: 0 -> -1\npid: 1 -> 0\n"
	      "report: one -> none\n",
	      "glibc goes on at the colon after what it passes over, and takes"
	      " that for an empty element, the working directory", 0 } },
	{ "search only a long element", { PATH("@#"), SEARCH("tool") },
	    { "error: ECHILD -> ENOENT\n",
	      "glibc tries no path, so that no call has set an error", 0 } },
	{ "search for NULL", { SEARCH(NULL) },
	    { "error: 0 -> EINVAL\nstatus: 11 -> -1\npid: 1 -> 0\n",
	      "glibc's child reads the name unseen", 0 },
	    .sc_flags = DUMPS_CORE },
};
/* clang-format on */

const struct scenario_table oracle_programs = { rows, COUNT(rows) };
