/*
 * The regressions of the score table: each learns from the same past cases,
 * one lead a case in turn. The lags have raw memory only; the hurdle has the
 * columns that `truce risk` explains itself with.
 */
#include <math.h>

#include "base/mem.h"
#include "forecast/cases.h"
#include "forecast/hurdle.h"
#include "forecast/model_parts.h"
#include "forecast/tally.h"

#define HURDLE_LAMBDA 30

/* Which columns a regression has. */
typedef void (*columns_fn)(const double *features, double lead, double *out);

static void hurdle_columns(const double *features, double lead, double *out)
{
    truce_logit_columns(features, lead, 0, out);
}

struct design {
    columns_fn columns;
    size_t k;
    double *x;      /* [n][k] */
    double *deaths; /* [n] */
    size_t n;
};

static void design_release(struct design *design)
{
    truce_free(design->x);
    truce_free(design->deaths);
}

/* Months known, first lead and length of path of a backtest's cases. */
static struct truce_cases_plan plan_of(const struct truce_backtest *b,
                                       const struct truce_panel *panel)
{
    size_t lead = (size_t)(b->from - b->through);
    return (struct truce_cases_plan){truce_tally__months(panel, b->through),
                                     lead, lead + b->n_months - 1, 1, 0};
}

/* Each case stands at one lead, in turn, where its deaths are known. */
static int gather(const struct truce_panel *history,
                  const struct truce_cases_plan *plan, struct design *design,
                  struct truce_err *err)
{
    struct truce_cases cases;
    size_t leads = plan->n_leads - plan->first_lead + 1;
    int rc = truce_cases_build(history, plan, &cases, err);
    if (rc < 0)
        return rc;
    design->x = truce_alloc(cases.n * design->k, sizeof *design->x);
    design->deaths = truce_alloc(cases.n, sizeof *design->deaths);
    if (!design->x || !design->deaths)
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    for (size_t i = 0; rc == TRUCE_OK && i < cases.n; i++) {
        size_t lead = plan->first_lead + i % leads;
        size_t at = cases.origins[i] + lead - 1;
        double deaths = at < plan->known
                            ? truce_panel_row(history, cases.units[i])[at]
                            : NAN;
        if (isnan(deaths))
            continue;
        design->columns(cases.x + i * cases.k, (double)lead,
                        design->x + design->n * design->k);
        design->deaths[design->n++] = deaths;
    }
    truce_cases_release(&cases);
    return rc;
}

/* What scores one unit-month of a regression. */
struct scorer {
    const struct truce_logit *logit;   /* lags */
    const struct truce_hurdle *hurdle; /* or hurdle */
    double cap;
    double *draws; /* [n_draws] */
    size_t n_draws;
};

static void score_one(const struct scorer *scorer, const double *columns,
                      double actual, struct truce_tally *tally)
{
    double p;
    if (scorer->hurdle) {
        truce_hurdle_draws(scorer->hurdle, columns, scorer->cap, scorer->draws,
                           scorer->n_draws);
        truce_tally__draws(tally, scorer->draws, scorer->n_draws, actual);
        p = truce_score_share(scorer->draws, scorer->n_draws, TRUCE_WAR_DEATHS);
    } else {
        p = truce_logit_p(scorer->logit, columns);
    }
    truce_tally__p(tally, p, actual);
}

static int score_all(const struct truce_backtest *b,
                     const struct truce_panel *history,
                     const struct truce_panel *actuals,
                     const struct scorer *scorer, columns_fn columns_of,
                     struct truce_scores *out, struct truce_err *err)
{
    struct truce_cases_plan plan = plan_of(b, history);
    struct truce_tally tally;
    int rc = truce_tally__init(&tally, b);
    for (size_t u = 0; rc == TRUCE_OK && u < b->n_units; u++) {
        double features[TRUCE_N_FEATURES], columns[TRUCE_LOGIT_MAX];
        truce_features(truce_panel_row(history, u), plan.known, features);
        for (size_t m = 0; m < b->n_months; m++) {
            double y = truce_tally__outcome(b, history, actuals, u, m);
            columns_of(features, (double)(plan.first_lead + m), columns);
            if (!isnan(y))
                score_one(scorer, columns, y, &tally);
        }
    }
    if (!scorer->hurdle)
        tally.sums.crps = tally.sums.ign = tally.sums.mis =
            tally.sums.coverage = tally.sums.coverage_pit = NAN;
    rc = rc < 0 ? truce_err_set(err, rc, "out of memory")
                : truce_tally__close(&tally, out, err);
    truce_tally__release(&tally);
    return rc;
}

int truce_backtest_lags(const struct truce_backtest *backtest,
                        const struct truce_panel *history,
                        const struct truce_panel *actuals,
                        struct truce_scores *out, struct truce_err *err)
{
    const struct truce_panel *learnt = backtest->learnt;
    struct truce_cases_plan plan = plan_of(backtest, learnt);
    struct design design = {.columns = truce_lag_columns,
                            .k = TRUCE_LAG_COLUMNS};
    struct truce_logit logit;
    int rc = gather(learnt, &plan, &design, err);
    for (size_t i = 0; rc == TRUCE_OK && i < design.n; i++)
        design.deaths[i] = design.deaths[i] >= TRUCE_WAR_DEATHS;
    if (rc == TRUCE_OK)
        rc = truce_logit_train(design.x, design.deaths, design.n, design.k,
                               TRUCE_LAG_LAMBDA, &logit, err);
    design_release(&design);
    if (rc < 0)
        return rc;
    return score_all(backtest, history, actuals,
                     &(struct scorer){.logit = &logit}, truce_lag_columns, out,
                     err);
}

int truce_backtest_hurdle(const struct truce_backtest *backtest,
                          const struct truce_panel *history,
                          const struct truce_panel *actuals,
                          struct truce_scores *out, struct truce_err *err)
{
    const struct truce_panel *learnt = backtest->learnt;
    struct truce_cases_plan plan = plan_of(backtest, learnt);
    struct design design = {.columns = hurdle_columns,
                            .k = TRUCE_MONTH_COLUMNS};
    struct truce_hurdle hurdle;
    struct scorer scorer = {
        .hurdle = &hurdle, .cap = 0, .n_draws = backtest->n_draws};
    int rc = gather(learnt, &plan, &design, err);
    for (size_t i = 0; rc == TRUCE_OK && i < design.n; i++)
        scorer.cap = fmax(scorer.cap, 2 * design.deaths[i]);
    if (rc == TRUCE_OK)
        rc = truce_hurdle_train(design.x, design.deaths, design.n, design.k,
                                HURDLE_LAMBDA, &hurdle, err);
    design_release(&design);
    if (rc < 0)
        return rc;
    scorer.draws = truce_alloc(scorer.n_draws, sizeof *scorer.draws);
    rc = scorer.draws ? score_all(backtest, history, actuals, &scorer,
                                  hurdle_columns, out, err)
                      : truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    truce_free(scorer.draws);
    return rc;
}
