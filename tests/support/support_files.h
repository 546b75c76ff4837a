/* SPDX-License-Identifier: BSD-2-Clause */
/* Files of the harness itself. */
#ifndef SUPPORT_FILES_H
#define SUPPORT_FILES_H

/* The test's temporary directory. */
int make_test_dir(void);
void remove_test_dir(void);

/* Make the program `report` one that every user can reach; and back. */
void publish_report(void);
void unpublish_report(void);

#endif /* SUPPORT_FILES_H */
