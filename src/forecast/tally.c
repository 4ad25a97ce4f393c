/* Sums of scores; see tally.h. */
#include "forecast/tally.h"

#include <math.h>

#include "base/mem.h"

#define ALPHA 0.1

size_t truce_tally__months(const struct truce_panel *panel, int through)
{
    size_t known =
        through < panel->first ? 0 : (size_t)(through - panel->first) + 1;
    return known > panel->n_months ? panel->n_months : known;
}

int truce_tally__init(struct truce_tally *tally, const struct truce_backtest *b)
{
    size_t n = b->n_units * b->n_months;
    *tally = (struct truce_tally){.p = truce_alloc(n, sizeof *tally->p),
                                  .y = truce_alloc(n, sizeof *tally->y)};
    return tally->p && tally->y ? TRUCE_OK : TRUCE_ENOMEM;
}

void truce_tally__release(struct truce_tally *tally)
{
    truce_free(tally->p);
    truce_free(tally->y);
}

void truce_tally__p(struct truce_tally *tally, double p, double actual)
{
    struct truce_scores *s = &tally->sums;
    tally->p[s->n] = p;
    tally->y[s->n] = actual >= TRUCE_WAR_DEATHS;
    s->events += actual >= TRUCE_WAR_DEATHS;
    s->n++;
}

static void add_pit(struct truce_scores *s, const double *draws, size_t n,
                    double actual)
{
    double last = 0;
    s->coverage_pit += truce_score_pit(draws, n, actual, 1 - ALPHA / 2) -
                       truce_score_pit(draws, n, actual, ALPHA / 2);
    for (size_t k = 0; k < TRUCE_RELIABILITY_BINS; k++) {
        double upper = (double)(k + 1) / TRUCE_RELIABILITY_BINS;
        double share = truce_score_pit(draws, n, actual, upper);
        s->pit[k] += share - last;
        last = share;
    }
}

void truce_tally__draws(struct truce_tally *tally, const double *draws,
                        size_t n, double actual)
{
    struct truce_scores *s = &tally->sums;
    bool covers = truce_score_covers(draws, n, ALPHA, actual);
    bool open = truce_score_quantile(draws, n, 1 - ALPHA / 2) >
                truce_score_quantile(draws, n, ALPHA / 2);
    s->crps += truce_score_crps(draws, n, actual);
    s->ign += truce_score_ign(draws, n, actual);
    s->mis += truce_score_interval(draws, n, ALPHA, actual);
    s->coverage += covers;
    s->open += open;
    s->coverage_open += open && covers;
    add_pit(s, draws, n, actual);
}

int truce_tally__close(struct truce_tally *tally, struct truce_scores *out,
                       struct truce_err *err)
{
    struct truce_scores *s = &tally->sums;
    double n = (double)s->n;
    if (s->n == 0)
        return truce_err_set(err, TRUCE_ENODATA,
                             "actual deaths and forecasts have no unit and "
                             "month in common");
    s->crps /= n;
    s->ign /= n;
    s->mis /= n;
    s->coverage /= n;
    s->coverage_pit /= n;
    for (size_t k = 0; k < TRUCE_RELIABILITY_BINS; k++)
        s->pit[k] /= n;
    s->coverage_open = s->open ? s->coverage_open / (double)s->open : NAN;
    s->brier = truce_score_brier(tally->p, tally->y, s->n);
    s->log_score = truce_score_log(tally->p, tally->y, s->n);
    s->ap = truce_score_ap(tally->p, tally->y, s->n);
    s->auc = truce_score_auc(tally->p, tally->y, s->n);
    truce_score_reliability(tally->p, tally->y, s->n, &s->reliability);
    *out = *s;
    return TRUCE_OK;
}

double truce_tally__outcome(const struct truce_backtest *b,
                            const struct truce_panel *history,
                            const struct truce_panel *actuals, size_t unit,
                            size_t month)
{
    size_t at = truce_panel_find(actuals, history->units[unit]);
    return at == (size_t)-1 ? NAN
                            : truce_panel_at(actuals, at, b->from + (int)month);
}
