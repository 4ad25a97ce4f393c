/* Logistic regression; see logit.h. The Hessian is k by k, so that a pass
 * over the cases costs n*k^2 and about eight passes do. */
#include "forecast/logit.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

#include "base/mem.h"
#include "forecast/moments.h"

#define MAX_STEPS 40
#define SMALL_STEP 1e-8
/* Keeps the Hessian definite when one column never varies. */
#define JITTER 1e-9

static double column(const struct truce_logit *logit, const double *x, size_t j)
{
    return isnan(x[j]) ? 0 : (x[j] - logit->mean[j]) / logit->scale[j];
}

static double log_odds(const struct truce_logit *logit, const double *x)
{
    double sum = logit->intercept;
    for (size_t j = 0; j < logit->n; j++)
        sum += logit->beta[j] * column(logit, x, j);
    return sum;
}

double truce_logit_p(const struct truce_logit *logit, const double *x)
{
    return 1 / (1 + exp(-log_odds(logit, x)));
}

double truce_logit_effect(const struct truce_logit *logit, const double *x,
                          size_t j)
{
    return logit->beta[j] * column(logit, x, j);
}

struct newton {
    gsl_matrix *hessian; /* [k+1][k+1], intercept first */
    gsl_vector *gradient, *step;
};

static void newton_release(struct newton *w)
{
    if (w->hessian)
        gsl_matrix_free(w->hessian);
    if (w->gradient)
        gsl_vector_free(w->gradient);
    if (w->step)
        gsl_vector_free(w->step);
}

static void add_case(struct newton *w, const struct truce_logit *logit,
                     const double *x, double y)
{
    double row[TRUCE_LOGIT_MAX + 1];
    double p = truce_logit_p(logit, x);
    size_t k = logit->n + 1;
    row[0] = 1;
    for (size_t j = 0; j < logit->n; j++)
        row[j + 1] = column(logit, x, j);
    for (size_t a = 0; a < k; a++) {
        double *to = gsl_matrix_ptr(w->hessian, a, 0);
        double scaled = p * (1 - p) * row[a];
        *gsl_vector_ptr(w->gradient, a) += (y - p) * row[a];
        for (size_t b = 0; b <= a; b++)
            to[b] += scaled * row[b];
    }
}

/* One Newton step; the largest change of a coefficient, or < 0. */
static double newton_step(struct newton *w, struct truce_logit *logit,
                          double lambda)
{
    double largest = 0;
    for (size_t a = 0; a <= logit->n; a++) {
        *gsl_matrix_ptr(w->hessian, a, a) += a ? lambda : JITTER;
        if (a)
            *gsl_vector_ptr(w->gradient, a) -= lambda * logit->beta[a - 1];
        for (size_t b = 0; b < a; b++)
            gsl_matrix_set(w->hessian, b, a, gsl_matrix_get(w->hessian, a, b));
    }
    if (gsl_linalg_cholesky_decomp1(w->hessian) != GSL_SUCCESS ||
        gsl_linalg_cholesky_solve(w->hessian, w->gradient, w->step) !=
            GSL_SUCCESS)
        return -1;
    for (size_t a = 0; a <= logit->n; a++) {
        /* far steps overshoot when a class is rare */
        double by = fmax(-5, fmin(5, gsl_vector_get(w->step, a)));
        if (a)
            logit->beta[a - 1] += by;
        else
            logit->intercept += by;
        largest = fmax(largest, fabs(by));
    }
    return largest;
}

int truce_logit_train(const double *x, const double *y, size_t n, size_t k,
                      double lambda, struct truce_logit *out,
                      struct truce_err *err)
{
    gsl_error_handler_t *old = gsl_set_error_handler_off();
    struct newton w = {gsl_matrix_alloc(k + 1, k + 1), gsl_vector_alloc(k + 1),
                       gsl_vector_alloc(k + 1)};
    double largest = 1;
    int rc = TRUCE_OK;
    *out = (struct truce_logit){.n = k};
    if (n == 0)
        rc = truce_err_set(err, TRUCE_ENODATA, "no cases to learn from");
    else if (!w.hessian || !w.gradient || !w.step)
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    if (rc == TRUCE_OK)
        truce_moments(x, n, out->n, out->mean, out->scale);
    for (int i = 0; rc == TRUCE_OK && i < MAX_STEPS; i++) {
        gsl_matrix_set_zero(w.hessian);
        gsl_vector_set_zero(w.gradient);
        for (size_t c = 0; c < n; c++)
            add_case(&w, out, x + c * k, y[c]);
        largest = newton_step(&w, out, lambda);
        if (largest < SMALL_STEP)
            break;
    }
    newton_release(&w);
    gsl_set_error_handler(old);
    return rc;
}

void truce_logit_save(const struct truce_logit *logit, struct truce_pack *pack)
{
    truce_pack_u32(pack, (uint32_t)logit->n);
    truce_pack_f64(pack, logit->intercept);
    for (size_t j = 0; j < logit->n; j++) {
        truce_pack_f64(pack, logit->mean[j]);
        truce_pack_f64(pack, logit->scale[j]);
        truce_pack_f64(pack, logit->beta[j]);
    }
}

int truce_logit_load(struct truce_packed *in, size_t n, struct truce_logit *out,
                     struct truce_err *err)
{
    *out = (struct truce_logit){0};
    out->n = truce_packed_u32(in);
    if (in->bad || out->n != n || n > TRUCE_LOGIT_MAX)
        return truce_err_set(err, TRUCE_EFORMAT, "regression is damaged");
    out->intercept = truce_packed_f64(in);
    for (size_t j = 0; j < n; j++) {
        out->mean[j] = truce_packed_f64(in);
        out->scale[j] = truce_packed_f64(in);
        out->beta[j] = truce_packed_f64(in);
        in->bad |= !(out->scale[j] > 0);
    }
    return in->bad ? truce_err_set(err, TRUCE_EFORMAT, "regression is damaged")
                   : TRUCE_OK;
}
