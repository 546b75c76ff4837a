# SPDX-License-Identifier: BSD-2-Clause
# Sourced by examples/try.sh and tests/run.sh: what a machine lacks, named
# first, then installed where that is possible.
#
#   setup_need PACKAGE COMMAND...   PACKAGE is missing unless COMMAND works
#   setup_install WHAT_FOR          installs what is missing; 1 if it can't
#   setup_planning=yes              until it is empty nothing is installed, and
#                                   what would be is added to setup_planned
#   setup_meson DIRECTORY           a meson that is new enough, if need be in a
#                                   DIRECTORY of its own; 1 if there's none
# shellcheck shell=sh

setup_meson_version=1.0
setup_missing=
setup_planning=
setup_planned=

# Nobody answers questions in CI, and installers like to ask.
export DEBIAN_FRONTEND=noninteractive

setup_need() {
	setup_package=$1
	shift
	"$@" >/dev/null 2>&1 </dev/null ||
		setup_missing="$setup_missing $setup_package"
}

setup_has() {
	command -v "$1" >/dev/null 2>&1
}

setup_installed() {
	dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null |
		grep -qx installed
}

# A compiler without the C library's headers is of no use: try it.
setup_compiles() {
	echo '#include <spawn.h>
		int main(void) { return 0; }' |
		"$@" -x c -o /dev/null - 2>/dev/null
}

setup_is_apt() {
	setup_has apt-get && setup_has dpkg-query
}

# Runs a command as root: as it is, or by sudo, which may ask for a password
# only where there is somebody to ask.
setup_as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif [ -t 0 ]; then
		sudo "$@"
	else
		sudo -n "$@"
	fi
}

setup_can_root() {
	[ "$(id -u)" = 0 ] || { setup_has sudo && setup_as_root true 2>/dev/null; }
}

# --no-remove: what is installed here is not ours to take away (gcc-multilib
# excludes Debian's cross compilers).
setup_apt_get() {
	if [ "$(id -u)" = 0 ]; then
		set -- apt-get "$@"
	else
		set -- sudo DEBIAN_FRONTEND=noninteractive apt-get "$@"
		[ -t 0 ] || { shift; set -- sudo -n "$@"; }
	fi
	"$@" -q -y -o DPkg::Lock::Timeout=300 --no-remove \
		--no-install-recommends
}

setup_updated=no

setup_update() {
	[ "$setup_updated" = yes ] && return 0
	setup_updated=yes
	setup_quietly setup_apt_get update ||
		echo "apt-get update failed; going on with the lists that are here" >&2
}

# A command's output, only if it fails.
setup_quietly() {
	setup_log=$("$@" 2>&1 </dev/null) && return 0
	printf '%s\n' "$setup_log" | tail -n 20 >&2
	return 1
}

setup_names_elsewhere() {
	cat >&2 <<-END
	This system has no apt-get.  Install what is missing by hand; the names are

	  dnf     gcc meson ninja-build pkgconf-pkg-config python3
	  apk     gcc musl-dev meson ninja pkgconf python3
	  pacman  gcc meson ninja pkgconf python
	  zypper  gcc meson ninja pkg-config python3

	END
}

setup_install() {
	[ -n "$setup_missing" ] || return 0
	setup_packages=${setup_missing# }
	setup_missing=
	if [ -n "$setup_planning" ]; then
		setup_planned="$setup_planned $setup_packages"
		return 0
	fi
	if ! setup_is_apt; then
		echo "Missing for $1: $setup_packages" >&2
		setup_names_elsewhere
		return 1
	fi
	if ! setup_can_root; then
		echo "Missing for $1, and installing it needs root:" >&2
		echo "  apt-get install $setup_packages" >&2
		return 1
	fi
	echo "Installing for $1: $setup_packages"
	setup_update
	# Split on purpose: it is a list.
	# shellcheck disable=SC2086
	setup_quietly setup_apt_get install $setup_packages
}

setup_meson_is_new() {
	case $(meson --version 2>/dev/null) in
	'' | 0.*) return 1 ;;
	esac
}

# The distribution's meson may be too old (Ubuntu 22.04 has 0.61): then one of
# our own, in a directory of our own.
setup_meson() {
	setup_meson_is_new && return 0
	setup_venv=$1
	PATH=$setup_venv/bin:$PATH
	export PATH
	{ setup_meson_is_new || [ -n "$setup_planning" ]; } && return 0
	echo "meson is older than $setup_meson_version: trying to install a newer one in ${setup_venv##*/}/"
	setup_need python3-venv python3 -c 'import ensurepip'
	setup_install 'a newer meson' || return 1
	setup_quietly python3 -m venv "$setup_venv" &&
		setup_quietly "$setup_venv/bin/python3" -m pip install -q \
			"meson>=$setup_meson_version" &&
		setup_meson_is_new && return 0
	echo "No meson >= $setup_meson_version.  Install one, for example with" >&2
	echo "  python3 -m pip install 'meson>=$setup_meson_version'" >&2
	return 1
}

# The system's own interpreter: a version manager's python3 may be a script.
setup_python() {
	if [ -x /usr/bin/python3 ]; then
		echo /usr/bin/python3
	else
		python3 -c 'import sys; print(sys.executable)'
	fi
}
