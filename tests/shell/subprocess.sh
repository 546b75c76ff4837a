# SPDX-License-Identifier: BSD-2-Clause
# examples/python/: CPython's own tests of subprocess, and of asyncio's, by the
# library, with the same verdict for every test as by CPython's own code.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/verdicts.sh"

python3=$1
suites='test.test_subprocess test.test_asyncio.test_subprocess'
PYTHONPATH=$BUILD_DIR/examples/python:$SOURCE_DIR/examples/python
PYTHONDONTWRITEBYTECODE=1
export PYTHONPATH PYTHONDONTWRITEBYTECODE

needs_tests() {
	"$python3" -c 'import test.test_subprocess, test.test_asyncio' ||
		skip "$python3 has no test suite (Debian: libpython3.*-testsuite)"
}

test_same_verdicts() {
	needs_tests
	same_verdicts with '-m spawnx_subprocess'
}

# It is the library that makes the child: CPython's child would share nothing.
test_the_library_is_used() {
	cat >one.py <<-END
	import _posixsubprocess, spawnx_subprocess, subprocess
	spawnx_subprocess._theirs = None
	for close_fds in False, True:
	    assert subprocess.call(["true"], close_fds=close_fds) == 0
	END
	"$python3" -m spawnx_subprocess one.py
}

test_keywords() {
	cat >keywords.py <<-END
	import os, resource, signal, sys
	from spawnx_subprocess import Popen, install
	install()
	cpu = min(os.sched_getaffinity(0))
	p = Popen([sys.executable, "-c", """if True:
	    import os, resource
	    print(*resource.getrlimit(resource.RLIMIT_NOFILE))
	    print(os.nice(0), *os.sched_getaffinity(0))
	    for line in open("/proc/self/status"):
	        if line.startswith("NoNewPrivs"):
	            print(line.split()[1])
	"""], rlimit={resource.RLIMIT_NOFILE: (64, 128)}, nice=19,
	    affinity=[cpu], no_new_privs=True, pdeathsig=signal.SIGKILL,
	    stdout=-1, text=True)
	out, _ = p.communicate()
	assert out == f"64 128\n19 {cpu}\n1\n", out
	END
	"$python3" keywords.py
	cat >refused.py <<-END
	from spawnx_subprocess import Popen, install
	try:
	    Popen(["true"], nice=3)
	    raise SystemExit("it was not installed")
	except RuntimeError:
	    install()
	for error, keywords in ((OSError, {"nice": 99}),
	                        (TypeError, {"nice": "x"}),
	                        (OverflowError, {"pdeathsig": 2 ** 70}),
	                        (OSError, {"pdeathsig": 0}),
	                        (OSError, {"ctty": 0}),
	                        (ValueError, {"affinity": [-1]}),
	                        (TypeError, {"rlimit": {0: (1, "x")}}),
	                        (ValueError, {"nice": 3, "preexec_fn": print})):
	    try:
	        Popen(["true"], **keywords)
	        raise SystemExit(f"{keywords} was not refused")
	    except error:
	        pass
	END
	"$python3" refused.py </dev/null
}

# Another Popen() while one is being made: by a signal handler, or by what the
# arguments' own code does.
test_keywords_are_those_of_one_call() {
	cat >nested.py <<-END
	import resource, subprocess
	from spawnx_subprocess import Popen, install
	install()
	LIMIT = resource.RLIMIT_NOFILE
	now = resource.getrlimit(LIMIT)[0]
	def limit(popen, **keywords):
	    p = popen(["sh", "-c", "ulimit -n"], stdout=-1, text=True, **keywords)
	    return int(p.communicate()[0])
	class Environment(dict):
	    def items(self):
	        assert limit(subprocess.Popen) == now
	        assert limit(Popen, rlimit={LIMIT: (65, 65)}) == 65
	        assert limit(Popen) == now
	        return super().items()
	env = Environment(PATH="/usr/bin:/bin")
	assert limit(Popen, env=env, rlimit={LIMIT: (64, 64)}) == 64
	END
	"$python3" nested.py
}

test_an_older_python_is_refused() {
	cat >older.py <<-END
	import subprocess
	from spawnx_subprocess import install
	del subprocess._fork_exec
	try:
	    install()
	    raise SystemExit("it is installed")
	except RuntimeError:
	    pass
	END
	"$python3" older.py
}

# Numbers that are free when Popen() is called, and of its own pipes then.
test_numbers_of_its_own_pipes() {
	cat >numbers.py <<-END
	import os, subprocess
	free = [fd for fd in range(3, 12)
	        if not os.path.exists(f"/proc/self/fd/{fd}")]
	p = subprocess.Popen(["cat"], stdin=-1, stdout=-1, pass_fds=free[:6])
	print(p.communicate(b"to its end", timeout=20))
	for keywords in ({"stdin": free[0]}, {"stdin": free[0], "stdout": -1},
	                 {"stdin": -1, "stdout": free[1]}, {"stdin": -9}):
	    try:
	        p = subprocess.Popen(["cat"], **keywords)
	        p.kill()
	        print(keywords, "no failure")
	    except OSError as e:
	        print(keywords, repr(e.errno), e.filename)
	END
	"$python3" numbers.py >without
	"$python3" -m spawnx_subprocess numbers.py >with
	same 'what becomes of them' without with
	has 'the pipe' 'to its end' with
}

# The file that is named, by either.
test_failures() {
	cat >failures.py <<-END
	import os, subprocess
	os.mkdir("dir")
	open("plain", "w").close()
	for args, keywords in ((["./none"], {}), (["none"], {}), (["plain"], {}),
	                       (["./plain"], {}), (["true"], {"cwd": "none"}),
	                       (["true"], {"cwd": "plain"}), (["./dir"], {}),
	                       (["true"], {"pass_fds": [99]}),
	                       (["true"], {"process_group": 2 ** 22}),
	                       (["true"], {"extra_groups": [-1]}),
	                       (["true"], {"pass_fds": [-1]}),
	                       (["true"], {"pass_fds": [2 ** 70]}),
	                       (["true"], {"umask": 0o1022}),
	                       (["true"], {"user": 2 ** 64})):
	    try:
	        subprocess.call(args, **keywords)
	        print(args, keywords, "no failure")
	    except Exception as e:
	        print(args, keywords, repr(e), getattr(e, "filename", None))
	os.rmdir("dir")
	END
	"$python3" -W default failures.py >without 2>warnings
	"$python3" -W default -m spawnx_subprocess failures.py >with \
		2>warnings.with
	same 'what is raised' without with
	same 'what is warned of' warnings warnings.with
	[ "$(wc -l <with)" = 14 ] || fail 'some are not there'
}

run_tests test_the_library_is_used \
	test_keywords \
	test_keywords_are_those_of_one_call \
	test_an_older_python_is_refused \
	test_numbers_of_its_own_pipes \
	test_failures \
	test_same_verdicts
