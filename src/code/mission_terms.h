/* What is told of a mission besides who sends it and where: size, equipment,
 * start, term, notice, renewal, end. */
#ifndef TRUCE_CODE_MISSION_TERMS_H
#define TRUCE_CODE_MISSION_TERMS_H

#include "code/facts.h"

/*
 * Reads them off the sentence that tells the mission at `hit` and off those
 * after it that go on about it ("It ...", "Its mandate ...", "The force
 * ..."). Fields that are known already stay. `m->event` must be set.
 */
void truce_mission_read(const struct truce_senses *senses,
                        const struct truce_sense *sense,
                        const struct truce_cue_hit *hit,
                        struct truce_mission *m);

/* A place that is part of its name ("the Aceh Monitoring Mission"), or that
 * a sentence after it says it watches. TRUCE_OK or TRUCE_ENOMEM. */
int truce_mission_area(const struct truce_senses *senses,
                       const struct truce_sense *sense,
                       const struct truce_cue_hit *hit,
                       struct truce_mission *m);

#endif
