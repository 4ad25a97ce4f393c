/* truce train-risk: the shipped risk model, or one's own. */
#include "base/date.h"
#include "base/threads.h"
#include "cli/cmd.h"
#include "forecast/model.h"

struct args {
    const char *fatalities, *out;
    struct truce_date through;
    size_t horizon, trees, step, threads;
    bool no_boost;
};

static const struct truce_opt opts[] = {
    {"fatalities", 0, TRUCE_OPT_TEXT, offsetof(struct args, fatalities), "FILE",
     "history: CSV with the columns unit, month, deaths and perhaps others of "
     "'truce series --all --csv', kept where they helped on past origins"},
    {"through", 0, TRUCE_OPT_DATE, offsetof(struct args, through), "MONTH",
     "last month to learn from (the last of the file)"},
    {"out", 'o', TRUCE_OPT_TEXT, offsetof(struct args, out), "FILE",
     "the model file to write"},
    {"horizon", 0, TRUCE_OPT_MONTHS, offsetof(struct args, horizon), "MONTHS",
     "longest forecast the model will give (24m)"},
    {"trees", 0, TRUCE_OPT_SIZE, offsetof(struct args, trees), "N",
     "trees of the forest (80)"},
    {"step", 0, TRUCE_OPT_SIZE, offsetof(struct args, step), "N",
     "months between the past cases of a unit (3)"},
    {"no-boost", 0, TRUCE_OPT_FLAG, offsetof(struct args, no_boost), NULL,
     "leave all boosted trees out"},
    {"threads", 'j', TRUCE_OPT_SIZE, offsetof(struct args, threads), "N",
     "worker threads (all cores); the result is the same"},
    TRUCE_OPT_END,
};

static const char *const usage[] = {
    "--fatalities FILE -o MODEL [--through MONTH] [--horizon 24m]", NULL};

static const char *const examples[] = {
    "truce train-risk --fatalities mine.csv -o mine.model",
    "truce risk ARM AZE --model mine.model -f case.db", NULL};

static int last_month(const struct truce_panel *panel,
                      struct truce_date through)
{
    int last = panel->first + (int)panel->n_months - 1;
    int asked = through.month ? truce_date_month_id(through) : last;
    return asked < last ? asked : last;
}

static int train(const struct args *args, const struct truce_panel *panel,
                 struct truce_model **out, struct truce_err *err)
{
    struct truce_model_options plan = TRUCE_MODEL_OPTIONS_INIT;
    plan.last_lead = args->horizon;
    plan.n_trees = args->trees;
    plan.step = args->step;
    plan.threads = args->threads;
    plan.boost = !args->no_boost;
    return truce_model_train(panel, last_month(panel, args->through), &plan,
                             out, err);
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {.horizon = 24,
                        .trees = 80,
                        .step = 3,
                        .threads = truce_threads_default()};
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_panel panel = {0};
    struct truce_panel_report seen = {0};
    struct truce_model *model = NULL;
    struct truce_model_about about;
    size_t n;
    int status = TRUCE_EXIT_DONE, rc;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (n || !args.fatalities || !args.out)
        return truce_cli_usage(cli, "needs --fatalities FILE and -o MODEL");
    if (!args.horizon || args.horizon > 120 || !args.trees || !args.step)
        return truce_cli_usage(cli, "--horizon goes from 1 to 120 months, "
                                    "--trees and --step from 1");
    rc = truce_panel_read(args.fatalities,
                          args.through.month ? truce_date_month_id(args.through)
                                             : TRUCE_PANEL_ANY_MONTH,
                          &panel, &seen, &err);
    if (rc == TRUCE_OK)
        rc = train(&args, &panel, &model, &err);
    if (rc == TRUCE_OK)
        rc = truce_model_save(model, args.out, &err);
    if (rc < 0) {
        status = truce_cli_fail(cli, &err);
    } else {
        truce_model_about(model, &about);
        fprintf(cli->out,
                "%s: %s, %zu past cases, %zu trees, 1 to %zu "
                "months ahead%s",
                args.out, about.name, about.cases, about.trees, about.last_lead,
                about.boost ? "" : ", without boosted trees");
        for (size_t g = 0; g < TRUCE_N_CONTEXT_GROUPS; g++)
            if (about.context >> g & 1)
                fprintf(cli->out, ", reads %s", truce_context_group_name(g));
        putc('\n', cli->out);
    }
    if (seen.refused) {
        fprintf(cli->errout,
                "truce: warning: %zu rows refused, the first: "
                "%s\n",
                seen.refused, seen.first_fault);
        status = status ? status : TRUCE_EXIT_REFUSED;
    }
    truce_model_free(model);
    truce_panel_release(&panel);
    return status;
}

const struct truce_cmd truce_cmd_train_risk = {
    .name = "train-risk",
    .summary = "learn a risk model from monthly deaths",
    .usage = usage,
    .details = "Learns what became of each unit's deaths in the months after "
               "every past month, and writes a model file that 'truce risk "
               "--model' uses. Units may be countries, dyads, provinces: any "
               "monthly counts. A month without a row is unknown, not zero.",
    .opts = opts,
    .examples = examples,
    .run = run,
};
