/* SPDX-License-Identifier: BSD-2-Clause */
/* What a remap has to come to; see remap_model.h. */
#include "remap_model.h"

const char *
remap_file_of(int n)
{
	char name[16];

	(void)snprintf(name, sizeof(name), "file.%d", n);
	return (test_path(name));
}

void
remap_make_files(void)
{
	char name[16];

	for (int n = 0; n < FILES; n++) {
		(void)snprintf(name, sizeof(name), "file.%d", n);
		(void)write_file(name, 0644, "x");
	}
}

int
remap_open_files(struct table *t)
{
	close_all();
	memset(t, 0, sizeof(*t));
	for (int fd = 0; fd < TABLE; fd++)
		t->t_file[fd] = -1;
	for (int n = 0; n < FILES; n++) {
		CHECK(
		    open_as(FIRST + n, remap_file_of(n),
			n % 2 ? O_RDONLY | O_CLOEXEC : O_RDONLY) == FIRST + n);
		t->t_file[FIRST + n] = n;
		t->t_cloexec[FIRST + n] = n % 2 != 0;
	}
	return (0);
}

/* One remap action; false if a source is not open. */
bool
remap_model(struct table *t, const int *from, const int *to, size_t n)
{
	const struct table old = *t;

	for (size_t i = 0; i < n; i++) {
		if (old.t_file[from[i]] < 0)
			return (false);
		t->t_file[to[i]] = old.t_file[from[i]];
		t->t_cloexec[to[i]] = false;
	}
	return (true);
}

/* The text of all actions of a row, remaps only. */
bool
remap_model_text(struct table *t, const char *text)
{
	int from[32], to[32];
	size_t n;

	while (*text++ == 'r') {
		for (n = 0; *text >= '0' && *text <= '9'; n++) {
			from[n] = (int)strtol(text, (char **)&text, 10);
			to[n] = (int)strtol(text + 1, (char **)&text, 10);
			text += *text == ',';
		}
		if (!remap_model(t, from, to, n))
			return (false);
		text += *text == ' ';
	}
	return (true);
}

/* Without `all`: under CLOEXEC_DEFAULT the model's flags say nothing. */
int
remap_compare(const struct report *r, const struct table *t)
{
	int bad = 0;

	for (int fd = 3; fd < TABLE; fd++) {
		const char *id = report_fd(r, fd, "id");
		const bool open = t->t_file[fd] >= 0 && !t->t_cloexec[fd];

		if ((id != NULL) != open)
			bad += complain("%d is %sopen", fd, open ? "not " : "");
		else if (open &&
			 strcmp(id, file_id(remap_file_of(t->t_file[fd]))) != 0)
			bad += complain("%d is another file", fd);
	}
	return (bad);
}
