/* SPDX-License-Identifier: BSD-2-Clause */
/* A stand-in for cmocka; see nocmocka.h. */
#include "support.h"

#ifdef SPAWNX_NO_CMOCKA

enum outcome {
	PASSED,
	SKIPPED,
	FAILED
};

static jmp_buf way_out;

void
nocmocka_leave(const char *what, const char *file, int line)
{
	if (what != NULL)
		print_error("%s:%d: failed: %s\n", file, line, what);
	longjmp(way_out, what == NULL ? SKIPPED : FAILED);
}

void
nocmocka_ints(unsigned long long a, unsigned long long b, bool same,
    const char *text, const char *file, int line)
{
	if ((a == b) == same)
		return;
	print_error("%#llx %s %#llx\n", a, same ? "!=" : "==", b);
	nocmocka_leave(text, file, line);
}

void
nocmocka_range(unsigned long long value, unsigned long long low,
    unsigned long long high, const char *file, int line)
{
	if (value >= low && value <= high)
		return;
	print_error("%llu is not in %llu-%llu\n", value, low, high);
	nocmocka_leave("range", file, line);
}

void
nocmocka_strings(
    const char *a, const char *b, bool same, const char *file, int line)
{
	if (a != NULL && b != NULL && (strcmp(a, b) == 0) == same)
		return;
	print_error("\"%s\" %s \"%s\"\n", a == NULL ? "(null)" : a,
	    same ? "!=" : "==", b == NULL ? "(null)" : b);
	nocmocka_leave("strings", file, line);
}

void
nocmocka_bytes(const void *a, const void *b, size_t n, bool same,
    const char *file, int line)
{
	if ((memcmp(a, b, n) == 0) != same)
		nocmocka_leave("memory", file, line);
}

static enum outcome
attempt(const struct CMUnitTest *test, void **state)
{
	int outcome = setjmp(way_out);

	if (outcome == 0)
		test->test_func(state);
	return (enum outcome)outcome;
}

static enum outcome
run_one(const struct CMUnitTest *test)
{
	void *state = test->initial_state;
	enum outcome outcome;

	print_message("[ RUN      ] %s\n", test->name);
	if (test->setup_func != NULL && test->setup_func(&state) != 0)
		return FAILED;
	outcome = attempt(test, &state);
	if (test->teardown_func != NULL && test->teardown_func(&state) != 0)
		outcome = FAILED;
	return outcome;
}

int
_cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests,
    size_t n, CMFixtureFunction setup, CMFixtureFunction teardown)
{
	static const char *const tags[] = { "       OK", "  SKIPPED",
		"  FAILED " };
	int counts[] = { 0, 0, 0 };
	void *state = NULL;

	if (setup != NULL && setup(&state) != 0)
		return (int)n;
	for (size_t i = 0; i < n; i++) {
		enum outcome outcome = run_one(&tests[i]);

		counts[outcome]++;
		print_message("[%s ] %s\n", tags[outcome], tests[i].name);
	}
	if (teardown != NULL)
		(void)teardown(&state);
	print_message("%s: %d passed, %d skipped, %d failed\n", name,
	    counts[PASSED], counts[SKIPPED], counts[FAILED]);
	return counts[FAILED];
}

#endif /* SPAWNX_NO_CMOCKA */
