/* Which format a table is of, from its first row. */
#ifndef TRUCE_IMPORT_DETECT_H
#define TRUCE_IMPORT_DETECT_H

#include "import/format.h"

struct truce_import_table {
    const struct truce_import_format *format;
    char sep;
    bool header;                      /* the first row names the columns */
    size_t width;                     /* fields of a row */
    int at[TRUCE_IMPORT_MAX_COLUMNS]; /* [format->n_columns] */
};

/*
 * Tells the format of a table whose first row is `row`. `wanted` restricts
 * it to one format (NULL: any). `arena` is used for the row's fields.
 * TRUCE_OK, or TRUCE_EFORMAT with what was looked for in the message.
 */
int truce_import_detect(struct truce_view row,
                        const struct truce_import_format *wanted,
                        const struct truce_import_tables *tables,
                        struct truce_arena *arena,
                        struct truce_import_table *out, struct truce_err *err);

#endif
