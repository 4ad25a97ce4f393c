/* Log lines and progress; see log.h. */
#include "base/log.h"

#include <stdarg.h>
#include <unistd.h>

void truce_log(const struct truce_log *log, enum truce_log_level level,
               const char *format, ...)
{
    char message[1024];
    va_list ap;
    if (!log || !log->fn)
        return;
    va_start(ap, format);
    vsnprintf(message, sizeof message, format, ap);
    va_end(ap);
    log->fn(log->payload, level, message);
}

static double seconds_between(struct timespec a, struct timespec b)
{
    return (double)(b.tv_sec - a.tv_sec) +
           (double)(b.tv_nsec - a.tv_nsec) * 1e-9;
}

void truce_progress_start(struct truce_progress *progress, FILE *stream,
                          const char *label, const char *unit, size_t total)
{
    *progress = (struct truce_progress){
        .stream = stream, .label = label, .unit = unit, .total = total};
    progress->active = stream && isatty(fileno(stream));
    clock_gettime(CLOCK_MONOTONIC, &progress->start);
    progress->drawn = progress->start;
}

static void draw(struct truce_progress *p, double elapsed)
{
    double rate = elapsed > 0 ? (double)p->done / elapsed : 0;
    fprintf(p->stream, "\r\033[K%s: %zu", p->label, p->done);
    if (p->total)
        fprintf(p->stream, " of %zu", p->total);
    fprintf(p->stream, " %s, %.0f/s", p->unit, rate);
    if (p->total > p->done && rate > 0)
        fprintf(p->stream, ", %.0f s left",
                (double)(p->total - p->done) / rate);
    fflush(p->stream);
}

void truce_progress_add(struct truce_progress *progress, size_t n)
{
    struct timespec now;
    progress->done += n;
    if (!progress->active)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (seconds_between(progress->drawn, now) < 0.1)
        return;
    progress->drawn = now;
    draw(progress, seconds_between(progress->start, now));
}

void truce_progress_stop(struct truce_progress *progress)
{
    if (progress->active) {
        fputs("\r\033[K", progress->stream);
        fflush(progress->stream);
    }
    progress->active = false;
}
