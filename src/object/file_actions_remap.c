/* SPDX-License-Identifier: BSD-2-Clause */
/* The file action of several descriptors at once; remap.c has its plan. */
#include <errno.h>
#include <limits.h>

#include "object/object.h"

static int
highest(const int numbers[], size_t n)
{
	int high = -1;

	while (n-- > 0)
		if (numbers[n] > high)
			high = numbers[n];
	return (high);
}

static bool
has_negative(const int numbers[], size_t n)
{
	while (n-- > 0)
		if (numbers[n] < 0)
			return (true);
	return (false);
}

/* The highest number that is made; one that stays what it is, is not. */
static int
highest_made(const int from[], const int to[], size_t n)
{
	int high = -1;

	while (n-- > 0)
		if (from[n] != to[n] && to[n] > high)
			high = to[n];
	return (high);
}

/* The limit is asked for once.  It is not for what is only read. */
static bool
are_descriptors(size_t n, const int from[], const int to[])
{
	const int made = highest_made(from, to, n);

	if (has_negative(from, n) || has_negative(to, n))
		return (false);
	return (made < 0 || spx_is_descriptor(made));
}

static int
add_remap(posix_spawn_file_actions_t *fa, struct spx_remap *rm)
{
	const int high_from = highest(rm->rm_from, rm->rm_count);
	const int high_to = highest(rm->rm_to, rm->rm_count);
	const struct spx_action action = {
		.fa_kind = SPAWNX_ACTION_REMAP,
		.fa_fd = high_from > high_to ? high_from : high_to,
		.fa_from = high_from,
		.fa_remap = rm,
	};

	/* INT_MAX may be a source. */
	rm->rm_above = action.fa_fd + (action.fa_fd < INT_MAX);
	return (spx_actions_add(fa, &action));
}

static int
add(posix_spawn_file_actions_t *fa, size_t n, const int from[], const int to[])
{
	struct spx_remap *rm;
	int error;

	if (n > 0 && (from == NULL || to == NULL))
		return (EINVAL);
	/* So that the numbers of moves, up to n and a half, are numbers. */
	if (n > INT_MAX / 2)
		return (ENOMEM);
	if (!are_descriptors(n, from, to))
		return (EBADF);
	error = -spx_remap_plan(n, from, to, &rm);
	if (error != 0)
		return (error);
	error = add_remap(fa, rm);
	if (error != 0)
		spx_free(rm);
	return (error);
}

SPX_PUBLIC int
spawnx_file_actions_addremap(
    posix_spawn_file_actions_t *fa, size_t n, const int from[], const int to[])
{
	return (spx_fa_result(fa, SPAWNX_ACTION_REMAP, add(fa, n, from, to)));
}
