/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A child that a signal ends before it runs its program was started: the
 * spawn gives its process ID, and the wait tells what ended it.  Never an
 * error that is not the program's, and never a spawn that does not return.
 *
 * POSIX.1-2024, posix_spawn(): RATIONALE (what fork() and exec would do).
 */
#include "check.h"
#include "forked.h"

#include <pthread.h>

/* A process whose group the children join, so that they can be signalled. */
static pid_t
make_group(void)
{
	int ready[2];
	char byte;
	pid_t pid;

	if (pipe(ready) != 0)
		return (-1);
	pid = fork();
	if (pid == 0) {
		(void)setpgid(0, 0);
		for (int signo = 1; signo <= RAW_NSIG; signo++)
			(void)signal(signo, SIG_IGN);
		(void)close(ready[0]);
		(void)close(ready[1]);
		for (;;)
			(void)pause();
	}
	/* Signals may come as soon as it ignores them. */
	(void)close(ready[1]);
	(void)!read(ready[0], &byte, 1);
	(void)close(ready[0]);
	return (pid);
}

static int
end_group(pid_t group)
{
	return (check_int(kill(group, SIGKILL), 0) +
		check_int(wait_for(group), SIGKILL));
}

static int
join_group(posix_spawnattr_t *at, pid_t group)
{
	return (check_int(spawnx_attr_init(at), 0) +
		check_int(spawnx_attr_setpgroup(at, group), 0) +
		check_int(spawnx_attr_setflags(at, POSIX_SPAWN_SETPGROUP), 0));
}

/* -- Where it is known to wait: in an open() of a FIFO -- */

struct killer {
	pid_t k_group;
	int k_signo;
	char k_here[PATH_MAX], k_fifo[PATH_MAX];
};

/*
 * Where signals are blocked until the exec, the child ends only when it goes
 * on: there is a writer then.
 */
static void *
kill_when_there(void *arg)
{
	const struct killer *k = arg;
	int fd;

	while (access(k->k_here, F_OK) != 0)
		sleep_ms(1);
	sleep_ms(10);
	(void)kill(-k->k_group, k->k_signo);
	sleep_ms(10);
	fd = open(k->k_fifo, O_WRONLY | O_NONBLOCK);
	if (fd >= 0)
		(void)close(fd);
	return (NULL);
}

/* The ways of a spawn, all with the same result. */
static int
by_start(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	spawnx_pending_t *p;
	int rc = spawnx_start(&p, SPAWNX_POLLABLE, path, fa, at, argv, envp);

	return (rc != 0 ? rc : spawnx_finish(p, pid));
}

static int
by_sharing(pid_t *pid, const char *path, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at, char *const argv[], char *const envp[])
{
	return (family_sharing()->spawn(pid, path, fa, at, argv, envp));
}

static spawn_fn *const spawns[] = { spawnx_spawn, posix_spawn, by_start,
	by_sharing };

static int
kill_one(spawn_fn *spawn, const char *program, struct killer *k)
{
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t at;
	pthread_t thread;
	pid_t pid = -1;
	int bad = join_group(&at, k->k_group);

	(void)unlink(k->k_here);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	bad += check_int(spawnx_file_actions_addopen(
			     &fa, 5, k->k_here, O_WRONLY | O_CREAT, 0600),
	    0);
	bad += check_int(
	    spawnx_file_actions_addopen(&fa, 6, k->k_fifo, O_RDONLY, 0), 0);
	if (pthread_create(&thread, NULL, kill_when_there, k) != 0)
		return (complain("no thread"));
	bad += check_int(
	    spawn(&pid, program, &fa, &at, ARGV("report", "none"), environ), 0);
	bad += check_int(wait_for(pid), k->k_signo);
	(void)pthread_join(thread, NULL);
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	return (bad + check_int(spawnx_attr_destroy(&at), 0));
}

static int
fifo_child(void *arg)
{
	static const int signals[] = { SIGKILL, SIGTERM, SIGUSR1, 40 };
	struct killer k = { .k_group = make_group() };
	struct world world;
	int bad = 0;

	(void)arg;
	(void)snprintf(k.k_here, sizeof(k.k_here), "%s", test_path("here"));
	(void)snprintf(k.k_fifo, sizeof(k.k_fifo), "%s", test_path("fifo"));
	(void)unlink(k.k_fifo);
	bad += check_int(mkfifo(k.k_fifo, 0600), 0);
	catch_signal(SIGUSR1);
	world_take(&world);
	for (size_t s = 0; s < COUNT(signals); s++) {
		k.k_signo = signals[s];
		for (size_t i = 0; i < COUNT(spawns); i++) {
			bad += kill_one(spawns[i], report_program(), &k);
			if (k.k_signo == SIGKILL) {
				(void)kill(k.k_group, SIGKILL);
				(void)wait_for(k.k_group);
				k.k_group = make_group();
			}
		}
	}
	bad += end_group(k.k_group);
	bad += check_int(caught(SIGUSR1) + caught_elsewhere(), 0);
	return (bad + world_check(&world));
}

static void
test_killed_in_an_action(void **state)
{
	(void)state;
	on_each_way(fifo_child, NULL);
}

/* -- At any time: a storm of signals with their default actions -- */

struct storm {
	pid_t s_group;
	int s_signo;
	bool s_ends; /* is the default action to end a process? */
};

static pid_t
start_storm(const struct storm *s)
{
	pid_t pid = fork();

	if (pid != 0)
		return (pid);
	for (;;)
		(void)kill(-s->s_group, s->s_signo);
}

static int
spawn_in_storm(spawn_fn *spawn, const struct storm *s, const char *program,
    int error, int status)
{
	posix_spawnattr_t at;
	pid_t pid = -1;
	int bad = join_group(&at, s->s_group), rc, got;

	rc = spawn(&pid, program, NULL, &at, ARGV("report", "none", "exit=5"),
	    environ);
	if (rc != 0) {
		bad += check_int(rc, error);
		bad += check_int(pid, -1);
	} else {
		got = wait_for(pid);
		if (!s->s_ends || got != s->s_signo)
			bad += check_int(error, 0) + check_int(got, status);
	}
	return (bad + check_int(spawnx_attr_destroy(&at), 0));
}

static int
storm_child(void *arg)
{
	struct storm s = *(const struct storm *)arg;
	struct world world;
	int bad = 0;
	pid_t pid;

	world_take(&world);
	s.s_group = make_group();
	sleep_ms(20);
	pid = start_storm(&s);
	for (int i = 0; i < 60 && bad == 0; i++) {
		spawn_fn *spawn = spawns[i % (int)COUNT(spawns)];

		bad += spawn_in_storm(spawn, &s, report_program(), 0, 5 << 8);
		bad += spawn_in_storm(spawn, &s, "/none", ENOENT, 0);
	}
	(void)kill(pid, SIGKILL);
	(void)wait_for(pid);
	return (bad + end_group(s.s_group) + world_check(&world));
}

static void
test_storm_that_ends(void **state)
{
	struct storm s = { 0, SIGTERM, true };

	(void)state;
	on_each_way(storm_child, &s);
}

static void
test_storm_that_is_ignored(void **state)
{
	struct storm s = { 0, SIGURG, false };

	(void)state;
	on_each_way(storm_child, &s);
}

/* -- Children that leave no status, and children that others wait for -- */

static int
no_wait_child(void *arg)
{
	struct sigaction sa = { .sa_handler = SIG_DFL,
		.sa_flags = SA_NOCLDWAIT };
	pid_t pid;
	int bad;

	(void)arg;
	bad = check_int(sigaction(SIGCHLD, &sa, NULL), 0);
	for (size_t i = 0; i < COUNT(spawns); i++) {
		bad += check(failure_clean(ENOENT, &pid,
		    spawns[i](&pid, "/none", NULL, NULL, ARGV("x"), environ)));
		pid = -1;
		bad += check_int(spawns[i](&pid, report_program(), NULL, NULL,
				     ARGV("report", "none"), environ),
		    0);
		bad += check(pid > 0 && wait_for(pid) == -1 && errno == ECHILD);
	}
	return (bad);
}

static void
test_no_child_waits(void **state)
{
	(void)state;
	on_each_way(no_wait_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_killed_in_an_action),
		CASE(test_storm_that_ends),
		CASE(test_storm_that_is_ignored),
		CASE(test_no_child_waits),
	};

	return (run_cases(cases));
}
