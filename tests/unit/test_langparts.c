/* Parts of lang/ that need no model: lemma scripts, word features, tree
 * decoding, kernels, the model file's reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/rng.h"
#include "lang/editscript.h"
#include "lang/feats.h"
#include "lang/kernel.h"
#include "lang/modelfile.h"
#include "lang/treedecode.h"
#include "lang/verblemma.h"
#include "lang/wordfeat.h"

static void check_lemma(const char *form, const char *lemma)
{
    char script[TRUCE_EDIT_MAX], out[128];
    assert_int_equal(truce_editscript_make(script, form, lemma), 0);
    truce_editscript_apply(out, sizeof out, script, form, strlen(form));
    assert_string_equal(out, lemma);
}

static void test_editscript__round_trip(void **state)
{
    (void)state;
    check_lemma("Talks", "talk");
    check_lemma("agreed", "agree");
    check_lemma("was", "be");
    check_lemma("n't", "not");
    check_lemma("ARMENIA", "Armenia");
    check_lemma("Çelikler", "çelik");
    check_lemma("I", "I");
    check_lemma("2022", "2022");
}

static void test_editscript__generalises(void **state)
{
    char script[TRUCE_EDIT_MAX], out[128];
    (void)state;
    truce_editscript_make(script, "Clashes", "clash");
    truce_editscript_apply(out, sizeof out, script, "Speeches", 8);
    assert_string_equal(out, "speech");
    /* too much to cut: the form stays */
    truce_editscript_apply(out, sizeof out, "l3y", "es", 2);
    assert_string_equal(out, "es");
    truce_editscript_apply(out, 4, "k0", "Zakharova", 9);
    assert_string_equal(out, "Zak");
}

static struct truce_wordfeat features(const char *form)
{
    struct truce_wordfeat f;
    truce_wordfeat_init(&f, form, strlen(form));
    return f;
}

static void test_wordfeat__keys(void **state)
{
    struct truce_wordfeat a = features("Pashinyan");
    (void)state;
    assert_true(a.key == features("PASHINYAN").key);
    assert_int_not_equal(a.shape, features("PASHINYAN").shape);
    assert_int_equal(a.shape, features("Aliyev").shape);
    assert_true(features("\xE2\x80\x99s").key == features("'s").key);
    assert_true(features("2020").digit_key == features("1991").digit_key);
    assert_int_equal(a.n_affix, TRUCE_WF_MAX_AFFIX);
    assert_int_equal(features("a").n_affix, 2);
}

static void test_wordfeat__odd_forms(void **state)
{
    char longest[4096];
    (void)state;
    memset(longest, 'x', sizeof longest);
    struct truce_wordfeat f;
    truce_wordfeat_init(&f, longest, sizeof longest);
    assert_true(f.n_ngram <= TRUCE_WF_MAX_NGRAM);
    truce_wordfeat_init(&f, "", 0);
    assert_int_equal(f.n_affix, 0);
    assert_true(f.n_ngram > 0);
    truce_wordfeat_init(&f, "\xff\xfe\x80", 3);
    assert_true(f.n_affix > 0);
}

/* Best score of any tree, projective or not, by trying all heads. */
static float brute_force(const float *score, size_t n, bool projective)
{
    int32_t head[6];
    float best = -1e30f;
    size_t total = 1;
    for (size_t i = 0; i < n; i++)
        total *= n + 1;
    for (size_t code = 0; code < total; code++) {
        size_t rest = code;
        float sum = 0;
        bool ok = true;
        for (size_t i = 0; i < n; i++, rest /= n + 1) {
            head[i] = (int32_t)(rest % (n + 1)) - 1;
            sum += score[i * (n + 1) + (size_t)(head[i] + 1)];
            ok &= head[i] != (int32_t)i;
        }
        for (size_t i = 0; projective && ok && i < n; i++)
            for (size_t j = 0; j < n; j++) {
                size_t a = (size_t)head[i] < i ? (size_t)head[i] : i;
                size_t b = (size_t)head[i] < i ? i : (size_t)head[i];
                if (head[i] < 0 || j <= a || j >= b)
                    continue;
                ok &= head[j] >= (int32_t)a && head[j] <= (int32_t)b;
            }
        if (ok && truce_treedecode_is_tree(head, n) && sum > best)
            best = sum;
    }
    return best;
}

static void test_treedecode__is_best(void **state)
{
    struct truce_rng rng;
    float score[5 * 6], work[8 * 25];
    int32_t head[5];
    (void)state;
    truce_rng_seed(&rng, 7);
    for (int round = 0; round < 200; round++) {
        size_t n = 1 + (size_t)round % 5;
        float sum = 0;
        for (size_t i = 0; i < n * (n + 1); i++)
            score[i] = (float)truce_rng_unit(&rng);
        truce_treedecode(score, n, head, work);
        assert_true(truce_treedecode_is_tree(head, n));
        for (size_t i = 0; i < n; i++)
            sum += score[i * (n + 1) + (size_t)(head[i] + 1)];
        /* never worse than the best projective tree, nor better than any */
        assert_true(sum > brute_force(score, n, true) - 1e-5f);
        assert_true(sum < brute_force(score, n, false) + 1e-5f);
    }
}

static void test_treedecode__refuses_cycles(void **state)
{
    const int32_t cycle[3] = {1, 0, -1}, two[2] = {-1, -1},
                  good[3] = {1, -1, 1};
    (void)state;
    assert_false(truce_treedecode_is_tree(cycle, 3));
    assert_false(truce_treedecode_is_tree(two, 2));
    assert_true(truce_treedecode_is_tree(good, 3));
}

enum { ROWS = 7, IN = 96, OUT = 208 };

/* Every version that this processor has gives the same bits as plain C. */
static void test_kernel__same_everywhere(void **state)
{
    static int16_t weight[IN * OUT], code[ROWS * IN];
    static float scale[OUT], bias[OUT], row_scale[ROWS];
    static float a[ROWS * OUT], b[ROWS * OUT];
    static const char *const names[] = {"sse2", "avx2", "avx512"};
    struct truce_dense d = {IN, OUT, OUT, weight, scale, bias};
    struct truce_quant x = {code, row_scale};
    struct truce_rng rng;
    (void)state;
    truce_rng_seed(&rng, 3);
    for (size_t i = 0; i < IN * OUT; i++)
        weight[i] = (int16_t)((int)truce_rng_below(&rng, 4095) - 2047);
    for (size_t i = 0; i < ROWS * IN; i++)
        code[i] = (int16_t)((int)truce_rng_below(&rng, 4095) - 2047);
    for (size_t i = 0; i < OUT; i++)
        scale[i] = bias[i] = (float)truce_rng_unit(&rng);
    for (size_t i = 0; i < ROWS; i++)
        row_scale[i] = (float)truce_rng_unit(&rng);
    truce_kernel_dense(truce_kernel_named("plain"), &d, &x, ROWS, a, OUT, 0);
    for (size_t k = 0; k < 3; k++) {
        const struct truce_kernel *kernel = truce_kernel_named(names[k]);
        if (!kernel)
            continue;
        truce_kernel_dense(kernel, &d, &x, ROWS, b, OUT, 0);
        assert_memory_equal(a, b, sizeof a);
        truce_kernel_dense(kernel, &d, &x, 3, b, OUT, 0);
        assert_memory_equal(a, b, 3 * OUT * sizeof *a);
    }
    assert_null(truce_kernel_named("none"));
}

static void test_kernel__quantise(void **state)
{
    const float x[16] = {0, 1, -2, 0.5f};
    int16_t code[16];
    float scale;
    struct truce_quant q = {code, &scale};
    (void)state;
    truce_kernel_quantise(x, 1, 16, &q);
    assert_int_equal(code[2], -TRUCE_KERNEL_LEVELS);
    assert_int_equal(code[0], 0);
    assert_true(scale * (float)code[1] > 0.999f &&
                scale * (float)code[1] < 1.001f);
}

/* A file with one section of 4 numbers, as a model is laid out. */
struct small {
    struct truce_modelfile_header head;
    struct truce_modelfile_section section;
    _Alignas(TRUCE_MODEL_ALIGN) float data[4];
};

static void seal(struct small *file)
{
    file->head.checksum =
        truce_modelfile_sum(&file->section, sizeof *file - sizeof file->head);
}

static void small_init(struct small *file)
{
    memset(file, 0, sizeof *file);
    memcpy(file->head.magic, TRUCE_MODEL_MAGIC, 8);
    file->head.version = TRUCE_MODEL_VERSION;
    file->head.n_sections = 1;
    file->head.file_size = sizeof *file;
    memcpy(file->section.name, "numbers", 8);
    file->section.offset = offsetof(struct small, data);
    file->section.size = sizeof file->data;
    file->section.rows = 2;
    file->section.cols = 2;
    file->section.element = 4;
    seal(file);
}

static int check(const struct small *file, size_t len, struct truce_err *err)
{
    struct truce_modelfile out;
    truce_err_clear(err);
    return truce_modelfile_check(file, len, "m", &out, err);
}

static void test_modelfile__damage(void **state)
{
    struct small file;
    struct truce_err err = TRUCE_ERR_INIT;
    (void)state;
    small_init(&file);
    assert_int_equal(check(&file, sizeof file, &err), TRUCE_OK);
    assert_int_equal(check(&file, 10, &err), TRUCE_EFORMAT);
    assert_int_equal(check(&file, sizeof file - 1, &err), TRUCE_EFORMAT);
    file.data[0] = 1;
    assert_int_equal(check(&file, sizeof file, &err), TRUCE_ECHECKSUM);
    assert_string_equal(err.message, "cannot read model 'm': wrong checksum, "
                                     "the file is damaged");
    small_init(&file);
    file.head.version = 99;
    assert_int_equal(check(&file, sizeof file, &err), TRUCE_EVERSION);
    assert_string_equal(err.message,
                        "cannot read model 'm': version 99, expected 1");
    small_init(&file);
    file.head.magic[0] = 'x';
    assert_int_equal(check(&file, sizeof file, &err), TRUCE_EFORMAT);
}

/* A right checksum over wrong numbers: nothing outside is ever read. */
static void test_modelfile__wrong_sections(void **state)
{
    struct small file;
    struct truce_err err = TRUCE_ERR_INIT;
    (void)state;
    small_init(&file);
    file.section.offset = UINT64_MAX - 63;
    seal(&file);
    assert_int_equal(check(&file, sizeof file, &err), TRUCE_EFORMAT);
    small_init(&file);
    file.section.rows = UINT32_MAX;
    file.section.cols = UINT32_MAX;
    seal(&file);
    assert_int_equal(check(&file, sizeof file, &err), TRUCE_EFORMAT);
    small_init(&file);
    memset(file.section.name, 'n', sizeof file.section.name);
    seal(&file);
    assert_int_equal(check(&file, sizeof file, &err), TRUCE_EFORMAT);
    small_init(&file);
    file.head.n_sections = 200;
    seal(&file);
    assert_int_equal(check(&file, sizeof file, &err), TRUCE_EFORMAT);
}

static void test_modelfile__get(void **state)
{
    struct small file;
    struct truce_modelfile model;
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_modelfile_want any = {.name = "numbers", .element = 4};
    struct truce_modelfile_want other = {
        .name = "numbers", .rows = 3, .element = 4};
    struct truce_modelfile_want none = {.name = "absent", .element = 4};
    (void)state;
    small_init(&file);
    assert_int_equal(
        truce_modelfile_check(&file, sizeof file, "m", &model, &err), TRUCE_OK);
    assert_ptr_equal(truce_modelfile_get(&model, &any, &err), file.data);
    assert_int_equal(any.rows, 2);
    assert_null(truce_modelfile_get(&model, &other, &err));
    assert_string_equal(err.message,
                        "model section 'numbers' is 2x2, expected 3x2");
    assert_null(truce_modelfile_get(&model, &none, &err));
}

static void check_verb(const char *form, const char *xpos, const char *guess,
                       const char *expected)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_view lemma = truce_verblemma(
        truce_view_of(form), truce_view_of(xpos), truce_view_of(guess), &arena);
    assert_true(truce_view_eq_text(lemma, expected));
    truce_arena_release(&arena);
}

static void test_verblemma(void **state)
{
    (void)state;
    check_verb("Blockaded", "VBN", "blockad", "blockade");
    check_verb("shelled", "VBD", "shel", "shell");
    check_verb("initialled", "VBD", "initiall", "initial");
    check_verb("sited", "VBN", "sit", "site");
    check_verb("co-chairing", "VBG", "co-chaire", "co-chair");
    check_verb("misled", "VBD", "misl", "mislead");
    check_verb("vetoes", "VBZ", "vetoe", "veto");
    check_verb("defies", "VBZ", "defie", "defy");
    /* what is a verb stays, as does what no rule knows */
    check_verb("routed", "VBD", "rout", "rout");
    check_verb("blockade", "NN", "blockad", "blockad");
    check_verb("zzzed", "VBD", "zzz", "zzz");
    check_verb("ed", "VBD", "x", "x");
    check_verb("s", "VBZ", "\xc3\xa9", "\xc3\xa9");
}

/* "form xpos upos head rel" of a word; heads count from 0. */
static struct truce_token word(const char *form, const char *xpos,
                               enum truce_upos upos, int head,
                               enum truce_rel rel)
{
    return (struct truce_token){.form = truce_view_of(form),
                                .xpos = truce_view_of(xpos),
                                .upos = (uint8_t)upos,
                                .head = head,
                                .rel = (uint8_t)rel};
}

static void check_context(const struct truce_token *tokens, size_t n, size_t i,
                          const char *expected)
{
    struct truce_feats_fact facts[8];
    char context[TRUCE_FEATS_CONTEXT];
    truce_feats_facts(tokens, n, facts);
    truce_feats_context(tokens, n, facts, i, context);
    assert_string_equal(context, expected);
}

static void test_feats__context(void **state)
{
    /* "Baku and Yerevan have agreed, there are talks" */
    const struct truce_token both[] = {
        word("Baku", "NNP", TRUCE_UPOS_PROPN, 4, TRUCE_REL_nsubj),
        word("and", "CC", TRUCE_UPOS_CCONJ, 2, TRUCE_REL_cc),
        word("Yerevan", "NNP", TRUCE_UPOS_PROPN, 0, TRUCE_REL_conj),
        word("have", "VBP", TRUCE_UPOS_AUX, 4, TRUCE_REL_aux),
        word("agreed", "VBN", TRUCE_UPOS_VERB, -1, TRUCE_REL_root),
        word("there", "EX", TRUCE_UPOS_PRON, 6, TRUCE_REL_expl),
        word("are", "VBP", TRUCE_UPOS_VERB, 4, TRUCE_REL_parataxis),
        word("talks", "NNS", TRUCE_UPOS_NOUN, 6, TRUCE_REL_nsubj),
    };
    (void)state;
    check_context(both, 8, 3, "3p");
    check_context(both, 8, 4, "a/root");
    check_context(both, 8, 6, "3p");
    check_context(both, 8, 5, "expl");
    check_context(both, 8, 2, "");
    /* the part of a longer sentence: heads outside are roots */
    check_context(both, 4, 3, "none");
}

static void test_feats__assign(void **state)
{
    /* "we agreed to meet" */
    struct truce_token words[] = {
        word("We", "PRP", TRUCE_UPOS_PRON, 1, TRUCE_REL_nsubj),
        word("agreed", "VBD", TRUCE_UPOS_VERB, -1, TRUCE_REL_root),
        word("to", "TO", TRUCE_UPOS_PART, 3, TRUCE_REL_mark),
        word("meet", "VB", TRUCE_UPOS_VERB, 1, TRUCE_REL_xcomp),
        word("no", "no such tag", TRUCE_UPOS_X, 1, TRUCE_REL_dep),
    };
    struct truce_feats_fact facts[5];
    (void)state;
    truce_feats_facts(words, 5, facts);
    truce_feats_assign(words, 5, facts);
    assert_true(truce_view_eq_text(
        words[0].feats, "Case=Nom|Number=Plur|Person=1|PronType=Prs"));
    assert_true(truce_view_eq_text(
        words[1].feats,
        "Mood=Ind|Number=Plur|Person=1|Tense=Past|VerbForm=Fin"));
    assert_null(words[2].feats.ptr);
    assert_true(truce_view_eq_text(words[3].feats, "VerbForm=Inf"));
    assert_null(words[4].feats.ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_editscript__round_trip),
        cmocka_unit_test(test_editscript__generalises),
        cmocka_unit_test(test_verblemma),
        cmocka_unit_test(test_feats__context),
        cmocka_unit_test(test_feats__assign),
        cmocka_unit_test(test_wordfeat__keys),
        cmocka_unit_test(test_wordfeat__odd_forms),
        cmocka_unit_test(test_treedecode__is_best),
        cmocka_unit_test(test_treedecode__refuses_cycles),
        cmocka_unit_test(test_kernel__same_everywhere),
        cmocka_unit_test(test_kernel__quantise),
        cmocka_unit_test(test_modelfile__damage),
        cmocka_unit_test(test_modelfile__wrong_sections),
        cmocka_unit_test(test_modelfile__get),
    };
    return cmocka_run_group_tests_name("langparts", tests, NULL, NULL);
}
