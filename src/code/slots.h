/* Who did it to whom: actors for the slots of a candidate, in the order that
 * docs/codebook.md gives, with a note on which rule filled each. */
#ifndef TRUCE_CODE_SLOTS_H
#define TRUCE_CODE_SLOTS_H

#include "code/scan.h"

struct truce_slot {
    struct truce_actor items[TRUCE_MAX_BOUND];
    size_t n;
    const char *from; /* rule that filled it, NULL while empty */
    bool inside;      /* the actor stands inside another noun's phrase */
    int32_t noun;     /* that noun, while inside */
    bool strangers;   /* takes people outside the lexicon, */
    bool alone;       /* but not before actors named in their phrase; */
    bool things;      /* and things that stand for people */
};

struct truce_slots {
    struct truce_slot source;
    struct truce_slot target;
    struct truce_slot third;
    const char *third_role;
    const struct truce_actor *speaker; /* who reports, or NULL */
    bool domestic;                     /* the last, weakest rules were used */
    bool own_forces; /* "deployed its troops": there is no other target */
};

/* Fills the slots of candidate `index`. Actors are copies whose strings
 * live as long as the scan's arena. */
void truce_slots_fill(const struct truce_scan *scan, int32_t index,
                      struct truce_slots *slots);

/* Adds the actor(s) that a noun phrase headed by `token` names. */
void truce_slot_add(const struct truce_scan *scan, struct truce_slot *slot,
                    int32_t token);
/* True when both name the same: equal codes, or no codes and equal text. */
bool truce_slot_same(const struct truce_actor *a, const struct truce_actor *b);

#endif
