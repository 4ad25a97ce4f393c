/* Assessment of mediators on a small hand-made conflict file, and the
 * estimators against values worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "assess/assess.h"
#include "assess/what_if.h"
#include "base/io.h"

static void run_sql(sqlite3 *db, const char *name)
{
    char path[4096];
    struct truce_str sql = TRUCE_STR_INIT;
    assert_int_equal(truce_io_data(name, path, sizeof path, NULL), TRUCE_OK);
    assert_int_equal(truce_io_slurp(path, 0, &sql, NULL), TRUCE_OK);
    assert_int_equal(sqlite3_exec(db, sql.ptr, NULL, NULL, NULL), SQLITE_OK);
    truce_str_release(&sql);
}

static int set_up(void **state)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    run_sql(db, "src/casefile/schema.sql");
    run_sql(db, "src/casefile/views.sql");
    run_sql(db, "tests/data/assess.sql");
    *state = db;
    return 0;
}

static int tear_down(void **state)
{
    sqlite3_close(*state);
    return 0;
}

static struct truce_assessment *assess(sqlite3 *db, const char *as_of)
{
    struct truce_assess_options options = {
        .party = {{"ARM", NULL}, {"AZE", NULL}}, .draws = 200};
    struct truce_assessment *assessment;
    struct truce_err err = TRUCE_ERR_INIT;
    if (as_of)
        truce_date_parse(truce_view_of(as_of), &options.as_of);
    assert_int_equal(truce_assess(db, &options, &assessment, &err), TRUCE_OK);
    return assessment;
}

static const struct truce_mediator *find(const struct truce_assessment *a,
                                         const char *code)
{
    for (size_t i = 0; i < a->n_mediators; i++)
        if (!strcmp(a->mediators[i].code, code))
            return &a->mediators[i];
    return NULL;
}

static double value(const struct truce_mediator *mediator,
                    enum truce_component_id id)
{
    return mediator->component[id].estimate.value;
}

static void test_mediators_are_found(void **state)
{
    struct truce_assessment *a = assess(*state, "2022-11-09");
    const struct truce_mediator *russia = find(a, "RUS");
    assert_int_equal(a->n_mediators, 3);
    assert_non_null(russia);
    assert_non_null(find(a, "EUR"));
    assert_non_null(find(a, "USA"));
    assert_string_equal(russia->name, "Russia");
    assert_int_equal(russia->n_episodes, 2);
    assert_string_equal(russia->last->date, "2022-10-31");
    assert_string_equal(russia->mission->expires, "2025-11-10");
    truce_assessment_free(a);
}

/* A question about the past gets only what was known then. */
static void test_as_of_hides_later_facts(void **state)
{
    struct truce_assessment *before = assess(*state, "2022-11-09");
    struct truce_assessment *early = assess(*state, "2020-12-31");
    struct truce_assessment *all = assess(*state, NULL);
    assert_null(find(before, "FRA"));
    assert_non_null(find(all, "FRA"));
    assert_int_equal(early->n_mediators, 1);
    assert_null(find(early, "EUR"));
    truce_assessment_free(before);
    truce_assessment_free(early);
    truce_assessment_free(all);
}

/* What two of three neighbours agreed is nothing between the others. */
static void test_other_dyads_facts_do_not_count(void **state)
{
    struct truce_assess_options options = {
        .party = {{"GEO", NULL}, {"AZE", NULL}}, .draws = 50};
    struct truce_assessment *a;
    assert_int_equal(truce_assess(*state, &options, &a, NULL), TRUCE_OK);
    assert_int_equal(a->n_mediators, 0);
    truce_assessment_free(a);
}

static void test_unknown_is_not_zero(void **state)
{
    struct truce_assessment *a = assess(*state, "2022-11-09");
    const struct truce_mediator *usa = find(a, "USA");
    assert_true(isnan(value(usa, TRUCE_COMPONENT_PRESENCE)));
    assert_true(isnan(value(usa, TRUCE_COMPONENT_COORDINATION)));
    assert_true(usa->known[TRUCE_DURABILITY] < 1);
    assert_false(isnan(usa->standing[TRUCE_DEAL].value));
    truce_assessment_free(a);
}

static void test_formulas(void **state)
{
    struct truce_assessment *a = assess(*state, "2022-11-09");
    const struct truce_mediator *eu = find(a, "EUR");
    const struct truce_mediator *russia = find(a, "RUS");
    /* two leaders' meetings, 330 and 70 days old, half-life 365, scale 3 */
    double sum = exp2(-330.0 / 365) + exp2(-70.0 / 365);
    assert_true(
        fabs(value(eu, TRUCE_COMPONENT_ACTIVITY) - (1 - exp(-sum / 3))) < 1e-6);
    /* 1960 of 2000 persons, three years left of the twelve months wanted */
    assert_true(fabs(value(russia, TRUCE_COMPONENT_PRESENCE) -
                     (0.4 + 0.6 * log1p(1960) / log1p(2000))) < 1e-6);
    /* Russia's words on the Union count for both */
    assert_true(value(russia, TRUCE_COMPONENT_COORDINATION) < 0.5);
    assert_true(value(eu, TRUCE_COMPONENT_COORDINATION) < 0.5);
    /* thanks beat mere attendance */
    assert_true(eu->component[TRUCE_COMPONENT_CONSENT].side[0] >
                eu->component[TRUCE_COMPONENT_CONSENT].side[1]);
    truce_assessment_free(a);
}

static void check_estimate(struct truce_estimate estimate)
{
    assert_true(estimate.value >= 0 && estimate.value <= 1);
    assert_true(estimate.low <= estimate.value);
    assert_true(estimate.high >= estimate.value);
}

static void test_ranks_and_intervals(void **state)
{
    struct truce_assessment *a = assess(*state, "2022-11-09");
    double first = 0;
    for (size_t i = 0; i < a->n_mediators; i++) {
        const struct truce_mediator *m = &a->mediators[i];
        assert_int_equal(m->rank, i + 1);
        assert_true(m->rank_low <= m->rank && m->rank <= m->rank_high);
        check_estimate(m->standing[TRUCE_DEAL]);
        check_estimate(m->standing[TRUCE_DURABILITY]);
        for (size_t c = 0; c < TRUCE_N_COMPONENTS; c++)
            if (!isnan(m->component[c].estimate.value))
                check_estimate(m->component[c].estimate);
        first += m->share_first;
    }
    assert_true(fabs(first - 1) < 1e-9);
    truce_assessment_free(a);
}

static void test_same_input_same_json(void **state)
{
    struct truce_assessment *a = assess(*state, "2022-11-09");
    struct truce_assessment *b = assess(*state, "2022-11-09");
    json_t *x = truce_assess_json(*state, a, NULL);
    json_t *y = truce_assess_json(*state, b, NULL);
    json_t *first = json_array_get(json_object_get(x, "mediators"), 0);
    json_t *presence =
        json_object_get(json_object_get(first, "components"), "presence");
    json_t *evidence = json_array_get(json_object_get(presence, "evidence"), 0);
    assert_true(json_equal(x, y));
    assert_string_equal(json_string_value(json_object_get(first, "code")),
                        "RUS");
    assert_string_equal(
        json_string_value(json_object_get(evidence, "document")), "d1");
    json_decref(x);
    json_decref(y);
    truce_assessment_free(a);
    truce_assessment_free(b);
}

static void test_estimators(void **state)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_items items = {0};
    struct truce_rng rng;
    double sum = 0;
    (void)state;
    assert_true(
        isnan(truce_items_mean(&items, (struct truce_prior){.5, 1}, NULL)));
    assert_true(isnan(truce_items_sum(&items, 1, NULL)));
    truce_items_add(&items, &arena,
                    (struct truce_item){.weight = 1, .value = 1});
    truce_items_add(&items, &arena,
                    (struct truce_item){.weight = 2, .value = 0});
    assert_true(
        fabs(truce_items_mean(&items, (struct truce_prior){.5, 1}, NULL) -
             1.5 / 4) < 1e-12);
    assert_true(fabs(truce_items_sum(&items, 2, NULL) - (1 - exp(-.5))) <
                1e-12);
    truce_rng_seed(&rng, 1);
    for (size_t i = 0; i < 20000; i++)
        sum += truce_draw_gamma(&rng, 0.5);
    /* mean 0.5, standard error 0.005 */
    assert_true(fabs(sum / 20000 - 0.5) < 0.025);
    for (size_t i = 0; i < 20000; i++)
        sum += truce_draw_beta(&rng, 0.2, 3) - 0.2;
    assert_true(fabs(sum / 20000 - 0.5) < 0.04);
    truce_arena_release(&arena);
}

static void test_bad_settings(void **state)
{
    struct truce_assess_settings settings;
    struct truce_err err = TRUCE_ERR_INIT;
    char path[] = "/tmp/truce-assess-XXXXXX";
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");
    (void)state;
    fputs("# weights\ncomponent\tactivity\t1\t-1\t0.5\n", file);
    fclose(file);
    assert_int_equal(truce_assess_settings_load(path, &settings, &err),
                     TRUCE_EFORMAT);
    assert_int_equal(err.line, 2);
    remove(path);
    assert_int_equal(truce_assess_settings_load("/nowhere", &settings, &err),
                     TRUCE_ENOENT);
}

static int change(sqlite3 *db, enum truce_change_kind kind, const char *value)
{
    struct truce_change change = {kind, value};
    struct truce_date day = {2022, 11, 9};
    return truce_what_if_apply(db, &change, day, NULL);
}

/* Changes happen in the copy; the file stays as it is. */
static void test_what_if(void **state)
{
    struct truce_assessment *before;
    struct truce_assessment *after;
    sqlite3 *copy;
    assert_int_equal(truce_what_if_copy(*state, &copy, NULL), TRUCE_OK);
    assert_int_equal(change(copy, TRUCE_CHANGE_MISSION_LEAVES, "USA"),
                     TRUCE_ENOENT);
    assert_int_equal(change(copy, TRUCE_CHANGE_MISSION_EXTENDED, "RUS:x"),
                     TRUCE_EUSAGE);
    assert_int_equal(change(copy, TRUCE_CHANGE_MISSION_LEAVES, "RUS"),
                     TRUCE_OK);
    assert_int_equal(change(copy, TRUCE_CHANGE_MEDIATOR_STOPS, "EUR"),
                     TRUCE_OK);
    after = assess(copy, "2022-11-09");
    before = assess(*state, "2022-11-09");
    assert_null(find(after, "EUR"));
    assert_non_null(find(before, "EUR"));
    assert_true(isnan(value(find(after, "RUS"), TRUCE_COMPONENT_PRESENCE)));
    assert_false(isnan(value(find(before, "RUS"), TRUCE_COMPONENT_PRESENCE)));
    assert_true(find(after, "RUS")->standing[TRUCE_DURABILITY].value <
                find(before, "RUS")->standing[TRUCE_DURABILITY].value);
    truce_assessment_free(before);
    truce_assessment_free(after);
    sqlite3_close(copy);
}

/* An agreement that lapses takes the mission that rests on it along. */
static void test_what_if_agreement_lapses(void **state)
{
    struct truce_assessment *after;
    sqlite3 *copy;
    assert_int_equal(truce_what_if_copy(*state, &copy, NULL), TRUCE_OK);
    assert_int_equal(change(copy, TRUCE_CHANGE_AGREEMENT_LAPSES, "2020-11-09"),
                     TRUCE_OK);
    after = assess(copy, "2022-11-09");
    assert_null(find(after, "RUS")->mission);
    truce_assessment_free(after);
    sqlite3_close(copy);
}

static void test_what_if_scale(void **state)
{
    struct truce_assess_settings settings;
    struct truce_change leaves = {TRUCE_CHANGE_MISSION_LEAVES, "RUS"};
    struct truce_change stops = {TRUCE_CHANGE_MEDIATOR_STOPS, "RUS"};
    json_t *risk = json_pack("{s:f, s:[f, f]}", "p_escalation", 0.5, "interval",
                             0.25, 0.75);
    json_t *scaled;
    (void)state;
    assert_int_equal(truce_assess_settings_load(NULL, &settings, NULL),
                     TRUCE_OK);
    settings.mission_leaves.ratio = 2;
    scaled = truce_what_if_scale(risk, &settings, &leaves, 1);
    /* a hazard twice as high: 1 - 0.5^2 */
    assert_true(
        fabs(json_number_value(json_object_get(scaled, "p_escalation")) -
             0.75) < 1e-12);
    assert_null(truce_what_if_scale(risk, &settings, &stops, 1));
    json_decref(scaled);
    json_decref(risk);
    truce_assess_settings_release(&settings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_mediators_are_found, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_as_of_hides_later_facts, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_other_dyads_facts_do_not_count,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_unknown_is_not_zero, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_formulas, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_ranks_and_intervals, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_same_input_same_json, set_up,
                                        tear_down),
        cmocka_unit_test(test_estimators),
        cmocka_unit_test(test_bad_settings),
        cmocka_unit_test_setup_teardown(test_what_if, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_if_agreement_lapses, set_up,
                                        tear_down),
        cmocka_unit_test(test_what_if_scale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
