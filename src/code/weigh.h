/* Features on the parties of an event, for features.c. */
#ifndef TRUCE_CODE_WEIGH_H
#define TRUCE_CODE_WEIGH_H

#include "code/features.h"

struct truce_weigh {
    const struct truce_case *event;
    /* takes a feature that holds, with its value and more of it */
    void (*add)(struct truce_weigh *self, enum truce_feature_name name,
                struct truce_view value, struct truce_view more);
    void *payload; /* of add */
};

/* Hands every feature to `add`. Values are borrowed as those of features.h. */
void truce_weigh_event(struct truce_weigh *weigh);
/* Those of what is left out; called by the former. */
void truce_weigh_left(struct truce_weigh *weigh);

#endif
