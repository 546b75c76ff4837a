/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_SYS_IOCTL_H
#define FACTS_SYS_IOCTL_H

#define TIOCSCTTY 0x20007461UL
#define TIOCSPGRP 0x80047476UL

#endif /* FACTS_SYS_IOCTL_H */
