/*
 * Registers as they were known on a day: temporary tables of the same names
 * stand before those of the file, filled from the tellings of documents dated
 * up to then and merged by the same code. Every query that names the tables
 * plainly then answers for that day.
 */
#include <string.h>

#include "registers/registers_int.h"

/* Parents before children. */
static const char *const tables[] = {
    "mentions",   "agreements",       "signatories",
    "provisions", "agreement_events", "missions",
    "episodes",   "episode_parties",  "contradictions"};

enum { N_TABLES = sizeof(tables) / sizeof(tables[0]) };

static int run(sqlite3 *db, const char *sql, struct truce_err *err)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return TRUCE_OK;
    return truce_err_set(err, TRUCE_EDB,
                         "cannot look back at the registers: %s",
                         sqlite3_errmsg(db));
}

/* The file's own definition of a table, made temporary. */
static int shadow(sqlite3 *db, const char *table, struct truce_err *err)
{
    static const char plain[] = "CREATE TABLE";
    struct truce_str sql = TRUCE_STR_INIT;
    sqlite3_stmt *stmt = NULL;
    const char *made = NULL;
    int rc;
    if (sqlite3_prepare_v2(db,
                           "SELECT sql FROM main.sqlite_schema WHERE type = "
                           "'table' AND name = ?",
                           -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_bind_text(stmt, 1, table, -1, SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        made = (const char *)sqlite3_column_text(stmt, 0);
    if (made && !strncmp(made, plain, sizeof(plain) - 1))
        truce_str_printf(&sql, "CREATE TEMP TABLE%s", made + sizeof(plain) - 1);
    sqlite3_finalize(stmt);
    if (sql.len && !sql.failed)
        rc = run(db, sql.ptr, err);
    else
        rc = truce_err_set(err, TRUCE_EDB,
                           "cannot look back at the registers: no table '%s'",
                           table);
    truce_str_release(&sql);
    return rc;
}

/* A document of a month counts when the whole month is over; one of unknown
 * date is not known to be past. */
static int copy_mentions(struct truce_merger *merger, struct truce_date as_of)
{
    struct truce_date last = truce_date_last(as_of);
    if (last.day == truce_days_in_month(last.year, last.month))
        last.day = 31;
    return truce_register_run(
        merger,
        "INSERT INTO temp.mentions SELECT m.* FROM main.mentions m JOIN "
        "documents d ON d.id = m.document WHERE d.date || CASE "
        "length(d.date) WHEN 4 THEN '-12-31' WHEN 7 THEN '-31' ELSE '' END "
        "<= ?",
        "d", last);
}

/* Rows that no telling with facts leads to (imported, or put in by other
 * means) stand as they are. */
#define UNTOLD(table, kind)                                                    \
    "INSERT INTO temp." table " SELECT * FROM main." table " WHERE id NOT IN " \
    "(SELECT register_row FROM main.mentions WHERE kind = '" kind "' AND "     \
    "facts <> '{}' AND register_row IS NOT NULL);"
#define CHILDREN(table, key, parents)                                          \
    "INSERT INTO temp." table " SELECT * FROM main." table " WHERE " key       \
    " IN "                                                                     \
    "(SELECT id FROM temp." parents ");"

static const char untold[] =
    "CREATE INDEX temp.mentions_row_then ON mentions(kind, "
    "register_row);" UNTOLD("agreements", "agreement")
        UNTOLD("missions", "mission") UNTOLD("episodes", "episode")
            CHILDREN("signatories", "agreement", "agreements")
                CHILDREN("provisions", "agreement", "agreements")
                    CHILDREN("agreement_events", "agreement", "agreements")
                        CHILDREN("episode_parties", "episode", "episodes");

/* What the foreign keys of the file would have taken along. */
static const char orphans[] =
    "DELETE FROM temp.episode_parties WHERE episode NOT IN (SELECT id FROM "
    "temp.episodes);"
    "DELETE FROM temp.contradictions WHERE kind = 'episode' AND register_row "
    "NOT IN (SELECT id FROM temp.episodes);";

static int fill(sqlite3 *db, struct truce_date as_of, struct truce_err *err)
{
    struct truce_merger merger = {.db = db, .keep_rows = true, .err = err};
    int rc = TRUCE_OK;
    for (int i = 0; rc == TRUCE_OK && i < N_TABLES; i++)
        rc = shadow(db, tables[i], err);
    if (rc == TRUCE_OK)
        rc = copy_mentions(&merger, as_of);
    if (rc == TRUCE_OK)
        rc = run(db, untold, err);
    if (rc == TRUCE_OK)
        rc = truce_register_merge_all(&merger);
    return rc == TRUCE_OK ? run(db, orphans, err) : rc;
}

int truce_registers_as_of(sqlite3 *db, struct truce_date as_of,
                          struct truce_err *err)
{
    int rc;
    if (!truce_date_known(as_of))
        return TRUCE_OK;
    truce_registers_now(db);
    /* temporary tables cannot point at the file's */
    rc = run(db, "PRAGMA foreign_keys=OFF; BEGIN", err);
    if (rc < 0)
        return rc;
    rc = fill(db, as_of, err);
    if (rc == TRUCE_OK)
        return run(db, "COMMIT", err);
    sqlite3_exec(db, "ROLLBACK; PRAGMA foreign_keys=ON", NULL, NULL, NULL);
    return rc;
}

void truce_registers_now(sqlite3 *db)
{
    struct truce_str sql = TRUCE_STR_INIT;
    for (int i = N_TABLES; i-- > 0;)
        truce_str_printf(&sql, "DROP TABLE IF EXISTS temp.%s;", tables[i]);
    truce_str_puts(&sql, "PRAGMA foreign_keys=ON");
    if (!sql.failed)
        sqlite3_exec(db, sql.ptr, NULL, NULL, NULL);
    truce_str_release(&sql);
}
