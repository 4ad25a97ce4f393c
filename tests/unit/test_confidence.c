/* Confidence: the table of weights and what is refused of it; the features of
 * events, on sentences whose description is worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "code/coder_impl.h"
#include "code/confidence.h"
#include "code/extract.h"

/* Writes a table with this first line (NULL: the right one) and rows. */
static int load(const char *head, const char *rows,
                struct truce_confidence *out, struct truce_err *err)
{
    char path[] = "/tmp/truce-confidence-XXXXXX";
    int fd = mkstemp(path), rc;
    FILE *file = fdopen(fd, "w");
    size_t n = 0;
    for (const char *c = rows; *c; c++)
        n += *c == '\n';
    assert_non_null(file);
    fputs("# a comment\n", file);
    if (head)
        fprintf(file, "%s\n", head);
    else
        fprintf(file, "truce-confidence\t2\t%zu\t%016" PRIx64 "\n", n,
                truce_confidence_sum(truce_view_of(rows)));
    fputs(rows, file);
    fclose(file);
    truce_err_clear(err);
    rc = truce_confidence_load(out, path, err);
    unlink(path);
    return rc;
}

static void test_weights(void **state)
{
    struct truce_confidence c;
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_features f = {.n = 4};
    struct truce_belief belief;
    (void)state;
    assert_int_equal(load(NULL,
                          "bias\t1\t0.5\t1\ntype_lemma\tASSAULT|kill\t-1.25\t0\n"
                          "rank_value\t1\t0.25\t-2\n"
                          "type*target_relation\tASSAULT&obl|by\t-2\t0.5\n",
                          &c, &err),
                     TRUCE_OK);
    f.items[0] = (struct truce_feature){
        .name = TRUCE_FEATURE_bias, .value = TRUCE_VIEW("1"), .x = 1};
    f.items[1] = (struct truce_feature){.name = TRUCE_FEATURE_type_lemma,
                                        .value = TRUCE_VIEW("ASSAULT"),
                                        .more = TRUCE_VIEW("kill"),
                                        .x = 1};
    f.items[2] = (struct truce_feature){
        .name = TRUCE_FEATURE_rank_value, .value = TRUCE_VIEW("1"), .x = 2};
    f.items[3] =
        (struct truce_feature){.name = TRUCE_CROSS_type_target_relation,
                               .value = TRUCE_VIEW("ASSAULT"),
                               .also = TRUCE_VIEW("obl"),
                               .also_more = TRUCE_VIEW("by"),
                               .x = 1};
    /* 0.5 - 1.25 + 2 * 0.25 - 2 */
    belief = truce_confidence_of(&c, &f);
    assert_true(fabs(belief.chance - 1 / (1 + exp(2.25))) < 1e-9);
    assert_true(fabs(belief.margin - (1 + 2 * -2 + 0.5)) < 1e-9);
    f.items[1].more = TRUCE_VIEW("wound"); /* not in the table */
    assert_true(fabs(truce_confidence_of(&c, &f).chance - 1 / (1 + exp(1.0))) < 1e-9);
    f.items[3].also_more = TRUCE_VIEW("in");
    assert_true(fabs(truce_confidence_of(&c, &f).chance - 1 / (1 + exp(-1.0))) < 1e-9);
    truce_confidence_release(&c);
}

static void test_refused(void **state)
{
    static const char row[] = "bias\t1\t0.5\t0\n";
    static const struct {
        const char *head, *rows;
        int rc;
    } cases[] = {
        {"truce-confidence\t2\t1\t0123456789abcdef", row, TRUCE_ECHECKSUM},
        {"truce-confidence\t9\t1\t0123456789abcdef", row, TRUCE_EVERSION},
        {"something else", row, TRUCE_EFORMAT},
        {"", "", TRUCE_EFORMAT},
        {NULL, "no_such_feature\t1\t0.5\t0\n", TRUCE_EFORMAT},
        {NULL, "bias\t1\t1\n", TRUCE_EFORMAT},
        {NULL, "bias\t1\t0\tmuch\n", TRUCE_EFORMAT},
        {NULL, "bias\t1\tnan\t0\n", TRUCE_EFORMAT},
        {NULL, "bias\t1\t1\t0\nbias\t1\t2\t0\n", TRUCE_EFORMAT},
    };
    struct truce_confidence c;
    struct truce_err err = TRUCE_ERR_INIT;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (load(cases[i].head, cases[i].rows, &c, &err) != cases[i].rc)
            fail_msg("case %zu: %s", i, err.message);
        assert_null(c.keys);
    }
    assert_int_equal(truce_confidence_load(&c, "/no/such/table", &err),
                     TRUCE_ENOENT);
}

struct seen {
    char text[8192]; /* "name=value" and "name=value|more", a line each */
    size_t n;
};

static void watch(void *payload, const struct truce_event *event,
                  const struct truce_features *features)
{
    struct seen *seen = payload;
    size_t at = 0;
    (void)event;
    if (seen->n++)
        return; /* the first event is asked for */
    seen->text[at++] = '\n';
    for (size_t i = 0; i < features->n; i++) {
        const struct truce_feature *f = &features->items[i];
        at += (size_t)snprintf(
            seen->text + at, sizeof seen->text - at, "%s=%.*s%s%.*s\n",
            truce_feature_name(f->name), TRUCE_VIEW_ARG(f->value),
            f->more.ptr ? "|" : "", TRUCE_VIEW_ARG(f->more));
    }
}

static void describe(const char *text, double least, struct seen *seen)
{
    struct truce_coder_options options = {.min_confidence = least};
    struct truce_coder *coder;
    struct truce_coder_scratch *scratch;
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_coded coded;
    struct truce_document document = {.id = TRUCE_VIEW("t"),
                                      .text = truce_view_of(text),
                                      .date = {2022, 11, 9}};
    struct truce_context context = {.document = &document,
                                    .arena = &arena,
                                    .out = &coded,
                                    .watch = watch,
                                    .payload = seen};
    memset(seen, 0, sizeof *seen);
    assert_int_equal(truce_coder_open(&options, &coder, NULL), TRUCE_OK);
    assert_int_equal(truce_coder_scratch_new(coder, &scratch), TRUCE_OK);
    context.coder = coder;
    assert_int_equal(truce_coder__run(&context, scratch, NULL), TRUCE_OK);
    truce_coder_scratch_free(scratch);
    truce_coder_close(coder);
    truce_arena_release(&arena);
}

static void expect(const struct seen *seen, const char *feature)
{
    char line[128];
    snprintf(line, sizeof line, "\n%s\n", feature);
    if (!strstr(seen->text, line))
        fail_msg("no %s in%s", feature, seen->text);
}

static void test_features(void **state)
{
    struct seen seen;
    (void)state;
    describe("Norway accused Chad of shelling a town on Monday.", -1, &seen);
    assert_true(seen.n > 0);
    expect(&seen, "type=ACCUSE");
    expect(&seen, "lemma=accuse");
    expect(&seen, "type_lemma=ACCUSE|accuse");
    expect(&seen, "source_path=nsubj");
    expect(&seen, "source_kind=country");
    expect(&seen, "source_far=1|before");
    expect(&seen, "target_path=obj");
    expect(&seen, "target_from=frame");
    expect(&seen, "slots=ACCUSE|both");
    expect(&seen, "day=yes");
    expect(&seen, "lead=yes");
    expect(&seen, "third=0");
    assert_null(strstr(seen.text, "\nends="));
    assert_null(strstr(seen.text, "\nquoted="));
}

static void test_features_of_prose(void **state)
{
    struct seen seen;
    (void)state;
    describe("It rained. \"We hope that Norway will not attack Chad", -1,
             &seen);
    if (!seen.n)
        skip(); /* the rules no longer tell it: no feature to look at */
    expect(&seen, "ends=cut off");
    expect(&seen, "quoted=inside");
    expect(&seen, "first_person=yes");
    expect(&seen, "holds=not");
    assert_null(strstr(seen.text, "\nlead="));
}

static void test_floor(void **state)
{
    static const char text[] = "Norway accused Chad of shelling a town.";
    struct seen seen;
    (void)state;
    describe(text, -1, &seen);
    assert_int_equal(seen.n, 1);
    describe(text, 1, &seen);
    assert_int_equal(seen.n, 0);
}

static void test_names(void **state)
{
    (void)state;
    for (int i = 0; i < TRUCE_N_FEATURE_NAMES; i++)
        assert_int_equal(
            truce_feature_find(truce_view_of(
                truce_feature_name((enum truce_feature_name)i))),
            i);
    assert_int_equal(truce_feature_find(TRUCE_VIEW("nothing")), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weights),  cmocka_unit_test(test_refused),
        cmocka_unit_test(test_features), cmocka_unit_test(test_features_of_prose),
        cmocka_unit_test(test_floor),    cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
