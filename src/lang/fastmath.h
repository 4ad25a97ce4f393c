/* exp, sigmoid and tanh that compilers turn into vector code. Used by the
 * trainer and the parser alike, so that both compute the same function. */
#ifndef TRUCE_LANG_FASTMATH_H
#define TRUCE_LANG_FASTMATH_H

#include <stdint.h>
#include <string.h>

/* e^x, relative error below 2e-6; x is held within +-80. The polynomial is
 * the Taylor series of 2^f on |f| <= 1/2. */
static inline float truce_fast_exp(float x)
{
    x = x < -80.f ? -80.f : x > 80.f ? 80.f : x;
    float t = x * 1.44269504f;
    int32_t whole = (int32_t)(t + (t < 0 ? -0.5f : 0.5f));
    float f = t - (float)whole;
    float p =
        1.f +
        f * (0.69314718f +
             f * (0.24022651f +
                  f * (0.05550411f + f * (0.00961813f + f * 0.00133336f))));
    int32_t bits = (int32_t)((uint32_t)(whole + 127) << 23);
    float power;
    memcpy(&power, &bits, sizeof power);
    return p * power;
}

static inline float truce_fast_sigmoid(float x)
{
    return 1.f / (1.f + truce_fast_exp(-x));
}

static inline float truce_fast_tanh(float x)
{
    return 1.f - 2.f / (1.f + truce_fast_exp(2.f * x));
}

#endif
