/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spawnx [option...] [--] program [argument...]
 *
 * Every attribute and every file action of the library as an option; see
 * doc/spawnx.1.
 */
#include <string.h>

#include "cmd.h"

static void
init(struct cmd *cm)
{
	memset(cm, 0, sizeof(*cm));
	cm->cm_uid = (uid_t)-1;
	cm->cm_gid = (gid_t)-1;
	cm->cm_limit.li_signal = SIGTERM;
	cmd_check(spawnx_file_actions_init(&cm->cm_actions));
	cmd_check(spawnx_attr_init(&cm->cm_attr));
	cmd_check(spawnx_attr_setfailure(&cm->cm_attr, &cm->cm_failure));
}

int
main(int argc, char *argv[])
{
	struct cmd cm;
	int status;

	init(&cm);
	cmd_options(&cm, argc, argv);
	if (cm.cm_preload)
		cmd_preload();
	if (cm.cm_explain)
		cmd_explain(&cm);
	status = cmd_run(&cm);
	(void)spawnx_attr_destroy(&cm.cm_attr);
	(void)spawnx_file_actions_destroy(&cm.cm_actions);
	return (status);
}
