/* Entries of a chronology; see entry.h. */
#include "code/entry.h"

#include <string.h>

#include "base/err.h"
#include "code/tree.h"
#include "code/when_int.h"

/* "Thursday, 12 May 1994" and the ISO date cut at its hyphens are shorter. */
enum { MAX_TOKENS = 8 };

/* Cheap: most sentences begin with neither a number nor these letters. */
static bool may_begin(struct truce_view form)
{
    static const char starts[] =
        " Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec jan feb mar apr may "
        "jun jul aug sep oct nov dec Mon Tue Wed Thu Fri Sat Sun ";
    if (form.len && form.ptr[0] >= '0' && form.ptr[0] <= '9')
        return true;
    form.len = form.len > 3 ? 3 : form.len;
    return form.len == 3 &&
           truce_tree_word_in(form, starts, sizeof starts - 1);
}

static bool is_month(struct truce_view form)
{
    if (form.len && form.ptr[form.len - 1] == '.')
        form.len--;
    for (int m = 0; form.len >= 3 && when_months[m]; m++) {
        struct truce_view name = truce_view_of(when_months[m]);
        if (form.len < name.len)
            name.len = form.len;
        if (truce_view_eq_nocase(form, name))
            return true;
    }
    return false;
}

static bool is_weekday(struct truce_view form)
{
    for (int d = 0; when_weekdays[d]; d++)
        if (truce_view_eq_nocase(form, truce_view_of(when_weekdays[d])))
            return true;
    return false;
}

/* Digits, perhaps with an ending or hyphens: "12", "12th", "1994-05-12". */
static bool is_number(struct truce_view form, bool *year)
{
    size_t digits = 0;
    while (digits < form.len && form.ptr[digits] >= '0' &&
           form.ptr[digits] <= '9')
        digits++;
    *year = *year || (digits == 4 && (form.ptr[0] == '1' || form.ptr[0] == '2'));
    return digits > 0 && digits <= 4;
}

static bool is_dash(struct truce_view form)
{
    return truce_view_eq_text(form, "-") || truce_view_eq_text(form, "--") ||
           truce_view_eq_text(form, "\xe2\x80\x93") ||
           truce_view_eq_text(form, "\xe2\x80\x94");
}

size_t truce_entry_tokens(const struct truce_sentence *sentence)
{
    bool year = false;
    if (!sentence->n_tokens || !may_begin(sentence->tokens[0].form))
        return 0;
    for (size_t i = 0; i < sentence->n_tokens && i < MAX_TOKENS; i++) {
        struct truce_view form = sentence->tokens[i].form;
        bool apart = i > 0 && sentence->tokens[i - 1].space_after;
        if (year && (truce_view_eq_text(form, ":") || (is_dash(form) && apart)))
            return i + 1;
        if (!is_number(form, &year) && !is_month(form) && !is_weekday(form) &&
            !is_dash(form) && !truce_view_eq_text(form, ",") &&
            !truce_view_eq_text(form, "/") && !truce_view_eq_text(form, "."))
            return 0;
    }
    return 0;
}

int truce_entry_date(const struct truce_sentence *sentence,
                     struct truce_date else_date, struct truce_arena *arena,
                     struct truce_date *date)
{
    size_t entry = truce_entry_tokens(sentence), n = 0;
    struct truce_dated *found = NULL;
    int rc = TRUCE_OK;
    *date = else_date;
    if (entry)
        rc = truce_dates_find(sentence, else_date, arena, &found, &n);
    if (rc == TRUCE_OK && n > 0 && found[0].last < entry)
        *date = found[0].date;
    return rc;
}

static bool is_punct(const struct truce_token *t)
{
    return t->upos == TRUCE_UPOS_PUNCT || t->upos == TRUCE_UPOS_SYM;
}

/* The opening hangs on the act from now on, whose punctuation is its own. */
static void put_on_top(struct truce_sentence *s, size_t opening, size_t act,
                       size_t size)
{
    for (size_t i = size; i < s->n_tokens; i++)
        if (s->tokens[i].head >= 0 && (size_t)s->tokens[i].head < size)
            s->tokens[i].head = (int32_t)act;
    s->tokens[act].head = -1;
    s->tokens[act].rel = TRUCE_REL_root;
    s->tokens[opening].head = (int32_t)act;
}

bool truce_entry_put(struct truce_sentence *s, size_t size, uint8_t rel)
{
    size_t opening = size, act = 0;
    for (size_t i = 0; i < size; i++)
        if (s->tokens[i].head < 0)
            opening = i;
    for (size_t i = s->n_tokens; opening < size && i-- > size;)
        if (!is_punct(&s->tokens[i]) && s->tokens[i].head >= 0 &&
            (size_t)s->tokens[i].head < size)
            act = i;
    if (!act)
        return false;
    put_on_top(s, opening, act, size);
    s->tokens[opening].rel = rel;
    return true;
}

/* "03:25 X confirms it", "LIVE 16.40 GMT ...": tokens of the hour that an
 * entry of a live report opens with, 0 for none. */
static size_t hour_tokens(const struct truce_sentence *s)
{
    size_t i = 0;
    if (s->n_tokens < 3)
        return 0;
    i += truce_tree_word_in(s->tokens[0].form, " LIVE UPDATE Update Live ",
                            25);
    struct truce_view form = s->tokens[i].form;
    if ((form.len != 4 && form.len != 5) || form.ptr[0] < '0' ||
        form.ptr[0] > '2' ||
        (form.ptr[form.len - 3] != ':' && form.ptr[form.len - 3] != '.'))
        return 0;
    for (i++; i < s->n_tokens && i < 5; i++)
        if (!truce_tree_word_in(s->tokens[i].form,
                                " GMT UTC CET am pm a.m. p.m. : - , ", 36) &&
            !is_dash(s->tokens[i].form))
            break;
    return i < s->n_tokens ? i : 0;
}

void truce_entry_mend(struct truce_text *text)
{
    for (size_t n = 0; n < text->n_sentences; n++) {
        struct truce_sentence *s = &text->sentences[n];
        size_t size = truce_entry_tokens(s);
        truce_entry_put(s, size ? size : hour_tokens(s),
                        TRUCE_REL_obl_unmarked);
    }
}
