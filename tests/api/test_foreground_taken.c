/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A failing child gives the terminal back only if it still has it.
 *
 * Extension: spawnx_file_actions_addtcsetpgrp(3).
 */
#include "foreground.h"
#include "forked.h"
#include "needs.h"

/*
 * One is in the middle and has the terminal; another one takes it, and keeps it
 * when the first one fails.
 */
static int
taken(void *unused)
{
	posix_spawn_file_actions_t fa, other;
	posix_spawnattr_t attr;
	spawnx_pending_t *p;
	pid_t pid = -1;
	int bad, fd;

	(void)unused;
	bad = take_terminal() + check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setflags(&attr, POSIX_SPAWN_SETPGROUP), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(spawnx_file_actions_init(&other), 0);
	bad += check_int(spawnx_file_actions_addtcsetpgrp(&other, TTY), 0);
	bad += check_int(
	    add_actions(family_spawnx(), &fa, "t20 o5=@/fifo C=/none"), 0);
	(void)mkfifo(test_path("fifo"), 0600);
	bad += check_int(
	    spawnx_start(&p, 0, "/bin/true", &fa, &attr, ARGV("true"), environ),
	    0);
	for (int i = 0; i < 2000 && tcgetpgrp(TTY) == getpgrp(); i++)
		sleep_ms(1);
	bad += check_int(spawnx_spawn(&pid, "/bin/sleep", &other, &attr,
			     ARGV("sleep", "30"), environ),
	    0);
	fd = open(test_path("fifo"), O_WRONLY | O_CLOEXEC);
	bad += check_int(spawnx_finish(p, NULL), ENOENT);
	bad += check_int(tcgetpgrp(TTY), pid);
	bad += check_int(kill(pid, SIGKILL), 0);
	bad += check_int(wait_for(pid), SIGKILL) + check_int(close(fd), 0);
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	bad += check_int(spawnx_file_actions_destroy(&other), 0);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_taken(void **state)
{
	int master;

	(void)state;
	need(NEED_FREE_STARTS);
	if (!BACKEND_IS_ASM)
		skip_because("without clone3() start waits");
	make_terminal(&master);
	expect_child(taken, NULL);
	assert_int_equal(close(master), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_taken),
	};

	return (run_cases(cases));
}
