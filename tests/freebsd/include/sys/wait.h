/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SYS_WAIT_H
#define FACTS_SYS_WAIT_H

#define WNOHANG 1
#define WNOWAIT 8

#endif /* FACTS_SYS_WAIT_H */
