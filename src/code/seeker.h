/* What the parts of the finder of third parties share: mediating.c and
 * gobetween.c read verbs, bearers.c nouns, roundtable.c meetings of three;
 * mediators.c calls them, seeker.c has what they stand on. */
#ifndef TRUCE_CODE_SEEKER_H
#define TRUCE_CODE_SEEKER_H

#include "code/mediators.h"

enum truce_seek_mark {
    TRUCE_SEEK_MEDIATES,
    TRUCE_SEEK_LEADS,
    TRUCE_SEEK_BEARER,
    TRUCE_SEEK_OFFICE,
    TRUCE_SEEK_MATTER,
    TRUCE_N_SEEK
};

struct truce_seeker {
    struct truce_senses *senses;
    struct truce_mediators *out;
    const struct truce_sense *sense;  /* being read */
    const char **marks[TRUCE_N_SEEK]; /* [n_tokens] role or NULL */
};

/* How it is told: done, to come, offered, or denied. */
enum truce_seek_truth {
    TRUCE_SEEK_DONE,
    TRUCE_SEEK_PLANNED,
    TRUCE_SEEK_OFFERED,
    TRUCE_SEEK_DENIED
};

/* Adds an actor in a role; one row a code and sentence, a mediator's role
 * wins. Actors that cannot stand between others are left out. */
int truce_seek_add(struct truce_seeker *seeker, const char *role,
                   const struct truce_actor *actor, int32_t anchor,
                   enum truce_seek_truth truth);
/* Adds all that the phrase headed by `token` names, with its list; a phrase
 * that names none itself gives those inside it ("an Egyptian team",
 * "envoys of Cuba and Norway"). */
int truce_seek_phrase(struct truce_seeker *seeker, const char *role,
                      int32_t token, int32_t anchor,
                      enum truce_seek_truth truth);
/* Adds who stands before "and" and the noun at `token`: "American and French
 * diplomats", "ECOWAS and African Union mediators". */
int truce_seek_joined(struct truce_seeker *seeker, const char *role,
                      int32_t token, int32_t anchor,
                      enum truce_seek_truth truth);
/* Adds the subjects of a verb; antecedents for relative pronouns. */
int truce_seek_subjects(struct truce_seeker *seeker, int32_t verb,
                        const char *role, int32_t anchor);
/* Adds the list of actors that ends right before token `end`: "Portugal and
 * the United Nations [as observers]". How many were added, or an error. */
int truce_seek_list_before(struct truce_seeker *seeker, size_t end,
                           const char *role, int32_t anchor);
/* How the verb or noun of mediation at `token` is told. */
enum truce_seek_truth truce_seek_told(const struct truce_sense *sense,
                                      int32_t token);

bool truce_seek_sector(const struct truce_actor *actor, const char *sector);
/* Whom a relative pronoun, the subject of `verb`, stands for: "which", or
 * "whose country"; another subject stands for itself. */
int32_t truce_seek_antecedent(const struct truce_sense *sense, int32_t subject,
                              int32_t verb);
/* True when a child of `head` has one of the lemmas. */
bool truce_seek_has(const struct truce_sense *sense, int32_t head,
                    const char *lemmas);
/* Appends the actors that the objects of a verb name, also inside "talks with
 * A and B". TRUCE_OK or TRUCE_ENOMEM. */
int truce_seek_objects(struct truce_seeker *seeker, int32_t verb,
                       struct truce_actors *out);
/* Appends whom the subject of the sentence before names: "She had chaired",
 * "accepted his plan". TRUCE_OK or TRUCE_ENOMEM. */
int truce_seek_last(const struct truce_seeker *seeker,
                    struct truce_actors *found);
/* How many sides: different codes, and a state's armed groups, opposition or
 * unrecognised authorities apart from it. */
size_t truce_seek_distinct(const struct truce_actors *actors);

/* Read a word of who mediates, leads or hosts; "brought the two together";
 * "the mediators, who include A"; "US-brokered". TRUCE_OK, TRUCE_ENOMEM. */
int truce_seek_verb(struct truce_seeker *seeker, int32_t verb);
int truce_seek_bringer(struct truce_seeker *seeker, int32_t verb);
int truce_seek_members(struct truce_seeker *seeker, int32_t verb);
int truce_seek_compound(struct truce_seeker *seeker, int32_t token);
/* Reads a verb of who goes between others: persuades, carries papers, writes
 * their text, tells that they agreed. TRUCE_OK or TRUCE_ENOMEM. */
int truce_seek_between(struct truce_seeker *seeker, int32_t verb);
/* Reads the part of who opens, chairs, helps or looks on at the meeting of
 * others. TRUCE_OK or TRUCE_ENOMEM. */
int truce_seek_ceremony(struct truce_seeker *seeker, int32_t token);
/* Reads a meeting of three at the token. TRUCE_OK or TRUCE_ENOMEM. */
int truce_seek_table(struct truce_seeker *seeker, int32_t token);
/* Reads a noun: of who mediates, of what they do. TRUCE_OK, TRUCE_ENOMEM. */
int truce_seek_bearer(struct truce_seeker *seeker, int32_t token);
int truce_seek_office(struct truce_seeker *seeker, int32_t token);

#endif
