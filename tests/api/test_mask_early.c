/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A signal that the program's mask blocks, or that it ignores, does not end the
 * child before it has become the program: it is pending for the program, or
 * gone.  The caller's own mask is as it was, and a signal that the caller is
 * sent meanwhile finds it.
 *
 * POSIX.1-2024, posix_spawn(): POSIX_SPAWN_SETSIGMASK.
 */
#include "forked.h"

static const struct row {
	const char *name;
	bool mask, ignore;
	int status;
	bool pending; /* for the program */
} rows[] = {
	{ "the mask", true, false, 0, true },
	{ "ignored", false, true, 0, false },
	{ "both", true, true, 0, true },
	/* Nothing keeps it from the child. */
	{ "neither", false, false, SIGTERM, false },
};

/*
 * Signals the process group while the child waits at the FIFO; the caller
 * catches the signal.  If the child is gone nobody has the FIFO open: one that
 * the signal ends is gone without it.
 */
static void
signal_group(bool ends)
{
	int fd;

	(void)signal(SIGTERM, SIG_IGN);
	sleep_ms(100);
	(void)kill(0, SIGTERM);
	sleep_ms(ends ? 500 : 20);
	fd = open(test_path("fifo"), O_WRONLY | O_NONBLOCK);
	sleep_ms(50);
	_exit(ends ? fd >= 0 : fd < 0 && errno != ENXIO);
}

static volatile sig_atomic_t noted;

static void
note(int signo)
{
	(void)signo;
	noted++;
}

/*
 * Whether the signal was pending for the program; it has none if it was
 * killed.
 */
static int
check_program(const struct row *row)
{
	struct report *r = report_read(test_path("said"));
	const char *set = r == NULL ? NULL : report_get(r, "status.ShdPnd");
	int bad = check_int(r != NULL, row->status == 0);

	if (set != NULL)
		bad += check_int(
		    strtoull(set, NULL, 16) >> (SIGTERM - 1) & 1, row->pending);
	report_free(r);
	return (bad);
}

static int
prepare(const struct row *row, posix_spawn_file_actions_t *fa,
    posix_spawnattr_t *attr)
{
	sigset_t term;
	int bad;

	(void)sigemptyset(&term);
	(void)sigaddset(&term, SIGTERM);
	bad = check_int(spawnx_file_actions_init(fa), 0);
	bad += check_int(
	    spawnx_file_actions_addopen(fa, 0, test_path("fifo"), O_RDONLY, 0),
	    0);
	bad += check_int(spawnx_attr_init(attr), 0);
	if (row->mask) {
		bad += check_int(spawnx_attr_setsigmask(attr, &term), 0);
		bad += check_int(
		    spawnx_attr_setflags(attr, POSIX_SPAWN_SETSIGMASK), 0);
	}
	if (row->ignore)
		bad += check_int(spawnx_attr_setsigignore(attr, &term), 0);
	return (bad);
}

static int
row_child(void *arg)
{
	const struct row *row = arg;
	const struct sigaction sa = { .sa_handler = note,
		.sa_flags = SA_RESTART };
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	unsigned char old[RAW_SETLEN], now[RAW_SETLEN];
	pid_t pid = -1, helper;
	int bad;

	(void)setpgid(0, 0);
	(void)alarm(300);
	(void)unlink(test_path("said"));
	bad = check_int(sigaction(SIGTERM, &sa, NULL), 0);
	bad += prepare(row, &fa, &attr);
	helper = fork();
	if (helper == 0)
		signal_group(row->status != 0);
	(void)raw_sigprocmask(SIG_SETMASK, NULL, old);
	bad += check_int(
	    spawnx_spawn(&pid, report_program(), &fa, &attr,
		ARGV("report", (char *)(uintptr_t)test_path("said")), environ),
	    0);
	(void)raw_sigprocmask(SIG_SETMASK, NULL, now);
	bad += check_int(memcmp(old, now, sizeof(now)), 0);
	bad += check_int(wait_for(helper), 0);
	bad += check_int(wait_for(pid), row->status) + check_program(row);
	bad += check_int(noted, 1);
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	bad += check_int(spawnx_attr_destroy(&attr), 0);
	return (bad == 0 ? 0 : complain("%s", row->name));
}

static void
test_rows(void **state)
{
	(void)state;
	assert_int_equal(mkfifo(test_path("fifo"), 0600), 0);
	for (size_t i = 0; i < COUNT(rows); i++)
		on_each_way(row_child, (void *)(uintptr_t)&rows[i]);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_rows),
	};

	return (run_cases(cases));
}
