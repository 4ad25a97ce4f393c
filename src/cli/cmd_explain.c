/* truce explain: why an event, or a sentence, was coded as it was. */
#include <stdlib.h>
#include <string.h>

#include "casefile/casefile.h"
#include "cli/cmd.h"
#include "code/explain.h"

struct args {
    const char *file, *text, *model;
    struct truce_date date;
    struct truce_opt_list lexicon;
};

static const struct truce_opt opts[] = {
    {"file", 'f', TRUCE_OPT_TEXT, offsetof(struct args, file), "CASE.db",
     "the conflict file that holds event ID"},
    {"text", 0, TRUCE_OPT_TEXT, offsetof(struct args, text), "TEXT",
     "explain this text instead of an event"},
    {"date", 0, TRUCE_OPT_DATE, offsetof(struct args, date), "DATE",
     "publication date of TEXT"},
    {"lexicon", 0, TRUCE_OPT_LIST, offsetof(struct args, lexicon), "DIR",
     "add or replace lexicon files; repeatable"},
    {"model", 0, TRUCE_OPT_TEXT, offsetof(struct args, model), "FILE",
     "language model (default: the shipped one)"},
    TRUCE_OPT_END,
};

/* The event's document and sentence from the conflict file; strings into
 * `arena`. */
static int read_event(sqlite3 *db, const char *id, struct truce_arena *arena,
                      struct truce_document *document, size_t *sentence,
                      struct truce_err *err)
{
    sqlite3_stmt *stmt = NULL;
    const char *date;
    int rc = TRUCE_OK;
    if (sqlite3_prepare_v2(db,
                           "SELECT d.text, d.date, e.sentence FROM events e "
                           "JOIN documents d ON d.id = e.document "
                           "WHERE e.id = ?1",
                           -1, &stmt, NULL) != SQLITE_OK)
        return truce_err_set(err, TRUCE_EDB, "%s", sqlite3_errmsg(db));
    sqlite3_bind_text(stmt, 1, id, -1, SQLITE_STATIC);
    if (sqlite3_step(stmt) != SQLITE_ROW) {
        rc = truce_err_set(err, TRUCE_ENODATA,
                           "no event '%s' that was coded from text", id);
    } else {
        struct truce_view text = {(const char *)sqlite3_column_text(stmt, 0),
                                  (size_t)sqlite3_column_bytes(stmt, 0)};
        document->text = truce_arena_view(arena, text);
        date = (const char *)sqlite3_column_text(stmt, 1);
        if (date)
            truce_date_parse(truce_view_of(date), &document->date);
        *sentence = (size_t)sqlite3_column_int64(stmt, 2);
        if (!document->text.ptr)
            rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    }
    sqlite3_finalize(stmt);
    return rc;
}

static int find(const struct args *args, const char *id,
                struct truce_arena *arena, struct truce_document *document,
                size_t *sentence, struct truce_err *err)
{
    struct truce_casefile *casefile = NULL;
    int rc;
    document->date = args->date;
    *sentence = SIZE_MAX;
    if (args->text) {
        document->text = truce_view_of(args->text);
        return TRUCE_OK;
    }
    rc = truce_casefile_open(args->file, TRUCE_CASEFILE_READ, &casefile, err);
    if (rc == TRUCE_OK)
        rc = read_event(truce_casefile_db(casefile), id, arena, document,
                        sentence, err);
    truce_casefile_close(casefile);
    return rc;
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {0};
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_document document = {0};
    struct truce_coder *coder = NULL;
    size_t n, sentence;
    int status = TRUCE_EXIT_DONE, rc;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (args.text ? n != 0 : n != 1 || !args.file)
        return truce_cli_usage(cli, "expected an event's ID and -f CASE.db, "
                                    "or --text TEXT");
    struct truce_coder_options options = {
        .model = args.model,
        .lexicon = {.extra = args.lexicon.items, .n_extra = args.lexicon.n}};
    rc = find(&args, argv[0], &arena, &document, &sentence, &err);
    if (rc == TRUCE_OK)
        rc = truce_coder_open(&options, &coder, &err);
    if (rc == TRUCE_OK)
        rc = truce_explain(coder, &document, sentence, cli->out, &err);
    truce_coder_close(coder);
    truce_arena_release(&arena);
    return rc == TRUCE_OK ? status : truce_cli_fail(cli, &err);
}

const struct truce_cmd truce_cmd_explain = {
    .name = "explain",
    .summary = "show why an event or a sentence was coded as it was",
    .usage = (const char *const[]){"ID -f CASE.db", "--text TEXT", NULL},
    .details = "Prints the sentence, its tree, the actors with the lexicon "
               "lines that\nresolved them, the frames that competed, what was "
               "coded,\nand why an act that was found is not told. ID is that "
               "of 'truce events'.",
    .opts = opts,
    .examples =
        (const char *const[]){
            "truce explain 17 -f conflict.db",
            "truce explain --text 'Aliyev and Pashinyan met in Sochi.' "
            "--date 2022-10-31",
            NULL},
    .run = run,
};
