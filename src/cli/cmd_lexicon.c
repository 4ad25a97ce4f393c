/* truce lexicon: checks the frames, and compiles them for quick loading. */
#include <string.h>

#include "base/io.h"
#include "cli/cmd.h"
#include "code/frames.h"

struct args {
    const char *model, *frames;
    bool all;
};

static const struct truce_opt opts[] = {
    {"frames", 0, TRUCE_OPT_TEXT, offsetof(struct args, frames), "FILE",
     "frames to read (default: the shipped lexicon/frames.tsv)"},
    {"model", 0, TRUCE_OPT_TEXT, offsetof(struct args, model), "FILE",
     "language model (default: the shipped one)"},
    {"all", 'a', TRUCE_OPT_FLAG, offsetof(struct args, all), NULL,
     "check: print the pattern of every example"},
    TRUCE_OPT_END,
};

static int load(const struct args *args, struct truce_frames *frames,
                char *path, size_t size, struct truce_err *err)
{
    struct truce_lang *lang = NULL;
    char classes[4096];
    int rc = truce_io_data("lexicon/classes.tsv", classes, sizeof classes, err);
    if (rc == TRUCE_OK && !args->frames)
        rc = truce_io_data("lexicon/frames.tsv", path, size, err);
    else if (rc == TRUCE_OK)
        snprintf(path, size, "%s", args->frames);
    if (rc == TRUCE_OK)
        rc = truce_lang_open(args->model, &lang, err);
    if (rc == TRUCE_OK)
        rc = truce_frames_classes(frames, classes, err);
    if (rc == TRUCE_OK)
        rc = truce_frames_load(frames, path, lang, true, err);
    truce_lang_close(lang);
    return rc;
}

static void print_all(struct truce_cli *cli, const struct truce_frames *frames)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    for (size_t i = 0; i < frames->n; i++) {
        const char *pattern = truce_frame_pattern(&frames->items[i], &arena);
        fprintf(cli->out, "%s: %s\n    %s\n", frames->items[i].id,
                frames->items[i].example, pattern ? pattern : "");
    }
    truce_arena_release(&arena);
}

/* Examples that give no pattern are named, each with its reason. */
static int check(struct truce_cli *cli, const struct args *args,
                 const struct truce_frames *frames, const char *path)
{
    if (args->all)
        print_all(cli, frames);
    for (size_t i = 0; i < frames->n_faults; i++)
        fprintf(cli->out, "%s:%zu: '%s': %s\n", path, frames->faults[i].line,
                frames->faults[i].example, frames->faults[i].reason);
    fprintf(cli->out, "%zu examples give a pattern, %zu do not\n", frames->n,
            frames->n_faults);
    return frames->n_faults ? TRUCE_EXIT_REFUSED : TRUCE_EXIT_DONE;
}

static int compile(struct truce_cli *cli, const struct truce_frames *frames,
                   const char *path, struct truce_err *err)
{
    char name[4096];
    FILE *out;
    int rc;
    snprintf(name, sizeof name, "%.*s.patterns.tsv", (int)strlen(path) - 4,
             path);
    out = fopen(name, "w");
    if (!out)
        return truce_err_set(err, TRUCE_EIO, "cannot write '%s'", name);
    rc = truce_frames_save(frames, path, out, err);
    if (fclose(out) != 0 && rc == TRUCE_OK)
        rc = truce_err_set(err, TRUCE_EIO, "cannot write '%s'", name);
    if (rc == TRUCE_OK)
        fprintf(cli->out, "%zu patterns written to %s\n", frames->n, name);
    return rc;
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {0};
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_frames frames = {0};
    char path[4096];
    size_t n;
    int status = TRUCE_EXIT_DONE, rc;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (n != 1 ||
        (strcmp(argv[0], "check") != 0 && strcmp(argv[0], "compile") != 0))
        return truce_cli_usage(cli, "expected 'check' or 'compile'");
    rc = load(&args, &frames, path, sizeof path, &err);
    if (rc == TRUCE_OK && !strcmp(argv[0], "check"))
        status = check(cli, &args, &frames, path);
    else if (rc == TRUCE_OK)
        rc = compile(cli, &frames, path, &err);
    truce_frames_release(&frames);
    return rc == TRUCE_OK ? status : truce_cli_fail(cli, &err);
}

const struct truce_cmd truce_cmd_lexicon = {
    .name = "lexicon",
    .summary = "check the event frames, or compile them for quick loading",
    .usage = (const char *const[]){"check [--all]", "compile", NULL},
    .details =
        "A frame is an example sentence (lexicon/frames.tsv, docs/codebook.md"
        ").\n'check' parses every example and names those that give no usable"
        "\npattern; 'compile' writes the patterns beside the file, so that "
        "coding\nstarts without parsing the examples.",
    .opts = opts,
    .examples = (const char *const[]){"truce lexicon check", NULL},
    .run = run,
};
