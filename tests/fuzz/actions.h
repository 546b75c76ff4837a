/* SPDX-License-Identifier: BSD-2-Clause */
/* What actions.c holds an object against. */
#ifndef FUZZ_ACTIONS_H
#define FUZZ_ACTIONS_H

#include "fuzz.h"

#include "spawnx.h"

#define LIMIT      1024
#define MOST       40 /* actions of an object */
#define MOST_REMAP 6

struct model {
	bool m_foreign;
	size_t m_n;
	spawnx_file_action_t m_items[MOST];
	char m_paths[MOST][32];
	int m_from[MOST][MOST_REMAP], m_to[MOST][MOST_REMAP];
};

struct object {
	posix_spawn_file_actions_t *o_fa; /* in memory of its own */
	struct model o_model;
};

static inline bool
is_descriptor(int fd)
{
	return (fd >= 0 && fd < LIMIT);
}

/* The next action, to be filled; it counts if the call worked. */
static inline spawnx_file_action_t *
next(struct model *m, enum spawnx_action_kind kind)
{
	spawnx_file_action_t *item = &m->m_items[m->m_n];

	memset(item, 0, sizeof(*item));
	item->kind = kind;
	return (item);
}

/* `error` is that of the arguments alone. */
static inline void
added(struct model *m, int error, int rc)
{
	if (m->m_foreign)
		CHECK(rc == EINVAL || (error != 0 && rc == error));
	else
		CHECK(rc == error);
	m->m_n += rc == 0;
}

static inline void
compare(const spawnx_file_action_t *is, const spawnx_file_action_t *due)
{
	CHECK(is->kind == due->kind);
	CHECK(is->fd == due->fd && is->newfd == due->newfd);
	CHECK(is->oflag == due->oflag && is->mode == due->mode);
	CHECK((is->path == NULL) == (due->path == NULL));
	CHECK(due->path == NULL || strcmp(is->path, due->path) == 0);
	CHECK(is->count == due->count);
	for (size_t i = 0; i < due->count; i++) {
		CHECK(is->from[i] == due->from[i]);
		CHECK(is->to[i] == due->to[i]);
	}
}

static inline void
check_object(const struct object *o)
{
	const struct model *m = &o->o_model;
	spawnx_file_action_t item;
	size_t n = 4711;
	int rc = spawnx_file_actions_count(o->o_fa, &n);

	if (m->m_foreign) {
		CHECK(rc == EINVAL && n == 4711);
		CHECK(spawnx_file_actions_get(
			  o->o_fa, 0, &item, sizeof(item)) == EINVAL);
		return;
	}
	CHECK(rc == 0 && n == m->m_n);
	for (size_t i = 0; i < n; i++) {
		CHECK(spawnx_file_actions_get(
			  o->o_fa, i, &item, sizeof(item)) == 0);
		compare(&item, &m->m_items[i]);
	}
	CHECK(
	    spawnx_file_actions_get(o->o_fa, n, &item, sizeof(item)) == EINVAL);
}

#endif /* FUZZ_ACTIONS_H */
