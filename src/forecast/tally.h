/* Sums of scores over unit-months, for backtest.c and regress.c only. */
#ifndef TRUCE_FORECAST_TALLY_H
#define TRUCE_FORECAST_TALLY_H

#include "forecast/backtest.h"

/* 25 deaths in a month, counts being whole. */
#define TRUCE_WAR_DEATHS 24.5

/* Sums so far; p and y for the ranking scores. */
struct truce_tally {
    struct truce_scores sums;
    double *p; /* [units * months] */
    int *y;    /* [units * months] */
};

int truce_tally__init(struct truce_tally *tally,
                      const struct truce_backtest *b);
void truce_tally__release(struct truce_tally *tally);

/* One unit-month: its draws (before its p), its P(25 deaths or more). */
void truce_tally__draws(struct truce_tally *tally, const double *draws,
                        size_t n, double actual);
void truce_tally__p(struct truce_tally *tally, double p, double actual);

/* Sums to means. TRUCE_OK or TRUCE_ENODATA. */
int truce_tally__close(struct truce_tally *tally, struct truce_scores *out,
                       struct truce_err *err);

/* Deaths of a forecast unit-month, NaN when unknown. */
double truce_tally__outcome(const struct truce_backtest *b,
                            const struct truce_panel *history,
                            const struct truce_panel *actuals, size_t unit,
                            size_t month);

/* Months of the panel up to `through`. */
size_t truce_tally__months(const struct truce_panel *panel, int through);

#endif
