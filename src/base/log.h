/* Log lines and a progress bar, both on standard error, both through a
 * handle: the library itself prints nothing. */
#ifndef TRUCE_BASE_LOG_H
#define TRUCE_BASE_LOG_H

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#include "base/err.h"

enum truce_log_level { TRUCE_LOG_ERROR, TRUCE_LOG_WARNING, TRUCE_LOG_INFO };

/* Receives one message without a line end. */
typedef void (*truce_log_fn)(void *payload, enum truce_log_level level,
                             const char *message);

struct truce_log {
    truce_log_fn fn; /* NULL: silent */
    void *payload;
};

/* printf-style; `log` may be NULL. */
void truce_log(const struct truce_log *log, enum truce_log_level level,
               const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Progress of long work: drawn at most ten times a second, only when the
 * stream is a terminal. */
struct truce_progress {
    FILE *stream; /* NULL or no terminal: nothing is drawn */
    const char *label;
    const char *unit; /* "articles" */
    size_t total;     /* 0: unknown */
    size_t done;
    struct timespec start;
    struct timespec drawn;
    bool active;
};

/* Starts; `label` and `unit` are borrowed. Draws only on a terminal. */
void truce_progress_start(struct truce_progress *progress, FILE *stream,
                          const char *label, const char *unit, size_t total);
/* Adds n done units, redraws when due. */
void truce_progress_add(struct truce_progress *progress, size_t n);
/* Clears the line. */
void truce_progress_stop(struct truce_progress *progress);

#endif
