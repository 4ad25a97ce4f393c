/* Calendar dates; see date.h. Day numbers after Howard Hinnant's published
 * days_from_civil algorithm (chrono-compatible low-level date algorithms). */
#include "base/date.h"

#include <stdio.h>

#include "base/err.h"

int truce_days_in_month(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30,
                                 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (month < 1 || month > 12)
        return 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool truce_date_known(struct truce_date date)
{
    return date.year != 0;
}

bool truce_date_valid(struct truce_date date)
{
    if (date.year == 0)
        return date.month == 0 && date.day == 0;
    if (date.year < 1 || date.year > 9999 || date.month < 0 ||
        date.month > 12 || date.day < 0)
        return false;
    if (date.month == 0)
        return date.day == 0;
    return date.day <= truce_days_in_month(date.year, date.month);
}

/* Reads exactly n digits at *text; -1 when there are none. */
static int take_digits(struct truce_view *text, size_t n)
{
    int value = 0;
    if (text->len < n)
        return -1;
    for (size_t i = 0; i < n; i++) {
        char c = text->ptr[i];
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    text->ptr += n;
    text->len -= n;
    return value;
}

static bool take_char(struct truce_view *text, char c)
{
    bool hit = text->len && text->ptr[0] == c;
    if (hit) {
        text->ptr++;
        text->len--;
    }
    return hit;
}

int truce_date_parse(struct truce_view text, struct truce_date *out)
{
    int year = take_digits(&text, 4);
    int month = 0;
    int day = 0;
    if (year >= 0 && take_char(&text, '-')) {
        month = take_digits(&text, 2);
        if (month >= 0 && take_char(&text, '-'))
            day = take_digits(&text, 2);
        if (month == 0)
            return TRUCE_ERANGE;
    }
    if (day > 0 && text.len && (text.ptr[0] == 'T' || text.ptr[0] == ' '))
        text.len = 0;
    if (year < 0 || month < 0 || day < 0 || text.len)
        return TRUCE_EFORMAT;
    *out = (struct truce_date){(int16_t)year, (int8_t)month, (int8_t)day};
    return year > 0 && truce_date_valid(*out) ? TRUCE_OK : TRUCE_ERANGE;
}

char *truce_date_format(struct truce_date date, char buf[TRUCE_DATE_SIZE])
{
    unsigned year = (unsigned)date.year % 10000;
    unsigned month = (unsigned)date.month % 100;
    unsigned day = (unsigned)date.day % 100;
    if (!date.year)
        buf[0] = '\0';
    else if (!date.month)
        snprintf(buf, TRUCE_DATE_SIZE, "%04u", year);
    else if (!date.day)
        snprintf(buf, TRUCE_DATE_SIZE, "%04u-%02u", year, month);
    else
        snprintf(buf, TRUCE_DATE_SIZE, "%04u-%02u-%02u", year, month, day);
    return buf;
}

struct truce_date truce_date_first(struct truce_date date)
{
    if (date.year && !date.month)
        date.month = 1;
    if (date.year && !date.day)
        date.day = 1;
    return date;
}

struct truce_date truce_date_last(struct truce_date date)
{
    if (date.year && !date.month)
        date.month = 12;
    if (date.year && !date.day)
        date.day = (int8_t)truce_days_in_month(date.year, date.month);
    return date;
}

int truce_date_cmp(struct truce_date a, struct truce_date b)
{
    struct truce_date fa = truce_date_first(a);
    struct truce_date fb = truce_date_first(b);
    if (fa.year != fb.year)
        return fa.year - fb.year;
    if (fa.month != fb.month)
        return fa.month - fb.month;
    if (fa.day != fb.day)
        return fa.day - fb.day;
    if (a.month != b.month)
        return a.month - b.month;
    return a.day - b.day;
}

int32_t truce_date_days(struct truce_date date)
{
    struct truce_date d = truce_date_first(date);
    int y = d.year - (d.month <= 2);
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

struct truce_date truce_date_from_days(int32_t days)
{
    int z = days + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    int month = mp < 10 ? mp + 3 : mp - 9;
    int year = yoe + era * 400 + (month <= 2);
    return (struct truce_date){(int16_t)year, (int8_t)month,
                               (int8_t)(doy - (153 * mp + 2) / 5 + 1)};
}

bool truce_date_within(struct truce_date date, struct truce_date_span span)
{
    if (!date.year)
        return false;
    if (span.from.year && truce_date_days(date) < truce_date_days(span.from))
        return false;
    return !span.to.year || truce_date_days(truce_date_last(date)) <=
                                truce_date_days(truce_date_last(span.to));
}

bool truce_date_overlaps(struct truce_date date, struct truce_date_span span)
{
    if (!date.year)
        return false;
    if (span.from.year &&
        truce_date_days(truce_date_last(date)) < truce_date_days(span.from))
        return false;
    return !span.to.year ||
           truce_date_days(date) <= truce_date_days(truce_date_last(span.to));
}

struct truce_date truce_date_add_months(struct truce_date date, int months)
{
    int total;
    int last;
    if (!date.year)
        return date;
    total = date.year * 12 + (date.month ? date.month - 1 : 0) + months;
    if (total < 12 || total >= 120000)
        return (struct truce_date){0, 0, 0};
    date.year = (int16_t)(total / 12);
    if (date.month)
        date.month = (int8_t)(total % 12 + 1);
    if (date.day) {
        last = truce_days_in_month(date.year, date.month);
        date.day = (int8_t)(date.day > last ? last : date.day);
    }
    return date;
}

struct truce_date truce_date_add_days(struct truce_date date, int days)
{
    if (!date.year || !date.day)
        return date;
    return truce_date_from_days(truce_date_days(date) + days);
}

int truce_date_weekday(struct truce_date date)
{
    int32_t days = truce_date_days(date) + 3; /* 1970-01-01: Thursday */
    return (int)((days % 7 + 7) % 7);
}

int truce_date_month_id(struct truce_date date)
{
    return (date.year - 1980) * 12 + (date.month ? date.month : 1);
}

struct truce_date truce_date_from_month_id(int month_id)
{
    int months = 1980 * 12 + month_id - 1;
    return (struct truce_date){(int16_t)(months / 12),
                               (int8_t)(months % 12 + 1), 0};
}
