# SPDX-License-Identifier: BSD-2-Clause
# The command spawnx(1) between a shell and the program: signals, stops, and
# whose the terminal is.  Signals are numbers: 1 HUP, 2 INT, 10 USR1, 12 USR2,
# 15 TERM, 18 CONT, 19 STOP, 20 TSTP, 21 TTIN.
. "$(dirname "$0")/lib.sh"

for tool in job catch late; do
	compile -D_GNU_SOURCE -O1 "$here/$tool.c" -o "$work/$tool" || exit 1
done
PATH=$work:$PATH

# plays STEPS COMMAND...: as a job of a shell; the steps see what is in the
# here-document.
plays() {
	steps=$1
	shift
	cat >expected
	rm -f log
	# shellcheck disable=SC2086
	job $steps -- "$@" >seen 2>err || fail "status $?: $(cat err)"
	cat err
	same 'what the steps see' expected seen
}

# logged LINE...: what the program has written down.
logged() {
	printf '%s\n' "$@" >expected
	same 'the log' expected log
}

# is_logged FILE LINE: waits for it.
is_logged() {
	tries=0
	until grep -qx -e "$2" "$1" 2>/dev/null; do
		tries=$((tries + 1))
		[ $tries -lt 500 ] || fail "$1: no $2"
		sleep 0.02
	done
}

# ends JOB STATUS
ends() {
	status=0
	wait "$1" || status=$?
	[ $status = "$2" ] || fail "status $status, not $2"
}

# -- Signals ------------------------------------------------------------------

# Before the program runs: none is lost.
test_early_signals() {
	for way in '' --start; do
		rm -f fifo began log
		mkfifo fifo
		# shellcheck disable=SC2086
		"$COMMAND" --sigdefault all "$COMMAND" $way \
			--sigmask HUP,USR1,USR2 --write 4=began \
			--read 5=fifo catch log &
		job=$!
		until [ -e began ]; do sleep 0.02; done
		for signo in USR2 HUP USR1; do
			kill -s $signo $job
		done
		sleep 0.1
		: >fifo
		for number in 1 10 12; do is_logged log $number; done
		kill $job
		ends $job 0
		[ "$(wc -l <log)" = 5 ] || fail "$(cat log)"
	done
}

# One that the command was started with blocked is passed on as well.
test_blocked_signals() {
	"$COMMAND" --sigdefault all --sigmask USR1,TERM "$COMMAND" \
		--sigmask none catch log &
	job=$!
	is_logged log ready
	kill -s USR1 $job
	is_logged log 10
	kill $job
	ends $job 0
}

# Nor does it come back to who has sent it.
test_signals_of_the_program() {
	"$COMMAND" catch log parent &
	job=$!
	is_logged log ready
	sleep 0.1
	kill $job
	ends $job 0
	logged ready 15
	plays 'until log ready quiet kill 15 wait' "$COMMAND" catch log group <<-END
	quiet
	exit 0
	END
	logged ready 10 15
}

test_no_signal_after_the_end() {
	status=0
	late "$COMMAND" || status=$?
	[ $status != 77 ] || skip 'no process can be made with a given ID'
	[ $status = 0 ] || fail "status $status"
}

# What the terminal sends comes once, to every process of the group.
test_keys() {
	for options in '' '--pgroup 0' '--pgroup 0 --tcsetpgrp 0' --setsid; do
		# shellcheck disable=SC2086
		plays 'until log ready until log child-ready key ^C until log 2
			until log child-2 quiet kill 15 wait' \
			"$COMMAND" $options catch log fork <<-END
		quiet
		exit 0
		END
		[ "$(sort log | tr '\n' ' ')" = \
			'15 2 child-2 child-ready ready ' ] || fail "$(cat log)"
	done
	mkfifo fifo
	plays 'made began key ^C wait' \
		"$COMMAND" --write 4=began --read 5=fifo true <<-END
	exit 130
	END
}

# The leader of a session is the only one that is told.
test_hangup() {
	plays '-l until log ready hangup until log 1 kill 15 wait' \
		"$COMMAND" catch log <<-END
	exit 0
	END
	logged ready 1 15
}

# shellcheck disable=SC2046
run_tests $(sed -n 's/^\(test_[a-z0-9_]*\)() {$/\1/p' "$here/command_jobs.sh")
