/* Scores against hand-worked cases and against an independent implementation
 * (tests/data/forecast/make_scores.py; its Python version is in scores.tsv). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/io.h"
#include "forecast/score.h"

#define NEAR 1e-9

static void check(double found, double expected)
{
    if (!(fabs(found - expected) <= NEAR * (1 + fabs(expected))))
        fail_msg("found %.12g, expected %.12g", found, expected);
}

/* Two draws 0 and 10, y = 4: mean |x-y| = 5, half mean |xi-xj| = 2.5. */
static void test_crps(void **state)
{
    const double two[] = {0, 10}, one[] = {7}, same[] = {3, 3, 3};
    (void)state;
    check(truce_score_crps(two, 2, 4), 2.5);
    check(truce_score_crps(one, 1, 3), 4); /* a point: absolute error */
    check(truce_score_crps(same, 3, 3), 0);
}

/* 3 draws in the bin of 0 and 1 in [2.5, 5.5), 11 bins with one added. */
static void test_ign(void **state)
{
    const double draws[] = {0, 0, 0, 4};
    (void)state;
    check(truce_score_ign(draws, 4, 0), -log2(4.0 / 15));
    check(truce_score_ign(draws, 4, 5), -log2(2.0 / 15));
    check(truce_score_ign(draws, 4, 5000), -log2(1.0 / 15));
}

static void test_interval(void **state)
{
    double draws[21];
    (void)state;
    for (int i = 0; i <= 20; i++)
        draws[i] = i; /* quantiles 0.05 and 0.95 are 1 and 19 */
    check(truce_score_quantile(draws, 21, 0.05), 1);
    check(truce_score_quantile(draws, 21, 0.325), 6.5);
    check(truce_score_interval(draws, 21, 0.1, 10), 18);
    check(truce_score_interval(draws, 21, 0.1, 24), 18 + 20 * 5);
    check(truce_score_interval(draws, 21, 0.1, 0), 18 + 20 * 1);
    assert_true(truce_score_covers(draws, 21, 0.1, 19));
    assert_false(truce_score_covers(draws, 21, 0.1, 20));
}

/* 3 of 4 draws are 0, so an outcome of 0 stands for u in 0..0.75, one of 4
 * for 0.75..1, one of 2 for 0.75 alone. */
static void test_pit(void **state)
{
    const double draws[] = {0, 0, 0, 4};
    (void)state;
    check(truce_score_pit(draws, 4, 0, 0.25), 1.0 / 3);
    check(truce_score_pit(draws, 4, 0, 0.75), 1);
    check(truce_score_pit(draws, 4, 4, 0.75), 0);
    check(truce_score_pit(draws, 4, 4, 0.95), 0.8);
    check(truce_score_pit(draws, 4, 2, 0.74), 0);
    check(truce_score_pit(draws, 4, 2, 0.75), 1);
    check(truce_score_pit(draws, 4, 9, 0.95), 0);
    check(truce_score_pit(draws, 4, 9, 1), 1);
}

static void test_probability(void **state)
{
    const double p[] = {0.9, 0.6, 0.6, 0.1};
    const int y[] = {1, 0, 1, 0};
    (void)state;
    check(truce_score_brier(p, y, 4), (0.01 + 0.36 + 0.16 + 0.01) / 4);
    check(truce_score_log(p, y, 4),
          -(log(0.9) + log(0.4) + log(0.6) + log(0.9)) / 4);
    /* pairs (event, non-event): 0.9 beats both, 0.6 ties one, beats one */
    check(truce_score_auc(p, y, 4), 3.5 / 4);
    /* half the events at precision 1, the rest at precision 2/3 */
    check(truce_score_ap(p, y, 4), 0.5 * 1 + 0.5 * 2 / 3);
    assert_true(isnan(truce_score_auc(p, (const int[]){1, 1, 1, 1}, 4)));
}

static void test_reliability(void **state)
{
    const double p[] = {0.05, 0.0, 0.25, 1.0};
    const int y[] = {0, 0, 1, 1};
    struct truce_reliability table;
    (void)state;
    truce_score_reliability(p, y, 4, &table);
    assert_int_equal(table.n[0], 2);
    assert_int_equal(table.n[2], 1);
    assert_int_equal(table.n[9], 1);
    check(table.forecast[0], 0.025);
    check(table.observed[2], 1);
    assert_true(isnan(table.observed[5]));
    check(truce_score_calibration(&table, 1), 0.75);
    check(truce_score_calibration(&table, 2), 0.025);
}

static size_t read_draws(const char *text, double *draws, size_t most)
{
    size_t n = 0;
    char *end;
    for (; n < most; text = end, n++) {
        draws[n] = strtod(text, &end);
        if (end == text)
            break;
    }
    return n;
}

static void check_ensemble(const char *line)
{
    double head[5], draws[256];
    char *end = NULL;
    size_t n;
    for (int i = 0; i < 5; i++, line = end)
        head[i] = strtod(line, &end);
    n = read_draws(line, draws, 256);
    assert_true(n >= 2);
    truce_score_sort(draws, n);
    check(truce_score_crps(draws, n, head[0]), head[1]);
    check(truce_score_ign(draws, n, head[0]), head[2]);
    check(truce_score_interval(draws, n, 0.1, head[0]), head[3]);
    check(truce_score_pit(draws, n, head[0], 0.95) -
              truce_score_pit(draws, n, head[0], 0.05),
          head[4]);
}

static void check_ranking(const char *line)
{
    double auc, ap, p[64];
    int y[64];
    size_t n = 0;
    char *end;
    auc = strtod(line, &end);
    ap = strtod(end, &end);
    while (*end && n < 64) {
        p[n] = strtod(end, &end);
        if (*end++ != ':')
            break;
        y[n++] = (int)strtol(end, &end, 10);
    }
    check(truce_score_auc(p, y, n), auc);
    check(truce_score_ap(p, y, n), ap);
}

static void test_independent(void **state)
{
    char path[4096];
    struct truce_str line = TRUCE_STR_INIT;
    size_t ensembles = 0, rankings = 0;
    FILE *file;
    (void)state;
    assert_int_equal(truce_io_data("tests/data/forecast/scores.tsv", path,
                                   sizeof path, NULL),
                     TRUCE_OK);
    file = fopen(path, "re");
    assert_non_null(file);
    while (truce_io_line(file, 1 << 20, &line) == 1) {
        if (!strncmp(line.ptr, "ensemble\t", 9)) {
            check_ensemble(line.ptr + 9);
            ensembles++;
        } else if (!strncmp(line.ptr, "ranking\t", 8)) {
            check_ranking(line.ptr + 8);
            rankings++;
        }
    }
    assert_int_equal(ensembles, 40);
    assert_int_equal(rankings, 12);
    fclose(file);
    truce_str_release(&line);
}

/* Shapes that GSL's inverse ended the program on, and two known ones. */
static void test_beta_quantile(void **state)
{
    static const double hard[][2] = {{0.53217920881912406, 322.25990898242173},
                                     {0.6075341318259464, 1075.7337841276376},
                                     {0.77748391323526489, 2775.0616484394127}};
    (void)state;
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
        double a = hard[i][0], b = hard[i][1];
        double low = truce_score_beta_quantile(0.05, a, b);
        double high = truce_score_beta_quantile(0.95, a, b);
        assert_true(0 < low && low < a / (a + b) && a / (a + b) < high);
        assert_true(fabs(gsl_cdf_beta_P(high, a, b) - 0.95) < 1e-9);
    }
    assert_true(fabs(truce_score_beta_quantile(0.3, 1, 1) - 0.3) < 1e-12);
    assert_true(fabs(truce_score_beta_quantile(0.5, 4, 4) - 0.5) < 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crps),        cmocka_unit_test(test_ign),
        cmocka_unit_test(test_interval),    cmocka_unit_test(test_pit),
        cmocka_unit_test(test_probability), cmocka_unit_test(test_reliability),
        cmocka_unit_test(test_independent),
        cmocka_unit_test(test_beta_quantile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
