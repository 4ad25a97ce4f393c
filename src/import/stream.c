/*
 * Rows out of bytes; see stream.h. libarchive unpacks; plain files pass
 * through it as a "raw" archive of one member, so that there is one path. A
 * row that needs more than the buffer makes it grow up to MAX_ROW; a quoted
 * field that is never closed must not swallow the rest of the file, so past
 * that limit (or the file's end) only its first line is given, flagged.
 */
#include "import/stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"

#define BLOCK ((size_t)256 << 10)
/* One row; source texts of UCDP events reach some 20 kB. */
#define MAX_ROW ((size_t)4 << 20)

static int archive_failed(struct truce_import_stream *stream, int code,
                          struct truce_err *err)
{
    const char *why = archive_error_string(stream->archive);
    return truce_err_set(err, code, "cannot read '%s': %s", stream->path,
                         why ? why : "unknown reason");
}

static int open_path(struct truce_import_stream *stream)
{
    if (!strcmp(stream->path, "-"))
        return archive_read_open_fd(stream->archive, STDIN_FILENO, BLOCK);
    return archive_read_open_filename(stream->archive, stream->path, BLOCK);
}

int truce_import_stream_open(struct truce_import_stream *stream,
                             const char *path, struct truce_err *err)
{
    *stream = (struct truce_import_stream){.path = path, .next_line = 1};
    stream->cap = 2 * BLOCK;
    stream->buffer = truce_alloc(stream->cap, 1);
    stream->archive = archive_read_new();
    if (!stream->archive || !stream->buffer) {
        truce_import_stream_close(stream);
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    }
    archive_read_support_filter_all(stream->archive);
    archive_read_support_format_zip(stream->archive);
    archive_read_support_format_tar(stream->archive);
    archive_read_support_format_raw(stream->archive);
    archive_read_support_format_empty(stream->archive);
    if (open_path(stream) != ARCHIVE_OK) {
        int code =
            archive_errno(stream->archive) == ENOENT ? TRUCE_ENOENT : TRUCE_EIO;
        archive_failed(stream, code, err);
        truce_import_stream_close(stream);
        return code;
    }
    return TRUCE_OK;
}

void truce_import_stream_close(struct truce_import_stream *stream)
{
    if (stream->archive)
        archive_read_free(stream->archive);
    truce_free(stream->buffer);
    stream->archive = NULL;
    stream->buffer = NULL;
}

/* Tables by name; read-mes and papers beside them are passed over. */
static bool is_table(const char *name)
{
    static const char *const ends[] = {".csv", ".tsv", ".tab", ".txt", ".CSV"};
    const char *base = strrchr(name, '/');
    base = base ? base + 1 : name;
    if (!strncmp(name, "__MACOSX", 8) || *base == '.')
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (truce_view_ends(truce_view_of(base), ends[i]))
            return true;
    return false;
}

/* Moves to the next member that may be a table: 1, 0 none, negative. */
static int next_member(struct truce_import_stream *stream,
                       struct truce_err *err)
{
    struct archive_entry *entry;
    for (;;) {
        int rc = archive_read_next_header(stream->archive, &entry);
        const char *name;
        bool raw;
        if (rc == ARCHIVE_EOF)
            return 0;
        if (rc < ARCHIVE_WARN)
            return archive_failed(stream, TRUCE_EFORMAT, err);
        name = archive_entry_pathname(entry);
        raw = archive_format(stream->archive) == ARCHIVE_FORMAT_RAW;
        if (!raw && (archive_entry_filetype(entry) != AE_IFREG || !name ||
                     !is_table(name)))
            continue;
        stream->member[0] = '\0';
        if (!raw && strlen(name) < sizeof stream->member)
            memcpy(stream->member, name, strlen(name) + 1);
        stream->open_member = true;
        stream->first = true;
        stream->drained = false;
        stream->quotes = false;
        stream->begin = stream->end = 0;
        stream->next_line = 1;
        return 1;
    }
}

/* Room for one block more behind the kept bytes. */
static int make_room(struct truce_import_stream *stream)
{
    size_t kept = stream->end - stream->begin;
    char *grown;
    if (stream->begin) {
        memmove(stream->buffer, stream->buffer + stream->begin, kept);
        stream->begin = 0;
        stream->end = kept;
    }
    if (stream->cap - stream->end >= BLOCK)
        return TRUCE_OK;
    grown = truce_realloc(stream->buffer, stream->cap * 2, 1);
    if (!grown)
        return TRUCE_ENOMEM;
    stream->buffer = grown;
    stream->cap *= 2;
    return TRUCE_OK;
}

/* Reads more of the member; sets `drained` at its end. */
static int fill(struct truce_import_stream *stream, struct truce_err *err)
{
    la_ssize_t got;
    if (make_room(stream) != TRUCE_OK)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    got = archive_read_data(stream->archive, stream->buffer + stream->end,
                            stream->cap - stream->end);
    if (got < 0)
        return archive_failed(stream, TRUCE_EFORMAT, err);
    stream->end += (size_t)got;
    stream->bytes += (uint64_t)got;
    stream->drained = got == 0;
    return TRUCE_OK;
}

static size_t count_byte(const char *ptr, size_t len, char byte)
{
    const char *end = ptr + len;
    size_t n = 0;
    while ((ptr = memchr(ptr, byte, (size_t)(end - ptr))) != NULL) {
        n++;
        ptr++;
    }
    return n;
}

/* Where a row may end: what has been looked at from `begin` on. */
struct scan {
    size_t seen;  /* bytes, none of them the row's end */
    size_t marks; /* quotation marks in them */
    size_t lines; /* line ends in them */
    size_t first; /* length of the first line; (size_t)-1 unknown */
};

/* Length of the row in the buffer without its line end, or (size_t)-1 when
 * its end is not there yet. */
static size_t row_length(struct truce_import_stream *stream, struct scan *scan)
{
    const char *base = stream->buffer + stream->begin;
    size_t have = stream->end - stream->begin;
    while (scan->seen < have) {
        const char *at = base + scan->seen;
        const char *stop = memchr(at, '\n', have - scan->seen);
        size_t len = stop ? (size_t)(stop - at) : have - scan->seen;
        if (stream->quotes)
            scan->marks += count_byte(at, len, '"');
        if (!stop) {
            scan->seen = have;
            break;
        }
        if (scan->first == (size_t)-1)
            scan->first = (size_t)(stop - base);
        if (scan->marks % 2 == 0)
            return (size_t)(stop - base);
        scan->seen += len + 1;
        scan->lines++;
    }
    return (size_t)-1;
}

/* Hands out `len` bytes as the row, and steps over them and `skip` more. */
static void take(struct truce_import_stream *stream, size_t len, size_t skip,
                 size_t lines, struct truce_view *row)
{
    *row = (struct truce_view){stream->buffer + stream->begin, len};
    stream->begin += len + skip;
    stream->line = stream->next_line;
    stream->next_line += lines;
    if (row->len && row->ptr[row->len - 1] == '\r')
        row->len--;
}

/* A row whose end was not found: the last without a line end, one with an
 * open quotation mark, or one that is too long. */
static int take_unended(struct truce_import_stream *stream,
                        const struct scan *scan, struct truce_view *row,
                        struct truce_err *err)
{
    size_t have = stream->end - stream->begin;
    size_t len;
    if (scan->marks % 2) {
        stream->flags |= TRUCE_STREAM_UNCLOSED;
        len = scan->first == (size_t)-1 ? have : scan->first;
        take(stream, len, len < have, 1, row);
        return 1;
    }
    if (stream->drained) {
        take(stream, have, 0, 1 + scan->lines, row);
        return 1;
    }
    stream->flags |= TRUCE_STREAM_LONG;
    for (;;) { /* drop the rest of the line, keep a beginning to show */
        const char *p = stream->buffer + stream->begin;
        const char *stop;
        int rc;
        have = stream->end - stream->begin;
        stop = memchr(p, '\n', have);
        if (stop) {
            take(stream, (size_t)(stop - p), 1, 1, row);
            return 1;
        }
        if (stream->drained) {
            take(stream, have, 0, 1, row);
            return 1;
        }
        stream->end = stream->begin + 256;
        rc = fill(stream, err);
        if (rc != TRUCE_OK)
            return rc;
    }
}

/* One row of the open member, empty ones included: 1, 0 end, negative. */
static int member_row(struct truce_import_stream *stream,
                      struct truce_view *row, struct truce_err *err)
{
    struct scan scan = {.first = (size_t)-1};
    stream->flags = 0;
    for (;;) {
        size_t len = row_length(stream, &scan);
        size_t have = stream->end - stream->begin;
        int rc;
        if (len != (size_t)-1) {
            if (len > MAX_ROW)
                stream->flags |= TRUCE_STREAM_LONG;
            take(stream, len, 1, 1 + scan.lines, row);
            return 1;
        }
        if (stream->drained && have == 0)
            return 0;
        if (stream->drained || have > MAX_ROW)
            return take_unended(stream, &scan, row, err);
        rc = fill(stream, err);
        if (rc != TRUCE_OK)
            return rc;
    }
}

int truce_import_stream_next(struct truce_import_stream *stream,
                             struct truce_view *row, struct truce_err *err)
{
    for (;;) {
        int rc = stream->open_member ? member_row(stream, row, err) : 0;
        if (rc < 0)
            return rc;
        if (rc == 0) {
            stream->open_member = false;
            rc = next_member(stream, err);
            if (rc <= 0)
                return rc;
            continue;
        }
        if (stream->first && row->len >= 3 &&
            !memcmp(row->ptr, "\xEF\xBB\xBF", 3)) {
            row->ptr += 3;
            row->len -= 3;
        }
        if (row->len == 0)
            continue;
        stream->flags |= stream->first ? TRUCE_STREAM_TABLE : 0;
        stream->first = false;
        return 1;
    }
}
