/* Third parties of a document, whatever events the sentences tell of. */
#ifndef TRUCE_CODE_MEDIATORS_H
#define TRUCE_CODE_MEDIATORS_H

#include "code/facts.h"

struct truce_mediator {
    const char *role; /* mediator, host, guarantor, observer, witness */
    struct truce_actor actor;
    size_t sentence;
    int32_t anchor; /* token of the word that says so */
    bool planned;   /* still to come: "was to mediate" */
    bool offered;   /* proposed, not agreed: "offered to mediate" */
    bool bare;      /* "the mediation of X": a track, no meeting */
    bool table;     /* meets both sides, and may be a party itself */
    size_t event;   /* that it was attached to, SIZE_MAX none */
    struct truce_date paper; /* of what it mediated: "the 2020 accord brokered
                                by X"; unknown where none is told */
};

struct truce_mediators {
    struct truce_mediator *items; /* [n], in text order */
    size_t n;
    size_t cap;
};

/* All of them, sought once a document; *out is borrowed from the senses.
 * TRUCE_OK or TRUCE_ENOMEM. */
int truce_mediators_get(struct truce_senses *senses,
                        struct truce_mediators **out);

#endif
