/* SPDX-License-Identifier: BSD-2-Clause */
/* What the steps of a random scenario are about; see random_pick.h. */
#include "random_pick.h"

/* splitmix64: Steele, Lea, Flood 2014. */
static uint64_t
next(struct maker *mk)
{
	uint64_t z = mk->mk_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

long
pick_below(struct maker *mk, long n)
{
	return (long)(next(mk) % (uint64_t)n);
}

bool
pick_one_in(struct maker *mk, long n)
{
	return pick_below(mk, n) == 0;
}

void
pick_add(struct maker *mk, step_fn *fn, long a, long b, const char *s)
{
	const struct step st = { fn, a, b, s };

	if (mk->mk_n < MOST_STEPS)
		mk->mk_sc->sc_steps[mk->mk_n++] = st;
}

int
pick_descriptor(struct maker *mk)
{
	int most = mk->mk_limit < NOTED ? mk->mk_limit : NOTED;

	return (int)pick_below(mk, most);
}

int
pick_any_descriptor(struct maker *mk)
{
	if (pick_one_in(mk, 40))
		return -1;
	if (pick_one_in(mk, 40) && mk->mk_limit >= 20)
		return mk->mk_limit;
	return pick_descriptor(mk);
}

int
pick_of(struct maker *mk, unsigned set)
{
	int fd;

	if (set == 0 || pick_one_in(mk, 8))
		return pick_descriptor(mk);
	do
		fd = (int)pick_below(mk, NOTED);
	while ((set >> fd & 1) == 0);
	return fd;
}

void
pick_note(struct maker *mk, int fd, bool open, bool directory)
{
	const unsigned bit = fd < 0 || fd >= NOTED ? 0 : 1U << fd;

	mk->mk_open = open ? mk->mk_open | bit : mk->mk_open & ~bit;
	mk->mk_directories =
	    directory ? mk->mk_directories | bit : mk->mk_directories & ~bit;
}

int
pick_signal_number(struct maker *mk)
{
	static const int signals[] = { SIGHUP, SIGINT, SIGUSR1, SIGUSR2,
		SIGTERM, SIGCHLD, SIGPIPE, SIGTTOU, SIGCONT, SIGWINCH, 34, 35,
		64 };

	return PICK(mk, signals);
}

int
pick_set_member(struct maker *mk)
{
	static const int odd[] = { 0, 0, FILLED, SIGKILL, SIGSTOP };

	return pick_one_in(mk, 3) ? PICK(mk, odd) : pick_signal_number(mk);
}

const char *
pick_file(struct maker *mk)
{
	static const char *const files[] = { "@none", "@a/b", "@loop", "a",
		"inside", "@script", "", "/dev/stdin", "/proc/self/fd/3",
		"/dev/fd/7" };
	static const char *const good[] = { "@a", "@b", "@a", "/dev/null" };

	return pick_one_in(mk, 4) ? PICK(mk, files) : PICK(mk, good);
}

const char *
pick_directory(struct maker *mk)
{
	static const char *const directories[] = { "dir", "@none", "@a", "",
		"/proc/self/fd/4" };
	static const char *const good[] = { "@dir", "@bin", "@", "..", "/" };

	return pick_one_in(mk, 4) ? PICK(mk, directories) : PICK(mk, good);
}

int
pick_open_flags(struct maker *mk)
{
	static const int access[] = { O_RDONLY, O_RDONLY, O_RDWR, O_WRONLY,
		O_PATH };
	static const int more[] = { 0, 0, 0, O_CLOEXEC, O_APPEND, O_TRUNC,
		O_NONBLOCK, O_NOFOLLOW };
	int flags = PICK(mk, access);

	if (pick_one_in(mk, 20))
		flags |= O_DIRECTORY;
	return flags == O_PATH ? flags : flags | PICK(mk, more);
}
