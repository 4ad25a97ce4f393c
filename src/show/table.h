/*
 * One table, three ways out: columns for a person at a terminal, JSON, CSV.
 * Every command that lists rows fills a truce_table and prints it.
 */
#ifndef TRUCE_SHOW_TABLE_H
#define TRUCE_SHOW_TABLE_H

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"
#include "base/str.h"

enum truce_show_format { TRUCE_SHOW_TABLE, TRUCE_SHOW_JSON, TRUCE_SHOW_CSV };

enum truce_column_kind {
    TRUCE_COLUMN_TEXT,
    TRUCE_COLUMN_INT,
    TRUCE_COLUMN_REAL,
    TRUCE_COLUMN_JSON /* lists and objects; a compact text elsewhere */
};

enum {
    TRUCE_COLUMN_RIGHT = 1, /* numbers are to the right anyway */
    TRUCE_COLUMN_WRAP = 2,  /* may take several lines on a terminal */
    TRUCE_COLUMN_DATA = 4   /* in JSON and CSV only */
};

/* One column; static or at least outliving the table. */
struct truce_column {
    const char *name;  /* JSON key and CSV header */
    const char *title; /* heading on a terminal; NULL: name */
    enum truce_column_kind kind;
    unsigned flags;
    int decimals; /* of REAL on a terminal and in CSV */
};

struct truce_table;

/* A table without rows. `columns` [n] is borrowed. Owned: truce_table_free.
 * TRUCE_OK or TRUCE_ENOMEM. */
int truce_table_new(const struct truce_column *columns, size_t n,
                    struct truce_table **out);
void truce_table_free(struct truce_table *table); /* NULL accepted */

/*
 * The next cell, from left to right; a row is full after n cells. Texts are
 * copied; {NULL,0}, NaN and truce_table_null are "unknown": null in JSON,
 * empty in CSV, "-" on a terminal. Memory failure is kept and reported by
 * truce_table_print.
 */
void truce_table_text(struct truce_table *table, struct truce_view text);
void truce_table_puts(struct truce_table *table, const char *text); /* NULL */
void truce_table_int(struct truce_table *table, int64_t value);
void truce_table_real(struct truce_table *table, double value);
void truce_table_null(struct truce_table *table);
/* Takes over the reference to `value` (NULL: unknown). */
void truce_table_json(struct truce_table *table, json_t *value);

/* Full rows so far. */
size_t truce_table_rows(const struct truce_table *table);

/*
 * Writes the table. `width` is the terminal's columns, 0 for no limit; JSON
 * is an array with one object a line, CSV has a header and follows RFC 4180
 * with LF. A table without rows prints `empty` (NULL: nothing) on a terminal.
 * TRUCE_OK, TRUCE_ENOMEM (some cell was lost), TRUCE_EIO.
 */
int truce_table_print(const struct truce_table *table, FILE *out,
                      enum truce_show_format format, size_t width,
                      const char *empty);

#endif
