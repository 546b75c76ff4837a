# SPDX-License-Identifier: BSD-2-Clause
# The command spawnx(1): what it says, how it ends, which program it executes;
# every other use of it is refused.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_command.sh"

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
	says '--dup2: "1:2147483647": Bad file' --dup2 1:2147483647 true
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
	says '--sigignore: "TERM,KILL": Invalid' --sigignore TERM,KILL true
	says '--scheduler: "x": no such scheduling policy' --scheduler x true
	says '--priority: "100": not from 0 to 99' --priority 100 true
	says '--nice: "20": not from -20 to 19' --nice 20 true
	says '--rlimit: "x": no such resource' --rlimit x=1 true
	says '--rlimit: "nofile": not RESOURCE=SOFT' --rlimit nofile true
	says '--rlimit: "nofile=2:1": Invalid' --rlimit nofile=2:1 true
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

# These files try all of them.
test_every_option_is_tried() {
	spawnx --help | sed -n 's/^  --\([a-z0-9-]*\).*/\1/p' >options
	while read -r option; do
		grep -q -e "^[^#]*--$option\( \|\$\)" "$here"/command*.sh ||
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
	says 'spawnx: --detach does not go with --pdeathsig' \
		--detach --pdeathsig TERM true
	says 'spawnx: --detach does not go with --trace-me' \
		--trace-me --detach true
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

# shellcheck disable=SC2046
run_tests $(sed -n 's/^\(test_[a-z0-9_]*\)() {$/\1/p' "$here/command.sh")
