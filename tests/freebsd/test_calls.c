/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A plain spawn makes two system calls: rfork() in the caller, execve() in the
 * child.  Counted by the kernel, with ktrace(2).
 */
#include "support.h"

#include <sys/param.h>
#include <sys/uio.h>
#include <sys/ktrace.h>

struct counts {
	int parent, child, polls;
	int forks[4]; /* rfork, vfork, pdfork, pdrfork */
};

static void
count_one(struct counts *counts, const struct ktr_header *head,
    const struct ktr_syscall *call)
{
	if (head->ktr_pid != getpid()) {
		counts->child++;
		return;
	}
	/* The test's own. */
	if (call->ktr_code == SYS_ktrace || call->ktr_code == SYS_getpid)
		return;
	counts->parent++;
	counts->polls += call->ktr_code == SYS_poll;
	counts->forks[0] += call->ktr_code == SYS_rfork;
	counts->forks[1] += call->ktr_code == SYS_vfork;
	counts->forks[2] += call->ktr_code == SYS_pdfork;
	counts->forks[3] += call->ktr_code == 600; /* since 15.1 */
}

static void
count(struct counts *counts, const char *path)
{
	FILE *file = fopen(path, "r");
	struct ktr_header head;
	char body[4096];

	memset(counts, 0, sizeof(*counts));
	assert_non_null(file);
	while (fread(&head, sizeof(head), 1, file) == 1) {
		assert_in_range(head.ktr_len, 0, sizeof(body));
		if (head.ktr_len > 0)
			assert_int_equal(
			    fread(body, 1, (size_t)head.ktr_len, file),
			    head.ktr_len);
		if ((head.ktr_type & ~KTR_DROP) == KTR_SYSCALL)
			count_one(counts, &head, (const void *)body);
	}
	(void)fclose(file);
}

/* handle NULL: without one. */
static int
traced_spawn(pid_t *pid, int *handle, const char *trace, const char *path)
{
	int rc;

	if (ktrace(trace, KTROP_SET, KTRFAC_SYSCALL | KTRFAC_INHERIT,
		getpid()) != 0)
		skip_because("ktrace: %s", strerror(errno));
	if (handle == NULL)
		rc = spawnx_spawn(pid, path, NULL, NULL, ARGV("true"), environ);
	else
		rc = spawnx_spawn_handle(
		    handle, pid, path, NULL, NULL, ARGV("true"), environ);
	(void)ktrace(
	    NULL, KTROP_CLEAR, KTRFAC_SYSCALL | KTRFAC_INHERIT, getpid());
	return (rc);
}

/*
 * Of a spawn that fails: the child's calls end with its exit, the caller's
 * with the wait.  Where rfork() is refused there are more of them.
 */
static void
test_failing_spawn(void **state)
{
	const char *trace = write_file("trace", 0666, "");
	struct counts counts;
	pid_t pid;

	(void)state;
	if (sizeof(void *) < 8)
		skip_because("the records are the 64-bit kernel's");
	/* What is learnt once is learnt before. */
	assert_int_equal(
	    spawnx_spawn(&pid, "/none", NULL, NULL, ARGV("true"), environ),
	    ENOENT);
	assert_int_equal(traced_spawn(&pid, NULL, trace, "/none"), ENOENT);
	count(&counts, trace);
	print_message("caller %d, child %d\n", counts.parent, counts.child);
	if (counts.forks[0] == 1) {
		assert_int_equal(counts.parent, 2); /* rfork, wait4 */
		assert_int_equal(counts.child, 2);  /* execve, exit */
	} else {
		assert_int_equal(counts.forks[1], 1);
		assert_int_equal(counts.parent, 4); /* sigprocmask twice */
	}
}

/* The program adds what its start-up and its exit take. */
static void
test_plain_spawn(void **state)
{
	const char *trace = write_file("trace", 0666, "");
	struct counts counts;
	pid_t pid;

	(void)state;
	if (sizeof(void *) < 8)
		skip_because("the records are the 64-bit kernel's");
	assert_int_equal(
	    spawnx_spawn(&pid, "/none", NULL, NULL, ARGV("true"), environ),
	    ENOENT);
	assert_int_equal(traced_spawn(&pid, NULL, trace, "/bin/true"), 0);
	assert_true(wait_for(pid) == 0);
	count(&counts, trace);
	print_message("caller %d, child with its program %d\n", counts.parent,
	    counts.child);
	assert_int_equal(counts.parent, counts.forks[0] == 1 ? 1 : 3);
}

/* As many with a handle; with pdfork() the child's answer takes a pipe. */
static void
test_handle(void **state)
{
	const char *trace = write_file("trace", 0666, "");
	struct counts counts;
	int handle = -1;
	pid_t pid;

	(void)state;
	if (sizeof(void *) < 8)
		skip_because("the records are the 64-bit kernel's");
	assert_int_not_equal(spawnx_spawn_handle(&handle, &pid, "/none", NULL,
				 NULL, ARGV("true"), environ),
	    0);
	assert_int_equal(traced_spawn(&pid, &handle, trace, "/bin/true"), 0);
	assert_true(wait_for(pid) == 0);
	assert_int_equal(close(handle), 0);
	count(&counts, trace);
	print_message("caller %d, child with its program %d\n", counts.parent,
	    counts.child);
	assert_int_equal(counts.forks[2] + counts.forks[3], 1);
	/*
	 * sigprocmask twice, pipe2, pdfork, close twice, poll and read for each
	 * of the child's two answers; more, if it takes its time for those.
	 */
	if (counts.polls > 2)
		skip_because("the child was not waited for twice");
	assert_int_equal(counts.parent, counts.forks[3] == 1 ? 1 : 10);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_failing_spawn),
		CASE(test_plain_spawn),
		CASE(test_handle),
	};

	return (run_cases(cases));
}
