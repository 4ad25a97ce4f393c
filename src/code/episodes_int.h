/* What the files that gather episodes share: extract_episodes.c and
 * episode_home.c, _merge.c, _parties.c, _when.c. Everything lives in the
 * document's arena; `int` is TRUCE_OK or TRUCE_ENOMEM. */
#ifndef TRUCE_CODE_EPISODES_INT_H
#define TRUCE_CODE_EPISODES_INT_H

#include "code/mediators.h"

struct truce_gatherer {
    struct truce_senses *senses;
    struct truce_arena *arena;
    struct truce_coded *out;
    struct truce_mediators mediators; /* a copy that grows; sentence is
                                         where their meeting is told */
    size_t cap;
};

/* Some code is in both lists. */
bool truce_episode__shares(const struct truce_actors *a,
                           const struct truce_actors *b);
/* Adds an episode, or merges it into the one that it tells again. */
int truce_episode__add(struct truce_gatherer *gatherer,
                       const struct truce_episode *e);
/* The sentences after an episode's go on telling of it. */
int truce_episode__read_on(struct truce_gatherer *gatherer);

/* Adds those of `from` that can be parties: with a code, no third ones. */
int truce_episode__add_parties(const struct truce_gatherer *gatherer,
                               const struct truce_actors *from,
                               struct truce_episode *episode);
/* The sentence tells something that parties do together. */
bool truce_episode__has_joint(const struct truce_gatherer *gatherer,
                              size_t sentence);
/* Parties of the events that the sentence tells. */
int truce_episode__event_parties(const struct truce_gatherer *gatherer,
                                 size_t sentence,
                                 struct truce_episode *episode);
/* Whoever the sentence names and who may be a party. */
int truce_episode__mention_parties(const struct truce_gatherer *gatherer,
                                   const struct truce_sense *sense,
                                   struct truce_episode *episode);
/* Those who act together in a sentence near by. */
int truce_episode__parties_around(const struct truce_gatherer *gatherer,
                                  size_t sentence,
                                  struct truce_episode *episode);

/* "had" stands with the verb: before what is told. */
bool truce_episode__is_before(const struct truce_sense *sense, int32_t verb);
/* Fills day, place and what they bring of the agreement near by. */
int truce_episode__settle(const struct truce_gatherer *gatherer,
                          const struct truce_sense *sense, int32_t anchor,
                          struct truce_episode *e);
/* "had brokered in March": a day of its own, before the meeting told. */
bool truce_episode__own_day(const struct truce_gatherer *gatherer,
                            const struct truce_mediator *m);

/* The mediator's sentence tells of a meeting, not of a role alone. */
bool truce_episode__contact(const struct truce_gatherer *gatherer,
                            const struct truce_mediator *m);
/* "A truce brokered by X has held": another matter than the meeting. */
bool truce_episode__other_matter(const struct truce_sense *sense,
                                 int32_t anchor);
/* "urged them to resume talks under X": no meeting yet; `agreed`: one that is
 * agreed is none yet either. */
bool truce_episode__wished(const struct truce_sense *sense, int32_t token,
                           bool agreed);
/* Moves the mediator of a sentence that only names a role to the one that
 * tells the meeting, its anchor to what happened. */
void truce_episode__bring_home(const struct truce_gatherer *gatherer,
                               struct truce_mediator *m);

#endif
