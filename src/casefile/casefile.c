/*
 * Opening, making and migrating the conflict file; see casefile.h. While it
 * is written it keeps a write-ahead log, so that a killed run loses nothing
 * that was committed and readers can go on; closing folds the log back, so
 * that the file is one plain file again.
 */
#include "casefile/casefile.h"

#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "casefile/row.h"

/* "TRUC" in the file's header: tells a conflict file from other databases. */
#define APPLICATION_ID 0x54525543
#define SCHEMA_VERSION 1
/* Page cache, and how long to wait for another process. */
#define PRAGMAS                                                                \
    "PRAGMA cache_size=-32768; PRAGMA foreign_keys=ON; "                       \
    "PRAGMA temp_store=MEMORY;"
#define BUSY_MS 10000

extern const char truce_sql_schema[];
extern const char truce_sql_views[];
extern const char truce_sql_countries[];

static int run_sql(struct truce_casefile *casefile, const char *sql,
                   struct truce_err *err)
{
    if (sqlite3_exec(casefile->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return truce_casefile_fail(casefile, err);
    return TRUCE_OK;
}

/* Value of a pragma or query that gives one number. */
static int ask(struct truce_casefile *casefile, const char *sql, int *out,
               struct truce_err *err)
{
    sqlite3_stmt *stmt = NULL;
    int rc = TRUCE_OK;
    if (sqlite3_prepare_v2(casefile->db, sql, -1, &stmt, NULL) != SQLITE_OK ||
        sqlite3_step(stmt) != SQLITE_ROW)
        rc = truce_casefile_fail(casefile, err);
    else
        *out = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    return rc;
}

static int refuse(const char *path, int code, const char *why,
                  struct truce_err *err)
{
    return truce_err_set(err, code, "cannot open conflict file '%s': %s", path,
                         why);
}

/* Says whose file it is: *version 0 for a new, empty one. */
static int identify(struct truce_casefile *casefile, int *version,
                    struct truce_err *err)
{
    int application = 0;
    int tables = 0;
    char why[96];
    int rc = ask(casefile, "PRAGMA application_id", &application, NULL);
    if (rc == TRUCE_OK)
        rc = ask(casefile, "SELECT count(*) FROM sqlite_schema", &tables, NULL);
    if (rc == TRUCE_OK)
        rc = ask(casefile, "PRAGMA user_version", version, NULL);
    if (rc < 0 && sqlite3_errcode(casefile->db) == SQLITE_NOTADB)
        return refuse(casefile->path, TRUCE_EFORMAT,
                      "this is not a conflict file", err);
    if (rc < 0)
        return truce_casefile_fail(casefile, err);
    if (application != APPLICATION_ID && (tables > 0 || application != 0))
        return refuse(casefile->path, TRUCE_EFORMAT,
                      "this is a database of another program", err);
    if (*version > SCHEMA_VERSION) {
        snprintf(why, sizeof why,
                 "version %d, made by a newer truce (this one reads up to "
                 "%d)",
                 *version, SCHEMA_VERSION);
        return refuse(casefile->path, TRUCE_EVERSION, why, err);
    }
    if (*version == 0 && !casefile->writable)
        return refuse(casefile->path, TRUCE_EFORMAT,
                      "the file is empty: nothing was coded into it", err);
    return TRUCE_OK;
}

/* Steps from each version to the next; [0] makes a new file. */
static const char *const steps[SCHEMA_VERSION] = {truce_sql_schema};

/* Views are made anew each time: they hold no data. */
static int migrate(struct truce_casefile *casefile, int version,
                   struct truce_err *err)
{
    char stamp[96];
    int rc = truce_casefile_begin(casefile, err);
    for (int v = version; rc == TRUCE_OK && v < SCHEMA_VERSION; v++)
        rc = run_sql(casefile, steps[v], err);
    if (rc == TRUCE_OK && version < SCHEMA_VERSION)
        rc = run_sql(casefile, truce_sql_countries, err);
    if (rc == TRUCE_OK)
        rc = run_sql(casefile, truce_sql_views, err);
    snprintf(stamp, sizeof stamp,
             "PRAGMA application_id=%d; PRAGMA user_version=%d", APPLICATION_ID,
             SCHEMA_VERSION);
    if (rc == TRUCE_OK)
        rc = run_sql(casefile, stamp, err);
    if (rc == TRUCE_OK)
        rc = truce_casefile_commit(casefile, err);
    if (rc < 0)
        truce_casefile_rollback(casefile);
    return rc;
}

static int connect(struct truce_casefile *casefile, struct truce_err *err)
{
    int flags = casefile->writable ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                   : SQLITE_OPEN_READONLY;
    int rc = TRUCE_OK;
    int version = 0;
    if (!casefile->writable && access(casefile->path, F_OK) != 0)
        return refuse(casefile->path, TRUCE_ENOENT, "no such file", err);
    if (sqlite3_open_v2(casefile->path, &casefile->db, flags, NULL) !=
        SQLITE_OK)
        return casefile->db ? refuse(casefile->path, TRUCE_EDB,
                                     sqlite3_errmsg(casefile->db), err)
                            : truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    sqlite3_busy_timeout(casefile->db, BUSY_MS);
    rc = identify(casefile, &version, err);
    if (rc == TRUCE_OK)
        rc = run_sql(casefile, PRAGMAS, err);
    if (rc == TRUCE_OK && casefile->writable)
        rc = run_sql(casefile,
                     "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL", err);
    if (rc == TRUCE_OK && casefile->writable)
        rc = migrate(casefile, version, err);
    return rc;
}

int truce_casefile_open(const char *path, enum truce_casefile_mode mode,
                        struct truce_casefile **out, struct truce_err *err)
{
    struct truce_casefile *casefile = truce_zalloc(1, sizeof *casefile);
    int rc = TRUCE_ENOMEM;
    *out = NULL;
    if (casefile)
        casefile->path = truce_strndup(path, strlen(path));
    if (casefile && casefile->path) {
        casefile->writable = mode == TRUCE_CASEFILE_WRITE;
        rc = connect(casefile, err);
    } else {
        truce_err_set(err, rc, "out of memory");
    }
    if (rc < 0)
        truce_casefile_close(casefile);
    else
        *out = casefile;
    return rc;
}

void truce_casefile_close(struct truce_casefile *casefile)
{
    if (!casefile)
        return;
    for (size_t i = 0; i < TRUCE_N_SQL; i++)
        sqlite3_finalize(casefile->stmts[i]);
    if (casefile->db && casefile->writable) {
        truce_casefile_rollback(casefile);
        /* fails harmlessly while someone else reads */
        sqlite3_busy_timeout(casefile->db, 0);
        sqlite3_exec(casefile->db, "PRAGMA journal_mode=DELETE", NULL, NULL,
                     NULL);
    }
    sqlite3_close_v2(casefile->db);
    truce_map_release(&casefile->actors);
    truce_arena_release(&casefile->scratch);
    truce_free(casefile->path);
    truce_free(casefile);
}

sqlite3 *truce_casefile_db(struct truce_casefile *casefile)
{
    return casefile->db;
}

int truce_casefile_begin(struct truce_casefile *casefile, struct truce_err *err)
{
    return run_sql(casefile, "BEGIN IMMEDIATE", err);
}

int truce_casefile_commit(struct truce_casefile *casefile,
                          struct truce_err *err)
{
    return run_sql(casefile, "COMMIT", err);
}

void truce_casefile_rollback(struct truce_casefile *casefile)
{
    if (!sqlite3_get_autocommit(casefile->db))
        sqlite3_exec(casefile->db, "ROLLBACK", NULL, NULL, NULL);
    /* ids of actors that were rolled back are no more */
    truce_map_release(&casefile->actors);
}
