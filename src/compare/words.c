/* Words of a text: spans, stems, concept ids, numbers and dates. */
#include <string.h>

#include "base/utf8.h"
#include "compare/compare_parts.h"

/* Letters and digits; other scripts count as letters. General punctuation
 * (U+2000..U+206F) and the marks of Latin-1 do not. */
static bool is_word_char(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
    return !(c <= 0xBF || (c >= 0x2000 && c <= 0x206F) || c == 0xFFFD ||
             (c >= 0x3000 && c <= 0x303F) || (c >= 0x2190 && c <= 0x2BFF));
}

/* Marks that join two word characters: Nagorno-Karabakh, side's, 1,960. */
static bool joins(const char *text, size_t len, size_t at, size_t *width)
{
    uint32_t c, next;
    size_t pos = at;
    bool digits = at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9';
    c = truce_utf8_next(text, len, &pos);
    *width = pos - at;
    if (pos >= len || at == 0)
        return false;
    next = truce_utf8_next(text, len, &pos);
    if (c == ',' || c == '.')
        return digits && next >= '0' && next <= '9';
    return (c == '-' || c == '\'' || c == 0x2019 || c == 0x2011) &&
           is_word_char(next);
}

static size_t word_end(const char *text, size_t len, size_t begin)
{
    size_t pos = begin;
    while (pos < len) {
        size_t next = pos, width;
        uint32_t c = truce_utf8_next(text, len, &next);
        if (is_word_char(c))
            pos = next;
        else if (joins(text, len, pos, &width))
            pos += width;
        else
            break;
    }
    return pos;
}

static struct truce_view lower_copy(struct truce_arena *arena,
                                    struct truce_view text)
{
    char *out = truce_arena_alloc(arena, text.len + 1, 1);
    size_t n = 0;
    if (!out)
        return (struct truce_view){NULL, 0};
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 32);
        /* the typographic apostrophe as the plain one */
        if (i + 2 < text.len && !memcmp(text.ptr + i, "\xe2\x80\x99", 3)) {
            c = '\'';
            i += 2;
        }
        out[n++] = c;
    }
    out[n] = '\0';
    return (struct truce_view){out, n};
}

static int fill_word(struct truce_compare_word *word, struct truce_view text,
                     struct truce_arena *arena)
{
    char buf[128];
    struct truce_view form = {text.ptr + word->begin, word->end - word->begin};
    word->lower = lower_copy(arena, form);
    if (!word->lower.ptr)
        return TRUCE_ENOMEM;
    word->stem.len = truce_stem(word->lower, buf, sizeof(buf));
    word->stem.ptr = truce_arena_strndup(arena, buf, word->stem.len);
    word->capital = (form.ptr[0] >= 'A' && form.ptr[0] <= 'Z') ||
                    (unsigned char)form.ptr[0] == 0xC3;
    return word->stem.ptr ? TRUCE_OK : TRUCE_ENOMEM;
}

/* Deep stem, or the class of a synonym phrase, as a small number. */
static int give_concepts(struct truce_compare_text *text,
                         struct truce_vocabulary *vocabulary)
{
    const struct truce_compare_tables *tables = vocabulary->tables;
    for (size_t i = 0; i < text->n_words;) {
        struct truce_compare_word *word = &text->words[i];
        char buf[128];
        uint64_t value, *id;
        size_t n = truce_compare_match(&tables->concepts, word,
                                       text->n_words - i, &value);
        if (n) {
            for (size_t k = 0; k < n; k++)
            word[k].concept = k ? 0 : (uint32_t)value;
            i += n;
            continue;
        }
        i++;
        if (truce_compare_match(&tables->stop, word, 1, &value))
            continue;
        id = truce_map_put(
            &vocabulary->map,
            (struct truce_view){buf,
                                truce_stem_deep(word->lower, buf, sizeof(buf))},
            vocabulary->n + 1, NULL);
        if (!id)
            return TRUCE_ENOMEM;
        if (*id == vocabulary->n + 1)
            vocabulary->n++;
        word->concept = (uint32_t)*id;
    }
    return TRUCE_OK;
}

static bool gap_ends_sentence(const char *text, size_t from, size_t to)
{
    size_t newlines = 0;
    for (size_t i = from; i < to; i++) {
        if (strchr(".!?:;", text[i]) && text[i])
            return true;
        newlines += text[i] == '\n';
    }
    return newlines > 1;
}

static bool gap_breaks(const char *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (!strchr(" \t\r\n", text[i]))
            return true;
    return false;
}

int truce_compare_tokenize(struct truce_compare_text *text,
                           struct truce_vocabulary *vocabulary,
                           struct truce_arena *arena)
{
    const char *ptr = text->text.ptr;
    size_t len = text->text.len, cap = 0, pos = 0, last = 0;
    while (pos < len) {
        struct truce_compare_word *word;
        size_t next = pos;
        if (!is_word_char(truce_utf8_next(ptr, len, &next))) {
            pos = next;
            continue;
        }
        if (truce_arena_grow(arena, &text->words, text->n_words, &cap,
                             sizeof(*text->words)) < 0)
            return TRUCE_ENOMEM;
        word = &text->words[text->n_words++];
        *word = (struct truce_compare_word){.begin = pos,
                                            .end = word_end(ptr, len, pos)};
        word->starts = last == 0 || gap_ends_sentence(ptr, last, pos);
        word->after_break = last == 0 || gap_breaks(ptr, last, pos);
        if (fill_word(word, text->text, arena) < 0)
            return TRUCE_ENOMEM;
        pos = last = word->end;
    }
    return give_concepts(text, vocabulary);
}

bool truce_compare_number(const struct truce_compare_word *word, double *value)
{
    static const struct {
        const char *word;
        int value;
    } words[] = {
        {"one", 1},         {"two", 2},           {"three", 3},
        {"four", 4},        {"five", 5},          {"six", 6},
        {"seven", 7},       {"eight", 8},         {"nine", 9},
        {"ten", 10},        {"eleven", 11},       {"twelve", 12},
        {"fourteen", 14},   {"fifteen", 15},      {"eighteen", 18},
        {"twenty", 20},     {"thirty", 30},       {"forty", 40},
        {"fifty", 50},      {"sixty", 60},        {"ninety", 90},
        {"hundred", 100},   {"seventy-two", 72},  {"forty-eight", 48},
        {"seventy", 70},    {"seventy-five", 75}, {"eighty", 80},
        {"thousand", 1000},
    };
    double sum = 0;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (truce_view_eq_text(word->lower, words[i].word)) {
            *value = words[i].value;
            return true;
        }
    }
    if (!word->lower.len)
        return false;
    for (size_t i = 0; i < word->lower.len; i++) {
        char c = word->lower.ptr[i];
        if (c >= '0' && c <= '9')
            sum = sum * 10 + (c - '0');
        else if (c != ',')
            return false;
    }
    *value = sum;
    return true;
}

static int month_of(struct truce_view word)
{
    static const char *const months[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    for (int i = 0; i < 12; i++)
        if (truce_view_eq_text(word, months[i]))
            return i + 1;
    return 0;
}

static bool small_number(const struct truce_compare_word *word, double low,
                         double high, double *value)
{
    return word->lower.ptr[0] >= '0' && word->lower.ptr[0] <= '9' &&
           truce_compare_number(word, value) && *value >= low && *value <= high;
}

size_t truce_compare_date_at(const struct truce_compare_word *words, size_t n,
                             struct truce_date *date)
{
    double day = 0, year = 0;
    int month;
    size_t used = 0;
    *date = (struct truce_date){0, 0, 0};
    if (n && words[0].lower.len == 10 && words[0].lower.ptr[4] == '-' &&
        truce_date_parse(words[0].lower, date) == TRUCE_OK)
        return 1;
    if (n > 1 && (month = month_of(words[0].lower)) &&
        small_number(&words[1], 1, 31, &day)) {
        used = 2;
    } else if (n > 1 && (month = month_of(words[1].lower)) &&
               small_number(&words[0], 1, 31, &day)) {
        used = 2;
    } else if (n > 1 && (month = month_of(words[0].lower)) &&
               small_number(&words[1], 1900, 2100, &year)) {
        *date = (struct truce_date){(int16_t)year, (int8_t)month, 0};
        return 2;
    }
    if (!used)
        return 0;
    /* "30 May. 2. The sides": no year 2 */
    if (n > 2 && small_number(&words[2], 1900, 2100, &year))
        used = 3;
    else
        year = 0;
    *date = (struct truce_date){(int16_t)year, (int8_t)month, (int8_t)day};
    if (year > 0 && !truce_date_valid(*date))
        *date = (struct truce_date){0, 0, 0};
    return used;
}

struct truce_date truce_compare_date(const char *file, struct truce_view text)
{
    struct truce_date date = {0, 0, 0};
    struct truce_compare_text head = {.text = text};
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_compare_tables none = {0};
    struct truce_vocabulary vocabulary = {.tables = &none};
    for (const char *p = file; p && *p; p++)
        if (strlen(p) >= 10 && p[4] == '-' && p[7] == '-' &&
            truce_date_parse((struct truce_view){p, 10}, &date) == TRUCE_OK)
            return date;
    if (head.text.len > 600)
        head.text.len = 600;
    date = (struct truce_date){0, 0, 0};
    if (truce_compare_tokenize(&head, &vocabulary, &arena) == TRUCE_OK)
        for (size_t i = 0; i < head.n_words; i++)
            if (truce_compare_date_at(&head.words[i], head.n_words - i,
                                      &date) &&
                date.year)
                break;
    truce_map_release(&vocabulary.map);
    truce_arena_release(&arena);
    return date.year ? date : (struct truce_date){0, 0, 0};
}

bool truce_compare__word_in(const struct truce_compare_word *word,
                            const char *const *list)
{
    for (; *list; list++)
        if (truce_view_eq_text(word->lower, *list))
            return true;
    return false;
}
