/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The user that a child becomes kills it at any moment before its exec, and
 * looks into what the kernel has not taken apart yet: it is never the caller's
 * memory.  Run under load it is a search; what is decided is in test_apart.c.
 *
 * Not of POSIX: SECURITY.md, the memory of the caller.
 */
#include "forked.h"

#include "dumpable.h"

#include <sys/mman.h>

/* No other process of this machine's is its. */
#define USER 61987
#define MARK ((long)0x6c6962737061776eLL)

static volatile long word;

struct shared {
	volatile pid_t target;
	volatile int done, opened;
};

static void
attack(struct shared *sh)
{
	char path[64];
	int fd;
	pid_t pid;

	if (setresgid(USER, USER, USER) != 0 ||
	    setresuid(USER, USER, USER) != 0)
		_exit(1);
	(void)alarm(300);
	while (!sh->done) {
		pid = sh->target;
		if (pid <= 0 || kill(pid, SIGKILL) != 0)
			continue;
		(void)snprintf(path, sizeof(path), "/proc/%d/mem", (int)pid);
		do {
			long seen = 0;

			fd = open(path, O_RDWR | O_CLOEXEC);
			if (fd >= 0 &&
			    pread(fd, &seen, sizeof(seen),
				(off_t)(uintptr_t)&word) > 0 &&
			    seen == MARK)
				sh->opened = 1;
			(void)close(fd);
		} while (sh->target == pid && errno != ENOENT && !sh->done);
	}
	_exit(0);
}

static int
attacked_child(void *arg)
{
	struct shared *sh = mmap(NULL, sizeof(*sh), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	posix_spawnattr_t attr;
	posix_spawn_file_actions_t fa;
	int bad, st;
	pid_t attacker;

	(void)arg;
	word = MARK;
	attacker = fork();
	if (attacker == 0)
		attack(sh);
	bad = check_int(spawnx_attr_init(&attr), 0);
	bad += check_int(spawnx_attr_setids(&attr, USER, USER), 0);
	bad += check_int(spawnx_file_actions_init(&fa), 0);
	for (int i = 0; i < 300; i++) {
		spawnx_pending_t *p = NULL;
		pid_t pid = -1;

		bad += check_int(spawnx_start(&p, 0, "/bin/true", &fa, &attr,
				     ARGV("true"), environ),
		    0);
		sh->target = spawnx_pending_pid(p);
		if (spawnx_finish(p, &pid) == 0)
			(void)waitpid(pid, &st, 0);
		sh->target = 0;
	}
	sh->done = 1;
	bad += check_int(wait_for(attacker), 0);
	bad += check_int(sh->opened, 0) + check_int(get_dumpable(), 1);
	bad += check_int(spawnx_file_actions_destroy(&fa), 0);
	return (bad + check_int(spawnx_attr_destroy(&attr), 0));
}

static void
test_attacked(void **state)
{
	(void)state;
	skip_unless_root();
	on_each_way(attacked_child, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_attacked),
	};

	return (run_cases(cases));
}
