/* truce series: the dyad-month table. */
#include <limits.h>

#include "casefile/casefile.h"
#include "cli/cmd.h"
#include "base/mem.h"
#include "series/dyad_months.h"
#include "series/features.h"
#include "show/paper.h"
#include "show/table.h"

struct args {
    const char *file;
    struct truce_date as_of, from, to;
    bool features, json, csv;
};

static const struct truce_opt opts[] = {
    {"file", 'f', TRUCE_OPT_TEXT, offsetof(struct args, file), "CASE.db",
     "the conflict file"},
    {"as-of", 0, TRUCE_OPT_DATE, offsetof(struct args, as_of), "DATE",
     "only what was known on that day (the file's last day)"},
    {"from", 0, TRUCE_OPT_DATE, offsetof(struct args, from), "MONTH",
     "first month"},
    {"to", 0, TRUCE_OPT_DATE, offsetof(struct args, to), "MONTH", "last month"},
    {"features", 0, TRUCE_OPT_FLAG, offsetof(struct args, features), NULL,
     "the history features of the deaths as well, as the model sees them"},
    {"json", 0, TRUCE_OPT_FLAG, offsetof(struct args, json), NULL,
     "print JSON"},
    {"csv", 0, TRUCE_OPT_FLAG, offsetof(struct args, csv), NULL, "print CSV"},
    TRUCE_OPT_END,
};

static const char *const usage[] = {
    "A [B] -f CASE.db [--as-of DATE] [--from MONTH] [--to MONTH] "
    "[--json|--csv]",
    NULL};

static const char *const examples[] = {
    "truce series ARM AZE --csv -f sc.db > armaze.csv",
    "truce series SYR SYR:REB --features --csv -f syria.db", NULL};

static const struct truce_column columns[] = {
    {.name = "month"},
#define TRUCE_DYAD_COLUMN(column, what)                                        \
    {.name = #column, .kind = TRUCE_COLUMN_REAL},
#include "series/dyad_months.def"
#undef TRUCE_DYAD_COLUMN
#define TRUCE_FEATURE(feature, unit, sign, what)                               \
    {.name = #feature, .kind = TRUCE_COLUMN_REAL, .decimals = 3},
#include "series/features.def"
#undef TRUCE_FEATURE
};

enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

/* The features of the deaths up to and including a month. */
static void put_features(struct truce_table *table, const double *deaths,
                         size_t months)
{
    double features[TRUCE_N_FEATURES];
    truce_features(deaths, months, features);
    for (size_t f = 0; f < TRUCE_N_FEATURES; f++)
        truce_table_real(table, features[f]);
}

static int print(const struct truce_dyad *dyad, const struct args *args,
                 FILE *out, struct truce_err *err)
{
    struct truce_table *table = NULL;
    int from = args->from.month ? truce_date_month_id(args->from) : INT_MIN;
    int to = args->to.month ? truce_date_month_id(args->to) : INT_MAX;
    enum truce_show_format format = args->json  ? TRUCE_SHOW_JSON
                                    : args->csv ? TRUCE_SHOW_CSV
                                                : TRUCE_SHOW_TABLE;
    double *deaths = truce_dyad_take(dyad, TRUCE_DYAD_deaths);
    int rc = truce_table_new(
        columns, args->features ? N_COLUMNS : N_COLUMNS - TRUCE_N_FEATURES,
        &table);
    if (rc < 0 || !deaths) {
        truce_free(deaths);
        truce_table_free(table);
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    }
    for (size_t i = 0; i < dyad->n; i++) {
        char month[TRUCE_DATE_SIZE];
        int id = dyad->first + (int)i;
        if (id < from || id > to)
            continue;
        truce_date_format(truce_date_from_month_id(id), month);
        truce_table_text(table, (struct truce_view){month, 7});
        for (int c = 0; c < TRUCE_N_DYAD_COLUMNS; c++)
            truce_table_real(table,
                             truce_dyad_at(dyad, i, (enum truce_dyad_column)c));
        if (args->features)
            put_features(table, deaths, i + 1);
    }
    truce_free(deaths);
    rc = truce_table_print(table, out, format, truce_show_width(out),
                           "nothing is known of these two");
    truce_table_free(table);
    return rc < 0 ? truce_err_set(err, rc, "cannot print the table") : rc;
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {0};
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_casefile *casefile = NULL;
    struct truce_dyad dyad = {0};
    size_t n;
    int status = TRUCE_EXIT_DONE, rc;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (n < 1 || n > 2 || !args.file)
        return truce_cli_usage(cli, "needs one or two party codes and -f "
                                    "CASE.db");
    rc = truce_casefile_open(args.file, TRUCE_CASEFILE_READ, &casefile, &err);
    if (rc == TRUCE_OK && !truce_date_known(args.as_of))
        rc = truce_dyad_latest(truce_casefile_db(casefile), &args.as_of, &err);
    if (rc == TRUCE_OK)
        rc = truce_dyad_build(truce_casefile_db(casefile), argv[0],
                              n > 1 ? argv[1] : NULL, args.as_of, &dyad, &err);
    if (rc == TRUCE_OK)
        rc = print(&dyad, &args, cli->out, &err);
    if (rc < 0)
        status = truce_cli_fail(cli, &err);
    truce_dyad_release(&dyad);
    truce_casefile_close(casefile);
    return status;
}

const struct truce_cmd truce_cmd_series = {
    .name = "series",
    .summary = "list what the file knows of one or two parties month by month",
    .usage = usage,
    .details =
        "Deaths, spells of fighting and of calm, deaths in bordering "
        "countries, events by class, mediation episodes, agreements in force, "
        "missions and the months left of their term, of a dyad or, with one "
        "party, of a country. A party is a code (ARM) or a sector of one "
        "(SDN:REB). An empty cell is unknown: a month without any document "
        "tells no events, which is not the same as none.",
    .opts = opts,
    .examples = examples,
    .run = run,
};
