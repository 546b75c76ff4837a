/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Somebody kills the process that makes a detached program: the spawn returns,
 * and either there is the program, whose process ID it gives, or there is none.
 *
 * Not of POSIX: spawnx_spawn(3).
 */
#include "check.h"
#include "filter.h"
#include "forked.h"
#include "kill_middle.h"
#include "needs.h"

#include <sys/prctl.h>

#define PARENT_SETTID  0x00100000
#define CHILD_CLEARTID 0x00200000

/*
 * arg: there is one to be killed.  With a copy of the memory it ends at once.
 */
static int
goes_on(void *arg)
{
	struct paths paths;
	spawnx_failure_t where;
	pid_t pid = -1;
	char *text = NULL;
	int bad;

	bad = check_int(spawn_and_kill(&pid, NULL, &paths, NULL, &where), 0);
	if (arg != NULL)
		bad += check_int(killed, 1);
	for (int i = 0; i < 5000 && text == NULL; i++, sleep_ms(1))
		text = read_file(paths.done);
	bad += check(text != NULL);
	if (text != NULL)
		bad += check_int(atol(text), pid);
	free(text);
	return (bad + check(!has_child()));
}

static void
test_goes_on(void **state)
{
	(void)state;
	if (!STARTS_BY_CLONE || spawnx_can(SPAWNX_CAN_AUTOKILL) ||
	    !spawnx_can(SPAWNX_CAN_HANDLE))
		skip_because("there is none in between, or no word");
	expect_child(goes_on, &killed);
	on_each_way(goes_on, NULL);
}

/* There is no program. */
static int
gives_none(posix_spawnattr_t *at, int *handle)
{
	const int fds = count_fds();
	struct paths paths;
	spawnx_failure_t where;
	pid_t pid = 4711;
	int bad;

	bad = check_int(
	    spawn_and_kill(&pid, handle, &paths, at, &where), ECANCELED);
	bad += check_int(where.step, SPAWNX_STEP_CLONE);
	bad += check_int(killed, 1);
	bad += check_int(pid, 4711) + check_int(count_fds(), fds);
	return (bad + check(!has_child()));
}

/* A program with memory of its own: nothing says when it executes. */
static int
is_ended(void *arg)
{
	posix_spawnattr_t at;
	int bad, handle = -1;

	bad = check_int(spawnx_attr_init(&at), 0);
	bad += check_int(spawnx_attr_setids(&at, 1, 1), 0);
	bad += check_int(chmod(test_dir(), 0777), 0);
	bad += gives_none(&at, arg == NULL ? NULL : &handle);
	bad += check_int(handle, -1);
	return (bad + check_int(spawnx_attr_destroy(&at), 0));
}

static void
test_is_ended(void **state)
{
	(void)state;
	need(NEED_CLEAR_HANDLERS);
	skip_unless_root();
	if (!BACKEND_IS_ASM || spawnx_can(SPAWNX_CAN_AUTOKILL))
		skip_because("there is none in between");
	expect_child(is_ended, NULL);
	expect_child(is_ended, &killed);
}

/* musl's clone() has no word that says when the program executes. */
static int
has_no_word(void *arg)
{
	(void)arg;
	if (refuse_syscall(SYS_clone3, ENOSYS) != 0 ||
	    refuse_syscall_if_arg(SYS_clone, CLONE_FLAGS_ARG,
		CLONE_THREAD | CHILD_CLEARTID, CHILD_CLEARTID, EINVAL) != 0)
		return (77);
	return (gives_none(NULL, NULL));
}

static void
test_no_word(void **state)
{
	(void)state;
	if (spawnx_can(SPAWNX_CAN_AUTOKILL))
		skip_because("there is none in between");
	expect_child(has_no_word, NULL);
}

/* Nor a descriptor of the child, whose new parent does not reap it. */
static int
has_nothing(void *arg)
{
	if (refuse_syscall(SYS_pidfd_open, ENOSYS) != 0)
		return (77);
	return (has_no_word(arg));
}

static int
does_not_reap(void *arg)
{
	int rc;

	CHECK(prctl(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L) == 0);
	rc = in_child(has_nothing, arg);
	return (rc != 0 ? rc : check(has_child()));
}

static void
test_not_reaped(void **state)
{
	(void)state;
	if (spawnx_can(SPAWNX_CAN_AUTOKILL))
		skip_because("there is none in between");
	expect_child(does_not_reap, NULL);
}

/* As in gVisor, where an exec does not clear the word either. */
static int
has_no_descriptors(void *arg)
{
	(void)arg;
	if (refuse_syscall(SYS_clone3, ENOSYS) != 0 ||
	    refuse_syscall(SYS_pidfd_open, ENOSYS) != 0)
		return (77);
	return (gives_none(NULL, NULL));
}

static void
test_no_descriptors(void **state)
{
	(void)state;
	if (!BACKEND_IS_ASM || spawnx_can(SPAWNX_CAN_AUTOKILL))
		skip_because("there is none in between");
	expect_child(has_no_descriptors, NULL);
}

/* Before it has made a child. */
static int
was_early(void *arg)
{
	static const struct sock_filter code[] = {
		{ FILTER_LOAD, 0, 0, FILTER_NUMBER },
		{ FILTER_IS, 0, 3, SYS_clone },
		{ FILTER_LOAD, 0, 0,
		    FILTER_ARGS + 8 * CLONE_FLAGS_ARG + FILTER_LOW },
		{ FILTER_AND, 0, 0, PARENT_SETTID },
		{ FILTER_IS, 1, 0, PARENT_SETTID },
		{ FILTER_GIVE, 0, 0, FILTER_ALLOW },
		{ FILTER_GIVE, 0, 0, FILTER_KILL },
	};
	const struct {
		uint16_t n;
		const struct sock_filter *code;
	} program = { COUNT(code), code };
	const spawnx_options_t o = { .flags = SPAWNX_DETACHED };
	pid_t pid = 4711;

	(void)arg;
	/* Before Linux 5.16 a dump ends all who share the memory. */
	(void)prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
	if (FILTER_ARCH == 0 || refuse_syscall(SYS_clone3, ENOSYS) != 0 ||
	    (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) |
		prctl(22 /* PR_SET_SECCOMP */, 2L, &program)) != 0)
		return (77);
	return (check_int(spawnx_spawn_with(&pid, "/bin/true", NULL, NULL,
			      ARGV("true"), environ, &o, sizeof(o)),
		    ECANCELED) +
		check_int(pid, 4711) + check(!has_child()));
}

static void
test_early(void **state)
{
	(void)state;
	expect_child(was_early, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_goes_on),
		CASE(test_is_ended),
		CASE(test_no_word),
		CASE(test_not_reaped),
		CASE(test_no_descriptors),
		CASE(test_early),
	};

	if (!spawnx_can(SPAWNX_CAN_DETACHED))
		return (skip_all("nothing is detached here"));
	return (run_cases(cases));
}
