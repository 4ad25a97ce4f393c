/*
 * The measures of the CoNLL 2018 shared task (Zeman et al. 2018), as its
 * conll18_ud_eval.py defines them: system words are aligned to gold words by
 * their characters, then counted.
 */
#ifndef TRUCE_LANG_UDSCORE_H
#define TRUCE_LANG_UDSCORE_H

#include "lang/conllu.h"

enum truce_udmeasure {
#define TRUCE_UDMEASURE(id, name) TRUCE_UD_##id,
#include "lang/udmeasures.def"
#undef TRUCE_UDMEASURE
    TRUCE_N_UDMEASURES
};

struct truce_udcount {
    size_t correct, gold, system;
};

struct truce_udscore {
    struct truce_udcount measure[TRUCE_N_UDMEASURES];
    struct truce_udcount relation[TRUCE_N_RELS]; /* LAS by plain relation */
    size_t aligned;                              /* words */
};

/* Adds the comparison of two files' sentences to `out` (zeroed by the caller
 * for the first). TRUCE_OK, TRUCE_EFORMAT when the texts differ in a character
 * that is no space, TRUCE_ENOMEM. */
int truce_udscore_add(const struct truce_conllu *gold, size_t n_gold,
                      const struct truce_conllu *system, size_t n_system,
                      struct truce_udscore *out, struct truce_err *err);

const char *truce_udmeasure_name(enum truce_udmeasure measure);
/* 2 correct / (gold + system), 0 where nothing was counted. */
double truce_udcount_f1(const struct truce_udcount *count);

#endif
