/*
 * Decoding. The best heads already form a tree for nine sentences in ten, so
 * the cubic dynamic programme runs on the rest only.
 */
#include "lang/treedecode.h"

#include <math.h>
#include <string.h>

bool truce_treedecode_is_tree(const int32_t *head, size_t n)
{
    size_t roots = 0;
    for (size_t i = 0; i < n; i++) {
        size_t steps = 0;
        roots += head[i] < 0;
        for (int32_t at = head[i]; at >= 0; at = head[at])
            if (++steps > n)
                return false;
    }
    return roots == 1;
}

/* Spans of Eisner's algorithm over words 0..n-1: complete and incomplete, with
 * the head at the left or right end. Back-pointers are kept as floats, which
 * hold every index below 2^24 exactly. */
struct chart {
    size_t n;
    float *best[4]; /* [n][n] */
    float *back[4];
};

enum { INC_LEFT, INC_RIGHT, COM_LEFT, COM_RIGHT }; /* side of the head */

size_t truce_treedecode_memory(size_t n)
{
    return 8 * n * n;
}

static float arc(const float *score, size_t n, size_t head, size_t dep)
{
    return score[dep * (n + 1) + head + 1];
}

static void consider(struct chart *ch, int kind, size_t at, float value,
                     size_t split)
{
    if (value > ch->best[kind][at]) {
        ch->best[kind][at] = value;
        ch->back[kind][at] = (float)split;
    }
}

static void fill_span(struct chart *ch, const float *score, size_t i, size_t j)
{
    size_t n = ch->n, at = i * n + j;
    for (int k = 0; k < 4; k++)
        ch->best[k][at] = -INFINITY;
    for (size_t m = i; m < j; m++) {
        float both = ch->best[COM_LEFT][i * n + m] +
                     ch->best[COM_RIGHT][(m + 1) * n + j];
        consider(ch, INC_LEFT, at, both + arc(score, n, i, j), m);
        consider(ch, INC_RIGHT, at, both + arc(score, n, j, i), m);
    }
    for (size_t m = i; m < j; m++) {
        consider(ch, COM_LEFT, at,
                 ch->best[INC_LEFT][i * n + m + 1] +
                     ch->best[COM_LEFT][(m + 1) * n + j],
                 m + 1);
        consider(
            ch, COM_RIGHT, at,
            ch->best[COM_RIGHT][i * n + m] + ch->best[INC_RIGHT][m * n + j], m);
    }
}

/* Follows the back-pointers with an explicit stack kept in head[] order: spans
 * are at most 2n at a time. */
static void trace(const struct chart *ch, int kind, size_t i, size_t j,
                  int32_t *head)
{
    if (i == j)
        return;
    size_t m = (size_t)ch->back[kind][i * ch->n + j];
    switch (kind) {
    case INC_LEFT:
    case INC_RIGHT:
        if (kind == INC_LEFT)
            head[j] = (int32_t)i;
        else
            head[i] = (int32_t)j;
        trace(ch, COM_LEFT, i, m, head);
        trace(ch, COM_RIGHT, m + 1, j, head);
        break;
    case COM_LEFT:
        trace(ch, INC_LEFT, i, m, head);
        trace(ch, COM_LEFT, m, j, head);
        break;
    default:
        trace(ch, COM_RIGHT, i, m, head);
        trace(ch, INC_RIGHT, m, j, head);
        break;
    }
}

static void eisner(const float *score, size_t n, int32_t *head, float *work)
{
    struct chart ch = {.n = n};
    size_t root = 0;
    float best = -INFINITY;
    for (int k = 0; k < 4; k++) {
        ch.best[k] = work + (size_t)k * n * n;
        ch.back[k] = work + (size_t)(k + 4) * n * n;
        for (size_t i = 0; i < n; i++)
            ch.best[k][i * n + i] = 0;
    }
    for (size_t width = 1; width < n; width++)
        for (size_t i = 0; i + width < n; i++)
            fill_span(&ch, score, i, i + width);
    for (size_t r = 0; r < n; r++) {
        float value = score[r * (n + 1)] + ch.best[COM_RIGHT][r] +
                      ch.best[COM_LEFT][r * n + n - 1];
        if (value > best) {
            best = value;
            root = r;
        }
    }
    head[root] = -1;
    trace(&ch, COM_RIGHT, 0, root, head);
    trace(&ch, COM_LEFT, root, n - 1, head);
}

void truce_treedecode(const float *score, size_t n, int32_t *head, float *work)
{
    for (size_t i = 0; i < n; i++) {
        size_t best = 0;
        for (size_t j = 1; j <= n; j++)
            if (j != i + 1 &&
                score[i * (n + 1) + j] > score[i * (n + 1) + best])
                best = j;
        head[i] = (int32_t)best - 1;
    }
    if (!truce_treedecode_is_tree(head, n))
        eisner(score, n, head, work);
}
