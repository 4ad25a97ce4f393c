/*
 * Kernels. The dense layer is written four times (plain C, SSE2, AVX2, AVX-512
 * with VNNI); the element-wise functions are plain C that the compiler clones
 * for the same three and vectorises. Fused multiply-adds are off: they would
 * make results differ between processors.
 */
#include "lang/kernel.h"

/* Before the headers, so that what they define is compiled the same way.
 * Comparisons may become masks; no addition changes its order. */
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off", "no-trapping-math",                    \
                     "finite-math-only", "no-signed-zeros")
#endif

#include <string.h>

#include "lang/fastmath.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define X86 1
#include <immintrin.h>
#endif

#if defined(X86) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&   \
    !defined(__SANITIZE_THREAD__)
#define CLONES                                                                 \
    __attribute__((                                                            \
        target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif

#define INLINE static inline __attribute__((always_inline))
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wpsabi"
#endif

/* The arguments of a dense layer, and the block of it being computed. */
struct task {
    const struct truce_dense *d;
    const struct truce_quant *x;
    size_t n, ldy;
    float *y;
    int add;
};

struct truce_kernel {
    const char *name;
    void (*dense)(const struct task *task);
};

/* Two inputs of row `row` as one 32-bit number. */
INLINE int32_t input_pair(const struct task *t, size_t row, size_t pair)
{
    int32_t v;
    memcpy(&v, t->x->code + row * t->d->in + 2 * pair, sizeof v);
    return v;
}

static void dense_plain(const struct task *t)
{
    const struct truce_dense *d = t->d;
    for (size_t r = 0; r < t->n; r++) {
        const int16_t *x = t->x->code + r * d->in;
        for (size_t col = 0; col < d->padded; col += TRUCE_KERNEL_LANES) {
            int32_t sum[TRUCE_KERNEL_LANES] = {0};
            for (size_t k = 0; k < d->in / 2; k++) {
                const int16_t *w = d->weight + (k * d->padded + col) * 2;
                for (size_t c = 0; c < TRUCE_KERNEL_LANES; c++)
                    sum[c] += x[2 * k] * w[2 * c] + x[2 * k + 1] * w[2 * c + 1];
            }
            float *y = t->y + r * t->ldy + col;
            for (size_t c = 0; c < TRUCE_KERNEL_LANES; c++) {
                float scale = d->scale[col + c] * t->x->scale[r];
                float base = t->add ? y[c] : d->bias[col + c];
                y[c] = base + scale * (float)sum[c];
            }
        }
    }
}

#ifdef X86
#define AVX2 __attribute__((target("avx2")))
#define VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

/* Four rows at a time by four columns: every x86-64 has SSE2. */
static void dense_sse2(const struct task *t)
{
    const struct truce_dense *d = t->d;
    for (size_t row = 0; row < t->n; row += 4) {
        size_t rows = t->n - row < 4 ? t->n - row : 4;
        for (size_t col = 0; col < d->padded; col += 4) {
            __m128i sum[4] = {_mm_setzero_si128(), _mm_setzero_si128(),
                              _mm_setzero_si128(), _mm_setzero_si128()};
            for (size_t k = 0; k < d->in / 2; k++) {
                __m128i w = _mm_loadu_si128(
                    (const void *)(d->weight + (k * d->padded + col) * 2));
                for (size_t r = 0; r < rows; r++) {
                    __m128i x = _mm_set1_epi32(input_pair(t, row + r, k));
                    sum[r] = _mm_add_epi32(sum[r], _mm_madd_epi16(w, x));
                }
            }
            for (size_t r = 0; r < rows; r++) {
                float *y = t->y + (row + r) * t->ldy + col;
                const float *from = t->add ? y : d->bias + col;
                __m128 unit = _mm_set1_ps(t->x->scale[row + r]);
                __m128 scale = _mm_mul_ps(_mm_loadu_ps(d->scale + col), unit);
                _mm_storeu_ps(
                    y, _mm_add_ps(_mm_loadu_ps(from),
                                  _mm_mul_ps(scale, _mm_cvtepi32_ps(sum[r]))));
            }
        }
    }
}

/* `rows` rows by `wide` registers of columns; both constant when inlined. */
INLINE AVX2 void block_avx2(const struct task *t, size_t row, size_t col,
                            const size_t rows, const size_t wide)
{
    const struct truce_dense *d = t->d;
    __m256i sum[4][8];
#pragma GCC unroll 8
    for (size_t r = 0; r < rows; r++)
#pragma GCC unroll 8
        for (size_t c = 0; c < wide; c++)
            sum[r][c] = _mm256_setzero_si256();
    for (size_t k = 0; k < d->in / 2; k++) {
        const int16_t *w = d->weight + (k * d->padded + col) * 2;
#pragma GCC unroll 8
        for (size_t c = 0; c < wide; c++) {
            __m256i v = _mm256_loadu_si256((const void *)(w + 16 * c));
#pragma GCC unroll 8
            for (size_t r = 0; r < rows; r++)
                sum[r][c] = _mm256_add_epi32(
                    sum[r][c],
                    _mm256_madd_epi16(
                        v, _mm256_set1_epi32(input_pair(t, row + r, k))));
        }
    }
#pragma GCC unroll 8
    for (size_t r = 0; r < rows; r++) {
        __m256 unit = _mm256_set1_ps(t->x->scale[row + r]);
#pragma GCC unroll 8
        for (size_t c = 0; c < wide; c++) {
            float *y = t->y + (row + r) * t->ldy + col + 8 * c;
            const float *from = t->add ? y : d->bias + col + 8 * c;
            __m256 scale = _mm256_loadu_ps(d->scale + col + 8 * c);
            __m256 value = _mm256_mul_ps(_mm256_mul_ps(scale, unit),
                                         _mm256_cvtepi32_ps(sum[r][c]));
            _mm256_storeu_ps(y, _mm256_add_ps(_mm256_loadu_ps(from), value));
        }
    }
}

AVX2 static void dense_avx2(const struct task *t)
{
    size_t padded = t->d->padded, r = 0;
    for (; r + 4 <= t->n; r += 4)
        for (size_t col = 0; col < padded; col += 16)
            block_avx2(t, r, col, 4, 2);
    for (; r < t->n; r++) {
        size_t col = 0;
        for (; col + 64 <= padded; col += 64)
            block_avx2(t, r, col, 1, 8);
        for (; col < padded; col += 16)
            block_avx2(t, r, col, 1, 2);
    }
}

INLINE VNNI void block_avx512(const struct task *t, size_t row, size_t col,
                              const size_t rows, const size_t wide)
{
    const struct truce_dense *d = t->d;
    __m512i sum[4][8];
#pragma GCC unroll 8
    for (size_t r = 0; r < rows; r++)
#pragma GCC unroll 8
        for (size_t c = 0; c < wide; c++)
            sum[r][c] = _mm512_setzero_si512();
    for (size_t k = 0; k < d->in / 2; k++) {
        const int16_t *w = d->weight + (k * d->padded + col) * 2;
#pragma GCC unroll 8
        for (size_t c = 0; c < wide; c++) {
            __m512i v = _mm512_loadu_si512(w + 32 * c);
#pragma GCC unroll 8
            for (size_t r = 0; r < rows; r++)
                sum[r][c] = _mm512_dpwssd_epi32(
                    sum[r][c], v, _mm512_set1_epi32(input_pair(t, row + r, k)));
        }
    }
#pragma GCC unroll 8
    for (size_t r = 0; r < rows; r++) {
        __m512 unit = _mm512_set1_ps(t->x->scale[row + r]);
#pragma GCC unroll 8
        for (size_t c = 0; c < wide; c++) {
            float *y = t->y + (row + r) * t->ldy + col + 16 * c;
            const float *from = t->add ? y : d->bias + col + 16 * c;
            __m512 scale = _mm512_loadu_ps(d->scale + col + 16 * c);
            __m512 value = _mm512_mul_ps(_mm512_mul_ps(scale, unit),
                                         _mm512_cvtepi32_ps(sum[r][c]));
            _mm512_storeu_ps(y, _mm512_add_ps(_mm512_loadu_ps(from), value));
        }
    }
}

VNNI static void dense_avx512(const struct task *t)
{
    size_t padded = t->d->padded, r = 0;
    for (; r + 4 <= t->n; r += 4) {
        size_t col = 0;
        for (; col + 64 <= padded; col += 64)
            block_avx512(t, r, col, 4, 4);
        for (; col < padded; col += 16)
            block_avx512(t, r, col, 4, 1);
    }
    for (; r < t->n; r++) {
        size_t col = 0;
        for (; col + 128 <= padded; col += 128)
            block_avx512(t, r, col, 1, 8);
        for (; col + 32 <= padded; col += 32)
            block_avx512(t, r, col, 1, 2);
        for (; col < padded; col += 16)
            block_avx512(t, r, col, 1, 1);
    }
}
#endif

static const struct truce_kernel plain = {"plain", dense_plain};
#ifdef X86
static const struct truce_kernel sse2 = {"sse2", dense_sse2};
static const struct truce_kernel avx2 = {"avx2", dense_avx2};
static const struct truce_kernel avx512 = {"avx512", dense_avx512};
#endif

const struct truce_kernel *truce_kernel_best(void)
{
#ifdef X86
    if (__builtin_cpu_supports("avx512vnni") &&
        __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl"))
        return &avx512;
    if (__builtin_cpu_supports("avx2"))
        return &avx2;
    return &sse2;
#else
    return &plain;
#endif
}

const struct truce_kernel *truce_kernel_named(const char *name)
{
    const struct truce_kernel *best = truce_kernel_best();
    if (!strcmp(name, plain.name))
        return &plain;
#ifdef X86
    if (!strcmp(name, sse2.name))
        return &sse2;
    if (!strcmp(name, avx2.name) && best != &sse2)
        return &avx2;
#endif
    return strcmp(name, best->name) ? NULL : best;
}

void truce_kernel_dense(const struct truce_kernel *kernel,
                        const struct truce_dense *d,
                        const struct truce_quant *x, size_t n, float *y,
                        size_t ldy, int add)
{
    struct task task = {.d = d, .x = x, .n = n, .ldy = ldy, .y = y, .add = add};
    kernel->dense(&task);
}

INLINE int16_t to_code(float x)
{
    float half = x < 0 ? -0.5f : 0.5f;
    return (int16_t)(int32_t)(x + half);
}

CLONES void truce_kernel_quantise(const float *restrict x, size_t n,
                                  size_t width, struct truce_quant *out)
{
    for (size_t r = 0; r < n; r++) {
        const float *row = x + r * width;
        int16_t *code = out->code + r * width;
        float max = 1e-20f;
        for (size_t k = 0; k < width; k++) {
            float size = row[k] < 0 ? -row[k] : row[k];
            max = size > max ? size : max;
        }
        float up = (float)TRUCE_KERNEL_LEVELS / max;
        for (size_t k = 0; k < width; k++)
            code[k] = to_code(row[k] * up);
        out->scale[r] = max / (float)TRUCE_KERNEL_LEVELS;
    }
}

CLONES void truce_kernel_quantise_unit(const float *restrict x, size_t width,
                                       int16_t *restrict code)
{
    for (size_t k = 0; k < width; k++)
        code[k] = to_code(x[k] * (float)TRUCE_KERNEL_LEVELS);
}

/* Sixteen numbers at a time in the compiler's vector notation: it did not
 * vectorise the same code written as a loop. */
typedef float vf __attribute__((vector_size(64)));
typedef int32_t vi __attribute__((vector_size(64)));

#define SELECT(mask, a, b) ((vf)(((mask) & (vi)(a)) | (~(mask) & (vi)(b))))

/* truce_fast_exp, lane by lane, of -80..80. */
INLINE void exp_lanes(vf *x)
{
    const vf zero = {0}, low = zero - 80.f, high = zero + 80.f;
    vf v = SELECT(*x < low, low, *x);
    v = SELECT(v > high, high, v);
    vf t = v * 1.44269504f;
    vi whole = __builtin_convertvector(
        t + SELECT(t < zero, zero - 0.5f, zero + 0.5f), vi);
    vf f = t - __builtin_convertvector(whole, vf);
    vf p = 1.f +
           f * (0.69314718f +
                f * (0.24022651f +
                     f * (0.05550411f + f * (0.00961813f + f * 0.00133336f))));
    *x = p * (vf)((whole + 127) << 23);
}

INLINE void sigmoid_lanes(vf *x)
{
    *x = -*x;
    exp_lanes(x);
    *x = 1.f / (1.f + *x);
}

INLINE void tanh_lanes(vf *x)
{
    *x = 2.f * *x;
    exp_lanes(x);
    *x = 1.f - 2.f / (1.f + *x);
}

CLONES void truce_kernel_cell(const float *restrict gates, float *restrict c,
                              float *restrict h, size_t hid)
{
    for (size_t k = 0; k < hid; k += TRUCE_KERNEL_LANES) {
        vf f, o, g, state;
        memcpy(&f, gates + k, sizeof f);
        memcpy(&o, gates + hid + k, sizeof o);
        memcpy(&g, gates + 2 * hid + k, sizeof g);
        memcpy(&state, c + k, sizeof state);
        sigmoid_lanes(&f);
        sigmoid_lanes(&o);
        tanh_lanes(&g);
        state = f * state + (1.f - f) * g;
        memcpy(c + k, &state, sizeof state);
        tanh_lanes(&state);
        state = o * state;
        memcpy(h + k, &state, sizeof state);
    }
}

CLONES void truce_kernel_relu(float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = x[i] > 0 ? x[i] : 0;
}

CLONES void truce_kernel_softmax(float *x, size_t n)
{
    float sum = 0, max = x[0];
    for (size_t i = 1; i < n; i++)
        max = x[i] > max ? x[i] : max;
    for (size_t i = 0; i < n; i++)
        x[i] = truce_fast_exp(x[i] - max);
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    for (size_t i = 0; i < n; i++)
        x[i] /= sum;
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
