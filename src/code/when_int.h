/* Inside of the date resolver: the words it knows. */
#ifndef TRUCE_CODE_WHEN_INT_H
#define TRUCE_CODE_WHEN_INT_H

#include "code/when.h"

/* A sentence being scanned for dates. */
struct scan {
    const struct truce_sentence *sentence;
    const struct truce_token *tokens; /* [n] */
    size_t n;
    struct truce_date dateline;
    struct truce_date anchor; /* last day named before, for "two days later" */
};

/* NULL-ended; position says the value. */
extern const char *const when_months[];   /* January is 0 */
extern const char *const when_weekdays[]; /* Monday is 0 */
extern const char *const when_numbers[];  /* "zero" is 0 */
extern const char *const when_ordinals[]; /* "zeroth" is 0 */

#endif
