/*
 * Event frames: example sentences (lexicon/frames.tsv) compiled to a
 * predicate lemma and its argument roles, and the matcher that finds them in
 * other sentences. Read-only after loading, shared by threads.
 */
#ifndef TRUCE_CODE_FRAMES_H
#define TRUCE_CODE_FRAMES_H

#include <stdio.h>

#include "base/err.h"
#include "base/map.h"
#include "code/coded.h"
#include "code/tree.h"
#include "lang/lang.h"

/* What a modal cue does to the act that is embedded under it. */
enum truce_cue {
#define TRUCE_CUE(id, name) TRUCE_CUE_##id,
#include "code/cues.def"
#undef TRUCE_CUE
    TRUCE_N_CUES
};

enum truce_item {
    TRUCE_ITEM_WORD, /* a content word, obligatory */
    TRUCE_ITEM_SOURCE,
    TRUCE_ITEM_TARGET,
    TRUCE_ITEM_THIRD, /* mediator, host, guarantor, observer, forum */
    TRUCE_ITEM_PLACE,
    TRUCE_ITEM_ACT, /* an embedded act */
    TRUCE_ITEM_ANY  /* [something], [someone] */
};

struct truce_element {
    uint8_t role;           /* enum truce_role */
    uint8_t item;           /* enum truce_item */
    struct truce_view prep; /* for PREP */
    struct truce_view word; /* lemma, the third party's role, or "party" */
    uint64_t classes;       /* of a WORD */
};

struct truce_frame {
    int type;          /* enum truce_plover, -1 for a cue */
    int cue;           /* enum truce_cue, -1 for an act */
    const char *mode;  /* NULL: none */
    const char *cameo; /* NULL: none */
    const char *id;    /* "CONSULT/meet/17" */
    struct truce_view lemma;
    char pos;                       /* 'V' verb, 'N' noun, 'A' adjective */
    struct truce_element *elements; /* [n] */
    size_t n;
    uint64_t need;         /* bits of the words without a class */
    uint64_t need_classes; /* a class of each other word, see match.c */
    const char *example;
    size_t line;
};

/* What a frame asks for before its elements are looked at; those of a lemma
 * lie side by side, in file order. */
struct truce_frame_gate {
    uint64_t need; /* as in the frame */
    uint64_t need_classes;
    uint32_t frame; /* index in items */
    uint8_t pos;    /* bit of truce_frame_pos */
};

struct truce_frame_gates {
    const struct truce_frame_gate *items; /* [n], borrowed */
    size_t n;
};

/* A line that gave no usable frame; kept for `truce lexicon check`. */
struct truce_frame_fault {
    size_t line;
    const char *example;
    const char *reason;
};

struct truce_frames {
    struct truce_arena arena;
    struct truce_frame *items;
    size_t n;
    size_t cap;
    struct truce_map lemmas;        /* lemma -> its number */
    struct truce_frame_gate *gates; /* [n], by lemma */
    size_t *starts;           /* [number of lemmas + 1] first gate of a lemma */
    struct truce_map classes; /* lemma -> bits of noun classes */
    struct truce_frame_fault *faults;
    size_t n_faults;
    size_t cap_faults;
};

/*
 * Loads frames from `path` (lexicon/frames.tsv). When the file of compiled
 * patterns beside it (frames.patterns.tsv) was made from exactly this file,
 * it is read instead of parsing every example anew. `lang` may be NULL when
 * no example needs parsing. TRUCE_OK, TRUCE_ENOENT, TRUCE_EFORMAT (with line
 * and reason), TRUCE_ENOMEM.
 */
int truce_frames_load(struct truce_frames *frames, const char *path,
                      const struct truce_lang *lang, bool fresh,
                      struct truce_err *err);
/* Noun classes of lexicon/classes.tsv; before truce_frames_load. */
int truce_frames_classes(struct truce_frames *frames, const char *path,
                         struct truce_err *err);
void truce_frames_release(struct truce_frames *frames);

/* The frames of a lemma, none where it has no frame. */
struct truce_frame_gates truce_frames_find(const struct truce_frames *frames,
                                           struct truce_view lemma);
uint64_t truce_frames_class(const struct truce_frames *frames,
                            struct truce_view lemma);

/* Prints a frame's pattern: "hold/V subj:[source] obj:talk with:[target]".
 * Returns a string in `arena`, NULL when memory is out. */
const char *truce_frame_pattern(const struct truce_frame *frame,
                                struct truce_arena *arena);
/* Writes the file of compiled patterns. */
int truce_frames_save(const struct truce_frames *frames, const char *source,
                      FILE *out, struct truce_err *err);

enum { TRUCE_MAX_BOUND = 8 };

struct truce_bound {
    int32_t heads[TRUCE_MAX_BOUND];
    size_t n;
};

struct truce_match {
    const struct truce_frame *frame;
    float score;
    struct truce_bound source;
    struct truce_bound target;
    struct truce_bound act;
    struct truce_bound third;
    const char *third_role;
    struct truce_bound words; /* tokens of the obligatory words */
};

/* What a predicate and its arguments hold, to rule frames out quickly. */
struct truce_sieve {
    uint8_t pos;      /* bits of truce_frame_pos that the word may be */
    uint64_t words;   /* truce_frame_bit of every lemma */
    uint64_t classes; /* classes of every lemma */
};

void truce_frame_sieve(const struct truce_frames *frames,
                       const struct truce_tree *tree,
                       const struct truce_pred *pred,
                       struct truce_sieve *sieve);
/* False when an obligatory word of the frame cannot be there. */
static inline bool truce_frame_may_match(const struct truce_frame_gate *gate,
                                         const struct truce_sieve *sieve)
{
    return (gate->need & ~sieve->words) == 0 &&
           (gate->need_classes & ~sieve->classes) == 0 &&
           gate->pos & sieve->pos;
}
/* Bit of a frame's 'V', 'N' or 'A'. */
static inline uint8_t truce_frame_pos(char pos)
{
    return pos == 'N' ? 1 : pos == 'A' ? 2 : 4;
}
uint64_t truce_frame_bit(struct truce_view word);

/*
 * Tries `frame` on the arguments of a predicate. `actors` [n_tokens]: 2 head
 * of an actor mention, 1 inside one or has one below, 0 neither. True with
 * *match filled when all obligatory words are there.
 */
bool truce_frame_match(const struct truce_frames *frames,
                       const struct truce_frame *frame,
                       const struct truce_tree *tree,
                       const struct truce_pred *pred, const uint8_t *actors,
                       struct truce_match *match);

#endif
