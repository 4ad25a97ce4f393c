/* truce risk: will fighting between two parties resume? */
#include <jansson.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "casefile/casefile.h"
#include "cli/two_parties.h"
#include "forecast/forecast.h"
#include "registers/registers.h"
#include "show/table.h"

struct args {
    const char *file, *model;
    struct truce_date as_of;
    size_t horizon;
    bool json, save;
};

static const struct truce_opt opts[] = {
    {"file", 'f', TRUCE_OPT_TEXT, offsetof(struct args, file), "CASE.db",
     "the conflict file"},
    {"as-of", 0, TRUCE_OPT_DATE, offsetof(struct args, as_of), "DATE",
     "answer with what was known on that day (the file's last day)"},
    {"horizon", 0, TRUCE_OPT_MONTHS, offsetof(struct args, horizon), "MONTHS",
     "how far ahead: 12m, 1y (12m)"},
    {"model", 0, TRUCE_OPT_TEXT, offsetof(struct args, model), "FILE",
     "a model of one's own, from 'truce train-risk'"},
    {"save", 0, TRUCE_OPT_FLAG, offsetof(struct args, save), NULL,
     "keep the forecast in the file's table of forecasts"},
    {"json", 0, TRUCE_OPT_FLAG, offsetof(struct args, json), NULL,
     "print JSON"},
    TRUCE_OPT_END,
};

static const char *const usage[] = {
    "A B -f CASE.db [--as-of DATE] [--horizon 12m] [--json]", NULL};

static const char *const examples[] = {
    "truce risk ARM AZE --as-of 2022-11-01 --horizon 12m -f sc.db", NULL};

static const struct truce_column month_columns[] = {
    {.name = "month", .title = "Month"},
    {.name = "p25",
     .title = "P(25+)",
     .kind = TRUCE_COLUMN_REAL,
     .decimals = 2},
    {.name = "q05", .title = "5%", .kind = TRUCE_COLUMN_REAL},
    {.name = "q50", .title = "median", .kind = TRUCE_COLUMN_REAL},
    {.name = "q95", .title = "95%", .kind = TRUCE_COLUMN_REAL},
    {.name = "expected",
     .title = "mean",
     .kind = TRUCE_COLUMN_REAL,
     .decimals = 1},
};

static const struct truce_column driver_columns[] = {
    {.name = "what", .title = "What drives it"},
    {.name = "value",
     .title = "Here",
     .kind = TRUCE_COLUMN_REAL,
     .decimals = 1},
    {.name = "odds",
     .title = "Odds times",
     .kind = TRUCE_COLUMN_REAL,
     .decimals = 2},
};

static int print_rows(struct truce_table *table, FILE *out,
                      struct truce_err *err)
{
    int rc = truce_table_print(table, out, TRUCE_SHOW_TABLE, 0, NULL);
    truce_table_free(table);
    putc('\n', out);
    return rc < 0 ? truce_err_set(err, rc, "cannot print the table") : rc;
}

static int print_months(const struct truce_risk *risk, FILE *out,
                        struct truce_err *err)
{
    struct truce_table *table = NULL;
    int rc = truce_table_new(month_columns, 6, &table);
    if (rc < 0)
        return truce_err_set(err, rc, "out of memory");
    for (size_t i = 0; i < risk->horizon; i++) {
        const struct truce_risk_month *m = &risk->months[i];
        char month[TRUCE_DATE_SIZE];
        truce_date_format(truce_date_from_month_id(m->month), month);
        truce_table_text(table, (struct truce_view){month, 7});
        truce_table_real(table, m->p25);
        truce_table_real(table, m->q[0]);
        truce_table_real(table, m->q[2]);
        truce_table_real(table, m->q[4]);
        truce_table_real(table, m->expected);
    }
    return print_rows(table, out, err);
}

static int print_drivers(const struct truce_risk *risk, FILE *out,
                         struct truce_err *err)
{
    struct truce_table *table = NULL;
    int rc = truce_table_new(driver_columns, 3, &table);
    if (rc < 0)
        return truce_err_set(err, rc, "out of memory");
    for (size_t i = 0; i < risk->n_drivers; i++) {
        const struct truce_risk_driver *d = &risk->drivers[i];
        truce_table_puts(table, truce_feature_info(d->feature)->what);
        truce_table_real(table, d->value);
        truce_table_real(table, exp(d->effect));
    }
    return print_rows(table, out, err);
}

static void print_record(const struct truce_risk *risk, FILE *out)
{
    if (!risk->n_record)
        return;
    fputs("earlier forecasts for this dyad:\n", out);
    for (size_t i = 0; i < risk->n_record; i++) {
        char day[TRUCE_DATE_SIZE];
        fprintf(out, "  %s  %3.0f%%  %s\n",
                truce_date_format(risk->record[i].as_of, day),
                100 * risk->record[i].p,
                risk->record[i].escalated ? "it came" : "it did not");
    }
    putc('\n', out);
}

static int print_text(const struct truce_risk *risk, FILE *out,
                      struct truce_err *err)
{
    char day[TRUCE_DATE_SIZE];
    int rc;
    fprintf(out,
            "%s and %s, as of %s: %.0f%% (90%% interval %.0f to %.0f%%) that "
            "some month of the next %zu sees 25 deaths or more\n",
            risk->a, risk->b, truce_date_format(risk->as_of, day),
            100 * risk->p, 100 * risk->low, 100 * risk->high, risk->horizon);
    if (isfinite(risk->expected))
        fprintf(out, "expected deaths in that time: %.0f\n", risk->expected);
    putc('\n', out);
    rc = print_months(risk, out, err);
    if (rc == TRUCE_OK)
        rc = print_drivers(risk, out, err);
    print_record(risk, out);
    fprintf(out, "model: %s\n", risk->model);
    for (size_t i = 0; i < risk->n_notes; i++)
        fprintf(out, "note: %s\n", risk->notes[i]);
    return rc;
}

static int print_json(const struct truce_risk *risk, FILE *out,
                      struct truce_err *err)
{
    json_t *json = truce_risk_json(risk);
    int rc = TRUCE_OK;
    if (!json)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    if (json_dumpf(json, out, JSON_COMPACT | JSON_REAL_PRECISION(8)) < 0 &&
        !ferror(out)) /* a stream that fails is told by main */
        rc = truce_err_set(err, TRUCE_EIO, "cannot write JSON");
    putc('\n', out);
    json_decref(json);
    return rc;
}

/* A side as the conflict file names it: "ARM", "SDN:REB". */
static void put_label(const struct truce_party *party, char *label, size_t size)
{
    snprintf(label, size, "%s%s%s", party->code, party->sector ? ":" : "",
             party->sector ? party->sector : "");
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {.horizon = 12};
    struct truce_two_parties sides;
    char side[2][128];
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_casefile *casefile = NULL;
    struct truce_risk risk = {0};
    size_t n;
    int status = TRUCE_EXIT_DONE, rc;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (!truce_two_parties_read(cli, args.file, argv, n, &sides, &status))
        return status;
    for (int i = 0; i < 2; i++)
        put_label(&sides.party[i], side[i], sizeof side[i]);
    rc = truce_casefile_open(args.file,
                             args.save && access(args.file, W_OK) == 0
                                 ? TRUCE_CASEFILE_WRITE
                                 : TRUCE_CASEFILE_READ, /* never made here */
                             &casefile, &err);
    if (rc == TRUCE_OK)
        rc = truce_registers_as_of(truce_casefile_db(casefile), args.as_of,
                                   &err);
    if (rc == TRUCE_OK)
        rc = truce_forecast_risk(
            truce_casefile_db(casefile),
            &(struct truce_risk_ask){side[0], side[1], args.as_of, args.horizon,
                                     args.model},
            &risk, &err);
    if (rc == TRUCE_OK && args.save)
        rc = truce_risk_store(truce_casefile_db(casefile), &risk, &err);
    if (rc == TRUCE_OK)
        rc = args.json ? print_json(&risk, cli->out, &err)
                       : print_text(&risk, cli->out, &err);
    if (rc < 0)
        status = truce_cli_fail(cli, &err);
    truce_risk_release(&risk);
    truce_casefile_close(casefile);
    return status;
}

const struct truce_cmd truce_cmd_risk = {
    .name = "risk",
    .summary = "forecast whether fighting between two parties resumes",
    .usage = usage,
    .details =
        "Escalation is a month with at least 25 battle-related deaths within "
        "the horizon. The forecast starts from the dyad's own monthly deaths "
        "in the file; where there are none, assaults coded from text stand "
        "in and the answer says so. Nothing after --as-of is used.",
    .opts = opts,
    .examples = examples,
    .run = run,
};
