/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A caller whose IDs have no number in its user namespace: they read as 65534,
 * which may be another one's there.  A child that gets that one's IDs shares no
 * memory with the caller, whose mark for tracing stays as it was.
 *
 * Not of POSIX: libspawnx(7), The memory of the caller.
 */
#include "check.h"
#include "forked.h"

#include <sys/prctl.h>

#include <fcntl.h>
#include <sched.h>

#define NO_NUMBER 65534

static int
write_map(pid_t pid, const char *name)
{
	static const char map[] = "0 100000 1\n65534 165534 1\n";
	char path[64];
	int fd, rc;

	(void)snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return (-1);
	rc = write(fd, map, sizeof(map) - 1) < 0 ? -1 : 0;
	(void)close(fd);
	return (rc);
}

/* Of a process that waits until it is done. */
static int
enter_namespace(void)
{
	const pid_t self = getpid();
	int told[2], status = -1;
	char byte = 0;
	pid_t mapper;

	CHECK(pipe(told) == 0);
	mapper = fork();
	if (mapper == 0) {
		(void)close(told[1]);
		(void)read(told[0], &byte, 1);
		_exit(byte != 'x' || write_map(self, "uid_map") != 0 ||
		      write_map(self, "gid_map") != 0);
	}
	if (unshare(CLONE_NEWUSER) == 0)
		(void)write(told[1], "x", 1);
	(void)close(told[0]);
	(void)close(told[1]);
	if (waitpid(mapper, &status, 0) != mapper || status != 0)
		return (77);
	return (0);
}

static int
spawn_one(const posix_spawnattr_t *attr)
{
	pid_t pid = -1;
	int bad;

	bad = check_int(
	    spawnx_spawn(&pid, "/bin/true", NULL, attr, ARGV("true"), environ),
	    0);
	bad += check_int(wait_for(pid), 0);
	return (bad + check_int(prctl(PR_GET_DUMPABLE), 1));
}

static int
unmapped_child(void *arg)
{
	posix_spawnattr_t attr;
	int bad = 0;

	(void)arg;
	if (enter_namespace() != 0)
		return (77);
	bad += check_int(prctl(PR_SET_DUMPABLE, 1L, 0L, 0L, 0L), 0);
	bad += check_int(getuid(), NO_NUMBER);
	bad += check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setids(&attr, NO_NUMBER, NO_NUMBER), 0);
	bad += spawn_one(&attr);
	bad += check_int(spawnx_attr_unset(&attr, SPAWNX_ATTR_IDS), 0);
	bad += check_int(spawnx_attr_setids(&attr, (uid_t)-1, NO_NUMBER), 0);
	bad += spawn_one(&attr);
	bad += check_int(spawnx_attr_unset(&attr, SPAWNX_ATTR_IDS), 0);
	bad += check_int(spawnx_attr_setflags(&attr, POSIX_SPAWN_RESETIDS), 0);
	bad += spawn_one(&attr);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_unmapped(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(unmapped_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_unmapped),
	};

	return (run_cases(cases));
}
