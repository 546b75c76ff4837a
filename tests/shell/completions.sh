# SPDX-License-Identifier: BSD-2-Clause
# The completion of spawnx(1) in bash, zsh and fish: every option that `spawnx
# --help` lists and no other, values by their kind, then the program's own.
. "$(dirname "$0")/lib.sh"

completions=$SOURCE_DIR/packaging/completions
PATH=$(dirname "$COMMAND"):/usr/bin:/bin
export PATH

# in_bash WORD...: what the last one may become, as readline would replace it.
in_bash() {
	bash --norc --noprofile -c '
		for file in /usr/share/bash-completion/bash_completion; do
			[ "$0" != with ] || . "$file"
		done
		. "$1/spawnx.bash"
		shift
		compopt() { :; }
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		COMP_LINE=$* COMP_POINT=${#COMP_LINE}
		_spawnx spawnx "${COMP_WORDS[COMP_CWORD]}" spawnx
		printf "%s\n" "${COMPREPLY[@]}"' \
		"$bash_completion" "$completions" "$@" | sort
}

# The same of fish, without its descriptions, and without what merely resembles
# the last word, which fish 4 offers as well.
in_fish() {
	words=
	for word; do
		words="${words:+$words }$word"
	done
	HOME=$PWD fish --no-config -c 'source $argv[1]/spawnx.fish
		complete -C "$argv[2]"' "$completions" "$words" |
		sed 's/	.*//' | grep "^$word" | sort -u
}

# What zsh's _arguments is given: it does the rest.
zsh_specifications() {
	zsh -f -c '
		compdef() { : }
		_call_program() { shift; "$@" }
		_arguments() { print -rl -- "$@" }
		service=spawnx
		source $1/_spawnx' zsh "$completions" 2>&1
}

# completes SHELL EXPECTED WORD...: these are all, each once.
completes() {
	shell=$1 expected=$2
	shift 2
	"in_$shell" "$@" >actual
	printf '%s\n' $expected | sort >expected
	same "$shell: $*" expected actual
}

# offers SHELL EXPECTED WORD...: among others.
offers() {
	shell=$1 expected=$2
	shift 2
	"in_$shell" "$@" >actual
	has "$shell: $*" "^$expected\$" actual
}

options() {
	"$COMMAND" --help | sed -n 's/^  \(--[a-z0-9-]*\) .*/\1/p'
}

values() {
	shell=$1
	completes "$shell" '--clear-env --cloexec-default --cloexecfrom --close --closefrom' \
		spawnx --cl
	completes "$shell" 'nofile=' spawnx --rlimit nof
	completes "$shell" 'pid,net' spawnx --unshare pid,n
	completes "$shell" 'INT,TERM' spawnx --sigignore INT,TE
	completes "$shell" 'QUIT' spawnx --setsid --pdeathsig QU
	completes "$shell" 'other fifo rr batch idle' spawnx --scheduler ''
	offers "$shell" 'root' spawnx --uid roo
	offers "$shell" 'root' spawnx --groups roo
	mkdir -p directory
	: >directory.txt
	offers "$shell" 'directory/\{0,1\}' spawnx --chdir direc
	lacks "$shell" 'directory\.txt' actual
	offers "$shell" 'directory.txt' spawnx --setns directory.t
	offers "$shell" 'directory.txt' spawnx --candidate directory.t
	offers "$shell" 'directory.txt' spawnx --write-text directory.t
	completes "$shell" 'kill leave' spawnx --rest ''
	completes "$shell" 'off' spawnx --aslr of
	completes "$shell" 'private slave shared unbindable' \
		spawnx --propagation ''
	completes "$shell" 'host portable any' spawnx --search-rule ''
	completes "$shell" 'best-effort' spawnx --ioprio be
	# An option that the program has, and a value that looks like a program.
	"in_$shell" spawnx --chdir / true --clo >actual
	lacks "$shell" 'cloexec' actual
	offers "$shell" '--cloexec-default' spawnx --chdir true --clo
}

test_bash() {
	need bash
	for bash_completion in without with; do
		[ $bash_completion = without ] ||
			[ -r /usr/share/bash-completion/bash_completion ] ||
			continue
		completes bash "$(options)" spawnx --
		values bash
	done
	# Before it bash takes the words apart at = and :.
	bash_completion=without
	offers bash 'directory.txt' spawnx --read 0=directory.t
	offers bash 'env' spawnx --setsid en
}

test_fish() {
	need fish
	completes fish "$(options)" spawnx --
	values fish
	offers fish '0=directory.txt' spawnx --read 0=directory.t
	offers fish 'env' spawnx --setsid en
}

test_zsh() {
	need zsh
	zsh_specifications >specifications
	sed -n 's/^\**\(--[a-z0-9-]*\)=\{0,1\}\[.*/\1/p' specifications |
		sort >actual
	options | sort >expected
	same 'the options' expected actual
	has 'an option' '^--setsid\[lead a new session\]$' specifications
	has 'an option' '^\*--chdir=\[.*\]:DIR:_files -/$' specifications
	has 'an option' '^\*--rest=\[.*\]:kill|leave:(kill leave)$' specifications
	has 'an option' '^\*--candidate=\[.*\]:PATH:_files$' specifications
	has 'an option' '^\*--open=\[.*\]:FD.*=PATH:{compset' specifications
	has 'the program' '^(-)1:program:' specifications
}

# What the scripts list themselves, the command has to know.
test_listed_values_are_known() {
	for resource in $(sed -n '/RESOURCE/,/;;/p' "$completions/spawnx.bash" |
		tr ' \t' '\n\n' | sed -n 's/^\([a-z]*\)=$/\1/p'); do
		"$COMMAND" --rlimit "$resource=x" true 2>err || :
		has "$resource" 'not a number' err
	done
	for signal in $(bash -c '. "$1/spawnx.bash"; echo $_spawnx_signals' - \
		"$completions"); do
		"$COMMAND" --pdeathsig "$signal" --chdir /no/such true 2>err || :
		lacks "$signal" 'pdeathsig: ' err
	done
	for pair in 'TYPE propagation' 'RULE search-rule' 'CLASS ioprio'; do
		for value in $(sed -n "s/.*\*:${pair% *}[)*].*word\" \(.*\) ;;/\1/p" \
			"$completions/spawnx.bash"); do
			"$COMMAND" "--${pair#* }" "$value" --close x true \
				2>err || :
			has "$value" 'close: "x": not a number' err
		done
	done
}

run_tests test_bash test_fish test_zsh test_listed_values_are_known
