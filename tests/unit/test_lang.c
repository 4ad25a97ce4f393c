/* The language core with the shipped model: where sentences and words end in
 * news, trees and names, odd input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "lang/conllu.h"
#include "lang/lang.h"
#include "lang/treedecode.h"

struct fixture {
    struct truce_lang *lang;
    struct truce_lang_scratch *scratch;
    struct truce_arena arena;
    struct truce_text text;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    *state = f;
    if (truce_lang_open(NULL, &f->lang, NULL) < 0)
        return -1;
    return truce_lang_scratch_new(f->lang, &f->scratch);
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    truce_arena_release(&f->arena);
    truce_lang_scratch_free(f->scratch);
    truce_lang_close(f->lang);
    free(f);
    return 0;
}

static void parse(struct fixture *f, const char *text, size_t len)
{
    struct truce_err err = TRUCE_ERR_INIT;
    truce_arena_clear(&f->arena);
    assert_int_equal(truce_lang_parse(f->lang, f->scratch,
                                      (struct truce_view){text, len}, &f->arena,
                                      &f->text, &err),
                     TRUCE_OK);
}

/* What must hold of any result: trees, spans in order, enums in range. */
static void check_sound(const struct fixture *f)
{
    size_t at = 0;
    for (size_t i = 0; i < f->text.n_sentences; i++) {
        const struct truce_sentence *s = &f->text.sentences[i];
        int32_t *head = calloc(s->n_tokens, sizeof *head);
        assert_true(s->n_tokens > 0);
        for (size_t k = 0; k < s->n_tokens; k++) {
            const struct truce_token *t = &s->tokens[k];
            assert_true(t->begin >= at && t->end > t->begin);
            assert_true(t->end <= f->text.text.len);
            assert_true(t->upos < TRUCE_N_UPOS && t->rel < TRUCE_N_RELS);
            assert_true(t->confidence >= 0 && t->confidence <= 1.001f);
            assert_true(t->lemma.len > 0 && t->xpos.len > 0);
            assert_int_equal(t->rel == TRUCE_REL_root, t->head < 0);
            head[k] = t->head;
            at = t->end;
        }
        assert_true(truce_treedecode_is_tree(head, s->n_tokens));
        free(head);
    }
}

/* "one two . | three" : words by spaces, sentences by bars; the words of a
 * multiword token joined by '+'. */
static void check_split(struct fixture *f, const char *text,
                        const char *expected)
{
    struct truce_str out = TRUCE_STR_INIT;
    parse(f, text, strlen(text));
    check_sound(f);
    for (size_t i = 0; i < f->text.n_sentences; i++) {
        const struct truce_sentence *s = &f->text.sentences[i];
        size_t inside = 0;
        if (i)
            truce_str_puts(&out, " | ");
        for (size_t k = 0; k < s->n_tokens; k++) {
            const struct truce_token *t = &s->tokens[k];
            truce_str_add(&out, t->form.ptr, t->form.len);
            inside = t->mwt ? t->mwt : inside;
            inside -= inside > 0;
            if (k + 1 < s->n_tokens)
                truce_str_putc(&out, inside ? '+' : ' ');
        }
    }
    assert_string_equal(out.ptr ? out.ptr : "", expected);
    truce_str_release(&out);
}

static void test_split__abbreviations(void **state)
{
    check_split(*state, "Mr. Blinken met them. He left.",
                "Mr. Blinken met them . | He left .");
    check_split(*state, "The U.S. welcomed the deal.",
                "The U.S. welcomed the deal .");
    check_split(*state, "N.V. Pashinyan spoke to I.H. Aliyev.",
                "N.V. Pashinyan spoke to I.H. Aliyev .");
    check_split(*state, "Gen. Rustam Muradov arrived on Nov. 9.",
                "Gen. Rustam Muradov arrived on Nov. 9 .");
    check_split(*state, "The minister, Sergei V. Lavrov, flew home.",
                "The minister , Sergei V. Lavrov , flew home .");
}

static void test_split__quotations(void **state)
{
    check_split(*state, "\"We agreed. We will sign,\" he said. Nobody asked.",
                "\" We agreed . | We will sign , \" he said . | "
                "Nobody asked .");
    check_split(*state, "\"Is it over?\" she asked.",
                "\" Is it over ? \" she asked .");
    check_split(
        *state, "\xE2\x80\x9CIt isn\xE2\x80\x99t over,\xE2\x80\x9D he said.",
        "\xE2\x80\x9C It is+n\xE2\x80\x99t over , \xE2\x80\x9D he said .");
}

static void test_split__lines(void **state)
{
    check_split(*state,
                "Talks resume in Brussels\n\nThe leaders met on Monday.",
                "Talks resume in Brussels | The leaders met on Monday .");
    check_split(*state,
                "The sides agreed:\n- Armenia withdraws its troops\n"
                "- Azerbaijan frees all prisoners\n",
                "The sides agreed : | - Armenia withdraws its troops | "
                "- Azerbaijan frees all prisoners");
    /* wrapped text: line ends are spaces */
    check_split(*state,
                "The leaders of both countries met in the\n"
                "capital and agreed on a plan for peace\n"
                "which the parliaments will debate soon.",
                "The leaders of both countries met in the capital and agreed "
                "on a plan for peace which the parliaments will debate soon .");
}

static void test_split__news(void **state)
{
    check_split(*state, "YEREVAN, Nov. 9 (Reuters) - Armenia signed the deal.",
                "YEREVAN , Nov. 9 ( Reuters ) - | Armenia signed the deal .");
    check_split(*state, "It was close... The talks went on.",
                "It was close ... | The talks went on .");
    check_split(*state, "Armenia's army can't and won't leave.",
                "Armenia+'s army ca+n't and wo+n't leave .");
    check_split(*state, "They cannot agree.", "They can+not agree .");
    check_split(*state, "See https://mfa.example/en/x?y=1 for $1.5 million.",
                "See https://mfa.example/en/x?y=1 for $ 1.5 million .");
}

static const struct truce_token *find(const struct fixture *f, const char *form)
{
    for (size_t i = 0; i < f->text.n_sentences; i++)
        for (size_t k = 0; k < f->text.sentences[i].n_tokens; k++)
            if (truce_view_eq_text(f->text.sentences[i].tokens[k].form, form))
                return &f->text.sentences[i].tokens[k];
    return NULL;
}

static void test_parse__who_did_what(void **state)
{
    struct fixture *f = *state;
    const char *text = "The president was criticised by the ministers.";
    parse(f, text, strlen(text));
    const struct truce_token *verb = find(f, "criticised");
    assert_int_equal(verb->head, -1);
    assert_true(truce_view_eq_text(verb->lemma, "criticise"));
    assert_int_equal(find(f, "president")->rel, TRUCE_REL_nsubj_pass);
    assert_int_equal(find(f, "ministers")->rel, TRUCE_REL_obl_agent);
    assert_true(truce_view_eq_text(find(f, "ministers")->lemma, "minister"));
    assert_int_equal(find(f, "was")->rel, TRUCE_REL_aux_pass);
}

static void test_parse__given_tokens(void **state)
{
    struct fixture *f = *state;
    struct truce_token tokens[3] = {
        {.form = TRUCE_VIEW("Talks"), .space_after = true},
        {.form = TRUCE_VIEW("failed"), .space_after = false},
        {.form = TRUCE_VIEW("."), .space_after = false}};
    struct truce_sentence s = {.tokens = tokens, .n_tokens = 3};
    assert_int_equal(
        truce_lang_analyse(f->lang, f->scratch, &f->arena, &s, 1, NULL),
        TRUCE_OK);
    assert_int_equal(tokens[1].head, -1);
    assert_int_equal(tokens[0].head, 1);
    assert_int_equal(tokens[0].rel, TRUCE_REL_nsubj);
}

static void check_odd(struct fixture *f, const char *text, size_t len)
{
    parse(f, text, len);
    check_sound(f);
}

static void test_parse__odd_input(void **state)
{
    struct fixture *f = *state;
    static char noise[20000];
    uint32_t seed = 1;
    check_odd(f, "", 0);
    assert_int_equal(f->text.n_sentences, 0);
    check_odd(f, " \n\t \n", 5);
    check_odd(f, "\x01\x02\x00 a\x7f", 6);
    check_odd(f, "\xff\xfe\x80 \xE2\x80", 6);
    check_odd(f, "Հայաստանի վարչապետը 中国外交部发言人 مرحبا", 70);
    for (size_t i = 0; i < sizeof noise; i++) {
        seed = seed * 1664525u + 1013904223u;
        noise[i] = (char)(seed >> 24);
    }
    check_odd(f, noise, sizeof noise);
}

static void test_parse__long_input(void **state)
{
    struct fixture *f = *state;
    size_t n = 3000, len = 0;
    char *text = malloc(n * 8 + 8);
    for (size_t i = 0; i < n; i++)
        len += (size_t)sprintf(text + len, "and w%zu ", i % 10);
    check_odd(f, text, len); /* thousands of words without an end */
    assert_true(f->text.n_sentences > 0);
    memset(text, 'x', n * 8);
    check_odd(f, text, n * 8); /* no spaces */
    memset(text, '(', n);
    check_odd(f, text, n);
    for (size_t i = 0; i < n; i++)
        text[i] = "a1.-"[i % 4];
    check_odd(f, text, n);
    free(text);
}

static void test_parse__alone_or_among_others(void **state)
{
    struct fixture *f = *state;
    const char *one = "Armenia and Azerbaijan signed a ceasefire.";
    const char *two = "Russia sent troops.\n\nArmenia and Azerbaijan signed a "
                      "ceasefire.\n\nTurkey praised it.";
    struct truce_str a = TRUCE_STR_INIT, b = TRUCE_STR_INIT;
    parse(f, one, strlen(one));
    truce_conllu_write_text(&f->text.sentences[0], 1, false, &a);
    parse(f, two, strlen(two));
    assert_int_equal(f->text.n_sentences, 3);
    truce_conllu_write_text(&f->text.sentences[1], 1, false, &b);
    assert_string_equal(a.ptr, b.ptr);
    truce_str_release(&a);
    truce_str_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split__abbreviations),
        cmocka_unit_test(test_split__quotations),
        cmocka_unit_test(test_split__lines),
        cmocka_unit_test(test_split__news),
        cmocka_unit_test(test_parse__who_did_what),
        cmocka_unit_test(test_parse__given_tokens),
        cmocka_unit_test(test_parse__odd_input),
        cmocka_unit_test(test_parse__long_input),
        cmocka_unit_test(test_parse__alone_or_among_others),
    };
    return cmocka_run_group_tests_name("lang", tests, set_up, tear_down);
}
