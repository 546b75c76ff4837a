# SPDX-License-Identifier: BSD-2-Clause
# Every option of the command spawnx(1) does what it says, as the program that
# it starts sees it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_command.sh"

# -- File actions -------------------------------------------------------------

test_opening() {
	sees fds 0,1,2,5 --read 5=/dev/null
	[ "$(value fd.5.access)" = r ] || fail 'read'
	sees fd.5.access w --write 5=new
	[ "$(value fd.5.id)" = "$(id_of new)" ] || fail 'write: another file'
	echo old >log
	gives 0 spawnx --append 1=log echo new
	[ "$(cat log)" = "old
new" ] || fail 'append'
	gives 0 spawnx --write 1=log echo new
	[ "$(cat log)" = new ] || fail 'write'
	sees fd.5.access rw --umask 0 --open 5:rdwr,creat,excl:0604=made
	[ "$(stat -c %a made)" = 604 ] || fail 'open: mode'
	gives 125 spawnx --open 5:rdwr,creat,excl=made true
	sees fds 0,1,2 --open 5:rdonly,cloexec=made
	: >'a=b:c'
	sees fd.5.id "$(id_of 'a=b:c')" --write '5=a=b:c'
	sees fd.5.access r --open 5=made
}

test_closing_and_duplicating() {
	sees fds 1,2 --close 0
	sees fds 0,1,2,5 --dup2 1:5
	[ "$(value fd.5.id)" = "$(value fd.1.id)" ] || fail 'dup2'
	sees fds 0 --closefrom 1
	sees fds 0,1,2,5 --read 5=/dev/null --read 6=/dev/null --closefrom 6
	sees fds 0,1,2,5 --cloexecfrom 3 --read 5=/dev/null --inheritopen 6
	sees fds 1,5 --cloexec-default --read 5=/dev/null --inherit 1
}

test_remap() {
	echo 1 >one
	echo 2 >two
	sees fd.5.id "$(id_of two)" \
		--read 5=one --read 6=two --remap 5:6,6:5,5:7
	[ "$(value fd.6.id)" = "$(id_of one)" ] || fail '6'
	[ "$(value fd.7.id)" = "$(id_of one)" ] || fail '7'
	[ "$(value fds)" = 0,1,2,5,6,7 ] || fail "$(value fds)"
	gives 0 spawnx --remap 1:2,2:1 sh -c 'echo to-err; echo to-out >&2'
	[ "$(cat out)" = to-out ] || fail 'the output'
	[ "$(cat err)" = to-err ] || fail 'the error output'
}

# In the order given: the first file is opened in another directory.
test_directories() {
	mkdir -p a/b
	sees cwd "$PWD/a/b" --chdir a --read 5=b --fchdir 5
	sees cwd "$PWD/a" --chdir a/b --chdir ..
	gives 125 spawnx --read 5=b --chdir a true
}

# pty PROGRAM...: with a terminal that is nobody's as its standard input.
pty() {
	need python3
	python3 -c '
import os, subprocess, sys
master, slave = os.openpty()
sys.exit(subprocess.call(sys.argv[1:], stdin=slave, start_new_session=True))
' "$@"
}

test_terminal() {
	pty "$COMMAND" --ctty 0 "$REPORT" "$work/seen"
	[ "$(value ctty)" = 1 ] || fail 'no controlling terminal'
	[ "$(value sid)" = "$(value pid)" ] || fail 'no session'
	[ "$(value tpgid)" = "$(value pid)" ] || fail 'not in the foreground'
	pty "$COMMAND" --ctty 0 -- "$COMMAND" --pgroup 0 --tcsetpgrp 0 \
		"$REPORT" "$work/seen"
	[ "$(value pgid)" = "$(value pid)" ] || fail 'no group'
	[ "$(value tpgid)" = "$(value pid)" ] || fail 'not made the foreground'
	says 'attribute ctty 0: ' --ctty 0 true
}

# -- Attributes ---------------------------------------------------------------

test_groups_and_sessions() {
	observe
	[ "$(value pgid)" != "$(value pid)" ] || fail 'a group of its own'
	observe --pgroup 0
	[ "$(value pgid)" = "$(value pid)" ] || fail 'pgroup'
	observe --setsid
	[ "$(value sid)" = "$(value pid)" ] || fail 'setsid'
}

test_signal_sets() {
	sees sigmask 2,15 --sigmask INT,SIGTERM
	sees sigmask '' --sigmask none
	sees sigignored 2,10 --sigignore int,10
	observe --sigignore all
	case ,$(value sigignored), in
	*,9,* | *,19,*) fail 'what can not be ignored' ;;
	,1,2,*,15,*,31,*) ;;
	*) fail "not all: $(value sigignored)" ;;
	esac
	outer='--sigignore HUP,INT'
	sees sigignored 1 --sigdefault INT
	sees sigignored '' --sigdefault all
}

test_scheduling() {
	sees sched.policy 3 --scheduler batch
	sees sched.policy 5 --scheduler idle:0
	sees sched.policy 1073741827 --scheduler batch+reset
	says '--scheduler: "x": not reset' --scheduler batch+x true
	gives 0 spawnx --explain --scheduler batch+reset:0 true
	has 'the plan' '^spawnx: attribute scheduler batch+reset:0$' err
	sees sched.priority 0 --priority 0
	sees nice 19 --nice 19
	sees oom_score_adj 900 --oom-score-adj 900
	sees ioprio 16389 --ioprio best-effort:5
	sees ioprio 24576 --ioprio idle
	says '--ioprio: "x": no such class' --ioprio x true
	sees timer_slack 98765 --timer-slack 98765
	sees personality 0x200000 --personality 2097152
	says '--oom-score-adj: "1001": not from -1000 to 1000' \
		--oom-score-adj 1001 true
	observe
	cpu=$(value affinity | sed 's/,.*//')
	sees affinity "$cpu" --affinity "$cpu"
	[ "$(id -u)" != 0 ] || return 0
	gives 125 spawnx --scheduler fifo:1 true
}

test_limits() {
	sees umask 027 --umask 27
	sees rlimit.nofile 64:128 --rlimit nofile=64:128
	sees rlimit.core 0:0 --rlimit core=0
	observe --rlimit nofile=64:128 --rlimit cpu=1000:1001
	[ "$(value rlimit.nofile)" = 64:128 ] || fail 'the first of two'
	[ "$(value rlimit.cpu)" = 1000:1001 ] || fail 'the second of two'
}

test_privileges() {
	sees no_new_privs 1 --no-new-privs
	sees pdeathsig 9 --pdeathsig KILL
	sees euid "$(id -ru)" --reset-ids
}

test_capabilities() {
	says '--cap-ambient: "frob": no such capability' \
		--cap-ambient kill,frob true
	says '--cap-ambient: "64": not from 0 to 63' --cap-ambient 64 true
	spawnx --explain --cap-bounding KILL,cap_bpf,41 --cap-inheritable '' \
		--cap-ambient 0 true >out 2>err || :
	! grep -q 'Operation not supported' err || skip 'no capabilities here'
	has 'the plan' '^spawnx: attribute cap-bounding kill,bpf,41$' err
	has 'the plan' '^spawnx: attribute cap-inheritable$' err
	has 'the plan' '^spawnx: attribute cap-ambient chown$' err
	need_root
	sees status.CapAmb 0000000000000400 --cap-ambient net_bind_service
}

test_propagation() {
	says '--propagation: "x": no such propagation' --propagation x true
	gives 125 spawnx --propagation private true
	! grep -q 'Operation not supported' err || skip 'not here'
	has 'the message' 'attribute propagation: Invalid' err
	gives 125 spawnx --explain --propagation slave true
	has 'the plan' '^spawnx: attribute propagation slave$' err
}

test_pid_variable() {
	gives 0 spawnx --pid-env A --env A=1 sh -c 'test "$A" = $$'
	says '--pid-env: "A=B": Invalid' --pid-env A=B true
}

test_trace() {
	gives 125 spawnx --trace-me --chdir /no/such true
	! grep -q 'Operation not supported' err || skip 'not here'
	gives 7 spawnx --trace-me sh -c 'exit 7'
	gives 7 spawnx --trace-me --handle sh -c 'exit 7'
	gives 0 spawnx --drop-ctty true
	gives 0 spawnx --steal-ctty true
}

test_landlock() {
	gives 125 spawnx --landlock 9 true
	! grep -q 'Operation not supported' err || skip 'no Landlock here'
	has 'the message' 'attribute landlock 9: Bad file' err
	says 'attribute landlock 5: File descriptor in bad state' \
		--no-new-privs --read 5=/dev/null --landlock 5 true
	gives 125 spawnx --explain --landlock 5 true
	has 'the plan' '^spawnx: attribute landlock 5$' err
}

# BPF_RET: SECCOMP_RET_ALLOW, as a little-endian CPU has it.
test_seccomp() {
	echo 'int main(void) { return (*(char *)&(int){ 1 } != 1); }' >little.c
	compile little.c -o little && ./little || skip 'not little-endian'
	printf '\006\0\0\0\0\0\377\177' >allow
	status=0
	spawnx --seccomp allow --no-new-privs true 2>err || status=$?
	! grep -q 'Operation not supported' err || skip 'no filters here'
	sees status.Seccomp 2 --seccomp allow --no-new-privs
	gives 0 spawnx --explain --seccomp allow --no-new-privs true
	has 'the plan' '^spawnx: attribute seccomp of length 1$' err
	printf '\006\0\0\0\0\0\0\0' >deny
	gives 159 spawnx --seccomp deny --no-new-privs true
}

# The build may be where no other user can go.
test_ids() {
	need_root
	cp "$REPORT" "$work/report"
	REPORT=$work/report
	sees ruid 12345 --uid 12345
	[ "$(value suid)" = 12345 ] || fail 'suid'
	sees egid 54321 --gid 54321
	[ "$(value rgid)" = 54321 ] || fail 'rgid'
	observe --uid 12345 --gid 54321 --groups 1,2
	[ "$(value euid):$(value egid):$(value groups)" = 12345:54321:1,2 ] ||
		fail "$(value euid):$(value egid):$(value groups)"
	sees groups '' --groups ''
	sees euid "$(id -u root)" --uid root
}

# A static program needs nothing in there.
test_chroot() {
	need_root
	mkdir jail
	echo 'int main(void) { return (42); }' >jail.c
	compile -static jail.c -o jail/tool || skip 'no static programs'
	gives 42 spawnx --chroot jail /tool
	gives 42 spawnx --chroot jail --no-search tool
	says 'attribute chroot "/no/such": ' --chroot /no/such true
}

test_cwd() {
	mkdir -p a/b
	sees cwd "$PWD/a/b" --cwd a/b
	sees cwd "$PWD/a/b" --cwd a --chdir b
	says 'attribute cwd "none": ' --cwd none true
	"$COMMAND" --cwdfd 7 --cwd b "$REPORT" "$work/seen" 7<a >out
	[ "$(value cwd)" = "$PWD/a/b" ] || fail 'cwdfd'
	says 'attribute cwdfd 7: ' --cwdfd 7 true
}

test_execfd() {
	observe --read "5=$REPORT" --execfd 5
	spawnx --read "5=$REPORT" --execfd 5 named "$work/seen"
	[ "$(value 'argv\[0\]')" = named ] || fail 'argv[0]'
	says 'attribute execfd 9: ' --explain --execfd 9 true
	lacks 'the plan' 'searched for' err
}

test_shell() {
	echo 'exit 9' >script
	chmod +x script
	gives 126 spawnx ./script
	gives 9 spawnx --shell ./script
}

test_candidates() {
	echo 'exit 9' >script
	printf '#!/bin/sh\nexit 8\n' >tool
	chmod +x script tool
	gives 8 spawnx --candidate ./none --candidate ./tool x
	gives 126 spawnx --candidate ./script --candidate ./tool x
	gives 8 spawnx --candidate ./script --candidate ./tool \
		--search-rule any x
	gives 9 spawnx --candidate ./script --candidate ./tool --shell x
	gives 127 spawnx --candidate ./none --candidate ./no x
	has 'the reason' 'exec "./no", candidate 1: ' err
	says 'no such rule' --search-rule some true
}

test_write_text() {
	: >file
	gives 0 spawnx --write-text file=a=b true
	[ "$(cat file)" = a=b ] || fail 'what was written'
	says 'action 0, write "none": ' --write-text none=x true
	gives 0 spawnx --explain --write-text file=xyz true
	has 'the plan' 'action 0: write 3 bytes to "file"' err
}

test_write_first() {
	: >file
	: >other
	mkdir -p dir
	gives 0 spawnx --cwd dir --write-first file=a=b --write-first other= true
	[ "$(cat file)" = a=b ] || fail 'what was written'
	says 'attribute writes: ' --write-first none=x true
	gives 0 spawnx --explain --write-first file=x\"z true
	has 'the plan' 'attribute write-first "file"="x\\x22z"' err
	says 'not PATH=TEXT' --write-first file true
}

test_optional() {
	gives 0 spawnx --optional cwd --cwd /no/such true
	has 'what was left out' '^spawnx: without attribute cwd: ' err
	gives 0 spawnx --explain --optional cwd,nice --cwd / --nice 1 true
	has 'the plan' 'attribute cwd is optional' err
	lacks 'what was left out' without err
	says "can't be optional" --optional uid true
	says 'no such attribute' --optional some true
}

# Three runs of a layout that is drawn by lot are seldom the same.
test_aslr() {
	spawnx --aslr off true || skip 'personality() is refused here'
	for run in 1 2 3; do
		gives 0 spawnx --aslr off sh -c 'grep stack /proc/self/maps'
		cp out "map.$run"
	done
	same 'the second run' map.1 map.2
	same 'the third run' map.1 map.3
}

test_namespaces() {
	need_root
	spawnx --unshare uts true || skip 'no namespaces can be made here'
	ours=$(readlink /proc/self/ns/uts)
	gives 0 spawnx --unshare uts,ipc readlink /proc/self/ns/uts
	[ "$(cat out)" != "$ours" ] || fail 'unshare'
	"$COMMAND" --explain --unshare uts,ipc sleep 60 2>log &
	child=$(process log)
	theirs=$(readlink "/proc/$child/ns/uts")
	gives 0 spawnx --setns "/proc/$child/ns/uts" \
		--setns "/proc/$child/ns/ipc" readlink /proc/self/ns/uts
	kill "$child"
	[ "$(cat out)" = "$theirs" ] || fail 'setns'
}

test_map_ids() {
	says 'not USER:GROUP' --map-ids 0 true
	spawnx --map-ids 0:0 true || skip 'no user namespaces can be made here'
	gives 0 spawnx --map-ids 0:12 --unshare uts id
	has 'who it is' 'uid=0(root) gid=12' out
	gives 0 spawnx --explain --map-ids 3:4 true
	has 'the explanation' 'attribute map-ids 3:4' err
}

test_cgroup() {
	says 'attribute SETCGROUP ' --cgroup . true
	need_root
	root=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
	[ -n "$root" ] || skip 'no cgroup2 is mounted'
	"$COMMAND" --features | grep -qx 'cgroup yes' ||
		skip 'no child can be made in a group here'
	mkdir "$root/spawnx.$$" 2>/dev/null || skip 'no group can be made'
	spawnx --cgroup "$root/spawnx.$$" cat /proc/self/cgroup >out 2>err || :
	rmdir "$root/spawnx.$$"
	has 'the group' "spawnx.$$" out
}

# shellcheck disable=SC2046
run_tests $(sed -n 's/^\(test_[a-z0-9_]*\)() {$/\1/p' "$here/command_options.sh")
