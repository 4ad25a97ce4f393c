/* Trees of each lead's own; see direct.h. Settings chosen on windows to 2017,
 * table in docs/forecast.md. */
#include "forecast/direct.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/threads.h"
#include "forecast/boost.h"

#define DEPTH 3
#define RATE 0.1
#define MAX_LEADS 1200

struct truce_direct {
    size_t n_leads;
    struct truce_boost **boosts; /* [n_leads] */
};

struct crew {
    const struct truce_direct_data *data;
    struct truce_direct *direct;
    struct truce_err *errs; /* [n_leads] */
};

static struct truce_direct *new_direct(size_t n_leads)
{
    struct truce_direct *direct = truce_zalloc(1, sizeof *direct);
    if (direct) {
        direct->n_leads = n_leads;
        direct->boosts = truce_zalloc(n_leads, sizeof *direct->boosts);
    }
    if (direct && !direct->boosts) {
        truce_free(direct);
        direct = NULL;
    }
    return direct;
}

void truce_direct_free(struct truce_direct *direct)
{
    if (!direct)
        return;
    for (size_t i = 0; i < direct->n_leads; i++)
        truce_boost_free(direct->boosts[i]);
    truce_free(direct->boosts);
    truce_free(direct);
}

/* Copies the cases known at a lead; returns how many. Their weights get a mean
 * of 1, since the trees' penalties count in weights. */
static size_t pick(const struct truce_direct_data *data, size_t lead, float *x,
                   float *y, float *w)
{
    const float *outcome = data->y + lead * data->n;
    double sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < data->n; i++) {
        if (isnan(outcome[i]))
            continue;
        memcpy(x + n * data->k, data->x + i * data->k, data->k * sizeof *x);
        y[n] = outcome[i];
        w[n++] = data->w[i];
        sum += (double)data->w[i];
    }
    for (size_t i = 0; i < n; i++)
        w[i] = (float)((double)w[i] * (double)n / sum);
    return n;
}

static int grow_lead(void *payload, size_t item, size_t worker)
{
    struct crew *crew = payload;
    const struct truce_direct_data *data = crew->data;
    float *x = truce_alloc(data->n * data->k + 1, sizeof *x);
    float *yw = truce_alloc(data->n * 2 + 1, sizeof *yw);
    struct truce_boost_data cases = {x, yw, yw ? yw + data->n : NULL, 0,
                                     data->k};
    struct truce_boost_plan plan = {.classes = 2,
                                    .depth = DEPTH,
                                    .rounds = data->rounds,
                                    .rate = RATE,
                                    .seed = (int)item + 1,
                                    .signs = data->signs};
    int rc = x && yw ? TRUCE_OK : TRUCE_ENOMEM;
    (void)worker;
    if (rc == TRUCE_OK) {
        cases.n = pick(data, item, x, yw, yw + data->n);
        if (cases.n)
            rc = truce_boost_train(&cases, &plan, &crew->direct->boosts[item],
                                   &crew->errs[item]);
    }
    truce_free(x);
    truce_free(yw);
    return rc;
}

int truce_direct_train(const struct truce_direct_data *data,
                       struct truce_direct **out, struct truce_err *err)
{
    struct truce_direct *direct = new_direct(data->n_leads);
    struct truce_err *errs = truce_zalloc(data->n_leads, sizeof *errs);
    struct crew crew = {data, direct, errs};
    int rc = direct && errs ? TRUCE_OK : TRUCE_ENOMEM;
    *out = NULL;
    if (rc == TRUCE_OK)
        rc = truce_threads_run(data->threads, data->n_leads, grow_lead, &crew);
    if (rc < 0)
        truce_err_set(err, rc, "cannot grow boosted trees");
    for (size_t i = 0; rc < 0 && errs && i < data->n_leads; i++)
        if (errs[i].message[0])
            truce_err_set(err, rc, "%s", errs[i].message);
    truce_free(errs);
    if (rc < 0)
        truce_direct_free(direct);
    else
        *out = direct;
    return rc;
}

int truce_direct_p(const struct truce_direct *direct, const float *x, size_t k,
                   size_t lead, double *p, struct truce_err *err)
{
    struct truce_boost_data data = {.x = x, .n = 1, .k = k};
    if (lead >= direct->n_leads)
        return truce_err_set(err, TRUCE_ERANGE, "no trees for that lead");
    *p = NAN;
    if (!direct->boosts[lead])
        return TRUCE_OK;
    return truce_boost_p(direct->boosts[lead], &data, 1, p, err);
}

size_t truce_direct_leads(const struct truce_direct *direct)
{
    return direct->n_leads;
}

int truce_direct_save(const struct truce_direct *direct,
                      struct truce_pack *pack)
{
    size_t n = direct ? direct->n_leads : 0;
    int rc = TRUCE_OK;
    truce_pack_u32(pack, (uint32_t)n);
    for (size_t i = 0; rc == TRUCE_OK && i < n; i++)
        rc = truce_boost_save(direct->boosts[i], pack);
    return rc;
}

int truce_direct_load(struct truce_packed *in, struct truce_direct **out,
                      struct truce_err *err)
{
    size_t n = truce_packed_u32(in), found = 0;
    struct truce_direct *direct;
    int rc = TRUCE_OK;
    *out = NULL;
    if (in->bad || n > MAX_LEADS)
        return truce_err_set(err, TRUCE_EFORMAT, "trees by lead are damaged");
    if (n == 0)
        return TRUCE_OK;
    direct = new_direct(n);
    if (!direct)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    for (size_t i = 0; rc == TRUCE_OK && i < n; i++) {
        rc = truce_boost_load(in, &direct->boosts[i], err);
        found += direct->boosts[i] != NULL;
    }
    if (rc < 0 || !found) { /* a build without XGBoost */
        truce_direct_free(direct);
        return rc;
    }
    *out = direct;
    return TRUCE_OK;
}
