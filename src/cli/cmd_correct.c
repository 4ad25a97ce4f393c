/* truce correct: a person's decision on a coded event. Kept in `decisions`
 * under the event's stable key, so that coding again does not lose it (the
 * trigger events_decided of the schema applies it to the new row). */
#include <stdlib.h>
#include <string.h>

#include "casefile/casefile.h"
#include "cli/cmd.h"
#include "code/coded.h"
#include "show/paper.h"
#include "show/table.h"

struct args {
    const char *file, *type, *source, *target, *note;
    bool list, frames, json;
};

static const struct truce_opt opts[] = {
    {"file", 'f', TRUCE_OPT_TEXT, offsetof(struct args, file), "CASE.db",
     "the conflict file"},
    {"type", 0, TRUCE_OPT_TEXT, offsetof(struct args, type), "TYPE",
     "change: the right PLOVER type"},
    {"source", 0, TRUCE_OPT_TEXT, offsetof(struct args, source), "CODE",
     "change: the right source"},
    {"target", 0, TRUCE_OPT_TEXT, offsetof(struct args, target), "CODE",
     "change: the right target"},
    {"note", 0, TRUCE_OPT_TEXT, offsetof(struct args, note), "TEXT",
     "why, kept with the decision"},
    {"list", 'l', TRUCE_OPT_FLAG, offsetof(struct args, list), NULL,
     "list all decisions"},
    {"frames", 0, TRUCE_OPT_FLAG, offsetof(struct args, frames), NULL,
     "list changed events as candidate lines of lexicon/frames.tsv"},
    {"json", 0, TRUCE_OPT_FLAG, offsetof(struct args, json), NULL,
     "list as JSON"},
    TRUCE_OPT_END,
};

static int prepare(sqlite3 *db, const char *sql, sqlite3_stmt **out,
                   struct truce_err *err)
{
    if (sqlite3_prepare_v2(db, sql, -1, out, NULL) != SQLITE_OK)
        return truce_err_set(err, TRUCE_EDB, "%s", sqlite3_errmsg(db));
    return TRUCE_OK;
}

static int finish(sqlite3 *db, sqlite3_stmt *stmt, struct truce_err *err)
{
    int rc = TRUCE_OK;
    if (sqlite3_step(stmt) != SQLITE_DONE)
        rc = truce_err_set(err, TRUCE_EDB, "%s", sqlite3_errmsg(db));
    sqlite3_finalize(stmt);
    return rc;
}

/* What is to change as JSON text, in `buf`; false when nothing is given. */
static bool change_text(const struct args *args, struct truce_str *out)
{
    json_t *object = json_object();
    char *text;
    bool any = args->type || args->source || args->target;
    if (args->type)
        json_object_set_new(object, "type", json_string(args->type));
    if (args->source)
        json_object_set_new(object, "source", json_string(args->source));
    if (args->target)
        json_object_set_new(object, "target", json_string(args->target));
    text = json_dumps(object, JSON_COMPACT);
    if (text)
        truce_str_puts(out, text);
    free(text);
    json_decref(object);
    return any;
}

static int store_decision(sqlite3 *db, const char *id, const char *verb,
                          const char *change, const char *note,
                          struct truce_err *err)
{
    sqlite3_stmt *stmt = NULL;
    int rc = prepare(db,
                     "INSERT INTO decisions (kind, verb, key, change, note, "
                     "decided) SELECT 'event', ?2, key, ?3, ?4, "
                     "strftime('%Y-%m-%d', 'now') FROM events WHERE id = ?1",
                     &stmt, err);
    if (rc != TRUCE_OK)
        return rc;
    sqlite3_bind_text(stmt, 1, id, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 2, verb, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 3, change, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 4, note, -1, SQLITE_STATIC);
    rc = finish(db, stmt, err);
    if (rc == TRUCE_OK && sqlite3_changes(db) == 0)
        rc = truce_err_set(err, TRUCE_ENODATA, "no event '%s'", id);
    return rc;
}

/* An earlier decision on the same event gives way. */
static int drop_decision(sqlite3 *db, const char *id, struct truce_err *err)
{
    sqlite3_stmt *stmt = NULL;
    int rc = prepare(db,
                     "DELETE FROM decisions WHERE kind = 'event' AND key = "
                     "(SELECT key FROM events WHERE id = ?1)",
                     &stmt, err);
    if (rc != TRUCE_OK)
        return rc;
    sqlite3_bind_text(stmt, 1, id, -1, SQLITE_STATIC);
    return finish(db, stmt, err);
}

static int decide(struct truce_cli *cli, const struct args *args,
                  const char *id, const char *verb, struct truce_err *err)
{
    struct truce_casefile *casefile = NULL;
    struct truce_str change = TRUCE_STR_INIT;
    bool changes = change_text(args, &change);
    int rc =
        truce_casefile_open(args->file, TRUCE_CASEFILE_WRITE, &casefile, err);
    if (rc == TRUCE_OK)
        rc = truce_casefile_begin(casefile, err);
    if (rc == TRUCE_OK)
        rc = drop_decision(truce_casefile_db(casefile), id, err);
    if (rc == TRUCE_OK)
        rc = store_decision(truce_casefile_db(casefile), id, verb,
                            changes ? change.ptr : NULL, args->note, err);
    if (rc == TRUCE_OK)
        rc = truce_casefile_commit(casefile, err);
    else if (casefile)
        truce_casefile_rollback(casefile);
    if (rc == TRUCE_OK)
        fprintf(cli->out, "event %s: %s\n", id, verb);
    truce_casefile_close(casefile);
    truce_str_release(&change);
    return rc;
}

static const struct truce_column columns[] = {
    {"event", "event", TRUCE_COLUMN_INT, 0, 0},
    {"verb", "decision", TRUCE_COLUMN_TEXT, 0, 0},
    {"type", "type", TRUCE_COLUMN_TEXT, 0, 0},
    {"frame", "frame", TRUCE_COLUMN_TEXT, 0, 0},
    {"change", "change", TRUCE_COLUMN_TEXT, 0, 0},
    {"note", "note", TRUCE_COLUMN_TEXT, TRUCE_COLUMN_WRAP, 0},
    {"decided", "decided", TRUCE_COLUMN_TEXT, 0, 0},
    {"sentence", "sentence", TRUCE_COLUMN_TEXT, TRUCE_COLUMN_WRAP, 0},
};

static const char list_sql[] =
    "SELECT e.id, d.verb, e.type, e.frame, d.change, d.note, d.decided, "
    "s.text FROM decisions d LEFT JOIN events e ON e.key = d.key LEFT JOIN "
    "sentences s ON s.document = e.document AND s.number = e.sentence "
    "WHERE d.kind = 'event' ORDER BY d.id";

static struct truce_view column(sqlite3_stmt *stmt, int i)
{
    const char *text = (const char *)sqlite3_column_text(stmt, i);
    return (struct truce_view){
        text, text ? (size_t)sqlite3_column_bytes(stmt, i) : 0};
}

static int print_list(struct truce_cli *cli, const struct args *args,
                      sqlite3_stmt *stmt, struct truce_err *err)
{
    struct truce_table *table = NULL;
    size_t n = sizeof columns / sizeof *columns;
    int rc = truce_table_new(columns, n, &table);
    while (rc == TRUCE_OK && sqlite3_step(stmt) == SQLITE_ROW) {
        if (sqlite3_column_type(stmt, 0) == SQLITE_NULL)
            truce_table_null(table);
        else
            truce_table_int(table, sqlite3_column_int64(stmt, 0));
        for (int i = 1; i < (int)n; i++)
            truce_table_text(table, column(stmt, i));
    }
    if (rc == TRUCE_OK)
        rc = truce_table_print(table, cli->out,
                               args->json ? TRUCE_SHOW_JSON : TRUCE_SHOW_TABLE,
                               truce_show_width(cli->out), "no decisions\n");
    truce_table_free(table);
    return rc == TRUCE_OK ? rc : truce_err_set(err, rc, "cannot list");
}

/* A changed event is a frame that is missing: its sentence, commented, with
 * the type that a person gave it. */
static void print_frames(struct truce_cli *cli, sqlite3_stmt *stmt)
{
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        struct truce_view change = column(stmt, 4), sentence = column(stmt, 7);
        json_t *object;
        const char *type;
        if (!change.ptr || !sentence.ptr)
            continue;
        object = json_loadb(change.ptr, change.len, 0, NULL);
        type = json_string_value(json_object_get(object, "type"));
        if (type)
            fprintf(cli->out, "# %.*s\n%s\t-\t-\t[source] ... [target]\n",
                    TRUCE_VIEW_ARG(sentence), type);
        json_decref(object);
    }
}

static int list(struct truce_cli *cli, const struct args *args,
                struct truce_err *err)
{
    struct truce_casefile *casefile = NULL;
    sqlite3_stmt *stmt = NULL;
    int rc =
        truce_casefile_open(args->file, TRUCE_CASEFILE_READ, &casefile, err);
    if (rc == TRUCE_OK)
        rc = prepare(truce_casefile_db(casefile), list_sql, &stmt, err);
    if (rc == TRUCE_OK && args->frames)
        print_frames(cli, stmt);
    else if (rc == TRUCE_OK)
        rc = print_list(cli, args, stmt, err);
    sqlite3_finalize(stmt);
    truce_casefile_close(casefile);
    return rc;
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {0};
    struct truce_err err = TRUCE_ERR_INIT;
    size_t n;
    int status = TRUCE_EXIT_DONE, rc;
    bool change;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (!args.file)
        return truce_cli_usage(cli, "no conflict file given (-f CASE.db)");
    if (args.list || args.frames) {
        rc = list(cli, &args, &err);
        return rc == TRUCE_OK ? status : truce_cli_fail(cli, &err);
    }
    if (n != 2 || (strcmp(argv[1], "right") && strcmp(argv[1], "wrong") &&
                   strcmp(argv[1], "change")))
        return truce_cli_usage(cli, "expected an event's ID and 'right', "
                                    "'wrong' or 'change'");
    change = args.type || args.source || args.target;
    if (change != !strcmp(argv[1], "change"))
        return truce_cli_usage(cli, "--type, --source and --target go with "
                                    "'change'");
    if (args.type && truce_plover_find(truce_view_of(args.type)) < 0)
        return truce_cli_usage(cli, "no such PLOVER type: '%s'", args.type);
    rc = decide(cli, &args, argv[0], argv[1], &err);
    return rc == TRUCE_OK ? status : truce_cli_fail(cli, &err);
}

const struct truce_cmd truce_cmd_correct = {
    .name = "correct",
    .summary = "keep a person's decision on a coded event",
    .usage = (const char *const[]){"ID right|wrong -f CASE.db",
                                   "ID change --type TYPE -f CASE.db",
                                   "--list|--frames -f CASE.db", NULL},
    .details =
        "The decision stands beside the machine's coding, is kept when the\n"
        "article is coded again, and is used by exports: a wrong event is "
        "left\nout, a changed one has the type and actors given here.",
    .opts = opts,
    .examples =
        (const char *const[]){
            "truce correct 17 wrong --note 'a rumour' -f conflict.db",
            "truce correct 18 change --type AGREE -f conflict.db", NULL},
    .run = run,
};
