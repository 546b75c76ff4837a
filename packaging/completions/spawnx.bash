# SPDX-License-Identifier: BSD-2-Clause
# bash completion of spawnx(1).  The options, and what kind of value each takes,
# are read from `spawnx --help`: a line "  --name VALUE   text".
# shellcheck shell=bash disable=SC2207

_spawnx_signals='HUP INT QUIT ABRT KILL USR1 USR2 PIPE ALRM TERM CHLD'
_spawnx_signals+=' CONT STOP TSTP TTIN TTOU WINCH'

# The lines "name VALUE", or "name".
_spawnx_options()
{
	"$1" --help 2>/dev/null |
		sed -n -e 's/^  --\([a-z0-9-]*\) \([^ ][^ ]*\) .*/\1 \2/p' \
			-e 's/^  --\([a-z0-9-]*\)  .*/\1/p'
}

# What may stand in for the last part of a list: $1 is what separates the parts.
_spawnx_list()
{
	local separators=$1 word=$2
	shift 2
	local last=${word##*["$separators"]}
	COMPREPLY=($(compgen -P "${word%"$last"}" -W "$*" -- "$last"))
}

_spawnx_paths()
{
	local separator=$1 word=$2 kind=$3
	local last=${word##*"$separator"}
	compopt -o filenames
	# readline replaces what follows the last = or : of the line only.
	case $COMP_WORDBREAKS in
	*"$separator"*) COMPREPLY=($(compgen "$kind" -- "$last")) ;;
	*) COMPREPLY=($(compgen -P "${word%"$last"}" "$kind" -- "$last")) ;;
	esac
}

_spawnx_value()
{
	local option=$1 kind=$2 word=$3
	case $option:$kind in
	unset:*) COMPREPLY=($(compgen -v -- "$word")) ;;
	*:SIGNAL) _spawnx_list ' ' "$word" "$_spawnx_signals" ;;
	*:SIGNALS) _spawnx_list , "$word" all none "$_spawnx_signals" ;;
	*:*\|*) _spawnx_list ' ' "$word" "${kind//|/ }" ;;
	*:TYPE) _spawnx_list ' ' "$word" private slave shared unbindable ;;
	*:RULE) _spawnx_list ' ' "$word" host portable any ;;
	*:CLASS*) _spawnx_list ' ' "$word" none realtime best-effort idle ;;
	*:POLICY*) _spawnx_list ' ' "$word" other fifo rr batch idle ;;
	*:NAMESPACE,*)
		_spawnx_list , "$word" cgroup ipc mnt net pid user uts
		;;
	*:RESOURCE=*)
		compopt -o nospace
		_spawnx_list ' ' "$word" as= core= cpu= data= fsize= locks= \
			memlock= msgqueue= nice= nofile= nproc= rss= rtprio= \
			rttime= sigpending= stack=
		;;
	*:NAME=VALUE)
		compopt -o nospace
		COMPREPLY=($(compgen -v -S = -- "$word"))
		;;
	*:USER) COMPREPLY=($(compgen -u -- "$word")) ;;
	*:USER:GROUP)
		case $word in
		*:*) _spawnx_list : "$word" "$(compgen -g)" ;;
		*)
			compopt -o nospace
			COMPREPLY=($(compgen -u -S : -- "$word"))
			;;
		esac
		;;
	*:GROUP*) _spawnx_list , "$word" "$(compgen -g)" ;;
	*:DIR:*) _spawnx_paths : "$word" -d ;;
	*:DIR) _spawnx_paths '' "$word" -d ;;
	*:FILE | *:PATH | *:PATH=*) _spawnx_paths '' "$word" -f ;;
	*=PATH) _spawnx_paths = "$word" -f ;;
	esac
}

# Sets index to where the program stands, and option to what awaits its value
# at the cursor, if anything does.
_spawnx_parse()
{
	local takes word
	takes=" $(_spawnx_options "$1" | sed -n 's/ .*//p' | tr '\n' ' ')"
	index=1 option=
	while [ "$index" -lt "$cword" ]; do
		word=${words[index]}
		case $word in
		--)
			index=$((index + 1))
			return
			;;
		--*=*) ;;
		--*)
			case $takes in
			*" ${word#--} "*)
				index=$((index + 1))
				[ "$index" -lt "$cword" ] || option=${word#--}
				;;
			esac
			;;
		*) return ;;
		esac
		index=$((index + 1))
	done
}

# The words with = and : in them, which bash has taken apart.
_spawnx_words()
{
	if declare -F _comp_initialize >/dev/null; then
		local was_split comp_args
		_comp_initialize -n =: -- "$@"
	elif declare -F _init_completion >/dev/null; then
		local split
		_init_completion -n =:
	else
		words=("${COMP_WORDS[@]}") cword=$COMP_CWORD
		cur=${COMP_WORDS[COMP_CWORD]}
	fi
}

_spawnx_program()
{
	if declare -F _comp_command_offset >/dev/null; then
		_comp_command_offset "$index"
	elif declare -F _command_offset >/dev/null; then
		_command_offset "$index"
	elif [ "$cword" -eq "$index" ]; then
		COMPREPLY=($(compgen -c -- "$cur"))
	else
		compopt -o default
	fi
}

# What is inserted begins after the last = or : of the line.
_spawnx_trim()
{
	if declare -F _comp_ltrim_colon_completions >/dev/null; then
		_comp_ltrim_colon_completions "$cur"
	elif declare -F __ltrim_colon_completions >/dev/null; then
		__ltrim_colon_completions "$cur"
	fi
}

_spawnx()
{
	local cur prev words cword index option kind
	COMPREPLY=()
	_spawnx_words "$@" || return 0
	_spawnx_parse "$1"
	if [ -n "$option" ]; then
		kind=$(_spawnx_options "$1" | sed -n "s/^$option //p")
		_spawnx_value "$option" "$kind" "$cur"
		_spawnx_trim
	elif [ "$index" -lt "$cword" ] || [[ $cur != -* ]]; then
		_spawnx_program
	else
		COMPREPLY=($(compgen -W \
			"$(_spawnx_options "$1" | sed 's/ .*//; s/^/--/')" \
			-- "$cur"))
	fi
	return 0
} &&
	complete -F _spawnx spawnx
