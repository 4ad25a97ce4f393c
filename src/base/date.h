/*
 * Dates of year, month or day precision (ISO 8601: 2022, 2022-10,
 * 2022-10-31) in the proleptic Gregorian calendar, years 1 to 9999.
 */
#ifndef TRUCE_BASE_DATE_H
#define TRUCE_BASE_DATE_H

#include "base/str.h"

/* month 0: year precision; day 0: month precision; year 0: unknown. */
struct truce_date {
    int16_t year;
    int8_t month;
    int8_t day;
};

struct truce_date_span {
    struct truce_date from; /* unknown: open */
    struct truce_date to;   /* inclusive; unknown: open */
};

/* Bytes for truce_date_format: "9999-12-31" and NUL. */
#define TRUCE_DATE_SIZE 11

/* Parses the whole of `text` as YYYY, YYYY-MM or YYYY-MM-DD (a time after
 * 'T' or a space is dropped). Returns TRUCE_OK; TRUCE_EFORMAT; TRUCE_ERANGE
 * for days that do not exist (31 February). */
int truce_date_parse(struct truce_view text, struct truce_date *out);

/* Writes ISO 8601 at the date's precision; "" when unknown. Returns buf. */
char *truce_date_format(struct truce_date date, char buf[TRUCE_DATE_SIZE]);

bool truce_date_known(struct truce_date date);
bool truce_date_valid(struct truce_date date); /* exists, or unknown */

/* Orders by first day covered; coarser first on a tie. Unknown is least. */
int truce_date_cmp(struct truce_date a, struct truce_date b);

/* First and last day covered (day precision). Unknown stays unknown. */
struct truce_date truce_date_first(struct truce_date date);
struct truce_date truce_date_last(struct truce_date date);

/* True when every day of `date` lies in the span; open ends match. */
bool truce_date_within(struct truce_date date, struct truce_date_span span);
/* True when some day is in both. */
bool truce_date_overlaps(struct truce_date date, struct truce_date_span span);

/* Days since 1970-01-01 of the first day covered, and back. */
int32_t truce_date_days(struct truce_date date);
struct truce_date truce_date_from_days(int32_t days);

/* Calendar months later (negative: earlier); the day is kept, or cut to the
 * month's last one. Keeps precision (year precision moves by months/12). */
struct truce_date truce_date_add_months(struct truce_date date, int months);
struct truce_date truce_date_add_days(struct truce_date date, int days);

/* 0 Monday to 6 Sunday, of a date with day precision. */
int truce_date_weekday(struct truce_date date);

/* VIEWS month number, (year-1980)*12+month, January 1980 = 1. */
int truce_date_month_id(struct truce_date date);
struct truce_date truce_date_from_month_id(int month_id);

/* 28 to 31; 0 for a month that is not in 1..12. */
int truce_days_in_month(int year, int month);

#endif
