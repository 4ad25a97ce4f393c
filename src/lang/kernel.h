/* The arithmetic that takes the parser's time. Each function exists for plain
 * x86-64, AVX2 and AVX-512; the loader picks one at run time. The result of a
 * row does not depend on the rows computed with it. */
#ifndef TRUCE_LANG_KERNEL_H
#define TRUCE_LANG_KERNEL_H

#include <stddef.h>
#include <stdint.h>

/* One dense layer, y = x W + b. */
struct truce_dense {
    uint32_t in, out;
    uint32_t padded; /* out rounded up to a multiple of 16 */
    float *weight;   /* [in][padded], owned by the network */
    float *bias;     /* [padded], zero where the layer has none */
};

/* y[n][ldy] = x[n][ldx] W + b, or += x W when `add`. Writes `padded` columns:
 * ldy must be at least that. */
void truce_kernel_dense(const struct truce_dense *d, const float *x, size_t ldx,
                        size_t n, float *y, size_t ldy, int add);

/* One step of a coupled-gate LSTM: gates[3 * hid] are the sums before their
 * non-linearities (forget, output, candidate); c[hid] is changed, h[hid]
 * written. */
void truce_kernel_cell(const float *gates, float *c, float *h, size_t hid);

/* x[n] = max(x, 0) */
void truce_kernel_relu(float *x, size_t n);

/* x[n] becomes its softmax; returns the index of the largest. */
size_t truce_kernel_softmax(float *x, size_t n);

/* y[n][m] = a[n][k] b[m][k]^T: dot products of rows. */
void truce_kernel_dots(const float *a, size_t n, const float *b, size_t m,
                       size_t k, float *y, size_t ldy);

/* to[n] += scale * code[n] */
void truce_kernel_add_row(float *to, const int8_t *code, float scale, size_t n);

#endif
