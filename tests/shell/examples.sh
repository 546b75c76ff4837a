# SPDX-License-Identifier: BSD-2-Clause
# The examples do what they say.
. "$(dirname "$0")/lib.sh"

test_pipeline_counts_lines_in_its_directory() {
	mkdir dir
	printf '%s\n' b a b >dir/in
	"$BUILD_DIR/examples/pipeline" dir in out
	printf '%s\n' a b b | uniq -c >expected
	same 'the counts' expected dir/out
}

test_pipeline_fails_when_a_part_does() {
	mkdir dir
	if "$BUILD_DIR/examples/pipeline" dir in out 2>errors; then
		fail 'it read what is not there'
	fi
	has 'the error' '^pipeline: sort: action 1, open "in": No such' errors
}

test_failure_names_the_step() {
	"$BUILD_DIR/examples/failure" >out
	has 'success' '^true in / > /dev/null: started$' out
	has 'the directory' 'directory; failed at file action 0$' out
	has 'the output' 'directory; failed at file action 1$' out
	has 'the program' 'directory; failed at executing the program$' out
}

test_a_thousand_processes_from_one_thread() {
	[ -x "$BUILD_DIR/examples/thousand" ] || return 0
	"$BUILD_DIR/examples/thousand" 200 >out
	has 'all of them' '^200 processes; ' out
}

# As some parents leave it: without a status, or a signal, of any child.
test_sigchld_is_ignored_at_the_start() {
	mkdir dir
	printf '%s\n' b a b >dir/in
	cat >ignored.py <<-END
	import os, signal, sys
	signal.signal(signal.SIGCHLD, signal.SIG_IGN)
	signal.alarm(60)
	os.execv(sys.argv[1], sys.argv[1:])
	END
	python3 ignored.py "$BUILD_DIR/examples/pipeline" dir in out
	[ -x "$BUILD_DIR/examples/thousand" ] || return 0
	python3 ignored.py "$BUILD_DIR/examples/thousand" 20 >out
	has 'all of them' '^20 processes; ' out
}

run_tests test_pipeline_counts_lines_in_its_directory \
	test_pipeline_fails_when_a_part_does \
	test_failure_names_the_step \
	test_a_thousand_processes_from_one_thread \
	test_sigchld_is_ignored_at_the_start
