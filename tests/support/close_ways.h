/* SPDX-License-Identifier: BSD-2-Clause */
/* The ways in which descriptors come to be closed. */
#ifndef CLOSE_WAYS_H
#define CLOSE_WAYS_H

#include "check.h"

/*
 * Calls body in a child for each family, and for children that share the
 * descriptors, and each way, with 0, 1 and 2 open: with close_range() as it
 * is, refused with one error or another, refused for one flag, and with
 * /proc/self/fd refused as well.  0 is good.
 */
void by_each_way(int (*body)(const struct spawn_family *));

#endif /* CLOSE_WAYS_H */
