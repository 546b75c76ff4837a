/* SPDX-License-Identifier: BSD-2-Clause */
/* What a spawn is asked for, as its objects say it; see fault_judge.h. */
#include "fault_judge.h"

#include <sys/resource.h>

/* The directories of PATH that can be part of a path. */
static int
count_paths(const char *file)
{
	const char *dirs = getenv("PATH");
	int n = 0;
	size_t len;

	if (*file == '\0' || strchr(file, '/') != NULL ||
	    strlen(file) > NAME_MAX)
		return (1);
	if (dirs == NULL)
		return (-1);
	for (;; dirs += len + 1) {
		len = strcspn(dirs, ":");
		n += len < PATH_MAX;
		if (dirs[len] == '\0')
			return (n);
	}
}

void
fault_wanted(struct wanted *wa, struct run *run)
{
	struct rlimit limit;

	(void)spawnx_attr_getflags(&run->run_at, &wa->wa_flags);
	wa->wa_handle = run->run_spawn != NULL;
	if (wa->wa_handle)
		wa->wa_start = false;
	wa->wa_paths = run->run_search && run->run_path != NULL
			   ? count_paths(run->run_path)
			   : 1;
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
		wa->wa_limit = (int)limit.rlim_cur;
	if (!run->run_use_fa ||
	    spawnx_file_actions_count(&run->run_fa, &wa->wa_actions) != 0)
		wa->wa_actions = 0;
	for (size_t i = 0; i < wa->wa_actions && i < MOST_ACTIONS; i++)
		(void)spawnx_file_actions_get(&run->run_fa, i,
		    &wa->wa_action[i], sizeof(wa->wa_action[i]));
	wa->wa_known = wa->wa_actions <= MOST_ACTIONS;
}
