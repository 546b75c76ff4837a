/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The contract of src/cmd/<system>/descendants.c: those whose parent has ended
 * become children of the command, as far as the system can do that.
 */
#ifndef SPAWNX_DESCENDANTS_H
#define SPAWNX_DESCENDANTS_H

#include <stdbool.h>

/* Before the spawn; with `kills` it ends the command if it is not possible. */
void cmd_adopt(bool kills);

/*
 * Once the program is reaped: kills all of its descendants, and reaps those
 * that are children of the command by now.  False: none is left, except those
 * that it must not kill, which it has reported.
 */
bool cmd_kill_descendants(void);

/*
 * Whether the group that the process was spawned to lead can be signalled, with
 * certainty, once the process is reaped.
 */
bool cmd_group_outlives(int handle);

#endif /* SPAWNX_DESCENDANTS_H */
