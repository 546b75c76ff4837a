/* SPDX-License-Identifier: BSD-2-Clause */
/* What the system calls of a spawn depend on, besides the library. */
#ifndef KERNEL_H
#define KERNEL_H

#include <stdbool.h>

/* Whether this is that Linux, or a later one, by its own name. */
bool kernel_since(unsigned major, unsigned minor);

/*
 * Whether the library has the kernel copy a part of a table of descriptors,
 * which is done right since 6.11; before, it has all of them copied.
 */
bool kernel_copies_parts(void);

/*
 * Whether a core dump kills all who share the memory, as it did before 5.16: a
 * parent, too, whose child has not left it.
 */
bool kernel_dump_kills_all(void);

/* Whether close_range() can set close-on-exec. */
bool kernel_has_cloexec_flag(void);

#endif /* KERNEL_H */
