/* Conditions of lists; see filter.h. ISO dates compare as text, so a date of
 * month precision stands for its last day with "-31" put behind it. */
#include "casefile/filter.h"

#include "base/str.h"
#include "casefile/row.h"

/* Last day of a date expression, as text that compares right. */
#define LAST_DAY                                                               \
    "(%s || CASE length(%s) WHEN 4 THEN '-12-31' WHEN 7 THEN '-31' ELSE '' "   \
    "END)"

static void add_conditions(const struct truce_filter *filter,
                           const struct truce_filter_columns *columns,
                           struct truce_str *sql)
{
    const char *date = columns->date;
    const char *document = columns->document;
    truce_str_puts(sql, " WHERE 1");
    if (date && truce_date_known(filter->from))
        truce_str_printf(sql, " AND " LAST_DAY " >= :from", date, date);
    if (date && truce_date_known(filter->to))
        truce_str_printf(sql, " AND %s <= :to", date);
    if (document && truce_date_known(filter->as_of))
        truce_str_printf(sql, " AND " LAST_DAY " <= :as_of", document,
                         document);
    if (columns->actor && filter->actor)
        truce_str_printf(sql, " AND %s", columns->actor);
}

static void bind_date(sqlite3_stmt *stmt, const char *name,
                      struct truce_date date)
{
    char buf[TRUCE_DATE_SIZE];
    int place = sqlite3_bind_parameter_index(stmt, name);
    if (place)
        sqlite3_bind_text(stmt, place, truce_date_format(date, buf), -1,
                          SQLITE_TRANSIENT);
}

static void bind(sqlite3_stmt *stmt, const struct truce_filter *filter)
{
    int place = sqlite3_bind_parameter_index(stmt, ":actor");
    struct truce_date as_of = truce_date_last(filter->as_of);
    /* the end of a month covers documents dated by that month alone */
    if (as_of.day > 0 &&
        as_of.day == truce_days_in_month(as_of.year, as_of.month))
        as_of.day = 31;
    bind_date(stmt, ":from", truce_date_first(filter->from));
    bind_date(stmt, ":to", truce_date_last(filter->to));
    bind_date(stmt, ":as_of", as_of);
    if (place)
        sqlite3_bind_text(stmt, place, filter->actor, -1, SQLITE_TRANSIENT);
}

int truce_filter_prepare(struct truce_casefile *casefile,
                         const struct truce_filter *filter,
                         const struct truce_filter_columns *columns,
                         const char *head, const char *tail, sqlite3_stmt **out,
                         struct truce_err *err)
{
    struct truce_str sql = TRUCE_STR_INIT;
    int rc = TRUCE_OK;
    *out = NULL;
    truce_str_puts(&sql, head);
    add_conditions(filter, columns, &sql);
    truce_str_puts(&sql, tail);
    if (sql.failed)
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    else if (sqlite3_prepare_v2(truce_casefile_db(casefile), sql.ptr, -1, out,
                                NULL) != SQLITE_OK)
        rc = truce_casefile_fail(casefile, err);
    else
        bind(*out, filter);
    truce_str_release(&sql);
    return rc;
}
