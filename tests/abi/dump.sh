# SPDX-License-Identifier: BSD-2-Clause
# Writes the library's interface as abidw sees it, for tests/shell/abi.sh:
#
#   sh tests/abi/dump.sh build/libspawnx.so.1 >tests/abi/libspawnx-amd64.abi
#   sh tests/abi/dump.sh build/libspawnx-core.so.1 \
#       >tests/abi/libspawnx-core-amd64.abi
#
# What is stored there is changed together with the interface, on purpose
# only; see CONTRIBUTING.md.  The library needs its debug information.
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 1
abidw --no-show-locs --no-comp-dir-path --no-corpus-path \
	--suppressions "$top/tests/abi/private.suppr" \
	--headers-dir "$top/include" --drop-private-types "$@" |
	sed "/<elf-symbol name='spx_table_/d"
