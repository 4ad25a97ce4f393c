/* People outside the lexicon: "the operators", "two employees", "those who
 * block the gates". */
#ifndef TRUCE_CODE_STRANGERS_H
#define TRUCE_CODE_STRANGERS_H

#include "code/slots.h"

/* Fills *actor (kind "agent", no code; civilians unless it is a body) where
 * the noun `token`, no mention, is a word for persons; false otherwise, and
 * with PETRARCH dictionaries. Text borrowed from the document. */
bool truce_stranger_find(const struct truce_scan *scan, int32_t token,
                         struct truce_actor *actor);

/* The same for a pronoun as object, whoever else it was taken for: "met her
 * and praised her". */
bool truce_stranger_pronoun(const struct truce_scan *scan, int32_t token,
                            struct truce_actor *actor);

/* The same for a thing that stands for those whose it is, as the target of an
 * attack: "the civilian bus", "a police station", "opposition protests". */
bool truce_stranger_thing(const struct truce_scan *scan, int32_t token,
                          struct truce_actor *actor);

#endif
