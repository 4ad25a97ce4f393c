/* Backtests; see backtest.h. */
#include "forecast/backtest.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/threads.h"
#include "forecast/tally.h"

struct crew {
    const struct truce_panel *history;
    const struct truce_model *model;
    struct truce_backtest *out;
    size_t known;
};

static int forecast_unit(void *payload, size_t item, size_t worker)
{
    struct crew *crew = payload;
    struct truce_backtest *out = crew->out;
    struct truce_context context = truce_panel_context(crew->history, item);
    struct truce_model_ask ask = {
        .context = &context,
        .deaths = truce_panel_row(crew->history, item),
        .t = crew->known,
        .first_lead = (size_t)(out->from - out->through),
        .n_leads = out->n_months,
        .n_draws = out->n_draws};
    double *p25 = out->p25 + item * out->n_months;
    struct truce_model_spell spell;
    int rc = truce_model_forecast(
        crew->model, &ask, out->draws + item * out->n_months * out->n_draws,
        p25, NULL);
    (void)worker;
    if (rc == TRUCE_OK)
        rc = truce_model_chance(crew->model, &ask, &spell, NULL);
    if (rc < 0)
        return rc;
    out->spell[item] = spell.p; /* a span is as likely as its likeliest month */
    for (size_t m = 0; m < out->n_months; m++)
        out->spell[item] = fmax(out->spell[item], p25[m]);
    return TRUCE_OK;
}

static int reserve(const struct truce_panel *history,
                   const struct truce_backtest_options *options,
                   struct truce_backtest *out)
{
    *out = (struct truce_backtest){
        .through = options->through,
        .learnt = options->learn ? options->learn : history,
        .from = options->from,
        .to = options->to,
        .n_units = history->n_units,
        .n_months = (size_t)(options->to - options->from) + 1,
        .n_draws = options->n_draws};
    out->draws = truce_alloc(out->n_units * out->n_months * out->n_draws,
                             sizeof *out->draws);
    out->p25 = truce_alloc(out->n_units * out->n_months, sizeof *out->p25);
    out->spell = truce_alloc(out->n_units, sizeof *out->spell);
    return out->draws && out->p25 && out->spell ? TRUCE_OK : TRUCE_ENOMEM;
}

int truce_backtest_run(const struct truce_panel *history,
                       const struct truce_backtest_options *options,
                       struct truce_backtest *out, struct truce_err *err)
{
    struct truce_model_options plan = TRUCE_MODEL_OPTIONS_INIT;
    struct truce_model *model = NULL;
    struct truce_model_about about;
    struct crew crew = {history, NULL, out, 0};
    int rc;
    *out = (struct truce_backtest){0};
    if (options->from <= options->through || options->to < options->from)
        return truce_err_set(err, TRUCE_ERANGE,
                             "months must follow the end of training");
    plan.first_lead = (size_t)(options->from - options->through);
    plan.last_lead = (size_t)(options->to - options->through);
    plan.threads = options->threads;
    plan.boost = options->boost;
    plan.seed = options->seed;
    plan.pool = options->pool;
    plan.p25 = options->p25;
    plan.direct = options->direct;
    plan.context = options->context;
    plan.context_untried = options->context_untried;
    if (options->n_trees)
        plan.n_trees = options->n_trees;
    if (options->rounds)
        plan.rounds = options->rounds;
    rc = truce_model_train(options->learn ? options->learn : history,
                           options->through, &plan, &model, err);
    if (rc < 0)
        return rc;
    rc = reserve(history, options, out);
    truce_model_about(model, &about);
    out->context = about.context;
    crew.model = model;
    crew.known = truce_tally__months(history, options->through);
    /* boosted trees are asked by one thread at a time */
    if (rc == TRUCE_OK)
        rc = truce_threads_run(plan.boost ? 1 : options->threads,
                               history->n_units, forecast_unit, &crew);
    if (rc < 0) {
        truce_backtest_release(out);
        truce_err_set(err, rc,
                      rc == TRUCE_ENOMEM ? "out of memory" : "forecast failed");
    }
    truce_model_free(model);
    return rc;
}

void truce_backtest_release(struct truce_backtest *backtest)
{
    if (!backtest)
        return;
    truce_free(backtest->draws);
    truce_free(backtest->p25);
    truce_free(backtest->spell);
    *backtest = (struct truce_backtest){0};
}

int truce_backtest_score(const struct truce_backtest *backtest,
                         const struct truce_panel *history,
                         const struct truce_panel *actuals,
                         struct truce_scores *out, struct truce_err *err)
{
    struct truce_tally tally;
    int rc = truce_tally__init(&tally, backtest);
    for (size_t u = 0; rc == TRUCE_OK && u < backtest->n_units; u++) {
        for (size_t m = 0; m < backtest->n_months; m++) {
            size_t cell = u * backtest->n_months + m;
            double y = truce_tally__outcome(backtest, history, actuals, u, m);
            if (isnan(y))
                continue;
            truce_tally__draws(&tally,
                               backtest->draws + cell * backtest->n_draws,
                               backtest->n_draws, y);
            truce_tally__p(&tally, backtest->p25[cell], y);
        }
    }
    rc = rc < 0 ? truce_err_set(err, rc, "out of memory")
                : truce_tally__close(&tally, out, err);
    truce_tally__release(&tally);
    return rc;
}

int truce_backtest_baseline(const struct truce_backtest *backtest,
                            const struct truce_panel *history,
                            const struct truce_panel *actuals,
                            enum truce_baseline baseline,
                            struct truce_scores *out, struct truce_err *err)
{
    size_t known = truce_tally__months(history, backtest->through);
    size_t n = backtest->n_draws;
    double *draws = truce_alloc(n, sizeof *draws);
    struct truce_tally tally;
    int rc = truce_tally__init(&tally, backtest);
    if (!draws)
        rc = TRUCE_ENOMEM;
    for (size_t u = 0; rc == TRUCE_OK && u < backtest->n_units; u++) {
        /* the pooled baseline is the same for every unit */
        if (u == 0 || baseline != TRUCE_BASELINE_pooled_240)
            rc = truce_baseline_draws(baseline, history, u, known, draws, n);
        for (size_t m = 0; rc == TRUCE_OK && m < backtest->n_months; m++) {
            double y = truce_tally__outcome(backtest, history, actuals, u, m);
            if (isnan(y))
                continue;
            truce_tally__draws(&tally, draws, n, y);
            truce_tally__p(&tally,
                           truce_score_share(draws, n, TRUCE_WAR_DEATHS), y);
        }
    }
    rc = rc < 0 ? truce_err_set(err, rc, "out of memory")
                : truce_tally__close(&tally, out, err);
    truce_tally__release(&tally);
    truce_free(draws);
    return rc;
}
