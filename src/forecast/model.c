/* Training; see model.h. */
#include "forecast/model.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/rng.h"
#include "base/threads.h"
#include "forecast/cases.h"
#include "forecast/model_parts.h"
#include "forecast/stack.h"

/* Chosen on yearly origins 1995 to 2017, table in docs/forecast.md. */
#define N_TRY 8
#define MIN_LEAF 15
#define SPLIT_LEADS 5
#define LAMBDA 30.0
/* First leads of spans that the regression learns: data may lag a while. */
#define MAX_SPAN_LAG 6
/* For the boosted trees. */
#define LEADS_A_CASE 2
#define QUIET_SHARE 5
#define DIRECT_ROUNDS 12 /* tenths of options.rounds */

const enum truce_feature truce_logit_features[TRUCE_LOGIT_FEATURES] = {
    TRUCE_FEATURE_mean_3,    TRUCE_FEATURE_mean_12,   TRUCE_FEATURE_mean_60,
    TRUCE_FEATURE_typical_6, TRUCE_FEATURE_active_12, TRUCE_FEATURE_war_24,
    TRUCE_FEATURE_since_25,
};

void truce_logit_columns(const double *features, double lead, double length,
                         double *out)
{
    for (size_t j = 0; j < TRUCE_LOGIT_FEATURES; j++)
        out[j] = features[truce_logit_features[j]];
    out[TRUCE_LOGIT_FEATURES] = lead;
    if (length > 0)
        out[TRUCE_LOGIT_FEATURES + 1] = log(length);
}

void truce_lag_columns(const double *features, double lead, double *out)
{
    for (size_t j = 0; j < TRUCE_LAGS; j++)
        out[j] = features[TRUCE_FEATURE_mean_1 + j];
    out[TRUCE_LAGS] = lead;
}

void truce_tree_columns(const double *features, size_t k, double lead,
                        float *out)
{
    for (size_t f = 0; f < k; f++)
        out[f] = (float)features[f];
    out[k] = (float)lead;
}

/* Everything that training works with. */
struct job {
    const struct truce_panel *panel;
    const struct truce_model_options *options;
    struct truce_cases cases;
    size_t known; /* months of the panel */
    bool stacked; /* the pool has its weights */
    struct truce_model *model;
    struct truce_rng rng;
};

/* Split targets: the path at a few even leads; where the future is not known
 * yet, the mean of what is. */
static float *split_targets(const struct job *job, size_t *n_targets)
{
    size_t first = job->options->first_lead, last = job->options->last_lead;
    size_t k = last - first + 1 < SPLIT_LEADS ? last - first + 1 : SPLIT_LEADS;
    float *out = truce_alloc(job->cases.n * k, sizeof *out);
    *n_targets = k;
    for (size_t i = 0; out && i < job->cases.n; i++) {
        const float *path = job->cases.paths + i * job->cases.n_leads;
        float sum = 0, known = 0;
        for (size_t h = first - 1; h < last; h++)
            if (!isnan(path[h])) {
                sum += path[h];
                known++;
            }
        for (size_t q = 0; q < k; q++) {
            size_t h =
                k > 1 ? first - 1 + q * (last - first) / (k - 1) : first - 1;
            out[i * k + q] = isnan(path[h]) ? sum / known : path[h];
        }
    }
    return out;
}

static int train_forest(struct job *job, struct truce_err *err)
{
    struct truce_forest_options options = {.n_trees = job->options->n_trees,
                                           .n_try = N_TRY,
                                           .min_leaf = MIN_LEAF,
                                           .share = job->options->share,
                                           .seed = job->options->seed,
                                           .threads = job->options->threads};
    struct truce_forest_data data = {.n = job->cases.n,
                                     .n_features = job->cases.k,
                                     .x = job->cases.x,
                                     .weights = job->cases.weights};
    float *targets = split_targets(job, &data.n_targets);
    int rc;
    if (!targets)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    data.targets = targets;
    rc = truce_forest_train(&data, &options, &job->model->forest, err);
    truce_free(targets);
    return rc;
}

static double deaths_at(const struct job *job, size_t row, size_t lead)
{
    size_t at = job->cases.origins[row] + lead - 1;
    return at < job->known
               ? truce_panel_row(job->panel, job->cases.units[row])[at]
               : NAN;
}

/* A random lead of the row that is known, or 0 after a few tries. */
static size_t random_lead(const struct job *job, struct truce_rng *rng,
                          size_t row)
{
    const struct truce_model_options *o = job->options;
    for (int i = 0; i < 8; i++) {
        size_t lead =
            o->first_lead +
            truce_rng_below(rng, o->last_lead - o->first_lead + 1);
        if (!isnan(deaths_at(job, row, lead)))
            return lead;
    }
    return 0;
}

/* The same among the leads of one set of boosted trees. */
static size_t lead_of_set(struct job *job, size_t row, size_t set)
{
    if (!job->options->direct)
        return random_lead(job, &job->rng, row);
    for (int i = 0; i < 40; i++) {
        size_t lead = random_lead(job, &job->rng, row);
        if (!lead || truce_model__set(job->model, lead) == set)
            return lead;
    }
    return 0;
}

static int train_month_logits(struct job *job, struct truce_err *err)
{
    const size_t k = TRUCE_MONTH_COLUMNS, q = TRUCE_LAG_COLUMNS;
    size_t n = 0;
    double *x = truce_alloc(job->cases.n * k, sizeof *x);
    double *lags = truce_alloc(job->cases.n * q, sizeof *lags);
    double *y = truce_alloc(job->cases.n, sizeof *y);
    int rc = x && lags && y ? TRUCE_OK : TRUCE_ENOMEM;
    for (size_t i = 0; rc == TRUCE_OK && i < job->cases.n; i++) {
        const double *features = job->cases.x + i * job->cases.k;
        size_t lead = random_lead(job, &job->rng, i);
        if (!lead)
            continue;
        truce_logit_columns(features, (double)lead, 0, x + n * k);
        truce_lag_columns(features, (double)lead, lags + n * q);
        y[n++] = deaths_at(job, i, lead) >= TRUCE_WAR_MONTH;
    }
    if (rc == TRUCE_OK)
        rc = truce_logit_train(x, y, n, k, LAMBDA, &job->model->month, err);
    if (rc == TRUCE_OK)
        rc = truce_logit_train(lags, y, n, q, TRUCE_LAG_LAMBDA,
                               &job->model->lags, err);
    truce_free(x);
    truce_free(lags);
    truce_free(y);
    return rc;
}

/* 1: some month of the span had 25 deaths; 0: none; -1: not known. */
static int span_outcome(const struct job *job, size_t row, size_t lead,
                        size_t length)
{
    int outcome = 0;
    for (size_t h = lead; h < lead + length; h++) {
        double deaths = deaths_at(job, row, h);
        if (isnan(deaths))
            return -1;
        outcome |= deaths >= TRUCE_WAR_MONTH;
    }
    return outcome;
}

static int train_span_logit(struct job *job, struct truce_err *err)
{
    size_t n = 0, k = TRUCE_SPAN_COLUMNS, last = job->options->last_lead;
    size_t lags = last < MAX_SPAN_LAG ? last : MAX_SPAN_LAG;
    double *x = truce_alloc(job->cases.n * k, sizeof *x);
    double *y = truce_alloc(job->cases.n, sizeof *y);
    int rc = TRUCE_ENOMEM;
    if (x && y) {
        for (size_t i = 0; i < job->cases.n; i++) {
            size_t lead = 1 + truce_rng_below(&job->rng, lags);
            size_t length = 1 + truce_rng_below(&job->rng, last - lead + 1);
            int outcome = span_outcome(job, i, lead, length);
            if (outcome < 0)
                continue;
            truce_logit_columns(job->cases.x + i * job->cases.k, (double)lead,
                                (double)length, x + n * k);
            y[n++] = outcome;
        }
        rc = truce_logit_train(x, y, n, k, LAMBDA, &job->model->span, err);
    }
    truce_free(x);
    truce_free(y);
    return rc;
}

/* Some leads of each case, for the boosted trees. */
struct sample {
    size_t k;           /* columns */
    float *x;           /* [n][k] */
    float *y, *w;       /* [n] */
    unsigned char *bag; /* [n] */
    size_t n;
};

static void sample_release(struct sample *s)
{
    truce_free(s->x);
    truce_free(s->y);
    truce_free(s->w);
    truce_free(s->bag);
}

static int sample_init(const struct job *job, size_t leads, struct sample *s)
{
    size_t most = job->cases.n * leads, k = job->cases.k + 1;
    *s = (struct sample){.k = k,
                         .x = truce_alloc(most * k, sizeof *s->x),
                         .y = truce_alloc(most, sizeof *s->y),
                         .w = truce_alloc(most, sizeof *s->w),
                         .bag = truce_alloc(most, sizeof *s->bag)};
    return s->x && s->y && s->w && s->bag ? TRUCE_OK : TRUCE_ENOMEM;
}

static void sample_add(const struct job *job, struct sample *s, size_t row,
                       size_t lead, float y, float w)
{
    truce_tree_columns(job->cases.x + row * job->cases.k, job->cases.k,
                       (double)lead, s->x + s->n * s->k);
    s->y[s->n] = y;
    s->w[s->n++] = w;
}

static void feature_signs(signed char *signs)
{
    for (size_t f = 0; f < TRUCE_N_FEATURES; f++)
        signs[f] = (signed char)truce_feature_info(f)->sign;
}

/* What the sets of boosted trees for all leads learn from. */
struct boost_crew {
    struct job *job;
    const struct sample *sample;
    struct truce_err errs[TRUCE_P25_BAGS];
};

static int grow_boost(void *payload, size_t item, size_t worker)
{
    struct boost_crew *crew = payload;
    const struct sample *s = &crew->sample[item];
    signed char signs[TRUCE_TREE_COLUMNS_MAX] = {0};
    struct truce_boost_data data = {s->x, s->y, NULL, s->n, s->k};
    struct truce_boost_plan plan = {.classes = 2,
                                    .depth = 2,
                                    .rounds = 6 * crew->job->options->rounds,
                                    .rate = 0.05,
                                    .seed = (int)item + 1,
                                    .signs = signs};
    (void)worker;
    feature_signs(signs);
    return truce_boost_train(&data, &plan, &crew->job->model->boost[item],
                             &crew->errs[item]);
}

/* Two random leads of each case. */
static int sample_leads(struct job *job, struct truce_rng *rng,
                        struct sample *s)
{
    int rc = sample_init(job, LEADS_A_CASE, s);
    for (size_t i = 0; rc == TRUCE_OK && i < job->cases.n; i++)
        for (int k = 0; k < LEADS_A_CASE; k++) {
            size_t lead = random_lead(job, rng, i);
            if (lead)
                sample_add(job, s, i, lead,
                           deaths_at(job, i, lead) >= TRUCE_WAR_MONTH, 1);
        }
    return rc;
}

static int train_boost(struct job *job, struct truce_err *err)
{
    struct sample samples[TRUCE_P25_BAGS] = {0};
    struct boost_crew crew = {.job = job, .sample = samples};
    int rc = TRUCE_OK;
    for (size_t b = 0; rc == TRUCE_OK && b < TRUCE_P25_BAGS; b++) {
        struct truce_rng own; /* the first draws where it always has */
        truce_rng_seed(&own, job->options->seed + b);
        rc = sample_leads(job, b ? &own : &job->rng, &samples[b]);
    }
    if (rc == TRUCE_OK)
        rc = truce_threads_run(job->options->threads, TRUCE_P25_BAGS,
                               grow_boost, &crew);
    for (size_t b = 0; b < TRUCE_P25_BAGS; b++) {
        if (rc < 0 && crew.errs[b].message[0])
            truce_err_set(err, rc, "%s", crew.errs[b].message);
        sample_release(&samples[b]);
    }
    return rc;
}

/* Months at peace are most cases and much alike: one in QUIET_SHARE of them
 * stands for all. Each case gives each set of trees a lead. */
static int train_ladder(struct job *job, struct truce_err *err)
{
    struct sample s;
    size_t bags = TRUCE_LADDER_BAGS;
    int rc = sample_init(job, bags, &s);
    for (size_t i = 0; rc == TRUCE_OK && i < job->cases.n * bags; i++) {
        size_t row = i / bags, lead = lead_of_set(job, row, i % bags);
        bool quiet =
            !(job->cases.x[row * job->cases.k + TRUCE_FEATURE_level] > 0);
        float w = job->cases.weights[row] * (quiet ? (float)QUIET_SHARE : 1);
        if (!lead || (quiet && truce_rng_below(&job->rng, QUIET_SHARE)))
            continue;
        s.bag[s.n] = (unsigned char)(i % bags);
        sample_add(job, &s, row, lead,
                   job->cases.paths[row * job->cases.n_leads + lead - 1], w);
    }
    if (rc == TRUCE_OK)
        rc = truce_ladder_train(
            &(struct truce_ladder_data){s.x, s.y, s.w, s.bag, s.n, s.k,
                                        job->options->threads,
                                        job->options->rounds},
            &job->model->ladder, err);
    sample_release(&s);
    return rc;
}

/* Cases at every lead; of months at peace again one in QUIET_SHARE. */
struct by_lead {
    size_t *rows; /* [n] of the cases */
    float *x;     /* [n][k] */
    float *y;     /* [n_leads][n] */
    float *w;     /* [n] */
    size_t n, n_leads;
};

static void by_lead_release(struct by_lead *s)
{
    truce_free(s->rows);
    truce_free(s->x);
    truce_free(s->y);
    truce_free(s->w);
}

static int by_lead_init(const struct job *job, struct by_lead *s)
{
    const struct truce_model_options *o = job->options;
    size_t n = job->cases.n;
    *s = (struct by_lead){.n_leads = o->last_lead - o->first_lead + 1};
    s->rows = truce_alloc(n, sizeof *s->rows);
    s->x = truce_alloc(n * job->cases.k, sizeof *s->x);
    s->y = truce_alloc(n * s->n_leads, sizeof *s->y);
    s->w = truce_alloc(n, sizeof *s->w);
    return s->rows && s->x && s->y && s->w ? TRUCE_OK : TRUCE_ENOMEM;
}

static void by_lead_fill(const struct job *job, struct by_lead *s)
{
    const size_t k = job->cases.k;
    struct truce_rng rng; /* its own: other trees' cases stay as they were */
    truce_rng_seed(&rng, job->options->seed);
    for (size_t i = 0; i < job->cases.n; i++) {
        const double *features = job->cases.x + i * k;
        bool quiet = !(features[TRUCE_FEATURE_level] > 0);
        if (quiet && truce_rng_below(&rng, QUIET_SHARE))
            continue;
        for (size_t f = 0; f < k; f++)
            s->x[s->n * k + f] = (float)features[f];
        s->w[s->n] = quiet ? QUIET_SHARE : 1;
        s->rows[s->n++] = i;
    }
    for (size_t j = 0; j < s->n_leads * s->n; j++) {
        double deaths = deaths_at(job, s->rows[j % s->n],
                                  job->options->first_lead + j / s->n);
        s->y[j] = isnan(deaths) ? NAN : (float)(deaths >= TRUCE_WAR_MONTH);
    }
}

static int train_direct(struct job *job, struct truce_err *err)
{
    signed char signs[TRUCE_TREE_COLUMNS_MAX] = {0};
    struct truce_direct_data data = {
        .k = job->cases.k,
        .rounds = job->options->rounds * DIRECT_ROUNDS / 10,
        .signs = signs,
        .threads = job->options->threads};
    struct by_lead s;
    int rc = by_lead_init(job, &s);
    feature_signs(signs);
    if (rc == TRUCE_OK) {
        by_lead_fill(job, &s);
        data.x = s.x;
        data.y = s.y;
        data.w = s.w;
        data.n = s.n;
        data.n_leads = s.n_leads;
        rc = truce_direct_train(&data, &job->model->own_leads, err);
    }
    by_lead_release(&s);
    return rc;
}

/* Boosted trees where the build has them and the cases differ at all. */
static int train_trees(struct job *job, struct truce_err *err)
{
    int rc = job->options->parts_only ? TRUCE_OK : train_boost(job, err);
    if (rc == TRUCE_OK && !job->options->parts_only)
        rc = train_direct(job, err);
    if (rc == TRUCE_OK)
        rc = train_ladder(job, err);
    if (rc == TRUCE_EUNSUPPORTED || rc == TRUCE_ENODATA) {
        truce_err_clear(err);
        rc = TRUCE_OK;
    }
    return rc;
}

static double worst_month(const struct job *job)
{
    double worst = 500;
    for (size_t u = 0; u < job->panel->n_units; u++)
        for (size_t t = 0; t < job->known; t++)
            if (truce_panel_row(job->panel, u)[t] > worst)
                worst = truce_panel_row(job->panel, u)[t];
    return worst;
}

/* The model takes what it needs of the cases. */
static void take_cases(struct job *job)
{
    struct truce_model *model = job->model;
    model->n = job->cases.n;
    model->paths = job->cases.paths;
    model->weights = job->cases.weights;
    model->units = job->cases.units;
    for (size_t i = 0; i < model->n; i++)
        model->origins[i] =
            job->panel->first + (int32_t)job->cases.origins[i] - 1;
    job->cases.paths = NULL;
    job->cases.weights = NULL;
    job->cases.units = NULL;
}

/* What P(25 deaths or more) and the chance over a span are made from. */
static int train_chances(struct job *job, struct truce_err *err)
{
    int rc = train_month_logits(job, err);
    return rc < 0 ? rc : train_span_logit(job, err);
}

/* Which groups of context features the model gets, and the weights of its
 * pool, where the look back tells both. */
static int choose_context(struct job *job, struct truce_err *err)
{
    const struct truce_model_options *o = job->options;
    unsigned groups =
        o->context &
        truce_context_groups((const double *const *)job->panel->context);
    int rc = TRUCE_OK;
    job->stacked = groups && !o->context_untried;
    if (job->stacked)
        rc = truce_stack_context(job->panel, job->model->through, o, &groups,
                                 job->model->pool, err);
    job->model->context = groups;
    job->model->k = truce_cases_columns(groups);
    return rc;
}

static int run(struct job *job, struct truce_err *err)
{
    const struct truce_model_options *o = job->options;
    struct truce_cases_plan plan = {job->known, o->first_lead, o->last_lead,
                                    o->step ? o->step : 1, 0};
    int rc = choose_context(job, err);
    plan.context = job->model->context;
    if (rc == TRUCE_OK)
        rc = truce_cases_build(job->panel, &plan, &job->cases, err);
    if (rc == TRUCE_OK)
        rc = train_forest(job, err);
    if (rc == TRUCE_OK && !o->parts_only)
        rc = train_chances(job, err);
    if (rc == TRUCE_OK && o->boost)
        rc = train_trees(job, err);
    if (rc == TRUCE_OK) {
        job->model->origins =
            truce_alloc(job->cases.n, sizeof *job->model->origins);
        rc = job->model->origins ? TRUCE_OK : TRUCE_ENOMEM;
    }
    if (o->pool)
        memcpy(job->model->pool, o->pool, sizeof job->model->pool);
    else if (!job->stacked)
        truce_pool_fixed(job->model->pool);
    if (o->p25)
        memcpy(job->model->p25, o->p25, sizeof job->model->p25);
    else
        truce_p25_fixed(job->model);
    job->model->direct = o->direct;
    if (rc == TRUCE_OK && !o->parts_only && !o->pool && !job->stacked) {
        struct truce_model_options past = *o;
        past.context = job->model->context;
        rc = truce_stack_fit(job->panel, job->model->through, &past,
                             job->model->pool, err);
    }
    if (rc == TRUCE_ENOMEM && err && !err->message[0])
        truce_err_set(err, rc, "out of memory");
    return rc;
}

int truce_model_train(const struct truce_panel *panel, int through,
                      const struct truce_model_options *options,
                      struct truce_model **out, struct truce_err *err)
{
    struct job job = {.panel = panel, .options = options};
    struct truce_model *model = truce_zalloc(1, sizeof *model);
    int rc;
    *out = NULL;
    if (!model)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    if (through < panel->first) {
        truce_model_free(model);
        return truce_err_set(err, TRUCE_ENODATA, "no history up to that month");
    }
    job.model = model;
    job.known = (size_t)(through - panel->first) + 1;
    if (job.known > panel->n_months)
        job.known = panel->n_months;
    truce_rng_seed(&job.rng, options->seed);
    *model = (struct truce_model){.first = panel->first,
                                  .through = through,
                                  .first_lead = options->first_lead,
                                  .last_lead = options->last_lead,
                                  .n_units = panel->n_units,
                                  .n_trees = options->n_trees,
                                  .cap = 2 * worst_month(&job)};
    rc = run(&job, err);
    if (rc == TRUCE_OK) {
        take_cases(&job);
        rc = truce_model__order(model);
        if (rc < 0)
            truce_err_set(err, rc, "out of memory");
    }
    if (rc == TRUCE_OK) {
        *out = model;
    } else {
        truce_model_free(model);
    }
    truce_cases_release(&job.cases);
    return rc;
}

void truce_model_free(struct truce_model *model)
{
    if (!model)
        return;
    truce_free(model->paths);
    truce_free(model->weights);
    truce_free(model->units);
    truce_free(model->origins);
    truce_free(model->order);
    truce_forest_free(model->forest);
    for (size_t b = 0; b < TRUCE_P25_BAGS; b++)
        truce_boost_free(model->boost[b]);
    truce_direct_free(model->own_leads);
    truce_ladder_free(model->ladder);
    truce_free(model);
}

void truce_model_about(const struct truce_model *model,
                       struct truce_model_about *out)
{
    char first[TRUCE_DATE_SIZE], last[TRUCE_DATE_SIZE];
    *out = (struct truce_model_about){.first = model->first,
                                      .through = model->through,
                                      .units = model->n_units,
                                      .cases = model->n,
                                      .trees = model->n_trees,
                                      .first_lead = model->first_lead,
                                      .last_lead = model->last_lead,
                                      .boost = model->boost[0] != NULL,
                                      .context = model->context};
    truce_date_format(truce_date_from_month_id(model->first), first);
    truce_date_format(truce_date_from_month_id(model->through), last);
    snprintf(out->name, sizeof out->name,
             "similar paths, %zu series, %.7s to %.7s", model->n_units, first,
             last);
}
