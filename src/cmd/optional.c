/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * --optional: the attributes that may fail, and what is said of those that did.
 */
#include <limits.h>
#include <string.h>

#include "cmd.h"

/* The attributes by the names of their options. */
static const struct {
	const char *name;
	enum spawnx_attribute which;
} names[] = {
#define FLAGGED(NAME, name, word, applied, traits, option, ...) \
	{ option, SPAWNX_ATTR_##NAME },
#define EXTENSION(NAME, name, type, least, most, applied, traits, option, ...) \
	{ option, SPAWNX_ATTR_##NAME },
#include "base/attributes.def"
};

#define NAMES (sizeof(names) / sizeof(names[0]))

static void
set_one(struct cmd *cm, const char *name)
{
	for (size_t i = 0; i < NAMES; i++) {
		if (strcmp(names[i].name, name) != 0)
			continue;
		if (spawnx_attr_setoptional(&cm->cm_attr, names[i].which, 1) !=
		    0)
			cmd_bad(name, "can't be optional");
		return;
	}
	cmd_bad(name, "no such attribute");
}

void
cmd_optional(struct cmd *cm, char *list)
{
	char *next;

	for (; list != NULL; list = next) {
		next = cmd_split(list, ',');
		set_one(cm, list);
	}
	cmd_check(spawnx_attr_setskipped(
	    &cm->cm_attr, cm->cm_skipped, SPAWNX_ATTR_MOST));
}

void
cmd_explain_optional(const posix_spawnattr_t *attr)
{
	int on;

	for (size_t i = 0; i < NAMES; i++)
		if (spawnx_attr_getoptional(attr, names[i].which, &on) == 0 &&
		    on)
			cmd_line("attribute %s is optional\n", names[i].name);
}

void
cmd_tell_skipped(const struct cmd *cm)
{
	char buf[256];

	for (int i = 0; i < SPAWNX_ATTR_MOST; i++) {
		const spawnx_failure_t failure = { .error = cm->cm_skipped[i],
			.step = SPAWNX_STEP_ATTR,
			.index = i,
			.fd = -1 };

		if (failure.error != 0)
			cmd_line("without %s\n",
			    spawnx_strfailure(&failure, buf, sizeof(buf)));
	}
}
