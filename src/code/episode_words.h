/*
 * What the sentences about a meeting say of it besides who and when: format,
 * level, duration, outcome, who asked for it, who stayed away, and claims
 * such as "the first meeting in five years".
 */
#ifndef TRUCE_CODE_EPISODE_WORDS_H
#define TRUCE_CODE_EPISODE_WORDS_H

#include "code/facts.h"

/* Does the sentence speak of a meeting, talks, a call, a deal? */
bool truce_episode_names_meeting(const struct truce_sense *sense);

/* Does it look back at other meetings ("two earlier rounds had failed")? */
bool truce_episode_looks_back(const struct truce_sense *sense);

/* Adds a format unless it is there or the episode has four. */
void truce_episode_add_format(struct truce_episode *episode,
                              const char *format);

/* Reads format, duration, outcome, claims, initiator and who declined off a
 * sentence into what the episode does not have yet. TRUCE_OK, TRUCE_ENOMEM. */
int truce_episode_read(struct truce_senses *senses,
                       const struct truce_sense *sense,
                       struct truce_episode *episode);

/* leaders, ministers, envoys; NULL where neither the offices of the parties
 * nor the words of the sentence nor the mediators tell. */
const char *truce_episode_level(const struct truce_senses *senses,
                                const struct truce_sense *sense,
                                const struct truce_episode *episode);

#endif
