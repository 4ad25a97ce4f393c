/*
 * Stacking; see stack.h. The CRPS of a linear pool is quadratic in its
 * weights: sum w_k E|X_k - y| - 1/2 sum w_k w_l E|X_k - X_l|. So the parts are
 * compared once and any weights cost nothing.
 */
#include "forecast/stack.h"

#include <math.h>

#include "base/mem.h"
#include "forecast/score.h"

#define ORIGINS 2 /* a year apart */
#define DRAWS 100
/* Pull towards the fixed weights, on the squared distance. */
#define PULL 3.0
/* What a group of context features must gain on the mean log of CRPS: two
 * sets of trees differ by about that. */
#define LEAST_GAIN 0.005
#define LAST_YEAR 12
#define PARTS TRUCE_POOL_PARTS

/* Sums over the unit-months of one origin. */
struct terms {
    double off[PARTS];          /* E|X_k - y| */
    double apart[PARTS][PARTS]; /* E|X_k - X_l| */
    double plain;               /* CRPS of the last twelve months */
};

struct job {
    const struct truce_panel *panel;
    const struct truce_model *model;
    size_t known;  /* months up to the origin */
    size_t end;    /* months that may be looked at */
    double *draws; /* [PARTS][n_leads][DRAWS] */
    struct terms *terms;
};

/* Mean |a - b| over all pairs of two rising lists of DRAWS. */
static double mean_apart(const double *a, const double *b)
{
    double all = 0, below = 0, sum = 0;
    size_t j = 0;
    for (size_t i = 0; i < DRAWS; i++)
        all += b[i];
    for (size_t i = 0; i < DRAWS; i++) {
        while (j < DRAWS && b[j] <= a[i])
            below += b[j++];
        sum += a[i] * (double)j - below + (all - below) -
               a[i] * (double)(DRAWS - j);
    }
    return sum / (DRAWS * DRAWS);
}

static double mean_off(const double *draws, double y)
{
    double sum = 0;
    for (size_t i = 0; i < DRAWS; i++)
        sum += fabs(draws[i] - y);
    return sum / DRAWS;
}

static void add_month(struct job *job, size_t lead, size_t n_leads, double y)
{
    struct terms *t = job->terms;
    for (size_t k = 0; k < PARTS; k++) {
        const double *own = job->draws + (k * n_leads + lead) * DRAWS;
        t->off[k] += mean_off(own, y);
        for (size_t l = 0; l <= k; l++) {
            double d =
                mean_apart(own, job->draws + (l * n_leads + lead) * DRAWS);
            t->apart[k][l] += d;
            t->apart[l][k] += l < k ? d : 0;
        }
    }
}

static double plain_crps(const double *deaths, size_t t, double y)
{
    double year[LAST_YEAR];
    size_t n = 0;
    for (size_t age = 0; age < LAST_YEAR && age < t; age++)
        if (!isnan(deaths[t - 1 - age]))
            year[n++] = deaths[t - 1 - age];
    truce_score_sort(year, n);
    return n ? truce_score_crps(year, n, y) : y;
}

static int add_unit(struct job *job, const struct truce_model_options *o,
                    size_t unit, struct truce_err *err)
{
    const double *deaths = truce_panel_row(job->panel, unit);
    struct truce_context context = truce_panel_context(job->panel, unit);
    struct truce_model_ask ask = {.deaths = deaths,
                                  .context = &context,
                                  .t = job->known,
                                  .first_lead = o->first_lead,
                                  .n_leads = o->last_lead - o->first_lead + 1,
                                  .n_draws = DRAWS};
    bool whole;
    int rc = truce_model__parts(job->model, &ask, job->draws, &whole, err);
    for (size_t i = 0; rc == TRUCE_OK && whole && i < ask.n_leads; i++) {
        size_t at = job->known + o->first_lead + i - 1;
        if (at >= job->end || isnan(deaths[at]))
            continue;
        add_month(job, i, ask.n_leads, deaths[at]);
        job->terms->plain += plain_crps(deaths, job->known, deaths[at]);
    }
    return rc;
}

/* Trains as of an origin and adds up; 1 when it could be, 0 when not. */
static int look_back(const struct truce_panel *panel, size_t known, size_t end,
                     const struct truce_model_options *options,
                     struct terms *terms, struct truce_err *err)
{
    struct truce_model_options plan = *options;
    struct truce_model *model = NULL;
    struct job job = {panel, NULL, known, end, NULL, terms};
    size_t leads = plan.last_lead - plan.first_lead + 1;
    int rc;
    plan.parts_only = true;
    plan.context_untried = true;
    plan.n_trees = (plan.n_trees + 1) / 2;
    plan.rounds = (plan.rounds * 3 + 4) / 5;
    rc = truce_model_train(panel, panel->first + (int)known - 1, &plan, &model,
                           err);
    if (rc == TRUCE_ENODATA) {
        truce_err_clear(err);
        return 0;
    }
    job.model = model;
    job.draws = truce_alloc(PARTS * leads * DRAWS, sizeof *job.draws);
    if (rc == TRUCE_OK && !job.draws)
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    for (size_t u = 0; rc == TRUCE_OK && u < panel->n_units; u++)
        rc = add_unit(&job, &plan, u, err);
    truce_free(job.draws);
    truce_model_free(model);
    return rc < 0 ? rc : terms->plain > 0;
}

/* Mean log of the pool's CRPS over the last year's, and the pull. */
static double cost(const struct terms *terms, size_t n, const double *w,
                   const double *fixed)
{
    double sum = 0, far = 0;
    for (size_t o = 0; o < n; o++) {
        double crps = 0;
        for (size_t k = 0; k < PARTS; k++) {
            crps += w[k] * terms[o].off[k];
            for (size_t l = 0; l < PARTS; l++)
                crps -= w[k] * w[l] * terms[o].apart[k][l] / 2;
        }
        sum += log(fmax(crps, 1e-9) / terms[o].plain);
    }
    for (size_t k = 0; k < PARTS; k++)
        far += (w[k] - fixed[k]) * (w[k] - fixed[k]);
    return sum / (double)n + PULL * far;
}

/* Moves weight between pairs of parts, in ever smaller steps, while that
 * helps: the cost is nearly convex and there are six parts. */
static void search(const struct terms *terms, size_t n, const double *fixed,
                   double *w)
{
    double best = cost(terms, n, w, fixed);
    for (double step = 0.08; step > 0.004; step /= 2) {
        bool better = true;
        for (int turn = 0; better && turn < 100; turn++) {
            better = false;
            for (size_t pair = 0; pair < PARTS * PARTS; pair++) {
                size_t from = pair / PARTS, to = pair % PARTS;
                double move = fmin(step, w[from]), now;
                if (from == to || !(move > 0))
                    continue;
                w[from] -= move;
                w[to] += move;
                now = cost(terms, n, w, fixed);
                better |= now < best - 1e-9;
                if (now < best - 1e-9) {
                    best = now;
                } else {
                    w[from] += move;
                    w[to] -= move;
                }
            }
        }
    }
}

/* Looks back from each past origin; returns how many could be. */
static int look_all(const struct truce_panel *panel, int through,
                    const struct truce_model_options *options,
                    struct terms terms[ORIGINS], struct truce_err *err)
{
    size_t end = (size_t)(through - panel->first) + 1;
    int n = 0;
    if (end > panel->n_months)
        end = panel->n_months;
    for (size_t i = 0; i < ORIGINS; i++) {
        size_t back = options->last_lead + 12 * i;
        int rc;
        if (end <= back + options->last_lead)
            break;
        terms[n] = (struct terms){0};
        rc = look_back(panel, end - back, end, options, &terms[n], err);
        if (rc < 0)
            return rc;
        n += rc > 0;
    }
    return n;
}

/* Weights for a set of groups whose look back has been done. */
static void set_weights(const struct terms *terms, int n, double *weights)
{
    double fixed[PARTS];
    truce_pool_fixed(fixed);
    truce_pool_fixed(weights);
    if (n > 0)
        search(terms, (size_t)n, fixed, weights);
}

int truce_stack_context(const struct truce_panel *panel, int through,
                        const struct truce_model_options *options,
                        unsigned *groups, double *weights,
                        struct truce_err *err)
{
    struct terms without[ORIGINS] = {0}, with[ORIGINS] = {0};
    struct truce_model_options plan = *options;
    double fixed[PARTS], goal;
    unsigned wanted = *groups;
    int n;
    truce_pool_fixed(fixed);
    *groups = 0;
    plan.context = 0;
    n = look_all(panel, through, &plan, without, err);
    if (n < 0)
        return n;
    set_weights(without, n, weights);
    goal = n ? cost(without, (size_t)n, fixed, fixed) - LEAST_GAIN : 0;
    for (size_t g = 0; n && g < TRUCE_N_CONTEXT_GROUPS; g++) {
        if (!(wanted >> g & 1))
            continue;
        plan.context = 1u << g;
        n = look_all(panel, through, &plan, with, err);
        if (n < 0)
            return n;
        if (!n || cost(with, (size_t)n, fixed, fixed) >= goal)
            continue;
        *groups |= 1u << g;
        set_weights(with, n, weights);
    }
    plan.context = *groups;
    return *groups & (*groups - 1) /* several, not looked at together */
               ? truce_stack_fit(panel, through, &plan, weights, err)
               : TRUCE_OK;
}

int truce_stack_fit(const struct truce_panel *panel, int through,
                    const struct truce_model_options *options, double *weights,
                    struct truce_err *err)
{
    struct terms terms[ORIGINS];
    int n = look_all(panel, through, options, terms, err);
    if (n < 0)
        return n;
    set_weights(terms, n, weights);
    return TRUCE_OK;
}
