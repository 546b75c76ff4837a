/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether a process that is no child of this one has ended, where it has no
 * descriptor: by /proc, because a zombie exists for kill() until its parent has
 * reaped it, if it ever does.
 */
#include <string.h>

#include "os/linux/clone.h"

#define LINE_SIZE 128 /* up to the state: an ID, a name, and some to spare */

/* "/proc/1/stat"; 0 is this process.  Returns the length of what it reads. */
static long
read_stat(pid_t pid, char line[LINE_SIZE])
{
	char path[sizeof("/proc/4294967295/stat")];
	char *p = path + sizeof(path);
	long fd, n;

	p -= sizeof("/stat");
	memcpy(p, "/stat", sizeof("/stat"));
	if (pid == 0) {
		p -= 4;
		memcpy(p, "self", 4);
	}
	for (; pid > 0; pid /= 10)
		*--p = (char)('0' + pid % 10);
	p -= sizeof("/proc/") - 1;
	memcpy(p, "/proc/", sizeof("/proc/") - 1);
	fd = spx_sys_open(p, O_RDONLY | O_CLOEXEC, 0);
	if (fd < 0)
		return (fd);
	n = spx_sys_read((int)fd, line, LINE_SIZE);
	(void)spx_sys_close((int)fd);
	return (n);
}

/* It may be that of another PID namespace, whose numbers are others'. */
static bool
proc_is_own(void)
{
	char line[LINE_SIZE];
	const long n = read_stat(0, line);
	long pid = 0;

	for (long i = 0; i < n && line[i] >= '0' && line[i] <= '9'; i++)
		pid = pid * 10 + (line[i] - '0');
	return (pid == spx_sys_getpid());
}

/*
 * "1 (name) S 0 ...": the name may be anything, and has the last parenthesis.
 */
static char
read_state(pid_t pid)
{
	char line[LINE_SIZE];
	long n = read_stat(pid, line);

	for (n -= 2; n > 0; n--)
		if (line[n - 1] == ')')
			return (line[n + 1]);
	return (0);
}

/* EPERM: it has executed a program with other IDs, and could not be killed. */
enum spx_life
spx_ask_proc(pid_t pid)
{
	char state;

	if (spx_sys_kill(pid, 0) != 0)
		return (SPX_ENDED);
	state = proc_is_own() ? read_state(pid) : 0;
	if (state == 0)
		return (SPX_UNKNOWN);
	return (state == 'Z' || state == 'X' ? SPX_ENDED : SPX_LIVES);
}
