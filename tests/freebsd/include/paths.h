/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_PATHS_H
#define FACTS_PATHS_H

#define _PATH_BSHELL "/bin/sh"
#define _PATH_DEFPATH           \
	"/sbin:/bin:/usr/sbin:" \
	"/usr/bin:/usr/local/sbin:/usr/local/bin"

#endif /* FACTS_PATHS_H */
