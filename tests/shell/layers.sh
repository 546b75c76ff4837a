# SPDX-License-Identifier: BSD-2-Clause
# The map in src/README.md is true: a folder includes what is below it there,
# and no other; what is one system's is included by that system's files only.
# Files are as short as CONTRIBUTING.md says.
. "$(dirname "$0")/lib.sh"

src=$SOURCE_DIR/src

# The folders from the top down, one a line: the indented list.
layers() {
	sed -n '/^A folder uses/,/^A spawn goes/s/^    \([a-z/.]*\).*/\1/p' \
		"$src/README.md"
}

# One line "FILE INCLUDED" for each header of ours that a file asks for.
includes() {
	(cd "$src" && grep -rE --include='*.[ch]' --include='*.def' \
		'^# *include +("|SPX_)' .) |
		sed -e 's|^\./\([^:]*\):# *include *|\1 |' -e 's|"||g' \
			-e 's| SPX_HOST_H| host/HOST.h|' \
			-e 's| SPX_SYSTEM_H| os/sys.h|' \
			-e 's| SPX_SYSTEM_ATTR_H| os/sys_attr.h|'
}

# climbing LAYERS-FILE < includes: those that do not go down.
climbing() {
	awk '
		function layer(path) {
			if (path !~ "/")
				return "arch"
			if (path ~ "^os/(absent|alike|disposition|numbered|raw|script)\\.h$" ||
			    path ~ "^os/([a-z]+/)?sys[a-z_]*\\.h$")
				return "os/sys.h"
			sub("/.*", "", path)
			return path
		}
		NR == FNR { rank[$1] = NR; next }
		$1 ~ "^cmd/" || $2 == "spawnx.h" || $2 == "own_rows.h" { next }
		!(layer($1) in rank) || !(layer($2) in rank) ||
		    rank[layer($1)] > rank[layer($2)] {
			print $1 " includes " $2
		}' "$1" -
}

# Of another system than its own.
foreign() {
	awk '
		function system_of(path) {
			if (path !~ "^os/[a-z]+/")
				return ""
			split(path, part, "/")
			return part[2]
		}
		system_of($2) != "" && system_of($1) != system_of($2) {
			print $1 " includes " $2
		}'
}

test_includes_go_down() {
	layers >layers
	[ "$(wc -l <layers)" -ge 8 ] || fail 'no list of layers in src/README.md'
	includes >includes
	[ "$(wc -l <includes)" -gt 150 ] || fail 'no includes were found'
	climbing layers <includes >wrong
	[ ! -s wrong ] || fail "$(cat wrong)"
	foreign <includes >wrong
	[ ! -s wrong ] || fail "$(cat wrong)"
}

# That it would be seen.
test_a_wrong_arrow_is_seen() {
	layers >layers
	printf '%s\n' 'child/main.c core/core.h' 'os/raw.h os/launch.h' \
		'base/request.h new/folder.h' 'core/spawn.c os/launch.h' |
		climbing layers >wrong
	[ "$(wc -l <wrong)" -eq 3 ] || fail "$(cat wrong)"
	printf '%s\n' 'core/spawn.c os/linux/clone.h' \
		'os/linux/start.c os/linux/clone.h' | foreign >wrong
	[ "$(wc -l <wrong)" -eq 1 ] || fail "$(cat wrong)"
}

# The command asks the library by its public header; it has its options from
# the rows of the attributes.
test_the_command_is_a_program() {
	includes | sed -n 's|^cmd/[^ ]* ||p' | sort -u |
		grep -vE '^(cmd/)?[a-z]+\.h$|^base/attributes\.def$' >wrong || :
	[ ! -s wrong ] || fail "the command includes $(cat wrong)"
}

# Folder by folder, and the files of os/ and base/, which are parts of their own.
test_each_folder_is_on_the_map() {
	for folder in "$src"/*/; do
		name=$(basename "$folder")
		grep -q "^| .*\`$name/\`" "$src/README.md" ||
			fail "src/README.md does not say what $name/ is"
	done
}

# long_files MOST PATTERN DIRECTORY...
long_files() {
	most=$1 pattern=$2
	shift 2
	find "$@" -name "$pattern" -exec wc -l {} + | awk -v most="$most" '
		$2 != "total" && $1 > most { print $2 " has " $1 " lines" }'
}

test_files_are_short() {
	(
		cd "$SOURCE_DIR"
		long_files 300 '*.c' src tests bench examples
		long_files 100 '*.S' arch
	) >wrong
	[ ! -s wrong ] || fail "$(cat wrong)"
	seq 301 >long.c
	seq 300 >short.c
	[ "$(long_files 300 '*.c' .)" = './long.c has 301 lines' ] ||
		fail 'a long file is not seen'
}

run_tests test_includes_go_down \
	test_a_wrong_arrow_is_seen \
	test_the_command_is_a_program \
	test_each_folder_is_on_the_map \
	test_files_are_short
