/* What the files that find references share: refs.c, refs_meant.c,
 * refs_groups.c, refs_sides.c. Tokens are indexes into the tree's sentence;
 * everything is borrowed. */
#ifndef TRUCE_CODE_REFS_INT_H
#define TRUCE_CODE_REFS_INT_H

#include "code/names.h"
#include "code/refs.h"
#include "code/tree.h"
#include "code/voice.h"

enum { TRUCE_REFS_RECENT = 8, TRUCE_REFS_GROUP = 4 };

/* What the document has told so far. */
struct truce_recent {
    struct truce_actor items[TRUCE_REFS_RECENT]; /* newest first, one a code */
    size_t n;
    struct truce_actor
        subjects[TRUCE_REFS_GROUP]; /* of the last sentence's clause */
    size_t n_subjects;
    bool fresh;               /* they are of the sentence before */
    bool many;                /* they were told in the plural, known or not */
    struct truce_actor group; /* last armed or political group named */
    struct truce_actor body;  /* last organisation */
    struct truce_actor
        bodies[TRUCE_REFS_GROUP]; /* and those before, newest first */
    struct truce_actor
        parties[TRUCE_REFS_GROUP]; /* of the last act between some */
    size_t n_parties;
    bool partial; /* one of two is known: "the junta and its foes" */
    struct truce_names *names; /* told in full so far */
    struct truce_voice voice;  /* who "we" are */
};

/* The mentions of a sentence, in the arena. */
struct truce_growing {
    struct truce_mention *items;
    size_t n;
    size_t cap;
};

bool truce_refs__person(const struct truce_actor *actor);
/* The plural of a noun or name stands at `token`. */
bool truce_refs__plural(const struct truce_tree *tree, int32_t token);
/* The first of n mentions that has the token, or NULL. */
const struct truce_mention *truce_refs__at(const struct truce_mention *items,
                                           size_t n, int32_t token);
/* Everybody that the noun phrase of `head` joins, into out (room
 * TRUCE_REFS_GROUP) from *n on: "China and North Korea", "Uzbek and Afghan
 * ministers", "the presidents of Chad and Niger". `outer`: with what is
 * joined to the whole phrase. */
void truce_refs__joined(const struct truce_tree *tree,
                        const struct truce_growing *list, int32_t head,
                        bool outer, struct truce_actor *out, size_t *n);
/* "the two sides", "both leaders", "the parties": how many are meant, 0 for
 * no group reference. */
size_t truce_refs__group(const struct truce_tree *tree, int32_t token);
/* "the governments of the two countries", "of both territories". */
bool truce_refs__of_pair(const struct truce_tree *tree, int32_t noun);
/* Whether so many are known that a group reference may mean. */
bool truce_refs__known(const struct truce_recent *recent, size_t size);
/* "the group", "the Council", "the bloc": which named one is meant, or
 * NULL. */
const struct truce_actor *truce_refs__named(const struct truce_tree *tree,
                                            int32_t token,
                                            const struct truce_recent *recent);
/* "its neighbour", "its rival": which of two told of before, or NULL. */
const struct truce_actor *truce_refs__other(const struct truce_tree *tree,
                                            int32_t token,
                                            const struct truce_recent *recent,
                                            const struct truce_growing *list);
/* Appends whom the token stands for, if it is a reference. TRUCE_OK or
 * TRUCE_ENOMEM. */
int truce_refs__add(struct truce_arena *arena, const struct truce_tree *tree,
                    int32_t token, struct truce_recent *recent,
                    struct truce_growing *list);
/* Notes the subject of the main clause, for the pronouns to come. */
void truce_refs__subject(const struct truce_tree *tree,
                         const struct truce_growing *list,
                         struct truce_recent *recent);
/* Notes who acted with whom, for "the two sides" to come. */
void truce_refs__sides(const struct truce_tree *tree,
                       const struct truce_growing *list,
                       struct truce_recent *recent);

#endif
