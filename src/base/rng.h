/* Reproducible random numbers (xoshiro256++ of Blackman and Vigna, seeded by
 * splitmix64): the same seed gives the same draws on every machine. */
#ifndef TRUCE_BASE_RNG_H
#define TRUCE_BASE_RNG_H

#include <stddef.h>
#include <stdint.h>

struct truce_rng {
    uint64_t s[4];
};

void truce_rng_seed(struct truce_rng *rng, uint64_t seed);
uint64_t truce_rng_next(struct truce_rng *rng);
/* Uniform in [0, 1) with 53 bits. */
double truce_rng_unit(struct truce_rng *rng);
/* Uniform in 0..n-1 (n > 0). */
size_t truce_rng_below(struct truce_rng *rng, size_t n);
/* Standard normal (polar method). */
double truce_rng_normal(struct truce_rng *rng);

#endif
