/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_ERRNO_H
#define FACTS_ERRNO_H

#include <facts.h>

#define errno (*FACTS_ERRNO())

#endif /* FACTS_ERRNO_H */
