/*
 * When: date expressions of a sentence resolved against the dateline, and
 * the date of one event. Nothing is made more precise than the text.
 */
#ifndef TRUCE_CODE_WHEN_H
#define TRUCE_CODE_WHEN_H

#include "base/arena.h"
#include "base/date.h"
#include "lang/sentence.h"

/* One date expression. */
struct truce_dated {
    size_t first; /* tokens, inclusive */
    size_t last;
    size_t begin; /* bytes in the document, half-open */
    size_t end;
    struct truce_view text;  /* as written where it is one piece of text */
    struct truce_date date;  /* what it resolves to; start of a range */
    struct truce_date until; /* last day of a range; unknown: none */
    struct truce_date said;  /* anniversaries: the day that is celebrated,
                                while `date` is that of the earlier act */
    bool future;             /* its verb is in the future */
    bool since;              /* "since", "after", "until" stand before it: it
                                bounds, but does not date, the act */
};

/*
 * All date expressions of the sentence in text order. `dateline` unknown:
 * only expressions with a year of their own resolve. "Two days later" counts
 * from the last day named before it in the sentence, else from `anchor`, the
 * last one of the sentences before (unknown: it stays unresolved).
 * *out [*n] lives in `arena`. TRUCE_OK, TRUCE_ENOMEM.
 */
int truce_dates_find_from(const struct truce_sentence *sentence,
                          struct truce_date dateline, struct truce_date anchor,
                          struct truce_arena *arena, struct truce_dated **out,
                          size_t *n);

/* The same without an anchor. */
int truce_dates_find(const struct truce_sentence *sentence,
                     struct truce_date dateline, struct truce_arena *arena,
                     struct truce_dated **out, size_t *n);

struct truce_context; /* code/extract.h */

/*
 * Date of the event whose predicate is token `token` of sentence number
 * `sentence`: an expression that hangs on it or on a verb above, one carried
 * over from the sentence before in the same paragraph, else the dateline
 * (then *text is {NULL,0}); unknown where the act is to come and no day is
 * named. TRUCE_OK, TRUCE_ENOMEM.
 */
int truce_when_event(const struct truce_context *context, size_t sentence,
                     size_t token, struct truce_date *date,
                     struct truce_view *text);

/* True when the clause of `token` speaks of the future ("will", "plans
 * to", "is due to"). */
bool truce_when_future(const struct truce_sentence *sentence, size_t token);

#endif
