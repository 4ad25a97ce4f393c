/* Worker threads; see threads.h. */
#include "base/threads.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>

#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"

struct crew {
    truce_job_fn fn;
    void *payload;
    size_t n;
    atomic_size_t next;
    atomic_size_t failed_item; /* lowest failed item, SIZE_MAX: none */
    pthread_mutex_t lock;
    int failed_code;
};

struct hand {
    struct crew *crew;
    size_t worker;
    pthread_t thread;
};

static void note_failure(struct crew *crew, size_t item, int code)
{
    pthread_mutex_lock(&crew->lock);
    if (item < atomic_load(&crew->failed_item)) {
        atomic_store(&crew->failed_item, item);
        crew->failed_code = code;
    }
    pthread_mutex_unlock(&crew->lock);
}

static void *work(void *arg)
{
    struct hand *hand = arg;
    struct crew *crew = hand->crew;
    for (;;) {
        size_t item = atomic_fetch_add(&crew->next, 1);
        int rc;
        if (item >= crew->n || item > atomic_load(&crew->failed_item))
            break;
        rc = crew->fn(crew->payload, item, hand->worker);
        if (rc < 0)
            note_failure(crew, item, rc);
    }
    return NULL;
}

int truce_threads_run(size_t n_threads, size_t n, truce_job_fn fn,
                      void *payload)
{
    struct crew crew = {.fn = fn, .payload = payload, .n = n};
    struct hand *hands;
    size_t started = 1;
    if (n_threads > n)
        n_threads = n;
    if (n_threads > TRUCE_MAX_THREADS)
        n_threads = TRUCE_MAX_THREADS;
    if (n_threads == 0)
        n_threads = 1;
    atomic_init(&crew.failed_item, SIZE_MAX);
    hands = truce_zalloc(n_threads, sizeof *hands);
    if (!hands)
        return TRUCE_ENOMEM;
    pthread_mutex_init(&crew.lock, NULL);
    for (size_t i = 0; i < n_threads; i++)
        hands[i] = (struct hand){.crew = &crew, .worker = i};
    while (started < n_threads && pthread_create(&hands[started].thread, NULL,
                                                 work, &hands[started]) == 0)
        started++;
    work(&hands[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(hands[i].thread, NULL);
    pthread_mutex_destroy(&crew.lock);
    truce_free(hands);
    return crew.failed_code;
}

size_t truce_threads_default(void)
{
    cpu_set_t set;
    int n = 1;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        n = CPU_COUNT(&set);
    if (n < 1)
        n = 1;
    return n > TRUCE_MAX_THREADS ? TRUCE_MAX_THREADS : (size_t)n;
}
