/* Random numbers; see rng.h. */
#include "base/rng.h"

#include <math.h>

void truce_rng_seed(struct truce_rng *rng, uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        uint64_t z = seed += 0x9e3779b97f4a7c15ULL;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        rng->s[i] = z ^ (z >> 31);
    }
}

static uint64_t rotl(uint64_t x, int k)
{
    return x << k | x >> (64 - k);
}

uint64_t truce_rng_next(struct truce_rng *rng)
{
    uint64_t *s = rng->s;
    uint64_t result = rotl(s[0] + s[3], 23) + s[0];
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 45);
    return result;
}

double truce_rng_unit(struct truce_rng *rng)
{
    return (double)(truce_rng_next(rng) >> 11) * 0x1.0p-53;
}

size_t truce_rng_below(struct truce_rng *rng, size_t n)
{
    return (size_t)(truce_rng_unit(rng) * (double)n);
}

double truce_rng_normal(struct truce_rng *rng)
{
    double u;
    double v;
    double s;
    do {
        u = 2 * truce_rng_unit(rng) - 1;
        v = 2 * truce_rng_unit(rng) - 1;
        s = u * u + v * v;
    } while (s >= 1 || s == 0);
    return u * sqrt(-2 * log(s) / s);
}
