/* Dates and datelines; see dateline.h. */
#include "read/dateline.h"

#include <string.h>
#include <strings.h>

/* A dateline is looked for in so many bytes of the first line. */
#define DATELINE_MAX 120

struct found {
    int year;
    int month;
    int day;
    int numbers; /* figures that were neither day nor year */
    int words;   /* words that were no month, weekday or zone */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* 1..12 for a month's English name or its usual short forms, else 0. */
static int month_of(struct truce_view word)
{
    static const char *const names[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    for (int i = 0; i < 12; i++) {
        size_t full = strlen(names[i]);
        if (word.len >= 3 && word.len <= full &&
            (word.len <= 4 || word.len == full) &&
            !strncasecmp(word.ptr, names[i], word.len))
            return i + 1;
    }
    return 0;
}

static bool is_weekday_or_zone(struct truce_view word)
{
    static const char *const names[] = {
        "mon",  "tue",    "wed",   "thu",   "fri", "sat", "sun",
        "tues", "wednes", "thurs", "satur", "gmt", "utc", "est",
        "edt",  "cet",    "cest",  "msk",   "z",   "t",   "st",
        "nd",   "rd",     "th",    "of",    "at",  "am",  "pm"};
    if (word.len > 3 && !strncasecmp(word.ptr + word.len - 3, "day", 3))
        word.len -= 3;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (word.len == strlen(names[i]) &&
            !strncasecmp(word.ptr, names[i], word.len))
            return true;
    return false;
}

static void take_number(struct found *found, struct truce_view digits)
{
    int value = 0;
    for (size_t i = 0; i < digits.len && i < 5; i++)
        value = value * 10 + (digits.ptr[i] - '0');
    if (digits.len == 4 && !found->year)
        found->year = value;
    else if (digits.len <= 2 && !found->day)
        found->day = value;
    else
        found->numbers++;
}

static void take_word(struct found *found, struct truce_view word)
{
    int month = month_of(word);
    if (month && !found->month)
        found->month = month;
    else if (!is_weekday_or_zone(word))
        found->words++;
}

/* Skips "10:00:00", "+0400" and the like; returns where it ends. */
static size_t skip_time(struct truce_view text, size_t i)
{
    size_t j = i;
    if (text.ptr[j] == '+' || text.ptr[j] == '-')
        j++;
    while (j < text.len &&
           (is_digit(text.ptr[j]) || text.ptr[j] == ':' || text.ptr[j] == '.'))
        j++;
    return j;
}

static bool is_time(struct truce_view text, size_t i)
{
    size_t j = i;
    if ((text.ptr[i] == '+' || text.ptr[i] == '-') && i + 1 < text.len)
        return is_digit(text.ptr[i + 1]);
    while (j < text.len && is_digit(text.ptr[j]))
        j++;
    return j > i && j + 1 < text.len && text.ptr[j] == ':' &&
           is_digit(text.ptr[j + 1]);
}

/* Collects day, month and year from words and figures in any order. */
static void scan(struct truce_view text, struct found *found)
{
    size_t i = 0;
    *found = (struct found){0};
    while (i < text.len) {
        size_t j = i;
        if (is_time(text, i)) {
            i = skip_time(text, i);
        } else if (is_digit(text.ptr[i])) {
            while (j < text.len && is_digit(text.ptr[j]))
                j++;
            take_number(found, (struct truce_view){text.ptr + i, j - i});
            i = j;
        } else if (is_letter(text.ptr[i])) {
            while (j < text.len && is_letter(text.ptr[j]))
                j++;
            take_word(found, (struct truce_view){text.ptr + i, j - i});
            i = j;
        } else {
            i++;
        }
    }
}

static int finish(struct truce_view text, struct found found,
                  struct truce_date *out, struct truce_err *err)
{
    struct truce_date date = {(int16_t)found.year, (int8_t)found.month,
                              (int8_t)found.day};
    if (!truce_date_valid(date) || date.year == 0)
        return truce_err_set(err, TRUCE_ERANGE, "no such day: '%.*s'",
                             TRUCE_VIEW_ARG(text));
    *out = date;
    return TRUCE_OK;
}

/* 20221031, 31.10.2022 and 2022/10/31; false where it is none of them. */
static bool scan_figures(struct truce_view text, struct found *found)
{
    int parts[3] = {0, 0, 0};
    size_t lens[3] = {0, 0, 0};
    size_t n = 0;
    char sep = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (is_digit(c) && lens[n] < 8) {
            parts[n] = parts[n] * 10 + (c - '0');
            lens[n]++;
        } else if ((c == '.' || c == '/') && n < 2 && (!sep || c == sep)) {
            sep = c;
            n++;
        } else {
            return false;
        }
    }
    if (n == 0 && lens[0] == 8)
        *found = (struct found){.year = parts[0] / 10000,
                                .month = parts[0] / 100 % 100,
                                .day = parts[0] % 100};
    else if (n == 2 && lens[0] == 4)
        *found = (struct found){
            .year = parts[0], .month = parts[1], .day = parts[2]};
    else if (n == 2 && lens[2] == 4 && sep == '.')
        *found = (struct found){
            .year = parts[2], .month = parts[1], .day = parts[0]};
    else
        return false;
    return true;
}

int truce_dateline_date(struct truce_view text, struct truce_date *out,
                        struct truce_err *err)
{
    struct found found;
    int rc;
    *out = (struct truce_date){0, 0, 0};
    text = truce_view_trim(text);
    if (text.len == 0)
        return TRUCE_OK;
    rc = truce_date_parse(text, out);
    if (rc == TRUCE_OK)
        return rc;
    *out = (struct truce_date){0, 0, 0};
    if (rc == TRUCE_ERANGE)
        return truce_err_set(err, rc, "no such day: '%.*s'",
                             TRUCE_VIEW_ARG(text));
    if (text.len <= 64 && scan_figures(text, &found) && found.year < 10000 &&
        found.month < 100 && found.day < 100)
        return finish(text, found, out, err);
    if (text.len <= 64) {
        scan(text, &found);
        if (found.year && found.month && !found.numbers && !found.words)
            return finish(text, found, out, err);
    }
    if (text.len > 64)
        text.len = 64;
    return truce_err_set(err, TRUCE_EFORMAT, "not a date: '%.*s'",
                         TRUCE_VIEW_ARG(text));
}

/* What may stand between a dateline and the report. */
static size_t separator(struct truce_view text, size_t i)
{
    static const char *const marks[] = {
        " - ",          " -- ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", "./",
        "\xe2\x80\x94", ". /"};
    struct truce_view rest = {text.ptr + i, text.len - i};
    for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++)
        if (truce_view_starts(rest, marks[k]))
            return strlen(marks[k]);
    return 0;
}

/* Length of the leading words that are all capitals (and the marks between
 * them); digits end it. */
static size_t capitals(struct truce_view head)
{
    size_t letters = 0;
    size_t i = 0;
    while (i < head.len) {
        unsigned char c = (unsigned char)head.ptr[i];
        if ((c >= 'a' && c <= 'z') || is_digit((char)c) || c == '(')
            break;
        letters += c >= 'A' && c <= 'Z';
        i++;
    }
    while (i > 0 && is_letter(head.ptr[i - 1]) && i < head.len &&
           head.ptr[i] >= 'a')
        i--;
    return letters >= 2 ? i : 0;
}

/* A place comes first: in capitals, or with a capital and a comma behind. */
static bool starts_with_place(struct truce_view head)
{
    const char *comma = head.len ? memchr(head.ptr, ',', head.len) : NULL;
    if (head.len == 0 || head.ptr[0] < 'A' ||
        (head.ptr[0] > 'Z' && (unsigned char)head.ptr[0] < 0xc3))
        return false;
    if (capitals(head) >= 3)
        return true;
    if (!comma || comma - head.ptr > 40)
        return false;
    for (const char *p = head.ptr; p < comma; p++)
        if (is_digit(*p) || (*p == ' ' && p[1] >= 'a' && p[1] <= 'z'))
            return false;
    return !truce_view_starts(head, "On ") && !truce_view_starts(head, "In ");
}

/* "Kyiv, Ukraine", "CRANS-MONTANA, Switzerland": one comma, at most six
 * words, each with a capital, and nobody's anything. */
static bool names_place_and_region(struct truce_view head)
{
    size_t commas = 0;
    size_t words = 0;
    for (size_t i = 0; i < head.len; i++) {
        char c = head.ptr[i];
        bool first = i == 0 || head.ptr[i - 1] == ' ';
        commas += c == ',';
        words += first;
        if ((first && c >= 'a' && c <= 'z') || is_digit(c) || c == '\'' ||
            (unsigned char)c == 0xe2)
            return false;
    }
    return commas == 1 && words >= 2 && words <= 6;
}

/* Without "(Agency)" parts, which may hold anything; into buf. */
static struct truce_view without_agency(struct truce_view head,
                                        char buf[DATELINE_MAX])
{
    size_t n = 0;
    int depth = 0;
    for (size_t i = 0; i < head.len; i++) {
        depth += head.ptr[i] == '(';
        buf[n] = head.ptr[i];
        n += depth == 0;
        depth -= head.ptr[i] == ')' && depth > 0;
    }
    return (struct truce_view){buf, n};
}

/* The latest such day not after `near`; unknown where there is no near. */
static struct truce_date year_from(struct found found, struct truce_date near)
{
    struct truce_date date = {near.year, (int8_t)found.month,
                              (int8_t)found.day};
    if (near.year == 0)
        return (struct truce_date){0, 0, 0};
    if (truce_date_cmp(date, truce_date_last(near)) > 0)
        date.year--;
    return truce_date_valid(date) ? date : (struct truce_date){0, 0, 0};
}

static int take_date(struct truce_view head, struct truce_date near,
                     struct truce_date *date, struct truce_err *err)
{
    char buf[DATELINE_MAX];
    struct truce_view plain = without_agency(head, buf);
    struct found found;
    scan(plain, &found);
    if (found.month && found.day && found.year && !found.numbers)
        return finish(plain, found, date, err);
    if (found.month && found.day && !found.numbers)
        *date = year_from(found, near);
    return TRUCE_OK;
}

int truce_dateline_parse(struct truce_view text, struct truce_date near,
                         struct truce_date *date, size_t *len,
                         struct truce_err *err)
{
    struct truce_view head = text;
    struct found found;
    size_t i = 0;
    size_t width = 0;
    *date = (struct truce_date){0, 0, 0};
    *len = 0;
    while (i < text.len && i < DATELINE_MAX && text.ptr[i] != '\n' &&
           (width = separator(text, i)) == 0)
        i++;
    head.len = i;
    if (width == 0 || !starts_with_place(head))
        return TRUCE_OK;
    scan(head, &found);
    if (!found.month && capitals(head) < head.len &&
        !memchr(head.ptr, '(', head.len) && !names_place_and_region(head))
        return TRUCE_OK;
    *len = i + width;
    return take_date(head, near, date, err);
}
