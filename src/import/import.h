/*
 * Published data sets into the conflict file. Files are read in one pass and
 * constant memory; a row that cannot be understood is refused with its line
 * and the rest goes on; what is stored already is not stored again.
 */
#ifndef TRUCE_IMPORT_IMPORT_H
#define TRUCE_IMPORT_IMPORT_H

#include <sqlite3.h>

#include "base/log.h"
#include "import/format.h"

struct truce_import;

/* Receives each refused row. `line` is 1-based, `row` its beginning. */
typedef void (*truce_import_refused_fn)(void *payload, const char *file,
                                        size_t line, int reason,
                                        struct truce_view row);

struct truce_import_options {
    const struct truce_import_format *format; /* NULL: told by the table */
    const char *label; /* name of the source; NULL: the format's, with the
                          release that the file's name gives */
    truce_import_refused_fn refused; /* may be NULL */
    void *payload;
    struct truce_progress *progress; /* counts rows; may be NULL */
};

/* What became of a file's rows; read = stored + known + passed + sum of
 * refused. */
struct truce_import_summary {
    const struct truce_import_format *format; /* of the last table */
    char label[96];                           /* of the source */
    bool seen_before; /* the very file was imported: nothing was read */
    size_t read;
    size_t stored;
    size_t known;  /* in the conflict file already, or twice in this */
    size_t passed; /* in order, but nothing to keep (ongoing episodes) */
    size_t refused[TRUCE_N_IMPORT_REASONS];
    size_t converted; /* rows that were ISO 8859-1 */
    uint64_t bytes;   /* unpacked */
};

/* Sum of the refused rows. */
size_t truce_import_refused(const struct truce_import_summary *summary);

/*
 * An importer into `db` (a conflict file's connection, borrowed); db NULL
 * only reads and checks. Owned. TRUCE_OK, TRUCE_ENOENT and TRUCE_EFORMAT
 * (code tables), TRUCE_EDB, TRUCE_ENOMEM.
 */
int truce_import_open(sqlite3 *db, struct truce_import **out,
                      struct truce_err *err);
void truce_import_close(struct truce_import *import);

/*
 * Imports one file ("-": standard input), committing as it goes. TRUCE_OK
 * also where rows were refused; TRUCE_EFORMAT when the table is of no known
 * format or not of the one asked for; TRUCE_ENOENT, TRUCE_EIO, TRUCE_EDB,
 * TRUCE_ENOMEM.
 */
int truce_import_file(struct truce_import *import, const char *path,
                      const struct truce_import_options *options,
                      struct truce_import_summary *summary,
                      struct truce_err *err);

#endif
