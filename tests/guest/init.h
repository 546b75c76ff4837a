/* SPDX-License-Identifier: BSD-2-Clause */
/* What a system has to offer to init.c. */
#ifndef INIT_H
#define INIT_H

/* In /dev: the console, at least. */
void make_devices(void);

/* A file system of memory on /tmp, and what else the tests need. */
void mount_all(void);

void power_off(void);

#endif /* INIT_H */
