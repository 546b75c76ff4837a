/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_UNISTD_H
#define FACTS_UNISTD_H

#include <stddef.h>

#include <facts.h>

#define F_OK          0

#define STDIN_FILENO  0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2

extern char **environ;

void _exit(int) __attribute__((noreturn));
int access(const char *, int);
int chdir(const char *);
int chroot(const char *);
int close(int);
int dup2(int, int);
int execve(const char *, char *const[], char *const[]);
int fchdir(int);
pid_t fork(void);
gid_t getegid(void);
gid_t getgid(void);
pid_t getpgrp(void);
pid_t getpid(void);
pid_t getppid(void);
uid_t getuid(void);
int pipe(int[2]);
ssize_t pread(int, void *, size_t, off_t);
ssize_t read(int, void *, size_t);
int setegid(gid_t);
int seteuid(uid_t);
int setgroups(FACTS_NGROUPS_T, const gid_t *);
int setpgid(pid_t, pid_t);
int setregid(gid_t, gid_t);
int setreuid(uid_t, uid_t);
pid_t setsid(void);
pid_t tcgetpgrp(int);
int tcsetpgrp(int, pid_t);
pid_t vfork(void) __attribute__((returns_twice));
ssize_t write(int, const void *, size_t);

#ifdef FACTS_HAVE_CLOSEFROM
FACTS_HAVE_CLOSEFROM closefrom(int);
#endif
#ifdef FACTS_HAVE_FEXECVE
int fexecve(int, char *const[], char *const[]);
#endif
#ifdef FACTS_HAVE_PIPE2
int pipe2(int[2], int);
#endif

#endif /* FACTS_UNISTD_H */
