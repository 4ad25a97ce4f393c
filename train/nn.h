/* Small pieces shared by the trainers: matrices, Adam, random numbers. */
#ifndef TRUCE_TRAIN_NN_H
#define TRUCE_TRAIN_NN_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/fastmath.h"

struct param {
    const char *name;
    int rows, cols;
    float *w, *g, *m, *v; /* weights, gradient, moments */
    float init;           /* standard deviation at the start */
    int sparse;           /* rows are looked up: update touched rows */
    uint8_t *touched;
    int *touched_row, n_touched;
};

struct rng {
    uint64_t s;
};

uint64_t rng_next(struct rng *r);
float rng_unit(struct rng *r); /* [0, 1) */
int rng_below(struct rng *r, int n);
float rng_normal(struct rng *r);

void param_init(struct param *p, const char *name, int rows, int cols,
                int sparse, float scale, struct rng *r);
/* Fresh weights and moments. */
void param_reset(struct param *p, struct rng *r);
void param_touch(struct param *p, int row);
/* One Adam step with gradient scale `scale`; clears the gradient. */
void param_step(struct param *p, float lr, float scale, int step);
double param_norm2(const struct param *p);

/* c[m][n] (+)= a[m][k] b[k][n]; `t` letters as in BLAS. */
void gemm_nn(int m, int n, int k, const float *a, int lda, const float *b,
             int ldb, float beta, float *c, int ldc);
void gemm_nt(int m, int n, int k, const float *a, int lda, const float *b,
             int ldb, float beta, float *c, int ldc);
void gemm_tn(int m, int n, int k, const float *a, int lda, const float *b,
             int ldb, float beta, float *c, int ldc);

/* Bump allocator of a batch: zeroed floats, all freed by pool_reset. */
struct pool {
    float *base;
    size_t used, size;
};
float *pool_get(struct pool *pool, size_t n);

#define fast_exp truce_fast_exp
#define sigmoid truce_fast_sigmoid
#define fast_tanh truce_fast_tanh

#endif
