/*
 * Sentences with tags and dependency trees: what lang/ makes and code/ reads.
 * Labels are those of Universal Dependencies 2 for English.
 */
#ifndef TRUCE_LANG_SENTENCE_H
#define TRUCE_LANG_SENTENCE_H

#include "base/arena.h"
#include "base/str.h"

enum truce_upos {
#define TRUCE_UPOS(name) TRUCE_UPOS_##name,
#include "lang/upos.def"
#undef TRUCE_UPOS
    TRUCE_N_UPOS
};

/* Relation with subtype, e.g. TRUCE_REL_nsubj_pass for nsubj:pass. */
enum truce_rel {
#define TRUCE_REL(id, text, base) TRUCE_REL_##id,
#include "lang/rels.def"
#undef TRUCE_REL
    TRUCE_N_RELS
};

/* One syntactic word. Spans are bytes of the document text, half-open; the
 * words of a multiword token ("don't") share or divide its span. */
struct truce_token {
    size_t begin;
    size_t end;
    struct truce_view form;  /* borrowed from text or arena */
    struct truce_view lemma; /* lower case unless a name */
    struct truce_view feats; /* UD features or {NULL,0} */
    struct truce_view xpos;  /* Penn tag, static string */
    uint8_t upos;            /* enum truce_upos */
    uint8_t rel;             /* enum truce_rel */
    uint8_t mwt;             /* words of the multiword token that starts
                                here (2 or more), else 0 */
    bool space_after;
    int32_t head;     /* index in the sentence, -1 for the root */
    float confidence; /* of the head, 0..1; 1 where unknown */
};

struct truce_sentence {
    size_t begin; /* byte span in the document text */
    size_t end;
    struct truce_token *tokens; /* [n_tokens], in text order */
    size_t n_tokens;
    uint32_t paragraph; /* 0-based number of the paragraph it is in */
};

struct truce_text {
    struct truce_view text;           /* the whole text, borrowed */
    struct truce_sentence *sentences; /* [n_sentences] */
    size_t n_sentences;
};

/* "NOUN", "nsubj:pass": static strings, borrowed. */
const char *truce_upos_name(enum truce_upos upos);
const char *truce_rel_name(enum truce_rel rel);
/* Value by name, or -1. An unknown subtype gives the plain relation. */
int truce_upos_find(struct truce_view name);
int truce_rel_find(struct truce_view name);
/* The relation without its subtype: nsubj for nsubj:pass. */
extern const uint8_t truce_rel_bases[TRUCE_N_RELS];
static inline enum truce_rel truce_rel_base(enum truce_rel rel)
{
    return (enum truce_rel)truce_rel_bases[rel];
}

#endif
