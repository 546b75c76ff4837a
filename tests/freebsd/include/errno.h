/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FACTS_ERRNO_H
#define FACTS_ERRNO_H

int *__error(void);
#define errno        (*__error())

#define EPERM        1
#define ENOENT       2
#define ESRCH        3
#define EINTR        4
#define EIO          5
#define E2BIG        7
#define ENOEXEC      8
#define EBADF        9
#define ECHILD       10
#define EDEADLK      11
#define ENOMEM       12
#define EACCES       13
#define EFAULT       14
#define EBUSY        16
#define EEXIST       17
#define ENODEV       19
#define ENOTDIR      20
#define EISDIR       21
#define EINVAL       22
#define ENFILE       23
#define EMFILE       24
#define ENOTTY       25
#define ETXTBSY      26
#define ENOSPC       28
#define ERANGE       34
#define EAGAIN       35
#define EOPNOTSUPP   45
#define ENOTSUP      EOPNOTSUPP
#define ETIMEDOUT    60
#define ELOOP        62
#define ENAMETOOLONG 63
#define EUSERS       68
#define ESTALE       70
#define ENOSYS       78
#define EOVERFLOW    84
#define EPROTO       92

#endif /* FACTS_ERRNO_H */
