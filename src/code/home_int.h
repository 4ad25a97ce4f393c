/*
 * What the files that find an agent's country share: home.c weighs the
 * answers, home_agents.c says what sort of agent it is, home_slots.c what
 * the two sides of an act tell, homeland.c what sentence and document tell.
 * Codes are borrowed from the actors, NULL where there is none.
 */
#ifndef TRUCE_CODE_HOME_INT_H
#define TRUCE_CODE_HOME_INT_H

#include "code/home.h"

/* Why an actor has its code: the document's country. Compared by address. */
extern const char truce_home__of_document[];

/* home_agents.c: what sort of agent. */

/* True for an agent without a code that may get one: no weapon, no body of
 * states, nobody from abroad or of many countries. */
bool truce_home__is_open(const struct truce_scan *scan,
                         const struct truce_actor *actor);
/* "the government", "authorities", "Defence Minister Roca": not "a
 * government", "ministers". */
bool truce_home__is_definite(const struct truce_scan *scan,
                             const struct truce_actor *actor);
/* "local men", "its own people". */
bool truce_home__is_local(const struct truce_scan *scan,
                          const struct truce_actor *actor);
/* "ethnic Korean residents": of where they live. */
bool truce_home__is_ethnic(const struct truce_scan *scan,
                           const struct truce_actor *actor);
bool truce_home__is_kind(const struct truce_actor *actor, const char *kind);
bool truce_home__is_gov(const struct truce_actor *actor);
/* Ordered about by their own government: army, police. */
bool truce_home__is_servant(const struct truce_actor *actor);
/* Of no sector, or civilians. */
bool truce_home__is_anybody(const struct truce_actor *actor);
/* Rebels, gunmen, criminals. */
bool truce_home__is_armed(const struct truce_actor *actor);
/* Of where they act: police, gunmen and people. */
bool truce_home__is_at_place(const struct truce_actor *actor);
/* By an office that one person of a country holds. */
bool truce_home__is_single(const struct truce_actor *actor);
/* "all parties": sides of a matter. */
bool truce_home__is_side(const struct truce_actor *actor);

/* home_slots.c: what the actors of a slot tell. */

/* The first code of a slot that is no body's. */
const char *truce_home__slot_code(const struct truce_slot *slot);
/* Whose `agent` is by those who act with it. */
const char *truce_home__companion_code(const struct truce_slot *slot,
                                       const struct truce_actor *agent);
/* The state `code` or its government is in the slot. */
bool truce_home__speaks_for_state(const struct truce_slot *slot,
                                  const char *code);
/* So, or who once was of its government. */
bool truce_home__has_rulers(const struct truce_slot *slot, const char *code);
/* Somebody of `code` is in the slot by an office that one person holds. */
bool truce_home__has_person(const struct truce_slot *slot, const char *code);
/* Servants or judges of `home`. */
bool truce_home__own_state(const struct truce_slot *slot, const char *home);
/* The country of the armed people of a slot. */
const char *truce_home__armed_code(const struct truce_slot *slot);
/* The country of its police and gunmen, and with `army` of its army. */
const char *truce_home__forces_code(const struct truce_slot *slot, bool army);
/* The country of people who mostly deal with their own government. */
const char *truce_home__own_people(const struct truce_slot *slot, bool armed);
/* "U.S. troops in the Philippines": the latter. */
const char *truce_home__posted_in(const struct truce_scan *scan,
                                  const struct truce_slot *slot);

/* homeland.c: what sentence and document tell. */

/* Bodies are no country that somebody could live in. */
bool truce_home__is_body(const struct truce_actor *actor);
/* The sentence's only country that may be the agent's. */
const char *truce_home__only_country(const struct truce_scan *scan,
                                     const struct truce_actor *agent);
/* The state that the sentence before speaks of; `other` is the other side. */
const char *truce_home__state_before(const struct truce_scan *scan,
                                     const struct truce_slot *other);
/* Where the clause of the candidate says that it happens; `own`, or NULL, is
 * the agent's mention. */
const char *truce_home__place_code(const struct truce_scan *scan,
                                   const struct truce_candidate *c,
                                   const struct truce_mention *own);

#endif
