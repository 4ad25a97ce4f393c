/* Matrices, Adam, random numbers. Dense layers call OpenBLAS on one thread. */
#include "nn.h"

#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t rng_next(struct rng *r)
{
    uint64_t z = (r->s += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

float rng_unit(struct rng *r)
{
    return (float)(rng_next(r) >> 40) * 0x1p-24f;
}

int rng_below(struct rng *r, int n)
{
    return (int)(rng_next(r) % (uint64_t)n);
}

float rng_normal(struct rng *r)
{
    float a = rng_unit(r) + 1e-7f, b = rng_unit(r);
    return sqrtf(-2.f * logf(a)) * cosf(6.2831853f * b);
}

void param_init(struct param *p, const char *name, int rows, int cols,
                int sparse, float scale, struct rng *r)
{
    size_t n = (size_t)rows * (size_t)cols;
    *p = (struct param){
        .name = name, .rows = rows, .cols = cols, .sparse = sparse};
    p->w = calloc(n, sizeof(float));
    p->g = calloc(n, sizeof(float));
    p->m = calloc(n, sizeof(float));
    p->v = calloc(n, sizeof(float));
    p->init = scale;
    if (sparse) {
        p->touched = calloc((size_t)rows, 1);
        p->touched_row = calloc((size_t)rows, sizeof(int));
    }
    if (!p->v || !p->w) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    param_reset(p, r);
}

void param_reset(struct param *p, struct rng *r)
{
    size_t n = (size_t)p->rows * (size_t)p->cols;
    memset(p->m, 0, n * sizeof(float));
    memset(p->v, 0, n * sizeof(float));
    for (size_t i = 0; i < n; i++)
        p->w[i] = p->init > 0 ? p->init * rng_normal(r) : 0;
}

void param_touch(struct param *p, int row)
{
    if (p->touched[row])
        return;
    p->touched[row] = 1;
    p->touched_row[p->n_touched++] = row;
}

static double sum2(const float *x, size_t n)
{
    float s = 0;
    for (size_t i = 0; i < n; i++)
        s += x[i] * x[i];
    return s;
}

double param_norm2(const struct param *p)
{
    double s = 0;
    if (!p->sparse)
        return sum2(p->g, (size_t)p->rows * (size_t)p->cols);
    for (int k = 0; k < p->n_touched; k++)
        s += sum2(p->g + (size_t)p->touched_row[k] * (size_t)p->cols,
                  (size_t)p->cols);
    return s;
}

static void adam(struct param *p, size_t from, size_t n, float lr, float scale,
                 int step)
{
    const float b1 = 0.9f, b2 = 0.98f;
    float c1 = 1.f / (1.f - powf(b1, (float)step));
    float c2 = 1.f / (1.f - powf(b2, (float)step));
    float *restrict w = p->w + from, *restrict g = p->g + from;
    float *restrict m = p->m + from, *restrict v = p->v + from;
    for (size_t i = 0; i < n; i++) {
        float x = g[i] * scale;
        m[i] = b1 * m[i] + (1 - b1) * x;
        v[i] = b2 * v[i] + (1 - b2) * x * x;
        w[i] -= lr * m[i] * c1 / (sqrtf(v[i] * c2) + 1e-8f);
        g[i] = 0;
    }
}

void param_step(struct param *p, float lr, float scale, int step)
{
    size_t cols = (size_t)p->cols;
    if (!p->sparse) {
        adam(p, 0, (size_t)p->rows * cols, lr, scale, step);
        return;
    }
    for (int k = 0; k < p->n_touched; k++) {
        adam(p, (size_t)p->touched_row[k] * cols, cols, lr, scale, step);
        p->touched[p->touched_row[k]] = 0;
    }
    p->n_touched = 0;
}

void gemm_nn(int m, int n, int k, const float *a, int lda, const float *b,
             int ldb, float beta, float *c, int ldc)
{
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1.f, a, lda,
                b, ldb, beta, c, ldc);
}

void gemm_nt(int m, int n, int k, const float *a, int lda, const float *b,
             int ldb, float beta, float *c, int ldc)
{
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1.f, a, lda,
                b, ldb, beta, c, ldc);
}

void gemm_tn(int m, int n, int k, const float *a, int lda, const float *b,
             int ldb, float beta, float *c, int ldc)
{
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1.f, a, lda,
                b, ldb, beta, c, ldc);
}

float *pool_get(struct pool *pool, size_t n)
{
    n = (n + 15) & ~(size_t)15;
    if (pool->used + n > pool->size) {
        fprintf(stderr, "batch too large for the pool\n");
        exit(1);
    }
    float *p = pool->base + pool->used;
    pool->used += n;
    memset(p, 0, n * sizeof *p);
    return p;
}
