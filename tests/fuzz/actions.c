/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Fuzz target: the functions of file actions in any order, with any arguments,
 * on objects of the library's, of nobody's and of somebody else's.  What is
 * added can be read back, what is refused changes nothing, all is freed.
 */
#include "actions.h"

#include <sys/resource.h>

/* -- Operations on an object as a whole -- */

static void
destroy(struct object *o)
{
	posix_spawn_file_actions_t was = *o->o_fa;
	int rc = spawnx_file_actions_destroy(o->o_fa);

	if (o->o_model.m_foreign) {
		CHECK(rc == EINVAL);
		CHECK(memcmp(&was, o->o_fa, sizeof(was)) == 0);
		return;
	}
	CHECK(rc == 0);
	o->o_model.m_n = 0;
	CHECK(spawnx_file_actions_init(o->o_fa) == 0);
}

static void
fill(struct object *o, unsigned byte)
{
	destroy(o);
	memset(o->o_fa, (int)byte, sizeof(*o->o_fa));
	o->o_model.m_foreign = byte != 0;
	o->o_model.m_n = 0;
}

static void
init(struct object *o)
{
	if (!o->o_model.m_foreign)
		destroy(o);
	CHECK(spawnx_file_actions_init(o->o_fa) == 0);
	o->o_model.m_foreign = false;
}

/* A size that is too small, or larger than any that is known. */
static void
read_odd(struct object *o, struct input *in)
{
	struct {
		spawnx_file_action_t item;
		char more[32];
	} big;
	const size_t size = take(in) % (sizeof(big) + 1);
	const size_t index = take(in);
	int rc;

	memset(&big, 0xaa, sizeof(big));
	rc = spawnx_file_actions_get(o->o_fa, index, &big.item, size);
	CHECK(rc == 0 || rc == EINVAL);
	for (size_t i = rc == 0 ? size : 0; i < sizeof(big); i++)
		CHECK(((unsigned char *)&big)[i] == 0xaa);
}

/* -- Operations that add -- */

static void
add_open(struct object *o, struct input *in)
{
	struct model *m = &o->o_model;
	spawnx_file_action_t *item = next(m, SPAWNX_ACTION_OPEN);
	char path[32], *given = path;

	item->fd = take_int(in);
	item->oflag = take_int(in);
	item->mode = (mode_t)take(in);
	item->path = take_string(in, m->m_paths[m->m_n], sizeof(path));
	memcpy(path, item->path, sizeof(path));
	if (take(in) == 0xff)
		given = NULL;
	added(m,
	    given == NULL              ? EINVAL
	    : !is_descriptor(item->fd) ? EBADF
				       : 0,
	    spawnx_file_actions_addopen(
		o->o_fa, item->fd, given, item->oflag, item->mode));
	memset(path, 'x', sizeof(path));
}

static void
add_chdir(struct object *o, struct input *in)
{
	struct model *m = &o->o_model;
	spawnx_file_action_t *item = next(m, SPAWNX_ACTION_CHDIR);
	const bool null = take(in) == 0xff;

	item->path = take_string(in, m->m_paths[m->m_n], 32);
	added(m, null ? EINVAL : 0,
	    spawnx_file_actions_addchdir(o->o_fa, null ? NULL : item->path));
}

static void
add_dup2(struct object *o, struct input *in)
{
	spawnx_file_action_t *item = next(&o->o_model, SPAWNX_ACTION_DUP2);

	item->fd = take_int(in);
	item->newfd = take_int(in);
	added(&o->o_model,
	    is_descriptor(item->fd) && is_descriptor(item->newfd) ? 0 : EBADF,
	    spawnx_file_actions_adddup2(o->o_fa, item->fd, item->newfd));
}

static const struct {
	enum spawnx_action_kind kind;
	int (*add)(posix_spawn_file_actions_t *, int);
} singles[] = {
	{ SPAWNX_ACTION_CLOSE, spawnx_file_actions_addclose },
	{ SPAWNX_ACTION_FCHDIR, spawnx_file_actions_addfchdir },
	{ SPAWNX_ACTION_CLOSEFROM, spawnx_file_actions_addclosefrom },
	{ SPAWNX_ACTION_TCSETPGRP, spawnx_file_actions_addtcsetpgrp },
	{ SPAWNX_ACTION_INHERIT, spawnx_file_actions_addinherit },
	{ SPAWNX_ACTION_CLOEXECFROM, spawnx_file_actions_addcloexecfrom },
	{ SPAWNX_ACTION_INHERITOPEN, spawnx_file_actions_addinheritopen },
};

static void
add_single(struct object *o, struct input *in)
{
	const size_t i = take(in) % COUNT(singles);
	spawnx_file_action_t *item = next(&o->o_model, singles[i].kind);
	bool good;

	item->fd = take_int(in);
	good = item->kind == SPAWNX_ACTION_CLOSE ||
		       item->kind == SPAWNX_ACTION_TCSETPGRP
		   ? is_descriptor(item->fd)
		   : item->fd >= 0;
	added(&o->o_model, good ? 0 : EBADF, singles[i].add(o->o_fa, item->fd));
}

static int
remap_error(const spawnx_file_action_t *item)
{
	for (size_t i = 0; i < item->count; i++) {
		if (item->from[i] < 0 || item->to[i] < 0)
			return (EBADF);
		if (item->from[i] != item->to[i] && !is_descriptor(item->to[i]))
			return (EBADF);
	}
	for (size_t i = 0; i < item->count; i++) {
		for (size_t j = 0; j < i; j++) {
			if (item->to[i] == item->to[j])
				return (EINVAL);
		}
	}
	return (0);
}

static void
add_remap(struct object *o, struct input *in)
{
	struct model *m = &o->o_model;
	spawnx_file_action_t *item = next(m, SPAWNX_ACTION_REMAP);

	item->count = take(in) % (MOST_REMAP + 1);
	item->from = m->m_from[m->m_n];
	item->to = m->m_to[m->m_n];
	for (size_t i = 0; i < item->count; i++) {
		m->m_from[m->m_n][i] = take_int(in);
		m->m_to[m->m_n][i] = take_int(in);
	}
	added(m, remap_error(item),
	    spawnx_file_actions_addremap(
		o->o_fa, item->count, item->from, item->to));
}

/* -- An input -- */

#define OPERATIONS 9

static void
operate(struct object *o, struct input *in, unsigned what)
{
	static void (*const add[])(struct object *, struct input *) = {
		add_open, add_chdir, add_dup2, add_single, add_remap
	};

	if (what < COUNT(add) && o->o_model.m_n < MOST)
		add[what](o, in);
	else if (what == 5)
		destroy(o);
	else if (what == 6)
		fill(o, take(in) < 0x80 ? 0 : take(in));
	else if (what == 7)
		init(o);
	else if (what == 8)
		read_odd(o, in);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = LIMIT;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
	}
	initialize(*argc, *argv, OPERATIONS);
	return (0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct object objects[2];
	struct input in = { data, size };

	for (size_t i = 0; i < COUNT(objects); i++) {
		objects[i].o_fa = malloc(sizeof(*objects[i].o_fa));
		CHECK(objects[i].o_fa != NULL);
		objects[i].o_model = (struct model){ .m_n = 0 };
		CHECK(spawnx_file_actions_init(objects[i].o_fa) == 0);
	}
	errno = 4711;
	while (in.in_left > 0) {
		const unsigned what = take(&in);

		operate(&objects[what >> 7], &in, (what & 127) % OPERATIONS);
		CHECK(errno == 4711);
	}
	for (size_t i = 0; i < COUNT(objects); i++) {
		check_object(&objects[i]);
		destroy(&objects[i]);
		free(objects[i].o_fa);
	}
	return (0);
}
