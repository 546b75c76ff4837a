# SPDX-License-Identifier: BSD-2-Clause
# The command spawnx(1) tells what it is about to do, in text that is fit for a
# terminal.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_command.sh"

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

# shellcheck disable=SC2046
run_tests $(sed -n 's/^\(test_[a-z0-9_]*\)() {$/\1/p' "$here/command_explain.sh")
