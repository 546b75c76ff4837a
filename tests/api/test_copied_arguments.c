/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A start copies path, argv and envp with their strings, however long: the
 * caller may change and free them while the child has not read them yet.  With
 * SPAWNX_BORROW it reads the caller's.
 *
 * Not of POSIX: spawnx_start(3).
 */
#include "check.h"

/* The child waits in an open() of a FIFO before it needs its arguments. */
static void
hold(posix_spawn_file_actions_t *fa, const char *fifo)
{
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_int_equal(spawnx_file_actions_init(fa), 0);
	assert_int_equal(
	    spawnx_file_actions_addopen(fa, 60, fifo, O_RDONLY, 0), 0);
	assert_int_equal(spawnx_file_actions_addclose(fa, 60), 0);
}

static void
let_go(const char *fifo)
{
	int fd = open(fifo, O_WRONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(close(fd), 0);
}

static void
fill(char *buf, size_t size, const char *text)
{
	(void)snprintf(buf, size, "%s", text);
}

struct texts {
	char path[PATH_MAX], zero[16], script[200], value[64], odd[64];
	char *argv[5], *envp[3];
};

/* Exits with 0 only if all is as it was. */
static void
make_texts(struct texts *t, char *longest)
{
	fill(t->path, sizeof(t->path), "/bin/sh");
	fill(t->zero, sizeof(t->zero), "sh");
	fill(t->script, sizeof(t->script),
	    "test \"$A\" = value && test \"$#\" = 0");
	fill(t->value, sizeof(t->value), "A=value");
	t->argv[0] = t->zero;
	t->argv[1] = (char *)"-c";
	t->argv[2] = t->script;
	t->argv[3] = longest; /* $0 */
	t->argv[4] = NULL;
	t->envp[0] = t->value;
	t->envp[1] = NULL;
}

static void
overwrite(struct texts *t, char *longest, size_t size)
{
	memset(t, 0, sizeof(*t));
	fill(t->path, sizeof(t->path), "/none");
	memset(longest, 0, size);
}

static int
status_after_change(unsigned flags, size_t size, bool change)
{
	char *longest = malloc(size);
	const char *fifo = test_path("fifo");
	posix_spawn_file_actions_t fa;
	spawnx_pending_t *p;
	struct texts t;
	pid_t pid;

	assert_non_null(longest);
	memset(longest, 'x', size - 1);
	longest[size - 1] = '\0';
	make_texts(&t, longest);
	hold(&fa, fifo);
	assert_int_equal(
	    spawnx_start(&p, flags, t.path, &fa, NULL, t.argv, t.envp), 0);
	if (change)
		overwrite(&t, longest, size);
	let_go(fifo);
	assert_int_equal(spawnx_finish(p, &pid), 0);
	free(longest);
	assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
	assert_int_equal(unlink(fifo), 0);
	return (wait_for(pid));
}

/* Whether a start here returns before the child has done anything. */
static void
skip_where_it_waits(void)
{
	if (!spawnx_can(SPAWNX_CAN_START))
		skip_because("starts wait here");
}

/* What has room beside the child's stack, and what has not. */
static void
test_copied(void **state)
{
	static const size_t sizes[] = { 2, 4000, 16384, 40000, 120000 };

	(void)state;
	skip_where_it_waits();
	for (unsigned i = 0; i < COUNT(sizes); i++) {
		assert_int_equal(status_after_change(0, sizes[i], true), 0);
		assert_int_equal(
		    status_after_change(SPAWNX_SHAREFILES, sizes[i], true), 0);
	}
}

static void
test_borrowed(void **state)
{
	(void)state;
	skip_where_it_waits();
	assert_int_equal(status_after_change(SPAWNX_BORROW, 2, false), 0);
	assert_int_equal(status_after_change(SPAWNX_BORROW, 120000, false), 0);
}

/* Empty strings and vectors, and no environment at all. */
static void
test_small(void **state)
{
	char *none[] = { NULL };
	char *const *const envs[] = { NULL, none };
	spawnx_pending_t *p;
	pid_t pid;

	(void)state;
	for (unsigned i = 0; i < COUNT(envs); i++) {
		assert_int_equal(spawnx_start(&p, 0, "/bin/sh", NULL, NULL,
				     ARGV("", "-c", "test -z \"$NONE\"", ""),
				     (char **)envs[i]),
		    0);
		assert_int_equal(spawnx_finish(p, &pid), 0);
		assert_int_equal(wait_for(pid), 0);
	}
	assert_int_equal(
	    spawnx_start(&p, 0, "/bin/sh", NULL, NULL, NULL, none), EINVAL);
	assert_int_equal(
	    spawnx_start(&p, 0, NULL, NULL, NULL, ARGV("sh"), none), EINVAL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_copied),
		CASE(test_borrowed),
		CASE(test_small),
	};

	return (run_cases(cases));
}
