/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Several descriptors that get new numbers at once.  The order is worked out
 * here, when the action is added, so that the child only goes through a list
 * of moves.
 *
 * A number may be overwritten as soon as nobody has to read it any more, and
 * that is after its first reader already: the others can read that one's copy.
 * What is left are circles of numbers that only change places; each is opened
 * by a further descriptor, one at a time.  This is how compilers order
 * parallel copies of registers.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "object/object.h"

/* One number to be written, and where it comes from. */
struct pair {
	int pr_to, pr_from;
	int pr_at;     /* where the old pr_to is to be read */
	bool pr_free;  /* pr_to may be overwritten */
	bool pr_ready; /* and could be from the start */
};

struct plan {
	struct pair *pl_pairs; /* sorted by pr_to */
	size_t pl_n;
	struct spx_remap *pl_remap;
};

static int
by_target(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	return ((x->pr_to > y->pr_to) - (x->pr_to < y->pr_to));
}

/* The pair that overwrites the descriptor; NULL if none does. */
static struct pair *
writer_of(const struct plan *pl, int fd)
{
	const struct pair key = { .pr_to = fd };

	return (bsearch(&key, pl->pl_pairs, pl->pl_n, sizeof(key), by_target));
}

static void
add_move(const struct plan *pl, int from, int to)
{
	struct spx_remap *rm = pl->pl_remap;

	rm->rm_moves[rm->rm_nmoves++] =
	    (struct spx_move){ .mv_from = from, .mv_to = to };
}

/* Writes one number, then the one that this has set free, and so on. */
static void
write_chain(const struct plan *pl, struct pair *p)
{
	struct pair *source;

	for (; p != NULL; p = source) {
		source = writer_of(pl, p->pr_from);
		add_move(
		    pl, source != NULL ? source->pr_at : p->pr_from, p->pr_to);
		if (source == NULL || source->pr_free)
			return;
		source->pr_free = true;
		source->pr_at = p->pr_to;
	}
}

static void
find_ready(const struct plan *pl)
{
	struct pair *p, *end = pl->pl_pairs + pl->pl_n, *source;

	for (p = pl->pl_pairs; p < end; p++)
		p->pr_ready = true;
	for (p = pl->pl_pairs; p < end; p++) {
		source = writer_of(pl, p->pr_from);
		if (source != NULL && source != p)
			source->pr_ready = false;
	}
	/* A number that stays what it is may be read at any time. */
	for (p = pl->pl_pairs; p < end; p++) {
		p->pr_ready |= p->pr_from == p->pr_to;
		p->pr_free = p->pr_ready;
	}
}

static void
order(const struct plan *pl)
{
	struct pair *p, *end = pl->pl_pairs + pl->pl_n;

	find_ready(pl);
	for (p = pl->pl_pairs; p < end; p++)
		if (p->pr_ready)
			write_chain(pl, p);
	for (p = pl->pl_pairs; p < end; p++) {
		if (p->pr_free)
			continue;
		add_move(pl, p->pr_to, SPX_SPARE);
		p->pr_free = true;
		p->pr_at = SPX_SPARE;
		write_chain(pl, p);
	}
}

/* 0, or -EINVAL if two targets agree. */
static int
fill(struct plan *pl, const int from[], const int to[])
{
	struct pair *p = pl->pl_pairs;
	int saved = errno;
	size_t i;

	for (i = 0; i < pl->pl_n; i++)
		p[i] = (struct pair){
			.pr_to = to[i], .pr_from = from[i], .pr_at = to[i]
		};
	qsort(p, pl->pl_n, sizeof(*p), by_target);
	errno = saved;
	for (i = 1; i < pl->pl_n; i++)
		if (p[i - 1].pr_to == p[i].pr_to)
			return (-EINVAL);
	return (0);
}

/* Of n numbers half can be circles, with one move more than numbers each. */
static struct spx_remap *
make_remap(size_t n, const int from[], const int to[])
{
	const size_t moves = n + n / 2;
	struct spx_remap *rm;
	size_t size = sizeof(*rm);

	if (!spx_size_add(&size, moves, sizeof(rm->rm_moves[0])) ||
	    !spx_size_add(&size, n, 2 * sizeof(int)))
		return (NULL);
	rm = spx_realloc(NULL, size);
	if (rm == NULL)
		return (NULL);
	memset(rm, 0, sizeof(*rm));
	rm->rm_count = (unsigned)n;
	rm->rm_from = (int *)(void *)(rm->rm_moves + moves);
	rm->rm_to = rm->rm_from + n;
	if (n > 0) {
		memcpy(rm->rm_from, from, n * sizeof(int));
		memcpy(rm->rm_to, to, n * sizeof(int));
	}
	return (rm);
}

struct spx_remap *
spx_remap_copy(const struct spx_remap *from)
{
	struct spx_remap *rm =
	    make_remap(from->rm_count, from->rm_from, from->rm_to);

	if (rm == NULL)
		return (NULL);
	rm->rm_above = from->rm_above;
	rm->rm_nmoves = from->rm_nmoves;
	memcpy(rm->rm_moves, from->rm_moves,
	    from->rm_nmoves * sizeof(rm->rm_moves[0]));
	return (rm);
}

static int
plan(struct plan *pl, const int from[], const int to[])
{
	int rc = fill(pl, from, to);

	if (rc < 0)
		return (rc);
	pl->pl_remap = make_remap(pl->pl_n, from, to);
	if (pl->pl_remap == NULL)
		return (-ENOMEM);
	order(pl);
	return (0);
}

int
spx_remap_plan(
    size_t n, const int from[], const int to[], struct spx_remap **out)
{
	struct plan pl = { .pl_n = n };
	size_t size = sizeof(struct pair); /* realloc() of 0 may be NULL */
	int rc;

	*out = NULL;
	if (!spx_size_add(&size, n, sizeof(struct pair)))
		return (-ENOMEM);
	pl.pl_pairs = spx_realloc(NULL, size);
	if (pl.pl_pairs == NULL)
		return (-ENOMEM);
	rc = plan(&pl, from, to);
	spx_free(pl.pl_pairs);
	*out = pl.pl_remap;
	return (rc);
}
