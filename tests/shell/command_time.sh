# SPDX-License-Identifier: BSD-2-Clause
# The command spawnx(1) and the program's time: --timeout and what goes with it,
# and who is left of a tree of processes, beside timeout(1).
. "$(dirname "$0")/lib.sh"

PATH=$(dirname "$COMMAND"):$PATH

# gives STATUS COMMAND...
gives() {
	want=$1
	shift
	got=0
	"$@" >out 2>err || got=$?
	[ $got -eq "$want" ] || fail "status $got, not $want: $*: $(cat err)"
}

# A program that TERM ends, with a child of its group that ignores TERM and one
# that has left by setsid() and another fork.
make_tree() {
	cat >../tree <<'END'
#!/bin/sh
echo $$ >root
sh -c 'trap "" TERM; echo $$ >inside; while [ -e inside ]; do sleep 0.1; done' &
setsid sh -c 'sh -c "echo \$\$ >outside; exec sleep 200" & exit'
until [ -s inside ] && [ -s outside ]; do sleep 0.02; done
echo >ready
[ "${1-}" = ends ] || wait
END
	chmod +x ../tree
}

# Whether a process is there and no zombie.
lives() {
	state=$(sed 's/.*) //; s/ .*//' "/proc/$1/stat" 2>/dev/null) || :
	case $state in
	'' | Z | X) return 1 ;;
	esac
}

# with_limit LIMIT COMMAND...: the word LIMIT in the command is that one.
with_limit() {
	limit=$1
	shift
	for word; do
		shift
		[ "$word" != LIMIT ] || word=$limit
		set -- "$@" "$word"
	done
	"$@"
}

# in_time HOW COMMAND...: with limits that grow until one is as long as the tree
# needs to be complete. One that was cut off may go on writing, so each has a
# directory of its own, beside the tree's program.
in_time() {
	how=$1
	shift
	for limit in 0.6 2 6 20; do
		directory=$(mktemp -d ../time.XXXXXX)
		cd "$directory"
		with_limit $limit $how "$@"
		[ ! -e ready ] || return 0
	done
	fail "$*: the tree is never complete"
}

# Says in $got how it ended.
run_it() {
	got=0
	"$@" >out 2>err || got=$?
}

# leaves "inside outside" STATUS COMMAND...: who of the two is still there.
leaves() {
	who=$1 want=$2
	shift 2
	in_time run_it "$@"
	left=
	sleep 0.1
	for name in inside outside; do
		pid=$(cat $name)
		if lives "$pid"; then
			left="$left$name "
		fi
		kill -KILL "$pid" 2>/dev/null || :
	done
	[ "$left" = "$who" ] || fail "$*: left: $left"
	[ $got -eq "$want" ] || fail "$*: status $got: $(cat err)"
}

test_time_is_up() {
	gives 124 spawnx --timeout 0.1 sleep 1000
	gives 124 spawnx --timeout .1s --signal KILL sleep 1000
	gives 124 spawnx --timeout 0.1 --kill-after 0.1 \
		sh -c 'trap "" TERM; while :; do sleep 0.05; done'
	gives 124 spawnx --timeout 0.1 --group sleep 1000
	gives 124 spawnx --timeout 0.2 --group --setsid \
		sh -c 'sleep 1000 & exec sleep 1000'
	gives 124 spawnx --timeout 0.1 --setsid --group sleep 1000
	gives 124 spawnx --timeout 0.2 --signal INT \
		sh -c 'trap "exit 5" INT; while :; do sleep 0.05; done'
	gives 124 spawnx --timeout 0.2 sh -c 'kill -STOP $$'
}

test_in_time() {
	gives 7 spawnx --timeout 1m sh -c 'exit 7'
	gives 7 spawnx --timeout 1h --kill-after 1d --group sh -c 'exit 7'
	gives 143 spawnx --timeout 100s sh -c 'kill -TERM $$'
	gives 0 spawnx --timeout 0 sleep 0.2
	gives 0 spawnx --timeout 9999999999999d true
	gives 3 spawnx --rest kill sh -c 'sleep 1000 & exit 3'
	gives 3 spawnx --rest leave sh -c 'exit 3'
}

test_wrong_values() {
	for value in '' x -1 1x '1 s' 1ms nan inf; do
		gives 125 spawnx --timeout "$value" true
		gives 125 spawnx --kill-after "$value" true
	done
	gives 125 spawnx --signal NONE true
	gives 125 spawnx --rest all true
}

# What has no effect, like a second signal without a first one, is left out.
test_explain() {
	gives 0 spawnx --explain --timeout 1.5m --kill-after 9999999999 \
		--signal USR1 --group --rest kill true
	grep '^spawnx: limit' err >plan || :
	cat >expected <<-END
	spawnx: limit timeout 90 s, signal USR1
	spawnx: limit kill-after 1000000000 s
	spawnx: limit group
	spawnx: limit rest kill
	END
	same 'the plan' expected plan
	gives 0 spawnx --explain --timeout .1 --signal 63 true
	grep -qx 'spawnx: limit timeout 0.1 s, signal 63' err ||
		fail "$(cat err)"
	gives 0 spawnx --explain --timeout 0 --kill-after 5 --signal USR1 \
		--rest leave true
	! grep limit err || fail 'the plan has what is not done'
}

# Nobody would be there to do it, or not for that group.
test_what_does_not_go_together() {
	gives 125 spawnx --detach --timeout 5 true
	gives 125 spawnx --detach --rest kill true
	gives 125 spawnx --group --pgroup "$$" true
	gives 0 spawnx --detach --timeout 0 --rest leave true
	# A group is found by its handle, which a detached program has by clone3().
	if [ "$BACKEND" = asm ]; then
		gives 0 spawnx --detach --timeout 0 --rest leave --group true
	else
		gives 125 spawnx --detach --group true
	fi
	gives 0 spawnx --pgroup "$$" --group true
}

# Anybody can send the signal of the timer; the clock says when it is time.
test_early_alarm() {
	spawnx --timeout 100 sh -c 'echo >began; sleep 0.6' &
	pid=$!
	until [ -s began ]; do sleep 0.02; done
	kill -ALRM $pid
	got=0
	wait $pid || got=$?
	[ $got -eq 0 ] || fail "status $got"
	mkfifo fifo
	spawnx --timeout 100 --write 4=made --read 5=fifo true &
	pid=$!
	until [ -e made ]; do sleep 0.02; done
	kill -ALRM $pid
	: >fifo
	got=0
	wait $pid || got=$?
	[ $got -eq 0 ] || fail "status $got: before the exec"
	spawnx --timeout 0.2 sh -c 'trap "" TERM; sleep 1; exit 5' &
	pid=$!
	sleep 0.5
	kill -ALRM $pid
	got=0
	wait $pid || got=$?
	[ $got -eq 124 ] || fail "status $got"
}

# A program that leads its group may leave it, for one of its session.
test_leader_leaves_its_group() {
	python=/usr/bin/python3 # another one may be a script
	need $python
	gives 124 timeout -s KILL 20 spawnx --timeout 1 --group $python -c '
import os, time
os.setpgid(0, os.getpgid(os.getppid()))
time.sleep(1000)'
}

# Returns when the tree's first process has ended, as its time is up.
run_beside() {
	"$@" &
	pid=$!
	while lives $pid && { [ ! -s root ] || lives "$(cat root)"; }; do
		sleep 0.02
	done
	[ -e ready ] || kill -USR1 $pid || :
}

# What is waited for after the program's end gets the signals for the command.
test_signals_after_the_end() {
	make_tree
	in_time run_beside spawnx --timeout LIMIT --group ../tree
	sleep 0.1
	lives $pid || fail 'the group is not waited for'
	lives "$(cat inside)" || fail 'it does not ignore TERM'
	kill -TERM $pid
	sleep 0.3
	lives $pid || fail 'the command is gone, and not its group'
	kill -USR1 $pid
	got=0
	wait $pid || got=$?
	kill -KILL "$(cat outside)"
	[ $got -eq 124 ] || fail "status $got"
	! lives "$(cat inside)" || fail 'the group has got no signal'
}

# One that has become another user's: it is named, and not waited for.
test_rest_that_may_not_be_killed() {
	[ "$(id -u)" = 0 ] || skip 'needs root'
	need setpriv
	chmod 755 . "$work"
	install -m 4755 "$(command -v setpriv)" become
	nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
	$nobody "$COMMAND" --version || skip 'no other user reaches the command'
	$nobody ./become --reuid 0 true || skip 'no set-user-ID here'
	# shellcheck disable=SC2016
	gives 3 timeout 20 $nobody "$COMMAND" --rest kill sh -c '
		./become --reuid 0 sh -c "echo \$\$ >pid; exec sleep 1000" &
		until [ -s pid ]; do sleep 0.02; done; exit 3'
	pid=$(cat pid)
	lives "$pid" || fail 'it is gone'
	kill -KILL "$pid"
	grep -qx "spawnx: --rest kill: process $pid: Operation not permitted" \
		err || fail "$(cat err)"
}

# The timer is the command's: the program has SIGALRM as the caller has it.
test_program_has_its_sigalrm() {
	gives 142 spawnx --timeout 100 sh -c 'kill -ALRM $$'
	gives 0 sh -c 'trap "" ALRM
		exec spawnx --timeout 100 sh -c "kill -ALRM \$\$"'
}

test_who_is_left() {
	make_tree
	leaves 'inside outside ' 124 timeout -k 0.2 LIMIT ../tree
	leaves 'inside outside ' 124 spawnx --timeout LIMIT --kill-after 0.2 \
		../tree
	leaves 'outside ' 124 spawnx --timeout LIMIT --kill-after 0.2 --group \
		../tree
	leaves '' 124 spawnx --timeout LIMIT --kill-after 0.2 --group \
		--rest kill ../tree
	leaves '' 124 spawnx --timeout LIMIT --group --rest kill ../tree
	leaves '' 124 spawnx --timeout LIMIT --rest kill ../tree
	leaves '' 0 spawnx --timeout 100 --rest kill ../tree ends
	leaves 'inside outside ' 0 spawnx --timeout 100 --group ../tree ends
}

# A job of the script that the command was executed by is not the program's.
test_elder_children_are_left() {
	gives 4 sh -c 'sleep 1000 >/dev/null 2>&1 & echo $! >elder
		exec spawnx --rest kill sh -c "sleep 1000 & exit 4"'
	pid=$(cat elder)
	lives "$pid" || fail 'the child that was there before is gone'
	kill -KILL "$pid"
}

# The command is the one that is told to end.
test_signals_are_forwarded() {
	spawnx --timeout 100 --group sh -c 'echo >began; exec sleep 1000' &
	pid=$!
	until [ -s began ]; do sleep 0.02; done
	kill -TERM $pid
	got=0
	wait $pid || got=$?
	[ $got -eq 143 ] || fail "status $got"
}

# shellcheck disable=SC2046
run_tests $(sed -n 's/^\(test_[a-z0-9_]*\)() {$/\1/p' "$here/command_time.sh")
