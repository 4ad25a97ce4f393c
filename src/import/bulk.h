/*
 * Many rows in one statement: an array as a table that SQL reads, so that
 * "INSERT INTO events(...) SELECT * FROM <name>" stores a whole batch. A
 * statement a row opens a cursor for each of the table's indices and seeks
 * from the root each time, which took half of an import.
 */
#ifndef TRUCE_IMPORT_BULK_H
#define TRUCE_IMPORT_BULK_H

#include <sqlite3.h>
#include <stddef.h>

#include "base/err.h"

struct truce_bulk {
    const char *columns; /* "key, date, code": names, in order */
    const void *payload; /* of `column`; may change between statements */
    size_t n;            /* rows now */
    /* Gives one value with sqlite3_result_*; text must stay until the
     * statement has run. */
    void (*column)(const void *payload, size_t row, int column,
                   sqlite3_context *out);
};

/* Makes `bulk` a table of this connection, which borrows it until
 * truce_bulk_drop. TRUCE_OK or TRUCE_EDB. */
int truce_bulk_add(sqlite3 *db, const char *name, struct truce_bulk *bulk,
                   struct truce_err *err);

/* After the statements that name the table are finalized. */
void truce_bulk_drop(sqlite3 *db, const char *name);

#endif
