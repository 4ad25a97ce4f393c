/* Files: whole, mapped, and line by line. */
#ifndef TRUCE_BASE_IO_H
#define TRUCE_BASE_IO_H

#include <stdio.h>

#include "base/err.h"
#include "base/str.h"

/* A read-only mapping of a whole file. */
struct truce_mapping {
    const void *ptr; /* NULL for an empty file */
    size_t len;      /* bytes */
};

/* Maps `path`. TRUCE_OK, TRUCE_ENOENT, TRUCE_EIO. */
int truce_mapping_open(const char *path, struct truce_mapping *out,
                       struct truce_err *err);
void truce_mapping_close(struct truce_mapping *mapping);

/*
 * Reads a whole file ("-": standard input) into *out, at most max bytes (0:
 * no cap). TRUCE_OK, TRUCE_ENOENT, TRUCE_EIO, TRUCE_ELIMIT, TRUCE_ENOMEM.
 */
int truce_io_slurp(const char *path, size_t max, struct truce_str *out,
                   struct truce_err *err);

/*
 * Next line of `file` without its line end into *line (cleared first).
 * Returns 1, 0 at the end, TRUCE_EIO, or TRUCE_ELIMIT for a line longer than
 * max bytes, which is skipped to its end so that reading can go on.
 */
int truce_io_line(FILE *file, size_t max, struct truce_str *line);

/*
 * Finds a data file of the program ("lexicon/actors.tsv"): $TRUCE_DATA, the
 * source tree the binary was built in, then the installed place. Writes the
 * path into buf. TRUCE_OK or TRUCE_ENOENT.
 */
int truce_io_data(const char *name, char *buf, size_t size,
                  struct truce_err *err);

#endif
