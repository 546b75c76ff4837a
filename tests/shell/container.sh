# SPDX-License-Identifier: BSD-2-Clause
# In a container as engines make them by default: runc, with namespaces of its
# own, a few capabilities, and a filter that knows no clone3 (ENOSYS) and no new
# namespaces.  Needs root; the network and the control groups stay the host's.
. "$(dirname "$0")/lib.sh"

NAMESPACE_FLAGS=2114060288 # CLONE_NEW*, all of them

# What the container has of the host: read-only, and under the same names.
bind() {
	printf ',\n{"destination":"%s","source":"%s","type":"bind",' "$1" "$1"
	printf '"options":["rbind","ro"]}'
}

# The host's last: they may lie in /tmp.
mounts() {
	cat <<-'END'
	{"destination":"/proc","type":"proc","source":"proc"},
	{"destination":"/dev","type":"tmpfs","source":"tmpfs",
	 "options":["nosuid","mode=755"]},
	{"destination":"/dev/pts","type":"devpts","source":"devpts",
	 "options":["nosuid","noexec","newinstance","ptmxmode=0666"]},
	{"destination":"/tmp","type":"tmpfs","source":"tmpfs",
	 "options":["nosuid","mode=1777"]}
	END
	for dir in /lib /lib32 /lib64 /usr/lib /usr/lib32 /usr/lib64 \
		"$BUILD_DIR" "$SOURCE_DIR"; do
		[ ! -d "$dir" ] || bind "$dir"
	done
}

capabilities() {
	list='"CAP_AUDIT_WRITE","CAP_CHOWN","CAP_DAC_OVERRIDE","CAP_FOWNER",
	 "CAP_FSETID","CAP_KILL","CAP_MKNOD","CAP_NET_BIND_SERVICE",
	 "CAP_NET_RAW","CAP_SETFCAP","CAP_SETGID","CAP_SETPCAP","CAP_SETUID",
	 "CAP_SYS_CHROOT"'
	echo "\"bounding\":[$list],\"effective\":[$list],\"permitted\":[$list]"
}

personalities() {
	for value in 0 8 131072 131080 4294967295; do
		printf '{"names":["personality"],"action":"SCMP_ACT_ALLOW",'
		printf '"args":[{"index":0,"value":%s,' "$value"
		printf '"op":"SCMP_CMP_EQ"}]},\n'
	done
}

filter() {
	names=$(grep -v '^#' "$here/container.calls" | tr -s ' ' '\n' |
		sed 's/.*/"&"/' | paste -sd, -)
	cat <<-END
	"defaultAction":"SCMP_ACT_ERRNO", "defaultErrnoRet":1,
	"syscalls":[
	{"names":[$names],"action":"SCMP_ACT_ALLOW"},
	{"names":["socket"],"action":"SCMP_ACT_ALLOW",
	 "args":[{"index":0,"value":40,"op":"SCMP_CMP_NE"}]},
	$(personalities)
	{"names":["clone"],"action":"SCMP_ACT_ALLOW",
	 "args":[{"index":0,"value":$NAMESPACE_FLAGS,"valueTwo":0,
	  "op":"SCMP_CMP_MASKED_EQ"}]},
	{"names":["clone3"],"action":"SCMP_ACT_ERRNO","errnoRet":38}]
	END
}

# The first process waits, and with that reaps what others leave behind.
config() {
	cat <<-END
	{"ociVersion":"1.0.2",
	"process":{"terminal":false,"user":{"uid":0,"gid":0},"cwd":"/",
	 "args":["/bin/sh","-c","/bin/sh /run.sh & wait \$!"],
	 "env":["PATH=/bin:/usr/bin","LC_ALL=C"],
	 "capabilities":{$(capabilities)},
	 "rlimits":[{"type":"RLIMIT_NOFILE","hard":1024,"soft":1024}]},
	"root":{"path":"$work/root","readonly":false},
	"mounts":[$(mounts)],
	"linux":{"namespaces":[{"type":"pid"},{"type":"ipc"},{"type":"uts"},
	  {"type":"mount"}],
	 "maskedPaths":["/proc/kcore","/proc/keys","/proc/timer_list"],
	 "readonlyPaths":["/proc/bus","/proc/fs","/proc/irq","/proc/sys"],
	 "seccomp":{$(filter)}}}
	END
}

make_root() {
	mkdir -p "$work/root/bin" "$work/root/usr/bin" "$work/root/etc"
	cp "$(command -v busybox)" "$work/root/bin/busybox"
	for applet in cat cp echo false ls mkdir rm sh sleep test true; do
		ln -s busybox "$work/root/bin/$applet"
	done
	printf 'root:x:0:0::/:/bin/sh\n' >"$work/root/etc/passwd"
}

# run_container SCRIPT: its output in `out`.
run_container() {
	[ "$(id -u)" = 0 ] || skip 'this is not root'
	need runc busybox
	busybox --list | grep -qx sh || skip 'this busybox has no shell'
	[ -d "$work/root" ] || make_root
	mkdir -p bundle
	cat >"$work/root/run.sh"
	config >bundle/config.json
	name=spawnx.$$.$1
	status=0
	runc --root "$work/runc" run --bundle bundle "$name" >out 2>&1 ||
		status=$?
	# No container at all: the machine's doing, as in a container of its own.
	grep -q '^started$' out || skip "no container here: $(tail -n 1 out)"
	[ "$status" = 0 ] || {
		grep -v '       OK \]\|\[ RUN' out | tail -n 90
		fail "the container gave $status"
	}
}

# run_in_container NAME TESTS COMMAND: tests of the library, after the command.
run_in_container() {
	# shellcheck disable=SC2086,SC2116 # one line of them
	list=$(echo $2)
	run_container "$1" <<-END
	echo started
	export SPAWNX_TEST_COPY=$BUILD_DIR/tests/support/libcopy.so
	export SPAWNX_TEST_EXIT=$BUILD_DIR/tests/support/exit_only
	export SPAWNX_TEST_PLUGIN=$BUILD_DIR/tests/support/libplugin.so
	export SPAWNX_TEST_REPORT=$BUILD_DIR/tests/support/report
	$3
	bad=0
	for t in $list; do
		$BUILD_DIR/tests/test_\$t; rc=\$?
		echo "test \$t gave \$rc"
		[ \$rc = 0 ] || [ \$rc = 77 ] || bad=1
	done
	exit \$bad
	END
	grep '^test ' out
}

test_spawns() {
	run_in_container spawns \
		'basic arguments attr_values bad_arguments cwd
		 errors file_actions handle ids open_action pgroup remap search
		 session sigmask signals' ''
}

# start_waits fails if such a start waits.
test_starts() {
	run_in_container starts \
		'in_flight pending pending_handle share_exec share_files
		 start_waits mask_early' 'export SPAWNX_TEST_BY_CLONE=1'
	has 'a start that does not wait' '^test start_waits gave 0' out
}

run_tests test_spawns test_starts
