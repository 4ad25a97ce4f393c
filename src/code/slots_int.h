/* What the files that fill slots share: slots.c, party.c, guess.c. Tokens are
 * indexes into the scan's sentence. */
#ifndef TRUCE_CODE_SLOTS_INT_H
#define TRUCE_CODE_SLOTS_INT_H

#include "code/slots.h"

/* Adds an actor that is not in the slot yet, while there is room. */
void truce_slot__put(struct truce_slot *slot, const struct truce_actor *actor);
/* Adds the mentions whose head is `token`; false if there are none. */
bool truce_slot__mentions(const struct truce_scan *scan,
                          struct truce_slot *slot, int32_t token);
/* Adds the actors that the phrase of `token` names; `anywhere`: a town inside
 * it may stand for those who are there. */
void truce_slot__phrase(const struct truce_scan *scan, struct truce_slot *slot,
                        int32_t token, bool anywhere);
/* The mention that `actor` was copied from, or NULL. Borrowed. */
const struct truce_mention *
truce_slot__mention(const struct truce_scan *scan,
                    const struct truce_actor *actor);
/* A pronoun stands here. */
bool truce_slot__reference(const struct truce_scan *scan, int32_t token);
/* "the border with Azerbaijan": says where, not whom. */
bool truce_slot__border(const struct truce_scan *scan, int32_t token);
/* A mention with a code that may stand for the noun above it. */
bool truce_slot__speaks(const struct truce_scan *scan, int32_t token);
/* `token` below `noun` tells where it is or what it is about. */
bool truce_slot__about(const struct truce_scan *scan, int32_t noun,
                       int32_t token);
/* The mention at `token` is armed: "the town from UN peacekeepers". */
bool truce_slot__armed(const struct truce_scan *scan, int32_t token);
/* A town, a province, a named place that is no seat of government. */
bool truce_slot__place(const struct truce_scan *scan,
                       const struct truce_actor *actor);
/* "its neighbor", "her ally": of another country than who stands before. */
bool truce_slot__foreign(const struct truce_scan *scan, int32_t noun);
/* The same, or "his successor": somebody else than who stands before. */
bool truce_slot__another(const struct truce_scan *scan, int32_t noun);
/* The actor that an apposition names such a noun by, or -1. */
int32_t truce_slot__apposed(const struct truce_scan *scan, int32_t noun);
/* Drops words that only describe the others: "X and Y, the two countries". */
void truce_slot__drop_descriptions(const struct truce_scan *scan,
                                   struct truce_slot *slot);
/* Adds `actor` again for each country that a hyphen joins to `whose`, which
 * gave it its code. */
void truce_slot__put_pair(const struct truce_scan *scan,
                          struct truce_slot *slot,
                          const struct truce_actor *actor,
                          const struct truce_mention *whose);
/* The subject of the verb of saying above, where it and not `subject` does
 * what `verb` tells: "X said its troops had ..., and urged"; or -1. */
int32_t truce_slot__speaks_again(const struct truce_scan *scan, int32_t verb,
                                 int32_t subject);
/* Puts whom the phrase of `token` names into the target, people outside the
 * lexicon too; false, and nothing put, for places and who is in the source. */
bool truce_slot__try(const struct truce_scan *scan, int32_t token,
                     struct truce_slots *slots);
/* `noun` tells what is done to people: killing, crackdown. */
bool truce_slot__harms(const struct truce_tree *tree, int32_t noun);
/* "Navalny's arrest", but "the police's crackdown": `noun` is done to whose
 * it is. */
bool truce_slot__suffers(const struct truce_tree *tree, int32_t noun);
/* `token`, below `top`, suffers what a noun above it tells: "the treatment of
 * migrants". */
bool truce_slot__victim(const struct truce_scan *scan, int32_t token,
                        int32_t top);
/* Takes those out of an accusation or a demand who only suffer or gain. */
void truce_slot__drop_victims(const struct truce_scan *scan,
                              const struct truce_candidate *c,
                              struct truce_slot *slot);
/* A place's name that a person bears here: "charged Ferguson, 68, with". */
bool truce_slot__namesake(const struct truce_scan *scan, int32_t token);
/* "all parties", "both parties" are no political ones, and of no country. */
void truce_slot__parties(const struct truce_scan *scan,
                         struct truce_slot *slot);
/* "X were deported from Y": Y does it to X. */
void truce_slot__expelled(const struct truce_scan *scan,
                          const struct truce_candidate *c,
                          struct truce_slots *slots);
/* Drops targets that only belong to the source: "the leaders of the factions
 * rejected it". */
void truce_slot__drop_parts(const struct truce_scan *scan,
                            struct truce_slots *slots);
/* Puts an actor among the frame's own words into the empty target: "freed
 * hundreds of prisoners". */
void truce_slot__whom_named(const struct truce_scan *scan,
                            const struct truce_candidate *c,
                            struct truce_slots *slots);
/* "promised Iran to protect its consulate": puts Iran into the empty target. */
void truce_slot__promised(const struct truce_scan *scan,
                          const struct truce_candidate *c,
                          struct truce_slots *slots);
/* Adds the countries that stand right behind the noun and are meant by it:
 * "EU members Poland and Hungary". True when there are. */
bool truce_slot__members(const struct truce_scan *scan, struct truce_slot *slot,
                         int32_t token);
/* Adds the row that a mention's head begins, up to the verb: "the governments
 * of A, B and C signed". */
void truce_slot__row(const struct truce_scan *scan, struct truce_slot *slot,
                     int32_t token);
/* "were killed in an attack by rebels", "when soldiers opened fire": who did
 * it, into an empty slot. */
void truce_slot__attacker(const struct truce_scan *scan,
                          const struct truce_candidate *c,
                          struct truce_slot *slot);

/* Adds those whose the object is: "homes of miners", "control of the port from
 * peacekeepers". */
void truce_slot__holder(const struct truce_scan *scan,
                        const struct truce_candidate *c,
                        struct truce_slot *slot);
/* Fills the source of a meeting of nobody named with the land that its talks
 * are about. */
void truce_slot__topic(const struct truce_scan *scan,
                       const struct truce_candidate *c,
                       struct truce_slot *source);
/* Adds who is bound and known by name only ("arrested Jean Dupont", "accused
 * the National Grain Board"); not `alone`: beside others only. */
void truce_slot__unknown(const struct truce_scan *scan,
                         const struct truce_bound *bound, bool alone,
                         struct truce_slot *slot);
/* Puts whom the clause names beside the frame into the empty target. */
void truce_slot__whom(const struct truce_scan *scan,
                      const struct truce_candidate *c,
                      struct truce_slots *slots);
/* Puts the country where aid goes or a measure bites into the empty target. */
void truce_slot__whom_where(const struct truce_scan *scan,
                            const struct truce_candidate *c,
                            struct truce_slots *slots);
/* The first of two subjects that a preposition took away from the verb:
 * "after its government and the opposition signed"; or -1. */
int32_t truce_slot__joined_before(const struct truce_scan *scan, int32_t verb,
                                  int32_t subject);
/* Puts whom the phrase of the object names into the target: "restrictions on
 * Algeria", "a letter of intent with the Vatican". */
void truce_slot__guess_phrase(const struct truce_scan *scan,
                              const struct truce_candidate *c,
                              struct truce_slots *slots);
/* Puts the next actor to the right of `c` into the target. */
void truce_slot__guess_right(const struct truce_scan *scan,
                             const struct truce_candidate *c,
                             struct truce_slots *slots);
/* Puts the only country that is in neither slot into `slot`. */
void truce_slot__guess_other(const struct truce_scan *scan,
                             const struct truce_candidate *c,
                             struct truce_slot *slot,
                             const struct truce_slots *slots);

#endif
