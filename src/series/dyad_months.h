/*
 * The dyad-month table: what the conflict file knows of two parties, month by
 * month, as of a date. Unknown is NaN: a month before any document tells no
 * "no events", a month without a fatality row tells no "no deaths".
 */
#ifndef TRUCE_SERIES_DYAD_MONTHS_H
#define TRUCE_SERIES_DYAD_MONTHS_H

#include <sqlite3.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"

enum truce_dyad_column {
#define TRUCE_DYAD_COLUMN(name, what) TRUCE_DYAD_##name,
#include "series/dyad_months.def"
#undef TRUCE_DYAD_COLUMN
    TRUCE_N_DYAD_COLUMNS
};

/* Where the column `deaths` comes from. */
enum truce_dyad_basis {
    TRUCE_DYAD_NO_DEATHS,    /* no fatality rows for these parties */
    TRUCE_DYAD_OWN_DEATHS,   /* rows of the dyad "ARM-AZE" */
    /* rows of the two countries added up, where both have seen deaths in the
     * last ten years; of the one country that a government and its rebels
     * share */
    TRUCE_DYAD_SUMMED_DEATHS
};

struct truce_dyad {
    int first;     /* month id of row 0 */
    size_t n;      /* months, the last one complete at as_of */
    double *cells; /* [n][TRUCE_N_DYAD_COLUMNS], NaN: unknown, owned */
    enum truce_dyad_basis basis;
    size_t known_deaths; /* months with known deaths */
};

/* Name ("missions") and meaning of a column; static, borrowed. */
const char *truce_dyad_name(enum truce_dyad_column column);
const char *truce_dyad_what(enum truce_dyad_column column);

/* Last month that is over on the last day of `as_of`, as a month id. */
int truce_dyad_last_month(struct truce_date as_of);

/* Latest day that a document, an imported event or a row of deaths is of.
 * TRUCE_OK, TRUCE_ENODATA (none), TRUCE_EDB. */
int truce_dyad_latest(sqlite3 *db, struct truce_date *out,
                      struct truce_err *err);

/*
 * Builds the table for parties a and b (order does not matter; a country
 * "ARM", or a sector of one "SDN:REB"; b NULL: the country a and anybody) with
 * what was known on the last day of as_of. n is 0 when nothing is known.
 * TRUCE_OK, TRUCE_EDB, TRUCE_ENOMEM. Release with truce_dyad_release.
 */
int truce_dyad_build(sqlite3 *db, const char *a, const char *b,
                     struct truce_date as_of, struct truce_dyad *out,
                     struct truce_err *err);
void truce_dyad_release(struct truce_dyad *dyad); /* NULL accepted */

double truce_dyad_at(const struct truce_dyad *dyad, size_t month,
                     enum truce_dyad_column column);

/* One column as an array [n]; owned (truce_free), NULL on memory failure. */
double *truce_dyad_take(const struct truce_dyad *dyad,
                        enum truce_dyad_column column);

#endif
