# SPDX-License-Identifier: BSD-2-Clause
# Every example of README.md, of the manuals and of examples/ is compiled and
# run, and leaves no child, descriptor or memory behind.
#
# A comment before an example names it:
#
#	.\" example: NAME.c		before a display of an EXAMPLES section
#	<!-- example: NAME.c -->	before a block of C
#
# and tests/examples/NAME.c has the program around it.  Of a NAME.sh the
# example is the command `example`.
. "$(dirname "$0")/lib.sh"

wrappers=$SOURCE_DIR/tests/examples
# An example is not indented as the function is that it stands in.
strict='-D_GNU_SOURCE -Wall -Wextra -Werror -Wno-misleading-indentation -g'

# The displays of a page, each in a file of its name; one without is "unnamed".
# shellcheck disable=SC2016
from_page() {
	awk -v page="${1##*/}" '
		/^\.Sh / { examples = $2 == "EXAMPLES" }
		/^\.\\" example: / { name = $3 }
		/^\.(Bd|Dl|D1) / && examples {
			if (name == "")
				name = "unnamed in " page
			shown = $1 == ".Bd"
			if (!shown)
				print >name
			next
		}
		/^\.Ed/ && shown { shown = 0; name = "" }
		shown {
			gsub(/\\e/, "\\")
			gsub(/\\-/, "-")
			print >name
		}' "$1"
}

# shellcheck disable=SC2016
from_readme() {
	awk '
		/^<!-- example: / { name = $3 }
		/^```c$/ {
			if (name == "")
				name = "unnamed in README.md"
			shown = 1
			next
		}
		/^```/ { shown = 0; name = "" }
		shown { print >name }' "$SOURCE_DIR/README.md"
}

# The command's own page is a test of the command: command.sh.
extract() {
	mkdir found
	(
		cd found
		from_readme
		for page in "$SOURCE_DIR"/doc/*.[37]; do
			from_page "$page"
		done
	)
}

test_every_example_has_a_program() {
	extract
	(cd found && ls) >actual
	(cd "$wrappers" && ls | grep -v -e '\.h$' -e '^harness\.c$') \
		>expected
	same 'the list of examples' expected actual
}

# build FLAGS ARGUMENT...
build() {
	flags=$1
	shift
	# shellcheck disable=SC2086
	compile $strict $flags -I "$SOURCE_DIR/include" -I "$wrappers" "$@" ||
		fail "$flags $*: does not compile"
}

run() {
	env -u LD_PRELOAD LD_LIBRARY_PATH="$BUILD_DIR" ./example "$@" ||
		fail "$what: status $?"
}

# all_of_c FLAGS
all_of_c() {
	extract
	build "$1" -c -o harness.o "$wrappers/harness.c"
	for name in "$wrappers"/*.c; do
		what="$1, ${name##*/}"
		[ "$what" != "$1, harness.c" ] || continue
		mkdir dir
		cd dir
		build "$1" "-DEXAMPLE=\"$PWD/../found/${name##*/}\"" \
			-o example "$name" ../harness.o "$SHARED_LIB"
		run
		cd ..
		rm -rf dir
	done
}

# all_programs FLAGS: of examples/.
all_programs() {
	build "$1" -DEXAMPLE_MAIN=example_main -c -o main_harness.o \
		"$wrappers/harness.c"
	for name in "$SOURCE_DIR"/examples/*.c; do
		what="$1, ${name##*/}" more=
		case ${name##*/} in
		run.c) continue ;; # of run_main.c
		run_main.c) more=${name%_main.c}.c ;;
		esac
		mkdir dir
		printf '%s\n' b a b >dir/in
		build "$1" -Dmain=example_main -c -o program.o "$name"
		build "$1" -o example program.o ${more:+"$more"} main_harness.o \
			"$SHARED_LIB"
		case ${name##*/} in
		failure.c) run >out ;;
		pipeline.c) run dir in out ;;
		run_main.c) run -i dir/in -n 1 -m 2 sort >out ;;
		thousand.c) run 200 >out ;;
		*) fail "$name: how is it run?" ;;
		esac
		rm -rf dir
	done
}

test_without_optimization() {
	all_of_c -O0
	all_programs -O0
}

test_optimized() {
	all_of_c -O2
	all_programs -O2
}

# Leaks of memory too, and what is used after its function has returned.
test_with_sanitizers() {
	flags='-O1 -fsanitize=address,undefined -fno-sanitize-recover'
	echo 'int main(void) { return 0; }' >probe.c
	# shellcheck disable=SC2086
	compile $flags -o probe probe.c 2>/dev/null && ./probe ||
		skip 'no sanitizers'
	ASAN_OPTIONS=detect_stack_use_after_return=1
	export ASAN_OPTIONS
	all_of_c "$flags"
	all_programs "$flags"
}

# The commands of libspawnx(7): what a person types after the prompt.
test_commands() {
	need make
	extract
	mkdir bin
	for name in "$wrappers"/*.sh; do
		sed 's/^\$ *//' "found/${name##*/}" >bin/example
		chmod +x bin/example
		(
			PATH=$PWD/bin:$PATH
			LD_LIBRARY_PATH=$BUILD_DIR
			export PATH LD_LIBRARY_PATH LIBC
			sh "$name"
		) || {
			[ $? = 77 ] && skip "${name##*/} has nothing to run"
			fail "${name##*/}"
		}
	done
}

# used ROW: into `command`, what is in the row of the README's table "Use it".
used() {
	awk -F '|' -v row="$1" '
		/^## / { on = $0 == "## Use it" }
		on && $2 ~ "^ *" row " *$" { print $3 }' \
		"$SOURCE_DIR/README.md" | sed 's/^[^`]*`\([^`]*\)`.*/\1/' >command
	[ -s command ] || fail "README.md has no $1"
}

test_use_link() {
	need pkg-config
	used link
	cp "$here/true.c" prog.c
	{
		echo 'cc() { $CC "$@"; }'
		cat command
	} >script
	CC=$CC PKG_CONFIG_PATH=$BUILD_DIR/meson-uninstalled sh -e script
	LD_LIBRARY_PATH=$BUILD_DIR ./a.out
	readelf -dW a.out >dynamic
	has 'the program' 'NEEDED.*libspawnx' dynamic
}

test_use_preload() {
	used preload
	compile -o program "$here/true.c"
	LD_LIBRARY_PATH=$BUILD_DIR PATH=$PWD:$PATH sh -e command
}

test_use_shell() {
	used shell
	printf '#!/bin/sh\necho out; echo error >&2; ulimit -t\n' >program
	chmod +x program
	[ -x "$BUILD_DIR/src/cmd/spawnx" ] || skip 'there is no command'
	PATH=$PWD:$BUILD_DIR/src/cmd:$PATH LD_LIBRARY_PATH=$BUILD_DIR \
		sh -e command >out 2>error
	printf 'error\n' >expected
	same 'the standard output' expected out
	printf 'out\n10\n' >expected
	same 'the standard error' expected error
}

run_tests test_every_example_has_a_program \
	test_without_optimization \
	test_optimized \
	test_with_sanitizers \
	test_commands \
	test_use_link \
	test_use_preload \
	test_use_shell
