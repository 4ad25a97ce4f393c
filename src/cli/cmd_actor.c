/* truce actor: who a phrase names on a date, and which lines say so. */
#include <string.h>

#include <jansson.h>

#include "base/io.h"
#include "base/limits.h"
#include "cli/cmd.h"
#include "lexicon/actor_json.h"

struct args {
    struct truce_date date;
    struct truce_opt_list lexicon;
    const char *jsonl;
    bool json;
};

#define OFFSET(field) offsetof(struct args, field)

static const struct truce_opt opts[] = {
    {"date", 'd', TRUCE_OPT_DATE, OFFSET(date), "DATE",
     "the day on which offices count (default: the latest known)"},
    {"json", 0, TRUCE_OPT_FLAG, OFFSET(json), NULL, "print JSON"},
    {"jsonl", 0, TRUCE_OPT_TEXT, OFFSET(jsonl), "FILE",
     "resolve {\"id\",\"text\",\"date\"?} a line ('-': standard input)"},
    {"lexicon", 0, TRUCE_OPT_LIST, OFFSET(lexicon), "DIR",
     "add the lexicon files of a folder"},
    TRUCE_OPT_END,
};

static void put_json(FILE *out, json_t *object)
{
    json_dumpf(object, out, JSON_COMPACT | JSON_REAL_PRECISION(6));
    fputc('\n', out);
    json_decref(object);
}

static void put_row(FILE *out, const char *label, const char *value)
{
    if (value)
        fprintf(out, "%-8s %s\n", label, value);
}

static void put_plain(FILE *out, const struct truce_actor *actor)
{
    char from[TRUCE_DATE_SIZE], to[TRUCE_DATE_SIZE];
    if (!actor->code && !actor->sector) {
        fprintf(out, "'%.*s' names no actor of the lexicon\n",
                TRUCE_VIEW_ARG(actor->text));
        return;
    }
    put_row(out, "name", actor->name);
    put_row(out, "code", actor->code);
    put_row(out, "sector", actor->sector);
    put_row(out, "kind", actor->kind);
    put_row(out, "party", actor->party);
    put_row(out, "office", actor->office);
    if (truce_date_known(actor->held.from) || truce_date_known(actor->held.to))
        fprintf(out, "%-8s %s to %s\n", "held",
                truce_date_format(actor->held.from, from),
                truce_date_known(actor->held.to)
                    ? truce_date_format(actor->held.to, to)
                    : "the present");
    put_row(out, "why", actor->why);
}

/* One input line; an error is in `err`. */
static int do_line(struct truce_cli *cli, const struct truce_lexicon *lexicon,
                   const struct args *args, struct truce_view line,
                   struct truce_err *err)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_actor actor;
    struct truce_date date = args->date;
    json_error_t bad;
    json_t *input = json_loadb(line.ptr, line.len, 0, &bad);
    const char *text = json_string_value(json_object_get(input, "text"));
    const char *day = json_string_value(json_object_get(input, "date"));
    int rc = TRUCE_OK;
    if (!input || !text)
        rc = truce_err_set(err, TRUCE_EFORMAT, "cannot read line: %s",
                           input ? "no \"text\"" : bad.text);
    else if (day && truce_date_parse(truce_view_of(day), &date))
        rc = truce_err_set(err, TRUCE_EFORMAT, "no date: '%s'", day);
    if (rc == TRUCE_OK)
        rc = truce_lexicon_resolve(lexicon, truce_view_of(text), date, &arena,
                                   &actor);
    if (rc == TRUCE_OK) {
        json_t *object = truce_actor_json(&actor);
        json_t *id = json_object_get(input, "id");
        if (id)
            json_object_set(object, "id", id);
        put_json(cli->out, object);
    }
    json_decref(input);
    truce_arena_release(&arena);
    return rc;
}

static int do_file(struct truce_cli *cli, const struct truce_lexicon *lexicon,
                   const struct args *args)
{
    FILE *in = strcmp(args->jsonl, "-") ? fopen(args->jsonl, "rb") : stdin;
    struct truce_str line = TRUCE_STR_INIT;
    struct truce_err err = TRUCE_ERR_INIT;
    int status = TRUCE_EXIT_DONE, got;
    size_t number = 0;
    if (!in) {
        truce_err_set(&err, TRUCE_ENOENT, "cannot open '%s'", args->jsonl);
        truce_cli_fail(cli, &err);
        return TRUCE_EXIT_FAILED;
    }
    while ((got = truce_io_line(in, TRUCE_MAX_LINE_BYTES, &line)) != 0) {
        number++;
        if (got == 1 && !truce_view_trim(truce_str_view(&line)).len)
            continue;
        truce_err_clear(&err);
        int rc = got == 1
                     ? do_line(cli, lexicon, args, truce_str_view(&line), &err)
                     : got;
        if (rc == TRUCE_OK)
            continue;
        if (got < 0)
            truce_err_set(&err, got, "cannot read line");
        truce_err_at(&err, args->jsonl, number, (size_t)-1);
        truce_cli_fail(cli, &err);
        status = TRUCE_EXIT_REFUSED;
        if (got == TRUCE_EIO || rc == TRUCE_ENOMEM)
            break;
    }
    truce_str_release(&line);
    if (in != stdin)
        fclose(in);
    return status;
}

static int do_texts(struct truce_cli *cli, const struct truce_lexicon *lexicon,
                    const struct args *args, char **texts, size_t n)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    int rc = TRUCE_OK;
    for (size_t i = 0; i < n && rc == TRUCE_OK; i++) {
        struct truce_actor actor;
        rc = truce_lexicon_resolve(lexicon, truce_view_of(texts[i]), args->date,
                                   &arena, &actor);
        if (rc == TRUCE_OK && args->json)
            put_json(cli->out, truce_actor_json(&actor));
        else if (rc == TRUCE_OK)
            put_plain(cli->out, &actor);
        truce_arena_clear(&arena);
    }
    truce_arena_release(&arena);
    return rc == TRUCE_OK ? TRUCE_EXIT_DONE : TRUCE_EXIT_FAILED;
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {0};
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_lexicon *lexicon = NULL;
    size_t n;
    int status = TRUCE_EXIT_DONE;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (!args.jsonl && n == 0)
        return truce_cli_usage(cli, "a phrase or --jsonl FILE is needed");
    struct truce_lexicon_options options = {.extra = args.lexicon.items,
                                            .n_extra = args.lexicon.n,
                                            .log = &cli->log};
    if (truce_lexicon_open(&options, &lexicon, &err)) {
        truce_cli_fail(cli, &err);
        return TRUCE_EXIT_FAILED;
    }
    status = args.jsonl ? do_file(cli, lexicon, &args)
                        : do_texts(cli, lexicon, &args, argv, n);
    truce_lexicon_close(lexicon);
    return status;
}

const struct truce_cmd truce_cmd_actor = {
    .name = "actor",
    .summary = "tell who a phrase names on a date, and why",
    .usage = (const char *const[]){"[--date DATE] [--json] TEXT...",
                                   "[--date DATE] --jsonl FILE", NULL},
    .details = "Resolves a phrase to country or organisation, sector and "
               "office with the lexicon. Dates decide: \"President "
               "Medvedev\" is president in 2009 and prime minister in 2014. "
               "The last line names the lexicon lines that were used.",
    .opts = opts,
    .examples =
        (const char *const[]){
            "truce actor --date 2022-10-31 'Russian President Vladimir Putin'",
            "truce actor --json 'the Foreign Ministry spokeswoman of Armenia'",
            NULL},
    .run = run,
};
