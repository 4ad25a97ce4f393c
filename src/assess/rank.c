/*
 * The two standings are weighted means of the components. In each draw every
 * known component takes its bootstrap draw, every unknown one a wide draw
 * around its prior, and every weight a gamma draw around the analyst's, the
 * same for all mediators; ranks are counted over the draws.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "assess/rank.h"

enum { UNKNOWN_STRENGTH = 2 }; /* of the beta draw for what is not known */

struct ranking {
    struct truce_assess_context *context;
    size_t n_mediators;
    size_t n_draws;
    double *draws[TRUCE_N_STANDINGS]; /* [n_mediators][n_draws] */
    size_t *ranks;                    /* [n_mediators][n_draws], overall */
};

static double weight_of(const struct ranking *ranking, size_t component,
                        size_t standing)
{
    return ranking->context->settings->component[component].weight[standing];
}

/* The standing itself: values, priors for the unknown, file weights. */
static void fill_values(struct ranking *ranking,
                        struct truce_mediator *mediator)
{
    for (size_t s = 0; s < TRUCE_N_STANDINGS; s++) {
        double sum = 0;
        double total = 0;
        double known = 0;
        for (size_t c = 0; c < TRUCE_N_COMPONENTS; c++) {
            double weight = weight_of(ranking, c, s);
            double value = mediator->component[c].estimate.value;
            bool is_known = !isnan(value);
            if (!is_known)
                value = ranking->context->settings->component[c].prior;
            sum += weight * value;
            total += weight;
            known += is_known ? weight : 0;
        }
        mediator->standing[s].value = total > 0 ? sum / total : NAN;
        mediator->known[s] = total > 0 ? known / total : 0;
    }
}

/* Weights of one draw, common to all mediators. */
static void draw_weights(const struct ranking *ranking, struct truce_rng *rng,
                         double weights[TRUCE_N_STANDINGS][TRUCE_N_COMPONENTS])
{
    double shape = fmax(ranking->context->settings->weight_shape, 0.1);
    for (size_t s = 0; s < TRUCE_N_STANDINGS; s++)
        for (size_t c = 0; c < TRUCE_N_COMPONENTS; c++)
            weights[s][c] =
                weight_of(ranking, c, s) * truce_draw_gamma(rng, shape) / shape;
}

static void
draw_standings(struct ranking *ranking, size_t m, size_t draw,
               struct truce_rng *rng,
               double weights[TRUCE_N_STANDINGS][TRUCE_N_COMPONENTS])
{
    const struct truce_mediator *mediator =
        &ranking->context->assessment->mediators[m];
    double value[TRUCE_N_COMPONENTS];
    for (size_t c = 0; c < TRUCE_N_COMPONENTS; c++)
        value[c] =
            mediator->component[c].draws
                ? mediator->component[c].draws[draw]
                : truce_draw_beta(
                      rng, ranking->context->settings->component[c].prior,
                      UNKNOWN_STRENGTH);
    for (size_t s = 0; s < TRUCE_N_STANDINGS; s++) {
        double sum = 0;
        double total = 0;
        for (size_t c = 0; c < TRUCE_N_COMPONENTS; c++) {
            sum += weights[s][c] * value[c];
            total += weights[s][c];
        }
        ranking->draws[s][m * ranking->n_draws + draw] =
            total > 0 ? sum / total : 0;
    }
}

static double overall_draw(const struct ranking *ranking, size_t m, size_t draw)
{
    double sum = 0;
    for (size_t s = 0; s < TRUCE_N_STANDINGS; s++)
        sum += ranking->draws[s][m * ranking->n_draws + draw];
    return sum;
}

static void draw_ranks(struct ranking *ranking, size_t draw)
{
    for (size_t m = 0; m < ranking->n_mediators; m++) {
        size_t rank = 1;
        for (size_t other = 0; other < ranking->n_mediators; other++)
            rank += overall_draw(ranking, other, draw) >
                    overall_draw(ranking, m, draw);
        ranking->ranks[m * ranking->n_draws + draw] = rank;
    }
}

static void draw_all(struct ranking *ranking)
{
    struct truce_rng weight_rng =
        truce_component_rng(ranking->context, "", "weights");
    for (size_t draw = 0; draw < ranking->n_draws; draw++) {
        double weights[TRUCE_N_STANDINGS][TRUCE_N_COMPONENTS];
        draw_weights(ranking, &weight_rng, weights);
        for (size_t m = 0; m < ranking->n_mediators; m++) {
            char key[32];
            struct truce_rng rng;
            snprintf(key, sizeof key, "unknown %zu", draw);
            rng = truce_component_rng(
                ranking->context,
                ranking->context->assessment->mediators[m].code, key);
            draw_standings(ranking, m, draw, &rng, weights);
        }
        draw_ranks(ranking, draw);
    }
}

static void fill_intervals(struct ranking *ranking, size_t m, double *scratch)
{
    struct truce_mediator *mediator =
        &ranking->context->assessment->mediators[m];
    const size_t *ranks = &ranking->ranks[m * ranking->n_draws];
    size_t first = 0;
    for (size_t s = 0; s < TRUCE_N_STANDINGS; s++)
        mediator->standing[s] =
            truce_estimate_of(mediator->standing[s].value,
                              &ranking->draws[s][m * ranking->n_draws],
                              ranking->n_draws, scratch);
    for (size_t i = 0; i < ranking->n_draws; i++) {
        first += ranks[i] == 1;
        scratch[i] = (double)ranks[i];
    }
    mediator->share_first = (double)first / (double)ranking->n_draws;
    mediator->rank_low =
        (size_t)lround(truce_quantile(scratch, ranking->n_draws, 0.05));
    mediator->rank_high =
        (size_t)lround(truce_quantile(scratch, ranking->n_draws, 0.95));
}

static double overall(const struct truce_mediator *mediator)
{
    return mediator->standing[TRUCE_DEAL].value +
           mediator->standing[TRUCE_DURABILITY].value;
}

static int compare_mediators(const void *a, const void *b)
{
    const struct truce_mediator *x = a;
    const struct truce_mediator *y = b;
    if (overall(x) != overall(y))
        return overall(x) < overall(y) ? 1 : -1;
    return strcmp(x->code, y->code);
}

static void number_ranks(struct truce_assessment *assessment)
{
    struct truce_mediator *list = assessment->mediators;
    size_t n = assessment->n_mediators;
    for (size_t i = 0; i < n; i++) {
        list[i].rank = i + 1;
        if (list[i].rank_low > i + 1)
            list[i].rank_low = i + 1;
        if (list[i].rank_high < i + 1)
            list[i].rank_high = i + 1;
        for (size_t s = 0; s < TRUCE_N_STANDINGS; s++) {
            list[i].rank_by[s] = 1;
            for (size_t j = 0; j < n; j++)
                list[i].rank_by[s] +=
                    list[j].standing[s].value > list[i].standing[s].value;
        }
    }
}

int truce_assess_rank(struct truce_assess_context *context)
{
    struct truce_assessment *assessment = context->assessment;
    struct ranking ranking = {.context = context,
                              .n_mediators = assessment->n_mediators,
                              .n_draws = context->n_draws};
    size_t cells = ranking.n_mediators * ranking.n_draws;
    double *scratch;
    if (ranking.n_mediators == 0)
        return TRUCE_OK;
    for (size_t s = 0; s < TRUCE_N_STANDINGS; s++) {
        ranking.draws[s] =
            truce_arena_alloc(context->arena, cells, sizeof(double));
        if (!ranking.draws[s])
            return TRUCE_ENOMEM;
    }
    ranking.ranks = truce_arena_alloc(context->arena, cells, sizeof(size_t));
    scratch =
        truce_arena_alloc(context->arena, ranking.n_draws, sizeof(double));
    if (!ranking.ranks || !scratch)
        return TRUCE_ENOMEM;
    for (size_t m = 0; m < ranking.n_mediators; m++)
        fill_values(&ranking, &assessment->mediators[m]);
    draw_all(&ranking);
    for (size_t m = 0; m < ranking.n_mediators; m++)
        fill_intervals(&ranking, m, scratch);
    qsort(assessment->mediators, assessment->n_mediators,
          sizeof *assessment->mediators, compare_mediators);
    number_ranks(assessment);
    return TRUCE_OK;
}
