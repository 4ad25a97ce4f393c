/*
 * From the conflict file's dyad-month table to a forecast. The model learned
 * from countries' monthly deaths; a dyad's series is put to it as it is.
 * Where no deaths are imported, assaults coded from text stand in, on a rough
 * scale, and the answer says so.
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/mem.h"
#include "forecast/forecast.h"
#include "forecast/model.h"
#include "forecast/score.h"

#define SHIPPED_MODEL "models/risk.model"
#define N_DRAWS 1000
/* Three coded assaults in a month read as a month with 25 deaths. */
#define DEATHS_PER_ASSAULT (25.0 / 3)
/* Months that the deaths may lag behind the question. */
#define MAX_LAG 12
/* Coded assaults stand in only where so many months have documents. */
#define LEAST_CODED_MONTHS 12
/* A shorter series is forecast, with a note. */
#define SHORT_SERIES 24
#define RECORD_STEP 12

const double truce_risk_levels[TRUCE_RISK_QUANTILES] = {0.05, 0.25, 0.5, 0.75,
                                                        0.95};

/* What a forecast is made from. */
struct basis {
    double *values; /* [n] deaths or stand-in, owned */
    size_t n;       /* months up to the last known one */
    int first;
    int asked; /* last month over on the day of the question */
    double *known[TRUCE_N_CONTEXT_COLUMNS]; /* beside the deaths, owned */
    struct truce_context context;           /* the same, for the model */
};

static void note(struct truce_risk *risk, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void note(struct truce_risk *risk, const char *format, ...)
{
    va_list ap;
    if (risk->n_notes == TRUCE_RISK_NOTES)
        return;
    va_start(ap, format);
    vsnprintf(risk->notes[risk->n_notes++], sizeof risk->notes[0], format, ap);
    va_end(ap);
}

static const char *month_name(int month, char buf[TRUCE_DATE_SIZE])
{
    return truce_date_format(truce_date_from_month_id(month), buf);
}

/* Cuts unknown months off the end. */
static void trim(struct basis *basis)
{
    while (basis->n > 0 && isnan(basis->values[basis->n - 1]))
        basis->n--;
}

static int take(const struct truce_dyad *dyad, enum truce_dyad_column column,
                struct basis *out)
{
    truce_free(out->values);
    out->values = truce_dyad_take(dyad, column);
    out->n = dyad->n;
    out->first = dyad->first;
    if (!out->values)
        return TRUCE_ENOMEM;
    trim(out);
    return TRUCE_OK;
}

/* What the model may read beside the deaths; columns without any known month
 * are NaN throughout, which is "unknown" to it. */
static int take_context(const struct truce_dyad *dyad, struct basis *out)
{
    static const enum truce_dyad_column columns[TRUCE_N_CONTEXT_COLUMNS] = {
#define TRUCE_CONTEXT_COLUMN(name) TRUCE_DYAD_##name,
#include "series/context.def"
#undef TRUCE_CONTEXT_COLUMN
    };
    for (size_t c = 0; c < TRUCE_N_CONTEXT_COLUMNS; c++) {
        out->known[c] = truce_dyad_take(dyad, columns[c]);
        if (!out->known[c])
            return TRUCE_ENOMEM;
        out->context.columns[c] = out->known[c];
    }
    return TRUCE_OK;
}

static void basis_release(struct basis *basis)
{
    truce_free(basis->values);
    for (size_t c = 0; c < TRUCE_N_CONTEXT_COLUMNS; c++)
        truce_free(basis->known[c]);
}

/* Months between the last known one and the question. */
static int lag_of(const struct basis *basis)
{
    return basis->asked - (basis->first + (int)basis->n - 1);
}

/* A government and its own rebels. */
static bool one_country(const struct truce_risk *risk)
{
    size_t len = strcspn(risk->a, ":");
    return len == strcspn(risk->b, ":") && !strncmp(risk->a, risk->b, len);
}

static int choose_deaths(const struct truce_dyad *dyad, struct basis *basis,
                         struct truce_risk *risk)
{
    char last[TRUCE_DATE_SIZE];
    int rc = take(dyad, TRUCE_DYAD_deaths, basis);
    if (rc < 0 || basis->n == 0)
        return rc < 0 ? rc : 0;
    month_name(basis->first + (int)basis->n - 1, last);
    if (lag_of(basis) > MAX_LAG) {
        note(risk, "deaths are known to %.7s only: too old to start from",
             last);
        return 0;
    }
    if (lag_of(basis) > 0)
        note(risk, "deaths are known to %.7s; the forecast starts there", last);
    if (dyad->basis == TRUCE_DYAD_SUMMED_DEATHS)
        note(risk, "no rows of the dyad itself: deaths are those of %s, other "
                   "conflicts there included",
             one_country(risk) ? "the whole country"
                               : "both countries added up");
    return 1;
}

/* Whether some event of any class between the two is in the table. */
static bool have_dealings(const struct truce_dyad *dyad)
{
    for (size_t i = 0; i < dyad->n; i++)
        for (int c = TRUCE_DYAD_quad1; c <= TRUCE_DYAD_quad4; c++)
            if (truce_dyad_at(dyad, i, (enum truce_dyad_column)c) > 0)
                return true;
    return false;
}

static int choose_coded(const struct truce_dyad *dyad, struct basis *basis,
                        struct truce_risk *risk)
{
    int rc = take(dyad, TRUCE_DYAD_assaults, basis);
    size_t known = 0;
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < basis->n; i++) {
        known += !isnan(basis->values[i]);
        basis->values[i] *= DEATHS_PER_ASSAULT;
    }
    /* two that never meet in the file are unknown, not at peace */
    if (known < LEAST_CODED_MONTHS || lag_of(basis) > MAX_LAG ||
        !have_dealings(dyad))
        return 0;
    risk->coded = true;
    note(risk, "no death counts for this dyad: assaults coded from text "
               "stand in (three in a month read as 25 deaths), a rough scale");
    return 1;
}

/* Deaths, or assaults where there are none. */
static int choose(const struct truce_dyad *dyad, struct basis *basis,
                  struct truce_risk *risk, struct truce_err *err)
{
    int rc = dyad->n ? choose_deaths(dyad, basis, risk) : 0;
    risk->basis = dyad->basis;
    if (rc == 0 && dyad->n)
        rc = choose_coded(dyad, basis, risk);
    if (rc > 0 && take_context(dyad, basis) < 0)
        rc = TRUCE_ENOMEM;
    if (rc < 0)
        return truce_err_set(err, rc, "out of memory");
    if (rc == 0)
        return truce_err_set(
            err, TRUCE_ENODATA,
            "too little is known of '%s' and '%s': no deaths of the two in the "
            "year before the question (nor of both countries, in ten years), "
            "nor %d months of documents with events of the two",
            risk->a, risk->b, LEAST_CODED_MONTHS);
    if (basis->n < SHORT_SERIES)
        note(risk, "only %zu months of history", basis->n);
    risk->first = basis->first;
    risk->last = basis->first + (int)basis->n - 1;
    return TRUCE_OK;
}

static struct truce_model_ask ask_model(const struct basis *basis, int last,
                                        size_t horizon)
{
    size_t n = (size_t)(last - basis->first + 1);
    if (n > basis->n)
        n = basis->n;
    return (struct truce_model_ask){
        .deaths = basis->values,
        .context = &basis->context,
        .t = n,
        .first_lead = (size_t)(last - (basis->first + (int)n - 1)) + 1,
        .n_leads = horizon,
        .n_draws = N_DRAWS,
        .as_of = last};
}

static double mean(const double *values, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum / (double)n;
}

static int fill_months(const struct truce_model *model,
                       const struct basis *basis, struct truce_risk *risk,
                       struct truce_err *err)
{
    struct truce_model_ask ask = ask_model(basis, basis->asked, risk->horizon);
    double *draws = truce_alloc(risk->horizon * N_DRAWS, sizeof *draws);
    double *p25 = truce_alloc(risk->horizon, sizeof *p25);
    int rc;
    risk->months = truce_zalloc(risk->horizon, sizeof *risk->months);
    rc = draws && p25 && risk->months
             ? truce_model_forecast(model, &ask, draws, p25, err)
             : truce_err_set(err, TRUCE_ENOMEM, "out of memory");
    risk->expected = 0;
    for (size_t i = 0; rc == TRUCE_OK && i < risk->horizon; i++) {
        struct truce_risk_month *m = &risk->months[i];
        const double *own = draws + i * N_DRAWS;
        m->month = basis->asked + 1 + (int)i;
        m->p25 = p25[i];
        m->expected = risk->coded ? NAN : mean(own, N_DRAWS);
        for (size_t k = 0; k < TRUCE_RISK_QUANTILES; k++)
            m->q[k] = risk->coded ? NAN
                                  : truce_score_quantile(own, N_DRAWS,
                                                         truce_risk_levels[k]);
        risk->expected += m->expected;
    }
    truce_free(draws);
    truce_free(p25);
    return rc;
}

static int by_effect(const void *a, const void *b)
{
    const struct truce_risk_driver *x = a, *y = b;
    double p = fabs(x->effect), q = fabs(y->effect);
    if (p != q)
        return p < q ? 1 : -1;
    return (x->feature > y->feature) - (x->feature < y->feature);
}

/* A count of months since what the series has never seen is unknown. */
static double driver_value(const struct truce_model_ask *ask, size_t feature,
                           double value)
{
    double readable = truce_feature_readable(feature, value);
    bool since = feature == TRUCE_FEATURE_since_1 ||
                 feature == TRUCE_FEATURE_since_25 ||
                 feature == TRUCE_FEATURE_since_100;
    return since && readable >= (double)ask->t ? NAN : readable;
}

static void fill_drivers(const struct truce_model_ask *ask,
                         const struct truce_model_spell *spell,
                         struct truce_risk *risk)
{
    double features[TRUCE_N_FEATURES];
    truce_features(ask->deaths, ask->t, features);
    for (size_t f = 0; f < TRUCE_N_FEATURES; f++)
        if (spell->effects[f] != 0)
            risk->drivers[risk->n_drivers++] = (struct truce_risk_driver){
                (enum truce_feature)f, driver_value(ask, f, features[f]),
                spell->effects[f]};
    qsort(risk->drivers, risk->n_drivers, sizeof risk->drivers[0], by_effect);
}

/* Half as many cases behind a stand-in for deaths: wider by its root. */
static void widen(struct truce_risk *risk)
{
    risk->low = risk->p - (risk->p - risk->low) * M_SQRT2;
    risk->high = risk->p + (risk->high - risk->p) * M_SQRT2;
    risk->low = fmax(risk->low, 0);
    risk->high = fmin(risk->high, 1);
}

static int fill_chance(const struct truce_model *model,
                       const struct basis *basis, struct truce_risk *risk,
                       struct truce_err *err)
{
    struct truce_model_ask ask = ask_model(basis, basis->asked, risk->horizon);
    struct truce_model_spell spell;
    int rc = truce_model_chance(model, &ask, &spell, err);
    if (rc < 0)
        return rc;
    risk->p = spell.p;
    risk->low = spell.low;
    risk->high = spell.high;
    /* the horizon is at least as likely as its likeliest month */
    for (size_t i = 0; i < risk->horizon; i++)
        risk->p = fmax(risk->p, risk->months[i].p25);
    risk->high = fmax(risk->high, risk->p);
    if (risk->coded)
        widen(risk);
    fill_drivers(&ask, &spell, risk);
    return TRUCE_OK;
}

/* 1 when some month after `last` within the horizon reached 25, 0 when none
 * did, -1 when not all is known. */
static int outcome(const struct basis *basis, int last, size_t horizon)
{
    int hit = 0;
    for (size_t h = 0; h < horizon; h++) {
        size_t at = (size_t)(last + 1 - basis->first) + h;
        if (at >= basis->n || isnan(basis->values[at]))
            return -1;
        hit |= basis->values[at] >= 24.5;
    }
    return hit;
}

/* What the same model would have said in earlier years, from the months known
 * then. */
static int fill_record(const struct truce_model *model,
                       const struct basis *basis, struct truce_risk *risk,
                       struct truce_err *err)
{
    int last = basis->asked - (int)risk->horizon;
    struct truce_model_about about;
    char through[TRUCE_DATE_SIZE];
    truce_model_about(model, &about);
    for (; risk->n_record < TRUCE_RISK_RECORD &&
           last >= basis->first + SHORT_SERIES;
         last -= RECORD_STEP) {
        int hit = outcome(basis, last, risk->horizon);
        struct truce_model_ask ask = ask_model(basis, last, risk->horizon);
        struct truce_model_spell spell;
        int rc;
        if (hit < 0)
            continue;
        rc = truce_model_chance(model, &ask, &spell, err);
        if (rc < 0)
            return rc;
        risk->record[risk->n_record++] = (struct truce_risk_past){
            truce_date_last(truce_date_from_month_id(last)), spell.p, hit == 1};
        if (risk->n_record == 1 && about.through > last &&
            about.through <= basis->asked)
            note(risk,
                 "earlier forecasts are those of this same model, which "
                 "learnt from data to %.7s; 'truce backtest' trains anew",
                 month_name(about.through, through));
    }
    return TRUCE_OK;
}

static int open_model(const struct truce_risk_ask *ask,
                      struct truce_model **out, struct truce_err *err)
{
    char path[4096];
    int rc = TRUCE_OK;
    *out = NULL;
    if (!ask->model)
        rc = truce_io_data(SHIPPED_MODEL, path, sizeof path, err);
    return rc < 0 ? rc
                  : truce_model_load(ask->model ? ask->model : path, out, err);
}

static void note_model(const struct truce_model *model, struct truce_risk *risk,
                       int asked)
{
    struct truce_model_about about;
    char through[TRUCE_DATE_SIZE];
    truce_model_about(model, &about);
    snprintf(risk->model, sizeof risk->model, "%s", about.name);
    if (about.through > asked)
        note(risk,
             "the model was trained on data to %.7s, later than the "
             "question; past cases are followed up to the question only",
             month_name(about.through, through));
}

static int check(const struct truce_risk_ask *ask, struct truce_err *err)
{
    if (ask->horizon < 1)
        return truce_err_set(err, TRUCE_ERANGE,
                             "a horizon has at least one month");
    if (!strcmp(ask->a, ask->b))
        return truce_err_set(err, TRUCE_EUSAGE,
                             "'%s' twice: a dyad has two parties", ask->a);
    return TRUCE_OK;
}

int truce_forecast_risk(sqlite3 *db, const struct truce_risk_ask *ask,
                        struct truce_risk *out, struct truce_err *err)
{
    struct truce_dyad dyad = {0};
    struct basis basis = {0};
    struct truce_model *model = NULL;
    int rc = check(ask, err);
    *out = (struct truce_risk){.as_of = ask->as_of, .horizon = ask->horizon};
    snprintf(out->a, sizeof out->a, "%s", ask->a);
    snprintf(out->b, sizeof out->b, "%s", ask->b);
    if (rc == TRUCE_OK && !truce_date_known(ask->as_of))
        rc = truce_dyad_latest(db, &out->as_of, err);
    if (rc < 0)
        return rc;
    out->as_of = truce_date_last(out->as_of);
    basis.asked = truce_dyad_last_month(out->as_of);
    rc = truce_dyad_build(db, ask->a, ask->b, out->as_of, &dyad, err);
    if (rc == TRUCE_OK)
        rc = choose(&dyad, &basis, out, err);
    if (rc == TRUCE_OK)
        rc = open_model(ask, &model, err);
    if (rc == TRUCE_OK) {
        note_model(model, out, basis.asked);
        rc = fill_months(model, &basis, out, err);
    }
    if (rc == TRUCE_OK)
        rc = fill_chance(model, &basis, out, err);
    if (rc == TRUCE_OK && !out->coded)
        rc = fill_record(model, &basis, out, err);
    truce_model_free(model);
    basis_release(&basis);
    truce_dyad_release(&dyad);
    if (rc < 0)
        truce_risk_release(out);
    return rc;
}

void truce_risk_release(struct truce_risk *risk)
{
    if (!risk)
        return;
    truce_free(risk->months);
    risk->months = NULL;
}
