/*
 * The risk that fighting between two parties of a conflict file resumes, as
 * `truce risk` and `truce who` ask for it.
 */
#ifndef TRUCE_FORECAST_FORECAST_H
#define TRUCE_FORECAST_FORECAST_H

#include <jansson.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "series/dyad_months.h"
#include "series/features.h"

#define TRUCE_RISK_QUANTILES 5 /* 0.05 0.25 0.5 0.75 0.95 */
#define TRUCE_RISK_RECORD 5    /* earlier forecasts held against outcomes */
#define TRUCE_RISK_NOTES 6

extern const double truce_risk_levels[TRUCE_RISK_QUANTILES];

struct truce_risk_ask {
    const char *a, *b;       /* party codes */
    struct truce_date as_of; /* unknown: the last day anything is known of */
    size_t horizon;          /* months, from 1 */
    const char *model;       /* model file; NULL: the shipped one */
};

struct truce_risk_month {
    int month;       /* month id */
    double p25;      /* P(25 deaths or more) */
    double expected; /* mean deaths; NaN when deaths are not known */
    double q[TRUCE_RISK_QUANTILES];
};

struct truce_risk_driver {
    enum truce_feature feature;
    double value;  /* readable: deaths, months, counts; NaN: not known, or
                      months since what the series never saw */
    double effect; /* on the log-odds, against the average case */
};

/* A forecast that could have been made earlier, and what came. */
struct truce_risk_past {
    struct truce_date as_of;
    double p;
    bool escalated;
};

struct truce_risk {
    char a[32], b[32];
    struct truce_date as_of;
    size_t horizon;
    double p;         /* some month of the horizon sees 25 deaths or more */
    double low, high; /* 90% interval for p */
    double expected;  /* deaths in the horizon; NaN: not known */
    struct truce_risk_month *months; /* [horizon], owned */
    struct truce_risk_driver drivers[TRUCE_N_FEATURES];
    size_t n_drivers; /* strongest first */
    struct truce_risk_past record[TRUCE_RISK_RECORD];
    size_t n_record; /* newest first */
    enum truce_dyad_basis basis;
    bool coded;      /* material conflict stands in for deaths */
    int first, last; /* month ids of the series used */
    char model[96];
    char notes[TRUCE_RISK_NOTES][200];
    size_t n_notes;
};

/*
 * Forecasts from what the file knew on the last day of ask->as_of; nothing
 * later is read from it. TRUCE_OK; TRUCE_ENODATA (neither deaths nor events
 * of the two, or too old), TRUCE_ERANGE (horizon beyond the model's),
 * TRUCE_ENOENT (no model), TRUCE_EDB, TRUCE_ENOMEM and what loading a model
 * gives. Release with truce_risk_release.
 */
int truce_forecast_risk(sqlite3 *db, const struct truce_risk_ask *ask,
                        struct truce_risk *out, struct truce_err *err);
void truce_risk_release(struct truce_risk *risk); /* NULL accepted */

/* The object that `truce risk --json` prints: a new reference, NULL when
 * memory is short. */
json_t *truce_risk_json(const struct truce_risk *risk);

/* Keeps the months in the table `forecasts`, replacing an earlier forecast of
 * the same question and model. TRUCE_OK or TRUCE_EDB (a file opened for
 * reading, say). */
int truce_risk_store(sqlite3 *db, const struct truce_risk *risk,
                     struct truce_err *err);

/* Both at once, with the shipped model. *out is a new reference. */
int truce_forecast_risk_json(sqlite3 *db, const char *a, const char *b,
                             struct truce_date as_of, size_t horizon_months,
                             json_t **out, struct truce_err *err);

#endif
