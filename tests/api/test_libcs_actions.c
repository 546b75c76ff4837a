/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What libc's own functions do with an actions object that the library has
 * filled, by a handle of libc and from a plugin loaded with RTLD_DEEPBIND.
 * Their posix_spawn() fails: an action that is left out without a word may be
 * all that keeps a descriptor from a program.  Their other functions neither
 * crash nor are taken for ours.
 */
#include "check.h"
#include "libcs_own.h"
#include "plugin.h"

#include <dlfcn.h>

typedef posix_spawn_file_actions_t actions;

static void
add_many(const struct spawn_family *f, actions *fa, unsigned n)
{
	assert_int_equal(f->actions_init(fa), 0);
	for (unsigned i = 0; i < n; i++)
		assert_int_equal(f->addclose(fa, 5), 0);
}

/* As they are made, and as their list grows. */
static const unsigned sizes[] = { 1, 2, 8, 9, 16, 17, 100 };

static void
test_actions_fail(void **state)
{
	static const struct {
		const char *name;
	} rows[] = { { "o33=/dev/null" }, { "c5" }, { "d1:2" }, { "i1" },
		{ "f3" }, { "C=/" }, { "F1" }, { "t1" }, { "r1:2,2:1" } },
	  *row;
	const struct spawn_family *libc = libc_or_skip(), *f;
	actions fa;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		for (size_t i = 0; i < COUNT(sizes); i++) {
			add_many(f, &fa, sizes[i]);
			expect_both(libc, EBADF, &fa, NULL);
			expect_works(f, &fa, NULL);
			assert_int_equal(f->actions_destroy(&fa), 0);
		}
	}
	FOR_EACH_ROW(row, rows)
	{
		assert_int_equal(spawnx_file_actions_init(&fa), 0);
		assert_int_equal(
		    add_actions(family_spawnx(), &fa, row->name), 0);
		expect_both(libc, EBADF, &fa, NULL);
		assert_int_equal(spawnx_file_actions_destroy(&fa), 0);
	}
}

static void
test_no_actions_are_none(void **state)
{
	const struct spawn_family *libc = libc_or_skip(), *f;
	actions fa;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		assert_int_equal(f->actions_init(&fa), 0);
		expect_works(libc, &fa, NULL);
		assert_int_equal(f->addclose(&fa, 5), 0);
		assert_int_equal(f->actions_destroy(&fa), 0);
		expect_works(libc, &fa, NULL);
		memset(&fa, 0, sizeof(fa));
		expect_works(libc, &fa, NULL);
		assert_int_equal(f->addclose(&fa, 5), 0);
		expect_both(libc, EBADF, &fa, NULL);
		assert_int_equal(f->actions_destroy(&fa), 0);
	}
}

/* It is libc's from then on, however often. */
static void
expect_foreign(const struct spawn_family *f, actions *fa)
{
	actions was = *fa;
	pid_t pid;

	assert_int_equal(f->addclose(fa, 5), EINVAL);
	assert_int_equal(f->addopen(fa, 5, "/dev/null", O_RDONLY, 0), EINVAL);
	expect_failure(EINVAL, &pid, quick_spawn(f, &pid, fa, NULL));
	assert_int_equal(f->actions_destroy(fa), EINVAL);
	assert_memory_equal(fa, &was, sizeof(was));
}

/*
 * musl's init leaves in the object what we had there, and its malloc() may
 * give it the very block that was our list: it is libc's list all the same.
 */
static void
make_again(
    const struct spawn_family *libc, const struct spawn_family *f, actions *fa)
{
	for (unsigned n = 0; n < 40; n++) {
		assert_int_equal(libc->actions_init(fa), 0);
		for (unsigned i = 0; i <= n; i++)
			assert_int_equal(libc->addclose(fa, 5), 0);
		expect_foreign(f, fa);
		assert_int_equal(libc->actions_destroy(fa), 0);
	}
	assert_int_equal(f->actions_init(fa), 0);
	assert_int_equal(f->addclose(fa, 5), 0);
	assert_int_equal(f->actions_destroy(fa), 0);
}

/* Once it is destroyed it can be made again, by both. */
static void
test_libc_destroys(void **state)
{
	const struct spawn_family *libc = libc_or_skip(), *f;
	actions fa;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		for (size_t i = 0; i < COUNT(sizes); i++) {
			add_many(f, &fa, sizes[i]);
			assert_int_equal(libc->actions_destroy(&fa), 0);
			make_again(libc, f, &fa);
		}
	}
}

static void
test_libc_adds(void **state)
{
	const struct spawn_family *libc = libc_or_skip(), *f;
	actions fa;

	(void)state;
	FOR_EACH_FAMILY(f)
	{
		for (size_t i = 0; i < COUNT(sizes); i++) {
			add_many(f, &fa, sizes[i]);
			for (int k = 0; k < 20; k++) {
				assert_int_equal(libc->adddup2(&fa, 1, 5), 0);
				expect_foreign(f, &fa);
			}
			expect_both(libc, EBADF, &fa, NULL);
			assert_int_equal(libc->actions_destroy(&fa), 0);
		}
	}
}

/* -- A plugin -- */

#if defined(RTLD_DEEPBIND) && !WITH_ASAN

/* Copied as bytes: ISO C has no way from an object pointer to a function. */
static void
load(void *plugin, const char *name, void *function)
{
	void *symbol = dlsym(plugin, name);

	assert_non_null(symbol);
	memcpy(function, &symbol, sizeof(symbol));
}

static void
test_plugin(void **state)
{
	__typeof__(plugin_addclose) *addclose;
	__typeof__(plugin_destroy) *destroy;
	const char *path = getenv("SPAWNX_TEST_PLUGIN");
	posix_spawnattr_t at;
	spawn_fn *spawn;
	actions fa;
	void *plugin;

	(void)state;
	plugin = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
	if (plugin == NULL)
		skip_because("%s", dlerror());
	load(plugin, "plugin_spawn", &spawn);
	load(plugin, "plugin_addclose", &addclose);
	load(plugin, "plugin_destroy", &destroy);
	add_many(family_host_names(), &fa, 3);
	expect_error(spawn, EBADF, &fa, NULL);
	assert_int_equal(spawnx_attr_init(&at), 0);
	assert_int_equal(spawnx_attr_setids(&at, 70000, 70000), 0);
	expect_error(spawn, EINVAL, NULL, &at);
	assert_int_equal(addclose(&fa, 5), 0);
	expect_foreign(family_host_names(), &fa);
	assert_int_equal(destroy(&fa), 0);
	assert_int_equal(spawnx_attr_destroy(&at), 0);
	assert_int_equal(dlclose(plugin), 0);
}

#else

static void
test_plugin(void **state)
{
	(void)state;
	skip_because("no RTLD_DEEPBIND here");
}

#endif

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_actions_fail),
		CASE(test_no_actions_are_none),
		CASE(test_libc_destroys),
		CASE(test_libc_adds),
		CASE(test_plugin),
	};

	return (run_cases(cases));
}
