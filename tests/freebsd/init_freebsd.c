/* SPDX-License-Identifier: BSD-2-Clause */
/* FreeBSD's part of guest/init.c. */
#include "init.h"

#include <sys/param.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/uio.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The kernel does. */
void
make_devices(void)
{
}

static void
mount_one(const char *type, const char *path)
{
	struct iovec options[] = {
		{ "fstype", sizeof("fstype") },
		{ (void *)(uintptr_t)type, strlen(type) + 1 },
		{ "fspath", sizeof("fspath") },
		{ (void *)(uintptr_t)path, strlen(path) + 1 },
	};

	if (nmount(options, 4, 0) != 0)
		perror(path);
}

/* The kernel says when it can, and not in the midst of what a test says. */
static void
wait_for_randomness(void)
{
	char byte;

	(void)getentropy(&byte, sizeof(byte));
}

void
mount_all(void)
{
	wait_for_randomness();
	mount_one("tmpfs", "/tmp");
	mount_one("fdescfs", "/dev/fd");
	mount_one("procfs", "/proc");
}

void
power_off(void)
{
	(void)reboot(RB_POWEROFF);
}
