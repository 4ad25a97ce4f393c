/*
 * A panel of monthly death counts: units (countries, dyads, any names) by
 * months. A month without a row is a gap (NaN), which is not a zero.
 */
#ifndef TRUCE_SERIES_PANEL_H
#define TRUCE_SERIES_PANEL_H

#include <stddef.h>

#include "base/err.h"
#include "base/str.h"
#include "series/context.h"

struct truce_panel {
    size_t n_units;
    size_t n_months;
    int first;      /* VIEWS month id of column 0, (year-1980)*12+month */
    char **units;   /* [n_units], sorted in byte order, owned */
    double *deaths; /* [n_units][n_months] row-major, NaN: gap, owned */
    /* Laid out likewise, owned; NULL: the file has no such column. */
    double *context[TRUCE_N_CONTEXT_COLUMNS];
};

/* What reading found wrong; the rest was read. */
struct truce_panel_report {
    size_t rows;           /* rows stored */
    size_t later;          /* rows after `through`, left out */
    size_t refused;        /* malformed rows */
    size_t duplicates;     /* rows of a unit and month already seen: refused */
    char first_fault[256]; /* "FILE:LINE: why" of the first refused row */
};

#define TRUCE_PANEL_ANY_MONTH 0

/*
 * Reads CSV with a header that names the columns unit, month (YYYY-MM) and
 * deaths (a number >= 0) in any order, and perhaps columns of context.def
 * (empty: unknown); others are ignored. Rows of a month id after `through` are
 * not stored (TRUCE_PANEL_ANY_MONTH: keep all).
 * `report` may be NULL. Release with truce_panel_release. TRUCE_OK,
 * TRUCE_ENOENT, TRUCE_EIO, TRUCE_EFORMAT (no such columns), TRUCE_ENODATA
 * (no row left), TRUCE_ENOMEM.
 */
int truce_panel_read(const char *path, int through, struct truce_panel *out,
                     struct truce_panel_report *report, struct truce_err *err);

/* The same from CSV text in memory; `name` is used in messages. */
int truce_panel_parse(struct truce_view csv, const char *name, int through,
                      struct truce_panel *out,
                      struct truce_panel_report *report, struct truce_err *err);

/* Index of a unit, or (size_t)-1. */
size_t truce_panel_find(const struct truce_panel *panel, const char *unit);

/* Deaths of a unit in a month id, NaN where unknown or outside. */
double truce_panel_at(const struct truce_panel *panel, size_t unit, int month);

/* What else is known of a unit; borrowed from the panel. */
struct truce_context truce_panel_context(const struct truce_panel *panel,
                                         size_t unit);

/* The unit's row: n_months values, borrowed. */
const double *truce_panel_row(const struct truce_panel *panel, size_t unit);

/* Frees what a panel owns; NULL accepted. */
void truce_panel_release(struct truce_panel *panel);

/* "YYYY-MM" to a month id; TRUCE_EFORMAT for anything else. */
int truce_month_parse(const char *text, int *out);

#endif
