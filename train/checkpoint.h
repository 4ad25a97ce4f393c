/* Trained weights as floats, for teachers and for export. */
#ifndef TRUCE_TRAIN_CHECKPOINT_H
#define TRUCE_TRAIN_CHECKPOINT_H

#include "dataset.h"

/* Both return 0, or 1 after a message on stderr. Loading needs a net of the
 * same counts, made from the same data. */
int checkpoint_save(const char *path, const struct net *net,
                    const struct dataset *set);
int checkpoint_load(const char *path, struct net *net);

#endif
