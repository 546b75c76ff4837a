/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What has no room: a path in a failure, a sentence in its buffer.  They are
 * cut between two characters, and nothing is written beyond.
 *
 * Not of POSIX: spawnx_strfailure(), spawnx_attr_setfailure().
 */
#include "check.h"

/* -- The path -- */

/* What doesn't fit is cut, and seen to be. */
static void
test_long_path(void **state)
{
	const size_t room = SPAWNX_FAILURE_PATH - 1;
	posix_spawnattr_t attr;
	spawnx_failure_t where;
	char path[SPAWNX_FAILURE_PATH + 2], buf[512];
	pid_t pid;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setfailure(&attr, &where), 0);
	for (size_t len = room - 1; len <= room + 1; len++) {
		memset(path, 'a', len);
		for (size_t i = 0; i < len; i += 100)
			path[i] = '/';
		path[len] = '\0';
		expect_failure(ENOENT, &pid,
		    spawnx_spawn(&pid, path, NULL, &attr, ARGV("a"), environ));
		assert_int_equal(strlen(where.path), len < room ? len : room);
		if (len <= room)
			assert_string_equal(where.path, path);
		else
			assert_string_equal(where.path + room - 4, "a...");
		assert_non_null(strstr(
		    spawnx_strfailure(&where, buf, sizeof(buf)), where.path));
	}
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* Of characters too: no part of one is left where a path is cut. */
static void
test_long_path_of_characters(void **state)
{
	static const char *const characters[] = { "\xc3\xa4", "\xe2\x82\xac",
		"\xf0\x9f\x98\x80" };
	posix_spawnattr_t attr;
	spawnx_failure_t where;
	char path[2 * SPAWNX_FAILURE_PATH];
	pid_t pid;

	(void)state;
	assert_int_equal(spawnx_attr_init(&attr), 0);
	assert_int_equal(spawnx_attr_setfailure(&attr, &where), 0);
	for (size_t i = 0; i < COUNT(characters) * 4; i++) {
		const char *character = characters[i / 4];
		const size_t size = strlen(character);
		size_t len;

		(void)snprintf(
		    path, sizeof(path), "/none/%.*s", (int)(i % 4), "aaaa");
		for (len = strlen(path); len < SPAWNX_FAILURE_PATH; len += size)
			memcpy(path + len, character, size + 1);
		expect_failure(ENOENT, &pid,
		    spawnx_spawn(&pid, path, NULL, &attr, ARGV("a"), environ));
		len = strlen(where.path) - 3;
		assert_string_equal(where.path + len, "...");
		assert_memory_equal(where.path, path, len);
		assert_memory_equal(where.path + len - size, character, size);
		assert_true(len + 3 + size >= SPAWNX_FAILURE_PATH);
	}
	assert_int_equal(spawnx_attr_destroy(&attr), 0);
}

/* -- The buffer -- */

static void
test_every_length(void **state)
{
	const spawnx_failure_t failure = { .error = ENOENT,
		.step = SPAWNX_STEP_ACTION,
		.index = 12,
		.kind = SPAWNX_ACTION_OPEN,
		.path = "/no/\x01such" };
	char whole[256], buf[256];
	size_t len;

	(void)state;
	(void)spawnx_strfailure(&failure, whole, sizeof(whole));
	for (len = 1; len < sizeof(buf); len++) {
		memset(buf, 0x55, sizeof(buf));
		assert_ptr_equal(spawnx_strfailure(&failure, buf, len), buf);
		assert_non_null(memchr(buf, '\0', len));
		assert_memory_equal(buf, whole, strlen(buf));
		assert_int_equal(
		    strlen(buf), strlen(whole) < len ? strlen(whole) : len - 1);
		for (size_t i = len; i < sizeof(buf); i++)
			assert_int_equal(buf[i], 0x55);
	}
	assert_string_equal(spawnx_strfailure(&failure, buf, 0), "");
	assert_string_equal(spawnx_strfailure(&failure, NULL, 0), "");
}

/* However the buffer ends, no part of a character is in it. */
static void
test_whole_characters(void **state)
{
	const spawnx_failure_t failure = { .error = ENOENT,
		.step = SPAWNX_STEP_EXEC,
		.path = "\xc3\xa4"
			"a\xe2\x82\xac\xf0\x9f\x98\x80z" };
	static const size_t whole[] = { 0, 1, 2, 3, 4, 5, 6, 6, 8, 9, 9, 9, 12,
		12, 12, 12, 16, 17, 18 };
	char text[256], buf[256];

	(void)state;
	(void)spawnx_strfailure(&failure, text, sizeof(text));
	for (size_t i = 0; i < COUNT(whole); i++) {
		memset(buf, 0x55, sizeof(buf));
		(void)spawnx_strfailure(&failure, buf, i + 1);
		assert_int_equal(strlen(buf), whole[i]);
		assert_memory_equal(buf, text, whole[i]);
	}
}

/* A length may stand for "no limit". */
static void
test_huge_length(void **state)
{
	static const size_t lengths[] = { INT_MAX, (size_t)INT_MAX + 1,
		SIZE_MAX };
	const spawnx_failure_t failure = {
		.error = ENOENT, .step = SPAWNX_STEP_EXEC, .path = "/none"
	};
	char text[256], buf[256];

	(void)state;
	(void)spawnx_strfailure(&failure, text, sizeof(text));
	for (size_t i = 0; i < COUNT(lengths); i++) {
		*buf = '\0';
		(void)spawnx_strfailure(&failure, buf, lengths[i]);
		assert_string_equal(buf, text);
	}
}

/* Nothing that is in the struct makes it read or write beyond. */
static void
test_garbage(void **state)
{
	spawnx_failure_t failure;
	char buf[2048];

	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		for (int step = 0; step < 8; step++) {
			memset(&failure, byte, sizeof(failure));
			failure.step = (enum spawnx_step)step;
			if (byte % 2 == 0)
				failure.kind = SPAWNX_ACTION_OPEN;
			(void)spawnx_strfailure(&failure, buf, sizeof(buf));
			assert_true(strlen(buf) > 0);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_long_path),
		CASE(test_long_path_of_characters),
		CASE(test_every_length),
		CASE(test_whole_characters),
		CASE(test_huge_length),
		CASE(test_garbage),
	};

	return (run_cases(cases));
}
