/* The time that a text tells by itself: archives and samples often come with
 * no date, or with the day of their export. */
#ifndef TRUCE_CODE_ERA_H
#define TRUCE_CODE_ERA_H

#include "code/extract.h"

/*
 * A day on which those whom the text calls by an office that had ended by the
 * document's date held it, when they are more than three times as many as
 * those in office on that date; else the document's date (unknown where it has
 * none). context->mentions must be filled.
 */
struct truce_date truce_era_told(const struct truce_context *context);

#endif
