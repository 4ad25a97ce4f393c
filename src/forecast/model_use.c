/* Forecasting with a trained model; see model.h. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "forecast/cases.h"
#include "forecast/model_parts.h"
#include "forecast/score.h"

/* Own recent months: how many, and the half-lives of their weightings. */
#define OWN_MONTHS 24
static const double own_half_lives[TRUCE_POOL_OWNS] = {1, 2, 6, 12};
/* Forest, boosted distribution, the own months' weightings. */
static const double fixed_pool[TRUCE_POOL_PARTS] = {0.15, 0.55, 0.08,
                                                    0.08, 0.02, 0.12};
/* P(25 or more): forest, boosted trees for all leads and by lead, own months'
 * share; the regressions by how little there is to learn from, for trees need
 * more. Without trees theirs go to the regressions. Chosen on windows
 * 1995-2017, P25_FEW_CASES for calibration on all: docs/forecast.md. */
#define P25_TREES 2.0
#define P25_OWN_SHARE 1.0
#define P25_FEW_CASES 22000.0
#define P25_HALF_LIFE 6.0

enum {
    P25_FOREST,
    P25_BOOST,
    P25_DIRECT,
    P25_REGRESSION,
    P25_LAGS,
    P25_OWN
};

struct weighted {
    double value;
    double weight;
};

/* Rows of the forest that speak for a series. */
struct similar {
    uint32_t *rows;
    float *weights;          /* [n_rows of the model] */
    struct weighted *sorted; /* [n] */
    size_t n;
    double level;
    double features[TRUCE_CASE_COLUMNS_MAX]; /* [k of the model] */
    float *columns; /* [n_leads][k + 1] for the boosted trees */
    double *rungs;  /* [n_leads][size] weights of the boosted distribution;
                       NULL: none */
};

static int by_value(const void *a, const void *b)
{
    const struct weighted *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->weight > y->weight) - (x->weight < y->weight);
}

static void similar_release(struct similar *s)
{
    truce_free(s->rows);
    truce_free(s->weights);
    truce_free(s->sorted);
    truce_free(s->columns);
    truce_free(s->rungs);
}

/* What the boosted trees are asked, and what the distribution answers. */
static int climb(const struct truce_model *model,
                 const struct truce_model_ask *ask, struct similar *s,
                 struct truce_err *err)
{
    size_t size = model->ladder ? truce_ladder_size(model->ladder) : 0;
    size_t k = model->k + 1;
    int rc = TRUCE_OK;
    s->columns = truce_alloc(ask->n_leads * k, sizeof *s->columns);
    if (size)
        s->rungs = truce_alloc(ask->n_leads * size, sizeof *s->rungs);
    if (!s->columns || (size && !s->rungs))
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    for (size_t i = 0; i < ask->n_leads; i++)
        truce_tree_columns(s->features, model->k, (double)(ask->first_lead + i),
                           s->columns + i * k);
    if (size && !model->direct)
        return truce_ladder_weigh(model->ladder,
                                  &(struct truce_ladder_ask){s->columns,
                                                             ask->n_leads, k,
                                                             TRUCE_LADDER_ALL},
                                  s->rungs, err);
    for (size_t i = 0; size && rc == TRUCE_OK && i < ask->n_leads; i++)
        rc = truce_ladder_weigh(
            model->ladder,
            &(struct truce_ladder_ask){
                s->columns + i * k, 1, k,
                truce_model__set(model, ask->first_lead + i)},
            s->rungs + i * size, err);
    return rc;
}

static int find_similar(const struct truce_model *model,
                        const struct truce_model_ask *ask, struct similar *out,
                        struct truce_err *err)
{
    *out = (struct similar){0};
    if (ask->first_lead < 1 ||
        ask->first_lead + ask->n_leads - 1 > model->last_lead)
        return truce_err_set(err, TRUCE_ERANGE,
                             "the model forecasts %zu to %zu months ahead",
                             model->first_lead, model->last_lead);
    out->rows = truce_alloc(model->n, sizeof *out->rows);
    out->weights = truce_alloc(model->n, sizeof *out->weights);
    if (!out->rows || !out->weights)
        goto nomem;
    truce_cases_features(ask->deaths, ask->context, ask->t, model->context,
                         out->features);
    out->level = truce_cases_level(ask->deaths, ask->t);
    truce_forest_weigh(model->forest, out->features, model->weights,
                       out->weights);
    for (size_t i = 0; i < model->n; i++)
        if (out->weights[i] > 0)
            out->rows[out->n++] = (uint32_t)i;
    out->sorted = truce_alloc(out->n + OWN_MONTHS + TRUCE_LADDER_VALUES,
                              sizeof *out->sorted);
    if (!out->sorted)
        goto nomem;
    return TRUCE_OK;
nomem:
    similar_release(out);
    return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
}

struct ranked {
    float z;
    uint32_t row;
};

static int by_path(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (isnan(x->z) || isnan(y->z) || x->z == y->z) {
        int later = isnan(x->z) - isnan(y->z);
        return later ? later : (x->row > y->row) - (x->row < y->row);
    }
    return x->z < y->z ? -1 : 1;
}

/* Once for all series: sorting each series' sample took most of the time,
 * since thousands of peaceful cases are alike. */
int truce_model__order(struct truce_model *model)
{
    struct ranked *all = truce_alloc(model->n, sizeof *all);
    model->order =
        truce_alloc(model->n * model->last_lead, sizeof *model->order);
    for (size_t h = 0; all && model->order && h < model->last_lead; h++) {
        for (size_t i = 0; i < model->n; i++)
            all[i] = (struct ranked){model->paths[i * model->last_lead + h],
                                     (uint32_t)i};
        qsort(all, model->n, sizeof *all, by_path);
        for (size_t i = 0; i < model->n; i++)
            model->order[h * model->n + i] = all[i].row;
    }
    truce_free(all);
    return all && model->order ? TRUCE_OK : TRUCE_ENOMEM;
}

/* n evenly spaced quantiles ((i + 1/2)/n) of a sorted weighted sample; none
 * when it is empty. Returns how many. */
static size_t even_draws(const struct weighted *sample, size_t n_sample,
                         double *out, size_t n)
{
    double total = 0, sum = 0;
    size_t at = 0;
    for (size_t i = 0; i < n_sample; i++)
        total += sample[i].weight;
    if (!(total > 0))
        return 0;
    for (size_t i = 0; i < n; i++) {
        double goal = total * ((double)i + 0.5) / (double)n;
        while (at + 1 < n_sample && sum + sample[at].weight < goal)
            sum += sample[at++].weight;
        out[i] = sample[at].value;
    }
    return n;
}

/* Log ratio of a past case at a lead; NaN: unknown, or not yet known at the
 * asker's date. */
static double path_at(const struct truce_model *model,
                      const struct truce_model_ask *ask, size_t row,
                      size_t lead)
{
    if (ask->as_of && model->origins[row] + (int)lead > ask->as_of)
        return NAN;
    return (double)model->paths[row * model->last_lead + lead - 1];
}

/* The similar cases' deaths at a lead, on the series' own level, rising. */
static size_t forest_sample(const struct truce_model *model,
                            const struct truce_model_ask *ask,
                            struct similar *s, size_t lead)
{
    const uint32_t *order = model->order + (lead - 1) * model->n;
    size_t n = 0;
    for (size_t i = 0; i < model->n; i++) {
        size_t row = order[i];
        double z;
        if (!(s->weights[row] > 0))
            continue;
        z = path_at(model, ask, row, lead);
        if (isnan(z))
            continue;
        s->sorted[n++] =
            (struct weighted){fmin(truce_cases_deaths(s->level, z), model->cap),
                              (double)s->weights[row]};
    }
    return n;
}

static size_t own_sample(const struct truce_model_ask *ask, double half_life,
                         struct weighted *out)
{
    size_t n = 0;
    for (size_t age = 0; age < OWN_MONTHS && age < ask->t; age++) {
        double deaths = ask->deaths[ask->t - 1 - age];
        if (!isnan(deaths))
            out[n++] =
                (struct weighted){deaths, exp2(-(double)age / half_life)};
    }
    qsort(out, n, sizeof *out, by_value);
    return n;
}

/* The boosted distribution at a lead, on the series' own level, rising. */
static size_t ladder_sample(const struct truce_model *model,
                            const struct truce_model_ask *ask,
                            struct similar *s, size_t lead)
{
    const float *values = truce_ladder_values(model->ladder);
    size_t n = truce_ladder_size(model->ladder);
    const double *weights = s->rungs + (lead - ask->first_lead) * n;
    for (size_t i = 0; i < n; i++) {
        double deaths = truce_cases_deaths(s->level, (double)values[i]);
        s->sorted[i] = (struct weighted){fmin(deaths, model->cap), weights[i]};
    }
    return n;
}

void truce_pool_fixed(double *weights)
{
    for (size_t k = 0; k < TRUCE_POOL_PARTS; k++)
        weights[k] = fixed_pool[k];
}

void truce_p25_fixed(struct truce_model *model)
{
    double months = (double)(model->through - model->first + 1);
    double few = P25_FEW_CASES / (months * (double)model->n_units);
    bool trees = model->boost[0] && model->own_leads;
    double sum = 0, regression = trees ? few : P25_TREES;
    double weights[TRUCE_P25_PARTS] = {
        [P25_FOREST] = P25_TREES,       [P25_BOOST] = trees ? P25_TREES : 0,
        [P25_DIRECT] = trees ? P25_TREES : 0, [P25_REGRESSION] = regression,
        [P25_LAGS] = regression,        [P25_OWN] = P25_OWN_SHARE};
    for (size_t k = 0; k < TRUCE_P25_PARTS; k++)
        sum += weights[k];
    for (size_t k = 0; k < TRUCE_P25_PARTS; k++)
        model->p25[k] = weights[k] / sum;
}

size_t truce_model__set(const struct truce_model *model, size_t lead)
{
    size_t first = model->first_lead, n = model->last_lead - first + 1;
    return lead < first ? 0 : (lead - first) * TRUCE_LADDER_BAGS / n;
}

/* One part's distribution at a lead into s->sorted; returns its size, 0 when
 * it has nothing to say. Without boosted trees the forest stands in. */
static size_t part_sample(const struct truce_model *model,
                          const struct truce_model_ask *ask, struct similar *s,
                          size_t lead, size_t part)
{
    if (part >= TRUCE_POOL_OWN)
        return own_sample(ask, own_half_lives[part - TRUCE_POOL_OWN],
                          s->sorted);
    return part == TRUCE_POOL_LADDER && s->rungs
               ? ladder_sample(model, ask, s, lead)
               : forest_sample(model, ask, s, lead);
}

static double war_share(const struct weighted *sample, size_t n)
{
    double war = 0, total = 0;
    for (size_t i = 0; i < n; i++) {
        total += sample[i].weight;
        if (sample[i].value >= TRUCE_WAR_MONTH)
            war += sample[i].weight;
    }
    return total > 0 ? war / total : 0;
}

/* Draws for one lead, each part's share by its weight; returns the forest's
 * share of 25 deaths or more. */
static double draw_lead(const struct truce_model *model,
                        const struct truce_model_ask *ask, struct similar *s,
                        size_t lead, double *draws)
{
    size_t n = forest_sample(model, ask, s, lead), at = 0;
    double war = war_share(s->sorted, n), sum = 0;
    for (size_t k = 0; draws && k < TRUCE_POOL_PARTS; k++) {
        size_t upto;
        sum += model->pool[k];
        upto = (size_t)round(sum * (double)ask->n_draws);
        if (k + 1 == TRUCE_POOL_PARTS || upto > ask->n_draws)
            upto = ask->n_draws;
        if (upto > at)
            at += even_draws(s->sorted, part_sample(model, ask, s, lead, k),
                             draws + at, upto - at);
    }
    /* what has no own months is the forest's alone */
    if (draws && at < ask->n_draws)
        at += even_draws(s->sorted,
                         part_sample(model, ask, s, lead, TRUCE_POOL_FOREST),
                         draws + at, ask->n_draws - at);
    while (draws && at < ask->n_draws) /* no case and no month known */
        draws[at++] = 0;
    for (size_t i = 0; draws && i < ask->n_draws; i++)
        draws[i] = round(draws[i]);
    if (draws)
        truce_score_sort(draws, ask->n_draws);
    return war;
}

int truce_model__parts(const struct truce_model *model,
                       const struct truce_model_ask *ask, double *draws,
                       bool *whole, struct truce_err *err)
{
    struct similar s;
    int rc = find_similar(model, ask, &s, err);
    *whole = true;
    if (rc < 0)
        return rc;
    rc = climb(model, ask, &s, err);
    for (size_t k = 0; rc == TRUCE_OK && k < TRUCE_POOL_PARTS; k++)
        for (size_t i = 0; i < ask->n_leads; i++) {
            double *to = draws + (k * ask->n_leads + i) * ask->n_draws;
            size_t n = part_sample(model, ask, &s, ask->first_lead + i, k);
            *whole &= even_draws(s.sorted, n, to, ask->n_draws) > 0;
            for (size_t j = 0; *whole && j < ask->n_draws; j++)
                to[j] = round(to[j]);
        }
    similar_release(&s);
    return rc;
}

/* Mean of the parts that have something to say (NaN: not), weighted. */
static double mix(const double *weights, const double *p)
{
    double sum = 0, total = 0;
    for (size_t k = 0; k < TRUCE_P25_PARTS; k++)
        if (!isnan(p[k])) {
            sum += weights[k] * p[k];
            total += weights[k];
        }
    return total > 0 ? sum / total : p[0];
}

/* The boosted trees' p of each lead [2][n_leads], for all leads and by lead;
 * NaN where the model has none. */
static int boosted_p(const struct truce_model *model,
                     const struct truce_model_ask *ask, const struct similar *s,
                     double *p, double *bag, struct truce_err *err)
{
    const size_t n = ask->n_leads, k = model->k + 1;
    const size_t first = model->first_lead;
    struct truce_boost_data data = {.x = s->columns, .n = n, .k = k};
    int rc = TRUCE_OK;
    for (size_t i = 0; i < n; i++) {
        p[i] = model->boost[0] ? 0 : NAN;
        p[n + i] = NAN;
    }
    for (size_t b = 0; model->boost[0] && b < TRUCE_P25_BAGS; b++) {
        rc = truce_boost_p(model->boost[b], &data, 1, bag, err);
        if (rc < 0)
            return rc;
        for (size_t i = 0; i < n; i++)
            p[i] += bag[i] / TRUCE_P25_BAGS;
    }
    for (size_t i = 0; rc == TRUCE_OK && model->own_leads && i < n; i++)
        rc = truce_direct_p(model->own_leads, s->columns + i * k, model->k,
                            ask->first_lead + i > first
                                ? ask->first_lead + i - first
                                : 0,
                            &p[n + i], err);
    return rc;
}

/* Mixes the forest's p (in p25 already) with the other parts. */
static int mix_p25(const struct truce_model *model,
                   const struct truce_model_ask *ask, struct similar *s,
                   double *p25, struct truce_err *err)
{
    const size_t n = ask->n_leads;
    size_t n_own = own_sample(ask, P25_HALF_LIFE, s->sorted);
    double share = n_own ? war_share(s->sorted, n_own) : NAN;
    double *boosted = truce_alloc(3 * n, sizeof *boosted);
    int rc = boosted
                 ? boosted_p(model, ask, s, boosted, boosted + 2 * n, err)
                 : truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    for (size_t i = 0; rc == TRUCE_OK && i < n; i++) {
        double columns[TRUCE_LOGIT_MAX], lead = (double)(ask->first_lead + i);
        double p[TRUCE_P25_PARTS] = {[P25_FOREST] = p25[i],
                                     [P25_BOOST] = boosted[i],
                                     [P25_DIRECT] = boosted[n + i],
                                     [P25_OWN] = share};
        truce_logit_columns(s->features, lead, 0, columns);
        p[P25_REGRESSION] = truce_logit_p(&model->month, columns);
        truce_lag_columns(s->features, lead, columns);
        p[P25_LAGS] = truce_logit_p(&model->lags, columns);
        p25[i] = mix(model->p25, p);
    }
    truce_free(boosted);
    return rc;
}

int truce_model_forecast(const struct truce_model *model,
                         const struct truce_model_ask *ask, double *draws,
                         double *p25, struct truce_err *err)
{
    struct similar s;
    int rc = find_similar(model, ask, &s, err);
    if (rc < 0)
        return rc;
    rc = climb(model, ask, &s, err);
    for (size_t i = 0; rc == TRUCE_OK && i < ask->n_leads; i++) {
        double war = draw_lead(model, ask, &s, ask->first_lead + i,
                               draws ? draws + i * ask->n_draws : NULL);
        if (p25)
            p25[i] = war;
    }
    if (rc == TRUCE_OK && p25)
        rc = mix_p25(model, ask, &s, p25, err);
    similar_release(&s);
    return rc;
}

/* Whether a past case saw 25 deaths on this level: 1, 0, or -1 unknown. */
static int path_outcome(const struct truce_model *model,
                        const struct truce_model_ask *ask,
                        const struct similar *s, size_t row)
{
    int outcome = 0;
    for (size_t i = 0; i < ask->n_leads; i++) {
        double z = path_at(model, ask, row, ask->first_lead + i);
        if (isnan(z))
            return -1;
        outcome |= truce_cases_deaths(s->level, z) >= TRUCE_WAR_MONTH;
    }
    return outcome;
}

/*
 * Weighted share of the similar cases, and its squared standard error with
 * the units as clusters: cases of one unit are not independent.
 */
static double case_share(const struct truce_model *model,
                         const struct truce_model_ask *ask,
                         const struct similar *s, double *sums, double *error)
{
    double *weights = sums, *hits = sums + model->n_units;
    double total = 0, hit = 0, p;
    for (size_t i = 0; i < s->n; i++) {
        size_t row = s->rows[i], unit = model->units[row];
        int outcome = path_outcome(model, ask, s, row);
        double w = (double)s->weights[row];
        if (outcome < 0)
            continue;
        weights[unit] += w;
        hits[unit] += w * outcome;
        total += w;
        hit += w * outcome;
    }
    p = total > 0 ? hit / total : NAN;
    *error = 0;
    for (size_t u = 0; u < model->n_units && total > 0; u++) {
        double off = (hits[u] - p * weights[u]) / total;
        *error += off * off;
    }
    return p;
}

/* 90% interval: a beta distribution with this mean and squared error. */
static void beta_interval(struct truce_model_spell *out, double error)
{
    double p = fmin(fmax(out->p, 1e-4), 1 - 1e-4);
    double size = p * (1 - p) / fmax(error, 1e-9) - 1;
    size = fmin(fmax(size, 1), 1e5);
    out->cases = size;
    out->low =
        truce_score_beta_quantile(0.05, p * size + 0.5, (1 - p) * size + 0.5);
    out->high =
        truce_score_beta_quantile(0.95, p * size + 0.5, (1 - p) * size + 0.5);
    out->low = fmin(out->low, out->p);
    out->high = fmax(out->high, out->p);
}

static void regress(const struct truce_model *model,
                    const struct truce_model_ask *ask, const struct similar *s,
                    struct truce_model_spell *out)
{
    double columns[TRUCE_SPAN_COLUMNS];
    truce_logit_columns(s->features, (double)ask->first_lead,
                        (double)ask->n_leads, columns);
    out->logit = truce_logit_p(&model->span, columns);
    for (size_t j = 0; j < TRUCE_LOGIT_FEATURES; j++)
        out->effects[truce_logit_features[j]] =
            truce_logit_effect(&model->span, columns, j);
}

int truce_model_chance(const struct truce_model *model,
                       const struct truce_model_ask *ask,
                       struct truce_model_spell *out, struct truce_err *err)
{
    struct similar s;
    double error, *sums;
    int rc = find_similar(model, ask, &s, err);
    *out = (struct truce_model_spell){0};
    if (rc < 0)
        return rc;
    sums = truce_zalloc(2 * model->n_units, sizeof *sums);
    if (!sums) {
        similar_release(&s);
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    }
    out->forest = case_share(model, ask, &s, sums, &error);
    regress(model, ask, &s, out);
    if (isnan(out->forest)) /* no past case was over by then */
        out->forest = out->logit;
    out->p = (out->forest + out->logit) / 2;
    /* what the two disagree on is uncertainty too */
    error += (out->forest - out->logit) * (out->forest - out->logit) / 4;
    beta_interval(out, error);
    truce_free(sums);
    similar_release(&s);
    return TRUCE_OK;
}
