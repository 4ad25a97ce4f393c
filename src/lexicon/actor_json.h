/* A resolved actor as JSON: what `truce actor --json` prints. */
#ifndef TRUCE_LEXICON_ACTOR_JSON_H
#define TRUCE_LEXICON_ACTOR_JSON_H

#include <jansson.h>

#include "lexicon/lexicon.h"

/* {"text","name","code","sector","office","kind","party","from","to","why"};
 * code is null where the text names no political actor, other unknowns are
 * left out. Owned: json_decref. */
json_t *truce_actor_json(const struct truce_actor *actor);

#endif
