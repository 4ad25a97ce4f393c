/*
 * Rows of a table file, plain or packed (.gz .zst .xz .bz2 .zip .tar.*), in
 * constant memory: one buffer that holds the row at hand.
 */
#ifndef TRUCE_IMPORT_STREAM_H
#define TRUCE_IMPORT_STREAM_H

#include "base/err.h"
#include "base/str.h"

struct archive;

enum truce_import_stream_flags {
    TRUCE_STREAM_TABLE = 1,   /* first row of a table (archive member) */
    TRUCE_STREAM_LONG = 2,    /* the row was longer than the limit and cut */
    TRUCE_STREAM_UNCLOSED = 4 /* a quotation mark in it is not closed */
};

struct truce_import_stream {
    struct archive *archive;
    const char *path; /* borrowed */
    char member[256]; /* name inside an archive; empty for plain files */
    char *buffer;     /* [cap] */
    size_t cap;
    size_t begin; /* of what is not handed out yet */
    size_t end;
    bool quotes;      /* line ends inside quotation marks are text; set by
                         the user of the stream after the first row */
    bool open_member; /* data of a member is being read */
    bool first;       /* next row is the first of its table */
    bool drained;     /* the member has no more bytes to read */
    size_t line;      /* 1-based line where the last row began */
    size_t next_line;
    unsigned flags; /* of the last row */
    uint64_t bytes; /* unpacked so far */
};

/* Opens `path` ("-": standard input). TRUCE_OK, TRUCE_ENOENT, TRUCE_EFORMAT
 * (broken archive), TRUCE_ENOMEM. `path` must live as long. */
int truce_import_stream_open(struct truce_import_stream *stream,
                             const char *path, struct truce_err *err);

/*
 * Next row without its line end into *row, borrowed until the next call;
 * empty lines are passed over. Returns 1, 0 at the end, TRUCE_EIO or
 * TRUCE_EFORMAT (damaged archive), TRUCE_ENOMEM.
 */
int truce_import_stream_next(struct truce_import_stream *stream,
                             struct truce_view *row, struct truce_err *err);

void truce_import_stream_close(struct truce_import_stream *stream);

#endif
