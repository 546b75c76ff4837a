/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Threads spawn while others change what a program inherits, the actions of
 * signals and the descriptors: each program is started as if there was no
 * other thread.
 *
 * POSIX.1-2024, XSH 2.9.1 (thread safety); posix_spawn(): DESCRIPTION.
 */
#include "workers.h"

/* As try_report(), which is for one thread. */
static struct report *
report_of(struct worker *w, const posix_spawn_file_actions_t *fa)
{
	char file[PATH_MAX + 32];
	struct report *r = NULL;
	pid_t pid = -1;
	int rc;

	(void)snprintf(
	    file, sizeof(file), "%s/report.%d", test_dir(), w->w_number);
	rc = w->w_family->spawn(
	    &pid, report_program(), fa, NULL, ARGV("report", file), environ);
	w->w_bad += check_int(rc, 0);
	if (rc == 0) {
		w->w_bad += check_int(wait_for(pid), 0);
		r = report_read(file);
		w->w_bad += check(r != NULL);
	}
	(void)unlink(file);
	return (r);
}

/* -- Two threads spawn while another changes the action of a signal -- */

static void *
spawn_and_look_at_signals(void *arg)
{
	struct worker *w = arg;
	struct report *r;

	for (int i = 0; i < SPAWNS && w->w_bad == 0; i++) {
		r = report_of(w, NULL);
		if (r == NULL)
			break;
		w->w_bad += check_string(report_get(r, "sigcaught"), "");
		w->w_bad += check_string(report_get(r, "sigignored"), "14");
		w->w_bad += check_string(report_get(r, "sigmask"), "");
		report_free(r);
	}
	return (NULL);
}

/* And sends a signal to the children, too: it ends none of them. */
static void *
change_actions(void *arg)
{
	static const int signals[] = { SIGUSR1, SIGHUP, SIGTERM };

	(void)arg;
	for (unsigned i = 0; !atomic_load(&done); i++) {
		int signo = signals[i % COUNT(signals)];
		struct sigaction old, sa = { .sa_handler = SIG_DFL };

		(void)sigaction(signo, &sa, &old);
		(void)sigaction(signo, &old, NULL);
		(void)kill(0, SIGWINCH);
	}
	return (NULL);
}

static int
actions_child(void *arg)
{
	struct worker spawners[2];
	pthread_t changer;
	sigset_t none;
	int bad = check_int(setpgid(0, 0), 0);

	(void)arg;
	for (int s = 1; s <= RAW_NSIG; s++)
		if (s != 32 && s != 33)
			(void)raw_set_handler(s, s == SIGALRM);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	catch_signal(SIGUSR1);
	catch_signal(SIGHUP);
	catch_signal(SIGTERM);
	catch_signal(SIGWINCH);
	start(spawners, 2, spawn_and_look_at_signals);
	if (pthread_create(&changer, NULL, change_actions, NULL) != 0)
		return (1);
	bad += join(spawners, 2);
	atomic_store(&done, true);
	(void)pthread_join(changer, NULL);
	bad += check(caught(SIGWINCH) > 0);
	return (bad + check_int(caught_elsewhere(), 0));
}

static void
test_actions_change_meanwhile(void **state)
{
	(void)state;
	on_each_way(actions_child, NULL);
}

/* -- Descriptors come and go meanwhile; none gets into a program -- */

static void *
change_descriptors(void *arg)
{
	(void)arg;
	while (!atomic_load(&done)) {
		int fds[8];

		for (size_t i = 0; i < COUNT(fds); i++)
			fds[i] = open("/dev/null", O_RDONLY | O_CLOEXEC);
		for (size_t i = 0; i < COUNT(fds); i++)
			(void)close(fds[i]);
	}
	return (NULL);
}

/* In turn: nothing, an action, and one that leaves the descriptors behind. */
static void *
spawn_and_look_at_descriptors(void *arg)
{
	posix_spawn_file_actions_t fa[2];
	struct worker *w = arg;
	struct report *r;
	const char *want;

	for (int i = 0; i < 2; i++) {
		(void)w->w_family->actions_init(&fa[i]);
		(void)w->w_family->addopen(&fa[i], 2, "/dev/null", O_WRONLY, 0);
	}
	(void)w->w_family->addclosefrom_np(&fa[1], 3);
	(void)w->w_family->addopen(&fa[1], 200, "/dev/null", O_RDONLY, 0);
	for (int i = 0; i < SPAWNS && w->w_bad == 0; i++) {
		r = report_of(w, i % 3 == 0 ? NULL : &fa[i % 3 - 1]);
		if (r == NULL)
			break;
		want = i % 3 == 2 ? "0,1,2,200" : "0,1,2";
		w->w_bad += check_string(report_get(r, "fds"), want);
		report_free(r);
	}
	for (int i = 0; i < 2; i++)
		(void)w->w_family->actions_destroy(&fa[i]);
	return (NULL);
}

static int
descriptors_child(void *arg)
{
	struct worker spawners[2];
	struct world world;
	pthread_t changer;
	int bad;

	(void)arg;
	for (int fd = 3; fd < 1024; fd++)
		(void)close(fd);
	world_take(&world);
	start(spawners, 2, spawn_and_look_at_descriptors);
	if (pthread_create(&changer, NULL, change_descriptors, NULL) != 0)
		return (1);
	bad = join(spawners, 2);
	atomic_store(&done, true);
	(void)pthread_join(changer, NULL);
	return (bad + world_check(&world));
}

static void
test_descriptors_change_meanwhile(void **state)
{
	(void)state;
	on_each_way(descriptors_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_actions_change_meanwhile),
		CASE(test_descriptors_change_meanwhile),
	};

	return (run_cases(cases));
}
