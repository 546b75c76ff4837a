/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef CALL_H
#define CALL_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdbool.h>

#include <spawnx.h>

/* The arguments of a call, and what becomes of them. */
struct call {
	PyObject *ca_args, *ca_programs, *ca_pass, *ca_cwd, *ca_env;
	PyObject *ca_gid, *ca_groups, *ca_uid, *ca_extras;
	int ca_close, ca_in, ca_out, ca_err, ca_report;
	int ca_restore, ca_session, ca_pgroup, ca_umask;

	posix_spawn_file_actions_t ca_fa;
	posix_spawnattr_t ca_attr;
	spawnx_failure_t ca_where;
};

/* attributes.c: false, with an exception, if one is not what it should be. */
bool add_attributes(struct call *ca);

#endif /* CALL_H */
