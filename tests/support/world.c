/* SPDX-License-Identifier: BSD-2-Clause */
/* What a test must leave as it was in its own process. */
#include "support.h"

#include "dumpable.h"

#include <sys/resource.h>

#define SCAN_MOST 65536

/* Linux: children of every kind, also those that send no SIGCHLD. */
#if defined(__linux__) && !defined(__WALL)
#define __WALL 0x40000000
#elif !defined(__WALL)
#define __WALL 0
#endif

struct world_fd {
	int wf_fd;
	int wf_fdflags;
	int wf_flags;
	dev_t wf_dev;
	ino_t wf_ino;
};

static bool
same_fd(const struct world_fd *a, const struct world_fd *b)
{
	return a->wf_fdflags == b->wf_fdflags && a->wf_flags == b->wf_flags &&
	       a->wf_dev == b->wf_dev && a->wf_ino == b->wf_ino;
}

static int
scan_end(void)
{
	struct rlimit lim;

	if (getrlimit(RLIMIT_NOFILE, &lim) != 0 || lim.rlim_cur > SCAN_MOST)
		return SCAN_MOST;
	return (int)lim.rlim_cur;
}

static bool
look_at(int fd, struct world_fd *wf)
{
	struct stat st;

	memset(wf, 0, sizeof(*wf));
	wf->wf_fd = fd;
	wf->wf_fdflags = fcntl(fd, F_GETFD);
	if (wf->wf_fdflags < 0)
		return false;
	wf->wf_flags = fcntl(fd, F_GETFL);
	if (fstat(fd, &st) == 0) {
		wf->wf_dev = st.st_dev;
		wf->wf_ino = st.st_ino;
	}
	return true;
}

static void
take_fds(struct world *w)
{
	struct world_fd wf;
	int end = scan_end();

	w->w_fds = NULL;
	w->w_nfds = 0;
	for (int fd = 0; fd < end; fd++) {
		if (!look_at(fd, &wf))
			continue;
		w->w_fds =
		    realloc(w->w_fds, (w->w_nfds + 1) * sizeof(*w->w_fds));
		if (w->w_fds == NULL)
			abort();
		w->w_fds[w->w_nfds++] = wf;
	}
}

static mode_t
current_umask(void)
{
	mode_t mask = umask(0);

	(void)umask(mask);
	return mask;
}

/*
 * By the raw calls, for the signals that libc keeps for itself; except those
 * that it changes when it likes (cancellation, setuid in threads).
 */
static bool
libc_keeps(int signo)
{
	return signo >= 32 && signo <= 34;
}

/*
 * The kernel's struct: handler and flags, restorer, mask.  Without a handler
 * the last two mean nothing, nor do the flags except those of SIGCHLD.
 */
static void
take_action(int signo, unsigned long action[RAW_ACTION])
{
	(void)raw_sigaction(signo, NULL, action);
	if (action[RAW_HANDLER] != (unsigned long)SIG_DFL &&
	    action[RAW_HANDLER] != (unsigned long)SIG_IGN)
		return;
	action[1 - RAW_HANDLER] &= SA_NOCLDSTOP | SA_NOCLDWAIT;
	memset(action + 2, 0, (RAW_ACTION - 2) * sizeof(*action));
}

static void
take_signals(struct world *w)
{
	memset(w->w_mask, 0, sizeof(w->w_mask));
	memset(w->w_actions, 0, sizeof(w->w_actions));
	(void)raw_sigprocmask(SIG_BLOCK, NULL, w->w_mask);
	for (int s = 1; s <= RAW_NSIG; s++) {
		if (!libc_keeps(s))
			take_action(s, w->w_actions[s - 1]);
	}
}

void
world_take(struct world *w)
{
	int saved = errno;

	take_signals(w);
	take_fds(w);
	if (getcwd(w->w_cwd, sizeof(w->w_cwd)) == NULL)
		w->w_cwd[0] = '\0';
	w->w_umask = current_umask();
	w->w_dumpable = get_dumpable();
	errno = saved;
}

static int
compare_fds(const struct world *was, const struct world *is)
{
	size_t i = 0, j = 0;
	int bad = 0;

	while (i < was->w_nfds || j < is->w_nfds) {
		const struct world_fd *a = was->w_fds + i, *b = is->w_fds + j;

		if (j == is->w_nfds ||
		    (i < was->w_nfds && a->wf_fd < b->wf_fd)) {
			bad += complain("descriptor %d is gone", a->wf_fd);
			i++;
		} else if (i == was->w_nfds || b->wf_fd < a->wf_fd) {
			bad += complain("descriptor %d is left", b->wf_fd);
			(void)close(b->wf_fd);
			j++;
		} else {
			if (!same_fd(a, b))
				bad += complain(
				    "descriptor %d is not the same", a->wf_fd);
			i++;
			j++;
		}
	}
	return bad;
}

static int
compare_signals(const struct world *was, const struct world *is)
{
	int bad = 0;

	if (memcmp(was->w_mask, is->w_mask, sizeof(is->w_mask)) != 0) {
		sigset_t set;

		(void)sigprocmask(SIG_BLOCK, NULL, &set);
		bad += complain("signal mask is now {%s}", mask_text(&set));
		(void)raw_sigprocmask(SIG_SETMASK, was->w_mask, NULL);
	}
	for (int s = 1; s <= RAW_NSIG; s++) {
		const unsigned long *action = was->w_actions[s - 1];

		if (memcmp(action, is->w_actions[s - 1],
			sizeof(is->w_actions[0])) == 0)
			continue;
		bad += complain("action of signal %d is not the same", s);
		(void)raw_sigaction(s, action, NULL);
	}
	return bad;
}

static int
compare_rest(const struct world *was, const struct world *is)
{
	int bad = 0;

	if (strcmp(was->w_cwd, is->w_cwd) != 0) {
		bad += complain("working directory is now %s", is->w_cwd);
		if (chdir(was->w_cwd) != 0)
			bad += complain("no way back to %s", was->w_cwd);
	}
	if (was->w_umask != is->w_umask) {
		bad += complain("umask is now 0%o", (unsigned)is->w_umask);
		(void)umask(was->w_umask);
	}
	if (was->w_dumpable != is->w_dumpable) {
		bad += complain("dumpable is now %d", is->w_dumpable);
		set_dumpable(was->w_dumpable);
	}
	return bad;
}

static int
reap_children(void)
{
	int bad = 0;
	pid_t pid;

	do {
		pid = waitpid(-1, NULL, WNOHANG | __WALL);
		if (pid > 0)
			bad += complain("zombie %ld is left", (long)pid);
		else if (pid == 0)
			bad += complain("a child is left, and runs");
	} while (pid > 0);
	return bad;
}

void
world_forget(struct world *w)
{
	free(w->w_fds);
	w->w_fds = NULL;
	w->w_nfds = 0;
}

int
world_check(struct world *w)
{
	struct world now;
	int saved = errno, bad;

	world_take(&now);
	bad = compare_fds(w, &now) + compare_signals(w, &now) +
	      compare_rest(w, &now) + reap_children();
	free(now.w_fds);
	world_forget(w);
	errno = saved;
	return bad;
}

int
count_fds(void)
{
	int end = scan_end(), saved = errno, n = 0;

	for (int fd = 0; fd < end; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	errno = saved;
	return n;
}

bool
has_child(void)
{
	siginfo_t info;
	int saved = errno;
	bool has =
	    waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL) == 0;

	errno = saved;
	return has;
}

const char *
mask_text(const sigset_t *set)
{
	static char text[4 * RAW_NSIG];
	size_t len = 0;

	text[0] = '\0';
	for (int s = 1; s <= RAW_NSIG; s++) {
		if (sigismember(set, s) == 1)
			len += (size_t)snprintf(text + len, sizeof(text) - len,
			    "%s%d", len == 0 ? "" : ",", s);
	}
	return text;
}
