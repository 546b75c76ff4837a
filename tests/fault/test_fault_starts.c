/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Detached spawns, held starts, and a process by its handle: whichever system
 * call fails, of the process or of its children, the call gives that error and
 * the program has not run; or it gives none, and the program has run once.
 * Nothing is left behind, and the next spawn works.
 *
 * The program writes to a pipe, whose end says that all of its processes are
 * gone.
 */
#include "check.h"
#include "fault.h"
#include "forked.h"
#include "one_cpu.h"
#include "starts.h"

#include <sys/mman.h>
#include <sys/wait.h>

#define TURNS 5

static const struct start_kind *kind;
static struct start_seen *seen;
static struct fault fault;
static unsigned runs, bad;

/* -- A run, in a process of its own -- */

/* Of memory that is shared, as what the library maps for its children is. */
static int
count_shared(void)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[512];
	int n = 0;

	if (maps == NULL)
		return (-1);
	while (fgets(line, sizeof(line), maps) != NULL)
		n += strstr(line, "/dev/zero") != NULL;
	(void)fclose(maps);
	return (n);
}

static int
read_all(int fd)
{
	char bytes[64];
	int all = 0;
	ssize_t n;

	while ((n = read(fd, bytes, sizeof(bytes))) > 0)
		all += (int)n;
	return (all);
}

static int
check_no_child(void)
{
	siginfo_t info;

	return (check_int(waitid(P_ALL, 0, &info, WEXITED | __WALL), -1) +
		check_int(errno, ECHILD));
}

static int
run_marked(void)
{
	posix_spawn_file_actions_t fa;
	int fds[2], error;

	if (pipe2(fds, O_CLOEXEC) != 0 || spawnx_file_actions_init(&fa) != 0 ||
	    spawnx_file_actions_adddup2(&fa, fds[1], 1) != 0)
		return (1);
	fault_mark();
	error = kind->run(&fa, seen);
	fault_mark();
	seen->se_over = true;
	if (error != 0)
		seen->se_error = error;
	(void)close(fds[1]);
	seen->se_written = read_all(fds[0]);
	(void)close(fds[0]);
	return (check_int(spawnx_file_actions_destroy(&fa), 0));
}

static int
process(void *arg)
{
	const int fds = count_fds(), shared = count_shared();
	pid_t pid;

	(void)arg;
	if (kind->no_clone3 && refuse_syscall(SYS_clone3, ENOSYS) != 0)
		return (77);
	seen->se_bad += run_marked() + check_no_child();
	seen->se_bad += check_int(count_fds(), fds);
	seen->se_bad += check_int(count_shared(), shared);
	seen->se_bad += check_int(
	    spawnx_spawn(&pid, "/bin/true", NULL, NULL, ARGV("true"), environ),
	    0);
	seen->se_bad += check_int(wait_for(pid), 0);
	return (0);
}

/* -- The faults -- */

static int
one_of(const int *errors, size_t n, size_t turn)
{
	return (errors[turn % n]);
}

#define ONE_OF(turn, ...)                    \
	one_of((const int[]){ __VA_ARGS__ }, \
	    sizeof((const int[]){ __VA_ARGS__ }) / sizeof(int), (turn))

/* Not of what can't fail: the end of a mapping, of a process, a signal. */
static int
process_error(const struct fault_call *call, size_t turn)
{
	switch (call->fc_number) {
	case SYS_clone3:
	case SYS_clone:
		return (ONE_OF(turn, EAGAIN, ENOMEM, ENOSPC, EPERM, ENOSYS));
	case SYS_pipe2:
		return (ONE_OF(turn, EMFILE, ENFILE));
	case SYS_pidfd_open:
		return (ONE_OF(turn, EMFILE, ENOSYS, EPERM));
	case SYS_rt_sigprocmask:
		return (call->fc_args[2] != 0 ? EPERM : 0);
	case CALL_mmap:
	case SYS_mprotect:
		return (ENOMEM);
	case SYS_waitid:
	case SYS_ppoll:
	case SYS_pidfd_send_signal:
		return (ONE_OF(turn, EINTR, EPERM, ENOSYS));
	case SYS_read:
	case SYS_write:
	case SYS_wait4:
	case SYS_futex:
		return (EINTR);
	default:
		return (0);
	}
}

/* One of the children is the process in between. */
static int
child_error(const struct fault_call *call, size_t turn)
{
	if (seen->se_over)
		return (0);
	switch (call->fc_number) {
	case SYS_execve:
		return (ONE_OF(turn, ENOMEM, EACCES, ENOENT));
	case SYS_dup3:
		return (ONE_OF(turn, EMFILE, EPERM));
	case SYS_exit:
	case SYS_exit_group:
	case SYS_kill:
	case SYS_munmap:
		return (0);
	case SYS_rt_sigaction:
	case SYS_prctl:
		return (EPERM);
	default:
		return (process_error(call, turn));
	}
}

/* -- The verdict -- */

/* As ENOTSUP, what a kernel or a sandbox lacks; EINTR is never given. */
static bool
is_told(int error, int injected)
{
	return (
	    error == injected ||
	    (error == ENOTSUP && (injected == ENOSYS || injected == EPERM)));
}

static const char *
verdict(void)
{
	const int injected =
	    fault.f_fired == NULL ? 0 : (int)-fault.f_fired->fc_result;

	if (!WIFEXITED(fault.f_status) || WEXITSTATUS(fault.f_status) != 0)
		return ("the process has failed");
	if (seen->se_bad != 0)
		return ("something is left, or is not as it was");
	if (seen->se_error != 0 && !is_told(seen->se_error, injected))
		return ("another error");
	if (kind->only_process && seen->se_written == 2)
		return (NULL);
	if (seen->se_written != (seen->se_error == 0 && kind->runs ? 2 : 0))
		return ("the program has run, or not, against what was said");
	return (NULL);
}

/* Whether there was such a call. */
static bool
run_nth(unsigned nth, size_t turn)
{
	const char *wrong;
	int error;

	memset(seen, 0, sizeof(*seen));
	fault.f_nth = nth;
	fault.f_turn = turn;
	error = fault_run(&fault, process, NULL);
	if (error != 0)
		skip_because("no tracing here: %s", strerror(error));
	if (WIFEXITED(fault.f_status) && WEXITSTATUS(fault.f_status) == 77)
		skip_because("no seccomp");
	runs++;
	wrong = verdict();
	if (wrong != NULL) {
		bad++;
		(void)complain("%s, %s %u: call %ld gives %ld: error %d, %d "
			       "bytes: %s",
		    kind->name, fault.f_in_parent ? "process" : "child", nth,
		    fault.f_fired == NULL ? -1 : fault.f_fired->fc_number,
		    fault.f_fired == NULL ? 0 : fault.f_fired->fc_result,
		    seen->se_error, seen->se_written, wrong);
	}
	return (fault.f_fired != NULL);
}

/* The call is known from the turns before: whether this one adds an error. */
static bool
is_new_error(size_t turn)
{
	const struct fault_call call =
	    turn == 0 ? (struct fault_call){ 0 } : *fault.f_fired;
	const int error = fault.f_error(&call, turn);

	for (size_t i = 0; i < turn; i++)
		if (fault.f_error(&call, i) == error)
			return (false);
	return (true);
}

static void
test_kind(void **state)
{
	cpu_set_t cpus;
	bool more;

	kind = *state;
	runs = bad = 0;
	one_cpu_begin(&cpus);
	for (unsigned in = 0; in < (kind->only_process ? 1 : 2); in++) {
		fault.f_in_parent = in == 0;
		fault.f_error = in == 0 ? process_error : child_error;
		(void)run_nth(0, 0);
		more = true;
		for (unsigned nth = 1; more; nth++)
			for (size_t turn = 0; more && turn < TURNS; turn++) {
				seen->se_over = false;
				if (is_new_error(turn))
					more = run_nth(nth, turn);
			}
	}
	one_cpu_end(&cpus);
	print_message("%u runs\n", runs);
	assert_int_equal(bad, 0);
}

int
main(void)
{
	struct CMUnitTest cases[START_KINDS];

	if (!fault_can())
		return (skip_all("no registers of this CPU are known here"));
	if (!BACKEND_IS_ASM)
		return (skip_all("other calls are made here"));
	seen = mmap(NULL, sizeof(*seen), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (seen == MAP_FAILED)
		return (1);
	for (size_t i = 0; i < START_KINDS; i++)
		cases[i] = (struct CMUnitTest){ start_kinds[i].name, test_kind,
			case_setup, case_teardown,
			(void *)(uintptr_t)&start_kinds[i] };
	return (run_case_list(__FILE__, cases, START_KINDS));
}
