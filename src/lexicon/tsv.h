/* Tables of the lexicon: lines of fields separated by tabs; '#' begins a
 * comment line. */
#ifndef TRUCE_LEXICON_TSV_H
#define TRUCE_LEXICON_TSV_H

#include <stddef.h>

#include "base/err.h"

#define TRUCE_TSV_FIELDS 16

/* One row; fields [n] are NUL-terminated and live for the call. Returns
 * TRUCE_OK, or TRUCE_EFORMAT to refuse the line. */
typedef int (*truce_tsv_fn)(void *payload, char **fields, size_t n);

/*
 * Reads the data file `name` ("lexicon/issues.tsv", found as
 * truce_io_data does), each row needing at least `fields` fields.
 * TRUCE_ENOENT, TRUCE_EIO, TRUCE_EFORMAT with file and line, TRUCE_ENOMEM.
 */
int truce_tsv_read(const char *name, size_t fields, truce_tsv_fn row,
                   void *payload, struct truce_err *err);

#endif
