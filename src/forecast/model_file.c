/* Model files; see model.h and pack.h. Path values are kept to 1/1000. */
#include <math.h>

#include "base/io.h"
#include "base/mem.h"
#include "forecast/model_parts.h"

#define MAGIC "truceRSK"
/* Raise with every change of the layout, of features.def or context.def. */
#define TRUCE_MODEL_VERSION 3u
/* Groups of context features stand above the number of history features;
 * a model without them has 0 there, as all had before there were groups. */
#define CONTEXT_SHIFT 16
/* And above those whether each set of boosted trees has leads of its own. */
#define DIRECT_BIT (1u << 31)
#define UNKNOWN_PATH INT16_MIN
#define PATH_SCALE 1000.0
#define MAX_MODEL_BYTES (256u << 20)

static uint16_t pack_path(float z)
{
    double scaled = round((double)z * PATH_SCALE);
    if (isnan(z))
        return (uint16_t)UNKNOWN_PATH;
    return (uint16_t)(int16_t)fmax(-INT16_MAX, fmin(INT16_MAX, scaled));
}

static float unpack_path(uint16_t bits)
{
    int16_t value = (int16_t)bits;
    return value == UNKNOWN_PATH ? NAN : (float)((double)value / PATH_SCALE);
}

static int save_boosts(const struct truce_model *model, struct truce_pack *pack)
{
    int rc = TRUCE_OK;
    for (size_t b = 0; rc == TRUCE_OK && b < TRUCE_P25_BAGS; b++)
        rc = truce_boost_save(model->boost[b], pack);
    return rc;
}

int truce_model_save(const struct truce_model *model, const char *path,
                     struct truce_err *err)
{
    struct truce_pack pack = TRUCE_PACK_INIT;
    int rc;
    if (model->n_units > UINT16_MAX)
        return truce_err_set(err, TRUCE_ELIMIT, "too many series to save");
    truce_pack_u32(&pack, TRUCE_N_FEATURES | model->context << CONTEXT_SHIFT |
                              (model->direct ? DIRECT_BIT : 0));
    truce_pack_u32(&pack, (uint32_t)model->first);
    truce_pack_u32(&pack, (uint32_t)model->through);
    truce_pack_u32(&pack, (uint32_t)model->first_lead);
    truce_pack_u32(&pack, (uint32_t)model->last_lead);
    truce_pack_u32(&pack, (uint32_t)model->n_units);
    truce_pack_u32(&pack, (uint32_t)model->n_trees);
    truce_pack_f64(&pack, model->cap);
    truce_pack_u32(&pack, (uint32_t)model->n);
    for (size_t i = 0; i < model->n; i++) {
        truce_pack_f32(&pack, model->weights[i]);
        truce_pack_u16(&pack, (uint16_t)model->units[i]);
        truce_pack_u16(&pack, (uint16_t)(model->origins[i] - model->first));
    }
    for (size_t i = 0; i < model->n * model->last_lead; i++)
        truce_pack_u16(&pack, pack_path(model->paths[i]));
    for (size_t k = 0; k < TRUCE_POOL_PARTS; k++)
        truce_pack_f64(&pack, model->pool[k]);
    truce_logit_save(&model->month, &pack);
    truce_logit_save(&model->span, &pack);
    truce_logit_save(&model->lags, &pack);
    rc = truce_forest_save(model->forest, &pack);
    if (rc == TRUCE_OK)
        rc = save_boosts(model, &pack);
    if (rc == TRUCE_OK)
        rc = truce_ladder_save(model->ladder, &pack);
    if (rc == TRUCE_OK)
        rc = truce_direct_save(model->own_leads, &pack);
    if (rc == TRUCE_OK)
        rc = truce_pack_write(&pack, MAGIC, TRUCE_MODEL_VERSION, path, err);
    else
        truce_err_set(err, rc, "out of memory saving '%s'", path);
    truce_pack_release(&pack);
    return rc;
}

static int load_head(struct truce_packed *in, struct truce_model *m,
                     struct truce_err *err)
{
    uint32_t columns = truce_packed_u32(in);
    bool same = (columns & ((1u << CONTEXT_SHIFT) - 1)) == TRUCE_N_FEATURES;
    m->context = (columns & ~DIRECT_BIT) >> CONTEXT_SHIFT;
    m->direct = columns & DIRECT_BIT;
    same &= m->context <= TRUCE_CONTEXT_ALL;
    m->k = truce_cases_columns(m->context & TRUCE_CONTEXT_ALL);
    m->first = (int)truce_packed_u32(in);
    m->through = (int)truce_packed_u32(in);
    m->first_lead = truce_packed_u32(in);
    m->last_lead = truce_packed_u32(in);
    m->n_units = truce_packed_u32(in);
    m->n_trees = truce_packed_u32(in);
    m->cap = truce_packed_f64(in);
    m->n = truce_packed_count(in, 8);
    if (!same || in->bad || !m->n || !m->first_lead ||
        m->last_lead < m->first_lead || m->last_lead > 1200 || !m->n_units ||
        m->n_units > UINT16_MAX)
        return truce_err_set(err, TRUCE_EFORMAT, "model header is damaged");
    return TRUCE_OK;
}

static int load_cases(struct truce_packed *in, struct truce_model *m,
                      struct truce_err *err)
{
    m->weights = truce_alloc(m->n, sizeof *m->weights);
    m->units = truce_alloc(m->n, sizeof *m->units);
    m->paths = truce_alloc(m->n * m->last_lead, sizeof *m->paths);
    m->origins = truce_alloc(m->n, sizeof *m->origins);
    if (!m->weights || !m->units || !m->paths || !m->origins)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    for (size_t i = 0; i < m->n; i++) {
        m->weights[i] = truce_packed_f32(in);
        m->units[i] = truce_packed_u16(in);
        m->origins[i] = m->first + truce_packed_u16(in);
        in->bad |= !(m->weights[i] > 0) || m->units[i] >= m->n_units;
    }
    for (size_t i = 0; i < m->n * m->last_lead && !in->bad; i++)
        m->paths[i] = unpack_path(truce_packed_u16(in));
    return in->bad ? truce_err_set(err, TRUCE_EFORMAT, "cases are damaged")
                   : TRUCE_OK;
}

static int load_pool(struct truce_packed *in, struct truce_model *m,
                     struct truce_err *err)
{
    double sum = 0;
    for (size_t k = 0; k < TRUCE_POOL_PARTS; k++) {
        m->pool[k] = truce_packed_f64(in);
        in->bad |= !(m->pool[k] >= 0);
        sum += m->pool[k];
    }
    in->bad |= !(fabs(sum - 1) < 1e-6);
    return in->bad ? truce_err_set(err, TRUCE_EFORMAT, "weights are damaged")
                   : TRUCE_OK;
}

/* The last of the boosted trees: the weights in P(25 or more) follow. */
static int load_direct(struct truce_packed *in, struct truce_model *m,
                       struct truce_err *err)
{
    size_t leads = m->last_lead - m->first_lead + 1;
    int rc = truce_direct_load(in, &m->own_leads, err);
    if (rc == TRUCE_OK && m->own_leads &&
        truce_direct_leads(m->own_leads) != leads)
        rc = truce_err_set(err, TRUCE_EFORMAT, "trees by lead are damaged");
    truce_p25_fixed(m);
    return rc;
}

static int load_all(struct truce_packed *in, struct truce_model *m,
                    struct truce_err *err)
{
    int rc = load_head(in, m, err);
    if (rc == TRUCE_OK)
        rc = load_cases(in, m, err);
    if (rc == TRUCE_OK)
        rc = load_pool(in, m, err);
    if (rc == TRUCE_OK)
        rc = truce_logit_load(in, TRUCE_MONTH_COLUMNS, &m->month, err);
    if (rc == TRUCE_OK)
        rc = truce_logit_load(in, TRUCE_SPAN_COLUMNS, &m->span, err);
    if (rc == TRUCE_OK)
        rc = truce_logit_load(in, TRUCE_LAG_COLUMNS, &m->lags, err);
    if (rc == TRUCE_OK)
        rc = truce_forest_load(in, &m->forest, err);
    if (rc == TRUCE_OK && (truce_forest_rows(m->forest) != m->n ||
                           truce_forest_columns(m->forest) != m->k))
        rc = truce_err_set(err, TRUCE_EFORMAT, "forest is damaged");
    for (size_t b = 0; rc == TRUCE_OK && b < TRUCE_P25_BAGS; b++)
        rc = truce_boost_load(in, &m->boost[b], err);
    if (rc == TRUCE_OK)
        rc = truce_ladder_load(in, &m->ladder, err);
    if (rc == TRUCE_OK)
        rc = load_direct(in, m, err);
    if (rc == TRUCE_OK && truce_model__order(m) < 0)
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    return rc;
}

int truce_model_load(const char *path, struct truce_model **out,
                     struct truce_err *err)
{
    struct truce_str bytes = TRUCE_STR_INIT;
    struct truce_model *model = truce_zalloc(1, sizeof *model);
    struct truce_packed in;
    int rc =
        model ? TRUCE_OK : truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    *out = NULL;
    if (rc == TRUCE_OK)
        rc = truce_io_slurp(path, MAX_MODEL_BYTES, &bytes, err);
    if (rc == TRUCE_OK)
        rc = truce_packed_open(truce_str_view(&bytes), MAGIC,
                               TRUCE_MODEL_VERSION, path, &in, err);
    if (rc == TRUCE_OK) {
        rc = load_all(&in, model, err);
        if (rc < 0)
            truce_err_prefix(err, "cannot read model '%s'", path);
    }
    truce_str_release(&bytes);
    if (rc < 0) {
        truce_model_free(model);
        model = NULL;
    }
    *out = model;
    return rc;
}
