/* Boosted trees; see boost.h. */
#include "forecast/boost.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "base/mem.h"

#ifdef TRUCE_WITH_XGBOOST
#include <xgboost/c_api.h>

/* Columns that a plan's signs may have. */
#define MAX_SIGNS 128

struct truce_boost {
    BoosterHandle handle;
};

static const char *const settings[][2] = {
    {"tree_method", "hist"},
    {"subsample", "0.5"},
    {"colsample_bytree", "0.5"},
    {"min_child_weight", "10"},
    {"lambda", "5"},
    {"nthread", "1"},
    {"verbosity", "0"},
};

static int refused(struct truce_err *err)
{
    return truce_err_set(err, TRUCE_ENODATA, "xgboost: %s", XGBGetLastError());
}

static int set_number(BoosterHandle handle, const char *name, double value)
{
    char text[32];
    snprintf(text, sizeof text, "%g", value);
    return XGBoosterSetParam(handle, name, text);
}

/* "(1,0,-1)" */
static int set_signs(BoosterHandle handle, const signed char *signs, size_t k)
{
    char text[MAX_SIGNS * 3 + 3] = "(";
    size_t len = 1;
    if (!signs)
        return 0;
    for (size_t j = 0; j < k && j < MAX_SIGNS; j++)
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%d",
                                j ? "," : "", signs[j]);
    snprintf(text + len, sizeof text - len, ")");
    return XGBoosterSetParam(handle, "monotone_constraints", text);
}

static int set_up(BoosterHandle handle, const struct truce_boost_plan *plan,
                  size_t k)
{
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
        if (XGBoosterSetParam(handle, settings[i][0], settings[i][1]))
            return -1;
    if (plan->classes == 2
            ? XGBoosterSetParam(handle, "objective", "binary:logistic")
            : XGBoosterSetParam(handle, "objective", "multi:softprob") ||
                  set_number(handle, "num_class", (double)plan->classes))
        return -1;
    return set_number(handle, "max_depth", plan->depth) ||
           set_number(handle, "eta", plan->rate) ||
           set_number(handle, "seed", plan->seed) ||
           set_signs(handle, plan->signs, k);
}

static int grow(BoosterHandle handle, DMatrixHandle matrix, int rounds)
{
    for (int i = 0; i < rounds; i++)
        if (XGBoosterUpdateOneIter(handle, i, matrix))
            return -1;
    return 0;
}

int truce_boost_train(const struct truce_boost_data *data,
                      const struct truce_boost_plan *plan,
                      struct truce_boost **out, struct truce_err *err)
{
    struct truce_boost *boost = truce_zalloc(1, sizeof *boost);
    DMatrixHandle matrix = NULL;
    int rc = TRUCE_OK;
    *out = NULL;
    if (!boost)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    if (XGDMatrixCreateFromMat(data->x, data->n, data->k, NAN, &matrix) ||
        XGDMatrixSetFloatInfo(matrix, "label", data->y, data->n) ||
        (data->w &&
         XGDMatrixSetFloatInfo(matrix, "weight", data->w, data->n)) ||
        XGBoosterCreate(&matrix, 1, &boost->handle) ||
        set_up(boost->handle, plan, data->k) ||
        grow(boost->handle, matrix, plan->rounds)) {
        rc = refused(err);
        truce_boost_free(boost);
        boost = NULL;
    }
    if (matrix)
        XGDMatrixFree(matrix);
    *out = boost;
    return rc;
}

void truce_boost_free(struct truce_boost *boost)
{
    if (boost && boost->handle)
        XGBoosterFree(boost->handle);
    truce_free(boost);
}

int truce_boost_p(const struct truce_boost *boost,
                  const struct truce_boost_data *data, size_t m, double *p,
                  struct truce_err *err)
{
    DMatrixHandle matrix = NULL;
    bst_ulong len = 0;
    const float *found = NULL;
    int rc = TRUCE_OK;
    if (XGDMatrixCreateFromMat(data->x, data->n, data->k, NAN, &matrix) ||
        XGBoosterPredict(boost->handle, matrix, 0, 0, 0, &len, &found))
        rc = refused(err);
    else if (len != data->n * m)
        rc = truce_err_set(err, TRUCE_ENODATA,
                           "boosted trees are of another "
                           "kind");
    for (size_t i = 0; rc == TRUCE_OK && i < len; i++)
        p[i] = (double)found[i];
    if (matrix)
        XGDMatrixFree(matrix);
    return rc;
}

int truce_boost_save(const struct truce_boost *boost, struct truce_pack *pack)
{
    bst_ulong len = 0;
    const char *bytes = NULL;
    if (boost && XGBoosterSaveModelToBuffer(
                     boost->handle, "{\"format\": \"ubj\"}", &len, &bytes))
        return TRUCE_ENOMEM;
    truce_pack_u32(pack, (uint32_t)len);
    truce_pack_bytes(pack, bytes, len);
    return pack->bytes.failed ? TRUCE_ENOMEM : TRUCE_OK;
}

int truce_boost_load(struct truce_packed *in, struct truce_boost **out,
                     struct truce_err *err)
{
    size_t len = truce_packed_count(in, 1);
    const uint8_t *bytes = truce_packed_bytes(in, len);
    struct truce_boost *boost;
    *out = NULL;
    if (in->bad)
        return truce_err_set(err, TRUCE_EFORMAT, "boosted trees are damaged");
    if (len == 0)
        return TRUCE_OK;
    boost = truce_zalloc(1, sizeof *boost);
    if (!boost)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    if (XGBoosterCreate(NULL, 0, &boost->handle) ||
        XGBoosterLoadModelFromBuffer(boost->handle, bytes, len) ||
        XGBoosterSetParam(boost->handle, "nthread", "1")) {
        truce_boost_free(boost);
        return truce_err_set(err, TRUCE_EFORMAT, "boosted trees: %s",
                             XGBGetLastError());
    }
    *out = boost;
    return TRUCE_OK;
}

#else

struct truce_boost {
    int unused;
};

int truce_boost_train(const struct truce_boost_data *data,
                      const struct truce_boost_plan *plan,
                      struct truce_boost **out, struct truce_err *err)
{
    (void)data, (void)plan;
    *out = NULL;
    return truce_err_set(err, TRUCE_EUNSUPPORTED,
                         "boosted trees are not in this build");
}

void truce_boost_free(struct truce_boost *boost)
{
    truce_free(boost);
}

int truce_boost_p(const struct truce_boost *boost,
                  const struct truce_boost_data *data, size_t m, double *p,
                  struct truce_err *err)
{
    (void)boost, (void)data, (void)m, (void)p;
    return truce_err_set(err, TRUCE_EUNSUPPORTED,
                         "boosted trees are not in this build");
}

int truce_boost_save(const struct truce_boost *boost, struct truce_pack *pack)
{
    (void)boost;
    truce_pack_u32(pack, 0);
    return pack->bytes.failed ? TRUCE_ENOMEM : TRUCE_OK;
}

int truce_boost_load(struct truce_packed *in, struct truce_boost **out,
                     struct truce_err *err)
{
    size_t len = truce_packed_count(in, 1);
    truce_packed_bytes(in, len);
    *out = NULL;
    return in->bad
               ? truce_err_set(err, TRUCE_EFORMAT, "boosted trees are damaged")
               : TRUCE_OK;
}
#endif
