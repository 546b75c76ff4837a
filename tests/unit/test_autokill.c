/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Who may not have a program killed with its handle is told so: EPERM, where
 * the kernel could do it; and ENOTSUP where a sandbox refuses all of clone3().
 * A supervisor of seccomp's answers as Linux 7.1 does.
 *
 * Not of POSIX: spawnx_spawn(3).
 */
#include "check.h"
#include "forked.h"

#include "os/linux/clone.h"

#include <sys/ioctl.h>

#include <pthread.h>

/* From <linux/seccomp.h>, which not every libc's include path has. */
struct notification {
	uint64_t n_id;
	uint32_t n_pid, n_flags;
	uint64_t n_number, n_ip, n_args[6];
};

struct answer {
	uint64_t a_id;
	int64_t a_value;
	int32_t a_error;
	uint32_t a_flags;
};

#define RECEIVE _IOWR('!', 0, struct notification)
#define SEND    _IOWR('!', 1, struct answer)

/* EBADF: no control group has this number; see features.c. */
static int
error_of(const struct spx_clone_args *args, bool refuses_all)
{
	const uint64_t flags = args->ca_flags;

	if (refuses_all)
		return (EPERM);
	if ((flags & SPX_CLONE_PIDFD_AUTOKILL) && !(flags & SPX_CLONE_NNP))
		return (EPERM);
	return ((flags & SPX_CLONE_INTO_CGROUP) ? EBADF : EAGAIN);
}

static bool refuses_all;
static int listener = -1;

static void *
supervise(void *unused)
{
	struct notification n;
	struct answer a;

	for (;;) {
		memset(&n, 0, sizeof(n));
		if (syscall(SYS_ioctl, listener, RECEIVE, &n) != 0)
			return (unused);
		a = (struct answer){ .a_id = n.n_id };
		a.a_error = -error_of(
		    (const struct spx_clone_args *)(uintptr_t)n.n_args[0],
		    refuses_all);
		(void)syscall(SYS_ioctl, listener, SEND, &a);
	}
}

static void *
start_supervisor(void *unused)
{
	pthread_t thread;

	while (__atomic_load_n(&listener, __ATOMIC_ACQUIRE) < 0)
		sleep_ms(1);
	(void)pthread_create(&thread, NULL, supervise, NULL);
	return (unused);
}

static int
autokill(bool nonewprivs)
{
	int handle = -1, rc;
	const spawnx_options_t o = { .handle = &handle,
		.flags = SPAWNX_DETACHED | SPAWNX_AUTOKILL };
	posix_spawnattr_t at;
	pid_t pid;

	if (spawnx_attr_init(&at) != 0 ||
	    spawnx_attr_setnonewprivs(&at, nonewprivs) != 0)
		return (-1);
	rc = spawnx_spawn_with(
	    &pid, "/bin/true", NULL, &at, ARGV("true"), environ, &o, sizeof(o));
	(void)spawnx_attr_destroy(&at);
	return (handle < 0 ? rc : -1);
}

static int
refused_child(void *all)
{
	pthread_t thread;
	int bad = 0, fd;

	refuses_all = all != NULL;
	bad +=
	    check_int(pthread_create(&thread, NULL, start_supervisor, NULL), 0);
	fd = supervise_syscall(SYS_clone3);
	if (fd < 0)
		return (77);
	__atomic_store_n(&listener, fd, __ATOMIC_RELEASE);
	bad += check_int(pthread_join(thread, NULL), 0);
	bad += check_int(autokill(false), all != NULL ? ENOTSUP : EPERM);
	bad += check_int(autokill(true), all != NULL ? ENOTSUP : EAGAIN);
	return (bad + check(!has_child()));
}

static void
test_no_privilege(void **state)
{
	(void)state;
	expect_child(refused_child, NULL);
}

static void
test_no_clone3(void **state)
{
	static char all[] = "";

	(void)state;
	expect_child(refused_child, all);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_no_privilege),
		CASE(test_no_clone3),
	};

	if (!BACKEND_IS_ASM)
		return (skip_all("there is no clone3() here"));
	return (run_cases(cases));
}
