/* The printed answer of `truce who`: complete, within the width, and open
 * about what is not known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/io.h"
#include "base/utf8.h"
#include "show/answer.h"

static void run_sql(sqlite3 *db, const char *name)
{
    char path[4096];
    struct truce_str sql = TRUCE_STR_INIT;
    assert_int_equal(truce_io_data(name, path, sizeof path, NULL), TRUCE_OK);
    assert_int_equal(truce_io_slurp(path, 0, &sql, NULL), TRUCE_OK);
    assert_int_equal(sqlite3_exec(db, sql.ptr, NULL, NULL, NULL), SQLITE_OK);
    truce_str_release(&sql);
}

static sqlite3 *open_case(bool filled)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    run_sql(db, "src/casefile/schema.sql");
    run_sql(db, "src/casefile/views.sql");
    if (filled)
        run_sql(db, "tests/data/assess.sql");
    return db;
}

static char *answer(sqlite3 *db, const json_t *risk, size_t width)
{
    struct truce_assess_options options = {
        .party = {{"ARM", NULL}, {"AZE", NULL}},
        .as_of = {2022, 11, 9},
        .draws = 100};
    struct truce_assessment *assessment;
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    assert_int_equal(truce_assess(db, &options, &assessment, NULL), TRUCE_OK);
    assert_int_equal(truce_show_answer(out, db, assessment, risk, width, NULL),
                     TRUCE_OK);
    fclose(out);
    truce_assessment_free(assessment);
    return text;
}

static void test_answers_the_question(void **state)
{
    sqlite3 *db = open_case(true);
    json_t *risk =
        json_pack("{s:f, s:[f, f], s:i, s:f}", "p_escalation", 0.31, "interval",
                  0.12, 0.5, "horizon_months", 12, "expected_deaths", 140.0);
    char *text = answer(db, risk, 100);
    (void)state;
    assert_non_null(strstr(text, "31% (12% to 50%)"));
    assert_non_null(strstr(text, "stands Russia"));
    /* evidence with its date and document */
    assert_non_null(strstr(text, "2022-10-31  Putin met both leaders"));
    assert_non_null(strstr(text, "[d8]"));
    assert_non_null(strstr(text, "ends on 2025-11-10"));
    /* what came later is not told */
    assert_null(strstr(text, "France"));
    free(text);
    json_decref(risk);
    sqlite3_close(db);
}

static void test_keeps_the_width(void **state)
{
    sqlite3 *db = open_case(true);
    char *text = answer(db, NULL, 80);
    struct truce_view rest = truce_view_of(text);
    struct truce_view line;
    (void)state;
    while (truce_view_split(&rest, '\n', &line))
        assert_true(truce_utf8_width(line) <= 80);
    free(text);
    sqlite3_close(db);
}

static void test_nothing_known(void **state)
{
    sqlite3 *db = open_case(false);
    char *text = answer(db, NULL, 100);
    (void)state;
    assert_non_null(strstr(text, "no mediator"));
    assert_non_null(strstr(text, "unknown"));
    assert_null(strstr(text, "0.00"));
    free(text);
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers_the_question),
        cmocka_unit_test(test_keeps_the_width),
        cmocka_unit_test(test_nothing_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
