/* SPDX-License-Identifier: BSD-2-Clause */
/* Doing a scenario: the objects, the program, the spawn; see oracle.h. */
#include "oracle.h"

#include "text.h"

int
no_step(struct run *run, const char *why)
{
	(void)snprintf(
	    run->run_out->oc_skip, sizeof(run->run_out->oc_skip), "%s", why);
	return 0;
}

static int
lacks(struct run *run, const char *name)
{
	char why[64];

	(void)snprintf(
	    why, sizeof(why), "%s has no %s", run->run_f->name, name);
	return no_step(run, why);
}

/* -- File actions -- */

static posix_spawn_file_actions_t *
actions(struct run *run)
{
	run->run_use_fa = true;
	return &run->run_fa;
}

int
do_addopen(struct run *run, const struct step *st)
{
	char *path = oracle_text(st->st_s);
	int rc = run->run_f->addopen(
	    actions(run), (int)st->st_a, path, (int)st->st_b, 0666);

	/* It has to have copied the path. */
	memset(path, 'z', strlen(path));
	return rc;
}

int
do_addclose(struct run *run, const struct step *st)
{
	return run->run_f->addclose(actions(run), (int)st->st_a);
}

int
do_adddup2(struct run *run, const struct step *st)
{
	return run->run_f->adddup2(actions(run), (int)st->st_a, (int)st->st_b);
}

int
do_addmany(struct run *run, const struct step *st)
{
	int rc = 0, fd = (int)st->st_a;

	for (int i = 0; i < st->st_b && rc == 0; i++, fd++)
		rc = run->run_f->adddup2(actions(run), fd, fd + 1);
	return rc;
}

int
do_addchdir(struct run *run, const struct step *st)
{
	if (run->run_f->addchdir_np == NULL)
		return lacks(run, "addchdir_np");
	return run->run_f->addchdir_np(actions(run), oracle_text(st->st_s));
}

int
do_addfchdir(struct run *run, const struct step *st)
{
	if (run->run_f->addfchdir_np == NULL)
		return lacks(run, "addfchdir_np");
	return run->run_f->addfchdir_np(actions(run), (int)st->st_a);
}

int
do_addclosefrom(struct run *run, const struct step *st)
{
	if (run->run_f->addclosefrom_np == NULL)
		return lacks(run, "addclosefrom_np");
	return run->run_f->addclosefrom_np(actions(run), (int)st->st_a);
}

int
do_addtcsetpgrp(struct run *run, const struct step *st)
{
	if (run->run_f->addtcsetpgrp_np == NULL)
		return lacks(run, "addtcsetpgrp_np");
	return run->run_f->addtcsetpgrp_np(actions(run), (int)st->st_a);
}

int
do_null_open(struct run *run, const struct step *st)
{
	(void)st;
	return run->run_f->addopen(actions(run), 5, NULL, O_RDONLY, 0);
}

int
do_null_chdir(struct run *run, const struct step *st)
{
	(void)st;
	if (run->run_f->addchdir_np == NULL)
		return lacks(run, "addchdir_np");
	return run->run_f->addchdir_np(actions(run), NULL);
}

/* -- Both objects -- */

int
do_zeroed(struct run *run, const struct step *st)
{
	(void)st;
	memset(actions(run), 0, sizeof(run->run_fa));
	memset(&run->run_at, 0, sizeof(run->run_at));
	run->run_use_at = true;
	return 0;
}

int
do_again(struct run *run, const struct step *st)
{
	int rc = run->run_f->actions_destroy(actions(run));

	(void)st;
	run->run_use_at = true;
	rc += run->run_f->attr_destroy(&run->run_at);
	rc += run->run_f->actions_init(&run->run_fa);
	return rc + run->run_f->attr_init(&run->run_at);
}

/* -- The program -- */

int
do_program(struct run *run, const struct step *st)
{
	run->run_path = st->st_s == NULL ? NULL : oracle_text(st->st_s);
	return 0;
}

int
do_search(struct run *run, const struct step *st)
{
	run->run_search = true;
	return do_program(run, st);
}

static char **
repeat(char **vector, size_t at, long n, const char *text)
{
	vector = realloc(vector, (at + (size_t)n + 1) * sizeof(*vector));
	if (vector == NULL)
		abort();
	for (long i = 0; i < n; i++)
		vector[at++] = oracle_text(text);
	vector[at] = NULL;
	return vector;
}

int
do_argv(struct run *run, const struct step *st)
{
	if (st->st_a == -1)
		run->run_argv = NULL;
	else if (st->st_a == -2)
		run->run_argv[0] = NULL;
	else
		run->run_argv = repeat(run->run_argv, 2, st->st_a, st->st_s);
	return 0;
}

int
do_envp(struct run *run, const struct step *st)
{
	run->run_envp =
	    st->st_a < 0 ? NULL : repeat(NULL, 0, st->st_a, st->st_s);
	return 0;
}

int
do_no_pid(struct run *run, const struct step *st)
{
	(void)st;
	run->run_no_pid = true;
	return 0;
}

/* The spawnx_ names have no such function: theirs gives both at once. */
int
do_pidfd(struct run *run, const struct step *st)
{
	const struct spawn_family *f = run->run_f;

	(void)st;
	run->run_spawn = run->run_search ? f->pidfd_spawnp : f->pidfd_spawn;
	return run->run_spawn == NULL ? lacks(run, "pidfd_spawn") : 0;
}

/* -- The run -- */

static spawn_fn *
chosen(const struct run *run)
{
	if (run->run_spawn != NULL)
		return run->run_spawn;
	return run->run_search ? run->run_f->spawnp : run->run_f->spawn;
}

int
do_go(struct run *run, const struct step *st)
{
	const pid_t odd = (pid_t)0x5ca1ab1e;
	struct outcome *out = run->run_out;
	pid_t pid = odd;

	(void)st;
	run->run_done = true;
	if (run->run_before != NULL)
		run->run_before(run);
	errno = 0;
	out->oc_error = chosen(run)(run->run_no_pid ? NULL : &pid,
	    run->run_path, run->run_use_fa ? &run->run_fa : NULL,
	    run->run_use_at ? &run->run_at : NULL, run->run_argv,
	    run->run_envp);
	out->oc_errno = errno;
	out->oc_pid = pid != odd;
	out->oc_status = wait_for(-1);
	/* The kernel tells of a core dump that was not even written. */
	if (out->oc_status > 0 && WIFSIGNALED(out->oc_status))
		out->oc_status &= ~0x80;
	if (run->run_after != NULL)
		run->run_after(run, pid);
	return 0;
}

static void
finish(struct run *run)
{
	if (!run->run_done)
		(void)do_go(run, NULL);
	run->run_out->oc_steps[MOST_STEPS] =
	    run->run_f->actions_destroy(&run->run_fa) +
	    run->run_f->attr_destroy(&run->run_at);
}

void
oracle_run(struct run *run, const struct scenario *sc)
{
	struct outcome *out = run->run_out;

	run->run_path = report_program();
	run->run_argv = repeat(NULL, 0, 1, "report");
	run->run_argv = repeat(run->run_argv, 1, 1, "@" ORACLE_REPORT);
	run->run_envp = environ;
	if (run->run_f->actions_init(&run->run_fa) != 0 ||
	    run->run_f->attr_init(&run->run_at) != 0) {
		(void)no_step(run, "init fails");
		return;
	}
	for (size_t i = 0; i < MOST_STEPS; i++) {
		const struct step *st = &sc->sc_steps[i];

		if (st->st_do == NULL)
			break;
		out->oc_steps[i] = st->st_do(run, st);
		if (out->oc_skip[0] != '\0')
			return;
	}
	finish(run);
}
