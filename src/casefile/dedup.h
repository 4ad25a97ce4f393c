/*
 * De-duplication: near-identical articles, and one event or utterance that
 * many articles tell.
 */
#ifndef TRUCE_CASEFILE_DEDUP_H
#define TRUCE_CASEFILE_DEDUP_H

#include "casefile/casefile.h"

/*
 * After a coding run, in a transaction of its own: sets documents.near and
 * duplicate_of of new documents, and same_as of events and statements, whose
 * heads are the tellings of the earliest documents. The result does not
 * depend on how the coding was cut into runs, but for duplicate_of, which
 * names the document that was stored first. TRUCE_OK, TRUCE_EDB,
 * TRUCE_ENOMEM.
 */
int truce_dedup_run(struct truce_casefile *casefile, struct truce_err *err);

/* The part of it for documents; inside a transaction. */
int truce_near_run(struct truce_casefile *casefile, struct truce_err *err);

/*
 * The story that a telling of an event belongs to: equal for equal type (and
 * CAMEO code of support, mode where the event is material conflict), modality,
 * day and parties (country, and whether its state or others there, whatever
 * their names; who is source and who target does not matter where both act):
 * one event a day, as event data have long been filtered (Schrodt and Van
 * Brackle 2013, "Automated coding of political event data", section 2.5).
 * Without a day or parties the words of the `sentence` stand for them; 0 where
 * there are too few. Hostile acts of one story at different places are parted
 * later.
 */
int64_t truce_story_event(const struct truce_event *event,
                          struct truce_view sentence);

/* The same for an utterance: speaker and words; 0 where too few. */
int64_t truce_story_statement(const struct truce_statement *statement);

/*
 * Likeness of two texts, 0..1: shared share of their distinct runs of three
 * words (Jaccard), case and punctuation aside. Texts under ten words are
 * like none. -1 when memory is out.
 */
double truce_near_likeness(struct truce_view a, struct truce_view b);

#endif
