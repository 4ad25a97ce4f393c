/*
 * The JSON of what coding makes: `truce code --emit jsonl`, the public API and
 * the facts of mentions in the conflict file. Unknown values are left out.
 */
#ifndef TRUCE_CODE_CODED_JSON_H
#define TRUCE_CODE_CODED_JSON_H

#include <jansson.h>

#include "code/coded.h"

/* Each returns a new reference (owned: json_decref) or NULL when memory is
 * out. The argument is borrowed for the call. */
json_t *truce_json_actor(const struct truce_actor *actor);
json_t *truce_json_actors(const struct truce_actors *actors);
json_t *truce_json_place(const struct truce_place *place);
json_t *truce_json_event(const struct truce_event *event);
json_t *truce_json_statement(const struct truce_statement *statement);
json_t *truce_json_agreement(const struct truce_agreement *agreement);
json_t *truce_json_mission(const struct truce_mission *mission);
json_t *truce_json_episode(const struct truce_episode *episode);
json_t *truce_json_issue(const struct truce_issue *issue);

/* A whole document's coding under its id. */
json_t *truce_json_coded(struct truce_view id, const struct truce_coded *coded);

#endif
