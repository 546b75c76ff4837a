/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the files of the library share.  Functions return 0 or more, or
 * -errno, unless they say otherwise; nothing here touches errno.
 */
#ifndef SPX_H
#define SPX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "spawnx.h"
#include "os/sys.h"

#define SPX_PUBLIC __attribute__((visibility("default")))

/*
 * The child's stack, which lies in a frame of the parent's.  The build
 * refuses child code whose frames could add up to more.
 */
#define SPX_CHILD_STACK 4096

/* The moves of a REMAP in an order in which none destroys what another needs.
 */
struct spx_move {
	int mv_from, mv_to; /* SPX_SPARE: the descriptor that is free for it */
};

#define SPX_SPARE (-1)

struct spx_remap {
	unsigned rm_count, rm_nmoves;
	int rm_above; /* above all numbers of the action */
	int *rm_from, *rm_to;
	struct spx_move rm_moves[];
};

struct spx_action {
	enum spawnx_action_kind fa_kind;
	int fa_fd;      /* what the action makes, closes or acts upon; REMAP:
			   the highest of all its numbers, or -1 */
	int fa_from;    /* DUP2: the source; REMAP: the highest, or -1 */
	int fa_oflag;   /* OPEN */
	mode_t fa_mode; /* OPEN */
	char *fa_path;  /* OPEN, CHDIR: owned by the list */
	struct spx_remap *fa_remap; /* REMAP: owned by the list */
};

/* The part of spawnx_failure_t that the child knows. */
struct spx_failure {
	int error;
	enum spawnx_step step;
	int index;
};

/*
 * One spawn, laid out by the parent on its stack; the child reads it there
 * and answers in req_failure.  Whatever is as long as the caller's input is
 * here before the clone: the child allocates nothing.
 */
struct spx_request {
	const char
	    *req_paths; /* what to execute: req_npaths strings in a row */
	unsigned req_npaths;
	void *req_heap; /* where they are, if they needed it; to be freed */
	char *const *req_argv, *const *req_envp;
	const char *req_shell;       /* runs what is no program; NULL: none */
	const char **req_shell_argv; /* see search.c; [2] is the file */

	const struct spx_action *req_actions;
	unsigned req_nactions;

	unsigned req_flags; /* POSIX_SPAWN_*, SPAWNX_* */
	pid_t req_pgroup;
	int req_policy, req_priority;
	int req_cgroup;
	spx_sigset_t req_sigdefault, req_sigmask;
	const struct spx_ext *req_ext; /* NULL: no attribute of extension.h */
	pid_t req_parent; /* PDEATHSIG: what getppid() is in the child */
	uid_t req_euid;   /* IDMAP: the caller's */
	gid_t req_egid;
	uint64_t req_limit; /* of descriptors, before RLIMIT sets another */
	uint32_t req_late;  /* SPX_ATTR_BIT()s: applied after the actions */

	bool req_want_handle;
	int req_handle;       /* written by the kernel; see SPX_HANDLE_FIRST */
	int req_handle_flags; /* the host's; 0: those that it should have */
	int *req_handle_to;   /* where an attribute wants it, or NULL */

	/*
	 * Set by a launcher whose primitive leaves the caller's handlers in
	 * place: every signal is blocked, the child is to reset the caught
	 * ones, and to leave req_sigmask as its last step but the exec.
	 */
	bool req_signals_blocked;

	/*
	 * Set by a launcher whose child shares the caller's table of
	 * descriptors: it is to make a copy of those below this number, which
	 * is above all that its actions need.  0: it has a copy already, or
	 * leaves all of them to the exec.
	 */
	unsigned req_keep_below;

	/*
	 * The caller leaves its descriptors alone until the child is done with
	 * them, which a launcher need not heed.
	 */
	bool req_share_files;

	/*
	 * Set by a launcher whose child may have only a copy of the caller's
	 * memory: the writing end of a pipe for req_failure, and its other
	 * end.  -1: none.  The child says by the pipe that it is there, if
	 * req_hello is set.
	 */
	int req_report, req_report_other;
	bool req_hello;
	bool req_asking;        /* it is to find out whether memory is shared */
	volatile bool req_seen; /* the child has been here: memory is shared */
	bool req_own_memory;    /* the launcher made sure of a copy */

	/* Where the child answers besides: memory that it shares; or NULL. */
	volatile struct spx_failure *req_answer;

	/* TCSETPGRP: whose terminal it was, if the child fails; see there. */
	int req_tty, req_tty_pgroup;
	bool req_tty_hidden; /* req_tty is the library's own */

	/* Descriptors of the library's that no action is to meet, or -1. */
	int req_hidden[2];

	spawnx_failure_t *req_where; /* the caller's, or NULL */
	volatile struct spx_failure req_failure;
};

/* file_actions.c: points the request at the list; EINVAL if not ours. */
int spx_actions_read(
    struct spx_request *r, const posix_spawn_file_actions_t *actions);

/*
 * The same: appends *what, with a copy of its path; fa_remap is the list's
 * from then on.  Returns an error number.
 */
int spx_actions_add(
    posix_spawn_file_actions_t *actions, const struct spx_action *what);
bool spx_is_descriptor(int fd);

/* attr.c: copies what a spawn needs of them; EINVAL if not ours. */
int spx_attr_read(struct spx_request *r, const posix_spawnattr_t *attr);

/*
 * search.c: lays out the paths that `file` may stand for, if it is to be
 * searched for, and the arguments of a shell where one is to run what is no
 * program: in buf, which is aligned for pointers, if it is large enough, else
 * in req_heap.  -ENOMEM.
 */
int spx_search(struct spx_request *r, const char *file, bool search, void *buf,
    size_t size);

/*
 * descriptors.c: the lowest number above every descriptor that the child
 * needs before it closes the rest; 0 where that is not to be had.
 */
unsigned spx_keep_below(const struct spx_request *r);

/* The same file: whether the kernel is known to make such a table rightly. */
bool spx_copies_parts_well(void);

/* The kernel copies tables by this many; a bound that is no multiple of it has
 * been a kernel's bug (before Linux 5.17). */
#define SPX_TABLE_WORD 64u

/* The same file: whether the exec is the first to touch a descriptor. */
bool spx_leaves_descriptors(const struct spx_request *r);
/* The same file: whether it may come upon one that it was not told of. */
bool spx_names_descriptors(const struct spx_request *r);

#define SPX_KEEP_ALL (~0U) /* as req_keep_below: a copy of all of them */

/* failure.c: tells the caller where a spawn failed; returns the error. */
int spx_failed(
    const struct spx_request *r, enum spawnx_step step, int index, int error);

/* explain.c: what the error's text does not say, or NULL. */
const char *spx_explain(const spawnx_failure_t *failure);

/* child/main.c: all that runs in the child; arg is the request.  Never returns. */
int spx_child_main(void *arg) __attribute__((noreturn));

/* child/fail.c, in the child: tells the parent, and exits. */
void spx_child_fail(struct spx_request *r, enum spawnx_step step, int index,
    int error) __attribute__((noreturn));

/*
 * child/missing.c: the same of an exec, by the path that decided, or by the
 * one whose interpreter is missing.
 */
void spx_child_not_executed(struct spx_request *r, int index, int error)
    __attribute__((noreturn));

/* child/table.c: its table of descriptors, for all that follows. */
void spx_child_own_table(struct spx_request *r);
/*
 * child/own.c: whether an attribute or a file action names the descriptor;
 * whether a path of either has the number for a component.
 */
bool spx_child_names(const struct spx_request *r, int fd);
bool spx_child_paths_name(const struct spx_request *r, int fd);
/*
 * The same file: a close-on-exec duplicate of fd under a number
 * that no attribute and no file action names; -errno.
 */
int spx_child_hide(const struct spx_request *r, int fd);
/* The lowest of the library's own that is not below `from`, or -1. */
int spx_child_own(const struct spx_request *r, unsigned from);

/* child/actions.c: does one file action; callable in the child only. */
int spx_child_action(struct spx_request *r, const struct spx_action *fa);

/* child/terminal.c, in the child: the file action; if it fails afterwards. */
int spx_child_tcsetpgrp(struct spx_request *r, int fd);
void spx_child_give_back(const struct spx_request *r);

/*
 * child_fds.c of the system: closes every descriptor from `first` up, but for
 * that of req_report; makes every descriptor close-on-exec; callable in the
 * child.
 */
int spx_close_from(const struct spx_request *r, unsigned first);
int spx_cloexec_all(const struct spx_request *r);

/*
 * utf8.c: bytes of the character that s, of n bytes, begins with; 0 if they
 * are none.  The length of s without a character that is cut at its end.
 */
size_t spx_utf8_char(const char *s, size_t n);
size_t spx_utf8_whole(const char *s, size_t len);

/*
 * Adds the bytes of n elements to a size; false if it can't be so large.  Each
 * size that grows with the caller's input is made by it: what has room in an
 * address space once may not have room twice, least of all in 32 bits.
 */
static inline bool
spx_size_add(size_t *total, size_t n, size_t element)
{
	size_t bytes;

	return (!__builtin_mul_overflow(n, element, &bytes) &&
		!__builtin_add_overflow(*total, bytes, total));
}

/* memory.c: as realloc() and free(), without touching errno. */
void *spx_realloc(void *p, size_t size);
void spx_free(void *p);

#endif /* SPX_H */
