/* A pool of workers that takes numbered jobs; results come out in order, so
 * that output never depends on the number of threads. */
#ifndef TRUCE_BASE_THREADS_H
#define TRUCE_BASE_THREADS_H

#include <stddef.h>

/* One job: `item` in 0..n-1, `worker` in 0..n_threads-1 (for per-worker
 * scratch). Returns TRUCE_OK or a negative code, which stops the rest. */
typedef int (*truce_job_fn)(void *payload, size_t item, size_t worker);

/*
 * Runs fn for items 0..n-1 on n_threads workers (1 runs in the caller).
 * Returns TRUCE_OK or the code of the lowest-numbered failed item.
 */
int truce_threads_run(size_t n_threads, size_t n, truce_job_fn fn,
                      void *payload);

/* Cores this process may use, at least 1, at most TRUCE_MAX_THREADS. */
size_t truce_threads_default(void);

#endif
