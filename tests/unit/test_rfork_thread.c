/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The contract of arch/rfork_thread.h: a child that runs on the given stack,
 * and its process ID in the parent; or -errno, and there is no child.
 *
 * Not of POSIX.
 */
#include "rfork_child.h"

static void
test_child(void **state)
{
	struct spx_clone_args args;
	const struct way *way;
	struct found f;
	long pid;

	(void)state;
	FOR_EACH_ROW(way, ways)
	{
		memset(&f, 0, sizeof(f));
		make_args(&args, sizeof(stack));
		errno = ODD;
		pid = spx_rfork_thread(
		    &args, stack + sizeof(stack), child, &f, way->size);
		if (lacks(way, pid))
			continue;
		assert_int_equal(errno, ODD);
		assert_true(pid > 0);
		assert_int_equal(wait_for((pid_t)pid), 7 << 8);
		assert_int_equal(f.f_pid, pid);
		assert_ptr_equal(f.f_self, &f);
		assert_in_range(f.f_stack, (uintptr_t)stack,
		    (uintptr_t)stack + sizeof(stack) - 1);
	}
}

/* A child that is no child of waitpid() without __WALL. */
static void
test_no_exit_signal(void **state)
{
	struct spx_clone_args args;
	const struct way *way;
	struct found f;
	int status;
	long pid;

	(void)state;
	FOR_EACH_ROW(way, ways)
	{
		make_args(&args, sizeof(stack));
		args.ca_exit_signal = 0;
		pid = spx_rfork_thread(
		    &args, stack + sizeof(stack), child, &f, way->size);
		if (lacks(way, pid))
			continue;
		assert_int_equal(waitpid((pid_t)pid, &status, 0), -1);
		assert_int_equal(waitpid((pid_t)pid, &status, 0x40000000), pid);
	}
}

static void
test_errors(void **state)
{
	static const struct {
		const char *name;
		uint64_t flags;
		size_t size;
		long want;
	} rows
	    [] = { { "clone, SIGHAND without VM", CLONE_SIGHAND, 0, -EINVAL },
		    { "clone, THREAD without SIGHAND", CLONE_VM | CLONE_THREAD,
			0, -EINVAL },
#if BACKEND_IS_ASM
		    { "clone3, SIGHAND without VM", CLONE_SIGHAND,
			SPX_CA_SIZE_VER0, -EINVAL },
		    { "clone3, too small", FLAGS, SPX_CA_SIZE_VER0 - 8,
			-EINVAL },
		    { "clone3, too large", FLAGS, 65536, -E2BIG },
#else
		    { "no clone3", FLAGS, SPX_CA_SIZE_VER0, -ENOSYS },
#endif
	    },
	*row;
	struct spx_clone_args args;
	struct found f;
	long rc;

	(void)state;
	FOR_EACH_ROW(row, rows)
	{
		memset(&f, 0, sizeof(f));
		make_args(&args, sizeof(stack));
		args.ca_flags = row->flags;
		errno = ODD;
		rc = spx_rfork_thread(
		    &args, stack + sizeof(stack), child, &f, row->size);
		if (BACKEND_IS_ASM && row->size != 0 && rc == -ENOSYS)
			continue; /* no kernel's, as an emulator is */
		assert_int_equal(rc, row->want);
		assert_int_equal(errno, ODD);
		assert_int_equal(f.f_pid, 0);
	}
}

static void
test_pidfd(void **state)
{
	char path[64], want[64], *text;
	struct spx_clone_args args;
	const struct way *way;
	struct found f;
	long pid;
	int fd;

	(void)state;
	FOR_EACH_ROW(way, ways)
	{
		fd = -1;
		make_args(&args, sizeof(stack));
		args.ca_flags |= CLONE_PIDFD;
		args.ca_pidfd = (uintptr_t)&fd;
		pid = spx_rfork_thread(
		    &args, stack + sizeof(stack), child, &f, way->size);
		if (lacks(way, pid))
			continue;
		assert_true(pid > 0 && fd >= 0);
		(void)snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
		(void)snprintf(want, sizeof(want), "\nPid:\t%ld\n", pid);
		text = read_file(path);
		assert_non_null(text);
		assert_non_null(strstr(text, want));
		free(text);
		assert_int_equal(close(fd), 0);
		assert_int_equal(wait_for((pid_t)pid), 7 << 8);
	}
}

/* The kernel clears the word when the child has left the memory. */
static void
test_cleared_word(void **state)
{
	struct spx_clone_args args;
	volatile int word;
	const struct way *way;
	struct found f;
	long pid;

	(void)state;
	FOR_EACH_ROW(way, ways)
	{
		word = 1;
		make_args(&args, sizeof(stack));
		args.ca_flags |= CLONE_CHILD_CLEARTID;
		args.ca_child_tid = (uintptr_t)&word;
		pid = spx_rfork_thread(
		    &args, stack + sizeof(stack), child, &f, way->size);
		if (BACKEND_IS_ASM && way->size != 0 && pid == -ENOSYS)
			continue; /* no kernel's, as an emulator is */
		if (!STARTS_BY_CLONE && pid == -EINVAL)
			continue;
		assert_true(pid > 0);
		assert_int_equal(word, 0);
		assert_int_equal(wait_for((pid_t)pid), 7 << 8);
	}
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_child),
		CASE(test_no_exit_signal),
		CASE(test_errors),
		CASE(test_pidfd),
		CASE(test_cleared_word),
	};

	return (run_cases(cases));
}
