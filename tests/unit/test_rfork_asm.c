/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a compiler can't see to in arch/<cpu>/rfork_thread_linux.S: the
 * caller's registers stay as they were, the child's stack is aligned, its
 * frame is the outermost one, and it is trapped if its function returns.
 *
 * Not of POSIX: the ABI of the CPU.
 */
#include "forked.h"

#if BACKEND_IS_ASM

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "rfork_patterns.h"

static void
test_registers(void **state)
{
	struct spx_clone_args args;
	const struct way *way;
	struct found f;
	long rc, damaged;

	(void)state;
	FOR_EACH_ROW(way, ways)
	{
		make_args(&args, sizeof(stack));
		damaged = -1;
		rc = call_with_patterns(&args, stack + sizeof(stack),
		    child_entry, &f, way->size, &damaged);
		if (lacks(way, rc))
			continue;
		assert_int_equal(wait_for((pid_t)rc), 7 << 8);
		assert_int_equal(damaged, 0);
		args.ca_flags = CLONE_SIGHAND;
		damaged = -1;
		rc = call_with_patterns(&args, stack + sizeof(stack),
		    child_entry, &f, way->size, &damaged);
		assert_int_equal(rc, -EINVAL);
		assert_int_equal(damaged, 0);
	}
}

/*
 * As the ABI wants it for a call, whatever the top was; no frame above.  The
 * child tells in memory that is shared even where an emulator makes a fork.
 */
static void
test_stack_in_the_child(void **state)
{
	static const size_t below[] = { 0, 4, 8, 12, 16, 3 };
	struct spx_clone_args args;
	const struct way *way;
	struct found *f = mmap(NULL, sizeof(*f), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	long pid;

	(void)state;
	assert_true(f != MAP_FAILED);
	FOR_EACH_ROW(way, ways)
	{
		for (size_t i = 0; i < COUNT(below); i++) {
			size_t top = sizeof(stack) - below[i];

			make_args(&args, top);
			pid = spx_rfork_thread(
			    &args, stack + top, child_entry, f, way->size);
			if (lacks(way, pid))
				continue;
			assert_int_equal(wait_for((pid_t)pid), 7 << 8);
			assert_int_equal(f->f_cfa % 16, 0);
			assert_int_equal(f->f_frame, 0);
			assert_true(f->f_cfa >= (uintptr_t)stack + top - 32 &&
				    f->f_cfa <= (uintptr_t)stack + top);
		}
	}
	(void)munmap(f, sizeof(*f));
}

PLAIN static int
child_that_returns(void *arg)
{
	(void)arg;
	return (0);
}

static int
trap_child(void *arg)
{
	const struct rlimit none = { 0, 0 };
	struct spx_clone_args args;
	const struct way *way = arg;
	int status;
	long pid;

	(void)setrlimit(RLIMIT_CORE, &none);
	/* Before Linux 5.16 all who share what is dumped are killed. */
	(void)prctl(PR_SET_DUMPABLE, 0);
	(void)signal(SIGILL, SIG_DFL);
	(void)signal(SIGTRAP, SIG_DFL);
	make_args(&args, sizeof(stack));
	pid = spx_rfork_thread(
	    &args, stack + sizeof(stack), child_that_returns, NULL, way->size);
	if (lacks(way, pid))
		return (0);
	status = wait_for((pid_t)pid);
	return (
	    check_int(WIFSIGNALED(status), true) +
	    check_int(WTERMSIG(status) == SIGILL || WTERMSIG(status) == SIGTRAP,
		true));
}

static void
test_return_is_trapped(void **state)
{
	const struct way *way;
	struct way copy;

	(void)state;
	FOR_EACH_ROW(way, ways)
	{
		copy = *way;
		expect_child(trap_child, &copy);
	}
}

#ifdef __x86_64__

/*
 * gVisor makes one jump of "mov $number, %eax" and a syscall right behind it:
 * who enters by the second one would make the first one's call.
 */
static void
test_number_is_not_in_front(void **state)
{
	const unsigned char *code =
	    (const unsigned char *)(uintptr_t)spx_rfork_thread;
	size_t i = 5, n = 0;

	(void)state;
	for (; memcmp(code + i, "\x0f\x0b", 2) != 0; i++) { /* ud2 */
		if (memcmp(code + i, "\x0f\x05", 2) != 0)
			continue;
		n++;
		assert_int_not_equal(code[i - 5], 0xb8);
	}
	assert_int_equal(n, 1);
}

#endif

int
main(void)
{
	const struct CMUnitTest cases[] = {
#ifdef __x86_64__
		CASE(test_number_is_not_in_front),
#endif
		CASE(test_registers),
		CASE(test_stack_in_the_child),
		CASE(test_return_is_trapped),
	};

	return (run_cases(cases));
}

#else

int
main(void)
{
	return (skip_all("this backend has no assembly"));
}

#endif
