/* truce compare: successive texts of one process held against each other. */
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "casefile/casefile.h"
#include "cli/cmd.h"
#include "cli/compare_print.h"
#include "compare/compare.h"
#include "read/document.h"
#include "read/encoding.h"

struct args {
    const char *file; /* NULL: the texts are files */
    bool json;
    bool versions;
    const char *html;
    const char *chart;
};

#define OPT(field) offsetof(struct args, field)

static const struct truce_opt opts[] = {
    {"file", 'f', TRUCE_OPT_TEXT, OPT(file), "CASE.db",
     "the texts are documents of this conflict file, by their names"},
    {"json", 0, TRUCE_OPT_FLAG, OPT(json), NULL, "print JSON"},
    {"versions", 0, TRUCE_OPT_FLAG, OPT(versions), NULL,
     "the texts are rival versions of one text: show what each lacks"},
    {"html", 0, TRUCE_OPT_TEXT, OPT(html), "FILE",
     "write the texts side by side as a page"},
    {"chart", 0, TRUCE_OPT_TEXT, OPT(chart), "FILE",
     "write the drift of terms and points as an SVG picture"},
    TRUCE_OPT_END};

struct work {
    struct truce_str contents[TRUCE_COMPARE_MAX_TEXTS];
    struct truce_compare_input inputs[TRUCE_COMPARE_MAX_TEXTS];
    struct truce_arena arena;
    struct truce_compare_tables *tables;
    struct truce_lexicon *lexicon;
    struct truce_compare compare;
};

static int write_file(struct truce_cli *cli, const char *path,
                      const struct truce_str *content)
{
    struct truce_err err = TRUCE_ERR_INIT;
    FILE *file = fopen(path, "wb");
    bool bad =
        !file || fwrite(content->ptr, 1, content->len, file) != content->len;
    if (file && fclose(file) != 0)
        bad = true;
    if (!bad)
        return TRUCE_EXIT_DONE;
    truce_err_set(&err, TRUCE_EIO, "cannot write '%s'", path);
    return truce_cli_fail(cli, &err);
}

static int write_pictures(struct truce_cli *cli, const struct args *args,
                          const struct truce_compare *compare)
{
    struct truce_str out = TRUCE_STR_INIT;
    int status = TRUCE_EXIT_DONE;
    if (args->html &&
        truce_compare_html(compare, args->versions, &out) == TRUCE_OK)
        status = write_file(cli, args->html, &out);
    truce_str_clear(&out);
    if (status == TRUCE_EXIT_DONE && args->chart &&
        truce_compare_chart(compare, &out) == TRUCE_OK)
        status = write_file(cli, args->chart, &out);
    truce_str_release(&out);
    return status;
}

/* Points that nobody numbered are the reader's to doubt; so are labels of
 * another language. */
static void tell_layouts(struct truce_cli *cli,
                         const struct truce_compare *compare)
{
    for (size_t i = 0; i < compare->n_texts; i++) {
        const struct truce_compare_text *text = &compare->texts[i];
        if (i == 0 && text->language && strcmp(text->language, "English") != 0)
            fprintf(cli->errout,
                    "truce: the texts are in %s; points are aligned, but what "
                    "is harder or softer is read from English only\n",
                    text->language);
        if (strcmp(text->layout, "sentences") != 0)
            continue;
        fprintf(cli->errout,
                "truce: '%s' has no numbered points and no paragraphs; its "
                "%s compared\n",
                text->file,
                text->n_points == 1 ? "one sentence is" : "sentences are");
    }
}

static int print_result(struct truce_cli *cli, const struct args *args,
                        struct work *work)
{
    if (args->json) {
        json_t *json = truce_compare_json(&work->compare);
        if (!json || json_dumpf(json, cli->out, JSON_REAL_PRECISION(6)) < 0) {
            json_decref(json);
            return TRUCE_EXIT_FAILED;
        }
        fputc('\n', cli->out);
        json_decref(json);
    } else {
        tell_layouts(cli, &work->compare);
        if (truce_compare_print(&work->compare, args->versions, &work->arena,
                                cli->out) < 0)
            return TRUCE_EXIT_FAILED;
    }
    return write_pictures(cli, args, &work->compare);
}

/* The lexicon joins "Russian Federation" and "Russia". */
static int open_tables(struct work *work, struct truce_err *err)
{
    struct truce_lexicon_options options = {0};
    int rc = truce_compare_tables_open(&work->tables, err);
    if (rc == TRUCE_OK)
        rc = truce_lexicon_open(&options, &work->lexicon, err);
    if (rc == TRUCE_OK)
        truce_compare_tables_resolve(work->tables, work->lexicon,
                                     truce_lexicon_resolve);
    return rc;
}

/* The text of the one document of that name. */
static int read_document(sqlite3 *db, const char *file, const char *name,
                         struct truce_str *out, struct truce_err *err)
{
    sqlite3_stmt *stmt = NULL;
    size_t n = 0;
    int rc = TRUCE_OK, step = SQLITE_ERROR;
    if (sqlite3_prepare_v2(db,
                           "SELECT text FROM documents WHERE name = ? ORDER "
                           "BY id",
                           -1, &stmt, NULL) == SQLITE_OK) {
        sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
        while ((step = sqlite3_step(stmt)) == SQLITE_ROW)
            if (n++ == 0)
                truce_str_puts(out, (const char *)sqlite3_column_text(stmt, 0));
    }
    if (step != SQLITE_DONE)
        rc = truce_err_set(err, TRUCE_EDB, "cannot read '%s': %s", file,
                           sqlite3_errmsg(db));
    else if (n == 0)
        rc = truce_err_set(err, TRUCE_ENOENT, "no document '%s' in '%s'", name,
                           file);
    else if (n > 1)
        rc = truce_err_set(err, TRUCE_EUSAGE,
                           "%zu documents are named '%s' in '%s'", n, name,
                           file);
    else if (out->failed)
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    sqlite3_finalize(stmt);
    return rc;
}

static int read_documents(struct work *work, const char *file, char **names,
                          size_t n, struct truce_err *err)
{
    struct truce_casefile *casefile = NULL;
    int rc = truce_casefile_open(file, TRUCE_CASEFILE_READ, &casefile, err);
    for (size_t i = 0; rc == TRUCE_OK && i < n; i++) {
        rc = read_document(truce_casefile_db(casefile), file, names[i],
                           &work->contents[i], err);
        work->inputs[i] = (struct truce_compare_input){
            .file = names[i], .text = truce_str_view(&work->contents[i])};
    }
    truce_casefile_close(casefile);
    return rc;
}

static bool is_page(const char *path, struct truce_view bytes)
{
    struct truce_view name = truce_view_of(path);
    struct truce_view head = {bytes.ptr, bytes.len < 200 ? bytes.len : 200};
    return truce_view_ends(name, ".html") || truce_view_ends(name, ".htm") ||
           truce_view_find(head, TRUCE_VIEW("<!DOCTYPE html")) != (size_t)-1 ||
           truce_view_find(head, TRUCE_VIEW("<html")) != (size_t)-1;
}

/* The article of a saved page, its title as first line. */
static int read_page(struct work *work, const char *path,
                     struct truce_compare_input *input, struct truce_err *err)
{
    struct truce_reader_options options = TRUCE_READER_OPTIONS_INIT;
    struct truce_reader *reader = NULL;
    struct truce_document document = {0};
    const char *joined;
    int rc;
    options.form = "html";
    rc = truce_reader_open(&path, 1, &options, &reader, err);
    if (rc == TRUCE_OK)
        rc = truce_reader_next(reader, &work->arena, &document, err);
    if (rc == 0)
        rc = truce_err_set(err, TRUCE_ENODATA,
                           "cannot compare '%s': the page has no text", path);
    if (rc > 0) {
        joined = truce_arena_printf(
            &work->arena, "%.*s%s%.*s", TRUCE_VIEW_ARG(document.title),
            document.title.len ? "\n\n" : "", TRUCE_VIEW_ARG(document.text));
        *input = (struct truce_compare_input){
            .file = path, .text = truce_view_of(joined), .date = document.date};
        rc = joined ? TRUCE_OK : TRUCE_ENOMEM;
    }
    truce_reader_close(reader);
    return rc;
}

static int read_input(struct work *work, const char *path, size_t i,
                      struct truce_err *err)
{
    struct truce_err why = TRUCE_ERR_INIT;
    struct truce_view bytes, text;
    int rc = truce_io_slurp(path, 64u << 20, &work->contents[i], err);
    if (rc < 0)
        return rc;
    bytes = truce_str_view(&work->contents[i]);
    if (is_page(path, bytes))
        return read_page(work, path, &work->inputs[i], err);
    if (truce_encoding_check(bytes, &why) < 0 ||
        truce_encoding_convert(bytes, (struct truce_view){NULL, 0},
                               &work->arena, &text, &why) < 0)
        return truce_err_set(err, TRUCE_EFORMAT, "cannot compare '%s': %s",
                             path, why.message);
    work->inputs[i] = (struct truce_compare_input){.file = path, .text = text};
    return TRUCE_OK;
}

static int read_inputs(struct work *work, char **paths, size_t n,
                       struct truce_err *err)
{
    int rc = TRUCE_OK;
    for (size_t i = 0; rc == TRUCE_OK && i < n; i++)
        rc = read_input(work, paths[i], i, err);
    return rc;
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {0};
    struct truce_err err = TRUCE_ERR_INIT;
    struct work *work;
    size_t n;
    int status = TRUCE_EXIT_DONE;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (n < 2 || n > TRUCE_COMPARE_MAX_TEXTS)
        return truce_cli_usage(cli, "compare needs 2 to %d texts",
                               TRUCE_COMPARE_MAX_TEXTS);
    work = calloc(1, sizeof(*work));
    if (!work)
        return TRUCE_EXIT_FAILED;
    if ((args.file ? read_documents(work, args.file, argv, n, &err)
                   : read_inputs(work, argv, n, &err)) == TRUCE_OK &&
        open_tables(work, &err) == TRUCE_OK &&
        truce_compare_run(work->tables, work->inputs, n, &work->arena,
                          &work->compare, &err) == TRUCE_OK)
        status = print_result(cli, &args, work);
    else
        /* one text refused: nothing is left to compare */
        status = truce_cli_fail(cli, &err) ? TRUCE_EXIT_FAILED : status;
    truce_compare_tables_close(work->tables);
    truce_lexicon_close(work->lexicon);
    for (size_t i = 0; i < n; i++)
        truce_str_release(&work->contents[i]);
    truce_arena_release(&work->arena);
    free(work);
    return status;
}

const struct truce_cmd truce_cmd_compare = {
    .name = "compare",
    .summary = "hold successive texts of a process against each other",
    .usage = (const char *const[]){"A B [C ...] [--json] [--html FILE] "
                                   "[--chart FILE] [--versions]",
                                   "-f CASE.db DOC DOC [...]", NULL},
    .details =
        "Aligns the points of agreements or joint statements, numbered or "
        "not, and says of each whether it is the same, reworded, hardened, "
        "softened, added or dropped, with the words that changed. Then lists "
        "places, actors, agreements and issues that not every text names, "
        "and how a text that no longer names one speaks of it now.",
    .opts = opts,
    .examples =
        (const char *const[]){
            "truce compare 2021-11-26.txt 2022-10-31.txt",
            "truce compare -f case.db sc-2021-11-26 sc-2022-10-31",
            "truce compare --versions baku.txt yerevan.txt --html sides.html",
            NULL},
    .run = run,
};
