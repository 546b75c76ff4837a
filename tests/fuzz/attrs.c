/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Fuzz target: the functions of attributes in any order, with any values, on
 * objects of the library's, zeroed ones, and somebody else's.  What was set
 * is got, what was refused changes nothing, and all is freed.
 */
#include "attrs.h"

/* -- Values -- */

/* Whether the call worked, as it has to with this error of its arguments. */
static bool
worked(int rc, int error)
{
	if (model.m_foreign)
		CHECK(rc == EINVAL || (error != 0 && rc == error));
	else
		CHECK(rc == error || (error == 0 && rc == ENOTSUP));
	return (rc == 0);
}

static void
set_simple(struct input *in)
{
	const size_t i = take(in) % COUNT(simples);
	const struct simple *s = &simples[i];
	const int value = take_int(in);

	if (!worked(s->set(at, value),
		value < s->low || value > s->high ? s->error : 0))
		return;
	model.m_set[s->which] = true;
	model.m_simple[i] = s->is_switch ? value != 0 : value;
}

static void
set_text(struct input *in)
{
	const size_t i = take(in) % COUNT(texts);
	const bool null = take(in) == 0xff;
	char text[LENGTH];

	(void)take_string(in, text, sizeof(text));
	if (!worked(texts[i].set(at, null ? NULL : text), null ? EINVAL : 0))
		return;
	model.m_set[texts[i].which] = true;
	memcpy(model.m_text[i], text, sizeof(text));
	memset(text, 'x', sizeof(text));
}

static void
set_groups(struct input *in)
{
	const size_t n = take(in) % LENGTH;
	gid_t groups[LENGTH];

	for (size_t i = 0; i < n; i++)
		groups[i] = (gid_t)take_int(in);
	if (!worked(spawnx_attr_setgroups(at, n, groups), 0))
		return;
	model.m_set[SPAWNX_ATTR_GROUPS] = true;
	model.m_ngroups = n;
	memcpy(model.m_groups, groups, sizeof(groups[0]) * n);
}

static void
set_ids(struct input *in)
{
	const uid_t uid = (uid_t)take_int(in);
	const gid_t gid = (gid_t)take_int(in);
	const int rc = spawnx_attr_setids(at, uid, gid);

	if (!worked(rc, 0))
		return;
	model.m_set[SPAWNX_ATTR_IDS] = true;
	model.m_uid = uid;
	model.m_gid = gid;
}

static void
set_umask(struct input *in)
{
	const mode_t mask = (mode_t)take_int(in);

	if (!worked(spawnx_attr_setumask(at, mask),
		(mask & ~(mode_t)0777) != 0 ? EINVAL : 0))
		return;
	model.m_set[SPAWNX_ATTR_UMASK] = true;
	model.m_umask = mask;
}

static void
set_flags(struct input *in)
{
	const int known = POSIX_SPAWN_RESETIDS | POSIX_SPAWN_SETPGROUP |
			  POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK |
			  POSIX_SPAWN_SETSCHEDPARAM | POSIX_SPAWN_SETSCHEDULER |
			  POSIX_SPAWN_USEVFORK | SPAWNX_SETSID |
			  SPAWNX_SETCGROUP | SPAWNX_CLOEXEC_DEFAULT;
	const short flags = (short)(take(in) << 8 | take(in));

	if (worked(spawnx_attr_setflags(at, flags),
		(flags & ~known) != 0 ? EINVAL : 0))
		model.m_flags = flags;
}

static void
set_numbers(struct input *in)
{
	const struct sched_param param = { .sched_priority = take_int(in) };
	const pid_t pgroup = take_int(in);

	if (worked(spawnx_attr_setschedparam(at, &param), 0))
		model.m_priority = param.sched_priority;
	if (worked(spawnx_attr_setpgroup(at, pgroup), 0))
		model.m_pgroup = pgroup;
}

/* What has memory of its own and is not looked at again. */
static void
set_others(struct input *in)
{
	static spawnx_failure_t where;
	struct rlimit limit = { take(in), take(in) };
	int fds[LENGTH];
	uint8_t set[LENGTH];
	const size_t n = take(in) % LENGTH;
	const int resource = take_int(in);

	for (size_t i = 0; i < n; i++) {
		set[i] = (uint8_t)take(in);
		fds[i] = take_int(in);
	}
	(void)spawnx_attr_setaffinity(at, n, set);
	(void)spawnx_attr_setnsfds(at, n, fds);
	(void)spawnx_attr_setrlimit(at, resource, &limit);
	(void)spawnx_attr_setnamespaces(at, take_int(in));
	(void)spawnx_attr_setidmap(
	    at, (uid_t)take_int(in), (gid_t)take_int(in));
	(void)spawnx_attr_setfailure(at, &where);
}

/* Those that have a flag and no setter can't be. */
static bool
has_setter(int which)
{
	switch (which) {
	case SPAWNX_ATTR_RESETIDS:
	case SPAWNX_ATTR_SETSID:
	case SPAWNX_ATTR_CLOEXEC_DEFAULT:
	case SPAWNX_ATTR_HANDLE:
		return (false);
	default:
		return (which >= 0 && which <= LAST);
	}
}

static void
unset(struct input *in)
{
	const int which = take_int(in) + (int)(take(in) % 8);
	const int rc = spawnx_attr_unset(at, (enum spawnx_attribute)which);

	if (worked(rc, has_setter(which) ? 0 : EINVAL))
		model.m_set[which] = false;
}

/* -- The object as a whole -- */

static void
destroy(void)
{
	CHECK(spawnx_attr_destroy(at) == (model.m_foreign ? EINVAL : 0));
	if (!model.m_foreign)
		CHECK(spawnx_attr_init(at) == 0);
	model = (struct model){ .m_foreign = model.m_foreign };
}

static void
fill(struct input *in)
{
	const unsigned byte = take(in) < 0x80 ? 0 : take(in);

	destroy();
	memset(at, (int)byte, sizeof(*at));
	model.m_foreign = byte != 0;
}

static void
init(struct input *in)
{
	(void)in;
	if (!model.m_foreign)
		destroy();
	CHECK(spawnx_attr_init(at) == 0);
	model.m_foreign = false;
}

/* -- An input -- */

static void (*const operations[])(struct input *) = { set_simple, set_text,
	set_groups, set_ids, set_umask, set_flags, set_numbers, set_others,
	unset, fill, init };

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	initialize(*argc, *argv, COUNT(operations));
	return (0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };

	at = malloc(sizeof(*at));
	CHECK(at != NULL);
	CHECK(spawnx_attr_init(at) == 0);
	model = (struct model){ .m_foreign = false };
	errno = 4711;
	while (in.in_left > 0) {
		operations[take(&in) % COUNT(operations)](&in);
		CHECK(errno == 4711);
	}
	check_object();
	destroy();
	free(at);
	return (0);
}
