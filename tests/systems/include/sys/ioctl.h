/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SYS_IOCTL_H
#define FACTS_SYS_IOCTL_H

#include <facts.h>

int ioctl(int, FACTS_IOCTL_T, ...);

#endif /* FACTS_SYS_IOCTL_H */
