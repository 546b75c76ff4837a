/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * --explain: the attributes that are several strings, and the rule of a search;
 * see explain_attr.c.
 */
#include "cmd.h"

void
cmd_explain_candidates(const posix_spawnattr_t *attr, const char *name)
{
	const char *const *paths;
	size_t n;

	if (spawnx_attr_getcandidates(attr, &n, &paths) != 0)
		return;
	for (size_t i = 0; i < n; i++) {
		cmd_line("attribute %s ", name);
		cmd_quote(stderr, paths[i]);
		(void)fputc('\n', stderr);
	}
}

void
cmd_explain_writes(const posix_spawnattr_t *attr, const char *name)
{
	const char *const *strings;
	size_t n;

	if (spawnx_attr_getwrites(attr, &n, &strings) != 0)
		return;
	for (size_t i = 0; i < n; i++) {
		cmd_line("attribute %s ", name);
		cmd_quote(stderr, strings[2 * i]);
		(void)fputc('=', stderr);
		cmd_quote(stderr, strings[2 * i + 1]);
		(void)fputc('\n', stderr);
	}
}

void
cmd_explain_rule(const posix_spawnattr_t *attr, const char *name)
{
	int rule;

	if (spawnx_attr_getsearchrule(attr, &rule) == 0)
		cmd_line("attribute %s %s\n", name, cmd_search_rule_name(rule));
}
