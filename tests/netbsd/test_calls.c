/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The system calls of a plain spawn, counted by the kernel with ktrace(2): in
 * the caller vfork() and the two that block signals and unblock them.
 */
#include "support.h"

#include <sys/param.h>
#include <sys/ktrace.h>
#include <sys/syscall.h>

struct counts {
	int parent, child, vforks, masks;
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
	counts->vforks += call->ktr_code == SYS___vfork14;
	counts->masks += call->ktr_code == SYS___sigprocmask14;
}

static void
count(struct counts *counts, const char *path)
{
	FILE *file = fopen(path, "r");
	struct ktr_header head;
	char body[8192];

	memset(counts, 0, sizeof(*counts));
	assert_non_null(file);
	while (fread(&head, sizeof(head), 1, file) == 1) {
		assert_in_range(head.ktr_len, 0, sizeof(body));
		if (head.ktr_len > 0)
			assert_int_equal(
			    fread(body, 1, (size_t)head.ktr_len, file),
			    head.ktr_len);
		if (head.ktr_type == KTR_SYSCALL)
			count_one(counts, &head, (const void *)body);
	}
	(void)fclose(file);
}

/* The first spawn learns what this one knows. */
static int
traced_spawn(pid_t *pid, const char *trace, const char *path)
{
	const int what = KTRFAC_SYSCALL | KTRFAC_INHERIT;
	int rc;

	assert_int_equal(
	    spawnx_spawn(pid, "/none", NULL, NULL, ARGV("true"), environ),
	    ENOENT);
	if (ktrace(trace, KTROP_SET, what, getpid()) != 0)
		skip_because("ktrace: %s", strerror(errno));
	rc = spawnx_spawn(pid, path, NULL, NULL, ARGV("true"), environ);
	(void)ktrace(NULL, KTROP_CLEAR, what, getpid());
	return (rc);
}

static void
test_plain_spawn(void **state)
{
	const char *trace = write_file("trace", 0666, "");
	struct counts counts;
	pid_t pid;

	(void)state;
	assert_int_equal(traced_spawn(&pid, trace, "/bin/true"), 0);
	assert_int_equal(wait_for(pid), 0);
	count(&counts, trace);
	print_message("caller %d, child with its program %d\n", counts.parent,
	    counts.child);
	assert_int_equal(counts.vforks, 1);
	assert_int_equal(counts.masks, 2);
	assert_int_equal(counts.parent, 3);
}

/* The caller waits for it; the child ends with its exit. */
static void
test_failing_spawn(void **state)
{
	const char *trace = write_file("trace", 0666, "");
	struct counts counts;
	pid_t pid;

	(void)state;
	assert_int_equal(traced_spawn(&pid, trace, "/none"), ENOENT);
	count(&counts, trace);
	print_message("caller %d, child %d\n", counts.parent, counts.child);
	assert_int_equal(counts.vforks, 1);
	assert_int_equal(counts.masks, 2);
	assert_int_equal(counts.parent, 4);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_plain_spawn),
		CASE(test_failing_spawn),
	};

	return (run_cases(cases));
}
