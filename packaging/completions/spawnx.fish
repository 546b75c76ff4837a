# SPDX-License-Identifier: BSD-2-Clause
# fish completion of spawnx(1).  The options, and what kind of value each takes,
# are read from `spawnx --help`: a line "  --name VALUE   text".

# What has been typed of the value, without its last part, before each of $argv.
function __spawnx_after --argument-names separator
    set -l typed (commandline -ct | string replace -r -- '^--[a-z0-9-]+=' '')
    set -l done (string match -r "^.*$separator" -- $typed)
    printf '%s\n' "$done"$argv[2..]
end

function __spawnx_list
    __spawnx_after , $argv
end

# FD=PATH
function __spawnx_path
    set -l path (commandline -ct | string replace -r '^.*=' '')
    __spawnx_after = (__fish_complete_path $path | string replace -r '\t.*' '')
end

# No name of a program yet.
function __spawnx_in_options
    set -l words (commandline -cop)
    set -e words[1]
    while set -q words[1]
        switch $words[1]
            case --
                return 1
            case '-*'
                if contains -- $words[1] $__spawnx_takes
                    set -e words[1]
                end
                set -e words[1]
            case '*'
                return 1
        end
    end
end

# Arguments of complete(1) for a value.
function __spawnx_value --argument-names option value
    switch $option:$value
        case 'unset:*' '*:NAME=VALUE'
            echo '(set --names)'
        case '*:SIGNAL' '*:SIGNALS'
            echo "(__spawnx_list all none $__spawnx_signals)"
        case '*:*|*'
            string replace '|' ' ' $value
        case '*:TYPE'
            echo 'private slave shared unbindable'
        case '*:RULE'
            echo 'host portable any'
        case '*:CLASS*'
            echo 'none realtime best-effort idle'
        case '*:POLICY*'
            echo 'other fifo rr batch idle'
        case '*:NAMESPACE,*'
            echo '(__spawnx_list cgroup ipc mnt net pid user uts)'
        case '*:RESOURCE=*'
            echo 'as= core= cpu= data= fsize= locks= memlock= msgqueue= nice= nofile= nproc= rss= rtprio= rttime= sigpending= stack='
        case '*:USER*'
            echo '(__fish_complete_users)'
        case '*:GROUP*'
            echo '(__spawnx_list (__fish_complete_groups | string replace -r "\t.*" ""))'
        case '*:DIR*'
            echo '(__fish_complete_directories (commandline -ct))'
        case '*:FILE' '*:PATH' '*:PATH=*'
            echo '(__fish_complete_path (commandline -ct))'
        case '*=PATH'
            echo '(__spawnx_path)'
    end
end

set -g __spawnx_takes
set -g __spawnx_signals HUP INT QUIT ABRT KILL USR1 USR2 PIPE ALRM TERM CHLD \
    CONT STOP TSTP TTIN TTOU WINCH
complete -c spawnx -f
spawnx --help 2>/dev/null | while read -l line
    set -l part (string match -r -- '^\s*--([a-z0-9-]+) (\S*) *(.*)' $line)
    or continue
    set -l how -c spawnx -n __spawnx_in_options -l $part[2] -d $part[4]
    if test -n "$part[3]"
        set -a __spawnx_takes --$part[2]
        set -a how -x -a (__spawnx_value $part[2] $part[3] | string collect -a)
    end
    complete $how
end
complete -c spawnx -n 'not __spawnx_in_options; or not string match -q -- "-*" (commandline -ct)' \
    -a '(__fish_complete_subcommand -- $__spawnx_takes)'
