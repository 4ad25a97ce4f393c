/* One row's text into fields, and fields into numbers and dates. */
#ifndef TRUCE_IMPORT_FIELDS_H
#define TRUCE_IMPORT_FIELDS_H

#include "base/arena.h"
#include "base/date.h"

/* Fields of one row of an imported table; PA-X has 286. */
#define TRUCE_IMPORT_MAX_FIELDS 512

/*
 * Cuts a row into fields at `sep`. With a sep other than tab the rules of RFC
 * 4180 hold (quoted fields, "" is "); tabs only lose quotes around a whole
 * field. Unescaped fields live in `arena`. Returns the number of fields, 0
 * when there are more than max or memory is out.
 */
size_t truce_import_split(struct truce_view row, char sep,
                          struct truce_arena *arena, struct truce_view *fields,
                          size_t max);

/* Without spaces at both ends. */
struct truce_view truce_import_trim(struct truce_view field);

/* True for empty fields and the words that data sets use for "not given"
 * (None, NULL, NA, NaN, --). */
bool truce_import_absent(struct truce_view field);

/* Whole number, the whole field ("12", "-3", "12.0"); false else. */
bool truce_import_long(struct truce_view field, long *out);

/* Decimal number, the whole field, '.' as point; false else. */
bool truce_import_real(struct truce_view field, double *out);

/* "20220915", true when it is a day that exists. */
bool truce_import_ymd(struct truce_view field, struct truce_date *out);

/* Day in one of the forms that data sets use: 2022-09-15 (a time may
 * follow), 20220915, 15 September 2022, 15 Sep 2022, 7/21/46 or 7/21/2046
 * (month first; two digits are 1946 to 2045). False else. */
bool truce_import_date(struct truce_view field, struct truce_date *out);

/* Month: 2022-09, 2022-09-01, 202209, or a VIEWS month number. */
bool truce_import_month(struct truce_view field, struct truce_date *out);

/* Latitude and longitude; both absent gives NaN twice. False when one is no
 * number or out of range. */
bool truce_import_place(struct truce_view lat, struct truce_view lon,
                        double *out_lat, double *out_lon);

/* The bytes as UTF-8: as they are when valid, else each byte taken as
 * ISO 8859-1, in `arena`; *converted tells. {NULL,0} when memory is out. */
struct truce_view truce_import_utf8(struct truce_view row,
                                    struct truce_arena *arena, bool *converted);

#endif
