/*
 * Kernels in plain C, compiled three times by the compiler's function clones.
 * Loops run over columns, never over the summed index, so that vector width
 * does not change the order of additions within a row.
 */
#include "lang/kernel.h"

#include "lang/fastmath.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&         \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define CLONES                                                                 \
    __attribute__((                                                            \
        target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif

enum { ROWS = 4, COLS = 32 };

/* Inlined into each clone; `cols` is 16 or 32 and constant there. */
static inline __attribute__((always_inline)) void
block(const struct truce_dense *d, const float *x, size_t ldx, size_t rows,
      size_t col, size_t cols, float *y, size_t ldy, int add)
{
    float sum[ROWS][COLS];
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < cols; c++)
            sum[r][c] = add ? y[r * ldy + col + c] : d->bias[col + c];
    for (size_t k = 0; k < d->in; k++) {
        const float *w = d->weight + k * d->padded + col;
        for (size_t r = 0; r < rows; r++) {
            float v = x[r * ldx + k];
            for (size_t c = 0; c < cols; c++)
                sum[r][c] += v * w[c];
        }
    }
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < cols; c++)
            y[r * ldy + col + c] = sum[r][c];
}

CLONES void truce_kernel_dense(const struct truce_dense *d, const float *x,
                               size_t ldx, size_t n, float *y, size_t ldy,
                               int add)
{
    for (size_t col = 0; col < d->padded; col += COLS) {
        size_t cols = d->padded - col < COLS ? 16 : COLS, r = 0;
        for (; r + ROWS <= n && cols == COLS; r += ROWS)
            block(d, x + r * ldx, ldx, ROWS, col, COLS, y + r * ldy, ldy, add);
        for (; r < n && cols == COLS; r++)
            block(d, x + r * ldx, ldx, 1, col, COLS, y + r * ldy, ldy, add);
        for (; r < n; r++)
            block(d, x + r * ldx, ldx, 1, col, 16, y + r * ldy, ldy, add);
    }
}

CLONES void truce_kernel_cell(const float *restrict gates, float *restrict c,
                              float *restrict h, size_t hid)
{
    for (size_t k = 0; k < hid; k++) {
        float f = truce_fast_sigmoid(gates[k]);
        float o = truce_fast_sigmoid(gates[hid + k]);
        float g = truce_fast_tanh(gates[2 * hid + k]);
        c[k] = f * c[k] + (1 - f) * g;
        h[k] = o * truce_fast_tanh(c[k]);
    }
}

CLONES void truce_kernel_relu(float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = x[i] > 0 ? x[i] : 0;
}

size_t truce_kernel_softmax(float *x, size_t n)
{
    size_t best = 0;
    float sum = 0;
    for (size_t i = 1; i < n; i++)
        if (x[i] > x[best])
            best = i;
    float max = x[best];
    for (size_t i = 0; i < n; i++)
        x[i] = truce_fast_exp(x[i] - max);
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    for (size_t i = 0; i < n; i++)
        x[i] /= sum;
    return best;
}

CLONES void truce_kernel_dots(const float *restrict a, size_t n,
                              const float *restrict b, size_t m, size_t k,
                              float *restrict y, size_t ldy)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++) {
            float sum[16] = {0}, total = 0;
            for (size_t c = 0; c + 16 <= k; c += 16)
                for (size_t l = 0; l < 16; l++)
                    sum[l] += a[i * k + c + l] * b[j * k + c + l];
            for (size_t l = 0; l < 16; l++)
                total += sum[l];
            y[i * ldy + j] = total;
        }
}

CLONES void truce_kernel_add_row(float *restrict to,
                                 const int8_t *restrict code, float scale,
                                 size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] += scale * (float)code[i];
}
