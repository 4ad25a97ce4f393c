/* The JSON of `truce risk`; its fields are in docs/forecast.md. */
#include <math.h>

#include "forecast/forecast.h"

/* Figures are printed to what they can bear. */
static json_t *number(double value, double digits)
{
    return isfinite(value) ? json_real(round(value * digits) / digits)
                           : json_null();
}

static json_t *months_json(const struct truce_risk *risk)
{
    json_t *list = json_array();
    for (size_t i = 0; i < risk->horizon; i++) {
        const struct truce_risk_month *m = &risk->months[i];
        char month[TRUCE_DATE_SIZE];
        json_t *q = risk->coded ? json_null() : json_array();
        truce_date_format(truce_date_from_month_id(m->month), month);
        for (size_t k = 0; k < TRUCE_RISK_QUANTILES && !risk->coded; k++)
            json_array_append_new(q, number(m->q[k], 10));
        json_array_append_new(list, json_pack("{s:s#, s:o, s:o, s:o}", "month",
                                              month, 7, "p25",
                                              number(m->p25, 1e4), "expected",
                                              number(m->expected, 10), "q", q));
    }
    return list;
}

static json_t *drivers_json(const struct truce_risk *risk)
{
    json_t *list = json_array();
    for (size_t i = 0; i < risk->n_drivers; i++) {
        const struct truce_risk_driver *d = &risk->drivers[i];
        const struct truce_feature_info *info = truce_feature_info(d->feature);
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:o, s:o}", "feature", info->name,
                            "what", info->what, "value", number(d->value, 100),
                            "effect", number(d->effect, 1000)));
    }
    return list;
}

static json_t *record_json(const struct truce_risk *risk)
{
    json_t *list = json_array();
    for (size_t i = 0; i < risk->n_record; i++) {
        char day[TRUCE_DATE_SIZE];
        json_array_append_new(
            list, json_pack("{s:s, s:o, s:b}", "as_of",
                            truce_date_format(risk->record[i].as_of, day),
                            "p_escalation", number(risk->record[i].p, 1e4),
                            "escalated", risk->record[i].escalated));
    }
    return list;
}

static const char *basis_name(const struct truce_risk *risk)
{
    if (risk->coded)
        return "coded assaults";
    return risk->basis == TRUCE_DYAD_OWN_DEATHS ? "deaths of the dyad"
                                                : "deaths of both countries";
}

json_t *truce_risk_json(const struct truce_risk *risk)
{
    char day[TRUCE_DATE_SIZE], first[TRUCE_DATE_SIZE], last[TRUCE_DATE_SIZE];
    json_t *out = json_pack(
        "{s:[s, s], s:s, s:I, s:o, s:[o, o], s:o}", "dyad", risk->a, risk->b,
        "as_of", truce_date_format(risk->as_of, day), "horizon_months",
        (json_int_t)risk->horizon, "p_escalation", number(risk->p, 1e4),
        "interval", number(risk->low, 1e4), number(risk->high, 1e4),
        "expected_deaths", number(risk->expected, 10));
    json_t *levels = json_array(), *notes = json_array();
    if (!out)
        return NULL;
    truce_date_format(truce_date_from_month_id(risk->first), first);
    truce_date_format(truce_date_from_month_id(risk->last), last);
    for (size_t k = 0; k < TRUCE_RISK_QUANTILES; k++)
        json_array_append_new(levels, json_real(truce_risk_levels[k]));
    for (size_t i = 0; i < risk->n_notes; i++)
        json_array_append_new(notes, json_string(risk->notes[i]));
    json_object_set_new(out, "quantiles", levels);
    json_object_set_new(out, "months", months_json(risk));
    json_object_set_new(out, "drivers", drivers_json(risk));
    json_object_set_new(out, "record", record_json(risk));
    json_object_set_new(out, "basis",
                        json_pack("{s:s, s:s#, s:s#}", "kind", basis_name(risk),
                                  "from", first, 7, "to", last, 7));
    json_object_set_new(out, "model", json_string(risk->model));
    json_object_set_new(out, "notes", notes);
    return out;
}

int truce_forecast_risk_json(sqlite3 *db, const char *a, const char *b,
                             struct truce_date as_of, size_t horizon_months,
                             json_t **out, struct truce_err *err)
{
    struct truce_risk_ask ask = {a, b, as_of, horizon_months, NULL};
    struct truce_risk risk;
    int rc = truce_forecast_risk(db, &ask, &risk, err);
    *out = NULL;
    if (rc < 0)
        return rc;
    *out = truce_risk_json(&risk);
    truce_risk_release(&risk);
    return *out ? TRUCE_OK : truce_err_set(err, TRUCE_ENOMEM, "out of memory");
}
