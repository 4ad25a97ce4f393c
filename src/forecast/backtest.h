/*
 * A backtest: train on a history up to a month, forecast later months,
 * hold the forecasts and every baseline against what happened.
 */
#ifndef TRUCE_FORECAST_BACKTEST_H
#define TRUCE_FORECAST_BACKTEST_H

#include "base/err.h"
#include "forecast/baseline.h"
#include "forecast/model.h"
#include "forecast/score.h"
#include "series/panel.h"

/* Forecasts of every unit of a panel for months from..to. */
struct truce_backtest {
    int through, from, to;            /* month ids */
    unsigned context;                 /* groups that the model took */
    const struct truce_panel *learnt; /* what was learnt from, borrowed */
    size_t n_units, n_months, n_draws;
    double *draws; /* [n_units][n_months][n_draws] ascending, owned */
    double *p25;   /* [n_units][n_months], owned */
    double *spell; /* [n_units] chance that one of these months has 25 deaths
                      or more, owned */
};

struct truce_backtest_options {
    int through, from, to; /* through < from <= to */
    /* Learn from these units up to `through` instead of from those that are
     * forecast; NULL: from the same. Borrowed as long as the backtest. */
    const struct truce_panel *learn;
    size_t n_draws; /* 100..1000 */
    size_t threads;
    bool boost;
    uint64_t seed;
    const double *pool; /* this and the next two as in model.h */
    const double *p25;
    bool direct;
    size_t n_trees;   /* 0: as usual */
    int rounds;       /* of boosting, as in model.h; 0: as usual */
    unsigned context; /* as in model.h; 0: none */
    bool context_untried;
};

/*
 * Trains on the panel up to `through` (later months are not looked at) and
 * forecasts. TRUCE_OK, TRUCE_ERANGE, TRUCE_ENODATA, TRUCE_ENOMEM. Release
 * with truce_backtest_release.
 */
int truce_backtest_run(const struct truce_panel *history,
                       const struct truce_backtest_options *options,
                       struct truce_backtest *out, struct truce_err *err);
void truce_backtest_release(struct truce_backtest *backtest); /* NULL ok */

/* Means over all unit-months with a known outcome. */
struct truce_scores {
    size_t n;      /* unit-months; 0: nothing to score */
    size_t events; /* of them with 25 deaths or more */
    double crps, ign, mis;
    double brier, log_score, ap, auc; /* of P(25 deaths or more) */
    double coverage;                  /* of the 90% interval, all unit-months */
    size_t open;          /* unit-months whose interval is wider than 0 */
    double coverage_open; /* of these; NaN when open is 0 */
    double coverage_pit;  /* of the 90% interval of the randomised PIT */
    double pit[TRUCE_RELIABILITY_BINS]; /* share of outcomes in each tenth of
                                           the forecasts: 0.1 where right */
    struct truce_reliability reliability;
};

/*
 * Scores the forecasts on `actuals` (units found by name). TRUCE_OK,
 * TRUCE_ENODATA (no unit-month in common), TRUCE_ENOMEM.
 */
int truce_backtest_score(const struct truce_backtest *backtest,
                         const struct truce_panel *history,
                         const struct truce_panel *actuals,
                         struct truce_scores *out, struct truce_err *err);

/* The same for a baseline on the same history, months and draws. */
int truce_backtest_baseline(const struct truce_backtest *backtest,
                            const struct truce_panel *history,
                            const struct truce_panel *actuals,
                            enum truce_baseline baseline,
                            struct truce_scores *out, struct truce_err *err);

/*
 * Scores of `spell` on the units whose months are all known, and of the plain
 * forecast by the unit's own last ten years: n, events, brier, log_score, ap,
 * auc and reliability are set, the rest NaN. Errors as above.
 */
int truce_backtest_spell(const struct truce_backtest *backtest,
                         const struct truce_panel *history,
                         const struct truce_panel *actuals,
                         struct truce_scores *out, struct truce_scores *plain,
                         struct truce_err *err);

/*
 * P(25 deaths or more) from a logistic regression on the means of the last
 * 1, 2, 3, 6, 12 and 24 months and the lead: brier, log_score, ap, auc and
 * reliability are set, the rest NaN.
 */
int truce_backtest_lags(const struct truce_backtest *backtest,
                        const struct truce_panel *history,
                        const struct truce_panel *actuals,
                        struct truce_scores *out, struct truce_err *err);

/*
 * The whole distribution from the hurdle model (hurdle.h) on the columns that
 * `truce risk` explains itself with.
 */
int truce_backtest_hurdle(const struct truce_backtest *backtest,
                          const struct truce_panel *history,
                          const struct truce_panel *actuals,
                          struct truce_scores *out, struct truce_err *err);

#endif
