/* SPDX-License-Identifier: BSD-2-Clause */
/* NetBSD's part of guest/init.c. */
#include "init.h"

#include <sys/types.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysctl.h>

#include <fs/ptyfs/ptyfs.h>
#include <fs/tmpfs/tmpfs_args.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void
mount_memory(const char *path)
{
	struct tmpfs_args args;

	memset(&args, 0, sizeof(args));
	args.ta_version = TMPFS_ARGS_VERSION;
	args.ta_root_mode = 0755;
	if (mount(MOUNT_TMPFS, path, 0, &args, sizeof(args)) != 0)
		perror(path);
}

static void
make_device(const char *path, int major, int minor)
{
	if (mknod(path, S_IFCHR | 0666, makedev(major, minor)) != 0)
		perror(path);
}

/* As MAKEDEV has them on x86. */
void
make_devices(void)
{
	(void)umask(0);
	mount_memory("/dev");
	make_device("/dev/console", 0, 0);
	make_device("/dev/tty", 1, 0);
	make_device("/dev/null", 2, 2);
	make_device("/dev/full", 2, 11);
	make_device("/dev/zero", 2, 12);
	make_device("/dev/ptmx", 165, 0);
	(void)mkdir("/dev/pts", 0755);
	(void)umask(022);
}

/* The limit of a small machine is below the numbers that tests name. */
static void
allow_files(void)
{
	const struct rlimit limit = { 1024, 4096 };
	const int most = 8192;

	if (sysctlbyname("kern.maxfiles", NULL, NULL, &most, sizeof(most)) !=
		0 ||
	    setrlimit(RLIMIT_NOFILE, &limit) != 0)
		perror("kern.maxfiles");
}

void
mount_all(void)
{
	struct ptyfs_args pty;

	memset(&pty, 0, sizeof(pty));
	pty.version = PTYFS_ARGSVERSION;
	pty.mode = 0620;
	if (mount(MOUNT_PTYFS, "/dev/pts", 0, &pty, sizeof(pty)) != 0)
		perror("/dev/pts");
	if (mount(MOUNT_PROCFS, "/proc", 0, NULL, 0) != 0)
		perror("/proc");
	mount_memory("/tmp");
	allow_files();
}

/* No machine to power off: QEMU ends where it would boot again. */
void
power_off(void)
{
	(void)reboot(RB_AUTOBOOT, NULL);
}
