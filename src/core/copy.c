/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The arguments of a spawn that goes on after its call has returned: path,
 * argv, envp and their strings, in one block.
 */
#include <errno.h>
#include <string.h>

#include "core/core.h"

/* Adds a vector, with its last NULL, and its strings; false: too much. */
static bool
add_vector(size_t *size, char *const *vector)
{
	size_t n = 1;

	for (; vector != NULL && *vector != NULL; vector++, n++)
		if (!spx_size_add(size, strlen(*vector) + 1, 1))
			return (false);
	return (spx_size_add(size, n, sizeof(*vector)));
}

static char *
copy_string(char **at, const char *string)
{
	const size_t size = strlen(string) + 1;
	char *copy = *at;

	memcpy(copy, string, size);
	*at += size;
	return (copy);
}

static size_t
count(char *const *vector)
{
	size_t n = 0;

	while (vector[n] != NULL)
		n++;
	return (n);
}

/* The vector lies at *vectors, its strings at *strings. */
static char *const *
copy_vector(char ***vectors, char **strings, char *const *vector)
{
	char **copy = *vectors;
	size_t i;

	if (vector == NULL)
		return (NULL);
	for (i = 0; vector[i] != NULL; i++)
		copy[i] = copy_string(strings, vector[i]);
	copy[i] = NULL;
	*vectors = copy + i + 1;
	return (copy);
}

static size_t
length(char *const *vector)
{
	return (vector == NULL ? 0 : count(vector) + 1);
}

int
spx_copy_arguments(
    struct spx_spawn_args *args, void *room, size_t size, void **heap)
{
	const char *path = args->sa_path;
	size_t need = path == NULL ? 0 : strlen(path) + 1;
	char **vectors, *strings;

	if (!add_vector(&need, args->sa_argv) ||
	    !add_vector(&need, args->sa_envp))
		return (-ENOMEM);
	if (need > size) {
		room = spx_realloc(NULL, need);
		if (room == NULL)
			return (-ENOMEM);
		*heap = room;
	}
	vectors = room;
	strings =
	    (char *)(vectors + length(args->sa_argv) + length(args->sa_envp));
	if (path != NULL)
		args->sa_path = copy_string(&strings, path);
	args->sa_argv = copy_vector(&vectors, &strings, args->sa_argv);
	args->sa_envp = copy_vector(&vectors, &strings, args->sa_envp);
	return (0);
}
