/* Words whose sector only the document or the act tells. */
#ifndef TRUCE_CODE_SECTORS_H
#define TRUCE_CODE_SECTORS_H

#include "code/slots.h"

/* "the officers", "a deputy": of the police in a document that speaks of
 * police and of no army or parliament. Changes the mentions of `context`. */
void truce_sectors_settle(struct truce_context *context);

/* Islamists who attack, or are attacked, are an armed group. Changes the
 * actors of the slots. */
void truce_sectors_by_act(int type, struct truce_slots *slots);

/* "the leaders of the rebel groups" are rebels, "his Chinese counterpart" is
 * of the sector of whose he is. Changes the actors of the slots. */
void truce_sectors_by_phrase(const struct truce_scan *scan,
                             struct truce_slots *slots);

#endif
