/*
 * The arithmetic that takes the parser's time: products of 16-bit integers
 * with exact 32-bit sums, and element-wise functions without fused
 * operations. So every machine gives the same bits, whichever of the plain,
 * SSE2, AVX2 and AVX-512 versions it runs.
 */
#ifndef TRUCE_LANG_KERNEL_H
#define TRUCE_LANG_KERNEL_H

#include <stddef.h>
#include <stdint.h>

enum {
    /* Largest absolute value of a quantised weight or input: 320 products of
     * two of them stay below 2^31. */
    TRUCE_KERNEL_LEVELS = 2047,
    TRUCE_KERNEL_MAX_IN = 320,
    TRUCE_KERNEL_LANES = 16 /* columns are padded to a multiple of this */
};

/* One dense layer, y = x W + b. */
struct truce_dense {
    uint32_t in, out;
    uint32_t padded; /* out, rounded up to TRUCE_KERNEL_LANES */
    int16_t *weight; /* [in / 2][padded][2]: pairs of inputs side by side */
    float *scale;    /* [padded], of each column */
    float *bias;     /* [padded], zero where the layer has none */
};

/* Rows of quantised inputs. */
struct truce_quant {
    int16_t *code; /* [n][in] */
    float *scale;  /* [n] */
};

/* How dense layers are computed on this machine. */
struct truce_kernel;
/* The best version that the processor has / the one named "plain", "sse2",
 * "avx2" or "avx512", NULL when the processor or the build lacks it. Static. */
const struct truce_kernel *truce_kernel_best(void);
const struct truce_kernel *truce_kernel_named(const char *name);

/* y[n][ldy] = x W + b, or += x W when `add`. Writes d->padded columns. */
void truce_kernel_dense(const struct truce_kernel *kernel,
                        const struct truce_dense *d,
                        const struct truce_quant *x, size_t n, float *y,
                        size_t ldy, int add);

/* Quantises x[n][width] with a scale for each row from its largest value. */
void truce_kernel_quantise(const float *x, size_t n, size_t width,
                           struct truce_quant *out);
/* One row of values within -1..1, with the scale 1 / TRUCE_KERNEL_LEVELS. */
void truce_kernel_quantise_unit(const float *x, size_t width, int16_t *code);

/* One step of a coupled-gate LSTM: gates[3 * hid] are the sums before their
 * non-linearities (forget, output, candidate); c[hid] is changed, h[hid]
 * written. hid is a multiple of TRUCE_KERNEL_LANES. */
void truce_kernel_cell(const float *gates, float *c, float *h, size_t hid);

/* x[n] = max(x, 0) */
void truce_kernel_relu(float *x, size_t n);

/* x[n] becomes its softmax. */
void truce_kernel_softmax(float *x, size_t n);

/* y[n][m] = a[n][k] b[m][k]^T: dot products of rows; k a multiple of 16. */
void truce_kernel_dots(const float *a, size_t n, const float *b, size_t m,
                       size_t k, float *y, size_t ldy);

/* to[n] += scale * code[n] */
void truce_kernel_add_row(float *to, const int8_t *code, float scale, size_t n);

#endif
