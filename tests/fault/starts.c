/* SPDX-License-Identifier: BSD-2-Clause */
/* See starts.h. */
#include "starts.h"

#include "forked.h"

#define UNTOUCHED 4711

static char *const program[] = { "sh", "-c", "echo x", NULL };

static int
spawn_with(unsigned flags, int *handle, spawnx_pending_t **pending,
    const posix_spawn_file_actions_t *fa, struct start_seen *seen)
{
	const spawnx_options_t o = {
		.flags = flags, .handle = handle, .pending = pending
	};
	pid_t pid = UNTOUCHED;
	int rc = spawnx_spawn_with(
	    &pid, "/bin/sh", fa, NULL, program, environ, &o, sizeof(o));

	seen->se_bad += check((rc == 0) == (pid != UNTOUCHED));
	if (rc != 0 && handle != NULL)
		seen->se_bad += check_int(*handle, -1);
	return (rc);
}

static int
detached(const posix_spawn_file_actions_t *fa, struct start_seen *out)
{
	return (spawn_with(SPAWNX_DETACHED, NULL, NULL, fa, out));
}

static int
detached_handle(const posix_spawn_file_actions_t *fa, struct start_seen *out)
{
	int handle = -1;
	int rc = spawn_with(SPAWNX_DETACHED, &handle, NULL, fa, out);

	if (rc == 0)
		out->se_bad += check_int(close(handle), 0);
	return (rc);
}

/* Where the kernel can't do it, there is no other way. */
static int
autokill(const posix_spawn_file_actions_t *fa, struct start_seen *out)
{
	int handle = -1, rc;

	rc = spawn_with(
	    SPAWNX_DETACHED | SPAWNX_AUTOKILL, &handle, NULL, fa, out);
	if (rc == 0)
		out->se_bad += check_int(close(handle), 0);
	return (rc == ENOTSUP ? 0 : rc);
}

static int
hold(const posix_spawn_file_actions_t *fa, spawnx_pending_t **p,
    struct start_seen *out)
{
	*p = NULL;
	return (spawn_with(SPAWNX_HELD, NULL, p, fa, out));
}

static int
held(const posix_spawn_file_actions_t *fa, struct start_seen *out)
{
	spawnx_pending_t *p;
	pid_t pid = -1;
	int rc = hold(fa, &p, out);

	if (rc != 0)
		return (rc);
	out->se_bad += check_int(spawnx_release(p), 0);
	rc = spawnx_finish(p, &pid);
	if (rc == 0)
		out->se_bad += check_int(wait_for(pid), 0);
	return (rc);
}

static int
held_cancelled(const posix_spawn_file_actions_t *fa, struct start_seen *out)
{
	spawnx_pending_t *p;
	int rc = hold(fa, &p, out);

	if (rc == 0 && spawnx_cancel(p) != 0)
		out->se_bad += check_int(spawnx_cancel(p), 0);
	return (rc);
}

/* What fails once works when it is called again; the first error counts. */
static void
wait_for_it(int handle, unsigned flags, struct start_seen *out)
{
	int status = UNTOUCHED, rc;
	spawnx_rusage_t usage;

	rc = spawnx_handle_wait(handle, -1, flags, &status, &usage);
	if (rc != 0) {
		out->se_bad += check_int(status, UNTOUCHED);
		out->se_error = rc;
		rc = spawnx_handle_wait(handle, -1, flags, &status, &usage);
	}
	out->se_bad += check_int(rc, 0) + check_int(status, 0);
}

static int
waited(const posix_spawn_file_actions_t *fa, struct start_seen *out)
{
	int handle = -1;
	const int rc = spawn_with(0, &handle, NULL, fa, out);

	if (rc != 0)
		return (rc);
	wait_for_it(handle, SPAWNX_WAIT_KEEP, out);
	wait_for_it(handle, 0, out);
	out->se_bad += check_int(close(handle), 0);
	return (0);
}

static int
signalled(const posix_spawn_file_actions_t *fa, struct start_seen *out)
{
	int handle = -1;
	const int rc = spawn_with(0, &handle, NULL, fa, out);

	if (rc != 0)
		return (rc);
	out->se_error = spawnx_handle_signal(handle, 0, 0);
	wait_for_it(handle, 0, out);
	out->se_bad += check_int(close(handle), 0);
	return (0);
}

const struct start_kind start_kinds[START_KINDS] = {
	{ "detached", detached, false, true, false },
	{ "detached, no clone3()", detached, true, true, false },
	{ "detached, handle", detached_handle, false, true, false },
	{ "autokill", autokill, false, false, false },
	{ "held", held, false, true, false },
	{ "held, no clone3()", held, true, true, false },
	{ "held, cancelled", held_cancelled, false, false, false },
	{ "handle, waited for", waited, false, true, true },
	{ "handle, signalled", signalled, false, true, true },
};
