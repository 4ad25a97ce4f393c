/* truce events: the coded and imported events of a conflict file. */
#include <math.h>
#include <string.h>

#include "cli/list.h"

struct args {
    struct truce_list list; /* first, see list.h */
    const char *type;
    const char *modality;
    const char *search;
    bool all;
};

static const struct truce_opt opts[] = {
    TRUCE_LIST_OPTS(struct args),
    {"type", 0, TRUCE_OPT_TEXT, offsetof(struct args, type), "TYPE",
     "only this PLOVER type, such as CONSULT"},
    {"modality", 0, TRUCE_OPT_TEXT, offsetof(struct args, modality), "WORD",
     "only asserted, reported, planned, demanded, negated ..."},
    {"search", 0, TRUCE_OPT_TEXT, offsetof(struct args, search), "WORDS",
     "only from sentences with these words (FTS5 syntax)"},
    {"all", 0, TRUCE_OPT_FLAG, offsetof(struct args, all), NULL,
     "also the repeats of one event by other articles"},
    TRUCE_OPT_END,
};

static const struct truce_column columns[] = {
    {"id", "id", TRUCE_COLUMN_INT, 0, 0},
    {"date", "date", TRUCE_COLUMN_TEXT, 0, 0},
    {"date_text", NULL, TRUCE_COLUMN_TEXT, TRUCE_COLUMN_DATA, 0},
    {"type", "type", TRUCE_COLUMN_TEXT, 0, 0},
    {"mode", "mode", TRUCE_COLUMN_TEXT, 0, 0},
    {"contexts", NULL, TRUCE_COLUMN_JSON, TRUCE_COLUMN_DATA, 0},
    {"cameo", NULL, TRUCE_COLUMN_TEXT, TRUCE_COLUMN_DATA, 0},
    {"goldstein", NULL, TRUCE_COLUMN_REAL, TRUCE_COLUMN_DATA, 1},
    {"quad", NULL, TRUCE_COLUMN_INT, TRUCE_COLUMN_DATA, 0},
    {"source", NULL, TRUCE_COLUMN_JSON, TRUCE_COLUMN_DATA, 0},
    {"target", NULL, TRUCE_COLUMN_JSON, TRUCE_COLUMN_DATA, 0},
    {"third", NULL, TRUCE_COLUMN_JSON, TRUCE_COLUMN_DATA, 0},
    {"place", NULL, TRUCE_COLUMN_JSON, TRUCE_COLUMN_DATA, 0},
    {"modality", NULL, TRUCE_COLUMN_TEXT, TRUCE_COLUMN_DATA, 0},
    {"reported_by", NULL, TRUCE_COLUMN_TEXT, TRUCE_COLUMN_DATA, 0},
    {"background", NULL, TRUCE_COLUMN_JSON, TRUCE_COLUMN_DATA, 0},
    {"secondary", NULL, TRUCE_COLUMN_JSON, TRUCE_COLUMN_DATA, 0},
    {"deaths", NULL, TRUCE_COLUMN_INT, TRUCE_COLUMN_DATA, 0},
    {"document", NULL, TRUCE_COLUMN_TEXT, TRUCE_COLUMN_DATA, 0},
    {"published", NULL, TRUCE_COLUMN_TEXT, TRUCE_COLUMN_DATA, 0},
    {"sentence", NULL, TRUCE_COLUMN_INT, TRUCE_COLUMN_DATA, 0},
    {"span", NULL, TRUCE_COLUMN_JSON, TRUCE_COLUMN_DATA, 0},
    {"trigger", NULL, TRUCE_COLUMN_JSON, TRUCE_COLUMN_DATA, 0},
    {"frame", NULL, TRUCE_COLUMN_TEXT, TRUCE_COLUMN_DATA, 0},
    {"confidence", NULL, TRUCE_COLUMN_REAL, TRUCE_COLUMN_DATA, 2},
    {"reports", NULL, TRUCE_COLUMN_INT, TRUCE_COLUMN_DATA, 0},
    {"imported_from", NULL, TRUCE_COLUMN_TEXT, TRUCE_COLUMN_DATA, 0},
    {"text", NULL, TRUCE_COLUMN_TEXT, TRUCE_COLUMN_DATA, 0},
};

/* Columns of a person's table; what the JSON nests is told in words. */
static const struct truce_column brief[] = {
    {"id", "id", TRUCE_COLUMN_INT, 0, 0},
    {"date", "date", TRUCE_COLUMN_TEXT, 0, 0},
    {"type", "type", TRUCE_COLUMN_TEXT, 0, 0},
    {"mode", "mode", TRUCE_COLUMN_TEXT, 0, 0},
    {"source", "source", TRUCE_COLUMN_TEXT, TRUCE_COLUMN_WRAP, 0},
    {"target", "target", TRUCE_COLUMN_TEXT, TRUCE_COLUMN_WRAP, 0},
    {"third", "under, with", TRUCE_COLUMN_TEXT, TRUCE_COLUMN_WRAP, 0},
    {"place", "place", TRUCE_COLUMN_TEXT, 0, 0},
    {"modality", "how", TRUCE_COLUMN_TEXT, 0, 0},
    {"document", "document", TRUCE_COLUMN_TEXT, 0, 0},
};

/* Names of result columns of the query. */
enum {
    ID,
    DATE,
    DATE_TEXT,
    TYPE,
    MODE,
    CONTEXTS,
    CAMEO,
    GOLDSTEIN,
    QUAD,
    PLACE,
    COUNTRY,
    LAT,
    LON,
    MODALITY,
    REPORTED_BY,
    BACKGROUND,
    SECONDARY,
    DEATHS,
    DOCUMENT,
    PUBLISHED,
    SENTENCE,
    SPAN_BEGIN,
    SPAN_END,
    TRIGGER_BEGIN,
    TRIGGER_END,
    FRAME,
    CONFIDENCE,
    REPORTS,
    IMPORT,
    TEXT
};

static const char query[] =
    "SELECT e.id, e.date, e.date_text, e.type, e.mode, e.contexts, e.cameo, "
    "e.goldstein, e.quad, e.place, e.country, e.lat, e.lon, e.modality, "
    "e.reported_by, e.background, e.secondary, e.deaths, d.name, d.date, "
    "e.sentence, e.span_begin, e.span_end, e.trigger_begin, e.trigger_end, "
    "e.frame, e.confidence, (SELECT 1 + count(*) FROM events r WHERE "
    "r.same_as = e.id), i.format, s.text FROM events e "
    "LEFT JOIN documents d ON d.id = e.document "
    "LEFT JOIN sentences s ON s.document = e.document AND "
    "s.number = e.sentence LEFT JOIN imports i ON i.id = e.import";

static const struct truce_filter_columns filtered = {
    .date = "e.date",
    .document = "coalesce(d.date, e.date)",
    .actor = "EXISTS (SELECT 1 FROM event_actors a WHERE a.event = e.id AND "
             ":actor IN (a.code, a.name))",
};

static const char tail[] =
    " AND (:type IS NULL OR e.type = upper(:type))"
    " AND (:modality IS NULL OR e.modality = :modality)"
    " AND (:all OR e.same_as IS NULL)"
    " AND (:search IS NULL OR (e.document, e.sentence) IN (SELECT document, "
    "number FROM sentences WHERE id IN (SELECT rowid FROM sentences_fts "
    "WHERE sentences_fts MATCH :search)))"
    " ORDER BY e.date IS NULL, e.date, e.id";

/* A running listing. */
struct listing {
    struct truce_casefile *casefile;
    sqlite3_stmt *stmt;   /* of the events */
    sqlite3_stmt *actors; /* of one event's actors */
    struct truce_table *table;
    bool flat; /* CSV: lists and places as plain words */
    struct truce_err err;
};

static void put_column(struct listing *l, int column)
{
    truce_table_text(l->table, truce_list_column(l->stmt, column));
}

static void put_int(struct listing *l, int column)
{
    if (sqlite3_column_type(l->stmt, column) == SQLITE_NULL)
        truce_table_null(l->table);
    else
        truce_table_int(l->table, sqlite3_column_int64(l->stmt, column));
}

static void put_real(struct listing *l, int column)
{
    if (sqlite3_column_type(l->stmt, column) == SQLITE_NULL)
        truce_table_null(l->table);
    else
        truce_table_real(l->table, sqlite3_column_double(l->stmt, column));
}

static void put_truth(struct listing *l, int column)
{
    truce_table_json(l->table,
                     json_boolean(sqlite3_column_int(l->stmt, column)));
}

static void put_span(struct listing *l, int column)
{
    json_t *span = NULL;
    if (sqlite3_column_type(l->stmt, column) != SQLITE_NULL)
        span =
            json_pack("[II]", (json_int_t)sqlite3_column_int64(l->stmt, column),
                      (json_int_t)sqlite3_column_int64(l->stmt, column + 1));
    truce_table_json(l->table, span);
}

static void set_text(json_t *object, const char *key, sqlite3_stmt *stmt,
                     int column)
{
    struct truce_view text = truce_list_column(stmt, column);
    if (text.ptr)
        json_object_set_new(object, key, json_stringn(text.ptr, text.len));
}

static void put_contexts(struct listing *l)
{
    struct truce_view rest = truce_list_column(l->stmt, CONTEXTS);
    struct truce_view word;
    json_t *list = json_array();
    while (truce_view_split(&rest, '|', &word))
        json_array_append_new(list, json_stringn(word.ptr, word.len));
    truce_table_json(l->table, list);
}

/* "Sochi, RUS", or NULL. */
static json_t *flat_place(struct listing *l)
{
    struct truce_view place = truce_list_column(l->stmt, PLACE);
    struct truce_view country = truce_list_column(l->stmt, COUNTRY);
    if (!place.ptr && !country.ptr)
        return NULL;
    return json_sprintf("%.*s%s%.*s", TRUCE_VIEW_ARG(place),
                        place.ptr && country.ptr ? ", " : "",
                        TRUCE_VIEW_ARG(country));
}

static void put_place(struct listing *l)
{
    json_t *place;
    if (l->flat) {
        truce_table_json(l->table, flat_place(l));
        return;
    }
    place = json_object();
    set_text(place, "text", l->stmt, PLACE);
    set_text(place, "country", l->stmt, COUNTRY);
    if (sqlite3_column_type(l->stmt, LAT) != SQLITE_NULL) {
        json_object_set_new(place, "lat",
                            json_real(sqlite3_column_double(l->stmt, LAT)));
        json_object_set_new(place, "lon",
                            json_real(sqlite3_column_double(l->stmt, LON)));
    }
    if (json_object_size(place) == 0) {
        json_decref(place);
        place = NULL;
    }
    truce_table_json(l->table, place);
}

enum slot { SOURCE, TARGET, THIRD };

/* Starts the actors of the present event in one slot. */
static void find_actors(struct listing *l, enum slot slot)
{
    sqlite3_reset(l->actors);
    sqlite3_bind_int64(l->actors, 1, sqlite3_column_int64(l->stmt, ID));
    sqlite3_bind_int(l->actors, 2, slot);
}

/* "ARM|AZE": codes, or names where an actor has none. */
static json_t *flat_actors(struct listing *l, enum slot slot)
{
    struct truce_str words = TRUCE_STR_INIT;
    json_t *list = NULL;
    find_actors(l, slot);
    while (sqlite3_step(l->actors) == SQLITE_ROW) {
        struct truce_view word = truce_list_column(l->actors, 3);
        if (!word.ptr)
            word = truce_list_column(l->actors, 2);
        if (!word.ptr)
            word = truce_list_column(l->actors, 1);
        truce_str_printf(&words, "%s%.*s", words.len ? "|" : "",
                         TRUCE_VIEW_ARG(word));
    }
    if (words.len)
        list = json_stringn(words.ptr, words.len);
    truce_str_release(&words);
    return list;
}

static void put_actors(struct listing *l, enum slot slot)
{
    json_t *list;
    if (l->flat) {
        truce_table_json(l->table, flat_actors(l, slot));
        return;
    }
    list = json_array();
    find_actors(l, slot);
    while (sqlite3_step(l->actors) == SQLITE_ROW) {
        json_t *actor = json_object();
        if (slot == THIRD)
            set_text(actor, "role", l->actors, 0);
        set_text(actor, "text", l->actors, 1);
        set_text(actor, "name", l->actors, 2);
        set_text(actor, "code", l->actors, 3);
        set_text(actor, "sector", l->actors, 4);
        set_text(actor, "office", l->actors, 5);
        json_array_append_new(list, actor);
    }
    truce_table_json(l->table, list);
}

/* "Nikol Pashinyan (ARM), Azerbaijan (AZE)". */
static void put_names(struct listing *l, enum slot slot)
{
    struct truce_str words = TRUCE_STR_INIT;
    find_actors(l, slot);
    while (sqlite3_step(l->actors) == SQLITE_ROW) {
        struct truce_view name = truce_list_column(l->actors, 2);
        struct truce_view code = truce_list_column(l->actors, 3);
        if (!name.ptr)
            name = truce_list_column(l->actors, 1);
        truce_str_printf(&words, "%s%.*s", words.len ? ", " : "",
                         TRUCE_VIEW_ARG(name));
        if (code.ptr && !truce_view_eq(code, name))
            truce_str_printf(&words, " (%.*s)", TRUCE_VIEW_ARG(code));
        if (slot == THIRD)
            truce_str_printf(&words, ", %.*s",
                             TRUCE_VIEW_ARG(truce_list_column(l->actors, 0)));
    }
    if (words.len)
        truce_table_text(l->table, truce_str_view(&words));
    else
        truce_table_null(l->table);
    truce_str_release(&words);
}

static void add_full(struct listing *l)
{
    put_int(l, ID);
    put_column(l, DATE);
    put_column(l, DATE_TEXT);
    put_column(l, TYPE);
    put_column(l, MODE);
    put_contexts(l);
    put_column(l, CAMEO);
    put_real(l, GOLDSTEIN);
    put_int(l, QUAD);
    put_actors(l, SOURCE);
    put_actors(l, TARGET);
    put_actors(l, THIRD);
    put_place(l);
    put_column(l, MODALITY);
    put_column(l, REPORTED_BY);
    put_truth(l, BACKGROUND);
    put_truth(l, SECONDARY);
    put_int(l, DEATHS);
    put_column(l, DOCUMENT);
    put_column(l, PUBLISHED);
    put_int(l, SENTENCE);
    put_span(l, SPAN_BEGIN);
    put_span(l, TRIGGER_BEGIN);
    put_column(l, FRAME);
    put_real(l, CONFIDENCE);
    put_int(l, REPORTS);
    put_column(l, IMPORT);
    put_column(l, TEXT);
}

static void add_brief(struct listing *l)
{
    put_int(l, ID);
    put_column(l, DATE);
    put_column(l, TYPE);
    put_column(l, MODE);
    put_names(l, SOURCE);
    put_names(l, TARGET);
    put_names(l, THIRD);
    put_column(l, PLACE);
    put_column(l, MODALITY);
    put_column(l, sqlite3_column_type(l->stmt, DOCUMENT) == SQLITE_NULL
                      ? IMPORT
                      : DOCUMENT);
}

static void bind_text(sqlite3_stmt *stmt, const char *name, const char *text)
{
    int place = sqlite3_bind_parameter_index(stmt, name);
    if (place && text)
        sqlite3_bind_text(stmt, place, text, -1, SQLITE_STATIC);
}

static int prepare(struct listing *l, const struct args *args)
{
    sqlite3 *db = truce_casefile_db(l->casefile);
    int rc = truce_filter_prepare(l->casefile, &args->list.filter, &filtered,
                                  query, tail, &l->stmt, &l->err);
    if (rc < 0)
        return rc;
    bind_text(l->stmt, ":type", args->type);
    bind_text(l->stmt, ":modality", args->modality);
    bind_text(l->stmt, ":search", args->search);
    sqlite3_bind_int(l->stmt, sqlite3_bind_parameter_index(l->stmt, ":all"),
                     args->all);
    if (sqlite3_prepare_v2(
            db,
            "SELECT role, text, name, code, sector, office FROM event_actors "
            "WHERE event = ?1 AND CASE role WHEN 'source' THEN 0 WHEN "
            "'target' THEN 1 ELSE 2 END = ?2 ORDER BY role, position",
            -1, &l->actors, NULL) != SQLITE_OK)
        return truce_err_set(&l->err, TRUCE_EDB, "%s", sqlite3_errmsg(db));
    return TRUCE_OK;
}

/* Fills the table with one row an event. */
static int fill(struct listing *l, bool full)
{
    int rc = full ? truce_table_new(columns, sizeof columns / sizeof columns[0],
                                    &l->table)
                  : truce_table_new(brief, sizeof brief / sizeof brief[0],
                                    &l->table);
    if (rc < 0)
        return truce_err_set(&l->err, rc, "out of memory");
    while ((rc = sqlite3_step(l->stmt)) == SQLITE_ROW) {
        if (full)
            add_full(l);
        else
            add_brief(l);
    }
    if (rc != SQLITE_DONE)
        return truce_err_set(&l->err, TRUCE_EDB, "cannot list events: %s",
                             sqlite3_errmsg(truce_casefile_db(l->casefile)));
    return TRUCE_OK;
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {0};
    struct listing listing = {.err = TRUCE_ERR_INIT};
    size_t n;
    int status = TRUCE_EXIT_DONE;
    int rc;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (n > 0)
        return truce_cli_usage(
            cli, "unexpected argument '%s': a conflict file is given with -f",
            argv[0]);
    status = truce_list_open(cli, &args.list, &listing.casefile);
    if (status != TRUCE_EXIT_DONE)
        return status;
    rc = prepare(&listing, &args);
    listing.flat = args.list.csv;
    if (rc == TRUCE_OK)
        rc = fill(&listing, args.list.json || args.list.csv);
    if (rc == TRUCE_OK) {
        status =
            truce_list_print(cli, &args.list, listing.table, "no such events");
    } else {
        truce_cli_fail(cli, &listing.err);
        status = TRUCE_EXIT_FAILED;
    }
    truce_table_free(listing.table);
    sqlite3_finalize(listing.actors);
    sqlite3_finalize(listing.stmt);
    truce_casefile_close(listing.casefile);
    return status;
}

const struct truce_cmd truce_cmd_events = {
    .name = "events",
    .summary = "list the events of a conflict file",
    .usage = (const char *const[]){"-f CASE.db [OPTIONS]", NULL},
    .details =
        "Coded and imported events by date. JSON and CSV have every field,\n"
        "with the sentence that each event comes from.",
    .opts = opts,
    .examples =
        (const char *const[]){
            "truce events -f south-caucasus.db --actor RUS --from 2022-10",
            "truce events -f south-caucasus.db --type ASSAULT --csv", NULL},
    .run = run,
};
