/* Third parties of a document, whatever events the sentences tell of. */
#ifndef TRUCE_CODE_MEDIATORS_H
#define TRUCE_CODE_MEDIATORS_H

#include "code/facts.h"

struct truce_mediator {
    const char *role; /* mediator, host, guarantor, witness */
    struct truce_actor actor;
    size_t sentence;
    int32_t anchor; /* token of the word that says so */
    bool planned;   /* offered, not done */
    bool bare;      /* "the mediation of X": a track, no meeting */
};

struct truce_mediators {
    struct truce_mediator *items; /* [n], in text order */
    size_t n;
    size_t cap;
};

/* All of them, from the arena of the document. TRUCE_OK or TRUCE_ENOMEM. */
int truce_mediators_find(struct truce_senses *senses,
                         struct truce_mediators *out);

#endif
