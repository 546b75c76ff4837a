#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# Shows that groff, as man(1) uses it, has no warning about a page.  (break: that
# a line has nothing to be justified by; groff 1.23 has it of each .Fa that fills
# a line, and man(1) does not show it.)
#
#	groff_check.sh GROFF PAGE...
set -eu

groff=$1
shift
bad=0

for page; do
	said=$("$groff" -ww -W break -mandoc -Tutf8 -z "$page" 2>&1)
	[ -z "$said" ] || { echo "$page: $said" >&2; bad=1; }
done
exit "$bad"
