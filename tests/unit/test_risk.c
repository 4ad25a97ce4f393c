/* `truce risk` on conflict files made up here: which deaths it takes, what it
 * says when there are none, and that nothing later than the question counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/io.h"
#include "forecast/forecast.h"

static void run_file(sqlite3 *db, const char *name)
{
    char path[4096];
    struct truce_str sql = TRUCE_STR_INIT;
    assert_int_equal(truce_io_data(name, path, sizeof path, NULL), TRUCE_OK);
    assert_int_equal(truce_io_slurp(path, 0, &sql, NULL), TRUCE_OK);
    assert_int_equal(sqlite3_exec(db, sql.ptr, NULL, NULL, NULL), SQLITE_OK);
    truce_str_release(&sql);
}

static void run_sql(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
}

static int set_up(void **state)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    run_file(db, "src/casefile/schema.sql");
    run_file(db, "src/casefile/views.sql");
    *state = db;
    return 0;
}

static int tear_down(void **state)
{
    sqlite3_close(*state);
    return 0;
}

static void add_deaths(sqlite3 *db, const char *unit, int month, double best)
{
    char sql[256], name[TRUCE_DATE_SIZE];
    truce_date_format(truce_date_from_month_id(month), name);
    snprintf(sql, sizeof sql,
             "INSERT INTO fatalities(unit, month, best, source) VALUES "
             "('%s', '%.7s', %.0f, 'test')",
             unit, name, best);
    run_sql(db, sql);
}

static int month_of(int year, int month)
{
    return (year - 1980) * 12 + month;
}

static struct truce_date day(const char *text)
{
    struct truce_date date;
    assert_int_equal(truce_date_parse(truce_view_of(text), &date), TRUCE_OK);
    return date;
}

static char *ask(sqlite3 *db, const char *as_of, size_t horizon)
{
    json_t *json;
    struct truce_err err = TRUCE_ERR_INIT;
    char *text;
    if (truce_forecast_risk_json(db, "ARM", "AZE", day(as_of), horizon, &json,
                                 &err) != TRUCE_OK)
        fail_msg("%s", err.message);
    text = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    return text;
}

/* Months that an imported set of events has are known to have none between the
 * two, where it tells of more than violence; sums of a set stand as they are.
 */
static void test_imported_months(void **state)
{
    sqlite3 *db = *state;
    struct truce_dyad dyad;
    struct truce_date last;
    run_sql(db,
            "INSERT INTO imports(id, format, path, hash, added) VALUES "
            "(1, 'icews', 'x', 'x', 'x');"
            "INSERT INTO events(id, key, import, type, quad, goldstein, date) "
            "VALUES (1, 'a', 1, 'ASSAULT', 4, -9, '2014-01-05'),"
            "(2, 'b', 1, 'CONSULT', 1, 2.5, '2014-01-06'),"
            "(3, 'c', 1, 'CONSULT', 1, 2.5, '2014-02-06'),"
            "(4, 'd', 1, 'ASSAULT', 4, -9, '2014-03-06');"
            "INSERT INTO event_actors(event, role, position, code) VALUES "
            "(1, 'source', 0, 'ARM'), (1, 'target', 0, 'AZE'),"
            "(2, 'source', 0, 'AZE'), (2, 'target', 0, 'ARM'),"
            "(3, 'source', 0, 'RUS'), (3, 'target', 0, 'ARM');"
            "INSERT INTO series(unit, month, feature, value, as_of) VALUES "
            "('ARM>AZE', '2014-02-03', 'goldstein', -4, '2014-02-03'),"
            "('AZE>ARM', '2014-02-10', 'goldstein', -3, '2014-02-10')");
    assert_int_equal(truce_dyad_latest(db, &last, NULL), TRUCE_OK);
    assert_int_equal(
        truce_dyad_build(db, "ARM", "AZE", day("2014-03-31"), &dyad, NULL),
        TRUCE_OK);
    assert_int_equal(dyad.n, 3);
    assert_true(truce_dyad_at(&dyad, 0, TRUCE_DYAD_quad1) == 1);
    assert_true(truce_dyad_at(&dyad, 0, TRUCE_DYAD_goldstein) == -6.5);
    assert_true(truce_dyad_at(&dyad, 1, TRUCE_DYAD_quad1) == 0);
    assert_true(truce_dyad_at(&dyad, 1, TRUCE_DYAD_assaults) == 0);
    assert_true(truce_dyad_at(&dyad, 1, TRUCE_DYAD_goldstein) == -7);
    assert_true(isnan(truce_dyad_at(&dyad, 2, TRUCE_DYAD_quad1)));
    assert_true(truce_dyad_at(&dyad, 2, TRUCE_DYAD_assaults) == 0);
    truce_dyad_release(&dyad);
}

/* Rows after the day of the question may say anything. */
static void test_no_leak(void **state)
{
    sqlite3 *db = *state;
    char *before, *after;
    for (int m = month_of(2012, 1); m <= month_of(2018, 6); m++)
        add_deaths(db, "ARM-AZE", m, m % 7 == 0 ? 40 : m % 3);
    before = ask(db, "2018-06-30", 12);
    for (int m = month_of(2018, 7); m <= month_of(2019, 12); m++)
        add_deaths(db, "ARM-AZE", m, 9999);
    run_sql(db,
            "INSERT INTO documents(id, key, name, date, text) VALUES "
            "(1, 'k', 'd', '2018-07-02', 'x');"
            "INSERT INTO events(id, key, document, type, quad, date) VALUES "
            "(1, 'e', 1, 'ASSAULT', 4, '2018-05-02');"
            "INSERT INTO event_actors(event, role, position, code) VALUES "
            "(1, 'source', 0, 'ARM'), (1, 'target', 0, 'AZE')");
    after = ask(db, "2018-06-30", 12);
    assert_string_equal(before, after);
    free(after);
    /* the last day of a month completes it; the day before does not */
    after = ask(db, "2018-06-29", 12);
    assert_string_not_equal(before, after);
    free(before);
    free(after);
}

static void test_fields(void **state)
{
    sqlite3 *db = *state;
    struct truce_risk risk;
    struct truce_risk_ask question = {"AZE", "ARM", day("2018-06"), 6, NULL};
    double likeliest = 0;
    for (int m = month_of(2014, 1); m <= month_of(2018, 6); m++) {
        add_deaths(db, "ARM", m, 2);
        add_deaths(db, "AZE", m, m % 5 ? 3 : 90);
    }
    assert_int_equal(truce_forecast_risk(db, &question, &risk, NULL), TRUCE_OK);
    assert_int_equal(risk.basis, TRUCE_DYAD_SUMMED_DEATHS);
    assert_false(risk.coded);
    assert_int_equal(risk.months[0].month, month_of(2018, 7));
    for (size_t i = 0; i < 6; i++) {
        likeliest = fmax(likeliest, risk.months[i].p25);
        for (size_t k = 1; k < TRUCE_RISK_QUANTILES; k++)
            assert_true(risk.months[i].q[k] >= risk.months[i].q[k - 1]);
    }
    assert_true(risk.p >= likeliest && risk.p > 0.5);
    assert_true(risk.low <= risk.p && risk.p <= risk.high);
    assert_true(risk.expected > 0);
    assert_true(risk.n_drivers > 0 && risk.n_record > 0);
    for (size_t i = 1; i < risk.n_drivers; i++)
        assert_true(fabs(risk.drivers[i].effect) <=
                    fabs(risk.drivers[i - 1].effect));
    truce_risk_release(&risk);
}

/* One country's war is not the two countries': no answer, with or without the
 * other's rows of peace. */
static void test_war_with_another(void **state)
{
    sqlite3 *db = *state;
    struct truce_risk risk;
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_risk_ask question = {"ARM", "FRA", day("2018-06"), 6, NULL};
    for (int m = month_of(2004, 1); m <= month_of(2018, 6); m++)
        add_deaths(db, "ARM", m, 30);
    assert_int_equal(truce_forecast_risk(db, &question, &risk, &err),
                     TRUCE_ENODATA);
    assert_non_null(strstr(err.message, "'ARM' and 'FRA'"));
    for (int m = month_of(2004, 1); m <= month_of(2018, 6); m++)
        add_deaths(db, "FRA", m, m < month_of(2006, 1) ? 1 : 0);
    assert_int_equal(truce_forecast_risk(db, &question, &risk, &err),
                     TRUCE_ENODATA);
}

/* Rows of the dyad win over those of the countries. */
static void test_own_rows(void **state)
{
    sqlite3 *db = *state;
    struct truce_risk risk;
    struct truce_risk_ask question = {"ARM", "AZE", day("2018-06"), 3, NULL};
    for (int m = month_of(2014, 1); m <= month_of(2018, 6); m++) {
        add_deaths(db, "ARM-AZE", m, 0);
        add_deaths(db, "AZE", m, 500);
    }
    assert_int_equal(truce_forecast_risk(db, &question, &risk, NULL), TRUCE_OK);
    assert_int_equal(risk.basis, TRUCE_DYAD_OWN_DEATHS);
    assert_true(risk.p < 0.3);
    truce_risk_release(&risk);
}

static void add_assault(sqlite3 *db, int id, const char *date,
                        const char *modality)
{
    char sql[700];
    snprintf(sql, sizeof sql,
             "INSERT INTO documents(id, key, name, date, text) VALUES "
             "(%d, 'k%d', 'd%d', '%s', 'x');"
             "INSERT INTO events(id, key, document, type, quad, date, "
             "modality) VALUES (%d, 'e%d', %d, 'ASSAULT', 4, '%s', '%s');"
             "INSERT INTO event_actors(event, role, position, code) VALUES "
             "(%d, 'source', 0, 'ARM'), (%d, 'target', 0, 'AZE')",
             id, id, id, date, id, id, id, date, modality, id, id);
    run_sql(db, sql);
}

static void test_coded(void **state)
{
    sqlite3 *db = *state;
    struct truce_risk risk;
    struct truce_risk_ask question = {"ARM", "AZE", day("2018-06-30"), 3, NULL};
    struct truce_dyad dyad;
    struct truce_err err = TRUCE_ERR_INIT;
    assert_int_equal(truce_forecast_risk(db, &question, &risk, &err),
                     TRUCE_ENODATA);
    run_sql(db, "INSERT INTO documents(id, key, name, date, text) VALUES "
                "(9, 'k9', 'd9', '2018-06-05', 'of others')");
    assert_int_equal(truce_forecast_risk(db, &question, &risk, &err),
                     TRUCE_ENODATA); /* silence is not peace */
    run_sql(db, "DELETE FROM documents");
    add_assault(db, 1, "2018-03-05", "asserted");
    add_assault(db, 2, "2018-03-09", "negated");
    add_assault(db, 3, "2018-05-09", "asserted");
    /* a few articles are too little to go by, a year of them is not */
    assert_int_equal(truce_forecast_risk(db, &question, &risk, &err),
                     TRUCE_ENODATA);
    for (int m = 3; m <= 12; m++) {
        char sql[200];
        snprintf(sql, sizeof sql,
                 "INSERT INTO documents(id, key, name, date, text) VALUES "
                 "(%d, 'q%d', 'q', '2017-%02d-01', 'x')",
                 100 + m, m, m);
        run_sql(db, sql);
    }
    assert_int_equal(truce_forecast_risk(db, &question, &risk, NULL), TRUCE_OK);
    assert_true(risk.coded);
    assert_true(isnan(risk.expected));
    assert_true(risk.n_notes > 0);
    truce_risk_release(&risk);
    assert_int_equal(
        truce_dyad_build(db, "ARM", "AZE", day("2018-06-30"), &dyad, NULL),
        TRUCE_OK);
    assert_int_equal(dyad.first, month_of(2017, 3));
    assert_int_equal(dyad.n, 16);
    assert_true(truce_dyad_at(&dyad, 0, TRUCE_DYAD_assaults) == 0);
    assert_true(truce_dyad_at(&dyad, 12, TRUCE_DYAD_assaults) == 1);
    /* April 2018 has no document: unknown, not zero */
    assert_true(isnan(truce_dyad_at(&dyad, 13, TRUCE_DYAD_assaults)));
    assert_true(isnan(truce_dyad_at(&dyad, 12, TRUCE_DYAD_deaths)));
    truce_dyad_release(&dyad);
}

static void test_registers(void **state)
{
    sqlite3 *db = *state;
    struct truce_dyad dyad;
    run_sql(db,
            "INSERT INTO documents(id, key, name, date, text) VALUES "
            "(1, 'k', 'd', '2020-11-20', 'x');"
            "INSERT INTO agreements(id, key, kind, date) VALUES "
            "(1, 'a', 'ceasefire', '2020-11-09');"
            "INSERT INTO signatories(agreement, role, position, code) VALUES "
            "(1, 'signatory', 0, 'ARM'), (1, 'signatory', 1, 'AZE');"
            "INSERT INTO missions(id, key, contributor, start, expires, "
            "agreement) VALUES (1, 'm', 'RUS', '2020-11-10', '2025-11-10', "
            "1);"
            "INSERT INTO episodes(id, key, date) VALUES (1, 'e', "
            "'2021-01-11');"
            "INSERT INTO episode_parties(episode, role, position, code) "
            "VALUES (1, 'mediator', 0, 'RUS'), (1, 'party', 0, 'ARM'), "
            "(1, 'party', 1, 'AZE')");
    /* of an old agreement only the year is known */
    run_sql(db,
            "INSERT INTO agreements(id, key, kind, date) VALUES "
            "(2, 'b', 'protocol', '1991');"
            "INSERT INTO signatories(agreement, role, position, code) VALUES "
            "(2, 'signatory', 0, 'ARM'), (2, 'signatory', 1, 'AZE')");
    assert_int_equal(
        truce_dyad_build(db, "AZE", "ARM", day("2021-02-28"), &dyad, NULL),
        TRUCE_OK);
    assert_int_equal(dyad.first, month_of(2020, 11));
    assert_int_equal(dyad.n, 4);
    assert_true(truce_dyad_at(&dyad, 3, TRUCE_DYAD_agreements) == 2);
    assert_true(truce_dyad_at(&dyad, 3, TRUCE_DYAD_missions) == 1);
    assert_true(truce_dyad_at(&dyad, 3, TRUCE_DYAD_months_to_expiry) == 57);
    assert_true(truce_dyad_at(&dyad, 2, TRUCE_DYAD_episodes) == 1);
    truce_dyad_release(&dyad);
    /* before the meeting it is not there */
    assert_int_equal(
        truce_dyad_build(db, "AZE", "ARM", day("2020-12-31"), &dyad, NULL),
        TRUCE_OK);
    assert_int_equal(dyad.n, 2);
    truce_dyad_release(&dyad);
}

/* An agreement of which only the year is told ("the declaration of 1991")
 * must not cut the deaths before the next dated row off. */
static void test_year_only_dates(void **state)
{
    sqlite3 *db = *state;
    struct truce_dyad dyad;
    for (int m = month_of(2014, 1); m <= month_of(2018, 6); m++)
        add_deaths(db, "ARM-AZE", m, 1);
    run_sql(db, "INSERT INTO agreements(id, key, kind, date) VALUES "
                "(1, 'a', 'other', '1991'), (2, 'b', 'ceasefire', '2017-03-01')"
                ";INSERT INTO signatories(agreement, role, position, code) "
                "VALUES (1, 'signatory', 0, 'ARM'), (1, 'signatory', 1, 'AZE'),"
                "(2, 'signatory', 0, 'ARM'), (2, 'signatory', 1, 'AZE')");
    assert_int_equal(
        truce_dyad_build(db, "ARM", "AZE", day("2018-06-30"), &dyad, NULL),
        TRUCE_OK);
    assert_int_equal(dyad.first, month_of(2014, 1));
    truce_dyad_release(&dyad);
}

static void test_refuses(void **state)
{
    sqlite3 *db = *state;
    struct truce_risk risk;
    struct truce_risk_ask question = {"ARM", "ARM", day("2018-06-30"), 3, NULL};
    assert_int_equal(truce_forecast_risk(db, &question, &risk, NULL),
                     TRUCE_EUSAGE);
    question.b = "AZE";
    question.horizon = 0;
    assert_int_equal(truce_forecast_risk(db, &question, &risk, NULL),
                     TRUCE_ERANGE);
    for (int m = month_of(2014, 1); m <= month_of(2018, 6); m++)
        add_deaths(db, "ARM-AZE", m, 1);
    question.horizon = 600;
    assert_int_equal(truce_forecast_risk(db, &question, &risk, NULL),
                     TRUCE_ERANGE);
    question.horizon = 3;
    question.model = "/nowhere.model";
    assert_int_equal(truce_forecast_risk(db, &question, &risk, NULL),
                     TRUCE_ENOENT);
}

/* A government and its rebels: own rows, own events, and no stranger's; a
 * country alone; what happens beyond the border. */
static void test_sectors(void **state)
{
    sqlite3 *db = *state;
    struct truce_dyad dyad;
    run_sql(db,
            "INSERT INTO fatalities(unit, month, best, source) VALUES "
            "('SYR-SYR:REB', '2018-01', 30, 't'), ('SYR', '2018-01', 50, 't'),"
            "('SYR-SYR:REB', '2018-02', 0, 't'), ('SYR', '2018-02', 9, 't'),"
            "('SYR-SYR:REB', '2018-03', 4, 't'), ('IRQ', '2018-03', 6, 't'),"
            "('TUR', '2018-03', 2, 't'), ('ARM', '2018-03', 99, 't');"
            "INSERT INTO events(id, key, type, quad, date) VALUES "
            "(1, 'a', 'ASSAULT', 4, '2018-01-02'),"
            "(2, 'b', 'ASSAULT', 4, '2018-01-03'),"
            "(3, 'c', 'CONSULT', 1, '2018-01-04');"
            "INSERT INTO event_actors(event, role, position, code, sector) "
            "VALUES (1, 'source', 0, 'SYR', 'GOV'),"
            "(1, 'target', 0, 'SYR', 'REB'), (2, 'source', 0, 'SYR', 'REB'),"
            "(2, 'target', 0, 'SYR', 'REB'), (3, 'source', 0, 'SYR', 'GOV'),"
            "(3, 'target', 0, 'TUR', 'GOV')");
    assert_int_equal(
        truce_dyad_build(db, "SYR:REB", "SYR", day("2018-03"), &dyad, NULL),
        TRUCE_OK);
    assert_int_equal(dyad.basis, TRUCE_DYAD_OWN_DEATHS);
    assert_int_equal(dyad.n, 3);
    assert_true(truce_dyad_at(&dyad, 0, TRUCE_DYAD_deaths) == 30);
    assert_true(truce_dyad_at(&dyad, 0, TRUCE_DYAD_quad4) == 1);
    assert_true(truce_dyad_at(&dyad, 0, TRUCE_DYAD_quad1) == 0);
    assert_true(truce_dyad_at(&dyad, 2, TRUCE_DYAD_near) == 8);
    assert_true(isnan(truce_dyad_at(&dyad, 1, TRUCE_DYAD_near)));
    assert_true(truce_dyad_at(&dyad, 0, TRUCE_DYAD_spell) == 1);
    assert_true(truce_dyad_at(&dyad, 1, TRUCE_DYAD_spell) == 0);
    assert_true(truce_dyad_at(&dyad, 1, TRUCE_DYAD_calm) == 1);
    truce_dyad_release(&dyad);
    assert_int_equal(
        truce_dyad_build(db, "SYR", NULL, day("2018-03"), &dyad, NULL),
        TRUCE_OK);
    assert_true(truce_dyad_at(&dyad, 0, TRUCE_DYAD_deaths) == 50);
    assert_true(truce_dyad_at(&dyad, 0, TRUCE_DYAD_quad4) == 2);
    assert_true(truce_dyad_at(&dyad, 0, TRUCE_DYAD_quad1) == 1);
    truce_dyad_release(&dyad);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(test_no_leak),         CASE(test_fields),
        CASE(test_own_rows),        CASE(test_coded),
        CASE(test_registers),       CASE(test_refuses),
        CASE(test_year_only_dates), CASE(test_sectors),
        CASE(test_imported_months), CASE(test_war_with_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
