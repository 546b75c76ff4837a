# SPDX-License-Identifier: BSD-2-Clause
# tests/vm/fetch: what a mirror has no longer under the name that a list of its
# packages says is looked up in a new list; apt is asked for one only then.
. "$(dirname "$0")/lib.sh"

# A mirror whose package has the version that the file `version` says, and an
# apt that knows what its list says.
make_apt() {
	need dpkg-deb
	mkdir -p bin package/DEBIAN package/usr/bin
	printf '%s\n' 'Package: tool' 'Version: 1' 'Architecture: all' \
		'Maintainer: none' 'Description: none' >package/DEBIAN/control
	echo program >package/usr/bin/program
	dpkg-deb -b package tool.deb >/dev/null
	echo 1 >version
	: >updates
	cat >bin/apt-get <<-END
		#!/bin/sh
		here='$PWD'
		lists=\${APT_CONFIG%/*}/lists
		case \$* in
		indextargets*) echo 'http://mirror.invalid/debian suite' ;;
		'-q update')
			echo once >>"\$here/updates"
			cp "\$here/version" "\$lists/all_Packages"
			;;
		'-q download tool')
			cmp -s "\$here/version" "\$lists/all_Packages" &&
				cp "\$here/tool.deb" tool_1_all.deb
			;;
		*) exit 1 ;;
		esac
	END
	chmod +x bin/apt-get
	PATH=$PWD/bin:$PATH
}

fetch() {
	sh "$SOURCE_DIR/tests/vm/fetch" amd64 suite kept tool program >out ||
		fail 'not fetched'
	has 'what it prints' '^/.*/kept/suite-amd64/tree/.*bin/program$' out
	[ "$(cat "$(cat out)")" = program ] || fail 'another file'
	[ "$(wc -l <updates)" = "$1" ] || fail "not $1 updates"
}

forget() {
	rm kept/suite-amd64/tree/usr/bin/program
}

test_list_is_fetched_once() {
	make_apt
	fetch 1
	fetch 1 # it is there
	forget
	fetch 1
}

test_list_is_renewed_if_it_is_stale() {
	make_apt
	fetch 1
	forget
	echo 2 >version
	fetch 2
}

test_what_is_nowhere_fails() {
	make_apt
	sh "$SOURCE_DIR/tests/vm/fetch" amd64 suite kept other program 2>said &&
		fail 'it was fetched'
	has 'what it says' 'no other can be fetched' said
}

run_tests test_list_is_fetched_once test_list_is_renewed_if_it_is_stale \
	test_what_is_nowhere_fails
