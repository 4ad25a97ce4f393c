/* What was done: CAMEO codes and PLOVER names into an event's fields. */
#ifndef TRUCE_IMPORT_ACTS_H
#define TRUCE_IMPORT_ACTS_H

#include "import/format.h"

/* Sets type, mode, contexts, cameo, Goldstein value and quad class from a
 * CAMEO code. False where there is no such code. */
bool truce_import_act(const struct truce_import_line *line,
                      struct truce_view code, struct truce_import_event *event);

/* The same from a row of the table. */
void truce_import_act_row(const struct truce_cameo *act,
                          struct truce_import_event *event);

/* Sets type and quad class from a PLOVER name in any case; false where there
 * is no such type. */
bool truce_import_plover(struct truce_view name,
                         struct truce_import_event *event);

/* Fields of an event that are not given in any set: NaN, -1, ... */
void truce_import_event_init(struct truce_import_row *row);

#endif
