/* truce score: event coding against gold records. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/limits.h"
#include "cli/cmd.h"
#include "code/coded_json.h"
#include "code/coder.h"
#include "show/paper.h"
#include "show/table.h"

struct args {
    const char *model;
    struct truce_opt_list lexicon;
    bool json, misses;
};

static const struct truce_opt opts[] = {
    {"lexicon", 0, TRUCE_OPT_LIST, offsetof(struct args, lexicon), "DIR",
     "add or replace lexicon files; repeatable"},
    {"model", 0, TRUCE_OPT_TEXT, offsetof(struct args, model), "FILE",
     "language model (default: the shipped one)"},
    {"misses", 0, TRUCE_OPT_FLAG, offsetof(struct args, misses), NULL,
     "also print the records whose types were not met"},
    {"json", 0, TRUCE_OPT_FLAG, offsetof(struct args, json), NULL,
     "write JSON"},
    TRUCE_OPT_END,
};

enum { MAX_FACTS = 64, N_MEASURES = 4 };

/* One fact to be met: "CONSULT" or "CONSULT ARM AZE". */
struct facts {
    char items[MAX_FACTS][24];
    size_t n;
};

struct tally {
    size_t hit, extra, missed;
};

static const char *const measures[N_MEASURES] = {"type", "type, source, target",
                                                 "third party", "date"};

static void add_fact(struct facts *facts, const char *a, const char *b,
                     const char *c)
{
    char text[24];
    snprintf(text, sizeof text, "%.9s %.5s %.5s", a, b ? b : "-", c ? c : "-");
    for (size_t i = 0; i < facts->n; i++)
        if (!strcmp(facts->items[i], text))
            return;
    if (facts->n < MAX_FACTS)
        memcpy(facts->items[facts->n++], text, sizeof text);
}

static const char *code_of(const json_t *actors, size_t i)
{
    return json_string_value(
        json_object_get(json_array_get(actors, i), "code"));
}

/* Source and target pairs; parties of a reciprocal act stand in one slot. */
static void add_pairs(struct facts *facts, const char *type,
                      const json_t *source, const json_t *target)
{
    size_t n = json_array_size(source), m = json_array_size(target);
    if (m == 0 && n > 1) {
        for (size_t i = 0; i < n; i++)
            for (size_t j = i + 1; j < n; j++)
                add_fact(facts, type, code_of(source, i), code_of(source, j));
        return;
    }
    for (size_t i = 0; i < (n ? n : 1); i++)
        for (size_t j = 0; j < (m ? m : 1); j++)
            add_fact(facts, type, code_of(source, i), code_of(target, j));
}

static bool counts(const json_t *event)
{
    const char *modality =
        json_string_value(json_object_get(event, "modality"));
    return !json_is_true(json_object_get(event, "background")) &&
           (!modality || (strcmp(modality, "negated") != 0 &&
                          strcmp(modality, "conditional") != 0 &&
                          strcmp(modality, "questioned") != 0));
}

/* Facts of an "events" array, or of a record that is one event itself. */
static void read_event(const json_t *event, struct facts out[N_MEASURES])
{
    const char *type = json_string_value(json_object_get(event, "type"));
    const char *date = json_string_value(json_object_get(event, "date"));
    const json_t *third = json_object_get(event, "third"), *one;
    size_t i;
    if (!type)
        type = json_string_value(json_object_get(event, "event"));
    if (!type || !counts(event))
        return;
    add_fact(&out[0], type, NULL, NULL);
    add_pairs(&out[1], type, json_object_get(event, "source"),
              json_object_get(event, "target"));
    json_array_foreach(third, i, one)
        add_fact(&out[2], "third", code_of(third, i), NULL);
    if (date && json_object_get(event, "type"))
        add_fact(&out[3], date, NULL, NULL);
}

static void read_record(const json_t *record, struct facts out[N_MEASURES])
{
    const json_t *events = json_object_get(record, "events"), *event;
    size_t i;
    memset(out, 0, N_MEASURES * sizeof *out);
    if (!events)
        read_event(record, out);
    json_array_foreach(events, i, event) read_event(event, out);
}

/* "a b c" meets "a c b" too: a reciprocal act has no direction. */
static bool meets(const char *a, const char *b)
{
    char type[12], x[8], y[8], turned[24];
    if (!strcmp(a, b))
        return true;
    if (sscanf(a, "%11s %7s %7s", type, x, y) != 3)
        return false;
    snprintf(turned, sizeof turned, "%.9s %.5s %.5s", type, y, x);
    return (!strcmp(type, "CONSULT") || !strcmp(type, "AGREE") ||
            !strcmp(type, "SUPPORT") || !strcmp(type, "COOPERATE")) &&
           !strcmp(turned, b);
}

static size_t compare(const struct facts *gold, const struct facts *found,
                      struct tally *tally)
{
    bool used[MAX_FACTS] = {false};
    size_t hits = 0;
    for (size_t i = 0; i < gold->n; i++)
        for (size_t j = 0; j < found->n; j++)
            if (!used[j] && meets(gold->items[i], found->items[j])) {
                used[j] = true;
                hits++;
                break;
            }
    tally->hit += hits;
    tally->missed += gold->n - hits;
    tally->extra += found->n - hits;
    return hits;
}

struct scorer {
    struct truce_cli *cli;
    struct truce_coder *coder;
    struct truce_coder_scratch *scratch;
    struct tally tallies[N_MEASURES];
    bool asked[N_MEASURES]; /* the gold file knows this measure */
    size_t records;
    bool misses;
};

static int code_text(struct scorer *scorer, const json_t *gold,
                     struct facts found[N_MEASURES], struct truce_err *err)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_document document = {0};
    struct truce_coded coded;
    const char *date = json_string_value(json_object_get(gold, "date"));
    json_t *json;
    int rc;
    document.text =
        truce_view_of(json_string_value(json_object_get(gold, "text")));
    if (date)
        truce_date_parse(truce_view_of(date), &document.date);
    rc = truce_coder_code(scorer->coder, scorer->scratch, &document, &arena,
                          &coded, err);
    if (rc == TRUCE_OK) {
        json = truce_json_coded(TRUCE_VIEW("x"), &coded);
        read_record(json, found);
        json_decref(json);
    }
    truce_arena_release(&arena);
    return rc;
}

static void print_miss(const struct scorer *scorer, const json_t *gold,
                       const struct facts *want, const struct facts *found)
{
    const char *id = json_string_value(json_object_get(gold, "id"));
    fprintf(scorer->cli->out, "%s: want", id ? id : "-");
    for (size_t i = 0; i < want->n; i++)
        fprintf(scorer->cli->out, " %s;", want->items[i]);
    fputs(" found", scorer->cli->out);
    for (size_t i = 0; i < found->n; i++)
        fprintf(scorer->cli->out, " %s;", found->items[i]);
    fprintf(scorer->cli->out, "\n    %s\n",
            json_string_value(json_object_get(gold, "text")));
}

static int score_line(struct scorer *scorer, struct truce_view line,
                      struct truce_err *err)
{
    json_t *gold = json_loadb(line.ptr, line.len, 0, NULL);
    struct facts *want = calloc(2 * N_MEASURES, sizeof *want);
    struct facts *found = want + N_MEASURES;
    int rc = want ? TRUCE_OK : TRUCE_ENOMEM;
    if (rc == TRUCE_OK && !json_string_value(json_object_get(gold, "text")))
        rc = truce_err_set(err, TRUCE_EFORMAT, "no JSON object with 'text'");
    if (rc == TRUCE_OK) {
        read_record(gold, want);
        rc = code_text(scorer, gold, found, err);
    }
    if (rc == TRUCE_OK) {
        scorer->records++;
        for (int i = 0; i < N_MEASURES; i++) {
            size_t hits = compare(&want[i], &found[i], &scorer->tallies[i]);
            scorer->asked[i] = scorer->asked[i] || want[i].n;
            if (i == 0 && hits < want[i].n && scorer->misses)
                print_miss(scorer, gold, &want[1], &found[1]);
        }
    }
    free(want);
    json_decref(gold);
    return rc;
}

static int score_file(struct scorer *scorer, const char *path,
                      struct truce_err *err)
{
    struct truce_str text = TRUCE_STR_INIT;
    struct truce_view rest, line;
    size_t number = 0;
    int rc = truce_io_slurp(path, 0, &text, err);
    rest = truce_str_view(&text);
    while (rc == TRUCE_OK && truce_view_split(&rest, '\n', &line)) {
        number++;
        if (line.len == 0)
            continue;
        rc = score_line(scorer, line, err);
        if (rc != TRUCE_OK)
            truce_err_at(err, path, number, (size_t)-1);
    }
    truce_str_release(&text);
    return rc;
}

static const struct truce_column columns[] = {
    {"measure", "measure", TRUCE_COLUMN_TEXT, 0, 0},
    {"precision", "precision", TRUCE_COLUMN_REAL, 0, 3},
    {"recall", "recall", TRUCE_COLUMN_REAL, 0, 3},
    {"f1", "F1", TRUCE_COLUMN_REAL, 0, 3},
    {"found", "met", TRUCE_COLUMN_INT, 0, 0},
    {"extra", "extra", TRUCE_COLUMN_INT, 0, 0},
    {"missed", "missed", TRUCE_COLUMN_INT, 0, 0},
};

static double ratio(size_t a, size_t b)
{
    return b ? (double)a / (double)b : NAN;
}

static int print_scores(const struct scorer *scorer, bool json)
{
    struct truce_table *table = NULL;
    int rc = truce_table_new(columns, sizeof columns / sizeof *columns, &table);
    for (int i = 0; i < N_MEASURES && rc == TRUCE_OK; i++) {
        const struct tally *t = &scorer->tallies[i];
        if (!scorer->asked[i])
            continue;
        truce_table_puts(table, measures[i]);
        truce_table_real(table, ratio(t->hit, t->hit + t->extra));
        truce_table_real(table, ratio(t->hit, t->hit + t->missed));
        truce_table_real(table,
                         ratio(2 * t->hit, 2 * t->hit + t->extra + t->missed));
        truce_table_int(table, (int64_t)t->hit);
        truce_table_int(table, (int64_t)t->extra);
        truce_table_int(table, (int64_t)t->missed);
    }
    if (rc == TRUCE_OK)
        rc = truce_table_print(
            table, scorer->cli->out, json ? TRUCE_SHOW_JSON : TRUCE_SHOW_TABLE,
            truce_show_width(scorer->cli->out), "no records\n");
    truce_table_free(table);
    return rc;
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {0};
    struct truce_err err = TRUCE_ERR_INIT;
    struct scorer scorer = {.cli = cli};
    size_t n;
    int status = TRUCE_EXIT_DONE, rc;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (n == 0)
        return truce_cli_usage(cli, "no gold file given");
    struct truce_coder_options options = {
        .model = args.model,
        .lexicon = {.extra = args.lexicon.items, .n_extra = args.lexicon.n}};
    scorer.misses = args.misses;
    rc = truce_coder_open(&options, &scorer.coder, &err);
    if (rc == TRUCE_OK)
        rc = truce_coder_scratch_new(scorer.coder, &scorer.scratch);
    for (size_t i = 0; i < n && rc == TRUCE_OK; i++)
        rc = score_file(&scorer, argv[i], &err);
    if (rc == TRUCE_OK)
        rc = print_scores(&scorer, args.json);
    truce_coder_scratch_free(scorer.scratch);
    truce_coder_close(scorer.coder);
    return rc == TRUCE_OK ? status : truce_cli_fail(cli, &err);
}

const struct truce_cmd truce_cmd_score = {
    .name = "score",
    .summary = "score the coder against gold records",
    .usage = (const char *const[]){"GOLD.jsonl...", NULL},
    .details =
        "GOLD holds one JSON object a line: id, date, text, and either\n"
        "\"events\" as 'truce code --emit jsonl' writes them, or one event "
        "(\"event\",\n\"source\", \"target\"). Precision, recall and F1 are "
        "over the set of types,\nof type with source and target codes, of "
        "third parties and of dates of a\nrecord; a meeting or agreement "
        "has no direction. What the file does not\nknow is not measured.",
    .opts = opts,
    .examples = (const char *const[]){"truce score mine.jsonl --misses", NULL},
    .run = run,
};
