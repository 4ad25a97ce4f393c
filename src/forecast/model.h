/*
 * The forecast: a monthly death series in, for each month ahead a predictive
 * distribution (draws) and the probability of 25 deaths or more out. Parts
 * (docs/forecast.md): a forest of past cases whose paths are scaled to the
 * series' own level, boosted trees over the same paths, four weightings of its
 * own recent months; for the probability two penalised logistic regressions
 * and boosted trees.
 */
#ifndef TRUCE_FORECAST_MODEL_H
#define TRUCE_FORECAST_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "series/context.h"
#include "series/features.h"
#include "series/panel.h"

struct truce_model;

/* Parts of the pool, in this order: the forest of past cases, the boosted
 * distribution, the series' own months at half-lives of 1, 2, 6 and 12. */
#define TRUCE_POOL_PARTS 6

/* Parts of P(25 deaths or more), in this order: the forest, boosted trees with
 * the lead as a column, boosted trees of each lead's own, the regression on
 * readable columns, that on lags, the share among the series' own months. */
#define TRUCE_P25_PARTS 6

struct truce_model_options {
    size_t first_lead; /* months ahead of the last known month, from 1 */
    size_t last_lead;  /* at least first_lead */
    size_t step;       /* months between training origins */
    size_t n_trees;
    double share; /* of the cases that a tree sees */
    bool boost;   /* boosted trees too, where the build has them */
    /* weights of the pool's parts, sum 1; NULL: learnt on past origins */
    const double *pool;
    const double *p25; /* weights of its parts, sum 1; NULL: the fixed ones */
    bool direct; /* each set of boosted trees for some leads only, instead of
                    all sets for all leads with the lead as a column */
    bool parts_only; /* no probabilities and no stacking: for stacking */
    int rounds;      /* of the boosted distribution; P(25 or more) has 6 times
                        as many, and 1.2 times as many of each lead's own trees */
    /* Groups of context features that may be used where the panel has them;
     * each is kept only when it made past forecasts better, or untried. */
    unsigned context;
    bool context_untried;
    uint64_t seed;
    size_t threads; /* does not change the result */
};

/* What `truce backtest` uses; the shipped model thins origins and trees. */
#define TRUCE_MODEL_OPTIONS_INIT                                               \
    {                                                                          \
        .first_lead = 1, .last_lead = 12, .step = 1, .n_trees = 150,           \
        .share = 0.5, .boost = true, .rounds = 50,                             \
        .context = TRUCE_CONTEXT_ALL, .seed = 1, .threads = 1                  \
    }

/*
 * Learns from a panel up to and including month id `through`; nothing later
 * is read. TRUCE_OK, TRUCE_ENODATA (history too short), TRUCE_ENOMEM. Owned:
 * truce_model_free.
 */
int truce_model_train(const struct truce_panel *panel, int through,
                      const struct truce_model_options *options,
                      struct truce_model **out, struct truce_err *err);
void truce_model_free(struct truce_model *model); /* NULL accepted */

/* What a model was trained on. */
struct truce_model_about {
    int first, through; /* month ids of the data */
    size_t units, cases, trees;
    size_t first_lead, last_lead;
    bool boost;
    unsigned context; /* groups of context features in use */
    char name[96];    /* "truce-risk 1, 191 series, 1990-01 to 2021-12" */
};
void truce_model_about(const struct truce_model *model,
                       struct truce_model_about *out);

/* A series to forecast: deaths[0..t-1], oldest first, NaN: gap; borrowed. */
struct truce_model_ask {
    const double *deaths;
    size_t t;
    const struct truce_context *context; /* months 0..t-1; NULL: unknown */
    size_t first_lead, n_leads;          /* within the model's leads */
    size_t n_draws;                      /* at least 1 */
    int as_of; /* month id: no past case is followed beyond it; 0: no limit */
};

/*
 * Fills draws [n_leads][n_draws], whole numbers, ascending in each row, and
 * p25 [n_leads]; either may be NULL. TRUCE_OK, TRUCE_ERANGE (leads that the
 * model was not trained for), TRUCE_ENOMEM.
 */
int truce_model_forecast(const struct truce_model *model,
                         const struct truce_model_ask *ask, double *draws,
                         double *p25, struct truce_err *err);

/* Chance that some month of a span sees 25 deaths or more. */
struct truce_model_spell {
    double p;         /* mean of the two */
    double low, high; /* 90% interval for p */
    double forest;    /* share of the similar past cases */
    double logit;     /* regression */
    double cases;     /* effective number of independent cases behind it */
    /* contributions to the regression's log-odds, one a column */
    double effects[TRUCE_N_FEATURES]; /* 0 where not in the regression */
};

/* `ask` names the span by its leads; n_draws is not used. Same errors. */
int truce_model_chance(const struct truce_model *model,
                       const struct truce_model_ask *ask,
                       struct truce_model_spell *out, struct truce_err *err);

/* Model files. Load: TRUCE_ENOENT, TRUCE_EFORMAT, TRUCE_EVERSION,
 * TRUCE_ECHECKSUM too. */
int truce_model_save(const struct truce_model *model, const char *path,
                     struct truce_err *err);
int truce_model_load(const char *path, struct truce_model **out,
                     struct truce_err *err);

#endif
