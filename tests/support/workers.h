/* SPDX-License-Identifier: BSD-2-Clause */
/* Threads that spawn. */
#ifndef WORKERS_H
#define WORKERS_H

#include "forked.h"

#include <pthread.h>
#include <stdatomic.h>

#define SPAWNS 60

static atomic_bool done;

struct worker {
	pthread_t w_thread;
	const struct spawn_family *w_family;
	int w_number, w_bad;
};

static inline void
start(struct worker *w, int n, void *(*fn)(void *))
{
	atomic_store(&done, false);
	for (int i = 0; i < n; i++) {
		w[i].w_number = i;
		w[i].w_bad = 0;
		w[i].w_family =
		    i % 2 == 0 ? family_spawnx() : family_host_names();
		if (pthread_create(&w[i].w_thread, NULL, fn, &w[i]) != 0)
			_exit(complain("no thread"));
	}
}

static inline int
join(struct worker *w, int n)
{
	int bad = 0;

	for (int i = 0; i < n; i++) {
		(void)pthread_join(w[i].w_thread, NULL);
		bad += w[i].w_bad;
	}
	return (bad);
}

#endif /* WORKERS_H */
