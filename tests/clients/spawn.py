# SPDX-License-Identifier: BSD-2-Clause
"""Starts programs by os.posix_spawn() and subprocess; a line for each thing."""
import concurrent.futures
import os
import signal
import subprocess


def told(name, good):
    print(name, "ok" if good else "differs", flush=True)


def sh(script, **keywords):
    return subprocess.run(["/bin/sh", "-c", script], close_fds=False,
                          capture_output=True, text=True, **keywords)


def spawned(script, **keywords):
    pid = os.posix_spawn("/bin/sh", ["sh", "-c", script], os.environ,
                         **keywords)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def refused(call, *args, **keywords):
    try:
        call(*args, **keywords)
    except OSError as error:
        return type(error)
    return None


told("status", sh("exit 7").returncode == 7)
told("signal", sh("kill -KILL $$").returncode == -signal.SIGKILL)
told("output", sh("echo out; echo err >&2").stderr == "err\n")
told("input", sh("cat", input="through").stdout == "through")
told("environment", sh("echo $A", env={"A": "a"}).stdout == "a\n")
told("missing", refused(subprocess.run, ["/nonexistent"], close_fds=False)
     is FileNotFoundError)
told("missing in PATH", refused(os.posix_spawnp, "nonexistent", ["x"], {})
     is FileNotFoundError)
told("no program", refused(os.posix_spawn, "/etc/passwd", ["x"], {})
     is PermissionError)
told("group", spawned("read s </proc/$$/stat; set -- $s; [ $1 = $5 ]",
                      setpgroup=0) == 0)
told("mask", spawned("kill -TERM $$; exit 5", setsigmask=[signal.SIGTERM]) == 5)
told("actions", spawned("[ $(readlink /proc/$$/fd/9) = /dev/null ]",
                        file_actions=[(os.POSIX_SPAWN_OPEN, 8, "/dev/null", 0,
                                       0), (os.POSIX_SPAWN_DUP2, 8, 9),
                                      (os.POSIX_SPAWN_CLOSE, 8)]) == 0)
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    codes = list(pool.map(lambda n: sh(f"exit {n}").returncode, range(200)))
told("threads", codes == list(range(200)))
