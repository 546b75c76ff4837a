/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What flows through the library: one spawn, from the arguments of a public
 * function to the child.
 */
#ifndef SPX_REQUEST_H
#define SPX_REQUEST_H

#include "base/spx.h"
#include "os/sys.h"

struct spx_action;
struct spx_ext;

/* The part of spawnx_failure_t that the child knows. */
struct spx_failure {
	int error;
	enum spawnx_step step;
	int index;
};

/* Where a child with a copy of the memory answers: a page that it shares. */
struct spx_answer {
	struct spx_failure an_failure;
	uint16_t an_skipped[SPAWNX_ATTR_MOST]; /* as req_skipped */
};

/* A start whose child waits to be released. */
enum spx_held {
	SPX_NOT_HELD,
	SPX_HELD,
	SPX_RELEASED /* and not yet heard of */
};

struct spx_hold {
	enum spx_held ho_is;
	int ho_pipe[2];   /* a byte releases the child */
	int ho_answer;    /* reading end of the pipe of its answer */
	int ho_poll;      /* POLLABLE: writing end, for the exec; or -1 */
	bool ho_locked;   /* the caller has a record lock on the pipe */
	int ho_caller_fd; /* becomes readable when the caller ends; or -1 */
	pid_t ho_caller;
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
	void *req_env_heap;    /* PIDENV: where req_envp is; to be freed */
	char *req_pid_text;    /* and where the child writes, in there */
	const char *req_shell; /* runs what is no program; NULL: none */
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
	uint64_t req_late; /* SPX_ATTR_BIT()s: applied after the actions */

	/* RLIMIT: of descriptors, before the actions and after them; 0: not. */
	struct spx_limit req_nofile[2];
	bool req_nofile_set[2];
	bool req_is_late; /* the child is past the actions */

	/*
	 * The child is to be nobody's, and to end when the last copy of the
	 * handle is closed.  req_autoreap: set by a launcher whose kernel may
	 * do that by itself.
	 */
	bool req_detached, req_autokill;
	bool req_autoreap;

	bool req_want_handle;
	int req_handle;       /* written by the kernel; see SPX_HANDLE_FIRST */
	int req_handle_flags; /* the host's; 0: those that it should have */
	int *req_handle_to;   /* where an attribute wants it, or NULL */

	/*
	 * Set by a launcher whose primitive leaves the caller's handlers in
	 * place: every signal is blocked, the child is to reset the caught
	 * ones, and to go on with the mask here: the caller's, and what the
	 * program's blocks.
	 */
	bool req_signals_blocked;
	spx_sigset_t req_mask_until;

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
	int req_wiped; /* -errno: a child with a copy would find zeroes here */

	/* The child waits there before its attributes; NULL: it doesn't. */
	struct spx_hold *req_hold;

	/* Where the child answers besides: memory that it shares; or NULL. */
	volatile struct spx_answer *req_answer;

	/* TCSETPGRP: whose terminal it was, if the child fails; see there. */
	int req_tty, req_tty_pgroup;
	bool req_tty_hidden; /* req_tty is the library's own */

	/* Descriptors of the library's that no action is to meet, or -1. */
	int req_hidden[2];

	uint64_t req_optional; /* SPX_ATTR_BIT()s: those that may fail */
	volatile uint16_t req_skipped[SPAWNX_ATTR_MOST]; /* error numbers */
	int *req_errors; /* the caller's, for these, or NULL */
	size_t req_nerrors;

	spawnx_failure_t *req_where; /* the caller's, or NULL */
	const char *req_setter;      /* SPAWNX_STEP_ARGUMENT: whose doing */
	volatile struct spx_failure req_failure;
};

/* As req_keep_below: a copy of all of them. */
#define SPX_KEEP_ALL (~0U)

#endif /* SPX_REQUEST_H */
