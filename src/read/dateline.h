/* Dates as news write them, and the dateline at the start of a report. */
#ifndef TRUCE_READ_DATELINE_H
#define TRUCE_READ_DATELINE_H

#include "base/date.h"
#include "base/err.h"

/*
 * Reads a whole date in any form that leaves no doubt: ISO 8601, 20221031,
 * "31 October 2022", "Oct. 31, 2022", RFC 822 ("Mon, 31 Oct 2022 10:00 GMT"),
 * 31.10.2022. Day and month in figures with slashes are refused, since both
 * orders are in use. TRUCE_OK (empty text: unknown date), TRUCE_EFORMAT,
 * TRUCE_ERANGE (no such day).
 */
int truce_dateline_date(struct truce_view text, struct truce_date *out,
                        struct truce_err *err);

/*
 * Recognises a dateline at the start of `text`: "YEREVAN, October 31, 2022
 * (Agency) - ". *len is its length with what separates it from the report, 0
 * where there is none. *date is unknown where it names none; a dateline
 * without a year takes that of `near` (the latest such day not after it), or
 * stays unknown. TRUCE_OK or TRUCE_ERANGE (no such day).
 */
int truce_dateline_parse(struct truce_view text, struct truce_date near,
                         struct truce_date *date, size_t *len,
                         struct truce_err *err);

#endif
