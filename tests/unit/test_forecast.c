/* The forecast on made-up series: no look ahead, the same bytes with any
 * number of threads, sane answers, model files that refuse damage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/io.h"
#include "base/mem.h"
#include "base/rng.h"
#include "forecast/backtest.h"
#include "forecast/direct.h"
#include "forecast/logit.h"
#include "forecast/model.h"
#include "forecast/stack.h"

#define UNITS 24
#define MONTHS 96
#define KNOWN 80
#define LEADS 6
#define DRAWS 100

static double *cell(struct truce_panel *panel, size_t unit, size_t t)
{
    return &panel->deaths[unit * panel->n_months + t];
}

/* A third of the units at peace, a third with skirmishes, a third in wars
 * that come and go; some months unknown. */
static void make_panel(struct truce_panel *panel)
{
    struct truce_rng rng;
    truce_rng_seed(&rng, 42);
    *panel = (struct truce_panel){
        .n_units = UNITS,
        .n_months = MONTHS,
        .first = 241,
        .units = truce_zalloc(UNITS, sizeof *panel->units),
        .deaths = truce_alloc(UNITS * MONTHS, sizeof *panel->deaths)};
    for (size_t u = 0; u < UNITS; u++) {
        char name[8];
        double level = 0;
        int len = snprintf(name, sizeof name, "u%02zu", u);
        panel->units[u] = truce_strndup(name, (size_t)len);
        for (size_t t = 0; t < MONTHS; t++) {
            double turn = truce_rng_unit(&rng);
            if (turn < 0.03)
                level = u % 3 == 2 ? 400 * truce_rng_unit(&rng) : 0;
            *cell(panel, u, t) =
                u % 3 == 0   ? 0
                : u % 3 == 1 ? floor(6 * truce_rng_unit(&rng) - 3 > 0
                                         ? 4 * truce_rng_unit(&rng)
                                         : 0)
                             : floor(level * (0.5 + truce_rng_unit(&rng)));
            if (u == 5 && t % 17 == 3)
                *cell(panel, u, t) = NAN;
        }
    }
}

static struct truce_backtest_options plan(const struct truce_panel *panel)
{
    int through = panel->first + KNOWN - 1;
    return (struct truce_backtest_options){.through = through,
                                           .from = through + 1,
                                           .to = through + LEADS,
                                           .n_draws = DRAWS,
                                           .threads = 1,
                                           .boost = true,
                                           .seed = 1,
                                           .n_trees = 6,
                                           .rounds = 2};
}

static void run(const struct truce_panel *panel,
                const struct truce_backtest_options *options,
                struct truce_backtest *out)
{
    struct truce_err err = TRUCE_ERR_INIT;
    if (truce_backtest_run(panel, options, out, &err) != TRUCE_OK)
        fail_msg("%s", err.message);
}

static void same_bytes(const struct truce_backtest *a,
                       const struct truce_backtest *b)
{
    assert_memory_equal(a->draws, b->draws,
                        UNITS * LEADS * DRAWS * sizeof *a->draws);
    assert_memory_equal(a->p25, b->p25, UNITS * LEADS * sizeof *a->p25);
}

/* Whatever happens after the origin, the forecast is the same to the byte. */
static void test_no_leak(void **state)
{
    struct truce_panel panel;
    struct truce_backtest before, after;
    struct truce_backtest_options options;
    (void)state;
    make_panel(&panel);
    options = plan(&panel);
    run(&panel, &options, &before);
    for (size_t u = 0; u < UNITS; u++)
        for (size_t t = KNOWN; t < MONTHS; t++)
            *cell(&panel, u, t) = u % 2 ? 1e6 : NAN;
    run(&panel, &options, &after);
    same_bytes(&before, &after);
    /* and one known month more does change it */
    *cell(&panel, 2, KNOWN - 1) += 500;
    truce_backtest_release(&after);
    run(&panel, &options, &after);
    assert_true(
        memcmp(before.p25, after.p25, UNITS * LEADS * sizeof *before.p25) != 0);
    truce_backtest_release(&before);
    truce_backtest_release(&after);
    truce_panel_release(&panel);
}

static void test_threads(void **state)
{
    struct truce_panel panel;
    struct truce_backtest one, four;
    struct truce_backtest_options options;
    (void)state;
    make_panel(&panel);
    options = plan(&panel);
    options.boost = false;
    run(&panel, &options, &one);
    options.threads = 4;
    run(&panel, &options, &four);
    same_bytes(&one, &four);
    truce_backtest_release(&one);
    truce_backtest_release(&four);
    truce_panel_release(&panel);
}

/* Adds a column that is known of every month: `telling` the deaths of the next
 * half year, which no real column knows, or the same number throughout. */
static void add_column(struct truce_panel *panel, size_t column, bool telling)
{
    double *out = truce_alloc(UNITS * MONTHS, sizeof *out);
    for (size_t u = 0; u < UNITS; u++)
        for (size_t t = 0; t < MONTHS; t++) {
            double *to = &out[u * MONTHS + t];
            *to = telling ? 0 : 3;
            for (size_t h = t + 1; telling && h <= t + LEADS; h++)
                if (h < MONTHS && !isnan(*cell(panel, u, h)))
                    *to += *cell(panel, u, h);
        }
    panel->context[column] = out;
}

static unsigned choose(const struct truce_panel *panel)
{
    struct truce_model_options options = TRUCE_MODEL_OPTIONS_INIT;
    double weights[TRUCE_POOL_PARTS], sum = 0;
    unsigned groups =
        truce_context_groups((const double *const *)panel->context);
    options.last_lead = LEADS;
    options.n_trees = 8;
    options.rounds = 8;
    assert_int_equal(truce_stack_context(panel, panel->first + KNOWN - 1,
                                         &options, &groups, weights, NULL),
                     TRUCE_OK);
    for (size_t k = 0; k < TRUCE_POOL_PARTS; k++)
        sum += weights[k];
    assert_true(fabs(sum - 1) < 1e-9);
    return groups;
}

/* A group of columns stays where it made past forecasts better; months after
 * the end of training do not decide. */
static void test_context_choice(void **state)
{
    struct truce_panel panel;
    const unsigned events = 1u << TRUCE_CONTEXT_GROUP_events,
                   registers = 1u << TRUCE_CONTEXT_GROUP_registers;
    double *column;
    (void)state;
    make_panel(&panel);
    add_column(&panel, TRUCE_CONTEXT_COLUMN_quad4, false);
    add_column(&panel, TRUCE_CONTEXT_COLUMN_missions, true);
    column = panel.context[TRUCE_CONTEXT_COLUMN_missions];
    assert_int_equal(truce_context_groups((const double *const *)panel.context),
                     events | registers);
    assert_int_equal(choose(&panel), registers);
    for (size_t u = 0; u < UNITS; u++)
        for (size_t t = KNOWN; t < MONTHS; t++)
            column[u * MONTHS + t] = *cell(&panel, u, t) = 1e6;
    assert_int_equal(choose(&panel), registers);
    truce_panel_release(&panel);
}

/* Nothing of the columns after the origin is read, and a series without them
 * is forecast all the same. */
static void test_context_missing(void **state)
{
    struct truce_panel panel;
    struct truce_backtest before, after;
    struct truce_backtest_options options;
    double *column;
    (void)state;
    make_panel(&panel);
    add_column(&panel, TRUCE_CONTEXT_COLUMN_missions, true);
    column = panel.context[TRUCE_CONTEXT_COLUMN_missions];
    options = plan(&panel);
    options.context = TRUCE_CONTEXT_ALL;
    options.context_untried = true;
    run(&panel, &options, &before);
    assert_int_equal(before.context, 1u << TRUCE_CONTEXT_GROUP_registers);
    for (size_t u = 0; u < UNITS; u++)
        for (size_t t = KNOWN; t < MONTHS; t++)
            column[u * MONTHS + t] = 1e6;
    run(&panel, &options, &after);
    same_bytes(&before, &after);
    truce_backtest_release(&after);
    for (size_t i = 0; i < 3 * MONTHS; i++)
        column[i] = NAN;
    run(&panel, &options, &after);
    for (size_t i = 0; i < UNITS * LEADS; i++)
        assert_true(after.p25[i] >= 0 && after.p25[i] <= 1);
    truce_backtest_release(&before);
    truce_backtest_release(&after);
    truce_panel_release(&panel);
}

/* Weights are shares, and months after the end of training do not move
 * them. */
static void test_stack(void **state)
{
    struct truce_panel panel;
    struct truce_model_options options = TRUCE_MODEL_OPTIONS_INIT;
    double one[TRUCE_POOL_PARTS], two[TRUCE_POOL_PARTS], sum = 0;
    int through;
    (void)state;
    make_panel(&panel);
    through = panel.first + KNOWN - 1;
    options.last_lead = LEADS;
    options.n_trees = 6;
    options.rounds = 2;
    assert_int_equal(truce_stack_fit(&panel, through, &options, one, NULL),
                     TRUCE_OK);
    for (size_t k = 0; k < TRUCE_POOL_PARTS; k++) {
        assert_true(one[k] >= 0);
        sum += one[k];
    }
    assert_true(fabs(sum - 1) < 1e-9);
    for (size_t u = 0; u < UNITS; u++)
        for (size_t t = KNOWN; t < MONTHS; t++)
            *cell(&panel, u, t) = u % 2 ? 1e6 : NAN;
    assert_int_equal(truce_stack_fit(&panel, through, &options, two, NULL),
                     TRUCE_OK);
    assert_memory_equal(one, two, sizeof one);
    truce_panel_release(&panel);
}

static void test_sane(void **state)
{
    struct truce_panel panel;
    struct truce_backtest b;
    struct truce_backtest_options options;
    (void)state;
    make_panel(&panel);
    for (size_t t = KNOWN - 12; t < KNOWN; t++) {
        *cell(&panel, 2, t) = 300; /* a steady war */
        *cell(&panel, 4, t) = NAN; /* nothing known for a year */
    }
    options = plan(&panel);
    run(&panel, &options, &b);
    for (size_t i = 0; i < UNITS * LEADS; i++) {
        const double *draws = b.draws + i * DRAWS;
        assert_true(b.p25[i] >= 0 && b.p25[i] <= 1);
        for (size_t k = 0; k < DRAWS; k++) {
            assert_true(draws[k] >= 0 && draws[k] == floor(draws[k]));
            assert_true(k == 0 || draws[k] >= draws[k - 1]);
        }
    }
    assert_true(b.p25[2 * LEADS] > 0.6); /* war */
    assert_true(b.p25[0] < 0.1);         /* peace */
    assert_true(b.draws[DRAWS / 2] == 0);
    truce_backtest_release(&b);
    truce_panel_release(&panel);
}

static void test_refuses(void **state)
{
    struct truce_panel panel;
    struct truce_backtest b;
    struct truce_backtest_options options;
    struct truce_err err = TRUCE_ERR_INIT;
    (void)state;
    make_panel(&panel);
    options = plan(&panel);
    options.from = options.through;
    assert_int_equal(truce_backtest_run(&panel, &options, &b, &err),
                     TRUCE_ERANGE);
    options = plan(&panel);
    options.through = panel.first + 2;
    options.from = options.through + 1;
    options.to = options.from + 3;
    assert_int_equal(truce_backtest_run(&panel, &options, &b, &err),
                     TRUCE_ENODATA);
    truce_panel_release(&panel);
}

/* ---- model files ---- */

static struct truce_model *train(const struct truce_panel *panel)
{
    struct truce_model_options options = TRUCE_MODEL_OPTIONS_INIT;
    struct truce_model *model;
    struct truce_err err = TRUCE_ERR_INIT;
    options.n_trees = 10;
    options.rounds = 4;
    options.step = 2;
    options.context_untried = true;
    if (truce_model_train(panel, panel->first + MONTHS - 1, &options, &model,
                          &err) != TRUCE_OK)
        fail_msg("%s", err.message);
    return model;
}

static void path_of(char *path, size_t size, const char *name)
{
    const char *dir = getenv("TMPDIR");
    snprintf(path, size, "%s/truce-test-%ld-%s", dir ? dir : "/tmp",
             (long)getpid(), name);
}

static void forecast(const struct truce_model *model,
                     const struct truce_panel *panel, size_t unit,
                     double *draws, double *p25,
                     struct truce_model_spell *spell)
{
    struct truce_model_ask ask = {.deaths = truce_panel_row(panel, unit),
                                  .t = MONTHS,
                                  .first_lead = 2,
                                  .n_leads = LEADS,
                                  .n_draws = DRAWS};
    assert_int_equal(truce_model_forecast(model, &ask, draws, p25, NULL),
                     TRUCE_OK);
    assert_int_equal(truce_model_chance(model, &ask, spell, NULL), TRUCE_OK);
}

static void test_save_load(void **state)
{
    char path[512];
    struct truce_panel panel;
    struct truce_model *model, *loaded;
    struct truce_model_spell spell, again;
    double draws[2][LEADS * DRAWS], p25[2][LEADS];
    struct truce_err err = TRUCE_ERR_INIT;
    (void)state;
    make_panel(&panel);
    add_column(&panel, TRUCE_CONTEXT_COLUMN_near, true);
    model = train(&panel);
    path_of(path, sizeof path, "model");
    assert_int_equal(truce_model_save(model, path, &err), TRUCE_OK);
    if (truce_model_load(path, &loaded, &err) != TRUCE_OK)
        fail_msg("%s", err.message);
    for (size_t u = 0; u < UNITS; u++) {
        forecast(model, &panel, u, draws[0], p25[0], &spell);
        forecast(loaded, &panel, u, draws[1], p25[1], &again);
        for (size_t i = 0; i < LEADS; i++)
            assert_true(fabs(p25[0][i] - p25[1][i]) < 0.02);
        for (size_t i = 0; i < LEADS * DRAWS; i++)
            assert_true(fabs(draws[0][i] - draws[1][i]) <=
                        1 + 0.01 * draws[0][i]);
        assert_true(fabs(spell.p - again.p) < 0.02);
        assert_true(spell.low <= spell.p && spell.p <= spell.high);
        assert_true(spell.low >= 0 && spell.high <= 1);
    }
    truce_model_free(loaded);
    truce_model_free(model);
    truce_panel_release(&panel);
    unlink(path);
}

static void write_file(const char *path, const char *ptr, size_t len)
{
    FILE *file = fopen(path, "wbe");
    assert_non_null(file);
    assert_int_equal(fwrite(ptr, 1, len, file), len);
    fclose(file);
}

static void test_damage(void **state)
{
    char path[512];
    struct truce_panel panel;
    struct truce_model *model;
    struct truce_str bytes = TRUCE_STR_INIT;
    struct truce_err err = TRUCE_ERR_INIT;
    (void)state;
    make_panel(&panel);
    model = train(&panel);
    path_of(path, sizeof path, "damaged");
    assert_int_equal(truce_model_save(model, path, &err), TRUCE_OK);
    truce_model_free(model);
    assert_int_equal(truce_io_slurp(path, 0, &bytes, &err), TRUCE_OK);
    for (size_t len = 0; len < bytes.len; len += 1 + bytes.len / 40) {
        write_file(path, bytes.ptr, len);
        assert_true(truce_model_load(path, &model, &err) < 0);
        assert_null(model);
    }
    bytes.ptr[bytes.len / 2] ^= 1;
    write_file(path, bytes.ptr, bytes.len);
    assert_int_equal(truce_model_load(path, &model, &err), TRUCE_ECHECKSUM);
    bytes.ptr[8] = 99;
    write_file(path, bytes.ptr, bytes.len);
    assert_int_equal(truce_model_load(path, &model, &err), TRUCE_EVERSION);
    unlink(path);
    assert_int_equal(truce_model_load(path, &model, &err), TRUCE_ENOENT);
    truce_str_release(&bytes);
    truce_panel_release(&panel);
}

/* Two leads whose outcomes rise with different columns: each lead's trees know
 * theirs only. A lead that nothing is known of has none. */
static void test_direct(void **state)
{
    enum { N = 400, LEADS_HERE = 3 };
    float x[N * 2], y[LEADS_HERE * N], w[N];
    static const signed char signs[2] = {1, 1};
    struct truce_direct_data data = {.x = x, .y = y, .w = w, .n = N, .k = 2,
                                     .n_leads = LEADS_HERE, .rounds = 240,
                                     .signs = signs, .threads = 2};
    const float only_first[2] = {0.9F, 0.1F},
                only_second[2] = {0.1F, 0.9F};
    struct truce_direct *direct = NULL;
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_rng rng;
    double p = 0;
    int rc;
    (void)state;
    truce_rng_seed(&rng, 7);
    for (size_t i = 0; i < N; i++) {
        x[2 * i] = (float)truce_rng_unit(&rng);
        x[2 * i + 1] = (float)truce_rng_unit(&rng);
        y[i] = x[2 * i] > 0.5F;
        y[N + i] = i % 3 ? (float)(x[2 * i + 1] > 0.5F) : NAN;
        y[2 * N + i] = NAN;
        w[i] = i % 2 ? 1 : 5;
    }
    rc = truce_direct_train(&data, &direct, &err);
    if (rc == TRUCE_EUNSUPPORTED)
        skip();
    assert_int_equal(rc, TRUCE_OK);
    assert_int_equal(truce_direct_p(direct, only_first, 2, 0, &p, &err), 0);
    assert_true(p > 0.8);
    assert_int_equal(truce_direct_p(direct, only_first, 2, 1, &p, &err), 0);
    assert_true(p < 0.2);
    assert_int_equal(truce_direct_p(direct, only_second, 2, 1, &p, &err), 0);
    assert_true(p > 0.8);
    assert_int_equal(truce_direct_p(direct, only_second, 2, 2, &p, &err), 0);
    assert_true(isnan(p));
    assert_int_equal(truce_direct_p(direct, only_first, 2, LEADS_HERE, &p, &err),
                     TRUCE_ERANGE);
    truce_direct_free(direct);
}

/* ---- regression ---- */

/* Two groups, 2 of 10 and 7 of 10: without penalty the fit is exact. */
static void test_logit_exact(void **state)
{
    double x[20], y[20], zero = 0, one = 1;
    struct truce_logit logit;
    (void)state;
    for (int i = 0; i < 20; i++) {
        x[i] = i < 10 ? 0 : 1;
        y[i] = i < 2 || (i >= 10 && i < 17);
    }
    assert_int_equal(truce_logit_train(x, y, 20, 1, 0, &logit, NULL), TRUCE_OK);
    assert_true(fabs(truce_logit_p(&logit, &zero) - 0.2) < 1e-6);
    assert_true(fabs(truce_logit_p(&logit, &one) - 0.7) < 1e-6);
    assert_true(fabs(truce_logit_p(&logit, &(double){NAN}) - 0.45) < 0.03);
}

/* At the optimum sum (y - p) x = lambda beta, and sum (y - p) = 0. */
static void test_logit_optimum(void **state)
{
    enum { N = 200, K = 3 };
    double x[N * K], y[N], slope[K] = {0}, level = 0;
    struct truce_logit logit;
    struct truce_rng rng;
    (void)state;
    truce_rng_seed(&rng, 3);
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < K; j++)
            x[i * K + j] = truce_rng_normal(&rng) * (j + 1);
        y[i] = truce_rng_unit(&rng) < 1 / (1 + exp(2 - x[i * K]));
    }
    assert_int_equal(truce_logit_train(x, y, N, K, 5, &logit, NULL), TRUCE_OK);
    for (int i = 0; i < N; i++) {
        double off = y[i] - truce_logit_p(&logit, x + i * K);
        level += off;
        for (int j = 0; j < K; j++)
            slope[j] += off * (x[i * K + j] - logit.mean[j]) / logit.scale[j];
    }
    assert_true(fabs(level) < 1e-5);
    for (int j = 0; j < K; j++)
        assert_true(fabs(slope[j] - 5 * logit.beta[j]) < 1e-5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_leak),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_stack),
        cmocka_unit_test(test_context_choice),
        cmocka_unit_test(test_context_missing),
        cmocka_unit_test(test_sane),
        cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_save_load),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_direct),
        cmocka_unit_test(test_logit_exact),
        cmocka_unit_test(test_logit_optimum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
