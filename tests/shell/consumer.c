/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program of somebody else's, in what C and C++ have in common: a child
 * with a redirection and a working directory, and an error that says where.
 * HOST_NAMES: by the names of <spawn.h>, the failure's place aside.
 */
#include <spawnx.h>

#include <sys/wait.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifdef HOST_NAMES
#define actions_init    posix_spawn_file_actions_init
#define actions_open    posix_spawn_file_actions_addopen
#define actions_destroy posix_spawn_file_actions_destroy
#define attr_init       posix_spawnattr_init
#define attr_destroy    posix_spawnattr_destroy
#define spawnp          posix_spawnp
#else
#define actions_init    spawnx_file_actions_init
#define actions_open    spawnx_file_actions_addopen
#define actions_destroy spawnx_file_actions_destroy
#define attr_init       spawnx_attr_init
#define attr_destroy    spawnx_attr_destroy
#define spawnp          spawnx_spawnp
#endif

static int
expect(int good, const char *what)
{
	if (!good)
		(void)fprintf(stderr, "consumer: %s\n", what);
	return (good ? 0 : 1);
}

/* `pwd > output` in the root directory. */
static int
run(const char *output)
{
	posix_spawn_file_actions_t actions;
	char program[] = "pwd";
	char *argv[] = { program, NULL };
	int bad = 0, status = -1;
	pid_t pid = -1;

	bad |= expect(actions_init(&actions) == 0, "init");
	bad |= expect(actions_open(&actions, 1, output,
			  O_WRONLY | O_CREAT | O_TRUNC, 0600) == 0,
	    "addopen");
	bad |= expect(
	    spawnx_file_actions_addchdir(&actions, "/") == 0, "addchdir");
	bad |= expect(
	    spawnp(&pid, program, &actions, NULL, argv, NULL) == 0, "spawnp");
	bad |= expect(waitpid(pid, &status, 0) == pid && status == 0, "wait");
	bad |= expect(actions_destroy(&actions) == 0, "destroy");
	return (bad);
}

static int
check(const char *output)
{
	char line[16] = "";
	FILE *file = fopen(output, "r");
	int bad;

	if (file == NULL)
		return (expect(0, output));
	bad = expect(fgets(line, sizeof(line), file) != NULL, "no output");
	bad |= expect(strcmp(line, "/\n") == 0, "not the root directory");
	(void)fclose(file);
	return (bad);
}

static int
fail_to_run(void)
{
	posix_spawnattr_t attr;
	spawnx_failure_t where;
	char program[] = "/no/such/program";
	char *argv[] = { program, NULL };
	int bad = 0;

	(void)memset(&where, 0, sizeof(where));
	bad |= expect(attr_init(&attr) == 0, "attr_init");
	bad |= expect(spawnx_attr_setfailure(&attr, &where) == 0, "setfailure");
	bad |= expect(
	    spawnp(NULL, program, NULL, &attr, argv, NULL) != 0, "no error");
	bad |= expect(where.step == SPAWNX_STEP_EXEC, "not the exec");
	bad |= expect(attr_destroy(&attr) == 0, "attr_destroy");
	return (bad);
}

int
main(int argc, char *argv[])
{
	int bad;

	if (argc != 2)
		return (2);
	bad = run(argv[1]);
	bad |= check(argv[1]);
	bad |= fail_to_run();
	(void)printf("%d.%d.%d\n", SPAWNX_VERSION_MAJOR, SPAWNX_VERSION_MINOR,
	    SPAWNX_VERSION_PATCH);
	return (bad);
}
