/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a compiler can't see to in arch/<cpu>/rfork_thread_linux.S: the
 * caller's registers stay as they were, the child's stack is aligned, its
 * frame is the outermost one, and it is trapped if its function returns.
 *
 * Not of POSIX: the ABI of the CPU.
 */
#include "forked.h"

#if BACKEND_IS_ASM && (defined(__x86_64__) || defined(__i386__))

#include <sys/prctl.h>
#include <sys/resource.h>

#include "rfork_child.h"

/*
 * Calls spx_rfork_thread() with a pattern in every register that the ABI says
 * is the caller's, and gives in *damaged how many have changed.
 */
long call_with_patterns(const struct spx_clone_args *args, void *stack_top,
    int (*fn)(void *), void *arg, size_t size, long *damaged);

#ifdef __x86_64__
#define CHECK(reg, value) \
	"cmpq $" value ", %" reg "\n\tje 1f\n\tincq (%rcx)\n1:\t"
__asm__(".text\n"
	".type call_with_patterns, @function\n"
	"call_with_patterns:\n\t"
	"pushq %rbx\n\tpushq %rbp\n\tpushq %r12\n\tpushq %r13\n\t"
	"pushq %r14\n\tpushq %r15\n\tpushq %r9\n\t"
	"movq $0x1b1b1b1b, %rbx\n\tmovq $0x2b2b2b2b, %rbp\n\t"
	"movq $0x3c3c3c3c, %r12\n\tmovq $0x4d4d4d4d, %r13\n\t"
	"movq $0x5e5e5e5e, %r14\n\tmovq $0x6f6f6f6f, %r15\n\t"
	"call spx_rfork_thread\n\t"
	"popq %rcx\n\tmovq $0, (%rcx)\n\t" CHECK("rbx", "0x1b1b1b1b") CHECK(
	    "rbp", "0x2b2b2b2b") CHECK("r12", "0x3c3c3c3c") CHECK("r13",
	    "0x4d4d4d4d") CHECK("r14", "0x5e5e5e5e") CHECK("r15",
	    "0x6f6f6f6f") "popq %r15\n\tpopq %r14\n\tpopq %r13\n\t"
			  "popq %r12\n\tpopq %rbp\n\tpopq %rbx\n\t"
			  "ret\n"
			  ".size call_with_patterns, . - call_with_patterns\n");
#else
#define CHECK(reg, value) \
	"cmpl $" value ", %" reg "\n\tje 1f\n\tincl (%ecx)\n1:\t"
__asm__(
    ".text\n"
    ".type call_with_patterns, @function\n"
    "call_with_patterns:\n\t"
    "pushl %ebx\n\tpushl %ebp\n\tpushl %esi\n\tpushl %edi\n\t"
    "subl $28, %esp\n\t"
    "movl 48(%esp), %eax\n\tmovl %eax, 0(%esp)\n\t"
    "movl 52(%esp), %eax\n\tmovl %eax, 4(%esp)\n\t"
    "movl 56(%esp), %eax\n\tmovl %eax, 8(%esp)\n\t"
    "movl 60(%esp), %eax\n\tmovl %eax, 12(%esp)\n\t"
    "movl 64(%esp), %eax\n\tmovl %eax, 16(%esp)\n\t"
    "movl $0x1b1b1b1b, %ebx\n\tmovl $0x2b2b2b2b, %ebp\n\t"
    "movl $0x3c3c3c3c, %esi\n\tmovl $0x4d4d4d4d, %edi\n\t"
    "call spx_rfork_thread\n\t"
    "movl 68(%esp), %ecx\n\tmovl $0, (%ecx)\n\t" CHECK("ebx", "0x1b1b1b1b")
	CHECK("ebp", "0x2b2b2b2b") CHECK("esi", "0x3c3c3c3c") CHECK("edi",
	    "0x4d4d4d4d") "addl $28, %esp\n\t"
			  "popl %edi\n\tpopl %esi\n\tpopl %ebp\n\tpopl %ebx\n\t"
			  "ret\n"
			  ".size call_with_patterns, . - call_with_patterns\n");
#endif

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
		rc = call_with_patterns(&args, stack + sizeof(stack), child, &f,
		    way->size, &damaged);
		skip_unless_works(rc);
		assert_int_equal(wait_for((pid_t)rc), 7 << 8);
		assert_int_equal(damaged, 0);
		args.ca_flags = CLONE_SIGHAND;
		damaged = -1;
		rc = call_with_patterns(&args, stack + sizeof(stack), child, &f,
		    way->size, &damaged);
		assert_int_equal(rc, -EINVAL);
		assert_int_equal(damaged, 0);
	}
}

/* As the ABI wants it for a call, whatever the top was; no frame above. */
static void
test_stack_in_the_child(void **state)
{
	static const size_t below[] = { 0, 4, 8, 12, 16, 3 };
	struct spx_clone_args args;
	const struct way *way;
	struct found f;
	long pid;

	(void)state;
	FOR_EACH_ROW(way, ways)
	{
		for (size_t i = 0; i < COUNT(below); i++) {
			size_t top = sizeof(stack) - below[i];

			make_args(&args, top);
			pid = spx_rfork_thread(
			    &args, stack + top, child, &f, way->size);
			skip_unless_works(pid);
			assert_int_equal(wait_for((pid_t)pid), 7 << 8);
			assert_int_equal(f.f_cfa % 16, 0);
			assert_int_equal(f.f_frame, 0);
			assert_in_range(f.f_cfa, (uintptr_t)stack + top - 32,
			    (uintptr_t)stack + top);
		}
	}
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
	long pid;

	(void)setrlimit(RLIMIT_CORE, &none);
	/* Before Linux 5.16 all who share what is dumped are killed. */
	(void)prctl(PR_SET_DUMPABLE, 0);
	(void)signal(SIGILL, SIG_DFL);
	make_args(&args, sizeof(stack));
	pid = spx_rfork_thread(
	    &args, stack + sizeof(stack), child_that_returns, NULL, way->size);
	if (pid == -ENOSYS || pid == -EPERM)
		return (77);
	return (check_int(wait_for((pid_t)pid) & 0x7f, SIGILL));
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

int
main(void)
{
	const struct CMUnitTest cases[] = {
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
