/* Tables that are read whole, also from a path: tab-separated columns, a line
 * of their names first, lines from '#' and empty ones passed over. */
#ifndef TRUCE_LEXICON_COLUMNS_H
#define TRUCE_LEXICON_COLUMNS_H

#include "base/err.h"
#include "base/str.h"

enum { TRUCE_COLUMNS_MAX = 16 };

/* Takes one row; `fields` borrow from the text. A code below TRUCE_OK, with
 * its message in `err`, ends the reading. */
typedef int (*truce_columns_row)(void *state, const struct truce_view *fields,
                                 struct truce_err *err);

/* What to read. */
struct truce_columns {
    const char *path;    /* NULL: the shipped table */
    const char *shipped; /* its name, such as "lexicon/cameo.tsv" */
    size_t columns;      /* of every row, 1 to TRUCE_COLUMNS_MAX */
};

/*
 * Gives every row to `take` with `state`. Returns TRUCE_OK, TRUCE_ENOENT,
 * TRUCE_EIO, TRUCE_EFORMAT (another number of columns; file and line in
 * `err`), TRUCE_ENOMEM, or what `take` returned.
 */
int truce_columns_read(const struct truce_columns *table,
                       truce_columns_row take, void *state,
                       struct truce_err *err);

#endif
