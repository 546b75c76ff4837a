/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SYS_WAIT_H
#define FACTS_SYS_WAIT_H

#include <sys/types.h>

#define WNOHANG        1
#define WNOWAIT        8

#define _WSTATUS(x)    ((x)&0177)
#define WIFEXITED(x)   (_WSTATUS(x) == 0)
#define WIFSIGNALED(x) (_WSTATUS(x) != 0177 && _WSTATUS(x) != 0 && (x) != 0x13)

typedef enum {
	P_PID
} idtype_t;

pid_t waitpid(pid_t, int *, int);

#endif /* FACTS_SYS_WAIT_H */
