/*
 * Prepared statements of the conflict file, bound value by value. Internal
 * to casefile/.
 */
#ifndef TRUCE_CASEFILE_ROW_H
#define TRUCE_CASEFILE_ROW_H

#include <sqlite3.h>

#include "base/date.h"
#include "base/map.h"
#include "casefile/casefile.h"

enum truce_sql {
#define TRUCE_SQL(name, text) TRUCE_SQL_##name,
#include "casefile/statements.def"
#undef TRUCE_SQL
    TRUCE_N_SQL
};

struct truce_casefile {
    sqlite3 *db;
    char *path;                       /* owned */
    sqlite3_stmt *stmts[TRUCE_N_SQL]; /* prepared when first used */
    struct truce_map actors;          /* code, sector, name -> actors.id */
    struct truce_arena scratch;       /* of one store call */
    bool writable;
};

/* A statement being bound; values go to parameters 1, 2, 3, ... */
struct truce_row {
    struct truce_casefile *casefile;
    sqlite3_stmt *stmt; /* NULL: could not be prepared */
    int next;
};

struct truce_row truce_row_start(struct truce_casefile *casefile,
                                 enum truce_sql which);

/* Each binds the next parameter; unknown values ({NULL,0}, NULL, NaN, unknown
 * date) bind NULL. Text is borrowed until truce_row_end. */
void truce_row_view(struct truce_row *row, struct truce_view text);
void truce_row_text(struct truce_row *row, const char *text);
void truce_row_date(struct truce_row *row, struct truce_date date);
void truce_row_int(struct truce_row *row, int64_t value);
void truce_row_id(struct truce_row *row, int64_t id); /* 0: NULL */
void truce_row_real(struct truce_row *row, double value);

/* Runs a statement that gives no rows and resets it. *id (may be NULL) is
 * the inserted row's. TRUCE_OK or TRUCE_EDB. */
int truce_row_run(struct truce_row *row, int64_t *id, struct truce_err *err);

/* Steps to a result row: 1, 0 when there is none, TRUCE_EDB. End with
 * truce_row_end. */
int truce_row_step(struct truce_row *row, struct truce_err *err);
void truce_row_end(struct truce_row *row);

/* Sets TRUCE_EDB with SQLite's message and the file's name. */
int truce_casefile_fail(struct truce_casefile *casefile, struct truce_err *err);

#endif
