/* A page with the texts side by side, and the picture of drift (SVG). Both
 * are self-contained files: no scripts, nothing fetched. */
#include <string.h>

#include "compare/compare.h"

#define CELL 46
#define ROW 18
#define LEFT 250

static void put_escaped(struct truce_str *out, const char *ptr, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        char c = ptr[i];
        if (c == '&')
            truce_str_puts(out, "&amp;");
        else if (c == '<')
            truce_str_puts(out, "&lt;");
        else if (c == '>')
            truce_str_puts(out, "&gt;");
        else if (c == '"')
            truce_str_puts(out, "&quot;");
        else if ((unsigned char)c >= ' ' || c == '\n' || c == '\t')
            truce_str_putc(out, c);
    }
}

static void put_text(struct truce_str *out, const char *text)
{
    put_escaped(out, text, strlen(text));
}

static const char style[] =
    "body{font:15px/1.45 Georgia,serif;max-width:1100px;margin:2em auto;"
    "padding:0 1em;color:#222}table{border-collapse:collapse;width:100%}"
    "td p{margin:.2em 0}"
    "td,th{border-top:1px solid #ccc;padding:.5em;vertical-align:top;"
    "text-align:left}td.n{font-family:sans-serif;font-size:13px}"
    "table.sides{table-layout:fixed}table.sides th:first-child{width:11em}"
    "p.key{color:#666;font-family:sans-serif;font-size:13px}del{background:#"
    "fbe3dc;text-decoration:none}"
    "ins{background:#dcefdc;text-decoration:none}"
    ".hardened{border-left:4px solid #b5651d}.softened{border-left:4px solid "
    "#4a7fb5}.added{border-left:4px solid #3f8f4f}.dropped{border-left:4px "
    "solid #b33}.same{color:#777}small{color:#666;font-family:sans-serif}";

/* Stems of the words of points [n] of a text. */
static int collect_stems(const struct truce_compare_text *text,
                         const size_t *points, size_t n,
                         struct truce_map *stems)
{
    for (size_t k = 0; k < n; k++) {
        const struct truce_compare_point *p = &text->points[points[k]];
        for (size_t i = p->first_word; i < p->last_word; i++)
            if (truce_map_set(stems, text->words[i].stem, 1) < 0)
                return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* Marks the words of the point that the other side lacks, runs of them
 * together; `stems` NULL: there is no other side. */
static void put_point(struct truce_str *out,
                      const struct truce_compare_text *text,
                      const struct truce_compare_point *point,
                      const struct truce_map *stems, const char *tag)
{
    size_t at = point->begin;
    bool open = false;
    for (size_t i = point->first_word; i < point->last_word; i++) {
        const struct truce_compare_word *word = &text->words[i];
        bool lacks = stems && !truce_map_get(stems, word->stem);
        if (open && !lacks)
            truce_str_printf(out, "</%s>", tag);
        put_escaped(out, text->text.ptr + at, word->begin - at);
        if (lacks && !open)
            truce_str_printf(out, "<%s>", tag);
        put_escaped(out, text->text.ptr + word->begin, word->end - word->begin);
        open = lacks;
        at = word->end;
    }
    if (open)
        truce_str_printf(out, "</%s>", tag);
    put_escaped(out, text->text.ptr + at, point->end - at);
}

static void put_cell(struct truce_str *out, const struct truce_compare *compare,
                     const struct truce_compare_step *step,
                     const struct truce_compare_pair *pair, bool second)
{
    const struct truce_compare_text *own =
        &compare->texts[second ? step->b : step->a];
    const struct truce_compare_text *far =
        &compare->texts[second ? step->a : step->b];
    const size_t *mine = second ? pair->b : pair->a;
    const size_t *theirs = second ? pair->a : pair->b;
    size_t n_mine = second ? pair->n_b : pair->n_a;
    size_t n_theirs = second ? pair->n_a : pair->n_b;
    struct truce_map stems = {0};
    if (collect_stems(far, theirs, n_theirs, &stems) < 0)
        out->failed = true;
    truce_str_puts(out, "<td>");
    for (size_t k = 0; k < n_mine; k++) {
        const struct truce_compare_point *point = &own->points[mine[k]];
        truce_str_printf(out, "<p><b>%zu.</b> ", point->number);
        put_point(out, own, point, n_theirs ? &stems : NULL,
                  second ? "ins" : "del");
        truce_str_puts(out, "</p>");
    }
    truce_str_puts(out, "</td>");
    truce_map_release(&stems);
}

static void put_reasons(struct truce_str *out,
                        const struct truce_compare_pair *pair)
{
    static const char *const signs[] = {"softer", "", "harder"};
    for (size_t i = 0; i < pair->n_changes; i++) {
        const struct truce_compare_change *change = &pair->changes[i];
        truce_str_printf(out,
                         "<br><small>%s %s: ", signs[change->direction + 1],
                         change->dimension);
        put_escaped(out, change->from.ptr ? change->from.ptr : "nothing",
                    change->from.ptr ? change->from.len : 7);
        truce_str_puts(out, " \xe2\x86\x92 ");
        put_escaped(out, change->to.ptr ? change->to.ptr : "nothing",
                    change->to.ptr ? change->to.len : 7);
        truce_str_puts(out, "</small>");
    }
}

static const char *page_label(const struct truce_compare_pair *pair,
                              bool versions)
{
    if (versions && pair->label == TRUCE_COMPARE_ADDED)
        return "only in the second";
    if (versions && pair->label == TRUCE_COMPARE_DROPPED)
        return "only in the first";
    return truce_compare_label_name(pair->label);
}

/* File name without its folders. */
static const char *short_name(const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash && slash[1] ? slash + 1 : file;
}

/* What a text no longer names, and what it says now: the page's headline. */
static void put_lost(struct truce_str *out, const struct truce_compare *compare)
{
    bool open = false;
    for (size_t s = 0; s < compare->n_steps; s++) {
        const struct truce_compare_step *step = &compare->steps[s];
        for (size_t i = 0; i < compare->n_terms; i++) {
            const struct truce_compare_term *term = &compare->terms[i];
            if (!term->count[step->a] || term->count[step->b] ||
                !term->paraphrase[step->b])
                continue;
            truce_str_puts(out, open ? "<li>" : "<ul>\n<li>");
            open = true;
            put_text(out, short_name(compare->texts[step->b].file));
            truce_str_puts(out, " no longer names <b>");
            put_text(out, term->term);
            truce_str_puts(out, "</b>; it says <b>");
            put_text(out, term->paraphrase[step->b]);
            truce_str_puts(out, "</b></li>\n");
        }
    }
    if (open)
        truce_str_puts(out, "</ul>\n");
}

static void put_step(struct truce_str *out, const struct truce_compare *compare,
                     const struct truce_compare_step *step, bool versions)
{
    truce_str_puts(out, "<table class=\"sides\"><tr><th></th><th>");
    put_text(out, short_name(compare->texts[step->a].file));
    truce_str_puts(out, "</th><th>");
    put_text(out, short_name(compare->texts[step->b].file));
    truce_str_puts(out, "</th></tr>\n");
    for (size_t i = 0; i < step->n_pairs; i++) {
        const struct truce_compare_pair *pair = &step->pairs[i];
        truce_str_printf(out, "<tr><td class=\"n %s\">%s%s",
                         truce_compare_label_name(pair->label),
                         page_label(pair, versions),
                         pair->moved ? ", moved" : "");
        put_reasons(out, pair);
        truce_str_puts(out, "</td>");
        put_cell(out, compare, step, pair, false);
        put_cell(out, compare, step, pair, true);
        truce_str_puts(out, "</tr>\n");
    }
    truce_str_puts(out, "</table>\n");
}

static void put_terms(struct truce_str *out,
                      const struct truce_compare *compare)
{
    truce_str_puts(out, "<h2>Named things</h2><table><tr><th></th><th></th>");
    for (size_t t = 0; t < compare->n_texts; t++) {
        truce_str_puts(out, "<th>");
        put_text(out, short_name(compare->texts[t].file));
        truce_str_puts(out, "</th>");
    }
    truce_str_puts(out, "</tr>\n");
    for (size_t i = 0; i < compare->n_terms; i++) {
        const struct truce_compare_term *term = &compare->terms[i];
        truce_str_printf(out, "<tr><td><small>%s</small></td><td>",
                         truce_compare_kind_name(term->kind));
        put_text(out, term->term);
        truce_str_puts(out, "</td>");
        for (size_t t = 0; t < compare->n_texts; t++) {
            truce_str_puts(out, "<td>");
            if (term->count[t])
                truce_str_printf(out, "%zu", term->count[t]);
            else
                truce_str_puts(out, "<b>not named</b>");
            if (term->paraphrase[t]) {
                truce_str_puts(out, ", but \xe2\x80\x9c");
                put_text(out, term->paraphrase[t]);
                truce_str_puts(out, "\xe2\x80\x9d");
            }
            truce_str_puts(out, "</td>");
        }
        truce_str_puts(out, "</tr>\n");
    }
    truce_str_puts(out, "</table>\n");
}

int truce_compare_html(const struct truce_compare *compare, bool versions,
                       struct truce_str *out)
{
    truce_str_printf(out,
                     "<!doctype html><html lang=\"en\"><meta charset=\"utf-8"
                     "\"><title>Texts compared</title><style>%s</style>\n"
                     "<h1>%s</h1>\n",
                     style,
                     versions ? "Versions of one text" : "Successive texts");
    if (!versions)
        put_lost(out, compare);
    truce_str_puts(out, "<p class=\"key\">Tinted words stand in one text "
                        "only: <del>left</del>, <ins>right</ins>.</p>\n");
    for (size_t i = 0; i < compare->n_steps; i++)
        put_step(out, compare, &compare->steps[i], versions);
    put_terms(out, compare);
    truce_str_puts(out, "</html>\n");
    return out->failed ? TRUCE_ENOMEM : TRUCE_OK;
}

/* Terms that some text lacks; others say nothing of drift. */
static bool drifts(const struct truce_compare *compare,
                   const struct truce_compare_term *term)
{
    for (size_t t = 0; t < compare->n_texts; t++)
        if (!term->count[t])
            return true;
    return false;
}

static void put_column_head(struct truce_str *out,
                            const struct truce_compare_text *text, size_t t)
{
    char buf[TRUCE_DATE_SIZE];
    truce_str_printf(out,
                     "<text x=\"%zu\" y=\"60\" transform=\"rotate(-40 %zu 60)"
                     "\">",
                     LEFT + CELL * t + 12, LEFT + CELL * t + 12);
    if (text->date.year)
        truce_str_puts(out, truce_date_format(text->date, buf));
    else
        truce_str_printf(out, "text %zu", t + 1);
    truce_str_puts(out, "</text>\n");
}

/* Hardened and softened points of each step, above and below a line. */
static void put_balance(struct truce_str *out,
                        const struct truce_compare *compare, size_t y)
{
    static const char *const colors[] = {[TRUCE_COMPARE_HARDENED] = "#b5651d",
                                         [TRUCE_COMPARE_SOFTENED] = "#4a7fb5",
                                         [TRUCE_COMPARE_ADDED] = "#3f8f4f",
                                         [TRUCE_COMPARE_DROPPED] = "#bb3333"};
    for (int l = TRUCE_COMPARE_HARDENED; l <= TRUCE_COMPARE_DROPPED; l++) {
        size_t row = y + ROW * (size_t)(l - TRUCE_COMPARE_HARDENED);
        truce_str_printf(out,
                         "<text x=\"%d\" y=\"%zu\" text-anchor=\"end\">points "
                         "%s</text>\n",
                         LEFT - 12, row + 13,
                         truce_compare_label_name((enum truce_compare_label)l));
        for (size_t s = 0; s < compare->n_steps; s++) {
            size_t n = 0;
            for (size_t i = 0; i < compare->steps[s].n_pairs; i++)
                n += (int)compare->steps[s].pairs[i].label == l;
            truce_str_printf(out,
                             "<text x=\"%zu\" y=\"%zu\" fill=\"%s\" "
                             "text-anchor=\"middle\">%zu</text>\n",
                             LEFT + CELL * (s + 1) + CELL / 2, row + 13,
                             colors[l], n);
        }
    }
}

static void put_term_row(struct truce_str *out,
                         const struct truce_compare *compare,
                         const struct truce_compare_term *term, size_t y)
{
    truce_str_printf(out, "<text x=\"%d\" y=\"%zu\" text-anchor=\"end\">",
                     LEFT - 12, y + 13);
    put_escaped(out, term->term,
                strlen(term->term) < 36 ? strlen(term->term) : 33);
    if (strlen(term->term) >= 36)
        truce_str_puts(out, "...");
    truce_str_puts(out, "</text>\n");
    for (size_t t = 0; t < compare->n_texts; t++) {
        double shade = 0.25 + 0.15 * (double)term->count[t];
        if (term->count[t])
            truce_str_printf(out,
                             "<rect x=\"%zu\" y=\"%zu\" width=\"%d\" "
                             "height=\"%d\" fill=\"#35618f\" "
                             "fill-opacity=\"%.2f\"/>\n",
                             LEFT + CELL * t + 2, y + 2, CELL - 4, ROW - 4,
                             shade > 1 ? 1 : shade);
        else if (term->paraphrase[t])
            truce_str_printf(out,
                             "<rect x=\"%zu\" y=\"%zu\" width=\"%d\" "
                             "height=\"%d\" fill=\"none\" stroke=\"#35618f\" "
                             "stroke-dasharray=\"3 2\"/>\n",
                             LEFT + CELL * t + 3, y + 3, CELL - 6, ROW - 6);
    }
}

int truce_compare_chart(const struct truce_compare *compare,
                        struct truce_str *out)
{
    size_t rows = 4, y = 76 + 4 * ROW + 14;
    for (size_t i = 0; i < compare->n_terms; i++)
        rows += drifts(compare, &compare->terms[i]);
    truce_str_printf(out,
                     "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%zu\""
                     " height=\"%zu\" font-family=\"sans-serif\" "
                     "font-size=\"12\"><rect width=\"100%%\" height=\"100%%\""
                     " fill=\"#fff\"/>\n",
                     LEFT + CELL * compare->n_texts + 60, 76 + ROW * rows + 50);
    for (size_t t = 0; t < compare->n_texts; t++)
        put_column_head(out, &compare->texts[t], t);
    put_balance(out, compare, 70);
    for (size_t i = 0; i < compare->n_terms; i++) {
        if (!drifts(compare, &compare->terms[i]))
            continue;
        put_term_row(out, compare, &compare->terms[i], y);
        y += ROW;
    }
    truce_str_printf(out,
                     "<text x=\"12\" y=\"%zu\" fill=\"#666\">filled: named "
                     "(darker: more often); dashed: described without its "
                     "name</text></svg>\n",
                     y + 24);
    return out->failed ? TRUCE_ENOMEM : TRUCE_OK;
}
