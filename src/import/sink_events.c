/*
 * Events into the conflict file, a batch at a time: rows are copied until
 * the batch is full, then go into `events` by one statement, and the parties
 * of those that were new into `event_actors` by another.
 */
#include <string.h>

#include "base/mem.h"
#include "import/bind.h"
#include "import/bulk.h"
#include "import/sink_private.h"

/* Rows of a batch: few enough to stay in the processor's cache. */
#define BATCH ((size_t)256)
#define EVENTS "truce_import_events"
#define PARTIES "truce_import_parties"

/* An event with what its row has beside; text lives in the batch. */
struct stored {
    struct truce_import_event event;
    struct truce_view key;
    char date[TRUCE_DATE_SIZE];
    int64_t id; /* in `events`; 0: the key was known */
};

struct party {
    const struct truce_import_actor *who;
    const char *role;
    int64_t event;
    int64_t actor;
};

struct truce_import_batch {
    struct stored rows[BATCH];
    struct party parties[2 * BATCH];
    size_t n;
    size_t first; /* row that the table `events` begins with */
    struct truce_bulk events;
    struct truce_bulk bulk_parties;
    struct truce_arena text;
};

static void give_view(sqlite3_context *out, struct truce_view view)
{
    if (view.len)
        sqlite3_result_text(out, view.ptr, (int)view.len, SQLITE_STATIC);
}

static void give_text(sqlite3_context *out, const char *text)
{
    if (text)
        sqlite3_result_text(out, text, -1, SQLITE_STATIC);
}

static void give_real(sqlite3_context *out, double value)
{
    if (!isnan(value))
        sqlite3_result_double(out, value);
}

/* Columns of the table of events, in this order, and how each is given. */
#define EVENT_COLUMNS(X)                                                       \
    X(key, give_view(out, row->key))                                           \
    X(foreign_id, give_view(out, event->id))                                   \
    X(type, give_text(out, event->type))                                       \
    X(mode, give_text(out, event->mode))                                       \
    X(contexts, give_view(out, event->contexts))                               \
    X(cameo, give_view(out, event->cameo))                                     \
    X(goldstein, give_real(out, event->goldstein))                             \
    X(quad, event->quad ? sqlite3_result_int(out, event->quad) : (void)0)      \
    X(date, give_text(out, row->date[0] ? row->date : NULL))                   \
    X(date_text, give_view(out, event->date_text))                             \
    X(place, give_view(out, event->place))                                     \
    X(country, give_text(out, event->country))                                 \
    X(lat, give_real(out, event->lat))                                         \
    X(lon, give_real(out, event->lon))                                         \
    X(confidence, give_real(out, event->confidence))                           \
    X(deaths,                                                                  \
      event->best >= 0 ? sqlite3_result_int64(out, event->best) : (void)0)     \
    X(url, give_view(out, event->url))

#define PARTY_COLUMNS(X)                                                       \
    X(event, sqlite3_result_int64(out, party->event))                          \
    X(role, give_text(out, party->role))                                       \
    X(actor, sqlite3_result_int64(out, party->actor))                          \
    X(text, give_view(out, party->who->text))                                  \
    X(code, give_text(out, party->who->code))                                  \
    X(sector, give_text(out, party->who->sector))                              \
    X(name, give_view(out, party->who->name))

#define NAME(name, give) "," #name
#define NUMBER(name, give) EVENT_##name,
#define CASE(name, give)                                                       \
    case EVENT_##name:                                                         \
        give;                                                                  \
        break;
enum { EVENT_COLUMNS(NUMBER) };

static void event_column(const void *payload, size_t index, int column,
                         sqlite3_context *out)
{
    const struct truce_import_batch *batch = payload;
    const struct stored *row = &batch->rows[batch->first + index];
    const struct truce_import_event *event = &row->event;
    switch (column) {
        EVENT_COLUMNS(CASE)
    default:
        break;
    }
}
#undef NUMBER
#undef CASE
#define NUMBER(name, give) PARTY_##name,
#define CASE(name, give)                                                       \
    case PARTY_##name:                                                         \
        give;                                                                  \
        break;
enum { PARTY_COLUMNS(NUMBER) };

static void party_column(const void *payload, size_t index, int column,
                         sqlite3_context *out)
{
    const struct truce_import_batch *batch = payload;
    const struct party *party = &batch->parties[index];
    switch (column) {
        PARTY_COLUMNS(CASE)
    default:
        break;
    }
}

int truce_import__events_open(struct truce_import_sink *sink,
                              struct truce_err *err)
{
    struct truce_import_batch *batch = truce_zalloc(1, sizeof *batch);
    int rc;
    if (!batch)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    sink->batch = batch;
    batch->events = (struct truce_bulk){
        .columns = &(EVENT_COLUMNS(NAME))[1],
        .payload = batch,
        .column = event_column,
    };
    batch->bulk_parties = (struct truce_bulk){
        .columns = &(PARTY_COLUMNS(NAME))[1],
        .payload = batch,
        .column = party_column,
    };
    rc = truce_bulk_add(sink->db, EVENTS, &batch->events, err);
    if (rc == TRUCE_OK)
        rc = truce_bulk_add(sink->db, PARTIES, &batch->bulk_parties, err);
    return rc;
}

void truce_import__events_close(struct truce_import_sink *sink)
{
    if (!sink->batch)
        return;
    truce_bulk_drop(sink->db, EVENTS);
    truce_bulk_drop(sink->db, PARTIES);
    truce_arena_release(&sink->batch->text);
    truce_free(sink->batch);
}

/* One of the parties of a row that was new joins those to be stored. */
static int add_party(struct truce_import_sink *sink, const struct stored *row,
                     const char *role, const struct truce_import_actor *who,
                     struct truce_err *err)
{
    struct truce_bulk *bulk = &sink->batch->bulk_parties;
    int64_t actor;
    if (!who->name.len)
        return TRUCE_OK;
    actor = truce_import__actor(sink, who, err);
    if (actor < 0)
        return (int)actor;
    sink->batch->parties[bulk->n++] = (struct party){who, role, row->id, actor};
    return TRUCE_OK;
}

/* Deaths of a battle, added to the unit's month. */
static int add_battle(struct truce_import_sink *sink, const char *unit,
                      const struct truce_import_event *event,
                      struct truce_err *err)
{
    sqlite3_stmt *stmt = sink->statements[TRUCE_STMT_ADD_BATTLE];
    bool added;
    if (!unit)
        return TRUCE_OK;
    if (!truce_map_put(&sink->units, truce_view_of(unit), 1, &added))
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    if (added && strlen(unit) == 3)
        sink->countries++;
    sqlite3_bind_int64(stmt, 1, sink->origin.import);
    truce_bind_text(stmt, 2, unit);
    truce_bind_date(stmt, 3, event->month);
    truce_bind_count(stmt, 4, event->best);
    truce_bind_count(stmt, 5, event->low);
    truce_bind_count(stmt, 6, event->high);
    truce_bind_text(stmt, 7, sink->origin.label);
    return truce_import__run(sink, stmt, err) < 0 ? TRUCE_EDB : TRUCE_OK;
}

/* Stores rows [first, first + n) of the batch: how many were new. */
static int insert(struct truce_import_sink *sink, size_t first, size_t n,
                  struct truce_err *err)
{
    sink->batch->first = first;
    sink->batch->events.n = n;
    return truce_import__run(sink, sink->statements[TRUCE_STMT_ADD_EVENTS],
                             err);
}

/*
 * Fills in the ids after an insert of which `added` rows were new. These
 * have the last ids, in the batch's order; where some were known their keys
 * tell which.
 */
static int find_ids(struct truce_import_sink *sink, size_t added,
                    struct truce_err *err)
{
    struct truce_import_batch *batch = sink->batch;
    sqlite3_stmt *stmt = sink->statements[TRUCE_STMT_LAST_EVENTS];
    int64_t id = sqlite3_last_insert_rowid(sink->db) - (int64_t)added + 1;
    size_t i = 0;
    int rc = SQLITE_DONE;
    if (added == batch->n) {
        for (; i < batch->n; i++)
            batch->rows[i].id = id++;
        return TRUCE_OK;
    }
    if (!added)
        return TRUCE_OK;
    sqlite3_bind_int64(stmt, 1, id);
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        struct truce_view key = {(const char *)sqlite3_column_text(stmt, 1),
                                 (size_t)sqlite3_column_bytes(stmt, 1)};
        while (i < batch->n && !truce_view_eq(batch->rows[i].key, key))
            i++;
        if (i < batch->n)
            batch->rows[i++].id = sqlite3_column_int64(stmt, 0);
    }
    sqlite3_reset(stmt);
    return rc == SQLITE_DONE ? TRUCE_OK : truce_import__failed(sink, err);
}

/* An event of an older release under the key of row `at` makes room for it:
 * 1 when it was replaced, 0 when what is stored is as new, negative. */
static int replace(struct truce_import_sink *sink, size_t at,
                   struct truce_err *err)
{
    struct stored *row = &sink->batch->rows[at];
    sqlite3_stmt *find = sink->statements[TRUCE_STMT_FIND_EVENT];
    long ours = truce_import_release(sink->origin.label);
    int64_t id = -1;
    bool older = false;
    int rc = 0;
    truce_bind_view(find, 1, row->key);
    if (sqlite3_step(find) == SQLITE_ROW) {
        const char *label = (const char *)sqlite3_column_text(find, 1);
        id = sqlite3_column_int64(find, 0);
        older = truce_import_release(label ? label : "") < ours;
    }
    sqlite3_reset(find);
    for (int i = 0; older && i < 2; i++) {
        sqlite3_stmt *stmt = sink->statements[i ? TRUCE_STMT_DROP_EVENT
                                                : TRUCE_STMT_DROP_EVENT_ACTORS];
        sqlite3_bind_int64(stmt, 1, id);
        if (truce_import__run(sink, stmt, err) < 0)
            return TRUCE_EDB;
    }
    if (older)
        rc = insert(sink, at, 1, err);
    if (rc > 0)
        row->id = sqlite3_last_insert_rowid(sink->db);
    return rc;
}

/* Parties and deaths of the rows that were new. */
static int add_rest(struct truce_import_sink *sink, struct truce_err *err)
{
    struct truce_import_batch *batch = sink->batch;
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < batch->n; i++) {
        struct stored *row = &batch->rows[i];
        if (!row->id)
            continue;
        rc = add_party(sink, row, "source", &row->event.source, err);
        if (rc == TRUCE_OK)
            rc = add_party(sink, row, "target", &row->event.target, err);
        for (int j = 0; rc == TRUCE_OK && row->event.battle && j < 2; j++)
            rc = add_battle(sink, row->event.unit[j], &row->event, err);
    }
    if (rc == TRUCE_OK && batch->bulk_parties.n &&
        truce_import__run(sink, sink->statements[TRUCE_STMT_ADD_PARTIES], err) <
            0)
        rc = TRUCE_EDB;
    return rc;
}

int truce_import__flush(struct truce_import_sink *sink, struct truce_err *err)
{
    struct truce_import_batch *batch = sink->batch;
    int added;
    int rc;
    if (!batch->n)
        return TRUCE_OK;
    added = insert(sink, 0, batch->n, err);
    rc = added < 0 ? added : find_ids(sink, (size_t)added, err);
    for (size_t i = 0; rc == TRUCE_OK && i < batch->n; i++) {
        int replaced = 0;
        if (!batch->rows[i].id && batch->rows[i].event.best >= 0)
            replaced = replace(sink, i, err);
        rc = replaced < 0 ? replaced : TRUCE_OK;
        added += replaced > 0;
    }
    if (rc == TRUCE_OK)
        rc = add_rest(sink, err);
    if (rc == TRUCE_OK) {
        sink->counts.stored += (size_t)added;
        sink->counts.known += batch->n - (size_t)added;
    }
    batch->n = batch->bulk_parties.n = 0;
    truce_arena_clear(&batch->text);
    return rc;
}

/* Moves the text of a row to `at`, behind what is there. */
static void keep_view(struct truce_view *view, char **at)
{
    if (view->len)
        memcpy(*at, view->ptr, view->len);
    view->ptr = *at;
    *at += view->len;
}

static void keep_text(const char **text, char **at)
{
    size_t size = *text ? strlen(*text) + 1 : 0;
    if (size)
        *text = memcpy(*at, *text, size);
    *at += size;
}

/* Copies what an event borrows from its row, the row's arena or a table. */
static int keep(struct truce_import_batch *batch, struct stored *row)
{
    struct truce_import_event *event = &row->event;
    struct truce_view *views[] = {
        &event->id,          &event->date_text,   &event->contexts,
        &event->cameo,       &event->place,       &event->url,
        &event->source.name, &event->source.text, &event->target.name,
        &event->target.text, &row->key,
    };
    const char **texts[] = {
        &event->type,          &event->mode,          &event->country,
        &event->source.code,   &event->source.sector, &event->target.code,
        &event->target.sector, &event->unit[0],       &event->unit[1],
    };
    size_t size = 0;
    char *at;
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        size += views[i]->len;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        size += *texts[i] ? strlen(*texts[i]) + 1 : 0;
    at = truce_arena_alloc(&batch->text, size, 1);
    if (!at)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        keep_view(views[i], &at);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        keep_text(texts[i], &at);
    return TRUCE_OK;
}

int truce_import__event(struct truce_import_sink *sink,
                        const struct truce_import_event *event,
                        struct truce_err *err)
{
    struct truce_import_batch *batch = sink->batch;
    struct stored *row = &batch->rows[batch->n];
    struct stored *last = batch->n ? row - 1 : NULL;
    row->event = *event;
    row->id = 0;
    row->key = truce_import__key(sink, event->id, event->more);
    if (last && truce_date_cmp(event->date, last->event.date) == 0)
        memcpy(row->date, last->date, sizeof row->date);
    else
        truce_date_format(event->date, row->date);
    if (keep(batch, row) != TRUCE_OK)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    return ++batch->n == BATCH ? truce_import__flush(sink, err) : TRUCE_OK;
}
