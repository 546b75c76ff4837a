/* SPDX-License-Identifier: BSD-2-Clause */
/* Steps on the attributes that no libc has; see attrs.h. */
#include "attrs.h"

#include "filter.h"
#include "oracle/text.h"
#include "landlock.h"
#include "terminal.h"

#include <sys/resource.h>

#define MOST 8

static posix_spawnattr_t *
attr(struct run *run)
{
	run->run_use_at = true;
	return (&run->run_at);
}

#define STEP_OF_INT(name, type)                                            \
	int do_set_##name(struct run *run, const struct step *st)          \
	{                                                                  \
		return (spawnx_attr_set##name(attr(run), (type)st->st_a)); \
	}

#define STEP_OF_STRING(name)                                                  \
	int do_set_##name(struct run *run, const struct step *st)             \
	{                                                                     \
		return (                                                      \
		    spawnx_attr_set##name(attr(run), oracle_text(st->st_s))); \
	}

/* clang-format off */
STEP_OF_INT(capambient, unsigned long long)
STEP_OF_INT(capbounding, unsigned long long)
STEP_OF_INT(capinheritable, unsigned long long)
STEP_OF_INT(ctty, int)
STEP_OF_INT(cwdfd, int)
STEP_OF_INT(execfd, int)
STEP_OF_INT(ioprio, int)
STEP_OF_INT(landlock, int)
STEP_OF_INT(dropctty, int)
STEP_OF_INT(personality, int)
STEP_OF_INT(propagation, int)
STEP_OF_INT(stealctty, int)
STEP_OF_INT(traceme, int)
STEP_OF_INT(timerslack, int)
STEP_OF_INT(namespaces, int)
STEP_OF_INT(nice, int)
STEP_OF_INT(aslr, int)
STEP_OF_INT(nonewprivs, int)
STEP_OF_INT(oomscoreadj, int)
STEP_OF_INT(pdeathsig, int)
STEP_OF_INT(searchrule, int)
STEP_OF_INT(shell, int)
STEP_OF_INT(umask, mode_t)
STEP_OF_STRING(chroot)
STEP_OF_STRING(cwd)
STEP_OF_STRING(pidenv)
STEP_OF_STRING(searchpath)
/* clang-format on */

#define ACTION_OF_FD(name)                                                    \
	int do_##name(struct run *run, const struct step *st)                 \
	{                                                                     \
		run->run_use_fa = true;                                       \
		return (                                                      \
		    spawnx_file_actions_##name(&run->run_fa, (int)st->st_a)); \
	}

/* clang-format off */
ACTION_OF_FD(addcloexecfrom)
ACTION_OF_FD(addinheritopen)
/* clang-format on */

int
do_addwrite(struct run *run, const struct step *st)
{
	run->run_use_fa = true;
	return (spawnx_file_actions_addwrite(
	    &run->run_fa, oracle_text(st->st_s), "text", 4));
}

int
do_set_affinity(struct run *run, const struct step *st)
{
	cpu_set_t cpus;
	size_t cpu = 0;

	(void)st;
	if (sched_getaffinity(0, sizeof(cpus), &cpus) != 0)
		return (no_step(run, "which CPUs there are is not known"));
	while (!CPU_ISSET(cpu, &cpus))
		cpu++;
	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	return (spawnx_attr_setaffinity(attr(run), sizeof(cpus), &cpus));
}

/* Up to MOST of them, separated by colons. */
static size_t
split(const char *all, char text[PATH_MAX], const char *words[MOST])
{
	char *state, *word;
	size_t n = 0;

	(void)snprintf(text, PATH_MAX, "%s", oracle_text(all));
	for (word = strtok_r(text, ":", &state); word != NULL && n < MOST;
	     word = strtok_r(NULL, ":", &state))
		words[n++] = word;
	return (n);
}

int
do_set_candidates(struct run *run, const struct step *st)
{
	const char *paths[MOST];
	char text[PATH_MAX];
	const size_t n = split(st->st_s, text, paths);

	return (spawnx_attr_setcandidates(attr(run), n, paths));
}

int
do_set_writes(struct run *run, const struct step *st)
{
	const char *strings[MOST];
	char text[PATH_MAX];
	const size_t n = split(st->st_s, text, strings);

	return (spawnx_attr_setwrites(attr(run), n / 2, strings));
}

int
do_set_groups(struct run *run, const struct step *st)
{
	const gid_t groups[MOST] = { 1, 2, 3, 4, 5, 6, 7, 8 };

	return (spawnx_attr_setgroups(attr(run), (size_t)st->st_a, groups));
}

int
do_set_idmap(struct run *run, const struct step *st)
{
	return (
	    spawnx_attr_setidmap(attr(run), (uid_t)st->st_a, (gid_t)st->st_b));
}

int
do_set_ids(struct run *run, const struct step *st)
{
	return (
	    spawnx_attr_setids(attr(run), (uid_t)st->st_a, (gid_t)st->st_b));
}

int
do_set_nsfds(struct run *run, const struct step *st)
{
	int fds[MOST];

	for (int i = 0; i < st->st_b; i++)
		fds[i] = (int)st->st_a + i;
	return (spawnx_attr_setnsfds(attr(run), (size_t)st->st_b, fds));
}

int
do_set_optional(struct run *run, const struct step *st)
{
	return (spawnx_attr_setoptional(
	    attr(run), (enum spawnx_attribute)st->st_a, 1));
}

int
do_set_rlimit(struct run *run, const struct step *st)
{
	const struct rlimit limit = { (rlim_t)st->st_b, (rlim_t)st->st_b };

	return (spawnx_attr_setrlimit(attr(run), (int)st->st_a, &limit));
}

int
do_set_seccomp(struct run *run, const struct step *st)
{
	const struct sock_filter filter[] = FILTER_OF_CALL(SYS_execve,
	    st->st_a == 0 ? FILTER_ALLOW : FILTER_FAIL | (uint32_t)st->st_a);

	return (spawnx_attr_setseccomp(attr(run), COUNT(filter), filter));
}

int
do_set_sigignore(struct run *run, const struct step *st)
{
	sigset_t set;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, (int)st->st_a);
	(void)sigaddset(&set, (int)st->st_b);
	return (spawnx_attr_setsigignore(attr(run), &set));
}

int
do_terminal(struct run *run, const struct step *st)
{
	int fd = open_terminal();

	if (fd < 0)
		return (no_step(run, "there are no terminals here"));
	if (fd != st->st_a)
		(void)dup3(fd, (int)st->st_a, O_CLOEXEC);
	return (0);
}

int
do_ruleset(struct run *run, const struct step *st)
{
	int fd = make_ruleset(LANDLOCK_MAKE_DIR);

	if (fd < 0)
		return (no_step(run, "there is no Landlock here"));
	if (fd != st->st_a)
		(void)dup3(fd, (int)st->st_a, O_CLOEXEC);
	return (0);
}
