/* Boosted distribution; see ladder.h. Settings chosen on origins to 2017,
 * table in docs/forecast.md. */
#include "forecast/ladder.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/threads.h"
#include "forecast/boost.h"

#define DEPTH 4
#define RATE 0.1

struct truce_ladder {
    struct truce_boost *boosts[TRUCE_LADDER_BAGS];
    size_t rungs;
    float values[TRUCE_LADDER_VALUES]; /* [rungs][steps], rising */
};

struct weighted {
    float z;
    uint32_t row;
    double w;
};

static int by_value(const void *a, const void *b)
{
    const struct weighted *x = a, *y = b;
    if (x->z != y->z)
        return x->z < y->z ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* Evenly spaced quantiles of sorted[0..n) into out[TRUCE_LADDER_STEPS]. */
static void keep_values(const struct weighted *sorted, size_t n, float *out)
{
    double total = 0, sum = 0;
    size_t at = 0;
    for (size_t i = 0; i < n; i++)
        total += sorted[i].w;
    for (size_t k = 0; k < TRUCE_LADDER_STEPS; k++) {
        double goal = total * ((double)k + 0.5) / TRUCE_LADDER_STEPS;
        while (at + 1 < n && sum + sorted[at].w < goal)
            sum += sorted[at++].w;
        out[k] = sorted[at].z;
    }
}

/* Cuts sorted cases into rungs at even quantiles of their weight; equal values
 * stay on one. Sets each row's rung in `rung` and the rungs' values. */
static void cut(const struct weighted *sorted, size_t n,
                struct truce_ladder *ladder, float *rung)
{
    double total = 0, sum = 0;
    size_t begin = 0, goal = 1;
    for (size_t i = 0; i < n; i++)
        total += sorted[i].w;
    for (size_t i = 0; i < n; i++) {
        sum += sorted[i].w;
        if (i + 1 < n &&
            (sorted[i].z == sorted[i + 1].z || goal >= TRUCE_LADDER_RUNGS ||
             sum < total * (double)goal / TRUCE_LADDER_RUNGS))
            continue;
        keep_values(sorted + begin, i + 1 - begin,
                    ladder->values + ladder->rungs * TRUCE_LADDER_STEPS);
        for (size_t j = begin; j <= i; j++)
            rung[sorted[j].row] = (float)ladder->rungs;
        ladder->rungs++;
        begin = i + 1;
        while (total * (double)goal / TRUCE_LADDER_RUNGS <= sum)
            goal++;
    }
}

static int sort_and_cut(const struct truce_ladder_data *data,
                        struct truce_ladder *ladder, float *rung)
{
    struct weighted *sorted = truce_alloc(data->n, sizeof *sorted);
    if (!sorted)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < data->n; i++)
        sorted[i] =
            (struct weighted){data->z[i], (uint32_t)i, (double)data->w[i]};
    qsort(sorted, data->n, sizeof *sorted, by_value);
    cut(sorted, data->n, ladder, rung);
    truce_free(sorted);
    return TRUCE_OK;
}

struct crew {
    const struct truce_ladder_data *data;
    const float *rung;
    struct truce_ladder *ladder;
    struct truce_err errs[TRUCE_LADDER_BAGS];
};

/* Copies the cases of one set; returns how many. Their weights get a mean of
 * 1, since the trees' penalties count in weights. */
static size_t pick(const struct truce_ladder_data *data, const float *rung,
                   size_t bag, float *x, float *yw)
{
    double sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < data->n; i++) {
        if (data->bag[i] != bag)
            continue;
        memcpy(x + n * data->k, data->x + i * data->k, data->k * sizeof *x);
        yw[n] = rung[i];
        yw[data->n + n++] = data->w[i];
        sum += (double)data->w[i];
    }
    for (size_t i = 0; i < n; i++)
        yw[data->n + i] = (float)((double)yw[data->n + i] * (double)n / sum);
    return n;
}

static int grow_bag(void *payload, size_t item, size_t worker)
{
    struct crew *crew = payload;
    const struct truce_ladder_data *data = crew->data;
    float *x = truce_alloc(data->n * data->k, sizeof *x);
    float *yw = truce_alloc(data->n * 2, sizeof *yw);
    struct truce_boost_data cases = {x, yw, yw ? yw + data->n : NULL, 0,
                                     data->k};
    struct truce_boost_plan plan = {.classes = crew->ladder->rungs,
                                    .depth = DEPTH,
                                    .rounds = data->rounds,
                                    .rate = RATE,
                                    .seed = (int)item + 1};
    int rc = x && yw ? TRUCE_OK : TRUCE_ENOMEM;
    (void)worker;
    if (rc == TRUCE_OK) {
        cases.n = pick(data, crew->rung, item, x, yw);
        rc = truce_boost_train(&cases, &plan, &crew->ladder->boosts[item],
                               &crew->errs[item]);
    }
    truce_free(x);
    truce_free(yw);
    return rc;
}

static int grow(const struct truce_ladder_data *data, const float *rung,
                struct truce_ladder *ladder, struct truce_err *err)
{
    struct crew crew = {.data = data, .rung = rung, .ladder = ladder};
    int rc;
    if (ladder->rungs < 3)
        return truce_err_set(err, TRUCE_ENODATA, "too few kinds of past cases");
    rc = truce_threads_run(data->threads, TRUCE_LADDER_BAGS, grow_bag, &crew);
    for (size_t i = 0; rc < 0 && i < TRUCE_LADDER_BAGS; i++)
        if (crew.errs[i].message[0])
            return truce_err_set(err, rc, "%s", crew.errs[i].message);
    return rc < 0 ? truce_err_set(err, rc, "cannot grow boosted trees") : rc;
}

int truce_ladder_train(const struct truce_ladder_data *data,
                       struct truce_ladder **out, struct truce_err *err)
{
    struct truce_ladder *ladder = truce_zalloc(1, sizeof *ladder);
    float *rung = truce_alloc(data->n + 1, sizeof *rung);
    int rc = ladder && rung ? sort_and_cut(data, ladder, rung) : TRUCE_ENOMEM;
    *out = NULL;
    rc = rc < 0 ? truce_err_set(err, rc, "out of memory")
                : grow(data, rung, ladder, err);
    truce_free(rung);
    if (rc < 0)
        truce_ladder_free(ladder);
    else
        *out = ladder;
    return rc;
}

void truce_ladder_free(struct truce_ladder *ladder)
{
    for (size_t b = 0; ladder && b < TRUCE_LADDER_BAGS; b++)
        truce_boost_free(ladder->boosts[b]);
    truce_free(ladder);
}

size_t truce_ladder_size(const struct truce_ladder *ladder)
{
    return ladder->rungs * TRUCE_LADDER_STEPS;
}

const float *truce_ladder_values(const struct truce_ladder *ladder)
{
    return ladder->values;
}

int truce_ladder_weigh(const struct truce_ladder *ladder,
                       const struct truce_ladder_ask *ask, double *weights,
                       struct truce_err *err)
{
    struct truce_boost_data cases = {.x = ask->x, .n = ask->n, .k = ask->k};
    size_t n = ask->n * ladder->rungs;
    size_t sets = ask->set == TRUCE_LADDER_ALL ? TRUCE_LADDER_BAGS : 1;
    const double part = 1.0 / (double)(sets * TRUCE_LADDER_STEPS);
    double *p = truce_alloc(n, sizeof *p);
    int rc = p ? TRUCE_OK : truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    for (size_t i = 0; i < n * TRUCE_LADDER_STEPS; i++)
        weights[i] = 0;
    for (size_t b = 0; rc == TRUCE_OK && b < TRUCE_LADDER_BAGS; b++) {
        if (sets == 1 && b != ask->set)
            continue;
        rc = truce_boost_p(ladder->boosts[b], &cases, ladder->rungs, p, err);
        for (size_t i = 0; rc == TRUCE_OK && i < n; i++)
            for (size_t j = 0; j < TRUCE_LADDER_STEPS; j++)
                weights[i * TRUCE_LADDER_STEPS + j] += p[i] * part;
    }
    truce_free(p);
    return rc;
}

int truce_ladder_save(const struct truce_ladder *ladder,
                      struct truce_pack *pack)
{
    size_t n = ladder ? truce_ladder_size(ladder) : 0;
    int rc = TRUCE_OK;
    truce_pack_u32(pack, ladder ? (uint32_t)ladder->rungs : 0);
    for (size_t i = 0; i < n; i++)
        truce_pack_f32(pack, ladder->values[i]);
    for (size_t b = 0; b < TRUCE_LADDER_BAGS; b++)
        rc = rc < 0 ? rc
                    : truce_boost_save(ladder ? ladder->boosts[b] : NULL, pack);
    return rc;
}

int truce_ladder_load(struct truce_packed *in, struct truce_ladder **out,
                      struct truce_err *err)
{
    struct truce_ladder *ladder = truce_zalloc(1, sizeof *ladder);
    bool whole = true;
    int rc = TRUCE_OK;
    *out = NULL;
    if (!ladder)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    ladder->rungs = truce_packed_u32(in);
    if (ladder->rungs > TRUCE_LADDER_RUNGS) {
        truce_ladder_free(ladder);
        return truce_err_set(err, TRUCE_EFORMAT, "rungs are damaged");
    }
    for (size_t i = 0; i < truce_ladder_size(ladder); i++) {
        ladder->values[i] = truce_packed_f32(in);
        in->bad |= !isfinite(ladder->values[i]) ||
                   (i > 0 && ladder->values[i] < ladder->values[i - 1]);
    }
    for (size_t b = 0; rc == TRUCE_OK && b < TRUCE_LADDER_BAGS; b++) {
        rc = truce_boost_load(in, &ladder->boosts[b], err);
        whole &= ladder->boosts[b] != NULL;
    }
    if (rc < 0 || !whole || !ladder->rungs) {
        truce_ladder_free(ladder);
        return rc;
    }
    *out = ladder;
    return TRUCE_OK;
}
