/* SPDX-License-Identifier: BSD-2-Clause */
/* The test's temporary directory, for the harness itself. */
#ifndef SUPPORT_FILES_H
#define SUPPORT_FILES_H

int make_test_dir(void);
void remove_test_dir(void);

#endif /* SUPPORT_FILES_H */
