/* What modal cues make of an embedded act (lexicon/modality.tsv). */
#ifndef TRUCE_CODE_CUES_H
#define TRUCE_CODE_CUES_H

#include "base/err.h"
#include "code/frames.h"

enum { TRUCE_CUE_DROP = -1, TRUCE_CUE_SAME_TYPE = -2 };

struct truce_cues {
    int8_t type[TRUCE_N_CUES][TRUCE_N_PLOVER];   /* type or an enum above */
    char cameo[TRUCE_N_CUES][TRUCE_N_PLOVER][5]; /* "" none */
};

/* TRUCE_OK, TRUCE_ENOENT, TRUCE_EFORMAT with line and reason. */
int truce_cues_load(struct truce_cues *cues, const char *path,
                    struct truce_err *err);

#endif
