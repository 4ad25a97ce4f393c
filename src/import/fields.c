/*
 * Fields; see fields.h. Written for rows of 60 short fields at several
 * hundred thousand rows a second: no copies unless a field is escaped, and
 * numbers are read without strtod where they are plain.
 */
#include "import/fields.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

static size_t split_tabs(struct truce_view row, struct truce_view *fields,
                         size_t max)
{
    const char *p = row.ptr;
    const char *end = p + row.len;
    size_t n = 0;
    for (;;) {
        const char *stop = memchr(p, '\t', (size_t)(end - p));
        const char *field_end = stop ? stop : end;
        if (n == max)
            return 0;
        if (field_end - p >= 2 && *p == '"' && field_end[-1] == '"')
            fields[n++] =
                (struct truce_view){p + 1, (size_t)(field_end - p) - 2};
        else
            fields[n++] = (struct truce_view){p, (size_t)(field_end - p)};
        if (!stop)
            return n;
        p = stop + 1;
    }
}

/* Copy of text without the second of each pair of quotation marks. */
static struct truce_view unescape(struct truce_view text,
                                  struct truce_arena *arena)
{
    char *out = truce_arena_alloc(arena, text.len + 1, 1);
    size_t n = 0;
    if (!out)
        return (struct truce_view){NULL, 0};
    for (size_t i = 0; i < text.len; i++) {
        out[n++] = text.ptr[i];
        if (text.ptr[i] == '"' && i + 1 < text.len && text.ptr[i + 1] == '"')
            i++;
    }
    out[n] = '\0';
    return (struct truce_view){out, n};
}

/* Reads the quoted field at p (on its opening mark). Returns where it ends:
 * on the separator or at `end`. Bytes after the closing mark are dropped. */
static const char *quoted(const char *p, const char *end, char sep,
                          struct truce_arena *arena, struct truce_view *field)
{
    const char *begin = p + 1;
    bool escaped = false;
    const char *close = begin;
    while ((close = memchr(close, '"', (size_t)(end - close))) != NULL) {
        if (close + 1 == end || close[1] != '"')
            break;
        escaped = true;
        close += 2;
    }
    if (!close)
        close = end;
    *field = (struct truce_view){begin, (size_t)(close - begin)};
    if (escaped)
        *field = unescape(*field, arena);
    if (close == end)
        return end;
    p = memchr(close, sep, (size_t)(end - close));
    return p ? p : end;
}

size_t truce_import_split(struct truce_view row, char sep,
                          struct truce_arena *arena, struct truce_view *fields,
                          size_t max)
{
    const char *p = row.ptr;
    const char *end = p + row.len;
    size_t n = 0;
    if (sep == '\t')
        return split_tabs(row, fields, max);
    for (;;) {
        const char *stop;
        if (n == max)
            return 0;
        if (p < end && *p == '"') {
            stop = quoted(p, end, sep, arena, &fields[n]);
            if (!fields[n].ptr)
                return 0;
        } else {
            stop = memchr(p, sep, (size_t)(end - p));
            stop = stop ? stop : end;
            fields[n] = (struct truce_view){p, (size_t)(stop - p)};
        }
        n++;
        if (stop == end)
            return n;
        p = stop + 1;
    }
}

struct truce_view truce_import_trim(struct truce_view field)
{
    while (field.len && (unsigned char)field.ptr[field.len - 1] <= ' ')
        field.len--;
    while (field.len && (unsigned char)field.ptr[0] <= ' ') {
        field.ptr++;
        field.len--;
    }
    return field;
}

bool truce_import_absent(struct truce_view field)
{
    static const char *const words[] = {"none", "null", "na",
                                        "nan",  "--",   "---"};
    if (field.len == 0)
        return true;
    if (field.len > 4)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (truce_view_eq_nocase(field, truce_view_of(words[i])))
            return true;
    return false;
}

/* Digits at the front: their value, at most 18 of them; moves *field. */
static size_t digits(struct truce_view *field, long *value)
{
    size_t n = 0;
    *value = 0;
    while (n < field->len && n < 18 && field->ptr[n] >= '0' &&
           field->ptr[n] <= '9')
        *value = *value * 10 + (field->ptr[n++] - '0');
    field->ptr += n;
    field->len -= n;
    return n;
}

bool truce_import_long(struct truce_view field, long *out)
{
    bool minus = field.len && field.ptr[0] == '-';
    size_t n;
    if (minus || (field.len && field.ptr[0] == '+')) {
        field.ptr++;
        field.len--;
    }
    n = digits(&field, out);
    if (field.len && field.ptr[0] == '.') { /* "12.0" */
        field.ptr++;
        field.len--;
        while (field.len && field.ptr[0] == '0') {
            field.ptr++;
            field.len--;
        }
    }
    if (minus)
        *out = -*out;
    return n > 0 && field.len == 0;
}

/* Numbers with exponents or very many digits. */
static bool real_slow(struct truce_view field, double *out)
{
    char buffer[64];
    char *end;
    if (field.len >= sizeof buffer)
        return false;
    memcpy(buffer, field.ptr, field.len);
    buffer[field.len] = '\0';
    *out = strtod(buffer, &end);
    return field.len > 0 && *end == '\0' && isfinite(*out);
}

bool truce_import_real(struct truce_view field, double *out)
{
    static const double scale[] = {1,   1e1, 1e2, 1e3, 1e4, 1e5,
                                   1e6, 1e7, 1e8, 1e9, 1e10};
    struct truce_view rest = field;
    bool minus = rest.len && rest.ptr[0] == '-';
    long whole;
    long part = 0;
    size_t n;
    size_t decimals = 0;
    if (minus) {
        rest.ptr++;
        rest.len--;
    }
    n = digits(&rest, &whole);
    if (rest.len && rest.ptr[0] == '.') {
        rest.ptr++;
        rest.len--;
        decimals = digits(&rest, &part);
    }
    /* both parts and the power of ten are exact: one rounding, as strtod */
    if (n == 0 || rest.len || decimals > 10 || n + decimals > 15)
        return real_slow(field, out);
    *out = ((double)whole * scale[decimals] + (double)part) / scale[decimals];
    if (minus)
        *out = -*out;
    return true;
}

static bool make_date(long year, long month, long day, struct truce_date *out)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > truce_days_in_month((int)year, (int)month))
        return false;
    *out = (struct truce_date){(int16_t)year, (int8_t)month, (int8_t)day};
    return true;
}

bool truce_import_ymd(struct truce_view field, struct truce_date *out)
{
    long value;
    if (field.len != 8 || digits(&field, &value) != 8)
        return false;
    return make_date(value / 10000, value / 100 % 100, value % 100, out);
}

/* 1 to 12 for an English month name or its first three letters, else 0. */
static long month_number(struct truce_view word)
{
    static const char *const names[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    for (long i = 0; i < 12; i++) {
        struct truce_view name = truce_view_of(names[i]);
        struct truce_view brief = {name.ptr, 3};
        if (truce_view_eq_nocase(word, name) ||
            truce_view_eq_nocase(word, brief))
            return i + 1;
    }
    return 0;
}

/* "15 May 2025", "15-May-2025" */
static bool named_month(struct truce_view field, struct truce_date *out)
{
    long day;
    long year;
    struct truce_view word;
    size_t n = digits(&field, &day);
    if (n < 1 || n > 2 || field.len < 5)
        return false;
    word = (struct truce_view){field.ptr + 1, 0};
    field.ptr++;
    field.len--;
    while (word.len < field.len && (field.ptr[word.len] | 32) >= 'a' &&
           (field.ptr[word.len] | 32) <= 'z')
        word.len++;
    field.ptr += word.len;
    field.len -= word.len;
    if (!field.len)
        return false;
    field.ptr++;
    field.len--;
    return digits(&field, &year) == 4 && field.len == 0 &&
           make_date(year, month_number(word), day, out);
}

/* "7/21/46": UCDP's spreadsheets; the sets begin in 1946. */
static bool slashes(struct truce_view field, struct truce_date *out)
{
    long part[3];
    for (int i = 0; i < 3; i++) {
        size_t n = digits(&field, &part[i]);
        if (n == 0 || n == 3 || (i < 2 && n > 2))
            return false;
        if (i == 2 && n == 2)
            part[2] += part[2] >= 46 ? 1900 : 2000;
        if (i < 2 && (!field.len || field.ptr[0] != '/'))
            return false;
        if (i < 2) {
            field.ptr++;
            field.len--;
        }
    }
    if (field.len && field.ptr[0] != ' ')
        return false;
    return make_date(part[2], part[0], part[1], out);
}

bool truce_import_date(struct truce_view field, struct truce_date *out)
{
    field = truce_import_trim(field);
    if (field.len >= 10 && field.ptr[4] == '-' && field.ptr[7] == '-')
        return truce_date_parse(field, out) == TRUCE_OK && out->day != 0;
    if (field.len == 8 && truce_import_ymd(field, out))
        return true;
    return named_month(field, out) || slashes(field, out);
}

bool truce_import_month(struct truce_view field, struct truce_date *out)
{
    struct truce_view rest = field;
    long value;
    if (field.len >= 7 && field.ptr[4] == '-') {
        bool good = truce_date_parse(field, out) == TRUCE_OK && out->month;
        out->day = 0;
        return good;
    }
    if (digits(&rest, &value) == 0 || rest.len)
        return false;
    if (field.len == 6)
        return make_date(value / 100, value % 100, 1, out) &&
               (out->day = 0, true);
    if (value < 1 || value > 2400)
        return false;
    *out = truce_date_from_month_id((int)value);
    return true;
}

bool truce_import_place(struct truce_view lat, struct truce_view lon,
                        double *out_lat, double *out_lon)
{
    *out_lat = *out_lon = NAN;
    if (truce_import_absent(lat) && truce_import_absent(lon))
        return true;
    if (truce_import_real(lat, out_lat) && truce_import_real(lon, out_lon) &&
        fabs(*out_lat) <= 90 && fabs(*out_lon) <= 180)
        return true;
    *out_lat = *out_lon = NAN;
    return false;
}

/* True when no byte has its high bit set. */
static bool all_ascii(struct truce_view row)
{
    uint64_t seen = 0;
    size_t i = 0;
    for (; i + 8 <= row.len; i += 8) {
        uint64_t word;
        memcpy(&word, row.ptr + i, 8);
        seen |= word;
    }
    for (; i < row.len; i++)
        seen |= (uint64_t)(unsigned char)row.ptr[i];
    return (seen & UINT64_C(0x8080808080808080)) == 0;
}

struct truce_view truce_import_utf8(struct truce_view row,
                                    struct truce_arena *arena, bool *converted)
{
    char *out;
    size_t n = 0;
    *converted = false;
    if (all_ascii(row) || truce_utf8_check(row.ptr, row.len) == row.len)
        return row;
    out = truce_arena_alloc(arena, 2 * row.len + 1, 1);
    if (!out)
        return (struct truce_view){NULL, 0};
    for (size_t i = 0; i < row.len; i++)
        n += truce_utf8_put((unsigned char)row.ptr[i], out + n);
    *converted = true;
    return (struct truce_view){out, n};
}
