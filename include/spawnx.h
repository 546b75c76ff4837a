/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * libspawnx: posix_spawn for every libc and kernel.
 *
 * The library exports one implementation under two sets of names.  The
 * host's names (posix_spawn, posix_spawnattr_init, ...) are declared by the
 * host's own <spawn.h>; link with -lspawnx, or preload the library, and they
 * are served from here.  The names below are the same family under a prefix
 * of its own, plus what the host's header lacks.  Both work on the same
 * objects: an attributes object set up through one set of names can be used
 * through the other.
 *
 * Unless a function says otherwise, it returns 0 or an error number, does not
 * change errno, and does not change its out-parameters when it fails.  What
 * adds an action or sets an attribute need not be checked: if it fails, so does
 * the spawn, with its error and its name; see spawnx_attr_setfailure().  All
 * functions are thread-safe as long as no thread changes an object that
 * another one uses.  None is a cancellation point.  See libspawnx(7).
 */
#ifndef SPAWNX_H
#define SPAWNX_H

#include <sys/resource.h>
#include <sys/types.h>

#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>

#define SPAWNX_VERSION_MAJOR 0
#define SPAWNX_VERSION_MINOR 1
#define SPAWNX_VERSION_PATCH 0

/* To compare: 0x000100 is 0.1.0.  Of the header; see spawnx_version(). */
#define SPAWNX_VERSION_NUMBER                                     \
	(SPAWNX_VERSION_MAJOR << 16 | SPAWNX_VERSION_MINOR << 8 | \
	    SPAWNX_VERSION_PATCH)

/*
 * After the functions whose result must not be lost.  Define it before this
 * header, as nothing, to have no warnings.
 */
#ifndef SPAWNX_MUST_CHECK
#ifdef __GNUC__
#define SPAWNX_MUST_CHECK __attribute__((warn_unused_result))
#else
#define SPAWNX_MUST_CHECK
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The version of the library that the program runs with, as
 * SPAWNX_VERSION_NUMBER, which is that of the header it was compiled with.
 *
 * Since:   0.1
 */
unsigned spawnx_version(void);

/*
 * What depends on the kernel, and on the sandbox that the process is in.
 *
 * START    spawnx_start() returns before the exec.  Where clone3() is refused
 *          this is known from the third start of the process on.
 * HANDLE   descriptors of processes (on Linux since 5.4, where they can also be
 *          waited for).
 * CGROUP   control groups (SETCGROUP; Linux 5.7).
 * CLEAR    the kernel makes children without the caller's handlers: a plain
 *          spawn takes two system calls (Linux 5.5, FreeBSD 12.2).
 * UNSHARE  a child that closes the rest of the descriptors never gets them
 *          (Linux 6.11).
 * DETACHED SPAWNX_DETACHED (Linux).
 * AUTOKILL SPAWNX_AUTOKILL (Linux 7.1).
 * HELD     held starts (SPAWNX_HELD): every Linux.
 */
enum spawnx_feature {
	SPAWNX_CAN_START = 1,
	SPAWNX_CAN_HANDLE,
	SPAWNX_CAN_CGROUP,
	SPAWNX_CAN_CLEAR,
	SPAWNX_CAN_UNSHARE,
	SPAWNX_CAN_DETACHED,
	SPAWNX_CAN_AUTOKILL,
	SPAWNX_CAN_HELD
};

/* Whether an attribute can be set: an enum spawnx_attribute. */
#define SPAWNX_CAN_ATTR(attribute) (0x1000 + (int)(attribute))

/*
 * Whether the library can do something here and now.  It asks the kernel, and
 * makes no process.  That the caller has the privilege is another question.
 *
 * feature  an enum spawnx_feature or SPAWNX_CAN_ATTR().
 *
 * Return:  1: yes; 0: no, or the library does not know the feature.
 * Since:   0.1
 */
int spawnx_can(int feature);

/*
 * Flags of spawnx_attr_setflags() and posix_spawnattr_setflags() beyond the
 * six of POSIX.  They fit the host's `short` and are different from all flags
 * of the host.  No POSIX_SPAWN_ name is defined here: programs test for those
 * with #ifdef to learn what the host's own posix_spawn() can do.
 *
 * SETSID          setsid() in the child: POSIX_SPAWN_SETSID where the host
 *                 has it (glibc 2.26, musl).
 * SETCGROUP       start in the control group of setcgroup():
 *                 POSIX_SPAWN_SETCGROUP where the host has it (glibc 2.39).
 * CLOEXEC_DEFAULT every descriptor that no file action opened, duplicated,
 *                 remapped or inherited is closed by the exec (Darwin's
 *                 POSIX_SPAWN_CLOEXEC_DEFAULT).  Descriptors 0, 1 and 2 are
 *                 no exception.
 *
 * There will be no more of them: all else is an attribute that applies once it
 * is set, or a flag of spawnx_spawn_with() or of spawnx_start().
 */
#define SPAWNX_SETSID          0x0080
#define SPAWNX_SETCGROUP       0x0100
#define SPAWNX_CLOEXEC_DEFAULT 0x4000

/*
 * Where a spawn failed, in the order in which a spawn goes through them.
 */
enum spawnx_step {
	SPAWNX_STEP_NONE,     /* nothing failed yet */
	SPAWNX_STEP_ARGUMENT, /* an argument was refused; no process was made */
	SPAWNX_STEP_CLONE,    /* the kernel made no process */
	SPAWNX_STEP_ATTR,     /* an attribute could not be applied */
	SPAWNX_STEP_ACTION,   /* a file action failed */
	SPAWNX_STEP_EXEC,     /* the program could not be executed */
	SPAWNX_STEP_INTERPRETER /* it exists, its interpreter does not */
};

/*
 * The attributes, as spawnx_failure_t.index names them when step is
 * SPAWNX_STEP_ATTR.  Those from SIGIGNORE on apply without a flag once they
 * are set; spawnx_attr_unset() takes their names.
 */
enum spawnx_attribute {
	SPAWNX_ATTR_SIGNALS,         /* SETSIGDEF, or resetting a handler */
	SPAWNX_ATTR_SCHEDULER,       /* SETSCHEDULER or SETSCHEDPARAM */
	SPAWNX_ATTR_RESETIDS,        /* RESETIDS */
	SPAWNX_ATTR_SETSID,          /* SETSID */
	SPAWNX_ATTR_PGROUP,          /* SETPGROUP */
	SPAWNX_ATTR_CLOEXEC_DEFAULT, /* CLOEXEC_DEFAULT */
	SPAWNX_ATTR_SIGMASK,         /* SETSIGMASK */
	SPAWNX_ATTR_CGROUP,          /* SETCGROUP; no process was made */
	SPAWNX_ATTR_HANDLE,          /* the kernel gave no descriptor */
	SPAWNX_ATTR_SIGIGNORE,
	SPAWNX_ATTR_UMASK, /* fails only if a filter refuses it */
	SPAWNX_ATTR_RLIMIT,
	SPAWNX_ATTR_IDS,
	SPAWNX_ATTR_GROUPS,
	SPAWNX_ATTR_PDEATHSIG,
	SPAWNX_ATTR_NONEWPRIVS,
	SPAWNX_ATTR_SEARCHPATH, /* never fails */
	SPAWNX_ATTR_CTTY,
	SPAWNX_ATTR_EXECFD, /* the descriptor can't be executed */
	SPAWNX_ATTR_NICE,
	SPAWNX_ATTR_AFFINITY,
	SPAWNX_ATTR_CHROOT,
	SPAWNX_ATTR_SHELL, /* the shell can't be executed */
	SPAWNX_ATTR_ASLR,
	SPAWNX_ATTR_NAMESPACES, /* no process was made */
	SPAWNX_ATTR_NSFDS,
	SPAWNX_ATTR_IDMAP,
	SPAWNX_ATTR_OOMSCOREADJ,
	SPAWNX_ATTR_CWD,
	SPAWNX_ATTR_CWDFD,
	SPAWNX_ATTR_CANDIDATES, /* never fails */
	SPAWNX_ATTR_SEARCHRULE, /* never fails */
	SPAWNX_ATTR_SECCOMP,
	SPAWNX_ATTR_LANDLOCK,
	SPAWNX_ATTR_CAPBOUNDING,
	SPAWNX_ATTR_CAPINHERITABLE,
	SPAWNX_ATTR_CAPAMBIENT,
	SPAWNX_ATTR_IOPRIO,
	SPAWNX_ATTR_TIMERSLACK,
	SPAWNX_ATTR_PERSONALITY,
	SPAWNX_ATTR_DROPCTTY,
	SPAWNX_ATTR_STEALCTTY,
	SPAWNX_ATTR_TRACEME,
	SPAWNX_ATTR_PIDENV,
	SPAWNX_ATTR_PROPAGATION,
	SPAWNX_ATTR_WRITES
};

/*
 * The kinds of file actions.  Later versions may add more.
 */
enum spawnx_action_kind {
	SPAWNX_ACTION_NONE, /* no action */
	SPAWNX_ACTION_OPEN,
	SPAWNX_ACTION_CLOSE,
	SPAWNX_ACTION_DUP2,
	SPAWNX_ACTION_CHDIR,
	SPAWNX_ACTION_FCHDIR,
	SPAWNX_ACTION_CLOSEFROM,
	SPAWNX_ACTION_TCSETPGRP,
	SPAWNX_ACTION_INHERIT,
	SPAWNX_ACTION_REMAP,
	SPAWNX_ACTION_CLOEXECFROM,
	SPAWNX_ACTION_INHERITOPEN,
	SPAWNX_ACTION_WRITE
};

/* Bytes of spawnx_failure_t.path and setter, with their final zero bytes. */
#define SPAWNX_FAILURE_PATH   232
#define SPAWNX_FAILURE_SETTER 40

/*
 * Why a spawn failed.
 *
 * error  the error number that the spawn returned.
 * step   the step that gave it.
 * index  SPAWNX_STEP_ATTR: an enum spawnx_attribute.
 *        SPAWNX_STEP_ACTION: the number of the file action, from 0, in the
 *        order in which the actions were added.
 *        SPAWNX_STEP_EXEC, _INTERPRETER: the number of the path, from 0,
 *        that decided the error, or whose interpreter is missing; always 0
 *        except for the functions that search PATH, and with candidates.
 *        Any other step: 0.
 *
 * The rest is a copy of what spawnx_strfailure() needs; the actions and the
 * paths may be gone.
 *
 * kind   SPAWNX_STEP_ACTION: the kind of the file action; SPAWNX_ACTION_NONE
 *        for any other step.
 * fd     the descriptor of the file action, of SETCGROUP, CTTY, CWDFD, EXECFD
 *        or LANDLOCK; -1: none.
 * newfd  SPAWNX_ACTION_DUP2: the other one; -1 for any other kind.
 * path   SPAWNX_STEP_ACTION: the action's path; SPAWNX_STEP_ATTR: CHROOT's
 *        or CWD's; SPAWNX_STEP_EXEC, _INTERPRETER: the path.  Empty if there is
 *        none; cut between two characters, with three dots at its end, if it
 *        does not fit.
 * setter SPAWNX_STEP_ARGUMENT: the function that had failed for one of the
 *        objects, such as "spawnx_attr_setrlimit"; empty if it is an argument
 *        of the spawn itself, and for any other step.
 */
typedef struct spawnx_failure {
	int error;
	enum spawnx_step step;
	int index;
	enum spawnx_action_kind kind;
	int fd, newfd;
	char path[SPAWNX_FAILURE_PATH];
	char setter[SPAWNX_FAILURE_SETTER];
} spawnx_failure_t;

/*
 * Starts `path` as a child process and waits until it runs the program.
 *
 * pid      receives the process ID; NULL if not wanted.
 * path     the program's path, relative to the child's working directory
 *          after the file actions; EINVAL if NULL, unless execfd or candidates
 *          is set.
 * actions  changes to the child's descriptors and working directory, in the
 *          order in which they were added; NULL for none.
 * attr     attributes of the child; NULL for none.
 * argv     the program's arguments, ended by NULL; EINVAL if NULL.  Without
 *          one it has an empty argv[0], as by Linux 5.18; on FreeBSD EINVAL.
 * envp     its environment, ended by NULL.  NULL: an empty environment, as
 *          with glibc and musl; on FreeBSD the caller's, as with its libc.
 * All are borrowed until the call returns and are not changed.
 *
 * Return:  0, or an error number: EINVAL for a bad argument or an object that
 *          another implementation filled; an error of clone(2) (EAGAIN,
 *          ENOMEM), of the failing attribute or file action, or of execve(2).
 *          A failed spawn leaves no zombie and no descriptor, and does not
 *          change *pid; see spawnx_attr_setfailure() for the step that failed.
 *          Until the failed child is reaped, a thread that waits for any
 *          child may get it, and SIGCHLD is sent.
 * Child:   as in POSIX for posix_spawn().  Caught signals are reset to their
 *          default action, ignored ones stay ignored, and the caller's handlers
 *          never run in the child.  A child that is killed before it runs the
 *          program counts as started; waiting for it shows the signal.
 *          On Linux a child that other users may trace (IDs other than the
 *          caller's, RESETIDS, a user namespace) gets a copy of the memory,
 *          unless the caller is undumpable: see libspawnx(7).
 * Safety:  thread-safe; not a cancellation point; not async-signal-safe.
 * Conforms: POSIX.1-2024 posix_spawn().
 * Since:   0.1
 */
int spawnx_spawn(pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[]) SPAWNX_MUST_CHECK;

/*
 * Starts `file`, which is searched for in the directories of the caller's PATH.
 *
 * file     with a slash: a path, as for spawnx_spawn().  Without: the child
 *          tries the directories of PATH in order, after the file actions; an
 *          empty element stands for the working directory.  If PATH is not
 *          set, the host's default is used.  EINVAL if NULL, unless execfd or
 *          candidates is set.
 * The others, Child, Safety: as for spawnx_spawn().
 *
 * Return:  as spawnx_spawn(); ENOENT (or ENOTDIR, of the last element) if no
 *          directory has the file, EACCES if one has it but it may not be
 *          run; ENAMETOOLONG if the name is longer than NAME_MAX; ENOMEM.  A
 *          file of an unknown format is ENOEXEC: no shell is tried, as with
 *          glibc (since 2.15) and musl; on FreeBSD /bin/sh runs it, as with
 *          its libc.  See spawnx_attr_setshell().
 * Conforms: POSIX.1-2024 posix_spawnp().
 * Since:   0.1
 */
int spawnx_spawnp(pid_t *pid, const char *file,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[]) SPAWNX_MUST_CHECK;

/*
 * As spawnx_spawn() and spawnx_spawnp(), and return a descriptor of the
 * process, made together with it.
 *
 * handle   receives the descriptor: a pidfd on Linux, a process descriptor
 *          on FreeBSD.  Close-on-exec.  The caller closes it, after it has
 *          waited for the process.  Closing it does not end the process, but
 *          on FreeBSD it can no longer be waited for.  EINVAL if NULL.
 * pid      receives the process ID as well; NULL if not wanted.
 *
 * Return:  as spawnx_spawn(), and EMFILE or ENFILE; ENOTSUP where the kernel
 *          has no such descriptors (Linux before 5.2).  On FreeBSD before
 *          15.1 it costs a copy of the caller's memory.
 * Conforms: extension, as pidfd_spawn() of glibc 2.39, which returns no pid.
 * Since:   0.1
 */
int spawnx_spawn_handle(int *handle, pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[]) SPAWNX_MUST_CHECK;
int spawnx_spawnp_handle(int *handle, pid_t *pid, const char *file,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[]) SPAWNX_MUST_CHECK;

/*
 * A spawn that has been started and has not yet been finished.
 */
typedef struct spawnx_pending spawnx_pending_t;

/*
 * Flags of spawnx_start().
 *
 * POLLABLE    enables spawnx_pending_fd(), which otherwise returns -1.
 * SHAREFILES  a promise of the caller: until spawnx_finish() returns, none of
 *             its threads closes a descriptor that the child inherits or that
 *             its actions or attributes name, replaces one, or changes its
 *             close-on-exec flag; and what it opens is close-on-exec.
 *             The child may then share the caller's descriptors until it
 *             executes, or make its copy of them while the caller goes on.  It
 *             is a permission: the results are the same, and it has no effect
 *             with POLLABLE, where the call waits, and where the kernel lacks
 *             it.  If the caller ends or executes a program before
 *             spawnx_finish() returns, its record locks may pass to the child.
 * HANDLE      enables spawnx_pending_handle(), which otherwise returns -1.
 * BORROW      a promise of the caller: path, argv, envp and their strings stay
 *             as they are until spawnx_finish() returns.  They need not be
 *             copied then.
 * HELD        the child waits, before its attributes, until spawnx_release()
 *             is called.  See there.
 */
#define SPAWNX_POLLABLE   1u
#define SPAWNX_SHAREFILES 2u
#define SPAWNX_HANDLE     4u
#define SPAWNX_BORROW     16u
#define SPAWNX_HELD       32u

/*
 * Start a spawn without waiting until the child runs the program: the child
 * applies the actions and executes while the caller goes on.
 *
 * out      receives the pending spawn, which spawnx_finish() releases; EINVAL
 *          if NULL.
 * flags    0, or any of the flags above; EINVAL for any other bit.
 * path, file, actions, attr, argv, envp  as for spawnx_spawn() and
 *          spawnx_spawnp().  path, file, argv and envp are copied, with their
 *          strings.  The objects, and the failure that spawnx_attr_setfailure()
 *          named, are borrowed until spawnx_finish() returns.  Descriptors are
 *          those that the caller has at the time of the call: without
 *          SHAREFILES it may close them as soon as this returns.
 *
 * Return:  0: there is a process, and spawnx_finish() returns its result.
 *          EINVAL for a bad argument; an error of clone(2), such as EAGAIN or
 *          ENOMEM; EMFILE and ENFILE with SPAWNX_POLLABLE, SPAWNX_HANDLE or
 *          SPAWNX_HELD; ENOTSUP with SPAWNX_HELD except on Linux.
 * Child:   as spawnx_spawn().  Where the kernel can't make such a child
 *          (before Linux 5.4, under qemu-user and valgrind, on FreeBSD) these
 *          calls wait for the exec, with the same results; and for a child with
 *          SETCGROUP, oomscoreadj, writes, pdeathsig or addwrite, for one with
 *          a copy of the memory, and in a process that is being traced.  Where
 *          clone3() is refused, the first two starts of a process wait.
 * Safety:  thread-safe; not a cancellation point.  Any number may be pending,
 *          from any threads.  The caller may exit or exec before they are
 *          finished.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_start(spawnx_pending_t **out, unsigned flags, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[]) SPAWNX_MUST_CHECK;
int spawnx_startp(spawnx_pending_t **out, unsigned flags, const char *file,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[]) SPAWNX_MUST_CHECK;

/*
 * The process ID of a pending spawn, which is the caller's child from now on.
 * A thread that waits for any child may reap one that has failed: see
 * spawnx_pending_handle().
 *
 * Return:  the process ID; -1 if the child is known to have failed, or if p is
 *          not a pending spawn of this process.
 * Since:   0.1
 */
pid_t spawnx_pending_pid(const spawnx_pending_t *p);

/*
 * A descriptor for poll(2) and related functions, readable (or hung up) once
 * the exec has succeeded or failed.  It belongs to p: do not read from it or
 * close it.  Close-on-exec.  Remove it from an epoll set before
 * spawnx_finish(): epoll watches the open file, which other children that have
 * not yet executed also hold open.
 *
 * Return:  the descriptor; -1 without SPAWNX_POLLABLE, or if p is not a
 *          pending spawn of this process.
 * Since:   0.1
 */
int spawnx_pending_fd(const spawnx_pending_t *p);

/*
 * A descriptor of the process, as from spawnx_spawn_handle(): to signal a child
 * that has not been finished, or to wait for one with a time limit.  The
 * process ID is not safe for that where another thread, or a handler of
 * SIGCHLD, waits for any child: it may reap a child that has failed, and the
 * kernel may use the number again.  It belongs to p, and spawnx_finish() closes
 * it: duplicate it (fcntl(2), F_DUPFD_CLOEXEC) to keep it.  Close-on-exec.
 *
 * Return:  the descriptor; -1 without SPAWNX_HANDLE, if the child is known to
 *          have failed, or if p is not a pending spawn of this process.
 * Since:   0.1
 */
int spawnx_pending_handle(const spawnx_pending_t *p);

/*
 * Lets the child of a start with SPAWNX_HELD go on.  Until then it is a copy of
 * the caller that has changed nothing, except that no handler of a signal is
 * left and that it is in the namespaces and the control group it was made in:
 * the caller may move it, trace it, write its ID maps or record its process ID.
 * It has a copy of the caller's memory, so what is done to it does not affect
 * the caller.
 *
 * If the caller ends or executes another program before that, the child exits,
 * and the program never runs.  A signal ends the child as it would end the
 * program.
 *
 * p        EINVAL if it is not a pending spawn of this process, was not
 *          started with HELD, or has been released already.
 *
 * Return:  0, also if the child has ended in the meantime: spawnx_finish()
 *          tells whether the program runs.
 * Safety:  thread-safe; not a cancellation point.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_release(spawnx_pending_t *p);

/*
 * Waits until the child runs the program or has failed, and releases p.  Call
 * it once for each pending spawn, from any thread, in any order.
 *
 * p        EINVAL if it is NULL or not a pending spawn of this process: a
 *          child made by fork() does not inherit pending spawns.
 * pid      receives the process ID; NULL if not wanted.
 *
 * Return:  what spawnx_spawn() would have returned.  A failed child is reaped.
 *          EDEADLK: it is held, see spawnx_release(); p is still pending.
 * Safety:  thread-safe; not a cancellation point.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_finish(spawnx_pending_t *p, pid_t *pid) SPAWNX_MUST_CHECK;

/*
 * Kills the child of a pending spawn, whether it runs the program yet or not,
 * reaps it, and releases p.
 *
 * p        as for spawnx_finish().
 *
 * Return:  0: there is no such child any more; EINVAL as spawnx_finish().
 *          EPERM: the caller may not kill it; p is still pending.
 * Safety:  thread-safe; not a cancellation point.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_cancel(spawnx_pending_t *p);

/*
 * What a process has used.  With glibc on a 32-bit CPU, _TIME_BITS=64 makes
 * struct rusage another one than the library's: there it has to be NULL.
 */
#if defined(__USE_TIME_BITS64) && defined(__TIMESIZE) && __TIMESIZE == 32
typedef struct spawnx_no_rusage spawnx_rusage_t;
#else
typedef struct rusage spawnx_rusage_t;
#endif

/*
 * Flags of spawnx_handle_wait() and spawnx_handle_signal().
 *
 * WAIT_KEEP     the process is not reaped: the next wait gets it again.
 * SIGNAL_GROUP  the process group that the process was started to lead.
 */
#define SPAWNX_WAIT_KEEP    1u
#define SPAWNX_SIGNAL_GROUP 1u

/*
 * Waits until a child has ended, and reaps it.
 *
 * handle   a descriptor of the process, as from spawnx_spawn_handle().
 * ms       how long to wait at most, in milliseconds of the monotonic clock; 0:
 *          only look; -1 or less: without a limit.  Signals do not end the wait
 *          or extend it.
 * flags    0 or SPAWNX_WAIT_KEEP; EINVAL for any other bit.
 * status   receives the status as waitpid(2) gives it; NULL if not wanted.
 * usage    receives what the process and the descendants that it waited for
 *          have used; all bytes zero, if the status is known and that is not;
 *          NULL if not wanted.
 *
 * Return:  0: it has ended.  If it was reaped already, by another waiter, by an
 *          earlier call, or by the kernel because SIGCHLD is ignored: 0 with
 *          its status since Linux 6.15, and otherwise ECHILD.  ECHILD as well
 *          for what is not a child of this process and has not been reaped.
 *          ETIMEDOUT: it has not ended.  EBADF: not a descriptor of a process.
 *          ENOTSUP before Linux 5.4, and where there are no such descriptors.
 *          Never EINTR.
 * Safety:  thread-safe; not a cancellation point.  On FreeBSD no other thread
 *          may reap the process at the same time.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_handle_wait(int handle, int ms, unsigned flags, int *status,
    spawnx_rusage_t *usage) SPAWNX_MUST_CHECK;

/*
 * Sends a signal to a process, or to its group; never to another one that has
 * got the same number since.
 *
 * handle   as for spawnx_handle_wait().
 * signo    the signal; 0: only look whether it could be sent.
 * flags    0, or SPAWNX_SIGNAL_GROUP: to all of the process group that the
 *          process leads, by setpgroup(0) or setsid.  On Linux also after the
 *          process was reaped, as long as the group has a member; on FreeBSD
 *          until it is reaped.  EINVAL for any other bit.
 *
 * Return:  0, also for a process that has ended and was not reaped; ESRCH: it
 *          was, or the process leads no group, or on FreeBSD was reaped; EPERM:
 *          the caller may not signal it, or none of the group; EINVAL: no such
 *          signal; EBADF: not a descriptor of a process; ENOTSUP: before Linux
 *          5.1, with SIGNAL_GROUP before 6.9, and where there are no such
 *          descriptors.
 * Safety:  thread-safe; async-signal-safe; not a cancellation point.  On
 *          FreeBSD no other thread may reap the leader of the group at the same
 *          time.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_handle_signal(int handle, int signo, unsigned flags);

/*
 * What spawnx_spawn_with() may do besides.  All zeroes: as spawnx_spawn().
 *
 * flags    SPAWNX_SEARCH: path is searched for, as by spawnx_spawnp().  With
 *          pending the flags of spawnx_start() as well.
 *          SPAWNX_DETACHED: nobody waits for the program: the caller gets no
 *          SIGCHLD for it, not for a failed one either, and no zombie is left.
 *          Do not wait for its process ID, which the kernel may use again as
 *          soon as the program has ended; a handle can be polled.  Before
 *          Linux 7.1 a process in between makes it: its parent is then init or
 *          a subreaper, the handle needs clone3(), and it is ENOTSUP if the
 *          caller's children go to another PID namespace than its own.  Not
 *          with pending, and not with pdeathsig or traceme (EINVAL).
 *          SPAWNX_AUTOKILL: with DETACHED and a handle: the kernel kills the
 *          program, by SIGKILL, when the last copy of the handle is closed.
 *          Linux 7.1, ENOTSUP otherwise; EPERM without CAP_SYS_ADMIN, unless
 *          nonewprivs is set.
 * handle   not NULL: receives a descriptor of the process, as with
 *          spawnx_spawn_handle().  With pending it receives it at once, as
 *          spawnx_pending_handle() returns it; once spawnx_finish() has
 *          returned 0 it is the caller's, which closes it, and otherwise
 *          spawnx_finish() closes it.
 * failure  not NULL: written if this spawn fails, instead of what
 *          spawnx_attr_setfailure() named; until spawnx_finish() returns.  So
 *          threads can share the attributes.
 * pending  not NULL: receives a pending spawn, as with spawnx_start().
 *
 * Later versions may add members at the end.
 */
typedef struct spawnx_options {
	unsigned flags;
	int *handle;
	spawnx_failure_t *failure;
	spawnx_pending_t **pending;
} spawnx_options_t;

#define SPAWNX_SEARCH   0x10000u
#define SPAWNX_DETACHED 0x20000u
#define SPAWNX_AUTOKILL 0x40000u

/*
 * Any of the spawns and starts above.
 *
 * pid      receives the process ID, with pending that of
 *          spawnx_pending_pid(); NULL if not wanted.
 * path, actions, attr, argv, envp  as for spawnx_spawn().
 * options  NULL: none.
 * size     sizeof(*options).  Members beyond it count as zero.
 *
 * Return:  as spawnx_spawn() and the others; EINVAL for an unknown flag, or
 *          one of spawnx_start() without pending; ENOTSUP: a flag that this
 *          system can't do; ECANCELED: somebody has killed the process that was
 *          to make a detached one, and there is none; E2BIG: a member that this
 *          version of the library does not know is not zero.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_spawn_with(pid_t *pid, const char *path,
    const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attr,
    char *const argv[], char *const envp[], const spawnx_options_t *options,
    size_t size) SPAWNX_MUST_CHECK;

/*
 * Makes every failing spawn with these attributes report where it failed.
 *
 * attr     EINVAL if NULL or filled by another implementation.
 * where    filled with zeroes by this call, or with its own failure; written by
 *          a failing spawn and by a failing setter of attr, unchanged by a
 *          successful one; borrowed until attr is destroyed or another is set.
 *          NULL: stop.  Concurrent spawns need an attributes object each.
 *          A child that finds no program looks for each path once more, to
 *          tell SPAWNX_STEP_EXEC from SPAWNX_STEP_INTERPRETER.
 *
 * A function that adds an action to an object or sets an attribute, under a
 * name of this header, and fails makes every later spawn with that object fail
 * with the same error, SPAWNX_STEP_ARGUMENT, and its name as setter.  For
 * attributes this ends when the same function succeeds (setrlimit: for the same
 * resource) or spawnx_attr_unset() removes the attribute; for both objects
 * when they are destroyed or initialised again.
 *
 * Return:  0, EINVAL, ENOMEM.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_setfailure(posix_spawnattr_t *attr, spawnx_failure_t *where);

/*
 * Formats a failure as text: action 2, open "/no/such": No such file or
 * directory.  An error whose text is misleading is explained in parentheses.
 *
 * failure  as a spawn has written it; NULL counts as one with step
 *          SPAWNX_STEP_NONE.  If only error, step and index are set, and the
 *          rest is zero, the text says no more than these.
 * buf      receives the text, without a newline.  In a path, control
 *          characters (also C1), quotes, backslashes and bytes that are not
 *          UTF-8 are shown as \xHH.  May be NULL if len is 0.
 * len      bytes of buf, any number.  A longer text is cut between two
 *          characters; 512 bytes are enough for all except one with a long
 *          path full of such bytes.
 *
 * Return:  buf, terminated by a zero byte; a pointer to an empty string if len
 *          is 0.  Never NULL.
 * Safety:  thread-safe; not async-signal-safe.  The error's text is in the
 *          language of the caller's locale, as strerror()'s.
 * Conforms: extension.
 * Since:   0.1
 */
const char *spawnx_strfailure(
    const spawnx_failure_t *failure, char *buf, size_t len);

/*
 * Make an empty object, and release what an object holds.
 *
 * Where the host's types are plain structs (glibc, musl) an object that is
 * all zero bytes counts as initialised.  A destroyed object may be initialised
 * and used again.  An object that another implementation filled is refused
 * with EINVAL and not changed.
 *
 * Return:  0, EINVAL.  init, where the types are pointers, as on FreeBSD:
 *          ENOMEM; the object is then one that all functions refuse (EINVAL).
 * Conforms: POSIX.1-2024 posix_spawn_file_actions_init().
 * Since:   0.1
 */
int spawnx_file_actions_init(posix_spawn_file_actions_t *actions);
int spawnx_file_actions_destroy(posix_spawn_file_actions_t *actions);

/*
 * Makes a copy of an object, to add to what a caller gave as const.
 *
 * to       a new object, as for init; to be destroyed.  Not an object that has
 *          been initialized, whose contents would be lost.
 * from     what is copied, with its strings, and with the failure of a function
 *          that it remembers; NULL: an empty object.
 *
 * Return:  0; EINVAL if `to` is NULL or the same, or `from` is an object of
 *          another implementation; ENOMEM: there is no copy.
 * Since:   0.1
 */
int spawnx_file_actions_copy(posix_spawn_file_actions_t *to,
    const posix_spawn_file_actions_t *from) SPAWNX_MUST_CHECK;

/*
 * The same on the heap, for languages that don't know the size of the host's
 * type.
 *
 * actions  what new returned, not destroyed yet; NULL does nothing.
 *
 * Return:  new: an empty object; NULL without memory.
 * Since:   0.1
 */
posix_spawn_file_actions_t *spawnx_file_actions_new(void) SPAWNX_MUST_CHECK;
void spawnx_file_actions_free(posix_spawn_file_actions_t *actions);

/*
 * Add one action to the end of the list.  An action that fails in the child
 * fails the spawn with that error and ends the child.
 *
 * addopen      open(path, oflag, mode) as descriptor fd, which is closed
 *              first if it is open.  O_CLOEXEC in oflag is kept.
 * addclose     close(fd); a descriptor that is not open is no error.
 * adddup2      dup2(fd, newfd); with fd equal to newfd it clears the
 *              close-on-exec flag, so the program gets the descriptor.
 * addchdir     chdir(path), for the actions that follow and the program.  With
 *              the IDs of the program: see spawnx_attr_setcwd().
 * addfchdir    fchdir(fd), likewise.
 * addclosefrom closes every descriptor from `from` up.
 * addtcsetpgrp makes the child's process group the foreground one of the
 *              terminal fd; SIGTTOU does not stop the child.  A child that
 *              fails afterwards gives the terminal back.
 * addinherit   the program gets fd, even with CLOEXEC_DEFAULT.
 * addcloexecfrom  makes every descriptor from `from` up close-on-exec: the
 *              program gets those that later actions open, duplicate, remap or
 *              inherit, and no other.
 * addinheritopen  as addinherit; a descriptor that is not open is no error.
 *
 * fd, newfd, from  descriptors of the child at that point; EBADF if negative.
 *                  addopen, addclose, adddup2, addtcsetpgrp: EBADF also if not
 *                  below the caller's RLIMIT_NOFILE.  The others take one that
 *                  was opened before that was lowered.
 * path             copied; EINVAL if NULL.
 *
 * Return:  0, EBADF, EINVAL, ENOMEM; the list is unchanged on failure, and
 *          later spawns with the object fail: see spawnx_attr_setfailure().
 * Conforms: POSIX.1-2024 for addopen, addclose, adddup2, addchdir, addfchdir;
 *          extensions as in glibc 2.34 (addclosefrom_np), glibc 2.35
 *          (addtcsetpgrp_np) and Darwin (addinherit_np); the last two as
 *          close_fds and pass_fds of Python's subprocess.
 * Since:   0.1
 */
int spawnx_file_actions_addopen(posix_spawn_file_actions_t *actions, int fd,
    const char *path, int oflag, mode_t mode);
int spawnx_file_actions_addclose(posix_spawn_file_actions_t *actions, int fd);
int spawnx_file_actions_adddup2(
    posix_spawn_file_actions_t *actions, int fd, int newfd);
int spawnx_file_actions_addchdir(
    posix_spawn_file_actions_t *actions, const char *path);
int spawnx_file_actions_addfchdir(posix_spawn_file_actions_t *actions, int fd);
int spawnx_file_actions_addclosefrom(
    posix_spawn_file_actions_t *actions, int from);
int spawnx_file_actions_addtcsetpgrp(
    posix_spawn_file_actions_t *actions, int fd);
int spawnx_file_actions_addinherit(posix_spawn_file_actions_t *actions, int fd);
int spawnx_file_actions_addcloexecfrom(
    posix_spawn_file_actions_t *actions, int from);
int spawnx_file_actions_addinheritopen(
    posix_spawn_file_actions_t *actions, int fd);

/*
 * Adds one action that gives several descriptors new numbers, all at once:
 * to[i] becomes what from[i] was before the action, for every i.  Swaps and
 * cycles work.
 *
 * n     length of both arrays; with 0 the action does nothing.
 * from  descriptors of the child at that point, also above the caller's
 *       RLIMIT_NOFILE; one may occur several times, and have several new
 *       numbers.  EBADF if negative.
 * to    their new numbers, each of them once, EINVAL otherwise; one that is
 *       open is closed first.  EBADF if negative, or if not below the caller's
 *       RLIMIT_NOFILE, unless it is the same in `from`.
 * Both are copied; EINVAL if NULL, unless n is 0.
 *
 * Return:  0, EBADF, EINVAL, ENOMEM; the list is unchanged on failure, and
 *          later spawns with the object fail.
 * Child:   the new descriptors are not close-on-exec; with from[i] equal to
 *          to[i] that flag is cleared.  As after dup2(), a descriptor of
 *          `from` that is not in `to` stays open.  The program does not get it
 *          if it is close-on-exec, with CLOEXEC_DEFAULT, or if another action
 *          closes it.  The action fails with EBADF if one of `from` is not
 *          open.  A swap or cycle needs one more number for a moment: EMFILE
 *          if there is none below the limit.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_file_actions_addremap(posix_spawn_file_actions_t *actions, size_t n,
    const int from[], const int to[]);

/*
 * Adds one action that writes a few bytes to a file: a setting of the child
 * that is a file, such as /proc/self/coredump_filter, or "0" to cgroup.procs.
 *
 * path  copied; EINVAL if NULL.  It is opened for writing, and must exist: it
 *       is neither created nor truncated.
 * data  copied; EINVAL if NULL, unless size is 0.
 * size  how many bytes; written by one write(2).
 *
 * Return:  0, EINVAL, ENOMEM; the object is unchanged on failure.
 * Child:   with the program's IDs, as every file action.  EIO if fewer bytes
 *          were written.  It needs a free descriptor for a moment.
 *          Such a child has a copy of the caller's memory, as by fork(2),
 *          because some of these files are about the memory; spawnx_start()
 *          waits for it.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_file_actions_addwrite(posix_spawn_file_actions_t *actions,
    const char *path, const void *data, size_t size);

/*
 * One file action, as it was added.  Members that the kind doesn't use are 0
 * and NULL.
 *
 * kind   an enum spawnx_action_kind; later versions may have others.
 * fd     the descriptor; CLOSEFROM, CLOEXECFROM: the lowest one of those.
 * newfd  DUP2.
 * oflag, mode  OPEN.
 * path   OPEN, CHDIR, WRITE.
 * count, from, to  REMAP: the arrays and their length.
 * data, size  WRITE.
 */
typedef struct spawnx_file_action {
	enum spawnx_action_kind kind;
	int fd;
	int newfd;
	int oflag;
	mode_t mode;
	const char *path;
	size_t count;
	const int *from;
	const int *to;
	const void *data;
	size_t size;
} spawnx_file_action_t;

/*
 * Read an actions object: the number of its actions, and one of them.
 *
 * count   receives the number of actions; EINVAL if NULL.
 * index   number of the action, from 0; EINVAL if there are not so many.
 * action  receives the action; EINVAL if NULL.  What it points to belongs to
 *         the object and lasts until the object is destroyed.
 * size    sizeof(*action).  Later versions may add members: those that the
 *         caller does not know are left out, those that the library does not
 *         know are 0.  EINVAL if smaller than in version 0.1.
 *
 * Return:  0, EINVAL.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_file_actions_count(
    const posix_spawn_file_actions_t *actions, size_t *count);
int spawnx_file_actions_get(const posix_spawn_file_actions_t *actions,
    size_t index, spawnx_file_action_t *action, size_t size);

/*
 * Make an attributes object with default values, and release what it holds;
 * as for spawnx_file_actions_init().
 *
 * Conforms: POSIX.1-2024 posix_spawnattr_init().
 * Since:   0.1
 */
int spawnx_attr_init(posix_spawnattr_t *attr);
int spawnx_attr_destroy(posix_spawnattr_t *attr);

/*
 * Makes a copy of an object; as for spawnx_file_actions_copy().  What the
 * object only borrows, the failure of setfailure and the array of setskipped,
 * the copy borrows as well.
 *
 * Since:   0.1
 */
int spawnx_attr_copy(
    posix_spawnattr_t *to, const posix_spawnattr_t *from) SPAWNX_MUST_CHECK;

/*
 * The same on the heap; as for spawnx_file_actions_new().
 *
 * Since:   0.1
 */
posix_spawnattr_t *spawnx_attr_new(void) SPAWNX_MUST_CHECK;
void spawnx_attr_free(posix_spawnattr_t *attr);

/*
 * The flags say which of the other attributes a spawn applies, besides those
 * that the setters below have set: these apply without a flag, whatever the
 * flags are.  (posix_spawnattr_setpgroup() and the host's others set a value
 * only, which applies if its flag is set.)
 *
 * POSIX_SPAWN_RESETIDS      effective IDs = real IDs.
 * POSIX_SPAWN_SETPGROUP     setpgid(0, pgroup).
 * POSIX_SPAWN_SETSIGDEF     default action for the signals of sigdefault.
 * POSIX_SPAWN_SETSIGMASK    signal mask = sigmask; what it blocks is blocked
 *                           from before the child is made.
 * POSIX_SPAWN_SETSCHEDPARAM sched_setparam(), unless SETSCHEDULER is set.
 * POSIX_SPAWN_SETSCHEDULER  sched_setscheduler() with policy and parameter.
 * POSIX_SPAWN_USEVFORK      accepted; every spawn behaves so (glibc, musl).
 * SPAWNX_SETSID, SPAWNX_SETCGROUP, SPAWNX_CLOEXEC_DEFAULT: see above.
 *
 * Return:  0; EINVAL for an unknown bit, a NULL pointer, or a foreign object.
 * Conforms: POSIX.1-2024 posix_spawnattr_setflags().
 * Since:   0.1
 */
int spawnx_attr_getflags(const posix_spawnattr_t *attr, short *flags);
int spawnx_attr_setflags(posix_spawnattr_t *attr, short flags);

/*
 * Get and set one attribute each; the values are copied.  What a setter has set
 * applies until spawnx_attr_unset() takes that back: SPAWNX_ATTR_PGROUP,
 * SIGNALS, SIGMASK, SCHEDULER (both setters), CGROUP.
 *
 * pgroup       process group to join, 0 for a new one (SETPGROUP).
 * sigdefault   signals to reset to their default action (SETSIGDEF).
 * sigmask      signal mask of the program (SETSIGMASK).
 * schedpolicy  SCHED_OTHER, SCHED_FIFO, SCHED_RR, SCHED_BATCH or SCHED_IDLE
 *              (SETSCHEDULER), on Linux with SCHED_RESET_ON_FORK or without;
 *              EINVAL for any other.
 * schedparam   its priority (SETSCHEDULER, SETSCHEDPARAM).
 * cgroup       descriptor of a cgroup v2 directory, O_PATH will do; borrowed,
 *              it must be open when the spawn is called (SETCGROUP).  EBADF
 *              if negative.  A spawn fails with ENOTSUP before Linux 5.7.
 *              Into a frozen group it returns only when that is thawed, or
 *              when somebody else kills the child: see spawnx_namespaces(3).
 *
 * Return:  0; EINVAL for a NULL pointer or a foreign object.
 * Conforms: POSIX.1-2024; cgroup: extension, as setcgroup_np of glibc 2.39.
 * Since:   0.1
 */
int spawnx_attr_getpgroup(const posix_spawnattr_t *attr, pid_t *pgroup);
int spawnx_attr_setpgroup(posix_spawnattr_t *attr, pid_t pgroup);
int spawnx_attr_getsigdefault(const posix_spawnattr_t *attr, sigset_t *set);
int spawnx_attr_setsigdefault(posix_spawnattr_t *attr, const sigset_t *set);
int spawnx_attr_getsigmask(const posix_spawnattr_t *attr, sigset_t *set);
int spawnx_attr_setsigmask(posix_spawnattr_t *attr, const sigset_t *set);
int spawnx_attr_getschedpolicy(const posix_spawnattr_t *attr, int *policy);
int spawnx_attr_setschedpolicy(posix_spawnattr_t *attr, int policy);
int spawnx_attr_getschedparam(
    const posix_spawnattr_t *attr, struct sched_param *param);
int spawnx_attr_setschedparam(
    posix_spawnattr_t *attr, const struct sched_param *param);
int spawnx_attr_getcgroup(const posix_spawnattr_t *attr, int *fd);
int spawnx_attr_setcgroup(posix_spawnattr_t *attr, int fd);

/*
 * The attributes below are extensions.  Each one applies to every spawn with
 * the object from when it is set until it is unset, without a flag.  They are
 * applied in a fixed order, whatever the order of the calls; libspawnx(7) lists
 * it.
 *
 * Setters   copy their arguments: arrays and strings belong to the object and
 *          are released by spawnx_attr_destroy().  Descriptors are borrowed:
 *          they must be open when the spawn is called.  A setter that fails
 *          does not change the attribute, and later spawns with the object
 *          fail: see spawnx_attr_setfailure().
 * Getters   return what was set; the arrays and strings belong to the object
 *          and last until that attribute is set again or unset, or the object
 *          is destroyed.
 *
 * Return:  0.  EINVAL for a NULL pointer, a foreign object, an invalid value;
 *          EBADF for a negative descriptor; ENOMEM.  Setters: ENOTSUP where
 *          the kernel can't do it.  Getters: ENOENT for an attribute that is
 *          not set.
 * Child:   an attribute that can't be applied fails the spawn with the error
 *          named with it, SPAWNX_STEP_ATTR, and the attribute's own name.
 * Safety:  as for every function of an object; not async-signal-safe.
 */

/*
 * Removes an attribute, as if it had never been set.  If it is not set, that is
 * no error.
 *
 * which    SPAWNX_ATTR_SIGIGNORE or one of those that follow it, or one that
 *          setpgroup() and the others above set, whose value stays but does not
 *          apply without its flag.  RLIMIT: the limits of all resources.
 *
 * Return:  0; EINVAL for an attribute that has only a flag.
 * Since:   0.1
 */
int spawnx_attr_unset(posix_spawnattr_t *attr, enum spawnx_attribute which);

/*
 * Whether an attribute may fail: the child then goes on without it, and the
 * spawn succeeds.
 *
 * which    one of SCHEDULER, SETSID, PGROUP, SIGMASK, SIGIGNORE, UMASK, RLIMIT,
 *          GROUPS, PDEATHSIG, CTTY, NICE, AFFINITY, ASLR, OOMSCOREADJ, WRITES,
 *          CWD and CWDFD; EINVAL for any other: without it the program could
 *          have more rights than it is meant to have, or it is not the child's
 *          step.
 * on       nonzero: it may; 0: it may not, as if this had not been called.
 *          spawnx_attr_unset() resets it; setting the attribute does not.
 * What a setter refuses is refused all the same.
 * GROUPS: as an unprivileged caller the program keeps the caller's groups.
 * RLIMIT: the limits that follow the one that fails are not set either.
 *
 * Return:  0, EINVAL, ENOMEM.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getoptional(
    const posix_spawnattr_t *attr, enum spawnx_attribute which, int *on);
int spawnx_attr_setoptional(
    posix_spawnattr_t *attr, enum spawnx_attribute which, int on);

/*
 * Makes every spawn with these attributes that succeeds say which of them could
 * not be applied.
 *
 * errors   errors[which] receives the error number of the attribute `which`, or
 *          0.  Unchanged by a spawn that fails; written by spawnx_finish() for
 *          a pending one.  Borrowed as the failure of spawnx_attr_setfailure().
 *          NULL: stop.
 * n        how many elements; SPAWNX_ATTR_MOST have room for every attribute.
 *
 * Return:  0, EINVAL, ENOMEM.
 * Conforms: extension.
 * Since:   0.1
 */
#define SPAWNX_ATTR_MOST 64
int spawnx_attr_setskipped(posix_spawnattr_t *attr, int errors[], size_t n);

/*
 * Signals that the program ignores.
 *
 * set      added to those that the caller ignores.  A signal that is in
 *          sigdefault too is ignored.  EINVAL if SIGKILL or SIGSTOP is in it.
 *          On the BSDs an exec does not leave SIGCHLD ignored.
 * Conforms: extension, as posix_spawnattr_setsigignore_np() of illumos.
 * Since:   0.1
 */
int spawnx_attr_getsigignore(const posix_spawnattr_t *attr, sigset_t *set);
int spawnx_attr_setsigignore(posix_spawnattr_t *attr, const sigset_t *set);

/*
 * The file mode creation mask of the program, and of the files that the file
 * actions create.
 *
 * mask     EINVAL if it has bits beyond 0777.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getumask(const posix_spawnattr_t *attr, mode_t *mask);
int spawnx_attr_setumask(posix_spawnattr_t *attr, mode_t mask);

/*
 * A resource limit; one call for each resource that is to be limited.
 *
 * resource RLIMIT_*; EINVAL for one that the kernel lacks.
 * limit    soft and hard limit; EINVAL if the first is above the second.  It
 *          also applies to the file actions, except that a lower RLIMIT_NOFILE
 *          is set after them.
 * Child:   EPERM: raising a hard limit needs privilege.  An exec with less
 *          stack than its arguments need fails with E2BIG.
 *          RLIMIT_STACK: on other systems than Linux the child gets a copy of
 *          the memory, and may be killed if the caller's main thread uses more
 *          of its stack than that: see spawnx_limits(3).
 * Conforms: extension.
 * Since:   0.1
 */
#if defined(__USE_FILE_OFFSET64) && defined(__RLIM_T_MATCHES_RLIM64_T) && \
    !__RLIM_T_MATCHES_RLIM64_T
/* Where _FILE_OFFSET_BITS has made struct rlimit a larger one. */
#define spawnx_attr_getrlimit spawnx_attr_getrlimit64
#define spawnx_attr_setrlimit spawnx_attr_setrlimit64
int spawnx_attr_getrlimit64(
    const posix_spawnattr_t *attr, int resource, struct rlimit *limit);
int spawnx_attr_setrlimit64(
    posix_spawnattr_t *attr, int resource, const struct rlimit *limit);
#else
int spawnx_attr_getrlimit(
    const posix_spawnattr_t *attr, int resource, struct rlimit *limit);
int spawnx_attr_setrlimit(
    posix_spawnattr_t *attr, int resource, const struct rlimit *limit);
#endif

/*
 * The user and the group that the program runs as: the real, effective and
 * saved ID of each.  They change in the child alone, by the kernel's own calls;
 * the caller's IDs never change, whatever its threads do.
 *
 * uid      (uid_t)-1: leave it as it is.
 * gid      (gid_t)-1: likewise.
 * The supplementary groups remain the caller's, which is seldom wanted with
 * another uid: see spawnx_attr_setgroups().
 * A directory that only the caller may enter: see spawnx_attr_setcwd().
 * Child:   EPERM: no privilege; EINVAL: not mapped in the user namespace;
 *          EAGAIN: that user has too many processes.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getids(const posix_spawnattr_t *attr, uid_t *uid, gid_t *gid);
int spawnx_attr_setids(posix_spawnattr_t *attr, uid_t uid, gid_t gid);

/*
 * The supplementary groups of the program, set before its IDs.
 *
 * n        how many; 0: none.  EINVAL above 65536, the kernel's limit.
 * groups   may be NULL if n is 0.
 * Child:   EPERM: no privilege.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getgroups(
    const posix_spawnattr_t *attr, size_t *n, const gid_t **groups);
int spawnx_attr_setgroups(
    posix_spawnattr_t *attr, size_t n, const gid_t groups[]);

/*
 * A signal that the program gets when the thread that called the spawn ends.
 * It is set after the IDs, whose change clears it.
 *
 * signo    EINVAL if not 1 to 64.
 * Child:   it exits with status 127 (ESRCH) if the caller has ended before
 *          the signal was set; only the process that reaps the child can
 *          observe this.  In another PID namespace than the caller's the
 *          child can't check it.  A program with set-user-ID or capabilities
 *          loses the signal; see prctl(2).  ENOTSUP on FreeBSD together with
 *          a handle: that is closed before the kernel looks for who wants a
 *          signal.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getpdeathsig(const posix_spawnattr_t *attr, int *signo);
int spawnx_attr_setpdeathsig(posix_spawnattr_t *attr, int signo);

/*
 * no_new_privs: neither the program nor anything it starts can gain privileges
 * by an exec.
 *
 * on       nonzero sets it; 0: inherited from the caller, where it can't be
 *          undone.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getnonewprivs(const posix_spawnattr_t *attr, int *on);
int spawnx_attr_setnonewprivs(posix_spawnattr_t *attr, int on);

/*
 * Capabilities of the program, as sets of bits: bit n is capability n of
 * <linux/capability.h>.  See capabilities(7).
 *
 * capbounding     the bounding set: all other capabilities are dropped from it,
 *                 and from the inheritable set, before the IDs change.  Bits
 *                 that the kernel does not know are ignored.
 * capinheritable  the inheritable set, likewise before the IDs change.
 * capambient      the ambient set, which a program without set-user-ID or file
 *                 capabilities has as its permitted and effective set, whoever
 *                 its user is.  They are added to the inheritable set, and kept
 *                 when the IDs change.  0: none; the inheritable set is left
 *                 as it is.
 * set      EINVAL for a capability that the kernel does not know, except with
 *          capbounding.  ENOTSUP on FreeBSD, and for capambient before Linux
 *          4.3.
 * Child:   EPERM: capbounding without CAP_SETPCAP; capinheritable with a
 *          capability that is neither permitted nor inheritable, without
 *          CAP_SETPCAP, or not in the bounding set; capambient with one that is
 *          not permitted, or not in the bounding set.  The steps between the
 *          IDs and the exec have no more privilege than without these.
 * Conforms: extension, as CapabilityBoundingSet= and AmbientCapabilities= of
 *          systemd.
 * Since:   0.1
 */
int spawnx_attr_getcapbounding(
    const posix_spawnattr_t *attr, unsigned long long *set);
int spawnx_attr_setcapbounding(posix_spawnattr_t *attr, unsigned long long set);
int spawnx_attr_getcapinheritable(
    const posix_spawnattr_t *attr, unsigned long long *set);
int spawnx_attr_setcapinheritable(
    posix_spawnattr_t *attr, unsigned long long set);
int spawnx_attr_getcapambient(
    const posix_spawnattr_t *attr, unsigned long long *set);
int spawnx_attr_setcapambient(posix_spawnattr_t *attr, unsigned long long set);

/*
 * A Landlock ruleset, which restricts the exec and the program:
 * landlock_restrict_self(2).  It is applied after the file actions and before
 * the filter of system calls, in the child alone.
 *
 * fd       of landlock_create_ruleset(2), as numbered after the file actions;
 *          it may be close-on-exec.  ENOTSUP where the kernel has no Landlock
 *          (before Linux 5.13, or not enabled), and on FreeBSD.
 * Child:   EPERM: neither CAP_SYS_ADMIN, after the IDs have changed, nor
 *          nonewprivs; EBADF; EBADFD: not a ruleset; E2BIG: too many of them.
 *          An exec that the ruleset denies is EACCES, SPAWNX_STEP_EXEC.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getlandlock(const posix_spawnattr_t *attr, int *fd);
int spawnx_attr_setlandlock(posix_spawnattr_t *attr, int fd);

/*
 * A filter of system calls, which decides about the exec and all that the
 * program calls: seccomp(2), SECCOMP_SET_MODE_FILTER without flags.  It is
 * applied as the last step before the exec, in the child alone.
 *
 * n        instructions; EINVAL if 0 or more than 4096 (BPF_MAXINSNS): the len
 *          of a struct sock_fprog of <linux/filter.h>.
 * filter   the instructions: its filter.  The kernel checks them when the
 *          child applies them.
 * ENOTSUP in a kernel without such filters, and on FreeBSD.
 * Child:   EACCES: neither CAP_SYS_ADMIN, after the IDs have changed, nor
 *          nonewprivs; EINVAL: not a filter that the kernel accepts.
 *          The filter has to allow execve(2), with execfd execveat(2), and
 *          should allow exit_group(2), by which a child that fails ends.  Where
 *          it has the exec fail, the spawn fails with that error.  A child that
 *          it kills counts as started: waiting for it shows SIGSYS.
 *          A missing interpreter is not looked for: SPAWNX_STEP_EXEC.
 *          Before Linux 5.16 the child gets a copy of the memory, unless the
 *          caller is undumpable: the core dump of SIGSYS would end everything
 *          that shares it.
 * Conforms: extension.
 * Since:   0.1
 */
struct sock_filter;
int spawnx_attr_getseccomp(const posix_spawnattr_t *attr, size_t *n,
    const struct sock_filter **filter);
int spawnx_attr_setseccomp(
    posix_spawnattr_t *attr, size_t n, const struct sock_filter *filter);

/*
 * The directories in which spawnx_spawnp() and related functions search for the
 * program, instead of the caller's PATH: for example the PATH that is in envp.
 *
 * path     directories separated by colons; an empty element stands for the
 *          child's working directory.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getsearchpath(const posix_spawnattr_t *attr, const char **path);
int spawnx_attr_setsearchpath(posix_spawnattr_t *attr, const char *path);

/*
 * The paths of the program, instead of `path` or `file`, which may be NULL and
 * are not used: the child tries them in order, after the file actions, until
 * one can be executed.  spawnx_attr_setsearchrule() says which errors end that.
 *
 * n        how many; EINVAL if 0.
 * paths    relative to the child's working directory; PATH is not searched.  A
 *          failure has the number of the path that decided.  execfd wins.
 * Conforms: extension, as the list of paths of CPython's fork_exec().
 * Since:   0.1
 */
int spawnx_attr_getcandidates(
    const posix_spawnattr_t *attr, size_t *n, const char *const **paths);
int spawnx_attr_setcandidates(
    posix_spawnattr_t *attr, size_t n, const char *const paths[]);

/*
 * When the search for a program, in PATH or among candidates, ends, and which
 * error it gives if there is none.
 *
 * rule     an enum spawnx_search_rule:
 *          SPAWNX_SEARCH_HOST: as with the host's posix_spawnp(), and as if it
 *          were not set.
 *          SPAWNX_SEARCH_PORTABLE: the same on every system.  It goes on after
 *          EACCES, ELOOP, ENODEV, ENOENT, ENOTDIR, ESTALE and ETIMEDOUT, and
 *          gives EACCES if a path gave that, or else the error of the last
 *          path.  It ends with any other error.
 *          SPAWNX_SEARCH_ANY: it goes on after every error, and gives the first
 *          that is neither ENOENT nor ENOTDIR, or else that of the last path.
 *          EINVAL for any other.
 * A shell (spawnx_attr_setshell()) that runs a file ends the search.
 * Conforms: extension: PORTABLE as the JDK, ANY as CPython.
 * Since:   0.1
 */
enum spawnx_search_rule {
	SPAWNX_SEARCH_HOST,
	SPAWNX_SEARCH_PORTABLE,
	SPAWNX_SEARCH_ANY
};

int spawnx_attr_getsearchrule(const posix_spawnattr_t *attr, int *rule);
int spawnx_attr_setsearchrule(posix_spawnattr_t *attr, int rule);

/*
 * The controlling terminal of the program.  The program leads a new session
 * (SETSID need not be set), and its process group is the terminal's foreground
 * one.
 *
 * fd       a terminal, as numbered before the file actions.
 * Child:   EBADF; ENOTTY: not a terminal; EPERM: it is another session's.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getctty(const posix_spawnattr_t *attr, int *fd);
int spawnx_attr_setctty(posix_spawnattr_t *attr, int fd);

/*
 * Whether the program gives up the controlling terminal of the caller's
 * session, and stays in that session: ioctl(2), TIOCNOTTY.  Signals of the
 * terminal still reach its process group.
 *
 * on       0: as the caller.  ENOTSUP on FreeBSD.
 * Child:   the error of opening /dev/tty, except where there is no controlling
 *          terminal, which is no failure.
 * Conforms: extension, as Noctty of Go.
 * Since:   0.1
 */
int spawnx_attr_getdropctty(const posix_spawnattr_t *attr, int *on);
int spawnx_attr_setdropctty(posix_spawnattr_t *attr, int on);

/*
 * Whether ctty takes its terminal away from another session, whose processes
 * then have none: ioctl(2), TIOCSCTTY with an argument of 1.
 *
 * on       0: such a terminal fails ctty with EPERM.  Without ctty it has no
 *          effect.  ENOTSUP on FreeBSD.
 * Child:   EPERM: the terminal is another session's, and the child lacks
 *          CAP_SYS_ADMIN after the IDs have changed; else as for ctty.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getstealctty(const posix_spawnattr_t *attr, int *on);
int spawnx_attr_setstealctty(posix_spawnattr_t *attr, int on);

/*
 * Whether the thread that calls the spawn traces the program, which stops with
 * SIGTRAP before its first instruction: ptrace(2), PTRACE_TRACEME.
 *
 * on       0: no.  ENOTSUP on FreeBSD.
 * Child:   EPERM: it is traced already.  It is asked for just before Landlock,
 *          the filter of system calls and the exec; a signal that arrives in
 *          between stops the child, and the thread that waits for its exec with
 *          it, until somebody kills the child.
 * Conforms: extension, as Ptrace of Go.
 * Since:   0.1
 */
int spawnx_attr_gettraceme(const posix_spawnattr_t *attr, int *on);
int spawnx_attr_settraceme(posix_spawnattr_t *attr, int on);

/*
 * The program by its descriptor; `path` and `file` may be NULL and are not
 * used.
 *
 * fd       as numbered after the file actions; may be opened with O_PATH.  It
 *          may be close-on-exec unless it is a script, whose interpreter is
 *          given /dev/fd/N to open and so needs the descriptor.
 * Child:   SPAWNX_ATTR_EXECFD: EBADF: it is not open; ENOENT: it is a script
 *          and the descriptor is close-on-exec.  SPAWNX_STEP_EXEC: the
 *          kernel's error for the program, ENOENT for a missing interpreter.
 * Conforms: extension, as posix_spawnattr_setexecfd_np() of FreeBSD 15.
 * Since:   0.1
 */
int spawnx_attr_getexecfd(const posix_spawnattr_t *attr, int *fd);
int spawnx_attr_setexecfd(posix_spawnattr_t *attr, int fd);

/*
 * The nice value of the program.
 *
 * value    the value itself and not a difference; EINVAL if not -20 to 19.
 * Child:   EACCES: lower than the caller's, without privilege.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getnice(const posix_spawnattr_t *attr, int *value);
int spawnx_attr_setnice(posix_spawnattr_t *attr, int value);

/*
 * The I/O scheduling class and priority of the program: ioprio_set(2).
 *
 * value    the class, from 0 to 7, times 8192 (IOPRIO_CLASS_SHIFT is 13), plus
 *          the level within it; EINVAL if not 0 to 65535.  ENOTSUP on FreeBSD.
 * Child:   set before the IDs change.  EPERM: a class that needs privilege;
 *          EINVAL: none that the kernel knows.
 * Conforms: extension, as IOSchedulingClass= of systemd.
 * Since:   0.1
 */
int spawnx_attr_getioprio(const posix_spawnattr_t *attr, int *value);
int spawnx_attr_setioprio(posix_spawnattr_t *attr, int value);

/*
 * By how much the kernel may delay the timers of the program's first thread, to
 * have several end at once: prctl(2), PR_SET_TIMERSLACK.
 *
 * value    nanoseconds; EINVAL if not 1 to INT_MAX.  ENOTSUP on FreeBSD.
 * Conforms: extension, as TimerSlackNSec= of systemd.
 * Since:   0.1
 */
int spawnx_attr_gettimerslack(const posix_spawnattr_t *attr, int *value);
int spawnx_attr_settimerslack(posix_spawnattr_t *attr, int value);

/*
 * The CPUs that the program may run on.
 *
 * size     bytes of the set.
 * set      a cpu_set_t, or CPU_ALLOC()'s; EINVAL if it is empty, or larger
 *          than INT_MAX.
 * Child:   EINVAL: the caller may use none of them.
 * Conforms: extension, as pthread_attr_setaffinity_np() of glibc.
 * Since:   0.1
 */
int spawnx_attr_getaffinity(
    const posix_spawnattr_t *attr, size_t *size, const void **set);
int spawnx_attr_setaffinity(
    posix_spawnattr_t *attr, size_t size, const void *set);

/*
 * The root directory of the program.  It also becomes the working directory,
 * before the file actions.
 *
 * path     relative to the caller's working directory.  The paths of the
 *          program, of the file actions and of the shell are looked up in it.
 * Child:   EPERM: no privilege; ENOENT, ENOTDIR, EACCES, ...
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getchroot(const posix_spawnattr_t *attr, const char **path);
int spawnx_attr_setchroot(posix_spawnattr_t *attr, const char *path);

/*
 * A variable of the program's environment that has its process ID, in decimal:
 * LISTEN_PID of sd_listen_fds(3).
 *
 * name     of the variable, without an equals sign and not empty, EINVAL
 *          otherwise.  It is added to envp, or takes the place of the variables
 *          of this name that are there; envp itself is not changed.  In a PID
 *          namespace of its own the program's ID is 1.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getpidenv(const posix_spawnattr_t *attr, const char **name);
int spawnx_attr_setpidenv(posix_spawnattr_t *attr, const char *name);

/*
 * Whether /bin/sh runs a file whose format the kernel does not know, as with
 * execvp(): a script without #!.
 *
 * on       0: such a file fails with ENOEXEC.  Otherwise the shell gets
 *          argv[0], the path of the file (after "--" if it begins with "-"),
 *          and argv from argv[1] on, with every function that spawns.  It
 *          does not apply to a program of execfd.  Not set: as 0, except with
 *          spawnx_spawnp() and related functions where the host's libc runs
 *          the shell.
 * Child:   the error of the shell's own exec.
 * Conforms: as POSIX.1-2024 execvp(); for posix_spawnp() as in FreeBSD.
 * Since:   0.1
 */
int spawnx_attr_getshell(const posix_spawnattr_t *attr, int *on);
int spawnx_attr_setshell(posix_spawnattr_t *attr, int on);

/*
 * Address space layout randomization of the program.
 *
 * on       0: the same layout at every run; otherwise a random one, even if
 *          the caller's own is not.  Not set: as the caller's.
 * Conforms: extension, as POSIX_SPAWN_DISABLE_ASLR_NP of FreeBSD 14 and
 *          setarch(8) -R.
 * Since:   0.1
 */
int spawnx_attr_getaslr(const posix_spawnattr_t *attr, int *on);
int spawnx_attr_setaslr(posix_spawnattr_t *attr, int on);

/*
 * The execution domain of the program, and its bits: personality(2).  aslr
 * sets or clears ADDR_NO_RANDOMIZE in it.
 *
 * value    the whole of it, not only bits to add; EINVAL if negative.  ENOTSUP
 *          on FreeBSD.
 * Child:   EINVAL: a domain that the kernel does not have.
 * Conforms: extension, as Personality= of systemd.
 * Since:   0.1
 */
int spawnx_attr_getpersonality(const posix_spawnattr_t *attr, int *value);
int spawnx_attr_setpersonality(posix_spawnattr_t *attr, int value);

/*
 * How likely the kernel kills the program when memory runs out.
 *
 * value    what /proc/PID/oom_score_adj holds, from -1000 (never) to 1000;
 *          EINVAL for any other.  ENOTSUP on FreeBSD.
 * Child:   set before the IDs change.  EACCES: a lower value than the caller's
 *          lowest needs CAP_SYS_RESOURCE.  Without /proc, the error of open(2).
 *          spawnx_start() waits: the kernel would change the score of every
 *          process that shares memory with a child that is not waited for.
 *          For the same reason do not write that file of a pending child.
 * Conforms: extension, as OOMScoreAdjust= of systemd.
 * Since:   0.1
 */
int spawnx_attr_getoomscoreadj(const posix_spawnattr_t *attr, int *value);
int spawnx_attr_setoomscoreadj(posix_spawnattr_t *attr, int value);

/*
 * Files that the child writes a text to before it leaves the caller's root
 * directory, groups and IDs: with the caller's privileges.  A setting of the
 * child that is a file: "0" to a control group's cgroup.procs (also of version
 * 1), /proc/self/coredump_filter, /proc/self/attr/exec, oom_score_adj.
 * spawnx_file_actions_addwrite() writes with the program's.
 *
 * n        how many files; EINVAL if 0.
 * writes   2 * n strings: a path, what is to be written there, the next path,
 *          and so on; copied; EINVAL if one is NULL.  A file must exist: it is
 *          neither created nor truncated.  A path is looked up from the
 *          caller's working directory.  A text is written without its NUL, by
 *          one write(2).
 *          The getter's strings stay the object's.
 * Child:   the first error of open(2) or write(2); EIO if a part of a text was
 *          written.  The other files are written nevertheless.
 *          Such a child has a copy of the caller's memory, as with addwrite,
 *          and spawnx_start() waits for it.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getwrites(
    const posix_spawnattr_t *attr, size_t *n, const char *const **writes);
int spawnx_attr_setwrites(
    posix_spawnattr_t *attr, size_t n, const char *const writes[]);

/*
 * The working directory of the child, entered before its groups and IDs change
 * and before the file actions: with the caller's privileges, so that it may be
 * one that the program's user may not enter.  addchdir and addfchdir enter
 * theirs afterwards, with the program's privileges.
 *
 * path     relative to the caller's working directory; to the root directory
 *          with chroot, and to cwdfd's directory if that is set as well.
 * fd       a directory, as numbered before the file actions.  It may be outside
 *          of chroot's root directory, and the program can then leave that.
 * Child:   ENOENT, ENOTDIR, EACCES, ...; EBADF.
 * Conforms: extension, as cwd of Python's subprocess and of libuv.
 * Since:   0.1
 */
int spawnx_attr_getcwd(const posix_spawnattr_t *attr, const char **path);
int spawnx_attr_setcwd(posix_spawnattr_t *attr, const char *path);
int spawnx_attr_getcwdfd(const posix_spawnattr_t *attr, int *fd);
int spawnx_attr_setcwdfd(posix_spawnattr_t *attr, int fd);

/*
 * New namespaces for the program, made together with it.
 *
 * flags    CLONE_NEWCGROUP, NEWIPC, NEWNET, NEWNS, NEWPID, NEWUSER and NEWUTS
 *          of <sched.h>, at least one; EINVAL for any other.  ENOTSUP for one
 *          that the kernel lacks, and for CLONE_NEWTIME, which a process that
 *          shares memory can't have.  With NEWUSER the child has all
 *          privileges in its namespaces; IDs are unmapped, and can't be set,
 *          until the maps are written: see spawnx_attr_setidmap().
 * Child:   none is made: EPERM: no privilege; ENOSPC: too many namespaces.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getnamespaces(const posix_spawnattr_t *attr, int *flags);
int spawnx_attr_setnamespaces(posix_spawnattr_t *attr, int flags);

/*
 * How mounts and unmounts propagate between the program's new mount namespace
 * and the caller's, for all that is mounted: mount(2) of "/" with MS_REC.
 * Without it a new namespace has the caller's propagation types: a mount in it
 * may appear in the caller's.
 *
 * type     one of MS_PRIVATE, MS_SLAVE, MS_SHARED and MS_UNBINDABLE of
 *          <sys/mount.h>; EINVAL for any other.  ENOTSUP on FreeBSD.
 * Child:   EINVAL: without CLONE_NEWNS in namespaces, because it would change
 *          the caller's; EPERM: no privilege.
 * Conforms: extension, as `unshare --propagation`.
 * Since:   0.1
 */
int spawnx_attr_getpropagation(const posix_spawnattr_t *attr, int *type);
int spawnx_attr_setpropagation(posix_spawnattr_t *attr, int type);

/*
 * A new user namespace for the program, in which the caller's effective IDs
 * become these: 0 and 0 make it root there, as with `unshare --map-root-user`.
 * No other ID is mapped, so the caller needs no privilege.
 *
 * uid, gid any; EINVAL for -1.  CLONE_NEWUSER need not be set.  The child
 *          writes the maps before all steps that need privilege, so the
 *          other attributes have the privileges of the user namespace.
 *          Supplementary groups can't be set in it, because setgroups(2) is
 *          denied there for good.  The caller must have /proc mounted.
 * Child:   none is made: as with namespaces; EACCES: the caller is undumpable
 *          (prctl(2), PR_SET_DUMPABLE), or a security module denies it.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getidmap(const posix_spawnattr_t *attr, uid_t *uid, gid_t *gid);
int spawnx_attr_setidmap(posix_spawnattr_t *attr, uid_t uid, gid_t gid);

/*
 * Namespaces that the program joins.
 *
 * n        how many; EINVAL if 0.
 * fds      descriptors of /proc/PID/ns/ files, as numbered before the file
 *          actions, joined in this order.  A user namespace should come first,
 *          because it gives the privilege to join those that it owns.  ENOTSUP
 *          for a PID or time namespace, which only a child of the child would
 *          be in.
 * Child:   EBADF; EINVAL: not a namespace; EPERM: no privilege.
 * Conforms: extension.
 * Since:   0.1
 */
int spawnx_attr_getnsfds(
    const posix_spawnattr_t *attr, size_t *n, const int **fds);
int spawnx_attr_setnsfds(posix_spawnattr_t *attr, size_t n, const int fds[]);

#ifdef __cplusplus
}
#endif

#endif /* SPAWNX_H */
