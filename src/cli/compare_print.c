/* What truce compare prints; see compare_print.h. */
#include "cli/compare_print.h"

#include <string.h>

#include "show/paper.h"
#include "show/table.h"

/* Label as a reader of rival versions would say it. */
static const char *shown_label(bool versions, enum truce_compare_label label)
{
    if (versions && label == TRUCE_COMPARE_ADDED)
        return "only second";
    if (versions && label == TRUCE_COMPARE_DROPPED)
        return "only first";
    return truce_compare_label_name(label);
}

static void print_numbers(FILE *out, const struct truce_compare_text *text,
                          const size_t *points, size_t n)
{
    char buf[64];
    size_t len = 0;
    if (!n)
        len = (size_t)snprintf(buf, sizeof(buf), "-");
    for (size_t i = 0; i < n && len < sizeof(buf) - 12; i++)
        len += (size_t)snprintf(buf + len, sizeof(buf) - len, "%s%zu",
                                i ? "," : "", text->points[points[i]].number);
    fprintf(out, "%-6s", buf);
}

/* File name without its folders. */
static const char *short_name(const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash && slash[1] ? slash + 1 : file;
}

/* One line of words, white space as one blank, cut at `max` bytes. */
static void print_cut(FILE *out, struct truce_view view, size_t max)
{
    bool blank = false;
    size_t n = 0;
    for (size_t i = 0; i < view.len; i++) {
        unsigned char c = (unsigned char)view.ptr[i];
        if (n >= max && (c & 0xC0) != 0x80) {
            fputs("...", out);
            return;
        }
        if (c <= ' ') {
            blank = n > 0;
            continue;
        }
        if (blank)
            fputc(' ', out);
        blank = false;
        fputc(c, out);
        n++;
    }
}

static void print_change(FILE *out, const struct truce_compare_change *change)
{
    static const char *const signs[] = {"softer", "same", "harder"};
    fprintf(out, "        %-6s %-11s ", signs[change->direction + 1],
            change->dimension);
    if (change->from.ptr) {
        fputc('"', out);
        print_cut(out, change->from, 60);
        fputc('"', out);
    } else {
        fputs("nothing", out);
    }
    fputs(" -> ", out);
    if (change->to.ptr) {
        fputc('"', out);
        print_cut(out, change->to, 60);
        fputs("\"\n", out);
    } else {
        fputs("nothing\n", out);
    }
}

static void print_pair(FILE *out, bool versions,
                       const struct truce_compare *compare,
                       struct truce_arena *arena,
                       const struct truce_compare_step *step,
                       const struct truce_compare_pair *pair)
{
    const struct truce_compare_text *a = &compare->texts[step->a];
    const struct truce_compare_text *b = &compare->texts[step->b];
    bool in_b = pair->n_b > 0;
    struct truce_view words =
        truce_compare_words(in_b ? b : a, in_b ? pair->b : pair->a,
                            in_b ? pair->n_b : pair->n_a, arena);
    fputs("  ", out);
    print_numbers(out, a, pair->a, pair->n_a);
    print_numbers(out, b, pair->b, pair->n_b);
    fprintf(out, "%-12s%s", shown_label(versions, pair->label),
            pair->moved ? "(moved) " : "");
    print_cut(out, words, 90);
    fputc('\n', out);
    for (size_t i = 0; i < pair->n_changes; i++)
        print_change(out, &pair->changes[i]);
}

/* "b no longer names X (3 times in a): "the area of its deployment"". */
static void print_lost(FILE *out, const struct truce_compare *compare,
                       const struct truce_compare_step *step)
{
    const char *file = short_name(compare->texts[step->b].file);
    struct truce_str rest = TRUCE_STR_INIT;
    for (size_t i = 0; i < compare->n_terms; i++) {
        const struct truce_compare_term *term = &compare->terms[i];
        if (!term->count[step->a] || term->count[step->b] ||
            term->kind == TRUCE_COMPARE_ISSUE)
            continue;
        if (term->paraphrase[step->b])
            fprintf(out,
                    "  %s no longer names %s (%zu time%s before), now \"%s\"\n",
                    file, term->term, term->count[step->a],
                    term->count[step->a] == 1 ? "" : "s",
                    term->paraphrase[step->b]);
        else
            truce_str_printf(&rest, "%s%s", rest.len ? ", " : "", term->term);
    }
    if (rest.len) {
        struct truce_str line = TRUCE_STR_INIT;
        truce_str_printf(&line, "%s no longer names %.*s", file, (int)rest.len,
                         rest.ptr);
        truce_show_wrap(out, truce_str_view(&line), "  ", "    ",
                        truce_show_width(out));
        truce_str_release(&line);
    }
    truce_str_release(&rest);
}

static void print_step(FILE *out, bool versions,
                       const struct truce_compare *compare,
                       struct truce_arena *arena,
                       const struct truce_compare_step *step)
{
    size_t counts[TRUCE_COMPARE_N_LABELS] = {0};
    const char *comma = "";
    const struct truce_compare_text *a = &compare->texts[step->a];
    const struct truce_compare_text *b = &compare->texts[step->b];
    fprintf(out, "%s (%zu point%s) against %s (%zu point%s)\n\n",
            short_name(a->file), a->n_points, a->n_points == 1 ? "" : "s",
            short_name(b->file), b->n_points, b->n_points == 1 ? "" : "s");
    fputs("  first then  label       words\n", out);
    for (size_t i = 0; i < step->n_pairs; i++) {
        print_pair(out, versions, compare, arena, step, &step->pairs[i]);
        counts[step->pairs[i].label]++;
    }
    fputs("\n  in all: ", out);
    for (int l = 0; l < TRUCE_COMPARE_N_LABELS; l++) {
        if (!counts[l])
            continue;
        fprintf(out, "%s%zu %s", comma, counts[l],
                shown_label(versions, (enum truce_compare_label)l));
        comma = ", ";
    }
    fputs("\n", out);
    if (!versions)
        print_lost(out, compare, step);
    fputc('\n', out);
}

static bool everywhere(const struct truce_compare *compare,
                       const struct truce_compare_term *term)
{
    for (size_t t = 0; t < compare->n_texts; t++)
        if (!term->count[t])
            return false;
    return true;
}

enum { N_TERM_COLUMNS = TRUCE_COMPARE_MAX_TEXTS + 3 };

static struct truce_table *term_table(const struct truce_compare *compare,
                                      struct truce_column *columns,
                                      char headings[][24])
{
    struct truce_table *table = NULL;
    size_t n = 0;
    columns[n++] = (struct truce_column){"kind", NULL, TRUCE_COLUMN_TEXT, 0, 0};
    columns[n++] = (struct truce_column){"named", NULL, TRUCE_COLUMN_TEXT,
                                         TRUCE_COLUMN_WRAP, 0};
    for (size_t t = 0; t < compare->n_texts; t++) {
        snprintf(headings[t], 24, "%zu", t + 1);
        columns[n++] =
            (struct truce_column){headings[t], NULL, TRUCE_COLUMN_INT, 0, 0};
    }
    columns[n++] = (struct truce_column){
        "where not named", NULL, TRUCE_COLUMN_TEXT, TRUCE_COLUMN_WRAP, 0};
    return truce_table_new(columns, n, &table) < 0 ? NULL : table;
}

static void put_term(struct truce_table *table,
                     const struct truce_compare *compare,
                     const struct truce_compare_term *term)
{
    struct truce_str words = TRUCE_STR_INIT;
    truce_table_puts(table, truce_compare_kind_name(term->kind));
    truce_table_puts(table, term->term);
    for (size_t t = 0; t < compare->n_texts; t++) {
        if (term->count[t])
            truce_table_int(table, (int64_t)term->count[t]);
        else
            truce_table_null(table);
        if (term->paraphrase[t])
            truce_str_printf(&words, "%s%zu: \"%s\"", words.len ? "; " : "",
                             t + 1, term->paraphrase[t]);
    }
    if (words.len)
        truce_table_text(table, truce_str_view(&words));
    else
        truce_table_puts(table, " ");
    truce_str_release(&words);
}

static int print_matrix(FILE *out, const struct truce_compare *compare)
{
    struct truce_column columns[N_TERM_COLUMNS];
    char headings[TRUCE_COMPARE_MAX_TEXTS][24];
    struct truce_table *table = term_table(compare, columns, headings);
    int rc;
    if (!table)
        return TRUCE_ENOMEM;
    for (size_t i = 0; i < compare->n_terms; i++)
        if (!everywhere(compare, &compare->terms[i]))
            put_term(table, compare, &compare->terms[i]);
    rc = truce_table_print(table, out, TRUCE_SHOW_TABLE, truce_show_width(out),
                           "every text names the same things");
    truce_table_free(table);
    return rc;
}

static void print_shared(FILE *out, const struct truce_compare *compare)
{
    struct truce_str names = TRUCE_STR_INIT;
    for (size_t i = 0; i < compare->n_terms; i++)
        if (everywhere(compare, &compare->terms[i]))
            truce_str_printf(
                &names, "%s%s",
                names.len ? ", " : "in every text: ", compare->terms[i].term);
    if (names.len) {
        fputc('\n', out);
        truce_show_wrap(out, truce_str_view(&names), "", "  ",
                        truce_show_width(out));
    }
    truce_str_release(&names);
}

static int print_terms(FILE *out, const struct truce_compare *compare)
{
    int rc;
    fputs("Times that each text names a thing\n\n", out);
    for (size_t t = 0; t < compare->n_texts; t++)
        fprintf(out, "  %zu  %s\n", t + 1, short_name(compare->texts[t].file));
    fputc('\n', out);
    rc = print_matrix(out, compare);
    print_shared(out, compare);
    return rc;
}

int truce_compare_print(const struct truce_compare *compare, bool versions,
                        struct truce_arena *arena, FILE *out)
{
    for (size_t i = 0; i < compare->n_steps; i++)
        print_step(out, versions, compare, arena, &compare->steps[i]);
    return print_terms(out, compare);
}
