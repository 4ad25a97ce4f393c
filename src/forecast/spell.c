/*
 * Scores of the chance that `truce risk` leads with: of some month of the span
 * with 25 deaths or more, one a unit, beside the share of such spans among the
 * unit's own last ten years.
 */
#include <math.h>

#include "base/mem.h"
#include "forecast/tally.h"

#define PLAIN_MONTHS 120

/* 1 when one of n months has 25 deaths, 0 when none has, -1 when unknown. */
static int war_within(const double *deaths, size_t n)
{
    int war = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(deaths[i]))
            return -1;
        war |= deaths[i] >= TRUCE_WAR_DEATHS;
    }
    return war;
}

/* Share of the spans of n months that end within the last ten years known;
 * half a span each way, so that nothing is certain. */
static double plain_share(const double *deaths, size_t known, size_t n)
{
    double spans = 1, wars = 0.5;
    size_t first = known > PLAIN_MONTHS ? known - PLAIN_MONTHS : 0;
    for (size_t end = first + n; end <= known; end++) {
        int war = war_within(deaths + end - n, n);
        spans += war >= 0;
        wars += war > 0;
    }
    return wars / spans;
}

static int outcome(const struct truce_backtest *b,
                   const struct truce_panel *history,
                   const struct truce_panel *actuals, size_t unit,
                   double *deaths)
{
    for (size_t m = 0; m < b->n_months; m++)
        deaths[m] = truce_tally__outcome(b, history, actuals, unit, m);
    return war_within(deaths, b->n_months);
}

static void no_draws(struct truce_scores *scores)
{
    scores->crps = scores->ign = scores->mis = scores->coverage =
        scores->coverage_open = scores->coverage_pit = NAN;
}

int truce_backtest_spell(const struct truce_backtest *backtest,
                         const struct truce_panel *history,
                         const struct truce_panel *actuals,
                         struct truce_scores *out, struct truce_scores *plain,
                         struct truce_err *err)
{
    size_t known = truce_tally__months(history, backtest->through);
    double *deaths = truce_alloc(backtest->n_months, sizeof *deaths);
    struct truce_tally own = {0}, share = {0};
    int rc = truce_tally__init(&own, backtest);
    if (rc == TRUCE_OK)
        rc = truce_tally__init(&share, backtest);
    if (rc < 0 || !deaths)
        rc = truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    for (size_t u = 0; rc == TRUCE_OK && u < backtest->n_units; u++) {
        int war = outcome(backtest, history, actuals, u, deaths);
        if (war < 0)
            continue;
        truce_tally__p(&own, backtest->spell[u], war ? TRUCE_WAR_DEATHS : 0);
        truce_tally__p(&share,
                       plain_share(truce_panel_row(history, u), known,
                                   backtest->n_months),
                       war ? TRUCE_WAR_DEATHS : 0);
    }
    if (rc == TRUCE_OK)
        rc = truce_tally__close(&own, out, err);
    if (rc == TRUCE_OK)
        rc = truce_tally__close(&share, plain, err);
    if (rc == TRUCE_OK) {
        no_draws(out);
        no_draws(plain);
    }
    truce_tally__release(&own);
    truce_tally__release(&share);
    truce_free(deaths);
    return rc;
}
