/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The sentence that a person wants of a failure.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/core.h"

static const char *const attributes[] = {
	[SPAWNX_ATTR_HANDLE] = "handle",
#define FLAGGED(NAME, name, word, ...)   [SPAWNX_ATTR_##NAME] = word,
#define EXTENSION(NAME, name, type, ...) [SPAWNX_ATTR_##NAME] = #name,
#include "base/attributes.def"
};

static const char *const actions[] = {
	[SPAWNX_ACTION_OPEN] = "open",
	[SPAWNX_ACTION_CLOSE] = "close",
	[SPAWNX_ACTION_DUP2] = "dup2",
	[SPAWNX_ACTION_CHDIR] = "chdir",
	[SPAWNX_ACTION_FCHDIR] = "fchdir",
	[SPAWNX_ACTION_CLOSEFROM] = "closefrom",
	[SPAWNX_ACTION_TCSETPGRP] = "tcsetpgrp",
	[SPAWNX_ACTION_INHERIT] = "inherit",
	[SPAWNX_ACTION_REMAP] = "remap",
	[SPAWNX_ACTION_CLOEXECFROM] = "cloexecfrom",
	[SPAWNX_ACTION_INHERITOPEN] = "inheritopen",
	[SPAWNX_ACTION_WRITE] = "write",
};

static const char *
name_of(const char *const names[], size_t n, int index)
{
	return (index >= 0 && (size_t)index < n ? names[index] : NULL);
}

/*
 * No text is as long.  A buffer that is said to be of more than INT_MAX bytes
 * is an error to some vsnprintf(), musl's among them; one that would reach past
 * the last address is full at once to glibc's, since 2.37.
 */
#define MOST_TEXT 4096

#define NAME_OF(names, index) \
	name_of(names, sizeof(names) / sizeof((names)[0]), (int)(index))

/*
 * The part of the buffer that is left; its zero byte is there already.  Once
 * something did not fit, nothing is left: the rest of a character's place is
 * not for what comes after it.
 */
struct rest {
	char *rs_at;
	size_t rs_len; /* without the zero byte */
};

static void put(struct rest *rest, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
put(struct rest *rest, const char *format, ...)
{
	va_list args;
	size_t len;
	int n;

	va_start(args, format);
	n = vsnprintf(rest->rs_at, rest->rs_len + 1, format, args);
	va_end(args);
	len = n < 0 ? 0 : (size_t)n;
	if (len > rest->rs_len) {
		len = spx_utf8_whole(rest->rs_at, rest->rs_len);
		rest->rs_len = len;
	}
	rest->rs_at += len;
	rest->rs_len -= len;
	*rest->rs_at = '\0';
}

/* What a terminal would act upon: C0, DEL, and C1, which is C2 80 to C2 9F. */
static bool
is_control(const char *s, size_t len)
{
	const unsigned char *c = (const unsigned char *)s;

	if (len == 1)
		return (c[0] < ' ' || c[0] == 0x7f);
	return (len == 2 && c[0] == 0xc2 && c[1] < 0xa0);
}

/* Nor is anything to be mistaken for the path's end. */
static bool
is_plain(const char *s, size_t len)
{
	return (len > 0 && !is_control(s, len) && *s != '"' && *s != '\\');
}

static void
put_path(struct rest *rest, const char path[SPAWNX_FAILURE_PATH])
{
	size_t left = strnlen(path, SPAWNX_FAILURE_PATH), len;

	put(rest, " \"");
	for (; left > 0; path += len, left -= len) {
		len = spx_utf8_char(path, left);
		if (is_plain(path, len)) {
			put(rest, "%.*s", (int)len, path);
			continue;
		}
		len = 1;
		put(rest, "\\x%02x", (unsigned char)*path);
	}
	put(rest, "\"");
}

/* Of a failure that was not written by a spawn only the number is known. */
static void
put_action(struct rest *rest, const spawnx_failure_t *failure)
{
	const char *name = NAME_OF(actions, failure->kind);

	put(rest, "action %d", failure->index);
	if (name == NULL)
		return;
	put(rest, ", %s", name);
	if (failure->kind == SPAWNX_ACTION_OPEN ||
	    failure->kind == SPAWNX_ACTION_CHDIR ||
	    failure->kind == SPAWNX_ACTION_WRITE)
		put_path(rest, failure->path);
	else if (failure->kind == SPAWNX_ACTION_DUP2)
		put(rest, " %d to %d", failure->fd, failure->newfd);
	else if (failure->kind != SPAWNX_ACTION_REMAP)
		put(rest, " %d", failure->fd);
}

/* A spawn has -1 for what there is not; a struct made by hand has zeroes. */
static bool
has_fd(const spawnx_failure_t *failure)
{
	return (failure->fd >= 0 && failure->newfd < 0);
}

static void
put_attribute(struct rest *rest, const spawnx_failure_t *failure)
{
	const char *name = NAME_OF(attributes, failure->index);

	if (name != NULL)
		put(rest, "attribute %s", name);
	else
		put(rest, "attribute %d", failure->index);
	if (failure->path[0] != '\0')
		put_path(rest, failure->path);
	else if (has_fd(failure))
		put(rest, " %d", failure->fd);
}

/* Which one of a search it was, from 0, as in index. */
static void
put_exec(struct rest *rest, const spawnx_failure_t *failure)
{
	put(rest, "exec");
	if (failure->path[0] != '\0')
		put_path(rest, failure->path);
	else if (has_fd(failure))
		put(rest, " of descriptor %d", failure->fd);
	if (failure->index != 0)
		put(rest, ", candidate %d", failure->index);
}

/*
 * strerror() may use one buffer for all threads.  strerror_r() is POSIX's or
 * glibc's, which may return another buffer than the one that it was given.
 */
static const char *
posix_text(int rc, const char *buf)
{
	(void)rc;
	return (buf);
}

static const char *
gnu_text(const char *text, const char *buf)
{
	(void)buf;
	return (text);
}

static void
put_error(struct rest *rest, int error)
{
	char buf[256] = "";
	const char *text;

	text = _Generic(strerror_r(error, buf, sizeof(buf)), int
			: posix_text, default
			: gnu_text)(strerror_r(error, buf, sizeof(buf)), buf);
	if (text[0] != '\0')
		put(rest, ": %s", text);
	else
		put(rest, ": error %d", error);
}

static void
put_explanation(struct rest *rest, const spawnx_failure_t *failure)
{
	const char *text = spx_explain(failure);

	if (text != NULL)
		put(rest, " (%s)", text);
}

static void
put_step(struct rest *rest, const spawnx_failure_t *failure)
{
	switch (failure->step) {
	case SPAWNX_STEP_ARGUMENT:
		if (failure->setter[0] != '\0')
			put(rest, "%.*s()", (int)sizeof(failure->setter),
			    failure->setter);
		else
			put(rest, "arguments");
		return;
	case SPAWNX_STEP_CLONE:
		put(rest, "new process");
		return;
	case SPAWNX_STEP_ATTR:
		put_attribute(rest, failure);
		return;
	case SPAWNX_STEP_ACTION:
		put_action(rest, failure);
		return;
	case SPAWNX_STEP_EXEC:
	case SPAWNX_STEP_INTERPRETER:
		put_exec(rest, failure);
		return;
	default:
		put(rest, "step %d", (int)failure->step);
	}
}

SPX_PUBLIC const char *
spawnx_strfailure(const spawnx_failure_t *failure, char *buf, size_t len)
{
	struct rest rest = { buf, 0 };
	int saved = errno;

	if (len == 0 || buf == NULL)
		return ("");
	rest.rs_len = (len > MOST_TEXT ? MOST_TEXT : len) - 1;
	*buf = '\0';
	if (failure == NULL || failure->step == SPAWNX_STEP_NONE) {
		put(&rest, "no failure");
	} else {
		put_step(&rest, failure);
		put_error(&rest, failure->error);
		put_explanation(&rest, failure);
	}
	errno = saved;
	return (buf);
}
