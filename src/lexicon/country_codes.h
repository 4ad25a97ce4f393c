/*
 * Codes of states in the systems that data sets use, with dates: ISO 3166,
 * Correlates of War, Gleditsch-Ward, FIPS 10-4, VIEWS; from
 * lexicon/country-codes.tsv. The program's own code is ISO alpha-3 of the
 * state that carries the seat on (docs/codebook.md).
 */
#ifndef TRUCE_LEXICON_COUNTRY_CODES_H
#define TRUCE_LEXICON_COUNTRY_CODES_H

#include "base/date.h"
#include "base/err.h"

/* In the order of the file's columns. */
enum truce_code_system {
    TRUCE_CODES_OWN,
    TRUCE_CODES_ISO2,
    TRUCE_CODES_ISO3,
    TRUCE_CODES_ISONUM, /* "051", three digits */
    TRUCE_CODES_COW,    /* Correlates of War number, "371" */
    TRUCE_CODES_COWABB, /* Correlates of War letters, "ARM" */
    TRUCE_CODES_GW,     /* Gleditsch-Ward number */
    TRUCE_CODES_FIPS,   /* FIPS 10-4, two letters */
    TRUCE_CODES_VIEWS,  /* VIEWS country_id */
    TRUCE_N_CODES
};

/* Read-only after opening; shared by threads. */
struct truce_country_codes;

/* Reads `path` (NULL: the shipped file). Owned. TRUCE_OK, TRUCE_ENOENT,
 * TRUCE_EIO, TRUCE_EFORMAT with file and line, TRUCE_ENOMEM. */
int truce_country_codes_open(const char *path, struct truce_country_codes **out,
                             struct truce_err *err);
void truce_country_codes_close(struct truce_country_codes *codes);

/*
 * Own code of what `text` is in `system` on `date` (unknown: the latest
 * holder of the code). Where the code had no holder on the date, the holder
 * nearest before it, else the first. NULL: no such code. Borrowed.
 */
const char *truce_country_codes_from(const struct truce_country_codes *codes,
                                     enum truce_code_system system,
                                     struct truce_view text,
                                     struct truce_date date);

/*
 * Code in `system` of the state with the own code `code` on `date` (unknown:
 * the latest). NULL where the state had none, or did not exist. Borrowed.
 */
const char *truce_country_codes_to(const struct truce_country_codes *codes,
                                   struct truce_view code,
                                   enum truce_code_system system,
                                   struct truce_date date);

/* Own code of a country's name as data sets spell it; letters only are
 * compared, without case, and "X (Y)" is tried as X, then as Y. NULL: none.
 * Borrowed. */
const char *truce_country_codes_find(const struct truce_country_codes *codes,
                                     struct truce_view name);

/* Name of the state with own code `code` on `date`; NULL: no such code. */
const char *truce_country_codes_name(const struct truce_country_codes *codes,
                                     struct truce_view code,
                                     struct truce_date date);

#endif
