/* Buffered bytes with look-ahead; see stream.h. */
#include "read/stream.h"

#include <string.h>

#include "base/mem.h"

/* One read call's worth: large enough that system calls do not show in
 * profiles, small enough to keep one per nested archive. */
#define BUFFER_SIZE 65536

int truce_stream_init(struct truce_stream *stream, truce_stream_fn read,
                      void *source)
{
    *stream = (struct truce_stream){.read = read, .source = source, .line = 1};
    stream->buf = truce_alloc(BUFFER_SIZE, 1);
    stream->cap = BUFFER_SIZE;
    return stream->buf ? TRUCE_OK : TRUCE_ENOMEM;
}

void truce_stream_release(struct truce_stream *stream)
{
    truce_free(stream->buf);
    stream->buf = NULL;
}

/* Reads once more behind the bytes that are held. */
static int fill(struct truce_stream *stream, struct truce_err *err)
{
    ssize_t got;
    if (stream->begin > 0) {
        memmove(stream->buf, stream->buf + stream->begin,
                stream->end - stream->begin);
        stream->end -= stream->begin;
        stream->begin = 0;
    }
    got = stream->read(stream->source, stream->buf + stream->end,
                       stream->cap - stream->end, err);
    if (got <= 0)
        stream->ended = true;
    if (got < 0)
        return (int)got;
    stream->end += (size_t)got;
    return TRUCE_OK;
}

int truce_stream_peek(struct truce_stream *stream, size_t want,
                      struct truce_view *out, struct truce_err *err)
{
    int rc = TRUCE_OK;
    if (want > stream->cap)
        want = stream->cap;
    while (rc == TRUCE_OK && !stream->ended &&
           stream->end - stream->begin < want)
        rc = fill(stream, err);
    out->ptr = stream->buf + stream->begin;
    out->len = stream->end - stream->begin;
    if (out->len > want)
        out->len = want;
    return rc;
}

ssize_t truce_stream_take(struct truce_stream *stream, char *buf, size_t len,
                          struct truce_err *err)
{
    size_t have;
    if (stream->begin == stream->end && !stream->ended) {
        int rc = fill(stream, err);
        if (rc < 0)
            return rc;
    }
    have = stream->end - stream->begin;
    if (len > have)
        len = have;
    memcpy(buf, stream->buf + stream->begin, len);
    stream->begin += len;
    stream->offset += len;
    return (ssize_t)len;
}

/* Appends the held bytes up to and with a line end. Returns 1 when the line
 * is complete, 0 when more must be read, or a code of truce_str_add. */
static int take_line(struct truce_stream *stream, struct truce_str *line)
{
    const char *from = stream->buf + stream->begin;
    size_t have = stream->end - stream->begin;
    const char *stop = have ? memchr(from, '\n', have) : NULL;
    size_t len = stop ? (size_t)(stop - from) : have;
    int rc = line->failed ? TRUCE_OK : truce_str_add(line, from, len);
    stream->begin += len + (stop != NULL);
    stream->offset += len + (stop != NULL);
    stream->line += stop != NULL;
    return rc < 0 && rc != TRUCE_ELIMIT ? rc : stop != NULL;
}

int truce_stream_line(struct truce_stream *stream, size_t max,
                      struct truce_str *line, struct truce_stream_place *place,
                      struct truce_err *err)
{
    int whole = 0;
    int rc = TRUCE_OK;
    truce_str_clear(line);
    line->max = max;
    *place = (struct truce_stream_place){stream->line, stream->offset};
    for (;;) {
        whole = take_line(stream, line);
        if (whole != 0 || stream->ended)
            break;
        rc = fill(stream, err);
        if (rc < 0)
            return rc;
    }
    if (whole < 0)
        return truce_err_set(err, whole, "out of memory");
    if (line->failed)
        return truce_err_set(err, TRUCE_ELIMIT, "line above %zu bytes", max);
    if (line->len && line->ptr[line->len - 1] == '\r')
        line->ptr[--line->len] = '\0';
    return whole || stream->offset > place->byte ? 1 : 0;
}

int truce_stream_all(struct truce_stream *stream, size_t max,
                     struct truce_str *out, struct truce_err *err)
{
    char chunk[16384];
    ssize_t got;
    int rc = TRUCE_OK;
    out->max = max;
    while (rc == TRUCE_OK &&
           (got = truce_stream_take(stream, chunk, sizeof chunk, err)) != 0)
        rc = got < 0 ? (int)got : truce_str_add(out, chunk, (size_t)got);
    if (rc == TRUCE_ELIMIT)
        truce_err_set(err, rc, "larger than %zu bytes", max);
    else if (rc == TRUCE_ENOMEM)
        truce_err_set(err, rc, "out of memory");
    return rc;
}
