# SPDX-License-Identifier: BSD-2-Clause
# Reads include/spawnx.h and prints a line for each function that it declares:
#
#   OWN(type, name, (parameters), (arguments))
#
# or OWN_VOID(name, (parameters), (arguments)) for one that returns nothing.
# A declaration begins in the first column, and ends at the first semicolon.
function row(decl, name, at, type, params, list, n, i, args) {
	match(decl, /spawnx_[a-z0-9_]*\(/)
	name = substr(decl, RSTART, RLENGTH - 1)
	type = substr(decl, 1, RSTART - 1)
	params = substr(decl, RSTART + RLENGTH)
	sub(/ $/, "", type)
	sub(/\)[A-Z_ ]*;.*/, "", params)
	sub(/^ /, "", params)
	n = params == "void" ? 0 : split(params, list, ",")
	for (i = 1; i <= n; i++) {
		sub(/\[\]$/, "", list[i])
		match(list[i], /[a-z0-9_]+$/)
		args = args (i > 1 ? ", " : "") substr(list[i], RSTART)
	}
	if (type == "void")
		print "OWN_VOID(" name ", (" params "), (" args "))"
	else
		print "OWN(" type ", " name ", (" params "), (" args "))"
}
/^[a-z][^;{]*[ *]spawnx_[a-z0-9_]*\(/ { decl = ""; on = 1 }
on { sub(/^[ \t]+/, " "); decl = decl $0 }
on && /;/ { row(decl); on = 0 }
