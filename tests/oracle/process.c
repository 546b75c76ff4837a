/* SPDX-License-Identifier: BSD-2-Clause */
/* The process that a scenario spawns from, and its files; see oracle.h. */
#include "oracle.h"

#include "text.h"

#include "terminal.h"

#include <sys/resource.h>

#define LONG_LEN 4500

char *
oracle_text(const char *s)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		abort();
	for (; *s != '\0'; s++) {
		if (*s == '@')
			(void)fprintf(out, "%s/", test_dir());
		else if (*s == '#')
			(void)fprintf(out, "%0*d", LONG_LEN, 0);
		else
			(void)fputc(*s, out);
	}
	(void)fclose(out);
	return text;
}

/* Written over and not made anew: the reports tell files by their inodes. */
void
oracle_files(void)
{
	(void)write_file("a", 0644, "0123456789");
	(void)write_file("b", 0644, "abcdefghij");
	(void)write_file("plain", 0644, "#!/bin/sh\n");
	(void)write_file("text", 0755, "exit 0\n");
	(void)write_file("empty", 0755, "");
	(void)write_file("elf", 0755, "\177ELF and no more");
	(void)write_file("lost", 0755, "#!/nonexistent/interpreter\n");
	(void)make_script("script", "exec \"$SPAWNX_TEST_REPORT\" \"$@\"");
	(void)mkdir(test_path("dir"), 0755);
	(void)mkdir(test_path("bin"), 0755);
	(void)mkdir(test_path("denied"), 0755);
	(void)mkdir(test_path("bin/folder"), 0755);
	(void)write_file("dir/inside", 0644, "inside");
	(void)write_file("denied/tool", 0644, "#!/bin/sh\n");
	(void)write_file("denied/text", 0644, "");
	(void)write_file("bin/text", 0755, "exit 0\n");
	(void)symlink(report_program(), test_path("tool"));
	(void)symlink(report_program(), test_path("bin/tool"));
	(void)symlink(report_program(), test_path("dir/here"));
	(void)symlink("loop", test_path("loop"));
	(void)symlink("tool", test_path("denied/again"));
	(void)unlink(test_path("new"));
	errno = 0;
}

int
do_have(struct run *run, const struct step *st)
{
	int fd = open(oracle_text(st->st_s), (int)st->st_b, 0666);

	if (fd < 0)
		return no_step(run, "a file can't be opened");
	if (fd != st->st_a) {
		(void)dup3(fd, (int)st->st_a, (int)st->st_b & O_CLOEXEC);
		(void)close(fd);
	}
	return 0;
}

int
do_closed(struct run *run, const struct step *st)
{
	(void)run;
	(void)close((int)st->st_a);
	return 0;
}

int
do_seek(struct run *run, const struct step *st)
{
	(void)run;
	return (int)lseek((int)st->st_a, st->st_b, SEEK_SET);
}

int
do_limit(struct run *run, const struct step *st)
{
	struct rlimit lim;

	if (getrlimit(RLIMIT_NOFILE, &lim) != 0)
		return no_step(run, "no limit of descriptors");
	lim.rlim_cur = (rlim_t)st->st_a;
	if (setrlimit(RLIMIT_NOFILE, &lim) != 0)
		return no_step(run, "the limit can't be set");
	return 0;
}

int
do_cwd(struct run *run, const struct step *st)
{
	return chdir(oracle_text(st->st_s)) == 0 ? 0 : no_step(run, "no chdir");
}

int
do_umask(struct run *run, const struct step *st)
{
	(void)run;
	(void)umask((mode_t)st->st_a);
	return 0;
}

int
do_nice(struct run *run, const struct step *st)
{
	(void)run;
	return nice((int)st->st_a) < 0 ? 1 : 0;
}

int
do_ids(struct run *run, const struct step *st)
{
	const unsigned real = (unsigned)st->st_a, eff = (unsigned)st->st_b;

	if (setresgid(real, eff, eff) != 0 || setresuid(real, eff, eff) != 0)
		return no_step(run, "needs the privilege to change its IDs");
	return 0;
}

int
do_group(struct run *run, const struct step *st)
{
	(void)run;
	(void)st;
	return setpgid(0, 0);
}

int
do_tty(struct run *run, const struct step *st)
{
	struct outcome *out = run->run_out;
	int fd = own_terminal();
	struct stat of;

	if (fd < 0 || fstat(fd, &of) != 0)
		return no_step(run, "no controlling terminal");
	(void)snprintf(out->oc_terminal, sizeof(out->oc_terminal), "%llx:%llu",
	    (unsigned long long)of.st_dev, (unsigned long long)of.st_ino);
	(void)dup3(fd, (int)st->st_a, O_CLOEXEC);
	return 0;
}

int
do_path(struct run *run, const struct step *st)
{
	int rc = st->st_s == NULL ? unsetenv("PATH")
				  : setenv("PATH", oracle_text(st->st_s), 1);

	run->run_envp = environ;
	return rc;
}

/* A file that is this test's alone, that any user may execute. */
int
do_copied(struct run *run, const struct step *st)
{
	char *copy = oracle_text("@copy"), bytes[65536];
	int from = open(report_program(), O_RDONLY | O_CLOEXEC);
	int to = open(copy, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755);
	ssize_t n;

	(void)st;
	while ((n = read(from, bytes, sizeof(bytes))) > 0)
		if (write(to, bytes, (size_t)n) != n)
			return no_step(run, "the program can't be copied");
	(void)close(from);
	(void)close(to);
	run->run_path = copy;
	return n < 0 ? no_step(run, "the program can't be read") : 0;
}

int
do_mode_of(struct run *run, const struct step *st)
{
	struct stat info;

	(void)run;
	if (stat(oracle_text(st->st_s), &info) != 0)
		return -1;
	return (int)(info.st_mode & 07777) + 010000 * (int)info.st_size;
}

int
do_offset(struct run *run, const struct step *st)
{
	(void)run;
	return (int)lseek((int)st->st_a, 0, SEEK_CUR);
}
