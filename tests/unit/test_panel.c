/* Reading unit, month, deaths; history features against hand-worked values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>

#include <cmocka.h>

#include "series/features.h"
#include "series/panel.h"

static int parse(const char *csv, int through, struct truce_panel *panel,
                 struct truce_panel_report *report, struct truce_err *err)
{
    return truce_panel_parse(truce_view_of(csv), "test.csv", through, panel,
                             report, err);
}

static int month(const char *text)
{
    int id = 0;
    assert_int_equal(truce_month_parse(text, &id), TRUCE_OK);
    return id;
}

static void test_read(void **state)
{
    struct truce_panel panel;
    struct truce_panel_report report;
    (void)state;
    assert_int_equal(parse("\xEF\xBB\xBFmonth,source,Deaths,unit\r\n"
                           "2001-03,x,7,\"Congo, DRC\"\r\n"
                           "2001-01,x,2.5,\"Congo, DRC\"\n"
                           "2001-02,x,0,\"say \"\"A\"\"\"\n"
                           "2001-02,x,,\"Congo, DRC\"\n",
                           TRUCE_PANEL_ANY_MONTH, &panel, &report, NULL),
                     TRUCE_OK);
    assert_int_equal(panel.n_units, 2);
    assert_int_equal(panel.n_months, 3);
    assert_int_equal(panel.first, month("2001-01"));
    assert_string_equal(panel.units[0], "Congo, DRC");
    assert_string_equal(panel.units[1], "say \"A\"");
    assert_true(truce_panel_at(&panel, 0, month("2001-01")) == 2.5);
    assert_true(isnan(truce_panel_at(&panel, 0, month("2001-02"))));
    assert_true(truce_panel_at(&panel, 1, month("2001-02")) == 0);
    assert_true(isnan(truce_panel_at(&panel, 1, month("2009-01"))));
    assert_int_equal(truce_panel_find(&panel, "say \"A\""), 1);
    assert_true(truce_panel_find(&panel, "B") == (size_t)-1);
    assert_int_equal(report.rows, 3);
    assert_int_equal(report.refused, 0);
    truce_panel_release(&panel);
}

/* Columns beside the deaths: an empty cell is unknown, an absent column NULL.
 */
static void test_context(void **state)
{
    struct truce_panel panel;
    struct truce_panel_report report;
    struct truce_context context;
    double f[TRUCE_N_CONTEXT];
    (void)state;
    assert_int_equal(parse("unit,near,month,deaths,missions\n"
                           "A,3,2001-01,0,\n"
                           "A,5,2001-02,1,2\n"
                           "A,x,2001-03,1,2\n"
                           "B,,2001-02,1,0\n",
                           TRUCE_PANEL_ANY_MONTH, &panel, &report, NULL),
                     TRUCE_OK);
    assert_int_equal(report.refused, 1);
    assert_null(panel.context[TRUCE_CONTEXT_COLUMN_quad1]);
    context = truce_panel_context(&panel, 0);
    assert_true(context.columns[TRUCE_CONTEXT_COLUMN_near][1] == 5);
    assert_true(isnan(context.columns[TRUCE_CONTEXT_COLUMN_missions][0]));
    truce_context_features(&context, 2, TRUCE_CONTEXT_ALL, f);
    assert_true(fabs(f[TRUCE_CONTEXT_near_3] - log(5)) < 1e-12);
    assert_true(fabs(f[TRUCE_CONTEXT_missions_1] - log(3)) < 1e-12);
    assert_true(isnan(f[TRUCE_CONTEXT_quad1_6]));
    /* the features of one group alone, in its place */
    assert_int_equal(truce_context_count(1u << TRUCE_CONTEXT_GROUP_registers),
                     4);
    truce_context_features(&context, 2, 1u << TRUCE_CONTEXT_GROUP_registers, f);
    assert_true(fabs(f[2] - log(3)) < 1e-12);
    truce_context_features(NULL, 2, 1u, f);
    assert_true(isnan(f[0]) && isnan(f[1]));
    truce_panel_release(&panel);
}

static void test_refused(void **state)
{
    struct truce_panel panel;
    struct truce_panel_report report;
    (void)state;
    assert_int_equal(parse("unit,month,deaths\nA,2001-01,1\nA,2001-13,1\n"
                           "A,2001,1\nA,2001-02,-1\nA,2001-02,many\n"
                           ",2001-02,1\nA,2001-01,9\nA,2001-05,4\nA\n",
                           month("2001-04"), &panel, &report, NULL),
                     TRUCE_OK);
    assert_int_equal(report.rows, 1);
    assert_int_equal(report.refused, 7);
    assert_int_equal(report.duplicates, 1);
    assert_int_equal(report.later, 1);
    assert_string_equal(report.first_fault, "test.csv:3: month is not YYYY-MM");
    assert_int_equal(panel.n_months, 1);
    assert_true(truce_panel_at(&panel, 0, month("2001-01")) == 1);
    truce_panel_release(&panel);
}

static void test_unusable(void **state)
{
    struct truce_panel panel;
    struct truce_err err = TRUCE_ERR_INIT;
    (void)state;
    assert_int_equal(parse("unit,month\nA,2001-01\n", 0, &panel, NULL, &err),
                     TRUCE_EFORMAT);
    assert_string_equal(err.message, "no column 'deaths' in 'test.csv'");
    assert_int_equal(parse("", 0, &panel, NULL, NULL), TRUCE_EFORMAT);
    assert_int_equal(parse("unit,month,deaths\n", 0, &panel, NULL, NULL),
                     TRUCE_ENODATA);
    assert_int_equal(parse("unit,month,deaths\nA,2001-05,1\n", month("2001-04"),
                           &panel, NULL, NULL),
                     TRUCE_ENODATA);
    assert_int_equal(parse("unit,month,deaths\nA,0001-01,1\nA,9999-01,1\n", 0,
                           &panel, NULL, NULL),
                     TRUCE_ERANGE);
    truce_panel_release(&panel); /* an empty one */
}

static void near(double found, double expected)
{
    if (!(fabs(found - expected) < 1e-9))
        fail_msg("found %.12g, expected %.12g", found, expected);
}

static void test_features(void **state)
{
    /* months ago: 4: 100, 3: 0, 2: unknown, 1: 30, 0: 6 */
    const double deaths[] = {100, 0, NAN, 30, 6};
    double f[TRUCE_N_FEATURES];
    (void)state;
    truce_features(deaths, 5, f);
    near(f[TRUCE_FEATURE_mean_1], log1p(6));
    near(f[TRUCE_FEATURE_mean_2], log1p(18));
    near(f[TRUCE_FEATURE_mean_3], log1p(18)); /* the gap is left out */
    near(f[TRUCE_FEATURE_mean_12], log1p(34));
    near(f[TRUCE_FEATURE_typical_3], (log1p(30) + log1p(6)) / 2);
    near(f[TRUCE_FEATURE_max_12], log1p(100));
    near(f[TRUCE_FEATURE_active_12], 3);
    near(f[TRUCE_FEATURE_war_24], 2);
    near(f[TRUCE_FEATURE_since_1], 0);
    near(f[TRUCE_FEATURE_since_25], log1p(1));
    near(f[TRUCE_FEATURE_since_100], log1p(4));
    near(truce_feature_readable(TRUCE_FEATURE_since_100,
                                f[TRUCE_FEATURE_since_100]),
         4);
    near(truce_series_level(deaths, 5, 2, 1), (6 + 0.5 * 30) / 1.5);
    near(truce_series_level(deaths, 5, 3, 1), (6 + 0.5 * 30) / 1.5);
    truce_features(deaths, 0, f);
    assert_true(isnan(f[TRUCE_FEATURE_mean_1]));
}

/* Nothing at or after t is looked at. */
static void test_features_end(void **state)
{
    double deaths[] = {1, 2, 3, 1e9, NAN};
    double before[TRUCE_N_FEATURES], after[TRUCE_N_FEATURES];
    (void)state;
    truce_features(deaths, 3, before);
    deaths[3] = 0;
    deaths[4] = 77;
    truce_features(deaths, 3, after);
    assert_memory_equal(before, after, sizeof before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read),     cmocka_unit_test(test_refused),
        cmocka_unit_test(test_context),  cmocka_unit_test(test_unusable),
        cmocka_unit_test(test_features), cmocka_unit_test(test_features_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
