# SPDX-License-Identifier: BSD-2-Clause
"""CPython's subprocess module by libspawnx.

    import spawnx_subprocess
    spawnx_subprocess.install()         # subprocess.Popen() uses the library

    python3 -m spawnx_subprocess FILE [ARGUMENT...]
    python3 -m spawnx_subprocess -m MODULE [ARGUMENT...]

A preexec_fn is code for the child: with one, CPython's own function is used.
spawnx_subprocess.Popen() has keywords for what most of them do instead:

    rlimit        {resource.RLIMIT_...: (soft, hard)}
    pdeathsig     a signal that the program gets when the caller's thread ends
    nice          the nice value itself
    affinity      the CPUs, as os.sched_setaffinity() takes them
    ctty          a terminal's descriptor: the controlling one of a new session
    cgroup        a descriptor of a control group's directory
    no_new_privs  True
    namespaces    CLONE_NEW... bits
"""

import errno
import inspect
import os
import subprocess
import sys

import _posixsubprocess
import _spawnx_subprocess as _spawnx

KEYWORDS = ("rlimit", "pdeathsig", "nice", "affinity", "ctty", "cgroup",
            "no_new_privs", "namespaces")

_theirs = _posixsubprocess.fork_exec
_execute_child = subprocess.Popen._execute_child

# Versions differ in how a failed chdir() is told from other failures.
_CHDIR = (b"noexec:chdir" if "noexec:chdir" in
          inspect.getsource(subprocess.Popen._execute_child) else b"noexec")


def _word(step, index):
    """What CPython's child says of a step, for Popen() to name the file."""
    if step in (_spawnx.SPAWNX_STEP_EXEC, _spawnx.SPAWNX_STEP_INTERPRETER):
        return b""
    if step == _spawnx.SPAWNX_STEP_ATTR and index == _spawnx.SPAWNX_ATTR_CWD:
        return _CHDIR
    return b"noexec"


class _Extras(dict):
    """The keywords of one call, in the place of its preexec_fn.  No other call
    gets them, not even one that a signal handler makes at that time."""


def _passed(pass_fds, own):
    """Without the caller's ends of subprocess's own pipes: CPython's child
    closes those, whatever pass_fds has."""
    if any(not 0 <= fd < 2 ** 31 for fd in pass_fds):
        raise ValueError("bad value(s) in fds_to_keep")
    return tuple(fd for fd in pass_fds if fd not in own)


def fork_exec(args, executable_list, close_fds, pass_fds, cwd, env,
              p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite,
              errpipe_read, errpipe_write, restore_signals, start_new_session,
              process_group, gid, groups, uid, umask, preexec_fn,
              *allow_vfork):
    """As _posixsubprocess.fork_exec()."""
    extras = preexec_fn if isinstance(preexec_fn, _Extras) else None
    if preexec_fn is not extras:
        return _theirs(args, executable_list, close_fds, pass_fds, cwd, env,
                       p2cread, p2cwrite, c2pread, c2pwrite, errread,
                       errwrite, errpipe_read, errpipe_write,
                       restore_signals, start_new_session, process_group,
                       gid, groups, uid, umask, preexec_fn, *allow_vfork)
    if close_fds and errpipe_write < 3:
        raise ValueError("errpipe_write must be >= 3")
    own = {p2cwrite, c2pread, errread, errpipe_read} - {-1}
    pass_fds = _passed(pass_fds, own)
    if own & {p2cread, c2pwrite, errwrite}:
        return _failed(errpipe_write, errno.EBADF, b"noexec")
    pid, error, step, index = _spawnx.spawn(
        args, executable_list, close_fds, pass_fds, cwd, env,
        p2cread, c2pwrite, errwrite, errpipe_write, restore_signals,
        start_new_session, process_group, gid, groups, uid, umask, extras)
    if error == 0:
        return pid
    return _failed(errpipe_write, error, _word(step, index))


def _failed(errpipe_write, error, word):
    # There is no child any more: nobody's, so that waitpid() says so.
    os.write(errpipe_write, b"OSError:%x:%s" % (error, word))
    return os.getpid()


def _without_child(self, *args):
    """As _execute_child(), for an object that has nothing to wait for if the
    call fails."""
    try:
        _execute_child(self, *args)
    finally:
        if self.pid == os.getpid():
            self.returncode = 255  # of CPython's child


def install():
    """Has subprocess use the library from now on."""
    if not hasattr(subprocess, "_fork_exec"):
        raise RuntimeError("CPython 3.11 or later is needed")
    subprocess._fork_exec = fork_exec
    subprocess._USE_POSIX_SPAWN = False
    subprocess.Popen._execute_child = _without_child


def _cpus(cpus):
    mask = bytearray(128)
    for cpu in cpus:
        if not 0 <= cpu < 8 * 65536:
            raise ValueError(f"no such CPU: {cpu}")
        if cpu // 8 >= len(mask):
            mask.extend(bytes(cpu // 8 + 1 - len(mask)))
        if sys.byteorder == "little":
            mask[cpu // 8] |= 1 << cpu % 8
        else:
            mask[cpu // 64 * 8 + 7 - cpu % 64 // 8] |= 1 << cpu % 8
    return bytes(mask)


class Popen(subprocess.Popen):
    """As subprocess.Popen(), with the keywords above."""

    def __init__(self, *args, **kwargs):
        extras = {name: kwargs.pop(name) for name in KEYWORDS
                  if kwargs.get(name) is not None}
        for name in KEYWORDS:
            kwargs.pop(name, None)
        if "rlimit" in extras:
            extras["rlimit"] = [(resource, soft, hard) for
                                resource, (soft, hard)
                                in extras["rlimit"].items()]
        if "affinity" in extras:
            extras["affinity"] = _cpus(extras["affinity"])
        self.__extras = _Extras(extras)
        super().__init__(*args, **kwargs)

    def _execute_child(self, args, executable, preexec_fn, *others):
        names = ", ".join(sorted(self.__extras))
        if names and preexec_fn is not None:
            raise ValueError("preexec_fn with " + names)
        if names and subprocess._fork_exec is not fork_exec:
            raise RuntimeError("spawnx_subprocess.install() comes first")
        super()._execute_child(args, executable,
                               self.__extras if names else preexec_fn, *others)


def _main():
    import runpy

    install()
    if len(sys.argv) > 2 and sys.argv[1] == "-m":
        sys.argv = sys.argv[2:]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    elif len(sys.argv) > 1:
        sys.argv = sys.argv[1:]
        runpy.run_path(sys.argv[0], run_name="__main__")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    # The module under its own name: its functions know of one another there.
    import spawnx_subprocess
    spawnx_subprocess._main()
