/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The contract of arch/<cpu>/rfork_thread_linux.S and of
 * arch/generic/rfork_linux.c.
 */
#ifndef SPX_RFORK_THREAD_H
#define SPX_RFORK_THREAD_H

/* Offsets into struct spx_clone_args, for the assembly. */
#define SPX_CA_FLAGS       0
#define SPX_CA_PIDFD       8
#define SPX_CA_CHILD_TID   16
#define SPX_CA_EXIT_SIGNAL 32

#ifndef __ASSEMBLER__
#include <stddef.h>
#include <stdint.h>

/* The kernel's struct clone_args; unused members are 0. */
struct spx_clone_args {
	uint64_t ca_flags;
	uint64_t ca_pidfd;      /* int *, written before the child runs */
	uint64_t ca_child_tid;  /* int *, set to 0 by CLONE_CHILD_CLEARTID */
	uint64_t ca_parent_tid; /* not for clone(2) */
	uint64_t ca_exit_signal;
	uint64_t ca_stack;      /* lowest address */
	uint64_t ca_stack_size; /* ca_stack + ca_stack_size is stack_top */
	uint64_t ca_tls;        /* not for clone(2) */
	uint64_t ca_set_tid;
	uint64_t ca_set_tid_size;
	uint64_t ca_cgroup;
};

/* Sizes that kernels take: since 5.3, and since 5.7 (with ca_cgroup). */
#define SPX_CA_SIZE_VER0 64
#define SPX_CA_SIZE_VER2 88

_Static_assert(offsetof(struct spx_clone_args, ca_flags) == SPX_CA_FLAGS,
    "the assembly reads flags here");
_Static_assert(offsetof(struct spx_clone_args, ca_pidfd) == SPX_CA_PIDFD,
    "the assembly reads pidfd here");
_Static_assert(
    offsetof(struct spx_clone_args, ca_child_tid) == SPX_CA_CHILD_TID,
    "the assembly reads child_tid here");
_Static_assert(
    offsetof(struct spx_clone_args, ca_exit_signal) == SPX_CA_EXIT_SIGNAL,
    "the assembly reads exit_signal here");
_Static_assert(offsetof(struct spx_clone_args, ca_set_tid) == SPX_CA_SIZE_VER0,
    "CLONE_ARGS_SIZE_VER0");
_Static_assert(
    sizeof(struct spx_clone_args) == SPX_CA_SIZE_VER2, "CLONE_ARGS_SIZE_VER2");

/*
 * Makes a child that runs fn(arg) on its own stack, which grows down from
 * stack_top.  fn must not return: the assembly traps a child that does.
 *
 * size is that of the clone_args that clone3(2) is to read, or 0 to ask for
 * clone(2), which honours ca_flags, ca_pidfd, ca_child_tid and ca_exit_signal
 * only.
 *
 * Returns the child's process ID, or -errno and there is no child.  -ENOSYS
 * is also how a backend without clone3 answers a size other than 0.
 */
long spx_rfork_thread(const struct spx_clone_args *args, void *stack_top,
    int (*fn)(void *), void *arg, size_t size);
#endif /* !__ASSEMBLER__ */

#endif /* SPX_RFORK_THREAD_H */
