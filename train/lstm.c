/* LSTM with coupled input and forget gates (Greff et al. 2017, "CIFG"):
 *   f, o = sigmoid(...), g = tanh(...);  c = f c' + (1 - f) g;  h = o tanh(c)
 * A quarter cheaper than four gates, and no worse on tagging and parsing. */
#include "lstm.h"

#include <string.h>

#include "lang/netshape.h"

enum { H = NET_HID, G = NET_GATES };

/* The step whose state step `s` (in order of computation) starts from. */
static int step_at(const struct lstm *l, const struct pack *pk, int s)
{
    return l->backward ? pk->steps - 1 - s : s;
}

static int live_rows(const struct pack *pk, int t, int prev)
{
    if (prev < 0 || prev >= pk->steps)
        return 0;
    return pk->count[prev] < pk->count[t] ? pk->count[prev] : pk->count[t];
}

static void load_state(struct lstm *l, const struct pack *pk, int t, int prev,
                       const float *h, int ldh)
{
    int rows = live_rows(pk, t, prev);
    for (int b = 0; b < rows; b++) {
        size_t to = (size_t)(pk->offset[t] + b) * H;
        size_t from = (size_t)(pk->offset[prev] + b);
        const float *src = h + from * (size_t)ldh;
        memcpy(l->cprev + to, l->c + from * H, H * sizeof(float));
        for (int k = 0; k < H; k++)
            l->hprev[to + (size_t)k] =
                l->mask ? src[k] * l->mask[(size_t)b * H + (size_t)k] : src[k];
    }
}

static void cell(float *restrict g, float *restrict c, float *restrict tc,
                 const float *restrict cp, float *restrict h)
{
    for (int k = 0; k < H; k++) {
        float f = sigmoid(g[k]), o = sigmoid(g[H + k]);
        float a = fast_tanh(g[2 * H + k]);
        g[k] = f;
        g[H + k] = o;
        g[2 * H + k] = a;
        c[k] = f * cp[k] + (1 - f) * a;
        tc[k] = fast_tanh(c[k]);
        h[k] = o * tc[k];
    }
}

void lstm_forward(struct lstm *l, const struct pack *pk, const float *x,
                  float *h, int ldh, struct pool *pool)
{
    size_t n = (size_t)pk->n;
    l->gates = pool_get(pool, n * G);
    l->c = pool_get(pool, n * H);
    l->tc = pool_get(pool, n * H);
    l->hprev = pool_get(pool, n * H);
    l->cprev = pool_get(pool, n * H);
    for (size_t r = 0; r < n; r++)
        memcpy(l->gates + r * G, l->b->w, G * sizeof(float));
    gemm_nn(pk->n, G, l->din, x, l->din, l->wx->w, G, 1.f, l->gates, G);
    for (int s = 0; s < pk->steps; s++) {
        int t = step_at(l, pk, s), prev = l->backward ? t + 1 : t - 1;
        size_t row = (size_t)pk->offset[t];
        load_state(l, pk, t, prev, h, ldh);
        if (s > 0)
            gemm_nn(pk->count[t], G, H, l->hprev + row * H, H, l->wh->w, G, 1.f,
                    l->gates + row * G, G);
        for (int b = 0; b < pk->count[t]; b++, row++)
            cell(l->gates + row * G, l->c + row * H, l->tc + row * H,
                 l->cprev + row * H, h + row * (size_t)ldh);
    }
}

/* Gradient of one cell: dh, dc in; gate gradients to dg, dc becomes that of
 * the previous cell state. */
static void cell_back(const float *restrict g, const float *restrict tc,
                      const float *restrict cp, const float *restrict dh,
                      float *restrict dc, float *restrict dg)
{
    for (int k = 0; k < H; k++) {
        float f = g[k], o = g[H + k], a = g[2 * H + k];
        float d = dc[k] + dh[k] * o * (1 - tc[k] * tc[k]);
        dg[H + k] = dh[k] * tc[k] * o * (1 - o);
        dg[k] = d * (cp[k] - a) * f * (1 - f);
        dg[2 * H + k] = d * (1 - f) * (1 - a * a);
        dc[k] = d * f;
    }
}

static void pass_back(struct lstm *l, const struct pack *pk, int t, int prev,
                      const float *dhp, float *dh, int ldh)
{
    int rows = live_rows(pk, t, prev);
    for (int b = 0; b < rows; b++) {
        float *to = dh + (size_t)(pk->offset[prev] + b) * (size_t)ldh;
        const float *from = dhp + (size_t)b * H;
        for (int k = 0; k < H; k++)
            to[k] += l->mask ? from[k] * l->mask[(size_t)b * H + (size_t)k]
                             : from[k];
    }
}

void lstm_backward(struct lstm *l, const struct pack *pk, const float *x,
                   float *dh, int ldh, float *dx, struct pool *pool)
{
    size_t n = (size_t)pk->n, batch = (size_t)pk->count[0];
    float *dg = pool_get(pool, n * G);
    float *dc = pool_get(pool, batch * H);
    float *dhp = pool_get(pool, batch * H);
    for (int s = pk->steps - 1; s >= 0; s--) {
        int t = step_at(l, pk, s), prev = l->backward ? t + 1 : t - 1;
        size_t row = (size_t)pk->offset[t];
        for (int b = 0; b < pk->count[t]; b++) {
            size_t r = row + (size_t)b;
            cell_back(l->gates + r * G, l->tc + r * H, l->cprev + r * H,
                      dh + r * (size_t)ldh, dc + (size_t)b * H, dg + r * G);
        }
        if (s == 0)
            break;
        gemm_nt(pk->count[t], H, G, dg + row * G, G, l->wh->w, G, 0.f, dhp, H);
        pass_back(l, pk, t, prev, dhp, dh, ldh);
    }
    gemm_tn(l->din, G, pk->n, x, l->din, dg, G, 1.f, l->wx->g, G);
    gemm_tn(H, G, pk->n, l->hprev, H, dg, G, 1.f, l->wh->g, G);
    for (size_t r = 0; r < n; r++)
        for (int k = 0; k < G; k++)
            l->b->g[k] += dg[r * G + (size_t)k];
    if (dx)
        gemm_nt(pk->n, l->din, G, dg, G, l->wx->w, G, 1.f, dx, l->din);
}
