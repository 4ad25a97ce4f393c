/* Boosted trees; see boost.h. Shallow trees, many and small steps, half of
 * rows and columns each: settings chosen on origins up to 2017. */
#include "forecast/boost.h"

#include <math.h>
#include <stdint.h>

#include "base/mem.h"

#ifdef TRUCE_WITH_XGBOOST
#include <xgboost/c_api.h>

#define ROUNDS 200

struct truce_boost {
    BoosterHandle handle;
};

static const char *const settings[][2] = {
    {"objective", "binary:logistic"},
    {"tree_method", "hist"},
    {"max_depth", "4"},
    {"eta", "0.05"},
    {"subsample", "0.5"},
    {"colsample_bytree", "0.5"},
    {"min_child_weight", "10"},
    {"lambda", "5"},
    {"seed", "1"},
    {"nthread", "1"},
    {"verbosity", "0"},
};

static int refused(struct truce_err *err)
{
    return truce_err_set(err, TRUCE_ENODATA, "xgboost: %s", XGBGetLastError());
}

static int grow(BoosterHandle handle, DMatrixHandle matrix)
{
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
        if (XGBoosterSetParam(handle, settings[i][0], settings[i][1]))
            return -1;
    for (int i = 0; i < ROUNDS; i++)
        if (XGBoosterUpdateOneIter(handle, i, matrix))
            return -1;
    return 0;
}

int truce_boost_train(const float *x, const float *y, size_t n, size_t k,
                      struct truce_boost **out, struct truce_err *err)
{
    struct truce_boost *boost = truce_zalloc(1, sizeof *boost);
    DMatrixHandle matrix = NULL;
    int rc = TRUCE_OK;
    *out = NULL;
    if (!boost)
        return truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    if (XGDMatrixCreateFromMat(x, n, k, NAN, &matrix) ||
        XGDMatrixSetFloatInfo(matrix, "label", y, n) ||
        XGBoosterCreate(&matrix, 1, &boost->handle) ||
        grow(boost->handle, matrix)) {
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

int truce_boost_p(const struct truce_boost *boost, const float *x, size_t n,
                  size_t k, double *p, struct truce_err *err)
{
    DMatrixHandle matrix = NULL;
    bst_ulong len = 0;
    const float *found = NULL;
    int rc = TRUCE_OK;
    if (XGDMatrixCreateFromMat(x, n, k, NAN, &matrix) ||
        XGBoosterPredict(boost->handle, matrix, 0, 0, 0, &len, &found) ||
        len != n)
        rc = refused(err);
    for (size_t i = 0; rc == TRUCE_OK && i < n; i++)
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

int truce_boost_train(const float *x, const float *y, size_t n, size_t k,
                      struct truce_boost **out, struct truce_err *err)
{
    (void)x, (void)y, (void)n, (void)k;
    *out = NULL;
    return truce_err_set(err, TRUCE_EUNSUPPORTED,
                         "boosted trees are not in this build");
}

void truce_boost_free(struct truce_boost *boost)
{
    truce_free(boost);
}

int truce_boost_p(const struct truce_boost *boost, const float *x, size_t n,
                  size_t k, double *p, struct truce_err *err)
{
    (void)boost, (void)x, (void)n, (void)k, (void)p;
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
