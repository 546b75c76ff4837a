# SPDX-License-Identifier: BSD-2-Clause
# The command spawnx(1): every option does what it says, as the program that
# it starts sees it; every other use of it is refused.
. "$(dirname "$0")/lib.sh"

# The outer one is for what whoever runs the tests has left open, or ignored;
# $outer: more options for it.
outer=

# shellcheck disable=SC2086
spawnx() {
	"$COMMAND" --closefrom 3 --sigdefault all $outer "$COMMAND" "$@"
}

# observe OPTION...: `report` with these options; value KEY is what it saw.
# It may have become another user.
observe() {
	: >"$work/seen"
	chmod 666 "$work/seen"
	chmod 711 "$work"
	spawnx "$@" -- "$REPORT" "$work/seen" >out 2>err </dev/null ||
		fail "spawnx $*: status $?: $(cat err)"
	[ -s "$work/seen" ] || fail "spawnx $*: no report"
}

value() {
	sed -n "s/^$1=//p" "$work/seen"
}

# sees KEY VALUE OPTION...
sees() {
	key=$1 expected=$2
	shift 2
	observe "$@"
	[ "$(value "$key")" = "$expected" ] ||
		fail "spawnx $*: $key is $(value "$key"), not $expected"
}

# gives STATUS COMMAND...
gives() {
	expected=$1
	shift
	status=0
	"$@" >out 2>err </dev/null || status=$?
	[ "$status" = "$expected" ] ||
		fail "$*: status $status, not $expected: $(cat err)"
}

# says TEXT OPTION...: refused, with these words.
says() {
	text=$1
	shift
	gives 125 spawnx "$@"
	grep -qF -e "$text" err || fail "$*: $(cat err)"
}

need_root() {
	[ "$(id -u)" = 0 ] || skip 'needs root'
}

id_of() {
	stat -L -c '%d:%i' "$1" | {
		IFS=: read -r dev ino
		printf '%x:%s\n' "$dev" "$ino"
	}
}

# -- The command itself -------------------------------------------------------

test_exit_status() {
	gives 0 spawnx true
	gives 7 spawnx sh -c 'exit 7'
	gives 143 spawnx sh -c 'kill -TERM $$'
	gives 137 spawnx --start sh -c 'kill -KILL $$'
	gives 137 spawnx --handle sh -c 'kill -KILL $$'
	gives 127 spawnx no-such-program
	gives 127 spawnx ./no-such-program
	gives 127 spawnx --start no-such-program
	gives 126 spawnx /
	echo x >file
	gives 126 spawnx ./file
	gives 126 spawnx --handle ./file
	echo '#!/no/such' >lost
	chmod 755 lost
	gives 126 spawnx ./lost
	has 'the message' '(its interpreter is missing)' err
	gives 125 spawnx --chdir /no/such true
	gives 125 spawnx --start --chdir /no/such true
	gives 125 spawnx --start --share-files --chdir /no/such true
	gives 125 spawnx
}

test_failures_are_sentences() {
	says 'spawnx: action 1, open "/no/such": No such file' \
		--close 9 --read 5=/no/such true
	says 'spawnx: action 0, dup2 20 to 1: Bad file' --dup2 20:1 true
	says 'spawnx: attribute SETPGROUP: ' --setsid --pgroup 0 true
	gives 127 spawnx /no/such/program
	has 'the message' 'exec "/no/such/program": No such file' err
	gives 127 spawnx --start /no/such/program
	has 'the message' 'exec "/no/such/program": No such file' err
}

# A search that finds nothing is one failure, not that of the last directory.
test_not_found() {
	gives 127 spawnx --env PATH=/no/such:/bin:. no-such
	has 'the message' \
		'^spawnx: "no-such": not found in PATH (3 directories)$' err
	gives 127 spawnx --start --env PATH= no-such
	has 'the message' 'not found in PATH (1 directory)$' err
	gives 127 spawnx --handle --unset PATH no-such
	has 'the message' '"no-such": not found; PATH is not set$' err
	gives 127 spawnx --searchpath /no/such:/none no-such
	has 'the message' 'not found in --searchpath (2 directories)$' err
	gives 127 spawnx --env "PATH=/bin:$REPORT" no-such
	has 'the message' 'not found in PATH (2 directories)$' err
	gives 127 spawnx "$REPORT/no-such"
	gives 127 spawnx --no-search no-such
	has 'the message' 'exec "no-such": No such file' err
}

# What is there and can't be run is not "not found".
test_missing_interpreter() {
	mkdir dir
	for line in '#!/no/such' '#!/bin/sh\r'; do
		printf '%b\n' "$line" >dir/tool
		chmod +x dir/tool
		gives 126 spawnx --env "PATH=/no/such:$PWD/dir:/bin" tool
		has 'the message' '/dir/tool"' err
		has 'the message' '(its interpreter is missing)' err
		gives 126 spawnx ./dir/tool
	done
	gives 127 spawnx --chdir / dir/tool
	gives 127 spawnx --chdir / --env PATH=dir:/bin tool
	has 'the message' '"tool": not found in PATH (2 dir' err
}

test_usage_errors() {
	says 'no program is named'
	says 'no program is named' --close 5 --
	says '--frob: no such option' --frob true
	says 'no such option, or not clear which' --clos 5 true
	says '-x: no such option' -x true
	says 'spawnx: -xy: no such option' -xy true
	says 'spawnx: -xy: no such option' --umask 022 -xy true
	says 'spawnx: -xhV: no such option' --setsid -xhV true
	says '--close: needs an argument' --close
	says '--setsid=1: takes no argument' --setsid=1 true
	says '--close: "x": not a number' --close x true
	says '--close: "": not a number' --close '' true
	says '--close: " 1": not a number' --close ' 1' true
	says '--close: "+1": not a number' --close +1 true
	says '--close: "1x": not a number' --close 1x true
	says '--close: "-1": not from 0 to' --close -1 true
	says '--close: "99999999999999999999": not from' \
		--close 99999999999999999999 true
	says '--close: "2147483647": Bad file descriptor' \
		--close 2147483647 true
	says '--dup2: "1": not FD:NEWFD' --dup2 1 true
	says '--remap: "1": not FD:NEWFD' --remap 1:2,1 true
	says '--remap: the same new number twice' --remap 1:5,2:5 true
	says '--remap: a number beyond the limit' --remap 1:2147483647 true
	says '--read: "5": not FD=PATH' --read 5 true
	says '--open: "wr": no such flag of open()' --open 5:wr=x true
	says '--open: "8": not an octal mode' --open 5:rdwr:8=x true
	says '--umask: "0999": not an octal mode' --umask 0999 true
	says '--umask: "1000": not an octal mode' --umask 1000 true
	says '--sigmask: "FOO": no such signal' --sigmask INT,FOO true
	says '--sigmask: "65": not from 1 to 64' --sigmask 65 true
	says '--sigignore: "' --sigignore KILL true
	says '--scheduler: "x": no such scheduling policy' --scheduler x true
	says '--priority: "100": not from 0 to 99' --priority 100 true
	says '--nice: "20": not from -20 to 19' --nice 20 true
	says '--rlimit: "x": no such resource' --rlimit x=1 true
	says '--rlimit: "nofile": not RESOURCE=SOFT' --rlimit nofile true
	says '--rlimit: "' --rlimit nofile=2:1 true
	says '--uid: "no-such-user": no such user' --uid no-such-user true
	says '--groups: "no-such": no such group' --groups 0,no-such true
	says '--affinity: "x": not a number' --affinity 0,x true
	says '--affinity: "1": not from 2 to' --affinity 2-1 true
	says '--unshare: "x": no such kind of namespace' --unshare x true
	says '--setns: "/no/such": No such file' --setns /no/such true
	printf 1234567 >odd
	says '--seccomp: "odd": not a filter' --seccomp odd true
	says '--seccomp: "/dev/null": Invalid' --seccomp /dev/null true
	head -c 40000 /dev/zero >long
	says '--seccomp: "long": Invalid' --seccomp long true
	says '--cgroup: "/no/such": No such file' --cgroup /no/such true
	says '--env: "A": not NAME=VALUE' --env A true
	says '--unset: "A=B": no name of a variable' --unset A=B true
	says '--share-files goes with --start only' --share-files true
	says '--share-files goes with --start only' \
		--handle --share-files true
}

# Help, page and parser know the same options.
test_help_and_page_have_every_option() {
	gives 0 spawnx --help
	cp out help
	gives 0 spawnx -h
	same '-h and --help' help out
	sed -n 's/^  --\([a-z0-9-]*\).*/\1/p' help | sort >helped
	[ "$(wc -l <helped)" -gt 40 ] || fail 'too few options'
	sed -n 's/^\.It .*Fl Fl \([a-z0-9-]*\).*/\1/p' \
		"$SOURCE_DIR/doc/spawnx.1" | sort >explained
	same 'the help and the page' helped explained
	awk 'length > 79 { print; bad = 1 } END { exit bad }' help ||
		fail 'long lines'
}

test_help_that_is_not_written() {
	for option in --help --version -h -V; do
		status=0
		"$COMMAND" "$option" >/dev/full 2>err || status=$?
		[ "$status" = 125 ] || fail "$option: status $status"
		has "$option" 'standard output: ' err
	done
}

# This file tries all of them.
test_every_option_is_tried() {
	spawnx --help | sed -n 's/^  --\([a-z0-9-]*\).*/\1/p' >options
	while read -r option; do
		grep -q -e "^[^#]*--$option\( \|\$\)" "$here/command.sh" \
			"$here/command_time.sh" ||
			fail "--$option is not tried"
	done <options
}

test_features() {
	gives 0 spawnx --features
	version=$("$COMMAND" --version)
	[ "$(sed -n 1p out)" = "lib$version" ] || fail "$(cat out)"
	[ "$(sed -n 2p out)" = "system $(uname -srm)" ] || fail "$(cat out)"
	for name in start handle cgroup clear unshare detached autokill \
		'attribute umask'; do
		grep -qx "$name \(yes\|no\)" out || fail "no line of $name"
	done
	grep -qx 'attribute umask yes' out || fail "$(cat out)"
}

test_detach() {
	says 'does not go with --start' --detach --start true
	if spawnx --features | grep -qx 'detached no'; then
		says 'Operation not supported' --detach true
		return
	fi
	mkfifo end began
	gives 0 spawnx --detach --explain sh -c 'echo $$ >began; cat end'
	read -r pid <began
	has 'the explanation' "process $pid" err
	echo >end
	gives 0 spawnx --detach --time true
	has 'the time' 'spawned after' err
	# Only clone3() gives both.
	if [ "$BACKEND" = asm ]; then
		gives 0 spawnx --detach --handle true
	else
		says 'handle: Operation not supported' --detach --handle true
	fi
	gives 127 spawnx --detach no-such-program
	gives 125 spawnx --detach --chdir /no/such true
	has 'the failure' 'chdir "/no/such"' err
	gives 125 spawnx --detach --pdeathsig TERM true
}

test_version() {
	gives 0 spawnx --version
	cp out version
	grep -qx 'spawnx [0-9]*\.[0-9]*\.[0-9]*' version || fail "$(cat version)"
	gives 0 spawnx -V
	same '-V and --version' version out
}

test_options_end_at_the_program() {
	observe --umask 022
	spawnx "$REPORT" "$work/seen" --umask 077
	[ "$(value 'argv\[2\]')" = --umask ] || fail 'argv[2]'
	[ "$(value argc)" = 4 ] || fail 'argc'
}

test_argv0() {
	sees 'argv\[0\]' other --argv0 other
	sees 'argv\[0\]' '' --argv0 ''
}

test_environment() {
	sees env.SPAWNX_A 'b=c' --env SPAWNX_A=b=c
	sees env.SPAWNX_A '' --env SPAWNX_A=x --env SPAWNX_A=
	SPAWNX_B=1 sees env.SPAWNX_B '' --unset SPAWNX_B
	sees envc 0 --clear-env
	sees envc 1 --env A=1 --clear-env --env B=2
	sees env.B 2 --env A=1 --clear-env --env B=2
}

test_search() {
	mkdir dir
	cp "$REPORT" dir/tool
	gives 127 spawnx tool none
	gives 0 spawnx --searchpath /no/such:dir tool none
	PATH=/no/such:$PWD/dir gives 0 "$COMMAND" tool none
	gives 0 spawnx --env "PATH=$PWD/dir" tool none
	cd dir
	gives 127 spawnx tool none
	gives 0 spawnx --no-search tool none
	gives 127 spawnx --no-search true
}

test_ways_to_spawn() {
	for way in --start '--start --share-files' --handle --no-search; do
		# shellcheck disable=SC2086
		sees fds 0,1,2,5 $way --read 5=/dev/null
		# shellcheck disable=SC2086
		gives 3 spawnx $way "$REPORT" none exit=3
	done
}

# The lines and their order are in the manual.
test_time() {
	cat >lines <<-'END'
	spawned after [0-9]* us
	ran for [0-9]*\.[0-9]\{6\} s, user [0-9]*\.[0-9]\{6\} s, system [0-9]*\.[0-9]\{6\} s
	reaped after [0-9]* us
	memory [1-9][0-9]* KiB at most
	context switches [0-9]* voluntary, [0-9]* involuntary
	END
	times_are lines --time
	{ echo 'started after [0-9]* us'; cat lines; } >more
	times_are more --time --start
}

# times_are PATTERNS OPTION...: one line each, in this order, and no other.
times_are() {
	patterns=$1
	shift
	gives 0 spawnx "$@" "$REPORT" none
	cut -d: -f1 err | grep -vx spawnx && fail "$*: $(cat err)"
	[ "$(wc -l <err)" -eq "$(wc -l <"$patterns")" ] ||
		fail "$*: $(cat err)"
	n=0
	while read -r pattern; do
		n=$((n + 1))
		sed -n "${n}p" err >line
		has "line $n" "^spawnx: $pattern\$" line
	done <"$patterns"
}

# What each line is of: a program that runs for a while, uses the CPU and
# memory, and leaves behind what takes time to end.
test_time_is_of_the_program() {
	gives 0 spawnx --time sleep 0.3
	read_times
	[ "$ran" -ge 290000 ] || fail "0.3 s: $(cat err)"
	[ "$cpu" -lt 290000 ] || fail "sleep used the CPU: $(cat err)"
	gives 0 spawnx --time sh -c \
		'i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done'
	read_times
	[ "$cpu" -ge 1000 ] || fail "no time of the CPU: $(cat err)"
	[ "$ran" -ge "$((cpu / 2))" ] || fail "more than it ran: $(cat err)"
	need python3
	gives 0 spawnx --time python3 -c 'x = b"x" * (64 << 20)'
	read_times
	[ "$memory" -ge 65536 ] || fail "64 MiB: $(cat err)"
}

# Of what was printed: us, us, KiB.
read_times() {
	ran=$(sed -n 's/^spawnx: ran for \([0-9.]*\) s.*/\1/p' err |
		awk '{ printf "%d", $1 * 1e6 }')
	cpu=$(sed -n 's/^spawnx: ran .*user \([^ ]*\) s, system \([^ ]*\) s$/\1 \2/p' err |
		awk '{ printf "%d", ($1 + $2) * 1e6 }')
	memory=$(sed -n 's/^spawnx: memory \(.*\) KiB at most$/\1/p' err)
}

test_time_of_a_failure() {
	gives 127 spawnx --time no-such-program
	has 'the time' '^spawnx: failed after [0-9]* us$' err
	lacks 'the time' 'spawned\|ran\|reaped' err
	gives 125 spawnx --time --chdir /no/such true
	has 'the time' '^spawnx: failed after [0-9]* us$' err
}

test_preload() {
	case $SANITIZE in
	none) ;;
	*) skip 'a sanitized library is not to be preloaded' ;;
	esac
	sees env.LD_PRELOAD "$(realpath "$SHARED_LIB")" --preload
	[ "$LIBC" = glibc ] || return 0
	compile "$here/stock.c" -o stock
	gives 0 spawnx --preload --env LD_DEBUG=bindings ./stock
	has 'the bindings' "stock .* to .*libspawnx.* .posix_spawn'" err
	LD_PRELOAD=libdl.so.2 sees env.LD_PRELOAD \
		"$(realpath "$SHARED_LIB"):libdl.so.2" --preload
}

# LD_PRELOAD is split, and "$LIB" replaced, by the loader, which says nothing.
test_preload_from_where_it_can_not_be_named() {
	# shellcheck disable=SC2016
	for dir in 'a b' 'a:b' 'a$LIB' '${ORIGIN}' '$PLATFORM' 'a;b'; do
		mkdir "$dir"
		cp "$SHARED_LIB" "$dir/libspawnx.so.1"
		cp "$CORE_LIB" "$dir/libspawnx-core.so.1"
		status=0
		(cd "$dir" && LD_LIBRARY_PATH=. "$COMMAND" --preload true) \
			2>err || status=$?
		[ "$status" = 125 ] || fail "$dir: status $status"
		grep -qF "/$dir/libspawnx.so.1\": LD_PRELOAD can't name" err ||
			fail "$dir: $(cat err)"
	done
}

# The plan shows what was given, all of it, and only that.
test_explain() {
	gives 0 spawnx --explain "$REPORT" none
	grep -v '^spawnx: process [0-9]*$' err >plan
	printf 'spawnx: program "%s", argv "%s" "none"\n' "$REPORT" "$REPORT" \
		>expected
	same 'the plan of nothing' expected plan
	gives 125 spawnx --explain --read 5=/dev/null \
		--open 6:rdwr,creat,nonblock:0640=a\"b --close 7 --dup2 5:8 \
		--remap 5:6,6:5 --inherit 5 --chdir . --closefrom 20 \
		--fchdir 21 --tcsetpgrp 0 --cloexecfrom 22 --inheritopen 23 \
		--setsid --sigdefault INT,40 \
		--sigmask none --scheduler other:0 --reset-ids \
		--cloexec-default --umask 077 --rlimit core=0:unlimited \
		--searchpath /a:/b --sigignore USR1 --nice 19 --aslr off \
		--affinity 0-1,3 --shell --no-new-privs --pdeathsig 9 \
		--oom-score-adj 900 --cwd / --cwdfd 99 --candidate /a \
		--candidate b --search-rule portable true
	# Its last line says why it failed.
	sed -n -e '$d' -e 's/^spawnx: \(a.*\)/\1/p' err | sort >plan
	sort >expected <<-END
	action 0: open "/dev/null" as 5, rdonly
	action 1: open "a\\x22b" as 6, rdwr,creat,nonblock, mode 0640
	action 2: close 7
	action 3: dup2 5 to 8
	action 4: remap 5 to 6, 6 to 5
	action 5: inherit 5
	action 6: chdir "."
	action 7: closefrom 20
	action 8: fchdir 21
	action 10: cloexecfrom 22
	action 11: inheritopen 23
	action 9: tcsetpgrp 0
	attribute affinity 0-1,3
	attribute candidate "/a"
	attribute candidate "b"
	attribute cloexec-default
	attribute cwd "/"
	attribute cwdfd 99
	attribute nice 19
	attribute aslr 0
	attribute no-new-privs 1
	attribute oom-score-adj 900
	attribute pdeathsig 9
	attribute reset-ids
	attribute rlimit core=0:unlimited
	attribute scheduler other:0
	attribute search-rule portable
	attribute searchpath "/a:/b"
	attribute setsid
	attribute shell 1
	attribute sigdefault INT,40
	attribute sigignore USR1
	attribute sigmask
	attribute umask 077
	END
	same 'the plan' expected plan
}

# A mode of open() that has no name, and O_PATH, which musl counts as a mode.
test_explain_open() {
	gives 0 spawnx --explain --open 5:wronly,rdwr=/dev/null \
		--open 6:path=/ --open 7:path,rdwr=/ --open 8=/ true
	sed -n 's/^spawnx: action .: //p' err >plan
	cat >expected <<-END
	open "/dev/null" as 5, wronly,rdwr
	open "/" as 6, rdonly,path
	open "/" as 7, rdwr,path
	open "/" as 8, rdonly
	END
	same 'the plan' expected plan
}

# bytes FORMAT: what printf(1) makes of it.
bytes() {
	# shellcheck disable=SC2059
	printf "$1"
}

# What a terminal would act upon is shown as a number, byte by byte, and so is
# what is not UTF-8; characters are left alone.
test_text_is_escaped() {
	set --
	plan=
	while read -r octal shown; do
		set -- "$@" "$(bytes "a${octal}b")"
		plan="$plan \"a${shown}b\""
	done <<-'END'
	\033 \x1b
	\042 \x22
	\134 \x5c
	\177 \x7f
	\302\200 \xc2\x80
	\302\233 \xc2\x9b
	\302\237 \xc2\x9f
	\233 \x9b
	\303 \xc3
	\300\257 \xc0\xaf
	\340\202\233 \xe0\x82\x9b
	\355\240\200 \xed\xa0\x80
	\360\200\202\233 \xf0\x80\x82\x9b
	\364\220\200\200 \xf4\x90\x80\x80
	\370\210\200\200 \xf8\x88\x80\x80
	END
	kept=$(bytes '~\302\240\303\251\342\202\254\355\237\277\360\237\230\200')
	gives 0 spawnx --explain true "$@" "$kept"
	grep -qxF "spawnx: program \"true\", searched for, argv \"true\"$plan \"$kept\"" \
		err || fail "$(cat err)"
	c1=$(bytes '\302\233')
	says '--close: "a\xc2\x9bb": not a number' --close "a${c1}b" true
	says 'spawnx: --a\xc2\x9b: no such option' "--a$c1" true
	gives 127 spawnx "a$c1"
	has 'the message' '"a\\xc2\\x9b": not found' err
}

# process LOG: the process that --explain tells of.
process() {
	until grep -q '^spawnx: process ' "$1"; do sleep 0.02; done
	sed -n 's/^spawnx: process //p' "$1"
}

# A signal for the command is one for the program.  The outer one is there
# because a shell has INT and QUIT ignored in the background.
test_signals_are_passed_on() {
	for signo in HUP INT QUIT TERM USR1 USR2; do
		: >began
		"$COMMAND" --explain --sigdefault all \
			"$COMMAND" sh -c 'echo; exec sleep 60' >began 2>log &
		job=$!
		until [ -s began ]; do sleep 0.02; done
		kill -s $signo "$(process log)"
		status=0
		wait $job || status=$?
		[ $status -gt 128 ] || fail "$signo: status $status"
		[ "$(kill -l $status)" = $signo ] || fail "$signo: $status"
	done
}

# What is ignored stays so; with CHLD that takes some doing.
test_ignored_signals() {
	outer='--sigignore INT'
	sees sigignored 2
	outer='--sigignore CHLD'
	sees sigignored 17
	sees sigignored 10,17 --sigignore USR1
	sees sigignored 17 --sigdefault USR1
	gives 4 spawnx "$REPORT" none exit=4
}

# What an option says is so, whatever the command has done for its own sake.
test_options_win() {
	outer='--sigignore CHLD,HUP,CONT'
	sees sigignored 1,18 --sigdefault CHLD
	sees sigignored 1,18 --sigdefault CHLD --start
	sees sigignored '' --sigdefault all
	sees sigignored 1,17,18 --sigdefault CHLD --sigignore CHLD
	sees sigignored 1,10,17,18 --sigignore USR1
	gives 4 spawnx --sigdefault CHLD "$REPORT" none exit=4
	outer='--sigmask TTOU,TSTP,CONT,TERM'
	sees sigmask 15,18,20,22
	sees sigmask '' --sigmask none
}

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
	root=/sys/fs/cgroup
	[ -f $root/cgroup.procs ] || skip 'no cgroup v2'
	mkdir "$root/spawnx.$$" 2>/dev/null || skip 'no group can be made'
	spawnx --cgroup "$root/spawnx.$$" cat /proc/self/cgroup >out 2>err || :
	rmdir "$root/spawnx.$$"
	has 'the group' "spawnx.$$" out
}

# shellcheck disable=SC2046
run_tests $(sed -n 's/^\(test_[a-z0-9_]*\)() {$/\1/p' "$here/command.sh")
