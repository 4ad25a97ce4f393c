/*
 * A stream of bytes with look-ahead, whatever it comes from: a file, standard
 * input, or the member of an archive.
 */
#ifndef TRUCE_READ_STREAM_H
#define TRUCE_READ_STREAM_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/err.h"

/*
 * Reads up to len bytes into buf. Returns how many, 0 at the end, or a
 * negative code with `err` filled.
 */
typedef ssize_t (*truce_stream_fn)(void *source, char *buf, size_t len,
                                   struct truce_err *err);

struct truce_stream {
    truce_stream_fn read;
    void *source; /* borrowed, given to read */
    char *buf;    /* [cap], owned; bytes begin..end are not yet taken */
    size_t cap;
    size_t begin;
    size_t end;
    size_t offset; /* bytes taken so far */
    size_t line;   /* 1-based number of the line at `begin` */
    bool ended;
};

/* Starts a stream over `source`. TRUCE_OK or TRUCE_ENOMEM. */
int truce_stream_init(struct truce_stream *stream, truce_stream_fn read,
                      void *source);
void truce_stream_release(struct truce_stream *stream); /* not the source */

/*
 * Looks at the first bytes (up to `want`, at most 64 KiB) without taking
 * them; *out is shorter only at the end and valid until the next call.
 * TRUCE_OK or the source's error.
 */
int truce_stream_peek(struct truce_stream *stream, size_t want,
                      struct truce_view *out, struct truce_err *err);

/* Takes up to len bytes; like the source's read. */
ssize_t truce_stream_take(struct truce_stream *stream, char *buf, size_t len,
                          struct truce_err *err);

/*
 * Next line without its end (LF or CRLF) into *line (cleared first).
 * Returns 1, 0 at the end, TRUCE_ELIMIT for a line above max bytes (skipped
 * to its end, so that reading can go on), TRUCE_ENOMEM, or the source's
 * error. `*number` is the line's number and `*at` the offset of its first
 * byte, also when it is refused.
 */
struct truce_stream_place {
    size_t line;
    size_t byte;
};
int truce_stream_line(struct truce_stream *stream, size_t max,
                      struct truce_str *line, struct truce_stream_place *place,
                      struct truce_err *err);

/* Everything that is left into *out, at most max bytes. TRUCE_OK,
 * TRUCE_ELIMIT, TRUCE_ENOMEM, or the source's error. */
int truce_stream_all(struct truce_stream *stream, size_t max,
                     struct truce_str *out, struct truce_err *err);

#endif
