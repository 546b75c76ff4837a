/* SPDX-License-Identifier: BSD-2-Clause */
/* What a process has that shares its descriptors with children. */
#ifndef SHARE_FILES_H
#define SHARE_FILES_H

#include "check.h"
#include "forked.h"

#define NUMBERS   64
#define KCMP_FILE 2 /* KCMP_FILES: the tables of descriptors */

/* 10 to 14: each another file, 10 the test's own; odd ones close-on-exec. */
static inline int
open_some(void)
{
	const char *files[] = { test_path("file"), "/dev/zero", "/", "/dev",
		"/proc" };

	close_all();
	for (int i = 0; i < (int)COUNT(files); i++)
		CHECK(open_as(10 + i, files[i],
			  (i == 0 ? O_RDWR | O_CREAT : O_RDONLY) |
			      (i % 2 != 0 ? O_CLOEXEC : 0)) == 10 + i);
	return (0);
}

struct table {
	struct {
		int n_flags; /* -1: not open */
		dev_t n_dev;
		ino_t n_ino;
	} t_numbers[NUMBERS];
};

static inline void
take_table(struct table *t)
{
	struct stat st;

	memset(t, 0, sizeof(*t));
	for (int fd = 0; fd < NUMBERS; fd++) {
		t->t_numbers[fd].n_flags = fcntl(fd, F_GETFD);
		if (fstat(fd, &st) != 0)
			continue;
		t->t_numbers[fd].n_dev = st.st_dev;
		t->t_numbers[fd].n_ino = st.st_ino;
	}
}

/* The descriptor of a pending child's process, which its start has made. */
static inline bool
is_handle(int fd)
{
	char path[64], target[64] = "";

	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return (readlink(path, target, sizeof(target) - 1) > 0 &&
		strstr(target, "pidfd") != NULL);
}

static inline int
check_table(const struct table *was)
{
	struct table now;
	int bad = 0;

	take_table(&now);
	for (int fd = 0; fd < NUMBERS; fd++)
		if (memcmp(&now.t_numbers[fd], &was->t_numbers[fd],
			sizeof(now.t_numbers[fd])) != 0 &&
		    !(was->t_numbers[fd].n_flags < 0 && is_handle(fd)))
			bad += complain("descriptor %d has changed", fd);
	return (bad);
}

static inline int
ask_for_lock(void *arg)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	if (fcntl(10, F_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
		return (1);
	return (lock.l_pid == *(pid_t *)arg ? 0 : 2);
}

/* Whether this process has locked 10, as others see it. */
static inline int
check_lock(void)
{
	pid_t self = getpid();

	return (check_int(in_child(ask_for_lock, &self), 0));
}

static inline int
take_lock(void)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	return (check_int(fcntl(10, F_SETLK, &lock), 0));
}

/* 0: the same table; 1: not the same; -1: nobody can tell. */
static inline int
differs(pid_t pid)
{
#ifdef SYS_kcmp
	long rc = syscall(SYS_kcmp, getpid(), pid, KCMP_FILE, 0, 0);

	return (rc < 0 ? -1 : rc != 0);
#else
	(void)pid;
	return (-1);
#endif
}

#endif /* SHARE_FILES_H */
