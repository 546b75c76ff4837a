// SPDX-License-Identifier: BSD-2-Clause
// Starts programs by std::process::Command; a line for each thing tried.
use std::io::{ErrorKind, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, Stdio};
use std::thread;

fn sh(script: &str) -> Command {
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(script);
    command
}

fn says(command: &mut Command) -> String {
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

fn told(name: &str, good: bool) {
    println!("{} {}", name, if good { "ok" } else { "differs" });
}

fn piped() -> bool {
    let mut child = Command::new("cat")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"through").unwrap();
    child.wait_with_output().unwrap().stdout == b"through"
}

fn many() -> bool {
    let threads: Vec<_> = (0..8)
        .map(|t| {
            thread::spawn(move || {
                (0..25).all(|n| {
                    let exit = sh(&format!("exit {}", t * 25 + n)).status();
                    exit.unwrap().code() == Some(t * 25 + n)
                })
            })
        })
        .collect();
    threads.into_iter().all(|t| t.join().unwrap())
}

fn kind(name: &str) -> ErrorKind {
    Command::new(name).spawn().unwrap_err().kind()
}

fn main() {
    told("status", sh("exit 7").status().unwrap().code() == Some(7));
    let killed = sh("kill -KILL $$").status().unwrap();
    told("signal", killed.signal() == Some(9));
    told("output", says(&mut sh("echo out")) == "out\n");
    told("path", says(Command::new("echo").arg("a b")) == "a b\n");
    told("environment", says(sh("echo $A$B").env_clear().env("B", "b")) == "b\n");
    told("directory", says(sh("pwd").current_dir("/usr")) == "/usr\n");
    told("arg0", says(sh("echo $0").arg0("x").arg("name")) == "name\n");
    told("piped", piped());
    let pipe = says(&mut sh("kill -PIPE $$; echo survived"));
    told("SIGPIPE is not ignored", pipe.is_empty());
    told("missing", kind("/nonexistent") == ErrorKind::NotFound);
    told("no program", kind("/etc/passwd") == ErrorKind::PermissionDenied);
    let before = unsafe { sh("exit 4").pre_exec(|| Ok(())).status() };
    told("pre_exec", before.unwrap().code() == Some(4));
    told("threads", many());
}
