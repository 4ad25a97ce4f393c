/* truce compare: successive texts of one process held against each other. */
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "casefile/casefile.h"
#include "cli/cmd.h"
#include "compare/compare.h"

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

/* Label as a reader of rival versions would say it. */
static const char *shown_label(const struct args *args,
                               enum truce_compare_label label)
{
    if (args->versions && label == TRUCE_COMPARE_ADDED)
        return "only second";
    if (args->versions && label == TRUCE_COMPARE_DROPPED)
        return "only first";
    return truce_compare_label_name(label);
}

static void print_numbers(FILE *out, const struct truce_compare_text *text,
                          const size_t *points, size_t n)
{
    char buf[64];
    size_t len = 0;
    if (!n)
        len = (size_t)snprintf(buf, sizeof(buf), "-");
    for (size_t i = 0; i < n && len < sizeof(buf) - 12; i++)
        len += (size_t)snprintf(buf + len, sizeof(buf) - len, "%s%zu",
                                i ? "," : "", text->points[points[i]].number);
    fprintf(out, "%-6s", buf);
}

/* File name without its folders. */
static const char *short_name(const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash && slash[1] ? slash + 1 : file;
}

/* One line of words, white space as one blank, cut at `max` bytes. */
static void print_cut(FILE *out, struct truce_view view, size_t max)
{
    bool blank = false;
    size_t n = 0;
    for (size_t i = 0; i < view.len; i++) {
        unsigned char c = (unsigned char)view.ptr[i];
        if (n >= max && (c & 0xC0) != 0x80) {
            fputs("...", out);
            return;
        }
        if (c <= ' ') {
            blank = n > 0;
            continue;
        }
        if (blank)
            fputc(' ', out);
        blank = false;
        fputc(c, out);
        n++;
    }
}

static void print_change(FILE *out, const struct truce_compare_change *change)
{
    static const char *const signs[] = {"softer", "same", "harder"};
    fprintf(out, "        %-6s %-11s ", signs[change->direction + 1],
            change->dimension);
    if (change->from.ptr) {
        fputc('"', out);
        print_cut(out, change->from, 60);
        fputc('"', out);
    } else {
        fputs("nothing", out);
    }
    fputs(" -> ", out);
    if (change->to.ptr) {
        fputc('"', out);
        print_cut(out, change->to, 60);
        fputs("\"\n", out);
    } else {
        fputs("nothing\n", out);
    }
}

static void print_pair(FILE *out, const struct args *args, struct work *work,
                       const struct truce_compare_step *step,
                       const struct truce_compare_pair *pair)
{
    const struct truce_compare_text *a = &work->compare.texts[step->a];
    const struct truce_compare_text *b = &work->compare.texts[step->b];
    bool in_b = pair->n_b > 0;
    struct truce_view words =
        truce_compare_words(in_b ? b : a, in_b ? pair->b : pair->a,
                            in_b ? pair->n_b : pair->n_a, &work->arena);
    fputs("  ", out);
    print_numbers(out, a, pair->a, pair->n_a);
    print_numbers(out, b, pair->b, pair->n_b);
    fprintf(out, "%-12s%s", shown_label(args, pair->label),
            pair->moved ? "(moved) " : "");
    print_cut(out, words, 90);
    fputc('\n', out);
    for (size_t i = 0; i < pair->n_changes; i++)
        print_change(out, &pair->changes[i]);
}

static void print_step(FILE *out, const struct args *args, struct work *work,
                       const struct truce_compare_step *step)
{
    size_t counts[TRUCE_COMPARE_N_LABELS] = {0};
    const char *comma = "";
    const struct truce_compare_text *a = &work->compare.texts[step->a];
    const struct truce_compare_text *b = &work->compare.texts[step->b];
    fprintf(out, "%s (%zu point%s) against %s (%zu point%s)\n\n",
            short_name(a->file), a->n_points, a->n_points == 1 ? "" : "s",
            short_name(b->file), b->n_points, b->n_points == 1 ? "" : "s");
    fputs("  first then  label       words\n", out);
    for (size_t i = 0; i < step->n_pairs; i++) {
        print_pair(out, args, work, step, &step->pairs[i]);
        counts[step->pairs[i].label]++;
    }
    fputs("\n  in all: ", out);
    for (int l = 0; l < TRUCE_COMPARE_N_LABELS; l++) {
        if (!counts[l])
            continue;
        fprintf(out, "%s%zu %s", comma, counts[l],
                shown_label(args, (enum truce_compare_label)l));
        comma = ", ";
    }
    fputs("\n\n", out);
}

static bool everywhere(const struct truce_compare *compare,
                       const struct truce_compare_term *term)
{
    for (size_t t = 0; t < compare->n_texts; t++)
        if (!term->count[t])
            return false;
    return true;
}

static void print_terms(FILE *out, const struct truce_compare *compare)
{
    size_t shared = 0;
    fputs("named things (times named in each text; - where not named)\n\n",
          out);
    for (size_t i = 0; i < compare->n_terms; i++) {
        const struct truce_compare_term *term = &compare->terms[i];
        if (everywhere(compare, term)) {
            shared++;
            continue;
        }
        fprintf(out, "  %-10s %-34.34s", truce_compare_kind_name(term->kind),
                term->term);
        for (size_t t = 0; t < compare->n_texts; t++) {
            if (term->count[t])
                fprintf(out, " %4zu", term->count[t]);
            else
                fputs("    -", out);
        }
        for (size_t t = 0; t < compare->n_texts; t++)
            if (term->paraphrase[t])
                fprintf(out, "  %s: \"%s\"",
                        compare->n_texts > 2
                            ? short_name(compare->texts[t].file)
                        : t ? "then"
                            : "first",
                        term->paraphrase[t]);
        fputc('\n', out);
    }
    fprintf(out, "  and %zu named in every text:", shared);
    for (size_t i = 0; i < compare->n_terms; i++)
        if (everywhere(compare, &compare->terms[i]))
            fprintf(out, " %s;", compare->terms[i].term);
    fputc('\n', out);
}

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
        for (size_t i = 0; i < work->compare.n_steps; i++)
            print_step(cli->out, args, work, &work->compare.steps[i]);
        print_terms(cli->out, &work->compare);
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

static int read_inputs(struct work *work, char **paths, size_t n,
                       struct truce_err *err)
{
    for (size_t i = 0; i < n; i++) {
        int rc = truce_io_slurp(paths[i], 64u << 20, &work->contents[i], err);
        if (rc < 0)
            return rc;
        work->inputs[i] = (struct truce_compare_input){
            .file = paths[i], .text = truce_str_view(&work->contents[i])};
    }
    return TRUCE_OK;
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
        status = truce_cli_fail(cli, &err);
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
