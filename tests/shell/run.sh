# SPDX-License-Identifier: BSD-2-Clause
# examples/run.c does what a twin does that is slow and obviously right: its
# program reads and writes files, and it looks twenty times a second whether
# the time is up.  setsid(1) makes a process group of the program.
. "$(dirname "$0")/lib.sh"

run=$BUILD_DIR/examples/run
head=1048576 tail=1048576 limit= grace= input=/dev/null

# A tick is 50 ms.
slow_run() {
	setsid "$@" <"$input" >slow.all.out 2>slow.all.err &
	pid=$! tick=0 late=
	while kill -0 "$pid" 2>/dev/null; do
		if [ "$tick" = "${limit:-no}" ]; then
			late=124
			kill -s TERM -- "-$pid" || :
			kill -s CONT -- "-$pid" || :
		elif [ "$tick" = "$((${limit:-0} + ${grace:-0}))" ] &&
			[ -n "$grace" ]; then
			kill -s KILL -- "-$pid" || :
		fi
		sleep 0.05
		tick=$((tick + 1))
	done
	status=0
	wait "$pid" || status=$?
	[ -z "$late" ] || kill -s KILL -- "-$pid" 2>/dev/null || :
	echo "${late:-$status}" >slow.status
	cut slow.all.out >slow.out
	cut slow.all.err >slow.err
}

cut() {
	size=$(wc -c <"$1")
	if [ "$size" -le $((head + tail)) ]; then
		cat "$1"
		return
	fi
	head -c "$head" "$1"
	echo "[$((size - head - tail)) bytes left out]"
	tail -c "$tail" "$1"
}

seconds() {
	echo "$(($1 * 5 / 100)).$(printf %02d $(($1 * 5 % 100)))"
}

quick_run() {
	set -- -i "$input" -n "$head" -m "$tail" \
		${limit:+-t $(seconds "$limit")} \
		${grace:+-k $(seconds "$grace")} "$@"
	status=0
	timeout -s KILL 60 "$run" "$@" >out 2>err || status=$?
	echo "$status" >status
}

# Its shell is told not to speak of how the program has ended.
agree() {
	slow_run "$@" 2>/dev/null
	quick_run "$@"
	same 'the status' slow.status status
	same 'the output' slow.out out
	same 'the errors' slow.err err
}

# A program that has not begun when its time is up says less than its twin's:
# what differs is so only if it stays so with more time.
agree_in_time() {
	for limit in 4 20 100; do
		if (agree "$@"); then
			return
		fi
	done
	fail "they differ after $limit ticks as well"
}

test_statuses() {
	agree true
	agree sh -c 'exit 3'
	agree sh -c 'exit 124'
	agree sh -c 'kill -s KILL $$'
	agree sh -c 'kill -s PIPE $$'
	"$run" ./none 2>err && fail 'there is no such program'
	has 'what failed' '^run: ./none: exec "./none": No such file' err
}

test_input() {
	head -c 1000000 /dev/urandom >bytes
	input=bytes
	agree cat
	agree sh -c 'sleep 0.1; cat'
	agree sh -c 'head -c 10'
	agree sh -c 'exec <&-; echo no input'
	agree true
	input=/dev/null
	agree cat
}

# A part of it waits for the other, unless both are looked after.
test_both_outputs_and_input() {
	head -c 500000 /dev/zero >bytes
	input=bytes
	agree sh -c 'head -c 300000 /dev/zero | tr "\0" e >&2
		head -c 300000 /dev/zero | tr "\0" o
		cat'
}

test_caps() {
	head=100 tail=50
	for n in 0 1 100 149 150 151 152 199 200 201 70000; do
		seq 1 20000 | head -c "$n" >bytes
		input=bytes
		agree sh -c 'cat; seq 1 1000 >&2'
	done
	head=0
	agree cat
	head=10 tail=0
	agree cat
	head=0
	agree cat
}

test_closed_early() {
	agree sh -c 'exec >&- 2>&-; sleep 0.2; exit 3'
	agree sh -c 'echo before; exec >&-; sleep 0.2; echo after >&2'
}

test_time_is_up() {
	agree_in_time sh -c 'echo begun; exec sleep 30'
	agree_in_time sh -c 'exec >&- 2>&-; exec sleep 30'
	agree_in_time sh -c 'trap "echo TERM; exit 5" TERM; while :; do sleep 0.1; done'
	agree_in_time sh -c 'kill -s STOP $$; echo not seen'
	agree_in_time true
	grace=4
	agree_in_time sh -c 'trap "" TERM; echo begun; while :; do sleep 0.1; done'
}

# The one that ignores the signal is killed with the group.
test_the_group_is_ended() {
	limit=4 grace=4
	quick_run sh -c '(trap "" TERM; exec sleep 30) & echo $! >child; wait'
	echo 124 >expected
	same 'the status' expected status
	for try in 1 2 3 4 5 6 7 8 9 10; do
		kill -0 "$(cat child)" 2>/dev/null || return 0
		# Somebody has yet to reap it.
		grep -q '^State:.Z' "/proc/$(cat child)/status" && return 0
		sleep 0.1
	done
	fail "it is there, after $try looks"
}

test_who_holds_the_pipe_is_not_waited_for() {
	agree sh -c 'sleep 5 & echo $! >>sleepers; echo done'
	agree sh -c 'sleep 5 >/dev/null & echo $! >>sleepers; echo done >&2'
	# shellcheck disable=SC2046
	kill $(cat sleepers) 2>/dev/null || :
	quick_run sh -c '(while :; do echo more; done) & sleep 0.1; exit 4'
	echo 4 >expected
	same 'the status' expected status
	has 'what was written' more out
}

# As nohup and some runtimes leave it; and a daemon's descriptors.
test_inherited() {
	trap '' PIPE
	quick_run sh -c 'kill -s PIPE $$; echo SIGPIPE is ignored'
	trap - PIPE
	echo 141 >expected
	same 'the status' expected status
	"$run" sh -c 'seq 1 3; echo error >&2' <&- >out 2>err
	seq 1 3 >expected
	same 'the output' expected out
	"$run" sh -c 'cat; ls /proc/self/fd | wc -l >number' <&- >&- 2>&-
	sh -c 'ls /proc/self/fd | wc -l' >expected
	same 'the number of descriptors' expected number
}

# What fails is said: none of it is the spawn's.
test_no_descriptors() {
	status=0
	(ulimit -n 6 && "$run" true) 2>err || status=$?
	[ "$status" = 127 ] || fail "the status is $status"
	# The words of glibc, and of musl.
	has 'the reason' \
		'pipe2(): \(Too many open files\|No file descriptors available\)' err
}

run_tests test_statuses test_input test_both_outputs_and_input test_caps \
	test_closed_early test_time_is_up test_the_group_is_ended \
	test_who_holds_the_pipe_is_not_waited_for test_inherited \
	test_no_descriptors
