/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The part of cmocka's interface that the tests use, for a libc that the
 * host's cmocka was not built for (musl).  Included by support.h.
 */
#ifndef NOCMOCKA_H
#define NOCMOCKA_H

typedef void (*CMUnitTestFunction)(void **state);
typedef int (*CMFixtureFunction)(void **state);

struct CMUnitTest {
	const char *name;
	CMUnitTestFunction test_func;
	CMFixtureFunction setup_func;
	CMFixtureFunction teardown_func;
	void *initial_state;
};

/* clang-format off */
#define cmocka_unit_test(f) { #f, f, NULL, NULL, NULL }
#define cmocka_unit_test_setup_teardown(f, setup, teardown) \
	{ #f, f, setup, teardown, NULL }
/* clang-format on */
#define cmocka_run_group_tests(tests, setup, teardown) \
	_cmocka_run_group_tests(#tests, tests, COUNT(tests), setup, teardown)

int _cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests,
    size_t n, CMFixtureFunction setup, CMFixtureFunction teardown);

/* At once, as cmocka does: a test may compare offsets in the file it goes to. */
#define print_message(...) ((void)printf(__VA_ARGS__), (void)fflush(stdout))
#define print_error(...)   ((void)fprintf(stderr, __VA_ARGS__))

void nocmocka_leave(const char *what, const char *file, int line)
    __attribute__((noreturn));
void nocmocka_ints(unsigned long long a, unsigned long long b, bool same,
    const char *text, const char *file, int line);
void nocmocka_range(unsigned long long value, unsigned long long low,
    unsigned long long high, const char *file, int line);
void nocmocka_strings(
    const char *a, const char *b, bool same, const char *file, int line);
void nocmocka_bytes(const void *a, const void *b, size_t n, bool same,
    const char *file, int line);

#define skip() nocmocka_leave(NULL, __FILE__, __LINE__)
#define fail() nocmocka_leave("fail", __FILE__, __LINE__)
#define fail_msg(...)                     \
	do {                              \
		print_error(__VA_ARGS__); \
		print_error("\n");        \
		fail();                   \
	} while (0)

/* clang-format off */
#define assert_true(c) \
	((c) ? (void)0 : nocmocka_leave(#c, __FILE__, __LINE__))
/* clang-format on */
#define assert_false(c)    assert_true(!(c))
#define assert_non_null(p) assert_true((p) != NULL)
#define assert_null(p)     assert_true((p) == NULL)
#define assert_ptr_equal(a, b) \
	assert_true((const void *)(a) == (const void *)(b))
#define assert_return_code(rc, error) assert_true((rc) >= 0)

#define NOCMOCKA_INTS(a, b, same)                                             \
	nocmocka_ints((unsigned long long)(a), (unsigned long long)(b), same, \
	    #a ", " #b, __FILE__, __LINE__)
#define assert_int_equal(a, b)     NOCMOCKA_INTS(a, b, true)
#define assert_int_not_equal(a, b) NOCMOCKA_INTS(a, b, false)
#define assert_in_range(v, low, high)                                      \
	nocmocka_range((unsigned long long)(v), (unsigned long long)(low), \
	    (unsigned long long)(high), __FILE__, __LINE__)
#define assert_string_equal(a, b) \
	nocmocka_strings(a, b, true, __FILE__, __LINE__)
#define assert_string_not_equal(a, b) \
	nocmocka_strings(a, b, false, __FILE__, __LINE__)
#define assert_memory_equal(a, b, n) \
	nocmocka_bytes(a, b, n, true, __FILE__, __LINE__)
#define assert_memory_not_equal(a, b, n) \
	nocmocka_bytes(a, b, n, false, __FILE__, __LINE__)

#endif /* NOCMOCKA_H */
