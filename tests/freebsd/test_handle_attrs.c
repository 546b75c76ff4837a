/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The attributes that FreeBSD's libc has since 15.1: the place for a process
 * descriptor, and what to execute by a descriptor.
 */
#include "support.h"

#include <sys/procdesc.h>

/* FreeBSD 15.1's; the system that this is compiled for may be older. */
int posix_spawnattr_getexecfd_np(const posix_spawnattr_t *, int *);
int posix_spawnattr_setexecfd_np(posix_spawnattr_t *, int);
int posix_spawnattr_getprocdescp_np(const posix_spawnattr_t *, int **, int *);
int posix_spawnattr_setprocdescp_np(posix_spawnattr_t *, int *, int);

static int last_handle = -1;

static void
test_attribute_procdesc(void **state)
{
	posix_spawnattr_t attr, none = NULL;
	int *where = &last_handle, flags = -1;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(
	    posix_spawnattr_getprocdescp_np(&attr, &where, &flags), 0);
	assert_null(where);
	assert_int_equal(flags, 0);
	assert_int_equal(
	    posix_spawnattr_setprocdescp_np(&attr, &last_handle, PD_DAEMON), 0);
	assert_int_equal(
	    posix_spawnattr_getprocdescp_np(&attr, &where, &flags), 0);
	assert_ptr_equal(where, &last_handle);
	assert_int_equal(flags, PD_DAEMON);
	assert_int_equal(
	    posix_spawnattr_getprocdescp_np(&attr, NULL, &flags), EINVAL);
	assert_int_equal(
	    posix_spawnattr_getprocdescp_np(&attr, &where, NULL), EINVAL);
	assert_int_equal(
	    posix_spawnattr_setprocdescp_np(&none, &last_handle, 0), EINVAL);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

static void
test_attribute_execfd(void **state)
{
	const int fd = open("/bin/true", O_RDONLY | O_CLOEXEC);
	posix_spawnattr_t attr;
	int got = -5;
	pid_t pid;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(posix_spawnattr_getexecfd_np(&attr, &got), 0);
	assert_int_equal(got, -1);
	assert_int_equal(posix_spawnattr_setexecfd_np(&attr, fd), 0);
	assert_int_equal(posix_spawnattr_getexecfd_np(&attr, &got), 0);
	assert_int_equal(got, fd);
	assert_int_equal(
	    posix_spawn(&pid, "/none", NULL, &attr, ARGV("true"), environ), 0);
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(posix_spawnattr_setexecfd_np(&attr, -2), EBADF);
	assert_int_equal(posix_spawnattr_setexecfd_np(&attr, -1), 0);
	assert_int_equal(posix_spawnattr_getexecfd_np(&attr, &got), 0);
	assert_int_equal(got, -1);
	expect_failure(ENOENT, &pid,
	    posix_spawn(&pid, "/none", NULL, &attr, ARGV("true"), environ));
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
	assert_int_equal(close(fd), 0);
}

/* The handle of one that is started is there when it is finished. */
static void
test_started_with_a_handle(void **state)
{
	spawnx_pending_t *p;
	posix_spawnattr_t attr;
	pid_t pid, other;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(
	    posix_spawnattr_setprocdescp_np(&attr, &last_handle, PD_DAEMON), 0);
	assert_int_equal(spawnx_start(&p, 0, "/bin/true", NULL, &attr,
			     ARGV("true"), environ),
	    0);
	assert_int_equal(spawnx_finish(p, &pid), 0);
	assert_int_equal(pdgetpid(last_handle, &other), 0);
	assert_int_equal(other, pid);
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(close(last_handle), 0);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* Of one that was cancelled there is none, and the place stays as it is. */
static void
test_cancelled_with_a_handle(void **state)
{
	spawnx_pending_t *p;
	posix_spawnattr_t attr;

	(void)state;
	last_handle = -5;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(
	    posix_spawnattr_setprocdescp_np(&attr, &last_handle, PD_DAEMON), 0);
	assert_int_equal(spawnx_start(&p, SPAWNX_HANDLE, "/bin/true", NULL,
			     &attr, ARGV("true"), environ),
	    0);
	assert_true(spawnx_pending_handle(p) >= 0);
	assert_int_equal(spawnx_cancel(p), 0);
	assert_int_equal(last_handle, -5);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/*
 * A caller that ends loses the process before the kernel looks for who wants a
 * signal, unless that is killed then anyway.
 */
static void
test_death_signal(void **state)
{
	spawnx_failure_t where;
	posix_spawnattr_t attr;
	int handle = -5, errors[SPAWNX_ATTR_MOST];
	pid_t pid = -1;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setpdeathsig(&attr, SIGTERM), 0);
	assert_int_equal(spawnx_attr_setfailure(&attr, &where), 0);
	expect_failure(ENOTSUP, &pid,
	    spawnx_spawn_handle(&handle, &pid, "/bin/true", NULL, &attr,
		ARGV("true"), environ));
	assert_int_equal(handle, -5);
	assert_int_equal(where.step, SPAWNX_STEP_ATTR);
	assert_int_equal(where.index, SPAWNX_ATTR_PDEATHSIG);
	assert_int_equal(
	    posix_spawnattr_setprocdescp_np(&attr, &last_handle, 0), 0);
	assert_int_equal(
	    spawnx_spawn(&pid, "/bin/true", NULL, &attr, ARGV("true"), environ),
	    0);
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(close(last_handle), 0);
	assert_int_equal(posix_spawnattr_setprocdescp_np(&attr, NULL, 0), 0);
	assert_int_equal(
	    spawnx_attr_setoptional(&attr, SPAWNX_ATTR_PDEATHSIG, 1), 0);
	assert_int_equal(
	    spawnx_attr_setskipped(&attr, errors, SPAWNX_ATTR_MOST), 0);
	assert_int_equal(spawnx_spawn_handle(&handle, &pid, "/bin/true", NULL,
			     &attr, ARGV("true"), environ),
	    0);
	assert_int_equal(errors[SPAWNX_ATTR_PDEATHSIG], ENOTSUP);
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(close(handle), 0);
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_attribute_procdesc),
		CASE(test_attribute_execfd),
		CASE(test_started_with_a_handle),
		CASE(test_cancelled_with_a_handle),
		CASE(test_death_signal),
	};

	return (run_cases(cases));
}
