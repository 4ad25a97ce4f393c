/* Inside of struct truce_model, for model*.c only. */
#ifndef TRUCE_FORECAST_MODEL_PARTS_H
#define TRUCE_FORECAST_MODEL_PARTS_H

#include <stdint.h>

#include "forecast/boost.h"
#include "forecast/cases.h"
#include "forecast/direct.h"
#include "forecast/forest.h"
#include "forecast/ladder.h"
#include "forecast/logit.h"
#include "forecast/model.h"

/* 25 deaths in a month, counts being whole. */
#define TRUCE_WAR_MONTH 24.5

/* Columns of the regressions: these features, then the lead, and for the
 * span the log of its length. Few, so that effects can be read. */
#define TRUCE_LOGIT_FEATURES 7
extern const enum truce_feature truce_logit_features[TRUCE_LOGIT_FEATURES];
#define TRUCE_MONTH_COLUMNS (TRUCE_LOGIT_FEATURES + 1)
#define TRUCE_SPAN_COLUMNS (TRUCE_LOGIT_FEATURES + 2)

/* Columns of the regression on lags: the means of the last 1, 2, 3, 6, 12 and
 * 24 months, then the lead. */
#define TRUCE_LAGS 6
#define TRUCE_LAG_COLUMNS (TRUCE_LAGS + 1)
#define TRUCE_LAG_LAMBDA 1.0

/* Columns of the boosted trees: those of a case, then the lead. */
#define TRUCE_TREE_COLUMNS_MAX (TRUCE_CASE_COLUMNS_MAX + 1)

enum truce_pool_part {
    TRUCE_POOL_FOREST,
    TRUCE_POOL_LADDER,
    TRUCE_POOL_OWN, /* first of TRUCE_POOL_OWNS */
    TRUCE_POOL_OWNS = TRUCE_POOL_PARTS - TRUCE_POOL_OWN
};

/* Weights that stacking starts from and is held to, [TRUCE_POOL_PARTS]. */
void truce_pool_fixed(double *weights);
/* Sets of boosted trees for all leads in P(25 deaths or more): their mean. */
#define TRUCE_P25_BAGS 3
struct truce_model;
/* Sets the weights in P(25 deaths or more) by what the model has. */
void truce_p25_fixed(struct truce_model *model);

/* Set of boosted trees that a lead belongs to when they are direct. */
size_t truce_model__set(const struct truce_model *model, size_t lead);

struct truce_model {
    int first, through;
    size_t first_lead, last_lead;
    size_t n_units, n_trees, n;
    unsigned context; /* groups of context features */
    size_t k;         /* columns of a case */
    double cap;       /* no draw above it: twice the worst month known */
    float *paths;     /* [n][last_lead] log ratios, NaN: unknown */
    float *weights;   /* [n] */
    uint32_t *units;  /* [n] */
    int32_t *origins; /* [n] month id of the last month known then */
    uint32_t *order;  /* [last_lead][n] rows by rising path, unknown last */
    struct truce_forest *forest;
    struct truce_logit month;      /* 25 deaths in the month at a lead */
    struct truce_logit span;       /* in some month of a span */
    struct truce_logit lags;       /* the same from raw memory alone */
    struct truce_boost *boost[TRUCE_P25_BAGS]; /* boosted trees; NULL: none */
    struct truce_direct *own_leads; /* of each lead its own; NULL: none */
    struct truce_ladder *ladder;   /* boosted distribution; NULL: none */
    double pool[TRUCE_POOL_PARTS]; /* weights, sum 1 */
    double p25[TRUCE_P25_PARTS];   /* likewise; not in the file */
    bool direct;                   /* sets of the ladder are for some leads */
};

/*
 * The parts' draws apart: draws [TRUCE_POOL_PARTS][n_leads][n_draws], rising.
 * *whole is false where the series has no known month of its own; a model
 * without boosted trees has the forest's in their place. Same errors as
 * truce_model_forecast.
 */
int truce_model__parts(const struct truce_model *model,
                       const struct truce_model_ask *ask, double *draws,
                       bool *whole, struct truce_err *err);

/* Fills model->order from its paths. TRUCE_OK or TRUCE_ENOMEM. */
int truce_model__order(struct truce_model *model);

/* Columns of the regressions for a case; length 0: the month's. */
void truce_logit_columns(const double *features, double lead, double length,
                         double *out);

void truce_lag_columns(const double *features, double lead, double *out);
/* k columns of a case and the lead into out [k + 1]. */
void truce_tree_columns(const double *features, size_t k, double lead,
                        float *out);

#endif
