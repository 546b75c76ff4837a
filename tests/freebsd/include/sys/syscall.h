/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SYS_SYSCALL_H
#define FACTS_SYS_SYSCALL_H

#define SYS_exit               1
#define SYS_fork               2
#define SYS_read               3
#define SYS_write              4
#define SYS_close              6
#define SYS_wait4              7
#define SYS_chdir              12
#define SYS_fchdir             13
#define SYS_getpid             20
#define SYS_setuid             23
#define SYS_getuid             24
#define SYS_kill               37
#define SYS_getppid            39
#define SYS_getegid            43
#define SYS_getgid             47
#define SYS_ioctl              54
#define SYS_execve             59
#define SYS_umask              60
#define SYS_chroot             61
#define SYS_vfork              66
#define SYS_getpgrp            81
#define SYS_setpgid            82
#define SYS_fcntl              92
#define SYS_setpriority        96
#define SYS_getpriority        100
#define SYS_setsid             147
#define SYS_setgid             181
#define SYS_setegid            182
#define SYS_seteuid            183
#define SYS_getrlimit          194
#define SYS_setrlimit          195
#define SYS___sysctl           202
#define SYS_poll               209
#define SYS_rfork              251
#define SYS_setresuid          311
#define SYS_setresgid          312
#define SYS_sched_setparam     327
#define SYS_sched_setscheduler 329
#define SYS_sigprocmask        340
#define SYS_sigtimedwait       345
#define SYS_sigaction          416
#define SYS_cpuset_setaffinity 488
#define SYS_faccessat          489
#define SYS_fexecve            492
#define SYS_openat             499
#define SYS_pdkill             519
#define SYS_pipe2              542
#define SYS_procctl            544

#endif /* FACTS_SYS_SYSCALL_H */
