/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Makes scenarios; see random.h.  What is not made, because the libcs differ
 * in it for a reason that doc/order.md gives and oracle_*.c tests:
 *
 * - NULL and empty arguments, which crash glibc or are made up by the kernel;
 * - an fchdir of a number that can't be a descriptor, a close or a closefrom
 *   at or above the limit: refused by one of the two when they are added;
 * - flags and policies that the host's libc refuses;
 * - signals 32 and 33 in a mask;
 * - elements of PATH that are too long.
 *
 * Files are not created, for reports tell files by their inodes.
 */
#include "random_pick.h"

#define TERMINAL 10

static void
make_have(struct maker *mk)
{
	static const struct {
		const char *path;
		int flags;
		bool directory;
	} had[] = { { "@a", O_RDONLY, false }, { "@a", O_RDWR, false },
		{ "@b", O_RDWR | O_APPEND, false }, { "@b", O_WRONLY, false },
		{ "@dir", O_RDONLY, true }, { "@dir", O_PATH, true },
		{ "@bin", O_RDONLY, true }, { "/dev/null", O_RDWR, false } };
	const size_t i = (size_t)pick_below(mk, COUNT(had));
	const int fd = pick_descriptor(mk);

	pick_note(mk, fd, true, had[i].directory);
	pick_add(mk, do_have, fd,
	    had[i].flags | (pick_one_in(mk, 3) ? O_CLOEXEC : 0), had[i].path);
}

static void
make_process(struct maker *mk)
{
	static const char *const paths[] = { "@bin", "@none:@bin", "@denied",
		"@denied:@bin", "", ":@dir", "bin", "@a:@loop:@dir:@bin" };
	int fd;

	switch (pick_below(mk, 14)) {
	case 0:
		fd = (int)pick_below(mk, 3);
		pick_note(mk, fd, false, false);
		pick_add(mk, do_closed, fd, 0, NULL);
		return;
	case 1:
		pick_add(
		    mk, do_seek, pick_descriptor(mk), pick_below(mk, 9), NULL);
		return;
	case 2:
		pick_add(mk, do_cwd, 0, 0, pick_one_in(mk, 2) ? "@dir" : "@");
		return;
	case 3:
		pick_add(mk, do_umask, pick_below(mk, 01000), 0, NULL);
		return;
	case 4:
		pick_add(mk, do_nice, pick_below(mk, 4), 0, NULL);
		return;
	case 5:
		pick_add(mk, do_path, 0, 0, PICK(mk, paths));
		return;
	case 6:
		pick_add(mk, do_caught, pick_signal_number(mk), 0, NULL);
		return;
	case 7:
		pick_add(mk, do_ignored, pick_signal_number(mk), 0, NULL);
		return;
	case 8:
		pick_add(mk, do_blocked, pick_set_member(mk),
		    pick_signal_number(mk), NULL);
		return;
	default:
		make_have(mk);
	}
}

static void
make_attribute(struct maker *mk)
{
	static const int groups[] = { 0, 0, 0, 0, OWN_GROUP, 1, -1, 4194305 };
	static const int policies[] = { SCHED_OTHER, SCHED_OTHER, SCHED_FIFO,
		SCHED_RR, 4711 };
	static const int priorities[] = { -1, 0, 0, 0, 1, 99, 100 };

	switch (pick_below(mk, 5)) {
	case 0:
		pick_add(mk, do_sigdefault, pick_set_member(mk),
		    pick_signal_number(mk), NULL);
		return;
	case 1:
		pick_add(mk, do_sigmask, pick_set_member(mk),
		    pick_signal_number(mk), NULL);
		return;
	case 2:
		pick_add(mk, do_pgroup, PICK(mk, groups), 0, NULL);
		return;
	case 3:
		pick_add(mk, do_policy, PICK(mk, policies), 0, NULL);
		return;
	default:
		pick_add(mk, do_priority, PICK(mk, priorities), 0, NULL);
	}
}

static void
make_flags(struct maker *mk)
{
	static const int flags[] = { POSIX_SPAWN_RESETIDS,
		POSIX_SPAWN_SETPGROUP, POSIX_SPAWN_SETSIGDEF,
		POSIX_SPAWN_SETSIGDEF, POSIX_SPAWN_SETSIGMASK,
		POSIX_SPAWN_SETSIGMASK, POSIX_SPAWN_SETSCHEDPARAM,
		POSIX_SPAWN_SETSCHEDULER, POSIX_SPAWN_USEVFORK, SPAWNX_SETSID };
	long all = pick_one_in(mk, 50) ? 0x200 : 0;

	for (size_t i = 0; i < COUNT(flags); i++)
		all |= pick_one_in(mk, 6) ? flags[i] : 0;
	pick_add(mk, do_flags, all, 0, NULL);
}

static void
make_other_action(struct maker *mk)
{
	int fd = pick_descriptor(mk);

	switch (pick_below(mk, 5)) {
	case 0:
	case 1:
		pick_add(mk, do_addchdir, 0, 0, pick_directory(mk));
		return;
	case 2:
		pick_add(
		    mk, do_addfchdir, pick_of(mk, mk->mk_directories), 0, NULL);
		return;
	case 3:
		pick_add(mk, do_addtcsetpgrp, mk->mk_limit < 20 ? fd : TERMINAL,
		    0, NULL);
		return;
	default:
		pick_add(
		    mk, do_addmany, pick_below(mk, 3), pick_below(mk, 4), NULL);
	}
}

static void
make_action(struct maker *mk)
{
	int fd = pick_any_descriptor(mk), from;

	switch (pick_below(mk, 10)) {
	case 0:
	case 1:
	case 2:
		pick_add(
		    mk, do_addopen, fd, pick_open_flags(mk), pick_file(mk));
		pick_note(mk, fd, true, false);
		return;
	case 3:
		pick_add(mk, do_addclose, fd, 0, NULL);
		pick_note(mk, fd, false, false);
		return;
	case 4:
	case 5:
	case 6:
		from = pick_of(mk, mk->mk_open);
		pick_add(mk, do_adddup2, from, fd, NULL);
		pick_note(mk, fd, true, (mk->mk_directories >> from & 1) != 0);
		return;
	case 7:
		from = pick_descriptor(mk);
		pick_add(mk, do_addclosefrom, from, 0, NULL);
		for (; from < NOTED; from++)
			pick_note(mk, from, false, false);
		return;
	default:
		make_other_action(mk);
	}
}

static void
make_program(struct maker *mk)
{
	static const char *const programs[] = { "@script", "@tool", "@tool",
		"@none", "@plain", "@text", "@dir", "@script", "@tool", "@lost",
		"tool", "./here", "@loop" };
	static const char *const names[] = { "tool", "tool", "tool", "text",
		"folder", "none", "again", "bin/tool", "" };

	switch (pick_below(mk, 8)) {
	case 0:
		pick_add(mk, do_program, 0, 0, PICK(mk, programs));
		return;
	case 1:
	case 2:
		pick_add(mk, do_search, 0, 0, PICK(mk, names));
		return;
	case 3:
		pick_add(mk, do_argv, pick_below(mk, 4), 0, "an argument");
		return;
	case 4:
		pick_add(mk, do_no_pid, 0, 0, NULL);
		return;
	default:
		return;
	}
}

/*
 * A limit comes first, so that what is opened and added respects it; other
 * IDs come after all that may need the privilege.
 */
static void
make_start(struct maker *mk)
{
	static const int limits[] = { 6, 8, 20, 24, 64 };

	if (pick_one_in(mk, 8)) {
		mk->mk_limit = PICK(mk, limits);
		pick_add(mk, do_limit, mk->mk_limit, 0, NULL);
	}
	if (pick_one_in(mk, 20))
		pick_add(mk, pick_one_in(mk, 2) ? do_tty : do_group, TERMINAL,
		    0, NULL);
	for (long n = pick_below(mk, 4); n > 0; n--)
		make_process(mk);
	if (geteuid() == 0 && pick_one_in(mk, 20)) {
		pick_add(mk, do_copied, 0, 0, NULL);
		pick_add(mk, do_ids, pick_one_in(mk, 2) ? 4711 : 0,
		    pick_one_in(mk, 2) ? 4712 : 0, NULL);
	}
}

void
random_scenario(struct scenario *sc, uint64_t number)
{
	struct maker mk = { number, sc, 0, NO_LIMIT, 7, 0 };

	memset(sc, 0, sizeof(*sc));
	sc->sc_name = "random";
	(void)pick_below(&mk, 1);
	make_start(&mk);
	if (pick_one_in(&mk, 2)) {
		for (long n = pick_below(&mk, 4); n > 0; n--)
			make_attribute(&mk);
		make_flags(&mk);
	}
	for (long n = pick_below(&mk, 7); n > 0; n--)
		make_action(&mk);
	make_program(&mk);
}
