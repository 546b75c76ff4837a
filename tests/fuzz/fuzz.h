/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the fuzz targets share: an input that is used up byte by byte, and the
 * seeds of a corpus, which a target makes by itself where it is told to keep
 * one (its first argument that is not an option).
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What must hold: the fuzzer keeps the input for which it does not. */
#define CHECK(condition)                                               \
	do {                                                           \
		if (!(condition)) {                                    \
			(void)fprintf(stderr, "%s:%d: %s\n", __FILE__, \
			    __LINE__, #condition);                     \
			abort();                                       \
		}                                                      \
	} while (0)

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
	const uint8_t *in_next;
	size_t in_left;
};

/* 0 when there is nothing left. */
static inline unsigned
take(struct input *in)
{
	if (in->in_left == 0)
		return (0);
	in->in_left--;
	return (*in->in_next++);
}

/* Mostly a small one, at times one of those that are bounds somewhere. */
static inline int
take_int(struct input *in)
{
	static const int odd[] = { -1, INT_MIN, INT_MAX, 1023, 1024, 19, 20, 64,
		65, 0777, 01000, -20, -21 };
	const unsigned byte = take(in);

	if (byte < 0xc0)
		return ((int)(byte & 15));
	if (byte < 0xf0)
		return (odd[byte % COUNT(odd)]);
	return (
	    (int)(take(in) << 24 | take(in) << 16 | take(in) << 8 | take(in)));
}

/* Up to size - 1 bytes, ended by a zero. */
static inline char *
take_string(struct input *in, char *buf, size_t size)
{
	size_t len = take(in) % size;

	for (size_t i = 0; i < len; i++)
		buf[i] = (char)(take(in) | 1);
	buf[len] = '\0';
	return (buf);
}

/* Every operation once, with small arguments; and twice; and backwards. */
static inline void
write_seeds(const char *dir, unsigned operations)
{
	char path[PATH_MAX];
	uint8_t bytes[16];

	(void)mkdir(dir, 0755);
	for (unsigned seed = 0; seed < 3 * operations; seed++) {
		int fd;

		for (size_t i = 0; i < sizeof(bytes); i++)
			bytes[i] = (uint8_t)(i % 4 == 0 ? seed + i / 4 : i + 1);
		(void)snprintf(path, sizeof(path), "%s/seed-%u", dir, seed);
		fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
		if (fd < 0)
			continue;
		if (write(fd, bytes, sizeof(bytes)) < 0)
			(void)unlink(path);
		(void)close(fd);
	}
}

static inline void
initialize(int argc, char **argv, unsigned operations)
{
	for (int i = 1; i < argc; i++) {
		if (argv[i][0] != '-') {
			write_seeds(argv[i], operations);
			return;
		}
	}
}

#endif /* FUZZ_H */
