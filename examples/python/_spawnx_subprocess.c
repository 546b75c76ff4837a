/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What _posixsubprocess.fork_exec() of CPython does in its child, as file
 * actions and attributes: there is no code of ours in the child.  See
 * spawnx_subprocess.py, which stands between this and the subprocess module.
 */
#include "call.h"

#include <errno.h>
#include <limits.h>

extern char **environ;

/* -- From Python's objects -- */

/* Ended by NULL; the strings are those of *keep, a new list. */
static char **
strings_of(PyObject *sequence, PyObject **keep)
{
	PyObject *fast = PySequence_Fast(sequence, "not a sequence");
	Py_ssize_t i, n = fast == NULL ? 0 : PySequence_Fast_GET_SIZE(fast);
	PyObject *list = fast == NULL ? NULL : PyList_New(0), *bytes;
	char **strings =
	    list == NULL ? NULL : PyMem_Calloc((size_t)n + 1, sizeof(char *));

	if (list != NULL && strings == NULL)
		(void)PyErr_NoMemory();
	for (i = 0; strings != NULL && i < n; i++) {
		bytes = NULL;
		if (!PyUnicode_FSConverter(
			PySequence_Fast_GET_ITEM(fast, i), &bytes) ||
		    PyList_Append(list, bytes) < 0) {
			PyMem_Free(strings);
			strings = NULL;
		} else {
			strings[i] = PyBytes_AS_STRING(bytes);
		}
		Py_XDECREF(bytes);
	}
	Py_XDECREF(fast);
	*keep = list;
	return (strings);
}

/* -- File actions -- */

static void
move_standard(struct call *ca)
{
	const int ends[3] = { ca->ca_in, ca->ca_out, ca->ca_err };
	int from[3], to[3];
	size_t n = 0;

	for (int i = 0; i < 3; i++) {
		if (ends[i] == -1)
			continue;
		from[n] = ends[i];
		to[n++] = i;
	}
	if (n > 0)
		(void)spawnx_file_actions_addremap(&ca->ca_fa, n, from, to);
}

/*
 * The pipe that a child would have reported by is not for this one.  It is
 * closed before the exec, which would close it late: subprocess reads to its
 * end, and would wait until the program is loaded.
 */
static bool
add_actions(struct call *ca)
{
	long fd;

	move_standard(ca);
	if (ca->ca_report > STDERR_FILENO)
		(void)spawnx_file_actions_addclose(&ca->ca_fa, ca->ca_report);
	if (ca->ca_close)
		(void)spawnx_file_actions_addcloexecfrom(&ca->ca_fa, 3);
	for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(ca->ca_pass); i++) {
		fd = PyLong_AsLong(PyTuple_GET_ITEM(ca->ca_pass, i));
		if (fd == -1 && PyErr_Occurred() != NULL)
			return (false);
		if (fd != ca->ca_report)
			(void)spawnx_file_actions_addinherit(
			    &ca->ca_fa, fd < INT_MAX ? (int)fd : INT_MAX);
	}
	return (true);
}

/* -- The spawn -- */

/* A failed setter has the spawn fail, so that none has to be asked. */
static PyObject *
spawn(struct call *ca, char **programs, char **argv, char **envp)
{
	size_t n = 0;
	pid_t pid;
	int error;

	while (programs[n] != NULL)
		n++;
	(void)spawnx_attr_setcandidates(
	    &ca->ca_attr, n, (const char *const *)programs);
	error = spawnx_spawn(
	    &pid, programs[0], &ca->ca_fa, &ca->ca_attr, argv, envp);
	if (error == 0)
		return (Py_BuildValue("iiii", (int)pid, 0, 0, 0));
	if (ca->ca_where.step <= SPAWNX_STEP_CLONE) {
		errno = error;
		return (PyErr_SetFromErrno(PyExc_OSError));
	}
	return (Py_BuildValue(
	    "iiii", -1, error, (int)ca->ca_where.step, ca->ca_where.index));
}

static PyObject *
spawn_with_strings(struct call *ca)
{
	PyObject *keep[3] = { NULL, NULL, NULL }, *result = NULL;
	char **programs, **argv = NULL, **envp = environ;

	programs = strings_of(ca->ca_programs, &keep[0]);
	if (programs != NULL)
		argv = strings_of(ca->ca_args, &keep[1]);
	if (argv != NULL && ca->ca_env != Py_None)
		envp = strings_of(ca->ca_env, &keep[2]);
	if (argv != NULL && envp != NULL)
		result = spawn(ca, programs, argv, envp);
	if (envp != environ)
		PyMem_Free(envp);
	PyMem_Free(argv);
	PyMem_Free(programs);
	for (int i = 0; i < 3; i++)
		Py_XDECREF(keep[i]);
	return (result);
}

static PyObject *
py_spawn(PyObject *module, PyObject *arguments)
{
	struct call ca = { 0 };
	PyObject *result = NULL;

	(void)module;
	if (!PyArg_ParseTuple(arguments, "OOpO!OOiiiippiOOOiO", &ca.ca_args,
		&ca.ca_programs, &ca.ca_close, &PyTuple_Type, &ca.ca_pass,
		&ca.ca_cwd, &ca.ca_env, &ca.ca_in, &ca.ca_out, &ca.ca_err,
		&ca.ca_report, &ca.ca_restore, &ca.ca_session, &ca.ca_pgroup,
		&ca.ca_gid, &ca.ca_groups, &ca.ca_uid, &ca.ca_umask,
		&ca.ca_extras))
		return (NULL);
	(void)spawnx_file_actions_init(&ca.ca_fa);
	(void)spawnx_attr_init(&ca.ca_attr);
	(void)spawnx_attr_setfailure(&ca.ca_attr, &ca.ca_where);
	if (add_actions(&ca) && add_attributes(&ca))
		result = spawn_with_strings(&ca);
	(void)spawnx_file_actions_destroy(&ca.ca_fa);
	(void)spawnx_attr_destroy(&ca.ca_attr);
	return (result);
}

static PyMethodDef methods[] = {
	{ "spawn", py_spawn, METH_VARARGS,
	    "(pid, 0, 0, 0), or (-1, errno, step, index)." },
	{ NULL, NULL, 0, NULL },
};

static struct PyModuleDef definition = {
	PyModuleDef_HEAD_INIT,
	.m_name = "_spawnx_subprocess",
	.m_methods = methods,
};

PyMODINIT_FUNC PyInit__spawnx_subprocess(void);

PyMODINIT_FUNC
PyInit__spawnx_subprocess(void)
{
	PyObject *module = PyModule_Create(&definition);

	if (module == NULL)
		return (NULL);
	(void)PyModule_AddIntMacro(module, SPAWNX_STEP_ATTR);
	(void)PyModule_AddIntMacro(module, SPAWNX_STEP_EXEC);
	(void)PyModule_AddIntMacro(module, SPAWNX_STEP_INTERPRETER);
	(void)PyModule_AddIntMacro(module, SPAWNX_ATTR_CWD);
	return (module);
}
