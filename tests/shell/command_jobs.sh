# SPDX-License-Identifier: BSD-2-Clause
# The command spawnx(1) between a shell and the program: signals, stops, and
# whose the terminal is.  Signals are numbers: 1 HUP, 2 INT, 10 USR1, 12 USR2,
# 15 TERM, 18 CONT, 19 STOP, 20 TSTP, 21 TTIN.
# A shell can't take back what it was started with ignored, as by nohup(1).
if [ -z "${DEFAULTS-}" ]; then
	DEFAULTS=yes
	export DEFAULTS
	exec "$COMMAND" --sigdefault all sh "$0" "$@"
fi
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
	[ "$status" != 77 ] || skip 'no process can be made with a given ID'
	[ "$status" = 0 ] || fail "status $status"
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
	# In some kinds of children it waits until the exec.
	mkfifo fifo
	(until [ -e began ]; do sleep 0.1; done && sleep 1 && : <>fifo) &
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

# -- Stops --------------------------------------------------------------------

# The whole group of the job, by the terminal.
test_stop_in_the_same_group() {
	for options in '' '--tcsetpgrp 0' --handle --start; do
		# shellcheck disable=SC2086
		plays 'until log ready key ^Z wait fg until log 18 quiet key ^Z wait
			bg quiet kill 15 wait tty' \
			"$COMMAND" $options catch log <<-END
		stopped 20
		quiet
		stopped 20
		quiet
		exit 0
		shell
		END
		logged ready 18 18 15
	done
}

# The program alone, or both by somebody else.
test_stop_of_the_program() {
	plays 'wait fg until log ready quiet kill 15 wait' \
		"$COMMAND" catch log stop <<-END
	stopped 19
	quiet
	exit 0
	END
	logged continued ready 18 15
	plays 'wait tty fg until log ready tty quiet kill 15 wait tty' \
		"$COMMAND" --pgroup 0 --tcsetpgrp 0 catch log stop <<-END
	stopped 19
	job
	other
	quiet
	exit 0
	job
	END
	logged continued ready 18 15
}

# The terminal goes to the program and back with each stop.
test_stop_with_the_terminal() {
	for options in '' --handle --start '--sigmask none'; do
		# shellcheck disable=SC2086
		plays 'until log ready tty key ^Z wait tty fg until log 18 quiet tty
			key ^Z wait fg owner other quiet key ^C until log 2
			kill 15 wait tty' \
			"$COMMAND" --pgroup 0 --tcsetpgrp 0 $options \
			catch log <<-END
		other
		stopped 20
		job
		quiet
		other
		stopped 20
		quiet
		exit 0
		job
		END
		logged ready 18 18 2 15
	done
}

# In the background the terminal stays the shell's; who reads is stopped, and
# has it when the job is in the foreground again.
test_background() {
	plays 'until log ready key ^Z wait bg quiet tty fg owner other quiet kill 15 wait' \
		"$COMMAND" --pgroup 0 --tcsetpgrp 0 catch log <<-END
	stopped 20
	quiet
	shell
	quiet
	exit 0
	END
	plays 'until log began key ^Z wait bg wait tty fg quiet key text
		until log text kill 15 wait' \
		"$COMMAND" --pgroup 0 --tcsetpgrp 0 catch log began read <<-END
	stopped 20
	stopped 21
	shell
	quiet
	exit 0
	END
}

# It stops the program as well, whose group is not known yet.
test_stop_before_the_exec() {
	[ -e /proc/$$/task/$$/children ] ||
		skip 'no lists of children'
	mkfifo fifo
	(until [ -e began ]; do sleep 0.1; done && sleep 1 && : <>fifo) &
	plays 'made began key ^Z wait child fg quiet kill 15 wait' \
		"$COMMAND" --pgroup 0 --write 4=began --read 5=fifo sleep 100 <<-END
	stopped 20
	child T
	quiet
	exit 143
	END
}

# A program in the background of a job in the foreground: ^Z is for it, too.
test_stop_without_the_terminal() {
	plays 'until log ready tty key ^Z wait fg until log 18 quiet tty
		kill 15 wait' \
		"$COMMAND" --pgroup 0 catch log <<-END
	job
	stopped 20
	quiet
	job
	exit 0
	END
	logged ready 18 15
	plays 'until log began wait fg wait kill 9 wait' \
		"$COMMAND" --pgroup 0 catch log began read <<-END
	stopped 21
	stopped 21
	killed 9
	END
}

# What the command was started with does not keep it from stopping.
test_stop_with_signals_set() {
	env --ignore-signal=USR1 --block-signal=USR1 true 2>/dev/null ||
		skip 'env(1) sets no signals here'
	for set in ignore block; do
		plays 'until log ready key ^Z wait tty fg until log 18 quiet tty
			kill 15 wait tty' \
			env --$set-signal=TSTP,CONT,TTOU "$COMMAND" \
			--sigdefault TSTP,CONT --sigmask none \
			--pgroup 0 --tcsetpgrp 0 catch log <<-END
		stopped 20
		job
		quiet
		other
		exit 0
		job
		END
		logged ready 18 15
	done
}

# Once more, and once more: each time the job is stopped once.
test_many_stops() {
	rounds='key ^Z wait fg quiet '
	rounds=$rounds$rounds$rounds$rounds
	for options in '' '--pgroup 0' '--pgroup 0 --tcsetpgrp 0'; do
		# shellcheck disable=SC2086
		plays "until log ready $rounds kill 15 wait" \
			"$COMMAND" $options catch log <<-END
		stopped 20
		quiet
		stopped 20
		quiet
		stopped 20
		quiet
		stopped 20
		quiet
		exit 0
		END
		logged ready 18 18 18 18 15
	done
}

# A script that runs the command: the whole job is stopped and continued, and
# the script has the terminal after it.
test_script() {
	cat >script <<-END
	"$COMMAND" --pgroup 0 --tcsetpgrp 0 catch log began read end
	"$COMMAND" --pgroup 0 --tcsetpgrp 0 no-such-program
	"$COMMAND" --start --pgroup 0 --tcsetpgrp 0 no-such-program
	"$COMMAND" --pgroup 0 --tcsetpgrp 0 --fchdir 0 true
	"$COMMAND" --handle --pgroup 0 --tcsetpgrp 0 sh -c 'kill -9 \$\$'
	echo status \$? >>log
	read -r line
	echo "\$line" >>log
	END
	plays 'until log began key ^Z wait tty fg owner other quiet key one
		until log one key two until log two wait tty' sh script <<-END
	stopped 20
	job
	quiet
	exit 0
	job
	END
	logged began one 'status 137' two
}

# No shell would ever continue them: ^Z does nothing, as without the command.
test_orphaned_group() {
	plays '-l until log ready key ^Z quiet kill 10 until log 10 kill 15 wait' \
		"$COMMAND" --pgroup 0 --tcsetpgrp 0 catch log <<-END
	quiet
	exit 0
	END
	plays '-l until log ready key ^Z quiet kill 10 until log 10 kill 15 wait' \
		"$COMMAND" catch log <<-END
	quiet
	exit 0
	END
}

# A job in the background that is told to take the terminal gives it back to who
# had it.
test_terminal_of_another() {
	plays '-b until log ready tty kill 15 wait tty' \
		"$COMMAND" --pgroup 0 --tcsetpgrp 0 catch log <<-END
	other
	exit 0
	shell
	END
	plays '-b until log ready tty kill 15 wait tty' \
		"$COMMAND" --tcsetpgrp 0 catch log <<-END
	job
	exit 0
	shell
	END
	plays '-b wait tty' \
		"$COMMAND" --pgroup 0 --tcsetpgrp 0 no-such <<-END
	exit 127
	shell
	END
	# A script that has the terminal since keeps it.
	echo "\"$COMMAND\" --tcsetpgrp 0 catch log began read end
		: >ended; sleep 9" >script
	plays '-b until log began fg key one made ended tty kill 9 wait' \
		sh script <<-END
	job
	killed 9
	END
	logged began one
}

# Without a terminal there is no job control: whoever has stopped the program
# will continue it.
test_no_terminal() {
	need setsid
	setsid "$COMMAND" --explain catch log began stop 2>err &
	job=$!
	is_logged log began
	program=$(sed -n 's/^spawnx: process //p' err)
	until grep -q '^State:.T' "/proc/$program/status"; do sleep 0.02; done
	sleep 0.1
	grep -q '^State:.S' "/proc/$job/status" || fail 'it has stopped'
	kill -s CONT "$program"
	is_logged log ready
	kill $job
	ends $job 0
}

# shellcheck disable=SC2046
run_tests $(sed -n 's/^\(test_[a-z0-9_]*\)() {$/\1/p' "$here/command_jobs.sh")
