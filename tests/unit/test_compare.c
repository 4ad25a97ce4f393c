/* Comparison of texts: points, labels, refusals, named things. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "compare/compare.h"

struct fixture {
    struct truce_compare_tables *tables;
    struct truce_arena arena;
    struct truce_compare compare;
    struct truce_err err;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    memset(&fixture, 0, sizeof(fixture));
    *state = &fixture;
    return truce_compare_tables_open(&fixture.tables, &fixture.err);
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    truce_compare_tables_close(f->tables);
    truce_arena_release(&f->arena);
    return 0;
}

static int compare(struct fixture *f, const char *a, const char *b)
{
    struct truce_compare_input inputs[2] = {
        {.file = "a", .text = truce_view_of(a)},
        {.file = "b", .text = truce_view_of(b)}};
    return truce_compare_run(f->tables, inputs, 2, &f->arena, &f->compare,
                             &f->err);
}

static void test_layouts(void **state)
{
    static const char *const texts[] = {
        "Preamble of the text:\n\n1. One is here.\n2. Two is here.\n",
        "(1) One is here.\n(2) Two is\nhere.\n",
        "Article I\nOne is here.\n1.1 With a part.\n\nArticle II\nTwo.\n",
        "a) One is here.\nb) Two is here.\n",
        "- One is here.\n- Two is here.\n",
        "One is here, and it is said.\n\nTwo is here, and it is said.\n",
        "One is here, and it is said. Two is here, and it is said.",
        "I. One is here.\r\nII. Two is here.\r\n",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        assert_int_equal(compare(*state, texts[i], texts[0]), TRUCE_OK);
        assert_int_equal(((struct fixture *)*state)->compare.texts[0].n_points,
                         2);
    }
}

static void test_moved_and_softened(void **state)
{
    struct fixture *f = *state;
    const struct truce_compare_step *step = &f->compare.steps[0];
    assert_int_equal(
        compare(f,
                "1. Troops shall leave the valley within ten days.\n"
                "2. Schools will open again in the north.\n"
                "3. Grain may be shipped from the harbour.\n",
                "1. Schools will open again in the north.\n"
                "2. Grain may be shipped from the harbour.\n"
                "3. Troops may leave the valley if conditions allow.\n"),
        TRUCE_OK);
    step = &f->compare.steps[0];
    assert_int_equal(step->n_pairs, 3);
    assert_int_equal(step->pairs[0].b[0], 2);
    assert_true(step->pairs[0].moved);
    assert_int_equal(step->pairs[0].label, TRUCE_COMPARE_SOFTENED);
    assert_int_equal(step->pairs[1].label, TRUCE_COMPARE_SAME);
    assert_false(step->pairs[1].moved);
}

static void test_lost_name(void **state)
{
    struct fixture *f = *state;
    bool found = false;
    assert_int_equal(
        compare(f,
                "1. They noted the role of the observers in keeping calm in "
                "the Elbasan conflict zone.\n2. Talks go on in spring.\n",
                "1. They noted the role of the observers in keeping calm in "
                "the area of their mandate.\n2. Talks go on in spring.\n"),
        TRUCE_OK);
    for (size_t i = 0; i < f->compare.n_terms; i++) {
        const struct truce_compare_term *term = &f->compare.terms[i];
        if (strcmp(term->term, "Elbasan"))
            continue;
        found = true;
        assert_int_equal(term->kind, TRUCE_COMPARE_PLACE);
        assert_int_equal(term->count[1], 0);
        assert_string_equal(term->paraphrase[1], "the area of their mandate");
    }
    assert_true(found);
}

static void test_split_point(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(
        compare(f,
                "1. The road to Lipnik shall be opened and the mines on it "
                "shall be cleared.\n2. Salaries are paid.\n",
                "1. The road to Lipnik shall be opened.\n"
                "2. The mines on the road shall be cleared.\n"
                "3. Salaries are paid.\n"),
        TRUCE_OK);
    assert_int_equal(f->compare.steps[0].pairs[0].n_b, 2);
}

static void test_refusals(void **state)
{
    static const char *const bad[] = {"", " \n\n ", "\xff\xfe\x01\x02\x03",
                                      "1. Стороны прекращают огонь.\n"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct fixture *f = *state;
        truce_err_clear(&f->err);
        assert_int_equal(
            compare(f, "1. The sides stop.\n2. They talk.\n", bad[i]),
            TRUCE_ENODATA);
        assert_non_null(strstr(f->err.message, "cannot compare"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_layouts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_moved_and_softened, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_lost_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_split_point, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_refusals, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
