/* Third parties: mediator, host, guarantor, observer of an act. */
#ifndef TRUCE_CODE_THIRD_H
#define TRUCE_CODE_THIRD_H

#include "code/slots.h"

enum { TRUCE_MAX_THIRD = 8 };

struct truce_thirds {
    struct truce_third items[TRUCE_MAX_THIRD];
    size_t n;
};

/* Finds the third parties that a sentence names ("under Russian mediation",
 * "brokered by Qatar", "hosted by Egypt", "Norwegian-brokered"), whatever
 * the event. */
void truce_thirds_find(const struct truce_scan *scan,
                       struct truce_thirds *thirds);

/* Adds one unless it is there; a mediator wins over a host. */
void truce_thirds_add(struct truce_thirds *thirds, const char *role,
                      const struct truce_actor *actor);

#endif
