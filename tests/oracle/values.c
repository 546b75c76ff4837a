/* SPDX-License-Identifier: BSD-2-Clause */
/* Steps on signals and attributes; see oracle.h. */
#include "oracle.h"

/* -- Signals of the process that spawns -- */

static void
handler(int sig)
{
	(void)sig;
}

int
do_caught(struct run *run, const struct step *st)
{
	(void)run;
	return signal((int)st->st_a, handler) == SIG_ERR ? errno : 0;
}

int
do_ignored(struct run *run, const struct step *st)
{
	(void)run;
	return signal((int)st->st_a, SIG_IGN) == SIG_ERR ? errno : 0;
}

static void
make_set(sigset_t *set, const struct step *st)
{
	(void)sigemptyset(set);
	if (st->st_a == ALL_BITS)
		memset(set, 0xff, sizeof(*set));
	else if (st->st_a == FILLED)
		(void)sigfillset(set);
	else if (st->st_a != 0)
		(void)sigaddset(set, (int)st->st_a);
	if (st->st_b != 0)
		(void)sigaddset(set, (int)st->st_b);
}

int
do_blocked(struct run *run, const struct step *st)
{
	sigset_t set;

	(void)run;
	make_set(&set, st);
	return sigprocmask(SIG_SETMASK, &set, NULL) == 0 ? 0 : errno;
}

/* -- Attributes -- */

static posix_spawnattr_t *
attr(struct run *run)
{
	run->run_use_at = true;
	return &run->run_at;
}

int
do_sigdefault(struct run *run, const struct step *st)
{
	sigset_t set, got;
	int rc;

	make_set(&set, st);
	rc = run->run_f->setsigdefault(attr(run), &set);
	if (rc == 0)
		rc = run->run_f->getsigdefault(attr(run), &got);
	return rc != 0 || memcmp(&set, &got, 8) == 0 ? rc : -1;
}

int
do_sigmask(struct run *run, const struct step *st)
{
	sigset_t set, got;
	int rc;

	make_set(&set, st);
	rc = run->run_f->setsigmask(attr(run), &set);
	if (rc == 0)
		rc = run->run_f->getsigmask(attr(run), &got);
	return rc != 0 || memcmp(&set, &got, 8) == 0 ? rc : -1;
}

int
do_flags(struct run *run, const struct step *st)
{
	return run->run_f->setflags(attr(run), (short)st->st_a);
}

int
do_getflags(struct run *run, const struct step *st)
{
	short flags = -1;
	int rc = run->run_f->getflags(attr(run), &flags);

	(void)st;
	return rc != 0 ? -rc : flags;
}

int
do_pgroup(struct run *run, const struct step *st)
{
	return run->run_f->setpgroup(
	    attr(run), st->st_a == OWN_GROUP ? getpgrp() : (pid_t)st->st_a);
}

int
do_getpgroup(struct run *run, const struct step *st)
{
	pid_t pgroup = -1;
	int rc = run->run_f->getpgroup(attr(run), &pgroup);

	(void)st;
	return rc != 0 ? -rc : (int)pgroup;
}

int
do_policy(struct run *run, const struct step *st)
{
	return run->run_f->setschedpolicy(attr(run), (int)st->st_a);
}

int
do_getpolicy(struct run *run, const struct step *st)
{
	int policy = -1, rc = run->run_f->getschedpolicy(attr(run), &policy);

	(void)st;
	return rc != 0 ? -rc : policy;
}

int
do_priority(struct run *run, const struct step *st)
{
	struct sched_param param;

	memset(&param, 0, sizeof(param));
	param.sched_priority = (int)st->st_a;
	return run->run_f->setschedparam(attr(run), &param);
}

int
do_getparam(struct run *run, const struct step *st)
{
	struct sched_param param;
	int rc;

	(void)st;
	memset(&param, 0xff, sizeof(param));
	rc = run->run_f->getschedparam(attr(run), &param);
	return rc != 0 ? -rc : param.sched_priority;
}

int
do_cgroup(struct run *run, const struct step *st)
{
	if (run->run_f->setcgroup_np == NULL)
		return no_step(run, "libc has no setcgroup_np");
	return run->run_f->setcgroup_np(attr(run), (int)st->st_a);
}
