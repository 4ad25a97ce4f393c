/* Date expressions against a dateline, without and with tense. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "code/when.h"

#define MAX_TOKENS 40

/* Words at single spaces; everything hangs on token `root`. */
static void sentence_of(const char *text, size_t root,
                        struct truce_token *tokens,
                        struct truce_sentence *sentence)
{
    struct truce_view rest = truce_view_of(text), word;
    size_t n = 0;
    memset(sentence, 0, sizeof *sentence);
    while (n < MAX_TOKENS && truce_view_split(&rest, ' ', &word)) {
        tokens[n] = (struct truce_token){
            .form = word,
            .lemma = word,
            .head = n == root ? -1 : (int32_t)root,
            .upos = n == root ? TRUCE_UPOS_VERB : TRUCE_UPOS_NOUN,
            .begin = (size_t)(word.ptr - text),
            .end = (size_t)(word.ptr - text) + word.len};
        if (truce_view_eq_text(word, "will"))
            tokens[n].rel = TRUCE_REL_aux;
        n++;
    }
    sentence->tokens = tokens;
    sentence->n_tokens = n;
}

struct row {
    const char *dateline; /* "": unknown */
    const char *text;
    size_t root;
    const char *date;  /* first expression; NULL: none is found */
    const char *until; /* NULL: none */
};

static const struct row rows[] = {
    {"2022-11-02", "They met on October 31 , 2022 in Sochi", 1, "2022-10-31",
     NULL},
    {"2022-11-02", "They met on October 31 in Sochi", 1, "2022-10-31", NULL},
    {"2022-11-02", "They met on 31 October in Sochi", 1, "2022-10-31", NULL},
    {"2022-01-10", "They met on Dec. 28", 1, "2021-12-28", NULL},
    {"2022-11-02", "They will meet on March 3", 2, "2023-03-03", NULL},
    {"2022-11-02", "They met on Monday", 1, "2022-10-31", NULL},
    {"2022-11-02", "They met on Wednesday", 1, "2022-11-02", NULL},
    {"2022-11-02", "They met last Wednesday", 1, "2022-10-26", NULL},
    {"2022-11-02", "They will meet on Friday", 2, "2022-11-04", NULL},
    {"2022-11-02", "They will meet next Monday", 2, "2022-11-07", NULL},
    {"2022-11-02", "They met yesterday", 1, "2022-11-01", NULL},
    {"2022-11-02", "They met three days ago", 1, "2022-10-30", NULL},
    {"2022-11-02", "They met two months ago", 1, "2022-09", NULL},
    {"2022-11-02", "Two years on , nothing changed", 4, "2020", NULL},
    {"2022-11-02", "They met in September", 1, "2022-09", NULL},
    {"2022-02-02", "They met in September", 1, "2021-09", NULL},
    {"2022-02-02", "They met in September 2019", 1, "2019-09", NULL},
    {"2022-11-02", "The war ended in 2020", 2, "2020", NULL},
    {"2022-11-02", "They met last month", 1, "2022-10", NULL},
    {"2022-11-02", "They met October 5 - 7", 1, "2022-10-05", "2022-10-07"},
    {"2022-11-02", "The 9th of November 2020 came", 5, "2020-11-09", NULL},
    {"2022-11-09", "November 9 , 2022 , marks two years since the signing", 5,
     "2020-11-09", NULL},
    {"2022-11-10", "Thursday was the second anniversary of the statement", 1,
     "2020-11-10", NULL},
    {"2022-11-02", "He signed on 2020-11-10", 1, "2020-11-10", NULL},
    {"", "They met on October 31", 1, NULL, NULL},
    {"", "They met on October 31 , 2022", 1, "2022-10-31", NULL},
    {"2022-11-02", "About 2000 troops may march home", 4, NULL, NULL},
    {"2022-11-02", "They met on February 31 , 2022", 1, NULL, NULL},
};

static void test_when__find(void **state)
{
    int bad = 0;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *r = &rows[i];
        struct truce_token tokens[MAX_TOKENS];
        struct truce_sentence sentence;
        struct truce_arena arena = TRUCE_ARENA_INIT;
        struct truce_dated *dates;
        struct truce_date line = {0};
        char got[TRUCE_DATE_SIZE] = "", until[TRUCE_DATE_SIZE] = "";
        size_t n;
        if (*r->dateline)
            truce_date_parse(truce_view_of(r->dateline), &line);
        sentence_of(r->text, r->root, tokens, &sentence);
        assert_int_equal(truce_dates_find(&sentence, line, &arena, &dates, &n),
                         TRUCE_OK);
        if (n) {
            truce_date_format(dates[0].date, got);
            truce_date_format(dates[0].until, until);
        }
        if (strcmp(got, r->date ? r->date : "") ||
            strcmp(until, r->until ? r->until : "")) {
            print_error("'%s': %s %s\n", r->text, got, until);
            bad++;
        }
        truce_arena_release(&arena);
    }
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_when__find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
