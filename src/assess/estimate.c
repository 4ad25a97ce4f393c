/* Shrunken means, saturating sums and their draws; see estimate.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "assess/estimate.h"

int truce_items_add(struct truce_items *items, struct truce_arena *arena,
                    struct truce_item item)
{
    int rc = truce_arena_grow(arena, &items->items, items->n, &items->cap,
                              sizeof *items->items);
    if (rc == TRUCE_OK)
        items->items[items->n++] = item;
    return rc;
}

double truce_draw_exponential(struct truce_rng *rng)
{
    return -log1p(-truce_rng_unit(rng));
}

double truce_draw_gamma(struct truce_rng *rng, double shape)
{
    double boost = 1;
    double d;
    double c;
    if (shape < 1) {
        boost = pow(1 - truce_rng_unit(rng), 1 / shape);
        shape += 1;
    }
    d = shape - 1.0 / 3;
    c = 1 / sqrt(9 * d);
    for (;;) {
        double x = truce_rng_normal(rng);
        double v = 1 + c * x;
        double u = 1 - truce_rng_unit(rng);
        if (v <= 0)
            continue;
        v = v * v * v;
        if (log(u) < 0.5 * x * x + d - d * v + d * log(v))
            return boost * d * v;
    }
}

double truce_draw_beta(struct truce_rng *rng, double mean, double strength)
{
    double inside = fmin(fmax(mean, 0.001), 0.999);
    double a = truce_draw_gamma(rng, inside * strength);
    double b = truce_draw_gamma(rng, (1 - inside) * strength);
    return a + b > 0 ? a / (a + b) : inside;
}

static double multiplier(struct truce_rng *rng)
{
    return rng ? truce_draw_exponential(rng) : 1;
}

double truce_items_mean(const struct truce_items *items,
                        struct truce_prior prior, struct truce_rng *rng)
{
    double weight = prior.strength;
    double sum;
    if (items->n == 0)
        return NAN;
    if (rng && prior.strength > 0)
        weight = truce_draw_gamma(rng, prior.strength);
    sum = weight * prior.mean;
    for (size_t i = 0; i < items->n; i++) {
        double w = items->items[i].weight * multiplier(rng);
        weight += w;
        sum += w * items->items[i].value;
    }
    return sum / weight;
}

double truce_items_sum(const struct truce_items *items, double scale,
                       struct truce_rng *rng)
{
    double sum = 0;
    if (items->n == 0)
        return NAN;
    for (size_t i = 0; i < items->n; i++)
        sum += items->items[i].weight * items->items[i].value * multiplier(rng);
    return 1 - exp(-sum / scale);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

double truce_quantile(double *values, size_t n, double q)
{
    double at;
    size_t below;
    if (n == 0)
        return NAN;
    qsort(values, n, sizeof *values, compare_doubles);
    at = q * (double)(n - 1);
    below = (size_t)at;
    if (below + 1 >= n)
        return values[n - 1];
    return values[below] +
           (at - (double)below) * (values[below + 1] - values[below]);
}

struct truce_estimate truce_estimate_of(double value, const double *draws,
                                        size_t n, double *scratch)
{
    struct truce_estimate estimate = {value, NAN, NAN};
    if (isnan(value) || n == 0)
        return estimate;
    memcpy(scratch, draws, n * sizeof *draws);
    estimate.low = fmin(value, truce_quantile(scratch, n, 0.05));
    estimate.high = fmax(value, truce_quantile(scratch, n, 0.95));
    return estimate;
}
