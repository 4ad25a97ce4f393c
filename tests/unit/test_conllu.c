/* CoNLL-U reading and writing, and the CoNLL 2018 measures on cases counted by
 * hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "lang/conllu.h"
#include "lang/udscore.h"

/* "ID form head deprel misc": the columns that these tests care about. */
#define W(id, form, head, rel, misc)                                           \
    id "\t" form "\t" form "\tNOUN\tNN\t_\t" head "\t" rel "\t_\t" misc "\n"
#define R(id, form) id "\t" form "\t_\t_\t_\t_\t_\t_\t_\t_\n"

static size_t read_all(const char *text, struct truce_arena *arena,
                       struct truce_conllu *out, size_t max)
{
    struct truce_conllu_reader reader = {.text = truce_view_of(text)};
    size_t n = 0;
    while (n < max && truce_conllu_next(&reader, arena, &out[n], NULL) == 1)
        n++;
    return n;
}

static void test_conllu__round_trip(void **state)
{
    static const char text[] =
        "# sent_id = a-1\n# text = He didn't go.\n"
        "1\tHe\the\tPRON\tPRP\tCase=Nom\t4\tnsubj\t_\t_\n" R(
            "2-3",
            "didn't") "2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_\n"
                      "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
                      "4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"
                      "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n\n";
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_str out = TRUCE_STR_INIT;
    struct truce_conllu s[2];
    (void)state;
    assert_int_equal(read_all(text, &arena, s, 2), 1);
    assert_int_equal(s[0].sentence.n_tokens, 5);
    assert_int_equal(s[0].sentence.tokens[1].mwt, 2);
    assert_false(s[0].sentence.tokens[1].space_after);
    assert_true(s[0].sentence.tokens[2].space_after);
    assert_int_equal(s[0].sentence.tokens[3].head, -1);
    assert_int_equal(s[0].sentence.tokens[0].rel, TRUCE_REL_nsubj);
    assert_int_equal(truce_conllu_write(&s[0], &out), TRUCE_OK);
    assert_string_equal(out.ptr, text);
    truce_str_release(&out);
    truce_arena_release(&arena);
}

static void check_bad(const char *text, const char *message, size_t line)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_conllu s;
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_conllu_reader reader = {.text = truce_view_of(text)};
    assert_int_equal(truce_conllu_next(&reader, &arena, &s, &err),
                     TRUCE_EFORMAT);
    assert_string_equal(err.message, message);
    assert_int_equal(err.line, line);
    truce_arena_release(&arena);
}

static void test_conllu__refuses(void **state)
{
    (void)state;
    check_bad("1\tHe\n", "a line needs ten columns between tabs", 1);
    check_bad("# c\n" W("2", "a", "0", "root", "_"),
              "word numbers are not in order", 2);
    check_bad(W("1", "a", "9", "root", "_") "\n",
              "a head lies outside of the sentence", 2);
    check_bad(W("1", "a", "x", "root", "_"), "the head is not a number", 1);
    check_bad(R("2-1", "ab"), "wrong range of a multiword token", 1);
    check_bad(R("1-3", "ab") W("1", "a", "0", "root", "_") "\n",
              "a multiword token lacks words", 3);
    check_bad("1\t\t_\t_\t_\t_\t0\t_\t_\t_\n", "empty form", 1);
}

static void test_conllu__keeps_what_it_does_not_use(void **state)
{
    /* an empty node is left out, CRLF ends lines, the last blank is missing */
    static const char text[] = "# newpar\r\n" W(
        "1", "a", "0", "root", "X=1\r") "1.1\tb\tb\t_\t_\t_\t_\t_\t_\t_\n";
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_conllu s[2];
    (void)state;
    assert_int_equal(read_all(text, &arena, s, 2), 1);
    assert_true(s[0].new_paragraph);
    assert_int_equal(s[0].sentence.n_tokens, 1);
    assert_true(truce_view_eq_text(s[0].misc[0], "X=1"));
    truce_arena_release(&arena);
}

static struct truce_udscore compare(const char *gold, const char *system)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_conllu g[4], s[4];
    struct truce_udscore out = {0};
    size_t n_gold = read_all(gold, &arena, g, 4);
    size_t n_system = read_all(system, &arena, s, 4);
    assert_int_equal(truce_udscore_add(g, n_gold, s, n_system, &out, NULL),
                     TRUCE_OK);
    truce_arena_release(&arena);
    return out;
}

static void check_count(const struct truce_udscore *score,
                        enum truce_udmeasure measure, size_t correct,
                        size_t gold, size_t system)
{
    assert_int_equal(score->measure[measure].correct, correct);
    assert_int_equal(score->measure[measure].gold, gold);
    assert_int_equal(score->measure[measure].system, system);
}

static void test_udscore__tree(void **state)
{
    /* a <- b -> c; the system hangs c on a, and names a's relation with a
     * subtype, which does not count */
    struct truce_udscore s = compare(
        W("1", "a", "2", "nsubj", "_") W("2", "b", "0", "root", "_")
            W("3", "c", "2", "punct", "_") "\n",
        W("1", "a", "2", "nsubj:pass", "_") W("2", "b", "0", "root", "_")
            W("3", "c", "1", "punct", "_") "\n");
    (void)state;
    check_count(&s, TRUCE_UD_WORDS, 3, 3, 3);
    check_count(&s, TRUCE_UD_UAS, 2, 3, 3);
    check_count(&s, TRUCE_UD_LAS, 2, 3, 3);
    check_count(&s, TRUCE_UD_CLAS, 2, 2, 2);
    assert_int_equal(s.relation[TRUCE_REL_punct].correct, 0);
    assert_int_equal(s.relation[TRUCE_REL_punct].gold, 1);
    assert_true(truce_udcount_f1(&s.measure[TRUCE_UD_UAS]) > 0.666);
    assert_true(truce_udcount_f1(&s.measure[TRUCE_UD_UAS]) < 0.667);
}

/* "form upos feats head deprel", a lemma "l" unless told. */
#define T(id, form, lemma, upos, feats, head, rel)                             \
    id "\t" form "\t" lemma "\t" upos "\tX\t" feats "\t" head "\t" rel         \
       "\t_\t_\n"

/* The measures of Zeman et al. 2018 that look at tags and function words:
 * "the talks were held": two content words, "talks" with "the", "held" with
 * "were". */
#define GOLD_TALKS                                                             \
    T("1", "the", "the", "DET", "Definite=Def", "2", "det")                    \
    T("2", "talks", "talk", "NOUN", "Number=Plur", "4", "nsubj:pass")          \
    T("3", "were", "be", "AUX", "Tense=Past", "4", "aux:pass")                 \
    T("4", "held", "hold", "VERB", "Tense=Past|Typo=Yes", "0", "root") "\n"

static void test_udscore__morphology(void **state)
{
    /* a lemma wrong, a feature of a function word wrong; Typo is none of the
     * universal features */
    struct truce_udscore s = compare(
        GOLD_TALKS,
        T("1", "the", "the", "DET", "Definite=Ind", "2",
          "det") T("2", "talks", "talks", "NOUN", "Number=Plur", "4", "nsubj")
            T("3", "were", "be", "AUX", "Tense=Past", "4", "aux")
                T("4", "held", "hold", "VERB", "Tense=Past", "0", "root") "\n");
    (void)state;
    check_count(&s, TRUCE_UD_UFEATS, 3, 4, 4);
    check_count(&s, TRUCE_UD_ALLTAGS, 3, 4, 4);
    check_count(&s, TRUCE_UD_CLAS, 2, 2, 2);
    check_count(&s, TRUCE_UD_BLEX, 1, 2, 2);
    check_count(&s, TRUCE_UD_MLAS, 1, 2, 2);
    /* a function word on another head spoils both words for MLAS only */
    s = compare(GOLD_TALKS,
                T("1", "the", "the", "DET", "Definite=Def", "4", "det")
                    T("2", "talks", "talk", "NOUN", "Number=Plur", "4", "nsubj")
                        T("3", "were", "be", "AUX", "Tense=Past", "4", "aux")
                            T("4", "held", "hold", "VERB", "Tense=Past", "0",
                              "root") "\n");
    check_count(&s, TRUCE_UD_CLAS, 2, 2, 2);
    check_count(&s, TRUCE_UD_BLEX, 2, 2, 2);
    check_count(&s, TRUCE_UD_MLAS, 0, 2, 2);
}

static void test_udscore__other_tokens(void **state)
{
    /* gold "ab" "c" against "a" "b" "c", and two sentences against one; the
     * head of c is right only where its gold head was found */
    struct truce_udscore s = compare(
        W("1", "ab", "0", "root", "_") W("2", "c", "1", "obj", "_") "\n" W(
            "1", "d", "0", "root", "_") "\n",
        W("1", "a", "0", "root", "SpaceAfter=No") W("2", "b", "1", "dep", "_")
            W("3", "c", "1", "obj", "_") W("4", "d", "1", "dep", "_") "\n");
    (void)state;
    check_count(&s, TRUCE_UD_TOKENS, 2, 3, 4);
    check_count(&s, TRUCE_UD_SENTENCES, 0, 2, 1);
    check_count(&s, TRUCE_UD_WORDS, 2, 3, 4);
    check_count(&s, TRUCE_UD_UAS, 0, 3, 4);
    check_count(&s, TRUCE_UD_UPOS, 2, 3, 4);
}

static void test_udscore__multiword(void **state)
{
    /* "don't" as two words against one: its words align by form */
    struct truce_udscore s = compare(
        R("1-2", "don't") W("1", "do", "3", "aux", "_")
            W("2", "n't", "3", "advmod", "_")
                W("3", "go", "0", "root", "_") "\n",
        W("1", "don't", "2", "aux", "_") W("2", "go", "0", "root", "_") "\n");
    (void)state;
    check_count(&s, TRUCE_UD_TOKENS, 2, 2, 2);
    check_count(&s, TRUCE_UD_WORDS, 1, 3, 2);
    s = compare(R("1-2", "don't") W("1", "do", "3", "aux", "_")
                    W("2", "n't", "3", "advmod", "_")
                        W("3", "go", "0", "root", "_") "\n",
                R("1-2", "don't") W("1", "DO", "3", "aux", "_")
                    W("2", "not", "3", "advmod", "_")
                        W("3", "go", "0", "root", "_") "\n");
    check_count(&s, TRUCE_UD_WORDS, 2, 3, 3);
    check_count(&s, TRUCE_UD_LAS, 2, 3, 3);
}

static void test_udscore__other_text(void **state)
{
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_conllu g[1], s[1];
    struct truce_udscore out = {0};
    struct truce_err err = TRUCE_ERR_INIT;
    (void)state;
    read_all(W("1", "abc", "0", "root", "_") "\n", &arena, g, 1);
    read_all(W("1", "abd", "0", "root", "_") "\n", &arena, s, 1);
    assert_int_equal(truce_udscore_add(g, 1, s, 1, &out, &err), TRUCE_EFORMAT);
    assert_non_null(strstr(err.message, "differ from byte 2"));
    truce_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conllu__round_trip),
        cmocka_unit_test(test_conllu__refuses),
        cmocka_unit_test(test_conllu__keeps_what_it_does_not_use),
        cmocka_unit_test(test_udscore__tree),
        cmocka_unit_test(test_udscore__morphology),
        cmocka_unit_test(test_udscore__other_tokens),
        cmocka_unit_test(test_udscore__multiword),
        cmocka_unit_test(test_udscore__other_text),
    };
    return cmocka_run_group_tests_name("conllu", tests, NULL, NULL);
}
