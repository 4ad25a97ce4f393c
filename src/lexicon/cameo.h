/*
 * The CAMEO event codes with the PLOVER type, mode and contexts that they
 * become here, from lexicon/cameo.tsv. Codes are text: "010" is not "10".
 */
#ifndef TRUCE_LEXICON_CAMEO_H
#define TRUCE_LEXICON_CAMEO_H

#include "base/err.h"
#include "base/str.h"

struct truce_cameo {
    const char *code;     /* "0231" */
    const char *type;     /* PLOVER name "REQUEST"; NULL: none (root 01) */
    const char *mode;     /* NULL: none */
    const char *contexts; /* separated by '|'; NULL: none */
    double goldstein;     /* -10..10 */
    const char *label;    /* "Appeal for economic aid" */
};

/* Read-only after opening; shared by threads. */
struct truce_cameo_table;

/* Reads `path` (NULL: the shipped file). Owned. TRUCE_OK, TRUCE_ENOENT,
 * TRUCE_EIO, TRUCE_EFORMAT with file and line, TRUCE_ENOMEM. */
int truce_cameo_open(const char *path, struct truce_cameo_table **out,
                     struct truce_err *err);
void truce_cameo_close(struct truce_cameo_table *table);

/* The row of a code, exactly as written; NULL: none. Borrowed. */
const struct truce_cameo *
truce_cameo_find(const struct truce_cameo_table *table, struct truce_view code);

/* The row of a code or, where it has none of its own, of the code above it:
 * "1383" gives the row of "138". NULL: none. Borrowed. */
const struct truce_cameo *
truce_cameo_nearest(const struct truce_cameo_table *table,
                    struct truce_view code);

/* Quad class by the code's root, as GDELT has it: 1 verbal cooperation (01 to
 * 05), 2 material cooperation (06 to 08), 3 verbal conflict (10 to 14), 4
 * material conflict (15 to 20); but investigations (09) are verbal conflict,
 * since PLOVER counts them among the accusations. 0: no code. */
int truce_cameo_quad(struct truce_view code);

/* The row whose label this is; letters only are compared, without case, and
 * what stands in parentheses is left out. NULL: none. Borrowed. */
const struct truce_cameo *
truce_cameo_find_label(const struct truce_cameo_table *table,
                       struct truce_view label);

/* All rows in the file's order: pointer to [*n]. Borrowed. */
const struct truce_cameo *
truce_cameo_rows(const struct truce_cameo_table *table, size_t *n);

#endif
