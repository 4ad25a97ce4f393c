/*
 * The query options that all lists share (--from, --to, --actor, --as-of) as
 * SQL conditions with bound values.
 */
#ifndef TRUCE_CASEFILE_FILTER_H
#define TRUCE_CASEFILE_FILTER_H

#include "base/date.h"
#include "casefile/casefile.h"

struct truce_filter {
    struct truce_date from;  /* unknown: open */
    struct truce_date to;    /* its last day counts; unknown: open */
    struct truce_date as_of; /* only what documents up to then tell */
    const char *actor;       /* code ("ARM") or name; NULL: any */
};

/*
 * What the conditions are about, as SQL expressions over the query's tables;
 * NULL where a list has no such thing. `actor` is a condition that uses :actor
 * ("EXISTS (SELECT 1 FROM event_actors a WHERE a.event = e.id AND
 * :actor IN (a.code, a.name))" or the like).
 */
struct truce_filter_columns {
    const char *date;     /* "e.date": the thing's own date */
    const char *document; /* "d.date": when it became known; where rows may
                             be imported "coalesce(d.date, e.date)" */
    const char *actor;
};

/*
 * Prepares `head` + " WHERE " + the conditions that the filter needs +
 * `tail` (which may start with " AND ..." or " ORDER BY ..."), values bound.
 * `head` must not have a WHERE of its own. Owned: sqlite3_finalize.
 *
 * A date of month or year precision matches --from and --to when some day of
 * it does; it matches --as-of only when all of it is past. A document of
 * unknown date is not known to be past, so --as-of leaves it out. TRUCE_OK,
 * TRUCE_EDB, TRUCE_ENOMEM.
 */
int truce_filter_prepare(struct truce_casefile *casefile,
                         const struct truce_filter *filter,
                         const struct truce_filter_columns *columns,
                         const char *head, const char *tail, sqlite3_stmt **out,
                         struct truce_err *err);

#endif
