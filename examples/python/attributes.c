/* SPDX-License-Identifier: BSD-2-Clause */
/* The attributes of a program, from Python's objects. */
#include "call.h"

#include <sys/resource.h>

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>

/* None: not set.  name: of what it is, as in CPython's words. */
static bool
id_of(PyObject *object, uint32_t *id, const char *name)
{
	unsigned long value;

	*id = (uint32_t)-1;
	if (object == Py_None)
		return (true);
	value = PyLong_AsUnsignedLong(object);
	if (PyErr_Occurred() == NULL && value < UINT32_MAX) {
		*id = (uint32_t)value;
		return (true);
	}
	if (PyErr_Occurred() == NULL ||
	    PyErr_ExceptionMatches(PyExc_OverflowError))
		PyErr_Format(
		    PyExc_OverflowError, "%s is greater than maximum", name);
	return (false);
}

static void
restore_signals(posix_spawnattr_t *attr)
{
	sigset_t set;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGPIPE);
	(void)sigaddset(&set, SIGXFSZ);
	(void)spawnx_attr_setsigdefault(attr, &set);
}

static bool
set_groups(posix_spawnattr_t *attr, PyObject *sequence)
{
	PyObject *fast = PySequence_Fast(sequence, "groups: not a sequence");
	const Py_ssize_t n = fast == NULL ? 0 : PySequence_Fast_GET_SIZE(fast);
	gid_t *groups = fast == NULL ? NULL : PyMem_Calloc((size_t)n + 1, 4);
	bool done = groups != NULL;

	if (fast != NULL && groups == NULL)
		(void)PyErr_NoMemory();
	for (Py_ssize_t i = 0; done && i < n; i++)
		done =
		    id_of(PySequence_Fast_GET_ITEM(fast, i), &groups[i], "gid");
	if (done) {
		(void)spawnx_attr_setgroups(attr, (size_t)n, groups);
	} else if (PyErr_ExceptionMatches(PyExc_OverflowError)) {
		PyErr_SetString(PyExc_ValueError, "invalid group id");
	}
	PyMem_Free(groups);
	Py_XDECREF(fast);
	return (done);
}

static bool
set_ids(struct call *ca)
{
	uint32_t uid, gid;

	if (!id_of(ca->ca_uid, &uid, "uid") || !id_of(ca->ca_gid, &gid, "gid"))
		return (false);
	if (ca->ca_uid != Py_None || ca->ca_gid != Py_None)
		(void)spawnx_attr_setids(&ca->ca_attr, uid, gid);
	return (ca->ca_groups == Py_None ||
		set_groups(&ca->ca_attr, ca->ca_groups));
}

static bool
set_cwd(struct call *ca)
{
	PyObject *bytes = NULL;

	if (ca->ca_cwd == Py_None)
		return (true);
	if (!PyUnicode_FSConverter(ca->ca_cwd, &bytes))
		return (false);
	(void)spawnx_attr_setcwd(&ca->ca_attr, PyBytes_AS_STRING(bytes));
	Py_DECREF(bytes);
	return (true);
}

/* {name: number}, of those whose setter takes one. */
static bool
set_extras(posix_spawnattr_t *attr, PyObject *extras)
{
	static const struct {
		const char *name;
		int (*set)(posix_spawnattr_t *, int);
	} rows[] = {
		{ "cgroup", spawnx_attr_setcgroup },
		{ "ctty", spawnx_attr_setctty },
		{ "namespaces", spawnx_attr_setnamespaces },
		{ "nice", spawnx_attr_setnice },
		{ "no_new_privs", spawnx_attr_setnonewprivs },
		{ "pdeathsig", spawnx_attr_setpdeathsig },
	};
	PyObject *value;
	long number;
	int error;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		value = PyDict_GetItemString(extras, rows[i].name);
		if (value == NULL)
			continue;
		number = PyLong_AsLong(value);
		if (number == -1 && PyErr_Occurred() != NULL)
			return (false);
		error = number < INT_MIN || number > INT_MAX
			    ? EINVAL
			    : rows[i].set(attr, (int)number);
		if (error != 0) {
			errno = error;
			(void)PyErr_SetFromErrnoWithFilename(
			    PyExc_OSError, rows[i].name);
			return (false);
		}
	}
	return (true);
}

/* [(resource, soft, hard)], and the CPUs as the kernel's bytes. */
static bool
set_lists(posix_spawnattr_t *attr, PyObject *extras)
{
	PyObject *limits = PyDict_GetItemString(extras, "rlimit");
	PyObject *cpus = PyDict_GetItemString(extras, "affinity");
	struct rlimit limit;
	long long soft, hard;
	int resource;

	for (Py_ssize_t i = 0; limits != NULL && i < PyList_Size(limits); i++) {
		if (!PyArg_ParseTuple(PyList_GetItem(limits, i), "iLL",
			&resource, &soft, &hard))
			return (false);
		limit.rlim_cur = (rlim_t)soft;
		limit.rlim_max = (rlim_t)hard;
		(void)spawnx_attr_setrlimit(attr, resource, &limit);
	}
	if (cpus != NULL)
		(void)spawnx_attr_setaffinity(
		    attr, (size_t)PyBytes_Size(cpus), PyBytes_AsString(cpus));
	return (PyErr_Occurred() == NULL);
}

bool
add_attributes(struct call *ca)
{
	posix_spawnattr_t *attr = &ca->ca_attr;

	if (ca->ca_session)
		(void)spawnx_attr_setflags(attr, SPAWNX_SETSID);
	if (ca->ca_pgroup >= 0)
		(void)spawnx_attr_setpgroup(attr, ca->ca_pgroup);
	if (ca->ca_umask >= 0)
		(void)spawnx_attr_setumask(attr, (mode_t)ca->ca_umask & 0777);
	if (ca->ca_restore)
		restore_signals(attr);
	(void)spawnx_attr_setsearchrule(attr, SPAWNX_SEARCH_ANY);
	return (
	    set_cwd(ca) && set_ids(ca) &&
	    (ca->ca_extras == Py_None || (set_extras(attr, ca->ca_extras) &&
					     set_lists(attr, ca->ca_extras))));
}
