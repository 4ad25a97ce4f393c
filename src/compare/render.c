/* JSON of the interface, and pages and pictures for people. */
#include <string.h>

#include "compare/compare.h"

static json_t *text_or_null(struct truce_view view)
{
    return view.ptr ? json_stringn_nocheck(view.ptr, view.len) : json_null();
}

static json_t *numbers(const struct truce_compare_text *text,
                       const size_t *points, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(
            list, json_integer((json_int_t)text->points[points[i]].number));
    return list;
}

static json_t *json_changes(const struct truce_compare_pair *pair)
{
    static const char *const directions[] = {"softens", "neither", "hardens"};
    json_t *list = json_array();
    for (size_t i = 0; i < pair->n_changes; i++) {
        const struct truce_compare_change *change = &pair->changes[i];
        json_array_append_new(
            list, json_pack("{s:s,s:s,s:o,s:o}", "dimension", change->dimension,
                            "effect", directions[change->direction + 1], "from",
                            text_or_null(change->from), "to",
                            text_or_null(change->to)));
    }
    return list;
}

static json_t *json_step(const struct truce_compare *compare,
                         const struct truce_compare_step *step)
{
    json_t *points = json_array();
    for (size_t i = 0; i < step->n_pairs; i++) {
        const struct truce_compare_pair *pair = &step->pairs[i];
        json_array_append_new(
            points,
            json_pack(
                "{s:o,s:o,s:s,s:b,s:f,s:f,s:o}", "a",
                numbers(&compare->texts[step->a], pair->a, pair->n_a), "b",
                numbers(&compare->texts[step->b], pair->b, pair->n_b), "label",
                truce_compare_label_name(pair->label), "moved",
                (int)pair->moved, "similarity", pair->similarity, "strength",
                pair->strength, "changes", json_changes(pair)));
    }
    return json_pack("{s:I,s:I,s:o}", "a", (json_int_t)step->a, "b",
                     (json_int_t)step->b, "points", points);
}

static json_t *json_term(const struct truce_compare *compare,
                         const struct truce_compare_term *term)
{
    json_t *present = json_array(), *count = json_array();
    json_t *form = json_array(), *paraphrase = json_array();
    for (size_t t = 0; t < compare->n_texts; t++) {
        json_array_append_new(present, json_boolean(term->count[t] > 0));
        json_array_append_new(count, json_integer((json_int_t)term->count[t]));
        json_array_append_new(form, text_or_null(truce_view_of(term->form[t])));
        json_array_append_new(paraphrase,
                              text_or_null(truce_view_of(term->paraphrase[t])));
    }
    return json_pack("{s:s,s:s,s:o,s:o,s:o,s:o}", "term", term->term, "kind",
                     truce_compare_kind_name(term->kind), "present", present,
                     "paraphrase", paraphrase, "form", form, "count", count);
}

/* What a text names and the next one does not, with how that one calls it. */
static json_t *json_lost(const struct truce_compare *compare)
{
    json_t *list = json_array();
    for (size_t s = 0; s < compare->n_steps; s++) {
        const struct truce_compare_step *step = &compare->steps[s];
        for (size_t i = 0; i < compare->n_terms; i++) {
            const struct truce_compare_term *term = &compare->terms[i];
            if (!term->count[step->a] || term->count[step->b])
                continue;
            json_array_append_new(
                list,
                json_pack(
                    "{s:I,s:I,s:s,s:s,s:I,s:o}", "a", (json_int_t)step->a, "b",
                    (json_int_t)step->b, "term", term->term, "kind",
                    truce_compare_kind_name(term->kind), "times",
                    (json_int_t)term->count[step->a], "now",
                    text_or_null(truce_view_of(term->paraphrase[step->b]))));
        }
    }
    return list;
}

json_t *truce_compare_json(const struct truce_compare *compare)
{
    json_t *texts = json_array(), *pairs = json_array();
    json_t *terms = json_array();
    for (size_t i = 0; i < compare->n_texts; i++) {
        const struct truce_compare_text *text = &compare->texts[i];
        char buf[TRUCE_DATE_SIZE];
        json_array_append_new(
            texts,
            json_pack("{s:s,s:o,s:I,s:s}", "file", text->file, "date",
                      text->date.year
                          ? json_string(truce_date_format(text->date, buf))
                          : json_null(),
                      "points", (json_int_t)text->n_points, "layout",
                      text->layout));
    }
    for (size_t i = 0; i < compare->n_steps; i++)
        json_array_append_new(pairs, json_step(compare, &compare->steps[i]));
    for (size_t i = 0; i < compare->n_terms; i++)
        json_array_append_new(terms, json_term(compare, &compare->terms[i]));
    return json_pack("{s:o,s:o,s:o,s:o}", "texts", texts, "pairs", pairs,
                     "terms", terms, "no_longer_named", json_lost(compare));
}
