/* truce code: news in, coded facts out, into a conflict file or as JSON. */
#include <string.h>

#include "cli/code_emit.h"
#include "cli/code_store.h"

struct args {
    const char *output;
    struct truce_opt_list lexicon;
    size_t threads;
    struct truce_date date;
    const char *form;
    const char *model;
    const char *emit;
    bool no_defaults;
    double min_confidence;
    bool again;
    bool strict;
};

static const struct truce_opt opts[] = {
    {"output", 'o', TRUCE_OPT_TEXT, offsetof(struct args, output), "CASE.db",
     "the conflict file to code into; made where there is none"},
    {"emit", 0, TRUCE_OPT_TEXT, offsetof(struct args, emit), "jsonl",
     "print the coded facts as JSON lines instead, one a document"},
    {"lexicon", 0, TRUCE_OPT_LIST, offsetof(struct args, lexicon), "DIR",
     "add or replace lexicon files (own TSV, or PETRARCH's); repeatable"},
    {"threads", 0, TRUCE_OPT_SIZE, offsetof(struct args, threads), "N",
     "work on N cores (all of them)"},
    {"date", 0, TRUCE_OPT_DATE, offsetof(struct args, date), "DATE",
     "publication date of articles that tell none"},
    {"form", 0, TRUCE_OPT_TEXT, offsetof(struct args, form), "FORM",
     "read everything as text, html, feed, jsonl, json or csv"},
    {"model", 0, TRUCE_OPT_TEXT, offsetof(struct args, model), "FILE",
     "language model to use instead of the shipped one"},
    {"min-confidence", 0, TRUCE_OPT_REAL, offsetof(struct args, min_confidence),
     "P",
     "leave out events below this confidence (negative: none; without it "
     "0.25 in news, up to 0.80 in other text)"},
    {"no-defaults", 0, TRUCE_OPT_FLAG, offsetof(struct args, no_defaults), NULL,
     "leave a slot empty rather than fill it by the weakest rules"},
    {"again", 0, TRUCE_OPT_FLAG, offsetof(struct args, again), NULL,
     "code again what is known already"},
    {"strict", 0, TRUCE_OPT_FLAG, offsetof(struct args, strict), NULL,
     "stop at the first input that is refused"},
    TRUCE_OPT_END,
};

/* Where nothing is named, `--emit` reads JSON lines from standard input. */
static void choose_input(struct truce_code_job *job)
{
    static const char *const standard[] = {"-"};
    if (job->n_paths == 0) {
        job->paths = standard;
        job->n_paths = 1;
    }
    if (job->n_paths == 1 && !strcmp(job->paths[0], "-") &&
        !strcmp(job->reader.form, "auto"))
        job->reader.form = "jsonl";
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {.form = "auto"};
    struct truce_code_job job = {0};
    size_t n;
    int status = TRUCE_EXIT_DONE;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (args.emit && strcmp(args.emit, "jsonl") != 0)
        return truce_cli_usage(cli, "bad value '%s' for --emit: only jsonl",
                               args.emit);
    if (!args.emit == !args.output)
        return truce_cli_usage(cli, "give either -o CASE.db or --emit jsonl");
    if (n == 0 && !args.emit)
        return truce_cli_usage(cli, "nothing to code: give files, "
                                    "directories or '-'");
    job = (struct truce_code_job){
        .paths = (const char *const *)argv,
        .n_paths = n,
        .output = args.output,
        .threads = args.threads,
        .coder = {.model = args.model,
                  .lexicon = {.extra = args.lexicon.items,
                              .n_extra = args.lexicon.n},
                  .min_confidence = args.min_confidence,
                  .no_defaults = args.no_defaults},
        .reader = {.log = cli->log,
                   .default_date = args.date,
                   .form = args.form,
                   .strict = args.strict},
        .again = args.again,
    };
    if (!args.emit)
        return truce_code_store(cli, &job);
    choose_input(&job);
    return truce_code_emit(cli, &job);
}

const struct truce_cmd truce_cmd_code = {
    .name = "code",
    .summary = "read news and code it into a conflict file",
    .usage = (const char *const[]){"PATH... -o CASE.db [OPTIONS]",
                                   "--emit jsonl [PATH...|-]", NULL},
    .details =
        "PATHs are articles as text, HTML, RSS or Atom, JSON lines or CSV,\n"
        "directories of them, compressed (.gz .bz2 .xz .zst) or packed (tar,\n"
        "zip), or - for standard input. A damaged input is named and the rest\n"
        "is coded. What was coded before is not coded again, so that a run\n"
        "that was stopped goes on where it was.",
    .opts = opts,
    .examples =
        (const char *const[]){
            "truce code news/ -o conflict.db",
            "zcat feed.jsonl.gz | truce code - -o conflict.db", NULL},
    .run = run,
};
