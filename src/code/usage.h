/*
 * Everyday usage of verbs that have frames: what stands beside a verb and
 * makes it another act or none (lexicon/usage.tsv), with classes of nouns
 * (lexicon/nouns.tsv). Read-only after loading, shared by threads.
 */
#ifndef TRUCE_CODE_USAGE_H
#define TRUCE_CODE_USAGE_H

#include "base/err.h"
#include "code/frames.h"

enum { TRUCE_MAX_WORD_SETS = 64, TRUCE_USAGE_CONDITIONS = 4 };

/* One thing that must stand beside the verb, or must not. */
struct truce_usage_condition {
    uint8_t kind;           /* of usage.c */
    uint8_t role;           /* enum truce_role */
    bool absent;            /* must not */
    bool any;               /* whatever it is */
    bool actors;            /* may be an actor; else only a common noun */
    bool actor;             /* any actor will do */
    bool party;             /* a noun with an actor inside will do */
    struct truce_view prep; /* for PREP */
    uint64_t sets;          /* of the word */
    const char *words;      /* " word word ", NULL: none */
    size_t words_len;
};

struct truce_usage_rule {
    uint64_t types; /* bits: types, then cues */
    bool all;       /* also frames with words of their own */
    struct truce_usage_condition conditions[TRUCE_USAGE_CONDITIONS];
    size_t n;
    int32_t next; /* next rule of the lemma, -1 */
};

struct truce_usage {
    struct truce_arena arena;
    struct truce_map words; /* noun -> bits of its sets */
    const char *sets[TRUCE_MAX_WORD_SETS];
    size_t n_sets;
    struct truce_map lemmas; /* lemma -> first rule */
    struct truce_usage_rule *items;
    size_t n;
    size_t cap;
    uint64_t checksum; /* of both files */
};

/* Sets of the words of a sentence, found when first asked for. */
struct truce_usage_near {
    bool known;
    uint64_t one; /* in which a word of the sentence is */
    uint64_t two; /* in which two of them are */
};

/* What the words around a predicate rule out. */
struct truce_ruled {
    uint64_t bare; /* bits of types and cues for frames without words */
    uint64_t all;  /* the same for every frame */
    bool particle; /* frames that do not know of its particle */
};

/* Loads nouns.tsv and usage.tsv. TRUCE_OK, TRUCE_ENOENT, TRUCE_EFORMAT (with
 * line and reason), TRUCE_ENOMEM. */
int truce_usage_load(struct truce_usage *usage, const char *nouns,
                     const char *rules, struct truce_err *err);
void truce_usage_release(struct truce_usage *usage);

/* Finds what is ruled out for the predicate. `actors` as for
 * truce_frame_match; `near` starts as zeros for each sentence. */
void truce_usage_read(const struct truce_usage *usage,
                      const struct truce_tree *tree,
                      const struct truce_pred *pred, const uint8_t *actors,
                      struct truce_usage_near *near, struct truce_ruled *ruled);

/* True when `frame` is ruled out. */
bool truce_usage_bars(const struct truce_ruled *ruled,
                      const struct truce_frame *frame);

/* Bits of the sets that a word is in. */
uint64_t truce_usage_sets(const struct truce_usage *usage,
                          struct truce_view lemma);

#endif
