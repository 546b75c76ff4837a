/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SYS_WAIT_H
#define FACTS_SYS_WAIT_H

#include <facts.h>

#ifdef FACTS_HAVE_WAITID
int waitid(idtype_t, id_t, siginfo_t *, int);
#endif
pid_t waitpid(pid_t, int *, int);

#endif /* FACTS_SYS_WAIT_H */
