/* Backtests; see backtest.h. */
#include "forecast/backtest.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/threads.h"
#include "forecast/cases.h"
#include "forecast/logit.h"

#define ALPHA 0.1
#define WAR_MONTH 24.5

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
    struct truce_model_ask ask = {
        .deaths = truce_panel_row(crew->history, item),
        .t = crew->known,
        .first_lead = (size_t)(out->from - out->through),
        .n_leads = out->n_months,
        .n_draws = out->n_draws};
    (void)worker;
    return truce_model_forecast(
        crew->model, &ask, out->draws + item * out->n_months * out->n_draws,
        out->p25 + item * out->n_months, NULL);
}

/* Months of the panel up to `through`. */
static size_t months_known(const struct truce_panel *panel, int through)
{
    size_t known = through < panel->first
                       ? 0
                       : (size_t)(through - panel->first) + 1;
    return known > panel->n_months ? panel->n_months : known;
}

static int reserve(const struct truce_panel *history,
                   const struct truce_backtest_options *options,
                   struct truce_backtest *out)
{
    *out = (struct truce_backtest){
        .through = options->through,
        .from = options->from,
        .to = options->to,
        .n_units = history->n_units,
        .n_months = (size_t)(options->to - options->from) + 1,
        .n_draws = options->n_draws};
    out->draws = truce_alloc(out->n_units * out->n_months * out->n_draws,
                             sizeof *out->draws);
    out->p25 = truce_alloc(out->n_units * out->n_months, sizeof *out->p25);
    return out->draws && out->p25 ? TRUCE_OK : TRUCE_ENOMEM;
}

int truce_backtest_run(const struct truce_panel *history,
                       const struct truce_backtest_options *options,
                       struct truce_backtest *out, struct truce_err *err)
{
    struct truce_model_options plan = TRUCE_MODEL_OPTIONS_INIT;
    struct truce_model *model = NULL;
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
    if (options->n_trees)
        plan.n_trees = options->n_trees;
    rc = truce_model_train(history, options->through, &plan, &model, err);
    if (rc < 0)
        return rc;
    rc = reserve(history, options, out);
    crew.model = model;
    crew.known = months_known(history, options->through);
    /* boosted trees are asked by one thread at a time */
    if (rc == TRUCE_OK)
        rc = truce_threads_run(plan.boost ? 1 : options->threads,
                               history->n_units, forecast_unit, &crew);
    if (rc < 0) {
        truce_backtest_release(out);
        truce_err_set(err, rc, rc == TRUCE_ENOMEM ? "out of memory"
                                                  : "forecast failed");
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
    *backtest = (struct truce_backtest){0};
}

/* Sums while going over unit-months; p and y for the ranking scores. */
struct tally {
    struct truce_scores sums;
    double *p; /* [n] */
    int *y;    /* [n] */
};

static int tally_init(struct tally *tally, const struct truce_backtest *b)
{
    size_t n = b->n_units * b->n_months;
    *tally = (struct tally){.p = truce_alloc(n, sizeof *tally->p),
                            .y = truce_alloc(n, sizeof *tally->y)};
    return tally->p && tally->y ? TRUCE_OK : TRUCE_ENOMEM;
}

static void tally_release(struct tally *tally)
{
    truce_free(tally->p);
    truce_free(tally->y);
}

static void tally_p(struct tally *tally, double p, double actual)
{
    struct truce_scores *s = &tally->sums;
    tally->p[s->n] = p;
    tally->y[s->n] = actual >= WAR_MONTH;
    s->events += actual >= WAR_MONTH;
    s->n++;
}

static void tally_draws(struct tally *tally, const double *draws, size_t n,
                        double actual)
{
    struct truce_scores *s = &tally->sums;
    bool covers = truce_score_covers(draws, n, ALPHA, actual);
    bool open = truce_score_quantile(draws, n, 1 - ALPHA / 2) >
                truce_score_quantile(draws, n, ALPHA / 2);
    s->crps += truce_score_crps(draws, n, actual);
    s->ign += truce_score_ign(draws, n, actual);
    s->mis += truce_score_interval(draws, n, ALPHA, actual);
    s->coverage += covers;
    s->open += open;
    s->coverage_open += open && covers;
}

static int tally_close(struct tally *tally, struct truce_scores *out,
                       struct truce_err *err)
{
    struct truce_scores *s = &tally->sums;
    double n = (double)s->n;
    if (s->n == 0)
        return truce_err_set(err, TRUCE_ENODATA,
                             "actual deaths and forecasts have no unit and "
                             "month in common");
    s->crps /= n;
    s->ign /= n;
    s->mis /= n;
    s->coverage /= n;
    s->coverage_open = s->open ? s->coverage_open / (double)s->open : NAN;
    s->brier = truce_score_brier(tally->p, tally->y, s->n);
    s->log_score = truce_score_log(tally->p, tally->y, s->n);
    s->ap = truce_score_ap(tally->p, tally->y, s->n);
    s->auc = truce_score_auc(tally->p, tally->y, s->n);
    truce_score_reliability(tally->p, tally->y, s->n, &s->reliability);
    *out = *s;
    return TRUCE_OK;
}

/* Outcome of a forecast unit-month, NaN when unknown. */
static double outcome(const struct truce_backtest *b,
                      const struct truce_panel *history,
                      const struct truce_panel *actuals, size_t unit,
                      size_t month)
{
    size_t at = truce_panel_find(actuals, history->units[unit]);
    return at == (size_t)-1
               ? NAN
               : truce_panel_at(actuals, at, b->from + (int)month);
}

int truce_backtest_score(const struct truce_backtest *backtest,
                         const struct truce_panel *history,
                         const struct truce_panel *actuals,
                         struct truce_scores *out, struct truce_err *err)
{
    struct tally tally;
    int rc = tally_init(&tally, backtest);
    for (size_t u = 0; rc == TRUCE_OK && u < backtest->n_units; u++) {
        for (size_t m = 0; m < backtest->n_months; m++) {
            size_t cell = u * backtest->n_months + m;
            double y = outcome(backtest, history, actuals, u, m);
            if (isnan(y))
                continue;
            tally_draws(&tally, backtest->draws + cell * backtest->n_draws,
                        backtest->n_draws, y);
            tally_p(&tally, backtest->p25[cell], y);
        }
    }
    rc = rc < 0 ? truce_err_set(err, rc, "out of memory")
                : tally_close(&tally, out, err);
    tally_release(&tally);
    return rc;
}

int truce_backtest_baseline(const struct truce_backtest *backtest,
                            const struct truce_panel *history,
                            const struct truce_panel *actuals,
                            enum truce_baseline baseline,
                            struct truce_scores *out, struct truce_err *err)
{
    size_t known = months_known(history, backtest->through);
    size_t n = backtest->n_draws;
    double *draws = truce_alloc(n, sizeof *draws);
    struct tally tally;
    int rc = tally_init(&tally, backtest);
    if (!draws)
        rc = TRUCE_ENOMEM;
    for (size_t u = 0; rc == TRUCE_OK && u < backtest->n_units; u++) {
        /* the pooled baseline is the same for every unit */
        if (u == 0 || baseline != TRUCE_BASELINE_pooled_240)
            rc = truce_baseline_draws(baseline, history, u, known, draws, n);
        for (size_t m = 0; rc == TRUCE_OK && m < backtest->n_months; m++) {
            double y = outcome(backtest, history, actuals, u, m);
            if (isnan(y))
                continue;
            tally_draws(&tally, draws, n, y);
            tally_p(&tally, truce_score_share(draws, n, WAR_MONTH), y);
        }
    }
    rc = rc < 0 ? truce_err_set(err, rc, "out of memory")
                : tally_close(&tally, out, err);
    tally_release(&tally);
    truce_free(draws);
    return rc;
}

#define LAGS 6

static void lag_columns(const double *features, double lead, double *out)
{
    for (size_t j = 0; j < LAGS; j++)
        out[j] = features[TRUCE_FEATURE_mean_1 + j];
    out[LAGS] = lead;
}

/* Each case stands at one lead, in turn, where its outcome is known. */
static int fit_lags(const struct truce_panel *history,
                    const struct truce_cases_plan *plan,
                    struct truce_logit *out, struct truce_err *err)
{
    struct truce_cases cases;
    size_t n = 0, k = LAGS + 1, leads = plan->n_leads - plan->first_lead + 1;
    double *x = NULL, *y = NULL;
    int rc = truce_cases_build(history, plan, &cases, err);
    if (rc < 0)
        return rc;
    x = truce_alloc(cases.n * k, sizeof *x);
    y = truce_alloc(cases.n, sizeof *y);
    for (size_t i = 0; x && y && i < cases.n; i++) {
        size_t lead = plan->first_lead + i % leads;
        size_t at = cases.origins[i] + lead - 1;
        double deaths = at < plan->known
                            ? truce_panel_row(history, cases.units[i])[at]
                            : NAN;
        if (isnan(deaths))
            continue;
        lag_columns(cases.x + i * TRUCE_N_FEATURES, (double)lead, x + n * k);
        y[n++] = deaths >= WAR_MONTH;
    }
    rc = x && y ? truce_logit_train(x, y, n, k, 1, out, err)
                : truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    truce_free(x);
    truce_free(y);
    truce_cases_release(&cases);
    return rc;
}

int truce_backtest_lags(const struct truce_backtest *backtest,
                        const struct truce_panel *history,
                        const struct truce_panel *actuals,
                        struct truce_scores *out, struct truce_err *err)
{
    size_t lead = (size_t)(backtest->from - backtest->through);
    struct truce_cases_plan plan = {
        months_known(history, backtest->through), lead,
        lead + backtest->n_months - 1, 1};
    struct truce_logit logit;
    struct tally tally = {0};
    int rc = fit_lags(history, &plan, &logit, err);
    if (rc < 0)
        return rc;
    rc = tally_init(&tally, backtest);
    for (size_t u = 0; rc == TRUCE_OK && u < backtest->n_units; u++) {
        double features[TRUCE_N_FEATURES], columns[LAGS + 1];
        truce_features(truce_panel_row(history, u), plan.known, features);
        for (size_t m = 0; m < backtest->n_months; m++) {
            double y = outcome(backtest, history, actuals, u, m);
            lag_columns(features, (double)(lead + m), columns);
            if (!isnan(y))
                tally_p(&tally, truce_logit_p(&logit, columns), y);
        }
    }
    tally.sums.crps = tally.sums.ign = tally.sums.mis = NAN;
    tally.sums.coverage = NAN;
    rc = rc < 0 ? truce_err_set(err, rc, "out of memory")
                : tally_close(&tally, out, err);
    tally_release(&tally);
    return rc;
}
