/* Binding of optional values: what is absent becomes NULL. Bytes are borrowed
 * until the statement is run. */
#ifndef TRUCE_IMPORT_BIND_H
#define TRUCE_IMPORT_BIND_H

#include <math.h>
#include <sqlite3.h>

#include "base/date.h"

/* NULL or a string that stays until the statement has run. */
static inline void truce_bind_text(sqlite3_stmt *stmt, int n, const char *text)
{
    sqlite3_bind_text(stmt, n, text, -1, SQLITE_STATIC);
}

/* Empty and absent views become NULL. */
static inline void truce_bind_view(sqlite3_stmt *stmt, int n,
                                   struct truce_view view)
{
    sqlite3_bind_text(stmt, n, view.len ? view.ptr : NULL, (int)view.len,
                      SQLITE_STATIC);
}

/* As truce_bind_view, with a copy of the bytes. */
static inline void truce_bind_copy(sqlite3_stmt *stmt, int n,
                                   struct truce_view view)
{
    sqlite3_bind_text(stmt, n, view.len ? view.ptr : NULL, (int)view.len,
                      SQLITE_TRANSIENT);
}

/* NaN becomes NULL. */
static inline void truce_bind_real(sqlite3_stmt *stmt, int n, double value)
{
    if (isnan(value))
        sqlite3_bind_null(stmt, n);
    else
        sqlite3_bind_double(stmt, n, value);
}

/* Negative becomes NULL. */
static inline void truce_bind_count(sqlite3_stmt *stmt, int n, long value)
{
    if (value < 0)
        sqlite3_bind_null(stmt, n);
    else
        sqlite3_bind_int64(stmt, n, value);
}

/* Unknown becomes NULL; ISO 8601 at the date's precision else. */
static inline void truce_bind_date(sqlite3_stmt *stmt, int n,
                                   struct truce_date date)
{
    char text[TRUCE_DATE_SIZE];
    if (truce_date_known(date))
        sqlite3_bind_text(stmt, n, truce_date_format(date, text), -1,
                          SQLITE_TRANSIENT);
    else
        sqlite3_bind_null(stmt, n);
}

#endif
