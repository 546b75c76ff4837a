/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A child that was never given the descriptors it is to close ends like one
 * that has closed them, and so does one that shares its parent's until it has
 * made a copy: the same descriptors, or the same error from the same action.
 * Each sequence is spawned in these ways, the second with CLOSE_RANGE_UNSHARE
 * refused; by hand, and at random from a seed.
 *
 * Not of POSIX: doc/descriptors.md, "Why no result changes".
 */
#include "check.h"

#include "forked.h"

#include <sys/resource.h>

#define LIMIT     64
#define UNSHARE   2u /* CLOSE_RANGE_UNSHARE */
#define SEQUENCES 150

static const char *const by_hand[] = {
	"f3",
	"f0",
	"o5=/dev/null f3",
	"o5=/dev/null o6=/dev/null f7",
	"o63=/dev/null f3",
	"d63:3 f4",
	"d62:63 d63:4 f5",
	"d40:4 d41:5 i42 F43 f3",
	"F20 f3",
	"F21 f3",
	"o5=/none f3",
	"d0:40 d40:3 C=/none f3",
	"o5=/proc/self/fd/40 f6",
	"o5=/dev/fd/63 f6",
	"C=/proc/self/fd o5=40 f6",
	"C=/proc/self o5=fd/40 f6",
	"o5=/proc/self/fd/64 f6",
	"f20 o5=/dev/null o25=/dev/null d5:30 f28",
	"f30 o5=/dev/fd/20 f6",
	"w4=@/written f5 d4:9",
	"c3 c4 c5 o4=/dev/null d4:5 f6",
	"d70:4 f3",
	"d0:64 f3",
	"f3 d40:4",
	"f64",
	"f2147483647",
};

/* Every number of the limit is taken; every third one is close-on-exec. */
static int
fill(bool full)
{
	const struct rlimit limit = { LIMIT, LIMIT };

	close_all();
	for (int fd = 3; fd < LIMIT; fd++) {
		if (!full && fd % 5 == 4)
			continue;
		CHECK(open_as(fd, fd % 4 == 0 ? "/" : "/dev/null",
			  O_RDONLY | (fd % 3 == 0 ? O_CLOEXEC : 0)) == fd);
	}
	return (setrlimit(RLIMIT_NOFILE, &limit));
}

static const struct way {
	const char *name;
	bool plain, sharing;
} ways[] = {
	{ "not given", false, false },
	{ "plain", true, false },
	{ "shared", false, true },
	{ "not to be shared", true, true },
};

struct job {
	const char *out; /* where the results go */
	const struct way *way;
	bool full;
	unsigned seed; /* 0: by hand */
};

/* A file of the results; no descriptor of ours is open during a spawn. */
static int
note(const char *file, const char *line)
{
	int fd;

	(void)close(2);
	fd = open(file, O_WRONLY | O_CREAT | O_APPEND, 0600);
	CHECK(fd == 2);
	CHECK(write(fd, line, strlen(line)) == (ssize_t)strlen(line));
	CHECK(close(2) == 0 && open("/dev/null", O_WRONLY) == 2);
	return (0);
}

static void
describe(char *line, size_t size, const struct report *r)
{
	size_t len =
	    (size_t)snprintf(line, size, "  fds %s:", report_get(r, "fds"));

	for (int fd = 0; fd < LIMIT && len < size; fd++) {
		if (report_fd(r, fd, "") != NULL)
			len += (size_t)snprintf(line + len, size - len,
			    " %d=%s/%s", fd, report_fd(r, fd, "id"),
			    report_fd(r, fd, "access"));
	}
	if (len < size)
		(void)snprintf(line + len, size - len, "\n");
}

static int
spawn_one(const struct job *job, const char *text, short flags)
{
	const struct spawn_family *f =
	    job->way->sharing ? family_sharing() : family_spawnx();
	posix_spawn_file_actions_t fa;
	spawnx_failure_t where = { .error = 0 };
	char line[4096], *file = strdup(test_path("report"));
	posix_spawnattr_t at;
	struct report *r;
	pid_t pid = -1;
	int rc, status;

	CHECK(f->actions_init(&fa) == 0 && f->attr_init(&at) == 0);
	CHECK(f->setflags(&at, flags) == 0);
	CHECK(spawnx_attr_setfailure(&at, &where) == 0);
	rc = add_actions(f, &fa, text);
	(void)snprintf(
	    line, sizeof(line), "%s, %#x: add %d\n", text, flags, rc);
	CHECK(note(job->out, line) == 0);
	(void)unlink(file);
	rc = f->spawn(
	    &pid, report_program(), &fa, &at, ARGV("report", file), environ);
	status = rc == 0 ? wait_for(pid) : 0;
	(void)snprintf(line, sizeof(line), "  %d in %d of %d, status %x\n", rc,
	    where.index, (int)where.step, (unsigned)status);
	CHECK(note(job->out, line) == 0);
	CHECK(close(4) <= 0); /* for the file that is read, and put back */
	r = rc == 0 && status == 0 ? report_read(file) : NULL;
	free(file);
	if (r != NULL) {
		describe(line, sizeof(line), r);
		CHECK(note(job->out, line) == 0);
		report_free(r);
	}
	if (job->full)
		CHECK(open_as(4, "/", O_RDONLY) == 4);
	CHECK(f->actions_destroy(&fa) == 0 && f->attr_destroy(&at) == 0);
	return (0);
}

/* -- At random -- */

static unsigned
below(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245 + 12345;
	return ((*seed >> 16) % n);
}

/* Half of the numbers are low ones, and a few are above the limit. */
static int
number(unsigned *seed)
{
	return ((int)below(seed, below(seed, 2) == 0 ? 10 : LIMIT + 2));
}

static void
random_action(char *to, size_t size, unsigned *seed)
{
	static const char *const names[] = { "/dev/null", "/", "/none",
		"@/file", "/dev/fd/20", "/proc/self/fd/40", "/dev/stdin" };
	const int a = number(seed), b = number(seed);

	switch (below(seed, 8)) {
	case 0:
	case 1:
		(void)snprintf(
		    to, size, "o%d=%s ", a, names[below(seed, COUNT(names))]);
		break;
	case 2:
		(void)snprintf(to, size, "c%d ", a);
		break;
	case 3:
	case 4:
		(void)snprintf(to, size, "d%d:%d ", a, b);
		break;
	case 5:
		(void)snprintf(to, size, "i%d ", a);
		break;
	case 6:
		(void)snprintf(to, size, "F%d ", a / 4 * 4);
		break;
	default:
		(void)snprintf(to, size, "f%d ", a);
	}
}

static int
random_ones(const struct job *job)
{
	unsigned seed = job->seed;
	int bad = 0;

	for (int i = 0; i < SEQUENCES && bad == 0; i++) {
		const unsigned n = 1 + below(&seed, 4);
		const bool by_flag = below(&seed, 2) == 0;
		char text[256] = "";

		for (unsigned k = 0; k < n; k++)
			random_action(text + strlen(text),
			    sizeof(text) - strlen(text), &seed);
		if (!by_flag)
			(void)sprintf(
			    text + strlen(text), "f%u", below(&seed, 20));
		bad +=
		    spawn_one(job, text, by_flag ? SPAWNX_CLOEXEC_DEFAULT : 0);
	}
	return (bad);
}

static int
run_job(void *arg)
{
	const struct job *job = arg;
	int bad = fill(job->full);

	if (job->way->plain && refuse_syscall_if_arg(SYS_close_range, 2,
				   UNSHARE, UNSHARE, EINVAL) != 0)
		return (77);
	if (job->seed != 0)
		return (bad + random_ones(job));
	for (size_t i = 0; i < COUNT(by_hand); i++) {
		bad += spawn_one(job, by_hand[i], 0);
		bad += spawn_one(job, by_hand[i], SPAWNX_CLOEXEC_DEFAULT);
	}
	return (bad);
}

static void
expect_same(unsigned seed, bool full)
{
	char *first = NULL, *path = strdup(test_path("out")), *text;
	const struct way *way;

	FOR_EACH_ROW(way, ways)
	{
		struct job job = { path, way, full, seed };

		(void)unlink(path);
		expect_child(run_job, &job);
		text = read_file(path);
		assert_non_null(text);
		if (first == NULL)
			first = strdup(text);
		assert_string_equal(text, first);
		free(text);
	}
	assert_in_range(count_lines(first), 50, 100000);
	free(first);
	free(path);
}

static void
test_by_hand(void **state)
{
	(void)state;
	expect_same(0, false);
	expect_same(0, true);
}

/* SPAWNX_TEST_SEED: another one than the usual. */
static void
test_at_random(void **state)
{
	const char *text = getenv("SPAWNX_TEST_SEED");
	unsigned seed = text == NULL ? 1 : (unsigned)strtoul(text, NULL, 10);

	(void)state;
	(void)write_file("file", 0644, "x");
	print_message("seeds %u and %u\n", seed, seed + 1);
	expect_same(seed, false);
	expect_same(seed + 1, true);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(test_by_hand),
		CASE(test_at_random),
	};

	return (run_cases(cases));
}
