/* An array as a virtual table that is read from first to last; see bulk.h. */
#include "import/bulk.h"

#include <string.h>

#include "base/mem.h"

struct table {
    sqlite3_vtab base;
    const struct truce_bulk *bulk;
};

struct cursor {
    sqlite3_vtab_cursor base;
    size_t row;
};

static const struct truce_bulk *bulk_of(const struct cursor *cursor)
{
    return ((const struct table *)cursor->base.pVtab)->bulk;
}

static int bulk_connect(sqlite3 *db, void *bulk, int argc,
                        const char *const *argv, sqlite3_vtab **out, char **err)
{
    struct table *table;
    char *sql;
    int rc = SQLITE_NOMEM;
    (void)argc;
    (void)argv;
    (void)err;
    *out = NULL;
    sql = sqlite3_mprintf("CREATE TABLE x(%s)",
                          ((const struct truce_bulk *)bulk)->columns);
    if (sql)
        rc = sqlite3_declare_vtab(db, sql);
    sqlite3_free(sql);
    if (rc != SQLITE_OK)
        return rc;
    table = truce_zalloc(1, sizeof *table);
    if (!table)
        return SQLITE_NOMEM;
    table->bulk = bulk;
    *out = &table->base;
    return SQLITE_OK;
}

static int bulk_disconnect(sqlite3_vtab *table)
{
    truce_free(table);
    return SQLITE_OK;
}

static int bulk_best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1000;
    return SQLITE_OK;
}

static int bulk_open(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    struct cursor *cursor = truce_zalloc(1, sizeof *cursor);
    (void)table;
    *out = cursor ? &cursor->base : NULL;
    return cursor ? SQLITE_OK : SQLITE_NOMEM;
}

static int bulk_close(sqlite3_vtab_cursor *cursor)
{
    truce_free(cursor);
    return SQLITE_OK;
}

static int bulk_filter(sqlite3_vtab_cursor *cursor, int number,
                       const char *text, int argc, sqlite3_value **argv)
{
    (void)number;
    (void)text;
    (void)argc;
    (void)argv;
    ((struct cursor *)cursor)->row = 0;
    return SQLITE_OK;
}

static int bulk_next(sqlite3_vtab_cursor *cursor)
{
    ((struct cursor *)cursor)->row++;
    return SQLITE_OK;
}

static int bulk_eof(sqlite3_vtab_cursor *base)
{
    const struct cursor *cursor = (const struct cursor *)base;
    return cursor->row >= bulk_of(cursor)->n;
}

static int bulk_column(sqlite3_vtab_cursor *base, sqlite3_context *out,
                       int column)
{
    const struct cursor *cursor = (const struct cursor *)base;
    const struct truce_bulk *bulk = bulk_of(cursor);
    bulk->column(bulk->payload, cursor->row, column, out);
    return SQLITE_OK;
}

static int bulk_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)((const struct cursor *)base)->row;
    return SQLITE_OK;
}

/* Without xCreate: the table is there under its module's name. */
static const sqlite3_module bulk_module = {
    .xConnect = bulk_connect,
    .xBestIndex = bulk_best_index,
    .xDisconnect = bulk_disconnect,
    .xOpen = bulk_open,
    .xClose = bulk_close,
    .xFilter = bulk_filter,
    .xNext = bulk_next,
    .xEof = bulk_eof,
    .xColumn = bulk_column,
    .xRowid = bulk_rowid,
};

int truce_bulk_add(sqlite3 *db, const char *name, struct truce_bulk *bulk,
                   struct truce_err *err)
{
    if (sqlite3_create_module(db, name, &bulk_module, bulk) != SQLITE_OK)
        return truce_err_set(err, TRUCE_EDB, "cannot import: %s",
                             sqlite3_errmsg(db));
    return TRUCE_OK;
}

void truce_bulk_drop(sqlite3 *db, const char *name)
{
    sqlite3_create_module(db, name, NULL, NULL);
}
