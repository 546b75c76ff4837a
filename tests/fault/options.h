/* SPDX-License-Identifier: BSD-2-Clause */
/* The arguments of test_fault; see there. */
#ifndef FAULT_OPTIONS_H
#define FAULT_OPTIONS_H

#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

struct fault_options {
	bool fo_all;
	size_t fo_every;                  /* 0: not said */
	const char *fo_way, *fo_scenario; /* NULL: all of them */
};

static inline bool
fault_options(struct fault_options *out, int argc, char **argv)
{
	static const struct option options[] = { { "all", 0, NULL, 'a' },
		{ "way", 1, NULL, 'w' }, { "scenario", 1, NULL, 's' },
		{ "every", 1, NULL, 'e' }, { NULL, 0, NULL, 0 } };
	int o;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (o == 'a')
			out->fo_all = true;
		else if (o == 'w')
			out->fo_way = optarg;
		else if (o == 's')
			out->fo_scenario = optarg;
		else if (o == 'e')
			out->fo_every = strtoul(optarg, NULL, 10);
		else
			return (false);
	}
	return (true);
}

#endif /* FAULT_OPTIONS_H */
