/* truce backtest: forecasts of a past, held against what happened. */
#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/threads.h"
#include "cli/cmd.h"
#include "forecast/backtest.h"
#include "forecast/chart.h"
#include "show/table.h"

struct args {
    const char *fatalities, *learn, *actuals, *draws_file, *chart, *pool;
    const char *context, *p25;
    struct truce_date through, from, to;
    size_t n_draws, threads, trees;
    bool json, no_boost, direct;
};

static const struct truce_opt opts[] = {
    {"fatalities", 0, TRUCE_OPT_TEXT, offsetof(struct args, fatalities), "FILE",
     "history: CSV with the columns unit, month, deaths"},
    {"learn", 0, TRUCE_OPT_TEXT, offsetof(struct args, learn), "FILE",
     "learn from these units (same columns) instead of from those forecast"},
    {"train-through", 0, TRUCE_OPT_DATE, offsetof(struct args, through),
     "MONTH", "last month of the history that may be used"},
    {"from", 0, TRUCE_OPT_DATE, offsetof(struct args, from), "MONTH",
     "first month to forecast"},
    {"to", 0, TRUCE_OPT_DATE, offsetof(struct args, to), "MONTH",
     "last month to forecast"},
    {"actuals", 0, TRUCE_OPT_TEXT, offsetof(struct args, actuals), "FILE",
     "what happened, same columns: scores are printed"},
    {"draws", 0, TRUCE_OPT_TEXT, offsetof(struct args, draws_file), "FILE",
     "write the forecasts as CSV: unit, month, p25, draws"},
    {"chart", 0, TRUCE_OPT_TEXT, offsetof(struct args, chart), "FILE",
     "write a calibration chart, .svg or .png (needs --actuals)"},
    {"n-draws", 0, TRUCE_OPT_SIZE, offsetof(struct args, n_draws), "N",
     "draws a unit and month, 100 to 1000 (1000)"},
    {"trees", 0, TRUCE_OPT_SIZE, offsetof(struct args, trees), "N",
     "trees of the forest (150)"},
    {"pool", 0, TRUCE_OPT_TEXT, offsetof(struct args, pool), "W,W,W,W,W,W",
     "weights of forest, boosted trees and own months at half-lives 1, 2, 6 "
     "and 12 (learnt on past origins)"},
    {"p25", 0, TRUCE_OPT_TEXT, offsetof(struct args, p25), "W,W,W,W,W,W",
     "weights in P(25 deaths or more) of forest, boosted trees for all leads, "
     "boosted trees by lead, regression, regression on lags and own months "
     "(2, 2, 2, the less the longer the history twice, 1)"},
    {"direct", 0, TRUCE_OPT_FLAG, offsetof(struct args, direct), NULL,
     "boosted trees of the distribution: a set for each quarter of the leads"},
    {"context", 0, TRUCE_OPT_TEXT, offsetof(struct args, context), "GROUPS",
     "columns beside deaths that the model reads: none, or neighbours, events, "
     "registers with commas between (those that helped on past origins)"},
    {"no-boost", 0, TRUCE_OPT_FLAG, offsetof(struct args, no_boost), NULL,
     "leave all boosted trees out"},
    {"threads", 'j', TRUCE_OPT_SIZE, offsetof(struct args, threads), "N",
     "worker threads (all cores); the result is the same"},
    {"json", 0, TRUCE_OPT_FLAG, offsetof(struct args, json), NULL,
     "print scores as JSON"},
    TRUCE_OPT_END,
};

static const char *const usage[] = {
    "--fatalities FILE --train-through MONTH --from MONTH --to MONTH "
    "[OPTIONS]",
    NULL};

static const char *const examples[] = {
    "truce backtest --fatalities history.csv --train-through 2020-10 "
    "--from 2021-01 --to 2021-12 --actuals history.csv --chart cal.svg",
    NULL};

static int month_of(struct truce_date date)
{
    return date.month ? truce_date_month_id(date) : 0;
}

/* Says which rows were refused; true when there were some. */
static bool tell_refused(struct truce_cli *cli, const char *path,
                         const struct truce_panel_report *report)
{
    if (!report->refused)
        return false;
    fprintf(cli->errout,
            "truce: warning: %zu row%s of '%s' refused, the first: %s\n",
            report->refused, report->refused == 1 ? "" : "s", path,
            report->first_fault);
    return true;
}

static const char *month_text(int month, char buf[TRUCE_DATE_SIZE])
{
    return truce_date_format(truce_date_from_month_id(month), buf);
}

static void write_csv_text(FILE *out, const char *text)
{
    bool quote = strpbrk(text, ",\"\r\n") != NULL;
    if (quote)
        putc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', out);
        putc(*text, out);
    }
    if (quote)
        putc('"', out);
}

static int write_draws(const char *path, const struct truce_panel *history,
                       const struct truce_backtest *b, struct truce_err *err)
{
    FILE *out = !strcmp(path, "-") ? stdout : fopen(path, "wbe");
    int rc = TRUCE_OK;
    if (!out)
        return truce_err_set(err, TRUCE_EIO, "cannot write '%s': %s", path,
                             strerror(errno));
    fputs("unit,month,p25,draws\n", out);
    for (size_t u = 0; u < b->n_units; u++) {
        for (size_t m = 0; m < b->n_months; m++) {
            size_t cell = u * b->n_months + m;
            char month[TRUCE_DATE_SIZE];
            month_text(b->from + (int)m, month);
            write_csv_text(out, history->units[u]);
            fprintf(out, ",%.7s,%.6f,", month, b->p25[cell]);
            for (size_t i = 0; i < b->n_draws; i++)
                fprintf(out, i ? " %.0f" : "%.0f",
                        b->draws[cell * b->n_draws + i]);
            putc('\n', out);
        }
    }
    if (ferror(out) || (out != stdout && fclose(out) != 0))
        rc = truce_err_set(err, TRUCE_EIO, "cannot write '%s': %s", path,
                           strerror(errno));
    return rc;
}

/* One line of the score table. */
struct line {
    const char *name;
    struct truce_scores scores;
};

/* The last two are of the span, the others of its months. */
enum {
    MODEL_LINE,
    HURDLE_LINE = 1 + TRUCE_N_BASELINES,
    LAGS_LINE,
    N_LINES,
    SPAN_LINE = N_LINES,
    PLAIN_SPAN_LINE,
    ALL_LINES
};

static int score_all(const struct truce_backtest *b,
                     const struct truce_panel *history,
                     const struct truce_panel *actuals,
                     struct line lines[ALL_LINES], struct truce_err *err)
{
    int rc = truce_backtest_score(b, history, actuals,
                                  &lines[MODEL_LINE].scores, err);
    lines[MODEL_LINE].name = "truce";
    for (size_t i = 0; rc == TRUCE_OK && i < TRUCE_N_BASELINES; i++) {
        lines[1 + i].name = truce_baseline_name((enum truce_baseline)i);
        rc =
            truce_backtest_baseline(b, history, actuals, (enum truce_baseline)i,
                                    &lines[1 + i].scores, err);
    }
    lines[HURDLE_LINE].name = "hurdle regression";
    if (rc == TRUCE_OK)
        rc = truce_backtest_hurdle(b, history, actuals,
                                   &lines[HURDLE_LINE].scores, err);
    lines[LAGS_LINE].name = "logistic on lags";
    if (rc == TRUCE_OK)
        rc = truce_backtest_lags(b, history, actuals, &lines[LAGS_LINE].scores,
                                 err);
    lines[SPAN_LINE].name = "truce";
    lines[PLAIN_SPAN_LINE].name = "own last ten years";
    if (rc < 0)
        return rc;
    rc = truce_backtest_spell(b, history, actuals, &lines[SPAN_LINE].scores,
                              &lines[PLAIN_SPAN_LINE].scores, err);
    if (rc != TRUCE_ENODATA)
        return rc;
    truce_err_clear(err); /* no unit whose months are all known */
    lines[SPAN_LINE].scores.n = 0;
    return TRUCE_OK;
}

static json_t *real_or_null(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *reliability_json(const struct truce_reliability *table)
{
    json_t *list = json_array();
    for (size_t i = 0; i < TRUCE_RELIABILITY_BINS; i++)
        if (table->n[i])
            json_array_append_new(list,
                                  json_pack("{s:f, s:I, s:f, s:f}", "from",
                                            (double)i / TRUCE_RELIABILITY_BINS,
                                            "n", (json_int_t)table->n[i],
                                            "forecast", table->forecast[i],
                                            "observed", table->observed[i]));
    return list;
}

static json_t *pit_json(const double *shares)
{
    json_t *list = json_array();
    for (size_t i = 0; i < TRUCE_RELIABILITY_BINS; i++)
        json_array_append_new(list, json_real(shares[i]));
    return list;
}

static json_t *scores_json(const struct line *line)
{
    const struct truce_scores *s = &line->scores;
    json_t *out = json_pack("{s:s}", "name", line->name);
    json_object_set_new(out, "crps", real_or_null(s->crps));
    json_object_set_new(out, "ign", real_or_null(s->ign));
    json_object_set_new(out, "mis", real_or_null(s->mis));
    json_object_set_new(out, "brier", real_or_null(s->brier));
    json_object_set_new(out, "log_score", real_or_null(s->log_score));
    json_object_set_new(out, "ap", real_or_null(s->ap));
    json_object_set_new(out, "auc", real_or_null(s->auc));
    json_object_set_new(out, "coverage90", real_or_null(s->coverage));
    json_object_set_new(out, "coverage90_open",
                        s->open ? real_or_null(s->coverage_open) : json_null());
    json_object_set_new(out, "coverage90_pit", real_or_null(s->coverage_pit));
    if (isfinite(s->coverage_pit))
        json_object_set_new(out, "pit", pit_json(s->pit));
    json_object_set_new(out, "open_intervals",
                        json_integer((json_int_t)s->open));
    json_object_set_new(out, "reliability", reliability_json(&s->reliability));
    return out;
}

/* Of the chance of some such month within the span. */
static json_t *span_scores(const struct line *line)
{
    const struct truce_scores *s = &line->scores;
    json_t *out = json_pack("{s:s}", "name", line->name);
    json_object_set_new(out, "brier", real_or_null(s->brier));
    json_object_set_new(out, "log_score", real_or_null(s->log_score));
    json_object_set_new(out, "ap", real_or_null(s->ap));
    json_object_set_new(out, "auc", real_or_null(s->auc));
    json_object_set_new(out, "reliability", reliability_json(&s->reliability));
    return out;
}

static json_t *span_json(const struct line *lines)
{
    const struct truce_scores *s = &lines[SPAN_LINE].scores;
    json_t *out;
    if (!s->n)
        return json_null();
    out = json_pack("{s:I, s:I}", "units", (json_int_t)s->n, "events",
                    (json_int_t)s->events);
    json_object_set_new(out, "model", span_scores(&lines[SPAN_LINE]));
    json_object_set_new(out, "baseline", span_scores(&lines[PLAIN_SPAN_LINE]));
    return out;
}

static json_t *context_json(unsigned groups)
{
    json_t *list = json_array();
    for (size_t g = 0; g < TRUCE_N_CONTEXT_GROUPS; g++)
        if (groups >> g & 1)
            json_array_append_new(list,
                                  json_string(truce_context_group_name(g)));
    return list;
}

static void print_json(FILE *out, const struct truce_backtest *b,
                       const struct line *lines)
{
    char through[TRUCE_DATE_SIZE], from[TRUCE_DATE_SIZE], to[TRUCE_DATE_SIZE];
    json_t *baselines = json_array();
    json_t *all = json_pack(
        "{s:s, s:s, s:s, s:I, s:I}", "train_through",
        month_text(b->through, through), "from", month_text(b->from, from),
        "to", month_text(b->to, to), "units", (json_int_t)b->n_units, "draws",
        (json_int_t)b->n_draws);
    json_object_set_new(all, "context", context_json(b->context));
    if (lines) {
        for (size_t i = 1; i < N_LINES; i++)
            json_array_append_new(baselines, scores_json(&lines[i]));
        json_object_set_new(all, "unit_months",
                            json_integer((json_int_t)lines[0].scores.n));
        json_object_set_new(all, "events",
                            json_integer((json_int_t)lines[0].scores.events));
        json_object_set_new(all, "model", scores_json(&lines[0]));
        json_object_set(all, "baselines", baselines);
        json_object_set_new(all, "escalation", span_json(lines));
    }
    json_dumpf(all, out, JSON_INDENT(1) | JSON_REAL_PRECISION(9));
    putc('\n', out);
    json_decref(baselines);
    json_decref(all);
}

static const struct truce_column columns[] = {
    {.name = "forecast", .title = "Forecast"},
    {.name = "crps", .title = "CRPS", .kind = TRUCE_COLUMN_REAL, .decimals = 3},
    {.name = "ign", .title = "IGN", .kind = TRUCE_COLUMN_REAL, .decimals = 3},
    {.name = "mis", .title = "MIS", .kind = TRUCE_COLUMN_REAL, .decimals = 1},
    {.name = "brier",
     .title = "Brier",
     .kind = TRUCE_COLUMN_REAL,
     .decimals = 4},
    {.name = "log", .title = "Log", .kind = TRUCE_COLUMN_REAL, .decimals = 4},
    {.name = "ap", .title = "AP", .kind = TRUCE_COLUMN_REAL, .decimals = 3},
    {.name = "auc", .title = "AUC", .kind = TRUCE_COLUMN_REAL, .decimals = 3},
    {.name = "cover",
     .title = "In 90%",
     .kind = TRUCE_COLUMN_REAL,
     .decimals = 3},
    {.name = "cover_pit",
     .title = "PIT",
     .kind = TRUCE_COLUMN_REAL,
     .decimals = 3},
    {.name = "cover_open",
     .title = "wide",
     .kind = TRUCE_COLUMN_REAL,
     .decimals = 3},
};

static int print_table(FILE *out, const struct line *lines,
                       struct truce_err *err)
{
    struct truce_table *table = NULL;
    int rc =
        truce_table_new(columns, sizeof columns / sizeof columns[0], &table);
    if (rc < 0)
        return truce_err_set(err, rc, "out of memory");
    for (size_t i = 0; i < N_LINES; i++) {
        const struct truce_scores *s = &lines[i].scores;
        truce_table_puts(table, lines[i].name);
        truce_table_real(table, s->crps);
        truce_table_real(table, s->ign);
        truce_table_real(table, s->mis);
        truce_table_real(table, s->brier);
        truce_table_real(table, s->log_score);
        truce_table_real(table, s->ap);
        truce_table_real(table, s->auc);
        truce_table_real(table, s->coverage);
        truce_table_real(table, s->coverage_pit);
        truce_table_real(table, s->open ? s->coverage_open : NAN);
    }
    rc = truce_table_print(table, out, TRUCE_SHOW_TABLE, 0, NULL);
    truce_table_free(table);
    return rc < 0 ? truce_err_set(err, rc, "cannot print the table") : rc;
}

static void print_span(FILE *out, const struct line *lines)
{
    const struct truce_scores *s = &lines[SPAN_LINE].scores;
    const struct truce_scores *plain = &lines[PLAIN_SPAN_LINE].scores;
    if (s->n)
        fprintf(out,
                "\nsome month with 25 deaths or more: %zu of %zu units; Brier "
                "%.4f (by the unit's own last ten years %.4f), log %.4f "
                "(%.4f), AUC %.3f (%.3f)\n",
                s->events, s->n, s->brier, plain->brier, s->log_score,
                plain->log_score, s->auc, plain->auc);
}

static void print_head(FILE *out, const struct truce_backtest *b,
                       const struct truce_scores *s)
{
    char through[TRUCE_DATE_SIZE], from[TRUCE_DATE_SIZE], to[TRUCE_DATE_SIZE];
    fprintf(out,
            "trained through %.7s, forecasts %.7s to %.7s: %zu unit%s, %zu "
            "unit-months, %zu of them with 25 deaths or more\n\n",
            month_text(b->through, through), month_text(b->from, from),
            month_text(b->to, to), b->n_units, b->n_units == 1 ? "" : "s", s->n,
            s->events);
}

static int report(struct truce_cli *cli, const struct args *args,
                  const struct truce_panel *history,
                  const struct truce_panel *actuals,
                  const struct truce_backtest *b, struct truce_err *err)
{
    struct line lines[ALL_LINES];
    int rc;
    memset(lines, 0, sizeof lines);
    if (!args->actuals) {
        if (args->json)
            print_json(cli->out, b, NULL);
        return TRUCE_OK;
    }
    rc = score_all(b, history, actuals, lines, err);
    if (rc < 0)
        return rc;
    if (args->json) {
        print_json(cli->out, b, lines);
    } else {
        print_head(cli->out, b, &lines[0].scores);
        rc = print_table(cli->out, lines, err);
        print_span(cli->out, lines);
    }
    if (rc == TRUCE_OK && args->chart)
        rc = truce_chart_calibration(&lines[0].scores.reliability,
                                     "P(25 deaths or more in the month)",
                                     args->chart, err);
    return rc;
}

/* n weights from 0 up into shares of 1; false: something else. */
static bool read_weights(const char *text, size_t n, double *pool)
{
    double sum = 0;
    for (size_t k = 0; k < n; k++) {
        char *end;
        pool[k] = strtod(text, &end);
        if (end == text || !(pool[k] >= 0) || !isfinite(pool[k]) ||
            *end != (k + 1 < n ? ',' : '\0'))
            return false;
        sum += pool[k];
        text = end + 1;
    }
    for (size_t k = 0; k < n; k++)
        pool[k] /= sum;
    return sum > 0;
}

/* "neighbours,events" or "none" into a set of groups; false: no such group. */
static bool read_context(const char *text, unsigned *groups)
{
    struct truce_view rest = truce_view_of(text), name;
    *groups = 0;
    while (truce_view_split(&rest, ',', &name)) {
        size_t g = 0;
        while (g < TRUCE_N_CONTEXT_GROUPS &&
               !truce_view_eq_text(name, truce_context_group_name(g)))
            g++;
        if (g < TRUCE_N_CONTEXT_GROUPS)
            *groups |= 1u << g;
        else if (!truce_view_eq_text(name, "none"))
            return false;
    }
    return true;
}

static int check(struct truce_cli *cli, const struct args *args, size_t n)
{
    if (n)
        return truce_cli_usage(cli, "takes no arguments but options");
    if (!args->fatalities || !month_of(args->through) ||
        !month_of(args->from) || !month_of(args->to))
        return truce_cli_usage(cli, "needs --fatalities FILE and months "
                                    "(YYYY-MM) for --train-through, --from "
                                    "and --to");
    if (month_of(args->from) <= month_of(args->through) ||
        month_of(args->to) < month_of(args->from))
        return truce_cli_usage(cli, "--from must come after --train-through "
                                    "and --to not before --from");
    if (args->n_draws < 100 || args->n_draws > 1000)
        return truce_cli_usage(cli, "--n-draws goes from 100 to 1000");
    if (args->pool && !read_weights(args->pool, TRUCE_POOL_PARTS,
                                    (double[TRUCE_POOL_PARTS]){0}))
        return truce_cli_usage(cli, "--pool takes six numbers from 0 up, not "
                                    "all 0, with commas between");
    if (args->p25 &&
        !read_weights(args->p25, TRUCE_P25_PARTS, (double[TRUCE_P25_PARTS]){0}))
        return truce_cli_usage(cli, "--p25 takes six numbers from 0 up, not "
                                    "all 0, with commas between");
    if (args->context && !read_context(args->context, &(unsigned){0}))
        return truce_cli_usage(cli, "--context takes none, neighbours, events "
                                    "or registers");
    if (args->chart && !args->actuals)
        return truce_cli_usage(cli, "--chart needs --actuals");
    if (!args->json && !args->actuals && !args->draws_file)
        return truce_cli_usage(cli, "nothing to do: give --actuals for "
                                    "scores or --draws for the forecasts");
    return 0;
}

/* The files of a backtest; those not given have no units. */
struct input {
    struct truce_panel history, learn, actuals;
    struct truce_panel_report seen[3];
};

static void input_release(struct input *in)
{
    truce_panel_release(&in->history);
    truce_panel_release(&in->learn);
    truce_panel_release(&in->actuals);
}

static int read_all(const struct args *args, struct input *in,
                    struct truce_err *err)
{
    int through = month_of(args->through);
    int rc = truce_panel_read(args->fatalities, through, &in->history,
                              &in->seen[0], err);
    if (rc == TRUCE_OK && args->learn)
        rc = truce_panel_read(args->learn, through, &in->learn, &in->seen[1],
                              err);
    if (rc == TRUCE_OK && args->actuals)
        rc = truce_panel_read(args->actuals, TRUCE_PANEL_ANY_MONTH,
                              &in->actuals, &in->seen[2], err);
    return rc;
}

static int forecast(const struct args *args, const struct input *in,
                    struct truce_backtest *b, struct truce_err *err)
{
    double pool[TRUCE_POOL_PARTS], p25[TRUCE_P25_PARTS];
    bool fixed = args->pool && read_weights(args->pool, TRUCE_POOL_PARTS, pool);
    bool mixed = args->p25 && read_weights(args->p25, TRUCE_P25_PARTS, p25);
    unsigned groups = TRUCE_CONTEXT_ALL;
    bool named = args->context && read_context(args->context, &groups);
    const struct truce_backtest_options options = {
        .through = month_of(args->through),
        .from = month_of(args->from),
        .to = month_of(args->to),
        .learn = args->learn ? &in->learn : NULL,
        .n_draws = args->n_draws,
        .threads = args->threads,
        .boost = !args->no_boost,
        .seed = 1,
        .pool = fixed ? pool : NULL,
        .p25 = mixed ? p25 : NULL,
        .direct = args->direct,
        .context = groups,
        .context_untried = named,
        .n_trees = args->trees};
    return truce_backtest_run(&in->history, &options, b, err);
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {.n_draws = 1000, .threads = truce_threads_default()};
    struct truce_err err = TRUCE_ERR_INIT;
    struct input in = {0};
    struct truce_backtest b = {0};
    size_t n;
    int status = TRUCE_EXIT_DONE, rc;
    bool refused = false;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    status = check(cli, &args, n);
    if (status)
        return status;
    rc = read_all(&args, &in, &err);
    if (rc == TRUCE_OK)
        rc = forecast(&args, &in, &b, &err);
    if (rc == TRUCE_OK && args.draws_file)
        rc = write_draws(args.draws_file, &in.history, &b, &err);
    if (rc == TRUCE_OK)
        rc = report(cli, &args, &in.history, &in.actuals, &b, &err);
    status = rc < 0 ? truce_cli_fail(cli, &err) : TRUCE_EXIT_DONE;
    refused |= tell_refused(cli, args.fatalities, &in.seen[0]);
    if (args.learn)
        refused |= tell_refused(cli, args.learn, &in.seen[1]);
    if (args.actuals)
        refused |= tell_refused(cli, args.actuals, &in.seen[2]);
    if (refused && !status)
        status = TRUCE_EXIT_REFUSED;
    truce_backtest_release(&b);
    input_release(&in);
    return status;
}

const struct truce_cmd truce_cmd_backtest = {
    .name = "backtest",
    .summary = "forecast a past from its own past and score it",
    .usage = usage,
    .details =
        "Trains anew on the history up to --train-through, forecasts the "
        "months asked for, and scores the forecasts beside the plain ones: "
        "zero, no change, Poisson around the last month, the last 12 months "
        "(conflictology), all units' last 240 months, a logistic regression "
        "on lags, a hurdle regression. Then the chance that 'truce risk' leads "
        "with, of some month of the span with 25 deaths or more, beside the "
        "unit's own last ten years. Nothing after --train-through is used.\n\n"
        "CRPS, IGN, MIS, Brier and log score: lower is better. AP and AUC: "
        "higher. In 90%: outcomes within the interval, ends included; counts "
        "being whole, an interval of 0 to 0 holds nearly all. PIT: the same "
        "by the randomised probability integral transform, which shares an "
        "outcome that lies on an end out (Czado, Gneiting and Held 2009): "
        "0.90 where the forecasts are right. wide: outcomes within those "
        "intervals that are wider than a single number.",
    .opts = opts,
    .examples = examples,
    .run = run,
};
