/* SPDX-License-Identifier: BSD-2-Clause */
/* What is behind a posix_spawnattr_t, for a spawn. */
#ifndef SPX_ATTR_H
#define SPX_ATTR_H

#include "base/request.h"

/* attr.c: copies what a spawn needs of them; EINVAL if not ours. */
int spx_attr_read(struct spx_request *r, const posix_spawnattr_t *attr);

#endif /* SPX_ATTR_H */
