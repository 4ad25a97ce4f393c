/* Keeps a risk forecast in the conflict file's table `forecasts`. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/forecast.h"

static const char sql_insert[] =
    "INSERT OR REPLACE INTO forecasts(unit, as_of, horizon, month, p25, "
    "expected, quantiles, model, made) VALUES "
    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, date('now'))";

static void bind_real(sqlite3_stmt *stmt, int at, double value)
{
    if (isfinite(value))
        sqlite3_bind_double(stmt, at, value);
    else
        sqlite3_bind_null(stmt, at);
}

/* "[0,0,3,12,294]", or NULL without deaths. */
static void bind_quantiles(sqlite3_stmt *stmt, int at,
                           const struct truce_risk_month *month)
{
    char text[TRUCE_RISK_QUANTILES * 24 + 4] = "[";
    size_t len = 1;
    for (size_t k = 0; k < TRUCE_RISK_QUANTILES; k++) {
        if (!isfinite(month->q[k])) {
            sqlite3_bind_null(stmt, at);
            return;
        }
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%.10g",
                                k ? "," : "", month->q[k]);
    }
    snprintf(text + len, sizeof text - len, "]");
    sqlite3_bind_text(stmt, at, text, -1, SQLITE_TRANSIENT);
}

static int insert(sqlite3_stmt *stmt, const struct truce_risk *risk,
                  const struct truce_risk_month *month)
{
    char unit[80], as_of[TRUCE_DATE_SIZE], name[TRUCE_DATE_SIZE];
    bool sorted = strcmp(risk->a, risk->b) <= 0;
    int rc;
    snprintf(unit, sizeof unit, "%s-%s", sorted ? risk->a : risk->b,
             sorted ? risk->b : risk->a);
    truce_date_format(risk->as_of, as_of);
    truce_date_format(truce_date_from_month_id(month->month), name);
    sqlite3_bind_text(stmt, 1, unit, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 2, as_of, -1, SQLITE_STATIC);
    sqlite3_bind_int64(stmt, 3, (sqlite3_int64)risk->horizon);
    sqlite3_bind_text(stmt, 4, name, -1, SQLITE_STATIC);
    bind_real(stmt, 5, month->p25);
    bind_real(stmt, 6, month->expected);
    bind_quantiles(stmt, 7, month);
    sqlite3_bind_text(stmt, 8, risk->model, -1, SQLITE_STATIC);
    rc = sqlite3_step(stmt);
    sqlite3_reset(stmt);
    return rc;
}

int truce_risk_store(sqlite3 *db, const struct truce_risk *risk,
                     struct truce_err *err)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(db, sql_insert, -1, &stmt, NULL);
    if (rc == SQLITE_OK)
        rc = SQLITE_DONE;
    for (size_t i = 0; rc == SQLITE_DONE && i < risk->horizon; i++)
        rc = insert(stmt, risk, &risk->months[i]);
    sqlite3_finalize(stmt);
    if (rc == SQLITE_DONE)
        return TRUCE_OK;
    return truce_err_set(err, TRUCE_EDB, "cannot keep the forecast: %s",
                         sqlite3_errmsg(db));
}
