/*
 * Documents: one article, statement or agreement text with its date, title
 * and source, whatever file it came from.
 */
#ifndef TRUCE_READ_DOCUMENT_H
#define TRUCE_READ_DOCUMENT_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/log.h"

struct truce_document {
    struct truce_view id;     /* as given, or the file's name ("a.txt",
                                 "table.csv:12") */
    struct truce_date date;   /* of publication; unknown: year 0 */
    struct truce_view title;  /* {NULL,0}: none, as the fields below */
    struct truce_view text;   /* UTF-8, main text without the title; as
                                 given in JSON and CSV; a dateline stays
                                 (dateline.h steps over it) */
    struct truce_view source; /* publisher */
    struct truce_view url;
    struct truce_view path; /* file it was read from; inside archives
                               "news.tar.zst!a/b.html" */
    size_t line;            /* line in a JSONL or CSV file, else 0 */
};

struct truce_reader;

struct truce_reader_options {
    /* Notes on files of a directory that were passed over (no articles);
     * refused inputs come as errors of truce_reader_next. */
    struct truce_log log;
    /* Date for inputs that name none; unknown: left unknown. */
    struct truce_date default_date;
    /* "auto", "text", "html", "feed", "jsonl", "json", "csv": forces the
     * form. */
    const char *form;
    /* Stop at the first refused input instead of going on. */
    bool strict;
};

#define TRUCE_READER_OPTIONS_INIT                                              \
    {                                                                          \
        .form = "auto"                                                         \
    }

/*
 * Opens inputs: files, directories (walked in name order), archives, "-" for
 * standard input. `paths` [n] is borrowed until close. Owned. Returns
 * TRUCE_OK, TRUCE_ENOMEM, TRUCE_EUSAGE.
 */
int truce_reader_open(const char *const *paths, size_t n,
                      const struct truce_reader_options *options,
                      struct truce_reader **out, struct truce_err *err);

/*
 * Next document into *out, its memory from `arena`. Returns 1; 0 at the end;
 * a negative code when one input was refused (`err` says which and where):
 * the caller may go on with the next call. Not thread-safe.
 */
int truce_reader_next(struct truce_reader *reader, struct truce_arena *arena,
                      struct truce_document *out, struct truce_err *err);

/*
 * Fills *out from one JSON object {"id","date","title","text","source",
 * "url"}; its memory comes from `arena`. TRUCE_OK, TRUCE_EFORMAT,
 * TRUCE_ERANGE (a date that does not exist), TRUCE_EENCODING, TRUCE_ENOMEM.
 */
int truce_document_from_json(struct truce_view json, struct truce_arena *arena,
                             struct truce_document *out, struct truce_err *err);

/* Inputs refused so far. */
size_t truce_reader_refused(const struct truce_reader *reader);

void truce_reader_close(struct truce_reader *reader); /* NULL accepted */

#endif
