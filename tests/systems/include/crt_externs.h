/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_CRT_EXTERNS_H
#define FACTS_CRT_EXTERNS_H

char ***_NSGetEnviron(void);

#endif /* FACTS_CRT_EXTERNS_H */
