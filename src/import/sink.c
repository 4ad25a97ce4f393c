/* Rows into the conflict file; see sink.h. */
#include "import/sink.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "import/bind.h"
#include "import/sink_private.h"

/* Actors remembered with their row; the map starts anew beyond this, so that
 * memory stays bounded on sets of millions of names. */
#define MAX_ACTORS 200000
/* Countries from which a file of events is taken to cover the world. */
#define WORLDWIDE 20

static const char *const texts[TRUCE_N_STMT] = {
#define SQL(name, text) text,
#include "import/sink.def"
#undef SQL
};

int truce_import__failed(struct truce_import_sink *sink, struct truce_err *err)
{
    return truce_err_set(err, TRUCE_EDB, "cannot store a row: %s",
                         sqlite3_errmsg(sink->db));
}

/*
 * Triggers apply a person's decisions to rows as they come. Where there are
 * no decisions they are switched off while importing: they take a third of
 * its time.
 */
static void quiet_triggers(struct truce_import_sink *sink)
{
    sqlite3_stmt *stmt;
    bool decided = true;
    if (sqlite3_prepare_v2(sink->db, "SELECT 1 FROM decisions LIMIT 1", -1,
                           &stmt, NULL) == SQLITE_OK)
        decided = sqlite3_step(stmt) != SQLITE_DONE;
    sqlite3_finalize(stmt);
    if (!decided)
        sqlite3_db_config(sink->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
}

int truce_import_sink_open(sqlite3 *db,
                           const struct truce_import_origin *origin,
                           struct truce_import_sink **out,
                           struct truce_err *err)
{
    struct truce_import_sink *sink = truce_zalloc(1, sizeof *sink);
    int rc;
    *out = NULL;
    if (!sink)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    sink->db = db;
    sink->origin = *origin;
    quiet_triggers(sink);
    rc = truce_import__events_open(sink, err);
    for (size_t i = 0; rc == TRUCE_OK && i < TRUCE_N_STMT; i++)
        if (sqlite3_prepare_v3(db, texts[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &sink->statements[i], NULL) != SQLITE_OK)
            rc = truce_import__failed(sink, err);
    if (rc != TRUCE_OK) {
        truce_import_sink_close(sink);
        return rc;
    }
    sqlite3_bind_int64(sink->statements[TRUCE_STMT_ADD_EVENTS], 1,
                       origin->import);
    truce_bind_text(sink->statements[TRUCE_STMT_ADD_EVENTS], 2, origin->label);
    *out = sink;
    return TRUCE_OK;
}

void truce_import_sink_close(struct truce_import_sink *sink)
{
    if (!sink)
        return;
    for (size_t i = 0; i < TRUCE_N_STMT; i++)
        sqlite3_finalize(sink->statements[i]);
    truce_import__events_close(sink);
    sqlite3_db_config(sink->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
    truce_map_release(&sink->actors);
    truce_map_release(&sink->units);
    truce_str_release(&sink->key);
    truce_free(sink);
}

struct truce_view truce_import__key(struct truce_import_sink *sink,
                                    struct truce_view id, const char *more)
{
    truce_str_clear(&sink->key);
    truce_str_puts(&sink->key, sink->origin.prefix);
    truce_str_putc(&sink->key, ':');
    truce_str_add(&sink->key, id.ptr, id.len);
    if (more) {
        truce_str_putc(&sink->key, ':');
        truce_str_puts(&sink->key, more);
    }
    return truce_str_view(&sink->key);
}

int truce_import__run(struct truce_import_sink *sink, sqlite3_stmt *stmt,
                      struct truce_err *err)
{
    int rc = sqlite3_step(stmt);
    int changes = sqlite3_changes(sink->db);
    sqlite3_reset(stmt);
    return rc == SQLITE_DONE ? changes : truce_import__failed(sink, err);
}

/* First column of the only row of a bound query, -1 without a row. */
static int64_t query(sqlite3_stmt *stmt)
{
    int64_t value = -1;
    if (sqlite3_step(stmt) == SQLITE_ROW)
        value = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return value;
}

static int64_t find_actor(struct truce_import_sink *sink,
                          const struct truce_import_actor *actor,
                          struct truce_err *err)
{
    sqlite3_stmt *find = sink->statements[TRUCE_STMT_FIND_ACTOR];
    sqlite3_stmt *add = sink->statements[TRUCE_STMT_ADD_ACTOR];
    int64_t row;
    truce_bind_text(find, 1, actor->code);
    truce_bind_text(find, 2, actor->sector);
    truce_bind_view(find, 3, actor->name);
    row = query(find);
    if (row >= 0)
        return row;
    truce_bind_text(add, 1, actor->code);
    truce_bind_text(add, 2, actor->sector);
    truce_bind_view(add, 3, actor->name);
    if (truce_import__run(sink, add, err) < 0)
        return TRUCE_EDB;
    return sqlite3_last_insert_rowid(sink->db);
}

int64_t truce_import__actor(struct truce_import_sink *sink,
                            const struct truce_import_actor *actor,
                            struct truce_err *err)
{
    uint64_t *known;
    bool added;
    truce_str_clear(&sink->key);
    truce_str_puts(&sink->key, actor->code ? actor->code : "");
    truce_str_putc(&sink->key, '\t');
    truce_str_puts(&sink->key, actor->sector ? actor->sector : "");
    truce_str_putc(&sink->key, '\t');
    truce_str_add(&sink->key, actor->name.ptr, actor->name.len);
    if (sink->actors.count >= MAX_ACTORS) {
        truce_map_release(&sink->actors);
        sink->actors = (struct truce_map)TRUCE_MAP_INIT;
    }
    known = truce_map_put(&sink->actors, truce_str_view(&sink->key), 0, &added);
    if (!known)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    if (added) {
        int64_t row = find_actor(sink, actor, err);
        if (row < 0)
            return row;
        *known = (uint64_t)row;
    }
    return (int64_t)*known;
}

static int store_report(struct truce_import_sink *sink,
                        const struct truce_import_report *report,
                        struct truce_err *err)
{
    sqlite3_stmt *stmt = sink->statements[TRUCE_STMT_ADD_REPORT];
    char where[32];
    snprintf(where, sizeof where, "%016" PRIx64,
             truce_hash(report->url.ptr, report->url.len));
    truce_bind_copy(stmt, 1, truce_import__key(sink, report->event, where));
    truce_bind_view(stmt, 2, truce_import__key(sink, report->event, NULL));
    truce_bind_view(stmt, 3, report->event);
    sqlite3_bind_int64(stmt, 4, sink->origin.import);
    truce_bind_date(stmt, 5, report->date);
    truce_bind_view(stmt, 6, report->source);
    truce_bind_view(stmt, 7, report->url);
    truce_bind_real(stmt, 8, report->confidence);
    return truce_import__run(sink, stmt, err);
}

static int store_deaths(struct truce_import_sink *sink,
                        const struct truce_import_deaths *deaths,
                        struct truce_err *err)
{
    sqlite3_stmt *stmt = sink->statements[TRUCE_STMT_ADD_DEATHS];
    sqlite3_bind_int64(stmt, 1, sink->origin.import);
    truce_bind_text(stmt, 2, deaths->unit);
    truce_bind_date(stmt, 3, deaths->month);
    truce_bind_count(stmt, 4, deaths->best);
    truce_bind_count(stmt, 5, deaths->low);
    truce_bind_count(stmt, 6, deaths->high);
    truce_bind_text(stmt, 7, sink->origin.label);
    return truce_import__run(sink, stmt, err);
}

static int store_sums(struct truce_import_sink *sink,
                      const struct truce_import_sums *sums,
                      struct truce_err *err)
{
    sqlite3_stmt *stmt = sink->statements[TRUCE_STMT_ADD_SUM];
    int stored = 0;
    for (size_t i = 0; i < 2; i++) {
        int rc;
        truce_bind_text(stmt, 1, sums->unit[i]);
        truce_bind_date(stmt, 2, sums->date);
        truce_bind_text(stmt, 3, sums->feature);
        truce_bind_real(stmt, 4, sums->value[i]);
        rc = truce_import__run(sink, stmt, err);
        if (rc < 0)
            return rc;
        stored |= rc;
    }
    return stored;
}

/* Stores a row that is not an event: 1, 0 when it is known, negative. */
static int store_one(struct truce_import_sink *sink,
                     const struct truce_import_row *row, struct truce_err *err)
{
    switch (row->kind) {
    case TRUCE_IMPORT_REPORT:
        return store_report(sink, &row->as.report, err);
    case TRUCE_IMPORT_DEATHS:
        return store_deaths(sink, &row->as.deaths, err);
    case TRUCE_IMPORT_AGREEMENT:
        return truce_import__agreement(sink, &row->as.agreement, err);
    case TRUCE_IMPORT_YEAR:
        return truce_import__year(sink, &row->as.year, err);
    case TRUCE_IMPORT_ENDING:
        return truce_import__ending(sink, &row->as.ending, err);
    case TRUCE_IMPORT_SUMS:
        return store_sums(sink, &row->as.sums, err);
    default:
        return truce_err_set(err, TRUCE_EUSAGE, "kind of row %d",
                             (int)row->kind);
    }
}

int truce_import_sink_store(struct truce_import_sink *sink,
                            const struct truce_import_row *row,
                            struct truce_err *err)
{
    int rc;
    if (row->kind == TRUCE_IMPORT_EVENT)
        return truce_import__event(sink, &row->as.event, err);
    rc = store_one(sink, row, err);
    if (rc < 0)
        return rc;
    sink->counts.stored += rc > 0;
    sink->counts.known += rc == 0;
    return TRUCE_OK;
}

int truce_import_sink_flush(struct truce_import_sink *sink,
                            struct truce_err *err)
{
    return truce_import__flush(sink, err);
}

struct truce_import_counts
truce_import_sink_counts(const struct truce_import_sink *sink)
{
    return sink->counts;
}

/* Fills the months of one unit. */
static int fill_unit(struct truce_import_sink *sink, struct truce_view unit,
                     struct truce_err *err)
{
    sqlite3_stmt *stmt = sink->statements[TRUCE_STMT_FILL_MONTHS];
    truce_bind_text(stmt, 1, sink->origin.label);
    sqlite3_bind_int64(stmt, 2, sink->origin.import);
    truce_bind_view(stmt, 3, unit);
    return truce_import__run(sink, stmt, err) < 0 ? TRUCE_EDB : TRUCE_OK;
}

/* Adds the units that other releases of the set name to this file's. */
static int add_units(struct truce_import_sink *sink, struct truce_err *err)
{
    sqlite3_stmt *stmt = sink->statements[TRUCE_STMT_SET_UNITS];
    int rc;
    truce_bind_text(stmt, 1, sink->origin.set);
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *unit = (const char *)sqlite3_column_text(stmt, 0);
        if (truce_map_set(&sink->units, truce_view_of(unit), 1) != TRUCE_OK)
            break;
    }
    sqlite3_reset(stmt);
    return rc == SQLITE_DONE ? TRUCE_OK : truce_import__failed(sink, err);
}

int truce_import_sink_finish(struct truce_import_sink *sink,
                             struct truce_err *err)
{
    sqlite3_stmt *link = sink->statements[TRUCE_STMT_LINK_REPORTS];
    int rc = truce_import_sink_flush(sink, err);
    if (rc != TRUCE_OK)
        return rc;
    truce_bind_text(link, 1, sink->origin.prefix);
    rc = truce_import__run(sink, link, err);
    rc = rc < 0 ? rc : TRUCE_OK;
    if (rc == TRUCE_OK && sink->countries >= WORLDWIDE)
        rc = add_units(sink, err);
    for (size_t i = 0; rc == TRUCE_OK && i < sink->units.cap; i++)
        if (sink->units.slots[i].key.ptr)
            rc = fill_unit(sink, sink->units.slots[i].key, err);
    return rc;
}

long truce_import_release(const char *label)
{
    long rank = 0;
    const char *p = label;
    int part = 0;
    while (*p && (*p < '0' || *p > '9'))
        p++;
    for (; *p >= '0' && *p <= '9' && part < 3; part++) {
        char *end;
        rank = rank * 100 + strtol(p, &end, 10) % 100;
        p = *end == '.' ? end + 1 : end;
    }
    for (; part && part < 3; part++)
        rank *= 100;
    return rank;
}
