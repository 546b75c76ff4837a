/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * posix_spawn_file_actions_t: a list of actions behind a tagged pointer in
 * the host's object; the host's header says where.
 */
#include <sys/resource.h>

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>

#include "object/object.h"
#include "object/mishap.h"
#include "object/plain.h"
#include SPX_HOST_H

/* Its guard is what libc's own functions see of it. */
struct spx_action_list {
	struct spx_host_guard fa_guard;
	struct spx_mishap fa_mishap;
	unsigned fa_count, fa_size;
	struct spx_action fa_items[];
};

_Static_assert(offsetof(struct spx_action_list, fa_guard) == 0,
    "the guard's address is the list's, which libc may free");

#define LIST_TAG   SPX_SLOT_TAG(struct spx_action_list, struct spx_action)
#define MISHAP_TAG SPX_MISHAP_TAG(LIST_TAG)

static int
list_of(const posix_spawn_file_actions_t *fa, struct spx_action_list **out)
{
	void *slot, *p;

	slot = fa == NULL ? NULL : spx_host_actions_slot(fa);
	if (slot == NULL)
		return (-EINVAL);
	if (spx_slot_get(slot, MISHAP_TAG, &p) == 0)
		p = NULL;
	else if (spx_slot_get(slot, LIST_TAG, &p) < 0)
		return (-EINVAL);
	if (!spx_host_has_guard(fa, p))
		return (-EINVAL);
	*out = p;
	return (0);
}

/* Of an object of ours: the first function that failed for it. */
static struct spx_mishap
mishap_of(
    const posix_spawn_file_actions_t *fa, const struct spx_action_list *list)
{
	if (list != NULL)
		return (list->fa_mishap);
	return (spx_mishap_get(spx_host_actions_slot(fa), MISHAP_TAG));
}

int
spx_actions_mishap(
    const posix_spawn_file_actions_t *fa, struct spx_mishap *mishap)
{
	struct spx_action_list *list;

	if (fa == NULL || list_of(fa, &list) < 0)
		return (0);
	*mishap = mishap_of(fa, list);
	return (-mishap->mi_error);
}

/*
 * Only the first one is told: whatever is added after it, the list is not what
 * its caller meant it to be.
 */
int
spx_fa_result(
    posix_spawn_file_actions_t *fa, enum spawnx_action_kind kind, int error)
{
	const struct spx_mishap mishap = { (uint16_t)error, (uint16_t)kind };
	struct spx_action_list *list;

	if (error == 0 || list_of(fa, &list) < 0 ||
	    mishap_of(fa, list).mi_error != 0)
		return (error);
	if (list != NULL)
		list->fa_mishap = mishap;
	else
		spx_mishap_set(spx_host_actions_slot(fa), MISHAP_TAG, mishap);
	return (error);
}

int
spx_actions_read(struct spx_request *r, const posix_spawn_file_actions_t *fa)
{
	struct spx_action_list *list;

	if (fa == NULL)
		return (0);
	if (list_of(fa, &list) < 0)
		return (-EINVAL);
	if (list != NULL) {
		r->req_actions = list->fa_items;
		r->req_nactions = list->fa_count;
	}
	return (0);
}

/* Makes room for one more: 8 at first, then twice as many each time. */
static int
grow(posix_spawn_file_actions_t *fa, struct spx_action_list **list)
{
	struct spx_action_list *old = *list, *new;
	unsigned count = old == NULL ? 0 : old->fa_count;
	unsigned size = old == NULL ? 8 : old->fa_size * 2;
	size_t bytes = sizeof(*new);

	if (old != NULL && count < old->fa_size)
		return (0);
	/* Their numbers are told in an int. */
	if (size > INT_MAX ||
	    !spx_size_add(&bytes, size, sizeof(new->fa_items[0])))
		return (-ENOMEM);
	new = spx_realloc(old, bytes);
	if (new == NULL)
		return (-ENOMEM);
	if (old == NULL)
		new->fa_mishap = mishap_of(fa, NULL);
	new->fa_count = count;
	new->fa_size = size;
	spx_host_guard(fa, &new->fa_guard);
	spx_slot_set(spx_host_actions_slot(fa), LIST_TAG, new);
	*list = new;
	return (0);
}

/* The path, and the data behind it. */
static int
copy_path(struct spx_action *item)
{
	size_t length = strlen(item->fa_path) + 1, size = length;
	char *p;

	if (!spx_size_add(&size, item->fa_size, 1))
		return (-ENOMEM);
	p = spx_realloc(NULL, size);
	if (p == NULL)
		return (-ENOMEM);
	memcpy(p, item->fa_path, length);
	if (item->fa_size > 0)
		memcpy(p + length, item->fa_data, item->fa_size);
	item->fa_path = p;
	if (item->fa_kind == SPAWNX_ACTION_WRITE)
		item->fa_data = p + length;
	return (0);
}

int
spx_actions_add(posix_spawn_file_actions_t *fa, const struct spx_action *what)
{
	struct spx_action_list *list;
	struct spx_action item = *what;

	if (list_of(fa, &list) < 0)
		return (EINVAL);
	if (grow(fa, &list) < 0)
		return (ENOMEM);
	if (item.fa_path != NULL && copy_path(&item) < 0)
		return (ENOMEM);
	list->fa_items[list->fa_count++] = item;
	return (0);
}

/*
 * POSIX: EBADF, at once, for a descriptor that is negative or not below
 * {OPEN_MAX}, which is the soft limit; it is never below _POSIX_OPEN_MAX.
 */
bool
spx_is_descriptor(int fd)
{
	struct rlimit limit;
	int saved = errno;
	bool below;

	below = fd < _POSIX_OPEN_MAX || getrlimit(RLIMIT_NOFILE, &limit) < 0 ||
		(rlim_t)fd < limit.rlim_cur;
	errno = saved;
	return (fd >= 0 && below);
}

SPX_PUBLIC int
spawnx_file_actions_init(posix_spawn_file_actions_t *fa)
{
	if (fa == NULL)
		return (EINVAL);
	return (-spx_host_actions_init(fa));
}

static void
free_list(struct spx_action_list *list)
{
	unsigned i;

	for (i = 0; list != NULL && i < list->fa_count; i++) {
		spx_free(list->fa_items[i].fa_path);
		spx_free(list->fa_items[i].fa_remap);
	}
	spx_free(list);
}

SPX_PUBLIC int
spawnx_file_actions_destroy(posix_spawn_file_actions_t *fa)
{
	struct spx_action_list *list;

	if (list_of(fa, &list) < 0)
		return (EINVAL);
	free_list(list);
	spx_host_actions_fini(fa);
	return (0);
}

static bool
copy_item(struct spx_action *item)
{
	if (item->fa_path != NULL)
		return (copy_path(item) == 0);
	if (item->fa_remap != NULL)
		item->fa_remap = spx_remap_copy(item->fa_remap);
	return (item->fa_kind != SPAWNX_ACTION_REMAP || item->fa_remap != NULL);
}

/* NULL without memory.  It has no guard yet. */
static struct spx_action_list *
copy_list(const struct spx_action_list *from)
{
	struct spx_action_list *list;
	const size_t items = from->fa_size * sizeof(from->fa_items[0]);

	list = spx_realloc(NULL, sizeof(*list) + items);
	if (list == NULL)
		return (NULL);
	memset(list, 0, sizeof(*list));
	list->fa_mishap = from->fa_mishap;
	list->fa_size = from->fa_size;
	while (list->fa_count < from->fa_count) {
		list->fa_items[list->fa_count] = from->fa_items[list->fa_count];
		if (!copy_item(&list->fa_items[list->fa_count])) {
			free_list(list);
			return (NULL);
		}
		list->fa_count++;
	}
	return (list);
}

/* With what `from` remembers, if it has no list. */
static int
copy(posix_spawn_file_actions_t *to, const posix_spawn_file_actions_t *from,
    const struct spx_action_list *list)
{
	const struct spx_mishap mishap = mishap_of(from, list);
	struct spx_action_list *own = NULL;
	int rc;

	if (list != NULL && (own = copy_list(list)) == NULL)
		return (-ENOMEM);
	rc = spx_host_actions_make(to);
	if (rc < 0) {
		free_list(own);
	} else if (own != NULL) {
		spx_host_guard(to, &own->fa_guard);
		spx_slot_set(spx_host_actions_slot(to), LIST_TAG, own);
	} else if (mishap.mi_error != 0) {
		spx_mishap_set(spx_host_actions_slot(to), MISHAP_TAG, mishap);
	}
	return (rc);
}

SPX_PUBLIC int
spawnx_file_actions_copy(
    posix_spawn_file_actions_t *to, const posix_spawn_file_actions_t *from)
{
	struct spx_action_list *list;

	if (to == NULL || to == from)
		return (EINVAL);
	if (from == NULL)
		return (-spx_host_actions_make(to));
	if (list_of(from, &list) < 0)
		return (EINVAL);
	return (-copy(to, from, list));
}
