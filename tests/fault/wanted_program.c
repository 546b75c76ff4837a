/* SPDX-License-Identifier: BSD-2-Clause */
/* What a spawn is asked to execute; see judge.h. */
#include "judge.h"

/* The directories that can be part of a path; NULL: they are not known. */
static int
count_paths(const char *dirs, const char *file)
{
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

/* By its path, or by the paths of a search. */
static int
count_programs(struct run *run)
{
	const char *dirs = getenv("PATH");
	const char *const *paths;
	size_t n;

	if (spawnx_attr_getcandidates(&run->run_at, &n, &paths) == 0)
		return ((int)n);
	if (!run->run_search || run->run_path == NULL)
		return (1);
	(void)spawnx_attr_getsearchpath(&run->run_at, &dirs);
	return (count_paths(dirs, run->run_path));
}

/* As far as the caller has the descriptor, and it can be read. */
static bool
is_script(int fd)
{
	char start[2];

	return (pread(fd, start, sizeof(start), 0) == sizeof(start) &&
		start[0] == '#' && start[1] == '!');
}

void
fault_wanted_program(struct wanted *wa, struct run *run)
{
	const bool by_descriptor = fault_wants(wa, SPAWNX_ATTR_EXECFD);

	wa->wa_paths = by_descriptor ? 0 : count_programs(run);
	if (by_descriptor)
		wa->wa_script = is_script(wa->wa_int[SPAWNX_ATTR_EXECFD]);
}
