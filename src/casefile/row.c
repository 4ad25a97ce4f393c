/* Binding and running prepared statements; see row.h. */
#include "casefile/row.h"

#include <math.h>

static const char *const texts[TRUCE_N_SQL] = {
#define TRUCE_SQL(name, text) text,
#include "casefile/statements.def"
#undef TRUCE_SQL
};

int truce_casefile_fail(struct truce_casefile *casefile, struct truce_err *err)
{
    int code = sqlite3_errcode(casefile->db);
    truce_err_set(err, code == SQLITE_NOMEM ? TRUCE_ENOMEM : TRUCE_EDB,
                  "conflict file '%s': %s", casefile->path,
                  code == SQLITE_FULL ? "no space left on the disk"
                                      : sqlite3_errmsg(casefile->db));
    return code == SQLITE_NOMEM ? TRUCE_ENOMEM : TRUCE_EDB;
}

struct truce_row truce_row_start(struct truce_casefile *casefile,
                                 enum truce_sql which)
{
    struct truce_row row = {casefile, casefile->stmts[which], 1};
    if (!row.stmt) {
        sqlite3_prepare_v3(casefile->db, texts[which], -1,
                           SQLITE_PREPARE_PERSISTENT, &casefile->stmts[which],
                           NULL);
        row.stmt = casefile->stmts[which];
    }
    return row;
}

void truce_row_view(struct truce_row *row, struct truce_view text)
{
    if (row->stmt && text.ptr)
        sqlite3_bind_text64(row->stmt, row->next, text.ptr, text.len,
                            SQLITE_STATIC, SQLITE_UTF8);
    row->next++;
}

void truce_row_text(struct truce_row *row, const char *text)
{
    truce_row_view(row, truce_view_of(text));
}

void truce_row_date(struct truce_row *row, struct truce_date date)
{
    char buf[TRUCE_DATE_SIZE];
    if (row->stmt && truce_date_known(date))
        sqlite3_bind_text(row->stmt, row->next, truce_date_format(date, buf),
                          -1, SQLITE_TRANSIENT);
    row->next++;
}

void truce_row_int(struct truce_row *row, int64_t value)
{
    if (row->stmt)
        sqlite3_bind_int64(row->stmt, row->next, value);
    row->next++;
}

void truce_row_id(struct truce_row *row, int64_t id)
{
    if (id)
        truce_row_int(row, id);
    else
        row->next++;
}

void truce_row_real(struct truce_row *row, double value)
{
    if (row->stmt && !isnan(value))
        sqlite3_bind_double(row->stmt, row->next, value);
    row->next++;
}

int truce_row_step(struct truce_row *row, struct truce_err *err)
{
    int rc;
    if (!row->stmt)
        return truce_casefile_fail(row->casefile, err);
    rc = sqlite3_step(row->stmt);
    if (rc == SQLITE_ROW)
        return 1;
    if (rc == SQLITE_DONE)
        return 0;
    return truce_casefile_fail(row->casefile, err);
}

void truce_row_end(struct truce_row *row)
{
    if (row->stmt) {
        sqlite3_reset(row->stmt);
        sqlite3_clear_bindings(row->stmt);
    }
}

int truce_row_run(struct truce_row *row, int64_t *id, struct truce_err *err)
{
    int rc = truce_row_step(row, err);
    if (id)
        *id = sqlite3_last_insert_rowid(row->casefile->db);
    truce_row_end(row);
    return rc < 0 ? rc : TRUCE_OK;
}
