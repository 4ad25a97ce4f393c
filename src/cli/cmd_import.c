/* truce import: published data sets into a conflict file. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "casefile/casefile.h"
#include "cli/cmd.h"
#include "import/import.h"

/* Refused rows that are told one by one; the summary counts all. */
#define SHOWN 10

struct args {
    const char *file;
    const char *source;
    const char *refused;
    bool check;
    bool list;
    bool json;
};

static const struct truce_opt opts[] = {
    {"file", 'f', TRUCE_OPT_TEXT, offsetof(struct args, file), "CASE.db",
     "conflict file to import into; made when there is none"},
    {"source", 0, TRUCE_OPT_TEXT, offsetof(struct args, source), "NAME",
     "name of the source, instead of the data set's or the file's"},
    {"check", 0, TRUCE_OPT_FLAG, offsetof(struct args, check), NULL,
     "read and check only, store nothing"},
    {"refused", 0, TRUCE_OPT_TEXT, offsetof(struct args, refused), "FILE",
     "write refused rows to FILE: file, line, reason, row"},
    {"list", 0, TRUCE_OPT_FLAG, offsetof(struct args, list), NULL,
     "list the formats"},
    {"json", 0, TRUCE_OPT_FLAG, offsetof(struct args, json), NULL,
     "one JSON object a file on standard output"},
    TRUCE_OPT_END};

/* One run of the command. */
struct session {
    struct truce_cli *cli;
    struct args args;
    FILE *refused; /* NULL: not asked for */
    size_t shown;  /* refused rows of the file told so far */
    size_t n_refused;
    size_t n_failed; /* files that could not be imported */
};

static void on_refused(void *payload, const char *file, size_t line, int reason,
                       struct truce_view row)
{
    struct session *session = payload;
    if (session->refused)
        fprintf(session->refused, "%s\t%zu\t%s\t%.*s\n", file, line,
                truce_import_reason_text(reason), (int)row.len, row.ptr);
    if (session->shown++ < SHOWN)
        truce_log(&session->cli->log, TRUCE_LOG_WARNING,
                  "%s:%zu: row refused: %s", file, line,
                  truce_import_reason_text(reason));
    else if (session->shown == SHOWN + 1 && !session->refused)
        truce_log(&session->cli->log, TRUCE_LOG_WARNING,
                  "%s: more rows refused; --refused FILE writes them all",
                  file);
}

static int list_formats(struct truce_cli *cli)
{
    size_t n;
    const struct truce_import_format *const *formats = truce_import_formats(&n);
    for (size_t i = 0; i < n; i++)
        fprintf(cli->out, "%-18s %s\n", formats[i]->name, formats[i]->title);
    return TRUCE_EXIT_DONE;
}

static void print_json(struct session *session, const char *path,
                       const struct truce_import_summary *summary)
{
    json_t *reasons = json_object();
    json_t *root;
    char *text;
    for (int i = TRUCE_IMPORT_PASSED + 1; i < TRUCE_N_IMPORT_REASONS; i++)
        if (summary->refused[i])
            json_object_set_new(reasons, truce_import_reason_text(i),
                                json_integer((json_int_t)summary->refused[i]));
    root = json_pack(
        "{s:s, s:s, s:s?, s:b, s:I, s:I, s:I, s:I, s:I, s:o, s:I}", "file",
        path, "format", summary->format->name, "source",
        summary->label[0] ? summary->label : NULL, "imported_before",
        (int)summary->seen_before, "read", (json_int_t)summary->read, "stored",
        (json_int_t)summary->stored, "known", (json_int_t)summary->known,
        "passed", (json_int_t)summary->passed, "refused",
        (json_int_t)truce_import_refused(summary), "refused_by_reason", reasons,
        "converted", (json_int_t)summary->converted);
    text = root ? json_dumps(root, JSON_COMPACT) : NULL;
    fprintf(session->cli->out, "%s\n", text ? text : "{}");
    free(text);
    json_decref(root);
}

static void print_summary(struct session *session, const char *path,
                          const struct truce_import_summary *summary)
{
    FILE *out = session->cli->out;
    if (session->args.json) {
        print_json(session, path, summary);
        return;
    }
    fprintf(out, "%s: %s", path, summary->format->title);
    if (summary->seen_before) {
        fprintf(out, ", imported before\n");
        return;
    }
    fprintf(out, ", %zu rows read, %zu %s", summary->read, summary->stored,
            session->args.check ? "good" : "stored");
    if (summary->known)
        fprintf(out, ", %zu known already", summary->known);
    if (summary->passed)
        fprintf(out, ", %zu passed over", summary->passed);
    if (truce_import_refused(summary))
        fprintf(out, ", %zu refused", truce_import_refused(summary));
    if (summary->converted)
        fprintf(out, ", %zu converted from ISO 8859-1", summary->converted);
    fputc('\n', out);
    for (int i = TRUCE_IMPORT_PASSED + 1; i < TRUCE_N_IMPORT_REASONS; i++)
        if (summary->refused[i])
            fprintf(out, "  %8zu refused: %s\n", summary->refused[i],
                    truce_import_reason_text(i));
}

static void import_files(struct session *session, struct truce_import *import,
                         const struct truce_import_format *format, char **paths,
                         size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct truce_progress progress;
        struct truce_import_summary summary;
        struct truce_err err = TRUCE_ERR_INIT;
        struct truce_import_options options = {.format = format,
                                               .label = session->args.source,
                                               .refused = on_refused,
                                               .payload = session,
                                               .progress = &progress};
        session->shown = 0;
        truce_progress_start(&progress, session->cli->errout, paths[i], "rows",
                             0);
        truce_import_file(import, paths[i], &options, &summary, &err);
        truce_progress_stop(&progress);
        session->n_refused += truce_import_refused(&summary);
        if (err.code != TRUCE_OK) {
            session->n_failed++;
            truce_cli_fail(session->cli, &err);
            continue;
        }
        print_summary(session, paths[i], &summary);
    }
}

/* Opens what is needed, imports, closes. */
static int import_into(struct session *session,
                       const struct truce_import_format *format, char **paths,
                       size_t n)
{
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_casefile *casefile = NULL;
    struct truce_import *import = NULL;
    int rc = TRUCE_OK;
    if (!session->args.check)
        rc = truce_casefile_open(session->args.file, TRUCE_CASEFILE_WRITE,
                                 &casefile, &err);
    if (rc == TRUCE_OK)
        rc = truce_import_open(casefile ? truce_casefile_db(casefile) : NULL,
                               &import, &err);
    if (rc == TRUCE_OK)
        import_files(session, import, format, paths, n);
    truce_import_close(import);
    truce_casefile_close(casefile);
    if (rc != TRUCE_OK)
        return truce_cli_fail(session->cli, &err);
    if (session->n_failed == n)
        return TRUCE_EXIT_FAILED;
    return session->n_failed || session->n_refused ? TRUCE_EXIT_REFUSED
                                                   : TRUCE_EXIT_DONE;
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct session session = {.cli = cli};
    const struct truce_import_format *format = NULL;
    size_t n;
    size_t first = 0;
    int status = TRUCE_EXIT_DONE;
    if (!truce_opt_parse(cli, argc, argv, &session.args, &n, &status))
        return status;
    if (session.args.list)
        return list_formats(cli);
    if (n > 0 && strcmp(argv[0], "auto") != 0)
        format = truce_import_format_find(argv[0]);
    if (n > 0 && (format || !strcmp(argv[0], "auto")))
        first = 1;
    else if (n > 1)
        return truce_cli_usage(cli, "no such format: '%s'", argv[0]);
    if (n == first)
        return truce_cli_usage(cli, "nothing to import");
    if (!session.args.file && !session.args.check)
        return truce_cli_usage(cli, "no conflict file (-f CASE.db)");
    if (session.args.refused) {
        session.refused = fopen(session.args.refused, "w");
        if (!session.refused)
            return truce_cli_usage(cli, "cannot write '%s'",
                                   session.args.refused);
    }
    status = import_into(&session, format, argv + first, n - first);
    if (session.refused && fclose(session.refused) != 0) {
        truce_log(&cli->log, TRUCE_LOG_ERROR, "cannot write '%s'",
                  session.args.refused);
        status = TRUCE_EXIT_FAILED;
    }
    return status;
}

const struct truce_cmd truce_cmd_import = {
    .name = "import",
    .summary = "import published data sets into a conflict file",
    .usage = (const char *const[]){"FORMAT PATH... -f CASE.db",
                                   "auto PATH... -f CASE.db",
                                   "[FORMAT] PATH... --check", "--list", NULL},
    .details =
        "FORMAT is one of those that --list names; 'auto' tells it from the\n"
        "first row. Files may be packed (.gz, .zst, .xz, .bz2, .zip, .tar);\n"
        "'-' is standard input. Rows that cannot be understood are refused\n"
        "with their line, the rest is stored; what is stored already is not\n"
        "stored again. docs/import.md tells what becomes of each column.",
    .opts = opts,
    .examples =
        (const char *const[]){
            "truce import ged GEDEvent_v25_1.csv.zip -f caucasus.db",
            "truce import gdelt2 *.export.CSV.zip -f caucasus.db",
            "truce import fatalities deaths.csv -f caucasus.db",
            "truce import auto table.tsv --check", NULL},
    .run = run,
};
