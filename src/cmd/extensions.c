/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The options for the attributes that are extensions.
 */
#include <sys/resource.h>

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

#define MAX_GROUPS 1024
#define MAX_CPUS   8192

static void
do_sigignore(struct cmd *cm, char *argument)
{
	sigset_t set;

	cmd_signals(argument, &set);
	cmd_check(argument, spawnx_attr_setsigignore(&cm->cm_attr, &set));
}

static void
do_umask(struct cmd *cm, char *argument)
{
	cmd_check(argument,
	    spawnx_attr_setumask(&cm->cm_attr, cmd_mode(argument, 0777)));
}

static rlim_t
read_limit(const char *text)
{
	if (strcmp(text, "unlimited") == 0)
		return (RLIM_INFINITY);
	return ((rlim_t)cmd_number(text, 0, LLONG_MAX));
}

/* RESOURCE=SOFT[:HARD] */
static void
do_rlimit(struct cmd *cm, char *argument)
{
	char *soft = cmd_split(argument, '=');
	char *hard = soft == NULL ? NULL : cmd_split(soft, ':');
	struct rlimit limit;

	if (soft == NULL)
		cmd_bad(argument, "not RESOURCE=SOFT[:HARD]");
	limit.rlim_cur = read_limit(soft);
	limit.rlim_max = hard == NULL ? limit.rlim_cur : read_limit(hard);
	cmd_check(argument, spawnx_attr_setrlimit(
				&cm->cm_attr, cmd_resource(argument), &limit));
}

static void
do_uid(struct cmd *cm, char *argument)
{
	cm->cm_uid = cmd_user(argument);
	cmd_check(
	    argument, spawnx_attr_setids(&cm->cm_attr, cm->cm_uid, cm->cm_gid));
}

static void
do_gid(struct cmd *cm, char *argument)
{
	cm->cm_gid = cmd_group(argument);
	cmd_check(
	    argument, spawnx_attr_setids(&cm->cm_attr, cm->cm_uid, cm->cm_gid));
}

static void
do_groups(struct cmd *cm, char *argument)
{
	gid_t groups[MAX_GROUPS];
	char *group = *argument == '\0' ? NULL : argument, *next;
	size_t n;

	for (n = 0; group != NULL; n++, group = next) {
		if (n == MAX_GROUPS)
			cmd_bad(group, "too many groups");
		next = cmd_split(group, ',');
		groups[n] = cmd_group(group);
	}
	cmd_check(argument, spawnx_attr_setgroups(&cm->cm_attr, n, groups));
}

/* USER:GROUP */
static void
do_map_ids(struct cmd *cm, char *argument)
{
	char *group = cmd_split(argument, ':');

	if (group == NULL)
		cmd_bad(argument, "not USER:GROUP");
	cmd_check(argument, spawnx_attr_setidmap(&cm->cm_attr,
				cmd_user(argument), cmd_group(group)));
}

static void
do_pdeathsig(struct cmd *cm, char *argument)
{
	cmd_check(argument,
	    spawnx_attr_setpdeathsig(&cm->cm_attr, cmd_signal(argument)));
}

static void
do_no_new_privs(struct cmd *cm, char *argument)
{
	cmd_check(argument, spawnx_attr_setnonewprivs(&cm->cm_attr, 1));
}

static void
do_searchpath(struct cmd *cm, char *argument)
{
	cmd_check(argument, spawnx_attr_setsearchpath(&cm->cm_attr, argument));
}

static void
do_ctty(struct cmd *cm, char *argument)
{
	cmd_check(
	    argument, spawnx_attr_setctty(&cm->cm_attr, cmd_fd(argument)));
}

static void
do_execfd(struct cmd *cm, char *argument)
{
	cmd_check(
	    argument, spawnx_attr_setexecfd(&cm->cm_attr, cmd_fd(argument)));
}

static void
do_nice(struct cmd *cm, char *argument)
{
	cmd_check(argument, spawnx_attr_setnice(&cm->cm_attr,
				(int)cmd_number(argument, -20, 19)));
}

static void
do_oom_score_adj(struct cmd *cm, char *argument)
{
	cmd_check(argument, spawnx_attr_setoomscoreadj(&cm->cm_attr,
				(int)cmd_number(argument, -1000, 1000)));
}

/* FIRST[-LAST] */
static void
add_cpus(cpu_set_t *set, size_t size, char *range)
{
	char *last = cmd_split(range, '-');
	int cpu = (int)cmd_number(range, 0, MAX_CPUS - 1);
	int end = last == NULL ? cpu : (int)cmd_number(last, cpu, MAX_CPUS - 1);

	for (; cpu <= end; cpu++)
		CPU_SET_S((size_t)cpu, size, set);
}

static void
do_affinity(struct cmd *cm, char *argument)
{
	const size_t size = CPU_ALLOC_SIZE(MAX_CPUS);
	cpu_set_t *set = CPU_ALLOC(MAX_CPUS);
	char *next;

	if (set == NULL)
		cmd_bad(argument, "no memory");
	CPU_ZERO_S(size, set);
	for (char *range = argument; range != NULL; range = next) {
		next = cmd_split(range, ',');
		add_cpus(set, size, range);
	}
	cmd_check(argument, spawnx_attr_setaffinity(&cm->cm_attr, size, set));
	CPU_FREE(set);
}

static void
do_chroot(struct cmd *cm, char *argument)
{
	cmd_check(argument, spawnx_attr_setchroot(&cm->cm_attr, argument));
}

static void
do_shell(struct cmd *cm, char *argument)
{
	cmd_check(argument, spawnx_attr_setshell(&cm->cm_attr, 1));
}

static void
do_no_aslr(struct cmd *cm, char *argument)
{
	cmd_check(argument, spawnx_attr_setnoaslr(&cm->cm_attr, 1));
}

static void
do_unshare(struct cmd *cm, char *argument)
{
	int flags = 0;
	char *next;

	for (char *name = argument; name != NULL; name = next) {
		next = cmd_split(name, ',');
		flags |= cmd_namespace(name);
	}
	cmd_check(argument, spawnx_attr_setnamespaces(&cm->cm_attr, flags));
}

/* The library has the set as a whole. */
static void
do_setns(struct cmd *cm, char *argument)
{
	if (cm->cm_nnsfds == MAX_NSFDS)
		cmd_bad(argument, "too many namespaces");
	cm->cm_nsfds[cm->cm_nnsfds++] = cmd_open(argument, O_RDONLY);
	cmd_check(argument,
	    spawnx_attr_setnsfds(&cm->cm_attr, cm->cm_nnsfds, cm->cm_nsfds));
}

const struct cmd_option cmd_extension_options[] = {
	{ "sigignore", "SIGNALS", "ignore these as well", do_sigignore },
	{ "umask", "MODE", "file mode creation mask, octal", do_umask },
	{ "rlimit", "RESOURCE=SOFT[:HARD]", "nofile=64:1024, core=unlimited",
	    do_rlimit },
	{ "uid", "USER", "all user IDs", do_uid },
	{ "gid", "GROUP", "all group IDs", do_gid },
	{ "groups", "GROUP,...", "the supplementary groups; '': none",
	    do_groups },
	{ "map-ids", "USER:GROUP", "who the caller is in a user namespace",
	    do_map_ids },
	{ "pdeathsig", "SIGNAL", "sent when this command ends", do_pdeathsig },
	{ "no-new-privs", NULL, "no exec gives privileges", do_no_new_privs },
	{ "searchpath", "DIR:...", "look there, and not in PATH",
	    do_searchpath },
	{ "ctty", "FD", "the controlling terminal, of a new session", do_ctty },
	{ "execfd", "FD", "run the file that is open as FD", do_execfd },
	{ "nice", "VALUE", "the nice value itself", do_nice },
	{ "oom-score-adj", "VALUE", "-1000 to 1000: when memory runs out",
	    do_oom_score_adj },
	{ "affinity", "CPU,FIRST-LAST,...", "the CPUs to run on", do_affinity },
	{ "chroot", "DIR", "change the root directory", do_chroot },
	{ "shell", NULL, "have sh run a file of no known format", do_shell },
	{ "no-aslr", NULL, "the same addresses at every run", do_no_aslr },
	{ "unshare", "NAMESPACE,...", "cgroup, ipc, mnt, net, pid, user, uts",
	    do_unshare },
	{ "setns", "FILE", "join the namespace of /proc/PID/ns/...", do_setns },
	{ NULL, NULL, NULL, NULL },
};
