/* SPDX-License-Identifier: BSD-2-Clause */
/* What is said of a random scenario; see random.h. */
#include "random.h"

/* -- As text -- */

#define NAME(fn)             \
	{                    \
		do_##fn, #fn \
	}

static const struct {
	step_fn *fn;
	const char *name;
} names[] = { NAME(addchdir), NAME(addclose), NAME(addclosefrom), NAME(adddup2),
	NAME(addfchdir), NAME(addmany), NAME(addopen), NAME(addtcsetpgrp),
	NAME(argv), NAME(blocked), NAME(caught), NAME(closed), NAME(copied),
	NAME(cwd), NAME(flags), NAME(group), NAME(have), NAME(ids),
	NAME(ignored), NAME(limit), NAME(nice), NAME(no_pid), NAME(path),
	NAME(pgroup), NAME(policy), NAME(priority), NAME(program), NAME(search),
	NAME(seek), NAME(sigdefault), NAME(sigmask), NAME(tty), NAME(umask) };

static const char *
name_of(step_fn *fn)
{
	for (size_t i = 0; i < COUNT(names); i++) {
		if (names[i].fn == fn)
			return names[i].name;
	}
	return "?";
}

const char *
random_text(const struct scenario *sc)
{
	static char text[MOST_STEPS * 64];
	size_t len = 0;

	text[0] = '\0';
	for (size_t i = 0; i < MOST_STEPS && sc->sc_steps[i].st_do; i++) {
		const struct step *st = &sc->sc_steps[i];

		len += (size_t)snprintf(text + len, sizeof(text) - len,
		    "%s(%ld, 0%lo%s%s) ", name_of(st->st_do), st->st_a,
		    (unsigned long)st->st_b, st->st_s ? ", " : "",
		    st->st_s ? st->st_s : "");
		if (len >= sizeof(text))
			break;
	}
	return text;
}

/* -- Rules -- */

/* O_CLOEXEC of an open action, which glibc's dup2() may drop: doc/order.md. */
static bool
is_close_on_exec(const struct scenario *sc, int fd)
{
	for (size_t i = 0; i < MOST_STEPS && sc->sc_steps[i].st_do; i++) {
		const struct step *st = &sc->sc_steps[i];

		if (st->st_do == do_addopen && st->st_a == fd &&
		    (st->st_b & O_CLOEXEC))
			return true;
	}
	return false;
}

/* "fd.5: reg -> (none)", or a line that says more of the same. */
static bool
is_lost_descriptor(const struct scenario *sc, const char *line)
{
	static const char tail[] = " -> (none)";
	size_t len = strcspn(line, "\n");
	int fd;

	return sscanf(line, "fd.%d", &fd) == 1 && is_close_on_exec(sc, fd) &&
	       len > strlen(tail) &&
	       strncmp(line + len - strlen(tail), tail, strlen(tail)) == 0;
}

/* "0,1,2": whether it has the descriptor. */
static bool
lists(const char *list, int fd)
{
	char *end;

	for (; *list >= '0' && *list <= '9'; list = end + (*end == ',')) {
		if (strtol(list, &end, 10) == fd)
			return true;
	}
	return false;
}

/* "fds: 0,1,2,5 -> 0,1,2". */
static bool
is_shorter_list(const struct scenario *sc, const char *line)
{
	const char *before = line + 5, *after;

	if (strncmp(line, "fds: ", 5) != 0)
		return false;
	after = strstr(line, " -> ");
	if (after == NULL)
		return false;
	after += 4;
	for (int fd = 0; fd < 64; fd++) {
		if (lists(before, fd) != lists(after, fd) &&
		    !(lists(before, fd) && is_close_on_exec(sc, fd)))
			return false;
	}
	return true;
}

void
random_explain(const struct scenario *sc, char *deviation)
{
	char *line = deviation;

	while (*line != '\0') {
		size_t len = strcspn(line, "\n");

		len += line[len] == '\n';
		if (is_lost_descriptor(sc, line) || is_shorter_list(sc, line))
			memmove(line, line + len, strlen(line + len) + 1);
		else
			line += len;
	}
}
