/* Points of a text: numbered ones in the layout that the text uses most, or
 * numbers inside a paragraph, or its paragraphs, or its sentences. Sub-points
 * stay with their point. */
#include <stdio.h>
#include <string.h>

#include "compare/compare_parts.h"

enum layout {
    LAYOUT_ARTICLE, /* Article 3, Point 3, Section III */
    LAYOUT_DECIMAL, /* 3. 3) (3) 3 - */
    LAYOUT_ROMAN,   /* III. III) */
    LAYOUT_LETTER,  /* (a) a) A. */
    LAYOUT_BULLET,  /* - * and the like */
    LAYOUT_NONE
};

struct marker {
    enum layout layout;
    size_t line;  /* where its line begins */
    size_t begin; /* where the point's words begin */
    long number;  /* 0: none */
};

struct markers {
    struct marker *items;
    size_t n, cap;
    size_t count[LAYOUT_NONE];
    long letter; /* the last of a run of letters, 0 none */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t skip_blanks(struct truce_view text, size_t at)
{
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t'))
        at++;
    return at;
}

static long roman(struct truce_view word)
{
    static const char letters[] = "ivxlc";
    static const int values[] = {1, 5, 10, 50, 100};
    long sum = 0, last = 1000;
    if (word.len == 0 || word.len > 7)
        return 0;
    for (size_t i = 0; i < word.len; i++) {
        const char *at = strchr(letters, word.ptr[i] | 32);
        long value;
        if (!at || !*at)
            return 0;
        value = values[at - letters];
        sum += value > last ? value - 2 * last : value;
        last = value;
    }
    return sum;
}

/* "One", "two" ... as a whole word at `at`; its end in *end. */
static bool read_word_number(struct truce_view text, size_t at, size_t *end,
                             struct marker *out)
{
    static const char *const words[] = {"one",  "two", "three",  "four",
                                        "five", "six", "seven",  "eight",
                                        "nine", "ten", "eleven", "twelve"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        size_t len = strlen(words[i]);
        if (at + len <= text.len &&
            truce_view_eq_nocase((struct truce_view){text.ptr + at, len},
                                 truce_view_of(words[i])) &&
            (at + len == text.len || strchr(".:)- \r\n", text.ptr[at + len]))) {
            out->number = (long)i + 1;
            *end = at + len;
            return true;
        }
    }
    return false;
}

/* Digits, a roman number or one letter at `at`; the end in *end. */
static bool read_number(struct truce_view text, size_t at, size_t *end,
                        struct marker *out)
{
    size_t stop = at;
    struct truce_view word;
    out->number = 0;
    while (stop < text.len && is_digit(text.ptr[stop]) && stop - at < 4)
        out->number = out->number * 10 + (text.ptr[stop++] - '0');
    if (stop > at) {
        out->layout = LAYOUT_DECIMAL;
        *end = stop;
        return true;
    }
    while (stop < text.len && ((text.ptr[stop] | 32) >= 'a') &&
           ((text.ptr[stop] | 32) <= 'z') && stop - at < 8)
        stop++;
    word = (struct truce_view){text.ptr + at, stop - at};
    out->number = roman(word);
    out->layout = LAYOUT_ROMAN;
    if (!out->number && word.len == 1) {
        out->number = (word.ptr[0] | 32) - 'a' + 1;
        out->layout = LAYOUT_LETTER;
    }
    *end = stop;
    return out->number > 0;
}

/* "Article 3", "Point III:", "Section 2." at the line's first word. */
static bool read_article(struct truce_view text, size_t at, struct marker *out)
{
    static const char *const names[] = {"article", "point", "section",
                                        "paragraph", "clause"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        size_t len = strlen(names[i]), end;
        struct truce_view word = {text.ptr + at, len};
        if (at + len + 1 >= text.len || text.ptr[at + len] != ' ' ||
            !truce_view_eq_nocase(word, truce_view_of(names[i])))
            continue;
        if ((!read_word_number(text, at + len + 1, &end, out) &&
             !read_number(text, at + len + 1, &end, out)) ||
            (end < text.len && !strchr(".:)- \r\n", text.ptr[end])))
            return false;
        while (end < text.len && strchr(".:)- ", text.ptr[end]))
            end++;
        out->layout = LAYOUT_ARTICLE;
        out->begin = end;
        return true;
    }
    return false;
}

static bool read_bullet(struct truce_view text, size_t at, struct marker *out)
{
    static const char *const bullets[] = {"- ",
                                          "* ",
                                          "\xe2\x80\xa2",
                                          "\xe2\x80\x93 ",
                                          "\xe2\x80\x94 ",
                                          "\xc2\xb7",
                                          "\xe2\x97\xa6",
                                          "\xe2\x96\xaa"};
    struct truce_view rest = {text.ptr + at, text.len - at};
    for (size_t i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++) {
        if (truce_view_starts(rest, bullets[i])) {
            out->layout = LAYOUT_BULLET;
            out->number = 0;
            out->begin = skip_blanks(text, at + strlen(bullets[i]));
            return true;
        }
    }
    return false;
}

/* A marker at the beginning of the line at `line`. */
static bool read_marker(struct truce_view text, size_t line, struct marker *out)
{
    size_t at = skip_blanks(text, line), end;
    bool open = at < text.len && text.ptr[at] == '(';
    out->line = line;
    if (at >= text.len)
        return false;
    if (read_article(text, at, out) || read_bullet(text, at, out))
        return true;
    if (!read_number(text, at + open, &end, out) || end >= text.len)
        return false;
    if (open && text.ptr[end] != ')')
        return false;
    if (!strchr(".):", text.ptr[end]))
        return false;
    /* 2.1 is a part of 2; 10.11.2020 is a date */
    if (text.ptr[end] == '.' && end + 1 < text.len &&
        is_digit(text.ptr[end + 1]))
        return false;
    out->begin = skip_blanks(text, end + 1);
    return true;
}

static size_t next_line(struct truce_view text, size_t at)
{
    const char *end = memchr(text.ptr + at, '\n', text.len - at);
    return end ? (size_t)(end - text.ptr) + 1 : text.len;
}

/* "c)" behind "b)" is no hundred. */
static void continue_letters(struct truce_view text, struct markers *markers,
                             struct marker *marker)
{
    size_t at = skip_blanks(text, marker->line);
    if (at < text.len && text.ptr[at] == '(')
        at++;
    if (marker->layout == LAYOUT_ROMAN && markers->letter &&
        (text.ptr[at] | 32) == 'a' + markers->letter &&
        !((text.ptr[at + 1] | 32) >= 'a' && (text.ptr[at + 1] | 32) <= 'z')) {
        marker->layout = LAYOUT_LETTER;
        marker->number = markers->letter + 1;
    }
    if (marker->layout == LAYOUT_LETTER)
        markers->letter = marker->number;
}

static int find_markers(struct truce_view text, struct truce_arena *arena,
                        struct markers *out)
{
    for (size_t at = 0; at < text.len; at = next_line(text, at)) {
        struct marker marker;
        if (!read_marker(text, at, &marker))
            continue;
        continue_letters(text, out, &marker);
        /* the first number of a run must begin it */
        if (marker.number && out->count[marker.layout] == 0 &&
            marker.number > 2)
            continue;
        if (truce_arena_grow(arena, &out->items, out->n, &out->cap,
                             sizeof(*out->items)) < 0)
            return TRUCE_ENOMEM;
        out->items[out->n++] = marker;
        out->count[marker.layout]++;
    }
    return TRUCE_OK;
}

/* The outermost layout: that of the first marker, if it is used twice. */
static enum layout choose(const struct markers *markers)
{
    if (markers->count[LAYOUT_ARTICLE] > 1)
        return LAYOUT_ARTICLE;
    for (size_t i = 0; i < markers->n; i++)
        if (markers->count[markers->items[i].layout] > 1)
            return markers->items[i].layout;
    return LAYOUT_NONE;
}

static size_t trim_end(struct truce_view text, size_t begin, size_t end)
{
    while (end > begin && strchr(" \t\r\n", text.ptr[end - 1]))
        end--;
    return end;
}

static int add_point(struct truce_compare_text *text, size_t *cap, size_t begin,
                     size_t end, struct truce_arena *arena)
{
    struct truce_compare_point *point;
    end = trim_end(text->text, begin, end);
    if (end <= begin)
        return TRUCE_OK;
    if (truce_arena_grow(arena, &text->points, text->n_points, cap,
                         sizeof(*text->points)) < 0)
        return TRUCE_ENOMEM;
    point = &text->points[text->n_points++];
    *point = (struct truce_compare_point){
        .number = text->n_points, .begin = begin, .end = end};
    return TRUCE_OK;
}

/* Where the text that begins at `begin` ends: a closing paragraph after the
 * last point (signatures) is not part of it. */
static size_t last_end(struct truce_view text, size_t begin)
{
    struct truce_view rest = {text.ptr + begin, text.len - begin};
    size_t blank = truce_view_find(rest, TRUCE_VIEW("\n\n"));
    return blank == (size_t)-1 ? text.len : begin + blank;
}

static int split_marked(struct truce_compare_text *text,
                        const struct markers *markers, enum layout layout,
                        struct truce_arena *arena)
{
    size_t cap = 0, begin = (size_t)-1;
    for (size_t i = 0; i < markers->n; i++) {
        const struct marker *marker = &markers->items[i];
        if (marker->layout != layout)
            continue;
        if (begin != (size_t)-1 &&
            add_point(text, &cap, begin, marker->line, arena) < 0)
            return TRUCE_ENOMEM;
        begin = marker->begin;
    }
    text->numbered = true;
    text->layout = "numbers";
    if (begin == (size_t)-1)
        return TRUCE_OK;
    return add_point(text, &cap, begin,
                     layout == LAYOUT_ARTICLE ? text->text.len
                                              : last_end(text->text, begin),
                     arena);
}

/* ---- numbers inside a paragraph ---- */

/* How "1. ... 2. ...", "(1) ... (2) ...", "a) ... b) ..." and "first, ...
 * second, ..." are written. */
enum inline_form {
    INLINE_DOT,
    INLINE_BRACKET,
    INLINE_LETTER,
    INLINE_WORD,
    N_INLINE
};

static bool opens_here(struct truce_view text, size_t at)
{
    return at == 0 || strchr(" \t\r\n;:,", text.ptr[at - 1]);
}

/* "under Art. 3", "point 4 of": the number belongs to the word before it. */
static bool cites(struct truce_view text, size_t at)
{
    static const char *const words[] = {
        "art",     "article", "no",      "point",    "para",   "paragraph",
        "section", "clause",  "chapter", "articles", "points", "annex"};
    size_t end = at, begin;
    while (end > 0 && strchr(" .\t\r\n", text.ptr[end - 1]))
        end--;
    begin = end;
    while (begin > 0 && (text.ptr[begin - 1] | 32) >= 'a' &&
           (text.ptr[begin - 1] | 32) <= 'z')
        begin--;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (truce_view_eq_nocase(
                (struct truce_view){text.ptr + begin, end - begin},
                truce_view_of(words[i])))
            return true;
    return false;
}

/* Number or letter `n` of a form at `at`; where its words begin in *begin. */
static bool inline_at(struct truce_view text, size_t at, enum inline_form form,
                      int n, size_t *begin)
{
    static const char *const words[] = {"first", "second", "third",   "fourth",
                                        "fifth", "sixth",  "seventh", "eighth",
                                        "ninth", "tenth"};
    char mark[24];
    size_t len, from = at + (text.ptr[at] == '(');
    if (!opens_here(text, at) || (form == INLINE_DOT && cites(text, at)))
        return false;
    if (form == INLINE_WORD) {
        if (n > 10)
            return false;
        snprintf(mark, sizeof(mark), "%s", words[n - 1]);
    } else if (form == INLINE_LETTER) {
        if (n > 26)
            return false;
        snprintf(mark, sizeof(mark), "%c)", 'a' + n - 1);
    } else {
        snprintf(mark, sizeof(mark), form == INLINE_DOT ? "%d." : "%d)", n);
    }
    len = strlen(mark);
    if (from + len + 2 > text.len ||
        !truce_view_eq_nocase((struct truce_view){text.ptr + from, len},
                              truce_view_of(mark)))
        return false;
    *begin = skip_blanks(text, from + len);
    if (form == INLINE_WORD) {
        /* "second, ..." or "secondly, ..." */
        if (text.ptr[from + len] == 'l')
            len += 2;
        if (from + len >= text.len || text.ptr[from + len] != ',')
            return false;
        *begin = skip_blanks(text, from + len + 1);
        return true;
    }
    if (*begin == from + len || *begin >= text.len)
        return false;
    /* "on May 3. 4. Armenia": a number and a full stop need a capital */
    return form != INLINE_DOT ||
           (text.ptr[*begin] >= 'A' && text.ptr[*begin] <= 'Z') ||
           (unsigned char)text.ptr[*begin] >= 0x80;
}

/* The run 1, 2, 3 ... of a form; returns how long it is. */
static size_t inline_run(struct truce_view text, enum inline_form form,
                         struct truce_arena *arena, struct markers *out)
{
    int n = 1;
    for (size_t at = 0; at < text.len; at++) {
        struct marker marker = {.layout = LAYOUT_DECIMAL, .line = at};
        if (!inline_at(text, at, form, n, &marker.begin))
            continue;
        if (truce_arena_grow(arena, &out->items, out->n, &out->cap,
                             sizeof(*out->items)) < 0)
            return 0;
        marker.number = n++;
        out->items[out->n++] = marker;
        at = marker.begin - 1;
    }
    return out->n;
}

/* Points numbered inside a paragraph: the form with the longest run of two
 * or more (three for words, which tell stories as well). */
static bool split_inline(struct truce_compare_text *text,
                         struct truce_arena *arena)
{
    struct markers best = {0};
    for (int form = 0; form < N_INLINE; form++) {
        struct markers run = {0};
        size_t n = inline_run(text->text, (enum inline_form)form, arena, &run);
        if (n > best.n && n >= (form == INLINE_WORD ? 3u : 2u))
            best = run;
    }
    return best.n &&
           split_marked(text, &best, LAYOUT_DECIMAL, arena) == TRUCE_OK;
}

/* A heading or an opening formula ("... agreed as follows:") is no point. */
static bool is_point(struct truce_view paragraph)
{
    struct truce_view p = truce_view_trim(paragraph);
    if (p.len < 12 || p.ptr[p.len - 1] == ':')
        return false;
    return strchr(".!?;\"", p.ptr[p.len - 1]) || p.len > 120 ||
           (unsigned char)p.ptr[p.len - 1] >= 0x80;
}

static int split_paragraphs(struct truce_compare_text *text,
                            struct truce_arena *arena)
{
    size_t cap = 0, begin = 0, at = 0;
    struct truce_view all = text->text;
    while (at < all.len) {
        size_t next = next_line(all, at);
        size_t after = next < all.len ? skip_blanks(all, next) : next;
        bool blank = after >= all.len || all.ptr[after] == '\n' ||
                     all.ptr[after] == '\r';
        if (blank) {
            struct truce_view p = {all.ptr + begin, next - begin};
            if (is_point(p) && add_point(text, &cap, begin, next, arena) < 0)
                return TRUCE_ENOMEM;
            begin = after < all.len ? next_line(all, after) : all.len;
            next = begin;
        }
        at = next;
    }
    return TRUCE_OK;
}

static int split_sentences(struct truce_compare_text *text,
                           struct truce_arena *arena)
{
    size_t cap = 0, begin = 0;
    text->n_points = 0;
    text->points = NULL;
    for (size_t i = 1; i < text->n_words; i++) {
        size_t at = text->words[i].begin;
        if (!text->words[i].starts || !text->words[i].capital)
            continue;
        if (add_point(text, &cap, begin, at, arena) < 0)
            return TRUCE_ENOMEM;
        begin = at;
    }
    return add_point(text, &cap, begin, text->text.len, arena);
}

/* Words of each point, and where its first sentence starts. */
static void give_words(struct truce_compare_text *text)
{
    size_t at = 0;
    for (size_t i = 0; i < text->n_points; i++) {
        struct truce_compare_point *point = &text->points[i];
        while (at < text->n_words && text->words[at].begin < point->begin)
            at++;
        point->first_word = at;
        if (at < text->n_words)
            text->words[at].starts = true;
        while (at < text->n_words && text->words[at].end <= point->end)
            at++;
        point->last_word = at;
    }
}

int truce_compare_split(struct truce_compare_text *text,
                        struct truce_arena *arena)
{
    struct markers markers = {0};
    enum layout layout;
    int rc = find_markers(text->text, arena, &markers);
    if (rc < 0)
        return rc;
    layout = choose(&markers);
    if (layout != LAYOUT_NONE) {
        rc = split_marked(text, &markers, layout, arena);
    } else if (!split_inline(text, arena)) {
        rc = split_paragraphs(text, arena);
        text->layout = "paragraphs";
        if (rc == TRUCE_OK && text->n_points < 2) {
            rc = split_sentences(text, arena);
            text->layout = "sentences";
        }
    }
    if (rc == TRUCE_OK)
        give_words(text);
    return rc;
}
