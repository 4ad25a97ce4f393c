/* truce parse: text to sentences, tags and dependency trees. */
#include <string.h>

#include "base/io.h"
#include "base/limits.h"
#include "base/threads.h"
#include "cli/cmd.h"
#include "cli/parse_job.h"

struct args {
    const char *input, *format, *eval, *model;
    size_t threads;
};

static const struct truce_opt opts[] = {
    {"input", 0, TRUCE_OPT_TEXT, offsetof(struct args, input), "text|conllu",
     "plain text (the default), or sentences with their words given"},
    {"format", 0, TRUCE_OPT_TEXT, offsetof(struct args, format), "conllu|json",
     "CoNLL-U (the default), or one JSON object a sentence"},
    {"threads", 't', TRUCE_OPT_SIZE, offsetof(struct args, threads), "N",
     "worker threads (default: all cores)"},
    {"eval", 0, TRUCE_OPT_TEXT, offsetof(struct args, eval), "GOLD",
     "print the CoNLL 2018 measures against a CoNLL-U file"},
    {"model", 0, TRUCE_OPT_TEXT, offsetof(struct args, model), "FILE",
     "language model (default: the shipped one)"},
    TRUCE_OPT_END,
};

/* The text of a CoNLL-U file: a space between sentences, a blank line before
 * each paragraph. */
static int gold_text(const struct truce_conllu *gold, size_t n,
                     struct truce_str *out)
{
    for (size_t i = 0; i < n; i++) {
        const struct truce_sentence *s = &gold[i].sentence;
        const struct truce_sentence *before = i ? &gold[i - 1].sentence : NULL;
        if (before && gold[i].new_paragraph)
            truce_str_puts(out, "\n\n");
        else if (before && before->tokens[before->n_tokens - 1].space_after)
            truce_str_putc(out, ' ');
        for (size_t k = 0; k < s->n_tokens;) {
            size_t words = s->tokens[k].mwt ? s->tokens[k].mwt : 1;
            struct truce_view form =
                s->tokens[k].mwt ? gold[i].surface[k] : s->tokens[k].form;
            truce_str_add(out, form.ptr, form.len);
            k += words;
            if (k < s->n_tokens && s->tokens[k - 1].space_after)
                truce_str_putc(out, ' ');
        }
    }
    return out->failed ? TRUCE_ENOMEM : TRUCE_OK;
}

/* Without FILE the gold file's own words or text are parsed. */
static int evaluate(struct truce_cli *cli, struct truce_parse_job *job,
                    const struct args *args, const char *path,
                    struct truce_err *err)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_str bytes = TRUCE_STR_INIT, text = TRUCE_STR_INIT;
    struct truce_conllu *gold, *system = NULL;
    size_t n_gold, n_system = 0;
    bool given = !strcmp(args->input, "conllu");
    int rc = truce_io_slurp(args->eval, 0, &bytes, err);
    if (rc == TRUCE_OK)
        rc = truce_parse_read(truce_str_view(&bytes), args->eval, &arena, &gold,
                              &n_gold, err);
    if (rc == TRUCE_OK && path)
        rc = truce_io_slurp(path, 0, &text, err);
    else if (rc == TRUCE_OK && !given)
        rc = gold_text(gold, n_gold, &text);
    if (rc == TRUCE_OK && given)
        rc = truce_parse_read(truce_str_view(path ? &text : &bytes),
                              path ? path : args->eval, &arena, &system,
                              &n_system, err);
    job->out = NULL;
    if (rc == TRUCE_OK && given)
        rc = truce_parse_given(job, system, n_system, &arena, err);
    else if (rc == TRUCE_OK)
        rc = truce_parse_to_conllu(job, truce_str_view(&text), &arena, &system,
                                   &n_system, err);
    if (rc == TRUCE_OK)
        rc = truce_parse_report(cli->out, gold, n_gold, system, n_system, err);
    truce_str_release(&bytes);
    truce_str_release(&text);
    truce_arena_release(&arena);
    return rc;
}

static int parse_file(const struct truce_parse_job *job,
                      const struct args *args, const char *path,
                      struct truce_err *err)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_str bytes = TRUCE_STR_INIT;
    struct truce_conllu *sentences;
    size_t n;
    int rc = truce_io_slurp(path, 0, &bytes, err);
    if (rc == TRUCE_OK && !strcmp(args->input, "text"))
        rc = truce_parse_text(job, truce_str_view(&bytes), err);
    else if (rc == TRUCE_OK) {
        rc = truce_parse_read(truce_str_view(&bytes), path, &arena, &sentences,
                              &n, err);
        if (rc == TRUCE_OK)
            rc = truce_parse_given(job, sentences, n, &arena, err);
    }
    truce_str_release(&bytes);
    truce_arena_release(&arena);
    return rc;
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {.input = "text", .format = "conllu"};
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_lang *lang;
    size_t n;
    int status = TRUCE_EXIT_DONE, rc;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (strcmp(args.input, "text") && strcmp(args.input, "conllu"))
        return truce_cli_usage(cli, "no such input form: '%s'", args.input);
    if (strcmp(args.format, "conllu") && strcmp(args.format, "json"))
        return truce_cli_usage(cli, "no such format: '%s'", args.format);
    if (n > 1)
        return truce_cli_usage(cli, "more than one file");
    if (args.threads > TRUCE_MAX_THREADS)
        return truce_cli_usage(cli, "at most %d threads", TRUCE_MAX_THREADS);
    rc = truce_lang_open(args.model, &lang, &err);
    if (rc < 0) {
        truce_cli_fail(cli, &err);
        return TRUCE_EXIT_FAILED;
    }
    struct truce_parse_job job = {
        .lang = lang,
        .out = cli->out,
        .threads = args.threads ? args.threads : truce_threads_default(),
        .format = strcmp(args.format, "json") ? TRUCE_PARSE_CONLLU
                                              : TRUCE_PARSE_JSON};
    if (args.eval)
        rc = evaluate(cli, &job, &args, n ? argv[0] : NULL, &err);
    else
        rc = parse_file(&job, &args, n ? argv[0] : "-", &err);
    truce_lang_close(lang);
    /* one input: when it is refused nothing was done */
    if (rc < 0)
        truce_cli_fail(cli, &err);
    return rc < 0 ? TRUCE_EXIT_FAILED : TRUCE_EXIT_DONE;
}

const struct truce_cmd truce_cmd_parse = {
    .name = "parse",
    .summary = "split, tag, lemmatise and parse English text",
    .usage = (const char *const[]){"[OPTIONS] [FILE|-]",
                                   "--eval GOLD [--input conllu] [FILE]", NULL},
    .details =
        "Reads plain text, or with --input conllu sentences whose words are "
        "given, and writes Universal Dependencies trees as CoNLL-U, or with "
        "--format json one sentence a line: its bytes and its tokens, their "
        "features as an object. A blank "
        "line always ends a sentence. With --eval nothing is written but the "
        "measures of the CoNLL 2018 shared task; without FILE the gold "
        "file's own text is parsed, or with --input conllu its words.",
    .opts = opts,
    .examples = (const char *const[]){"truce parse article.txt",
                                      "truce parse --eval test.conllu", NULL},
    .run = run,
};
