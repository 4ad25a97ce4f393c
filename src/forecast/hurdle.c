/* The hurdle model; see hurdle.h. */
#include "forecast/hurdle.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

#include "base/mem.h"
#include "forecast/moments.h"

#define LEAST_SIGMA 0.1

/* Cases with deaths, columns standardised in place. */
struct positive {
    double *x; /* [n][k] */
    double *y; /* [n] log deaths, less their mean */
    size_t n, k;
};

static void standardise(struct positive *p, struct truce_hurdle *out)
{
    truce_moments(p->x, p->n, p->k, out->mean, out->scale);
    for (size_t i = 0; i < p->n * p->k; i++) {
        size_t j = i % p->k;
        double *v = &p->x[i];
        *v = isnan(*v) ? 0 : (*v - out->mean[j]) / out->scale[j];
    }
}

/* Ridge: (X'X + lambda I) beta = X'y, columns and y centred. */
static int ridge(const struct positive *p, double lambda,
                 struct truce_hurdle *out)
{
    gsl_matrix *a = gsl_matrix_calloc(p->k, p->k);
    gsl_vector *b = gsl_vector_calloc(p->k);
    int rc = a && b ? TRUCE_OK : TRUCE_ENOMEM;
    for (size_t i = 0; rc == TRUCE_OK && i < p->n; i++) {
        const double *row = p->x + i * p->k;
        for (size_t j = 0; j < p->k; j++) {
            *gsl_vector_ptr(b, j) += row[j] * p->y[i];
            for (size_t l = 0; l < p->k; l++)
                *gsl_matrix_ptr(a, j, l) += row[j] * row[l];
        }
    }
    for (size_t j = 0; rc == TRUCE_OK && j < p->k; j++)
        *gsl_matrix_ptr(a, j, j) += lambda + 1e-9;
    if (rc == TRUCE_OK && (gsl_linalg_cholesky_decomp1(a) != GSL_SUCCESS ||
                           gsl_linalg_cholesky_svx(a, b) != GSL_SUCCESS))
        rc = TRUCE_ENODATA;
    for (size_t j = 0; rc == TRUCE_OK && j < p->k; j++)
        out->beta[j] = gsl_vector_get(b, j);
    if (a)
        gsl_matrix_free(a);
    if (b)
        gsl_vector_free(b);
    return rc;
}

static double log_mean(const struct truce_hurdle *hurdle, const double *x)
{
    double sum = hurdle->intercept;
    for (size_t j = 0; j < hurdle->any.n; j++)
        if (!isnan(x[j]))
            sum +=
                hurdle->beta[j] * (x[j] - hurdle->mean[j]) / hurdle->scale[j];
    return sum;
}

static int fit_positive(struct positive *p, double lambda,
                        struct truce_hurdle *out)
{
    double squares = 0;
    int rc;
    for (size_t i = 0; i < p->n; i++)
        out->intercept += p->y[i] / (double)p->n;
    for (size_t i = 0; i < p->n; i++)
        p->y[i] -= out->intercept;
    standardise(p, out);
    rc = ridge(p, lambda, out);
    for (size_t i = 0; i < p->n; i++) {
        double off = p->y[i];
        for (size_t j = 0; j < p->k; j++)
            off -= out->beta[j] * p->x[i * p->k + j];
        squares += off * off;
    }
    out->sigma = p->n ? fmax(LEAST_SIGMA, sqrt(squares / (double)p->n)) : 1;
    return rc;
}

int truce_hurdle_train(const double *x, const double *deaths, size_t n,
                       size_t k, double lambda, struct truce_hurdle *out,
                       struct truce_err *err)
{
    gsl_error_handler_t *old = gsl_set_error_handler_off();
    struct positive p = {truce_alloc(n * k + 1, sizeof *p.x),
                         truce_alloc(n + 1, sizeof *p.y), 0, k};
    double *any = truce_alloc(n + 1, sizeof *any);
    int rc = p.x && p.y && any ? TRUCE_OK : TRUCE_ENOMEM;
    *out = (struct truce_hurdle){0};
    for (size_t i = 0; rc == TRUCE_OK && i < n; i++) {
        any[i] = deaths[i] > 0;
        if (!(deaths[i] > 0))
            continue;
        for (size_t j = 0; j < k; j++)
            p.x[p.n * k + j] = x[i * k + j];
        p.y[p.n++] = log(deaths[i]);
    }
    if (rc == TRUCE_OK)
        rc = truce_logit_train(x, any, n, k, lambda, &out->any, err);
    if (rc == TRUCE_OK)
        rc = fit_positive(&p, lambda, out);
    if (rc == TRUCE_ENOMEM)
        truce_err_set(err, rc, "out of memory");
    truce_free(p.x);
    truce_free(p.y);
    truce_free(any);
    gsl_set_error_handler(old);
    return rc;
}

void truce_hurdle_draws(const struct truce_hurdle *hurdle, const double *x,
                        double cap, double *draws, size_t n)
{
    double zero = 1 - truce_logit_p(&hurdle->any, x);
    double centre = log_mean(hurdle, x);
    for (size_t i = 0; i < n; i++) {
        double p = ((double)i + 0.5) / (double)n;
        double above = (p - zero) / (1 - zero);
        draws[i] = 0;
        if (p <= zero || !(above > 0) || !(above < 1))
            continue;
        draws[i] = exp(centre + hurdle->sigma * gsl_cdf_ugaussian_Pinv(above));
        draws[i] = fmin(fmax(1, round(draws[i])), cap);
    }
}
