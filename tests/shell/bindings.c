/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linked with libc only: says which file serves each name of the family, one
 * "name file" a line.  NAMES is a file of NAME(posix_spawn) lines; those that
 * libc lacks too, and so no linker resolves, are looked up by dlsym().
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>

#define NAME(name) extern void name(void);
#define LOOKED_UP(name)
#include NAMES
#undef NAME
#undef LOOKED_UP

static int
say(const char *name, void *address)
{
	Dl_info info;

	if (address == NULL || dladdr(address, &info) == 0) {
		(void)printf("%s nowhere\n", name);
		return (1);
	}
	(void)printf("%s %s\n", name, info.dli_fname);
	return (0);
}

int
main(void)
{
	int bad = 0;

#define NAME(name)      bad |= say(#name, (void *)(uintptr_t)name);
#define LOOKED_UP(name) bad |= say(#name, dlsym(RTLD_DEFAULT, #name));
#include NAMES
	return (bad);
}
