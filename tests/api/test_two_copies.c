/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Two copies of the library in one process, as a program and its plugin may
 * have them.  One with another layout of its data does not touch the objects
 * of this one, and this one does not touch its objects.
 */
#include "support.h"

#include <dlfcn.h>

struct copy {
	int (*actions_init)(posix_spawn_file_actions_t *);
	int (*actions_destroy)(posix_spawn_file_actions_t *);
	int (*addclose)(posix_spawn_file_actions_t *, int);
	int (*count)(const posix_spawn_file_actions_t *, size_t *);
	int (*attr_init)(posix_spawnattr_t *);
	int (*attr_destroy)(posix_spawnattr_t *);
	int (*setnice)(posix_spawnattr_t *, int);
	int (*getnice)(const posix_spawnattr_t *, int *);
	spawn_fn *spawn;
};

static const struct copy this_one = {
	spawnx_file_actions_init,
	spawnx_file_actions_destroy,
	spawnx_file_actions_addclose,
	spawnx_file_actions_count,
	spawnx_attr_init,
	spawnx_attr_destroy,
	spawnx_attr_setnice,
	spawnx_attr_getnice,
	spawnx_spawn,
};

/* Copied as bytes: ISO C has no way from an object pointer to a function. */
static void
load(void *handle, const char *name, void *function)
{
	void *symbol = dlsym(handle, name);

	assert_non_null(symbol);
	memcpy(function, &symbol, sizeof(symbol));
}

/* Its own names, apart from ours: RTLD_LOCAL. */
static void
load_other(struct copy *c)
{
	const char *path = getenv("SPAWNX_TEST_COPY");
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);

	if (handle == NULL)
		skip_because("%s: %s", path, dlerror());
	load(handle, "spawnx_file_actions_init", &c->actions_init);
	load(handle, "spawnx_file_actions_destroy", &c->actions_destroy);
	load(handle, "spawnx_file_actions_addclose", &c->addclose);
	load(handle, "spawnx_file_actions_count", &c->count);
	load(handle, "spawnx_attr_init", &c->attr_init);
	load(handle, "spawnx_attr_destroy", &c->attr_destroy);
	load(handle, "spawnx_attr_setnice", &c->setnice);
	load(handle, "spawnx_attr_getnice", &c->getnice);
	load(handle, "spawnx_spawn", &c->spawn);
	assert_true(c->spawn != spawnx_spawn);
}

static void
expect_refusal(const struct copy *c, const posix_spawn_file_actions_t *fa,
    const posix_spawnattr_t *at)
{
	pid_t pid;

	expect_failure(EINVAL, &pid,
	    c->spawn(&pid, report_program(), fa, at, ARGV("report", "none"),
		environ));
}

static void
expect_apart(const struct copy *mine, const struct copy *yours)
{
	posix_spawn_file_actions_t fa, fa_was;
	posix_spawnattr_t at, at_was;
	size_t n = 0;
	int value = 0;

	assert_int_equal(mine->actions_init(&fa), 0);
	assert_int_equal(mine->attr_init(&at), 0);
	assert_int_equal(mine->addclose(&fa, 0), 0);
	assert_int_equal(mine->setnice(&at, 5), 0);
	fa_was = fa;
	at_was = at;
	assert_int_equal(yours->addclose(&fa, 1), EINVAL);
	assert_int_equal(yours->count(&fa, &n), EINVAL);
	assert_int_equal(yours->actions_destroy(&fa), EINVAL);
	assert_int_equal(yours->setnice(&at, 6), EINVAL);
	assert_int_equal(yours->getnice(&at, &value), EINVAL);
	assert_int_equal(yours->attr_destroy(&at), EINVAL);
	expect_refusal(yours, &fa, NULL);
	expect_refusal(yours, NULL, &at);
	assert_memory_equal(&fa, &fa_was, sizeof(fa));
	assert_memory_equal(&at, &at_was, sizeof(at));
	assert_int_equal(mine->count(&fa, &n), 0);
	assert_int_equal(n, 1);
	assert_int_equal(mine->getnice(&at, &value), 0);
	assert_int_equal(value, 5);
	assert_int_equal(mine->actions_destroy(&fa), 0);
	assert_int_equal(mine->attr_destroy(&at), 0);
}

static void
test_another_layout(void **state)
{
	struct copy other;

	(void)state;
	load_other(&other);
	expect_apart(&this_one, &other);
	expect_apart(&other, &this_one);
}

/* What holds nothing yet is anybody's. */
static void
test_empty_objects_are_common(void **state)
{
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t at;
	struct copy other;
	short flags = 0;

	(void)state;
	load_other(&other);
	assert_int_equal(spawnx_file_actions_init(&fa), 0);
	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(spawnx_attr_setflags(&at, POSIX_SPAWN_SETPGROUP), 0);
	assert_int_equal(other.addclose(&fa, 0), 0);
	assert_int_equal(other.setnice(&at, 0), 0);
	assert_int_equal(spawnx_file_actions_addclose(&fa, 0), EINVAL);
	assert_int_equal(spawnx_attr_getflags(&at, &flags), EINVAL);
	assert_int_equal(other.actions_destroy(&fa), 0);
	assert_int_equal(other.attr_destroy(&at), 0);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_another_layout),
		CASE(test_empty_objects_are_common),
	};

	return (run_cases(cases));
}
