/*
 * Predicates and their arguments, read off a dependency tree with the habits
 * of grammar and parser evened out: passive, control, coordination, relative
 * and participle clauses, prepositions hung on the verb or on its noun. The
 * frames are compiled and matched on what this gives, so both sides agree.
 */
#ifndef TRUCE_CODE_TREE_H
#define TRUCE_CODE_TREE_H

#include "lang/sentence.h"

enum truce_role {
    TRUCE_ROLE_SUBJ,  /* who does it, whatever the voice */
    TRUCE_ROLE_OBJ,   /* whom or what */
    TRUCE_ROLE_PREP,  /* phrase with a preposition; dative is "to" */
    TRUCE_ROLE_POSS,  /* possessor of an argument or of a noun predicate */
    TRUCE_ROLE_COMP,  /* embedded verb or event */
    TRUCE_ROLE_CSUBJ, /* subject of the embedded verb */
    TRUCE_ROLE_MOD,   /* adjective or noun that modifies an argument */
    TRUCE_ROLE_PRT,   /* particle or adverb: stepped down, called off */
    TRUCE_N_ROLES
};

struct truce_arg {
    uint8_t role;           /* enum truce_role */
    uint8_t distance;       /* 0 own, 1 and 2 found inside an own argument */
    uint8_t shared;         /* 1: inherited from another verb */
    uint8_t nested;         /* 1: belongs to an embedded verb */
    int32_t head;           /* token */
    int32_t via;            /* token that it hangs on */
    struct truce_view prep; /* lemma of the preposition, for PREP */
};

#define TRUCE_MAX_ARGS 64

struct truce_pred {
    int32_t token;
    bool passive;
    bool noun;     /* an event noun, not a verb */
    int32_t light; /* light verb that carries the noun, or -1 */
    bool nesting;  /* while collecting: inside an embedded verb */
    size_t n;
    struct truce_arg args[TRUCE_MAX_ARGS];
};

/* Child lists of a sentence; memory from the arena given. */
struct truce_tree {
    const struct truce_sentence *sentence;
    int32_t *first; /* [n_tokens] first child or -1 */
    int32_t *next;  /* [n_tokens] next sibling or -1 */
    uint8_t *rels;  /* [n_tokens] relation without subtype */
    int32_t root;
};

/* Builds child lists (text order). TRUCE_OK or TRUCE_ENOMEM. */
int truce_tree_init(struct truce_tree *tree,
                    const struct truce_sentence *sentence,
                    struct truce_arena *arena);

/* Collects the arguments of the predicate at `token` into *pred. Arguments
 * beyond TRUCE_MAX_ARGS are left out. */
void truce_tree_pred(const struct truce_tree *tree, int32_t token,
                     struct truce_pred *pred);

static inline const struct truce_token *
truce_tree_token(const struct truce_tree *tree, int32_t token)
{
    return &tree->sentence->tokens[token];
}
/* A verb or auxiliary that a clause can stand on: said, has, will. */
static inline bool truce_tree_finite(const struct truce_token *token)
{
    return truce_view_eq_text(token->xpos, "VBD") ||
           truce_view_eq_text(token->xpos, "VBZ") ||
           truce_view_eq_text(token->xpos, "VBP") ||
           truce_view_eq_text(token->xpos, "MD");
}
/* Relation without subtype. */
static inline enum truce_rel truce_tree_rel(const struct truce_tree *tree,
                                            int32_t token)
{
    return (enum truce_rel)tree->rels[token];
}
/* First child with this plain relation, or -1. */
int32_t truce_tree_child(const struct truce_tree *tree, int32_t token,
                         enum truce_rel rel);
static inline bool truce_tree_lemma_is(const struct truce_tree *tree,
                                       int32_t token, const char *lemma)
{
    return truce_view_eq_text(tree->sentence->tokens[token].lemma, lemma);
}
/* True when `word` is one of `words` [len] (separated by spaces, with a space
 * at both ends). */
bool truce_tree_word_in(struct truce_view word, const char *words, size_t len);
/* The same for a token's lemma; inline, so that the length of a literal is
 * known when compiling. */
static inline bool truce_tree_lemma_in(const struct truce_tree *tree,
                                       int32_t token, const char *words)
{
    return truce_tree_word_in(tree->sentence->tokens[token].lemma, words,
                              __builtin_strlen(words));
}
/* True when `token` is `top` or below it. */
bool truce_tree_within(const struct truce_tree *tree, int32_t token,
                       int32_t top);
bool truce_tree_passive(const struct truce_tree *tree, int32_t token);
bool truce_tree_verbal(const struct truce_tree *tree, int32_t token);
/* Surface subjects of a verb, own or inherited, conjuncts included; at most
 * `max` into out. *shared tells that they were inherited. Returns how many. */
size_t truce_tree_subjects(const struct truce_tree *tree, int32_t token,
                           int32_t *out, size_t max, bool *shared);
/* Preposition (lemma) of a noun, {NULL,0} if none. */
struct truce_view truce_tree_prep(const struct truce_tree *tree, int32_t token);

#endif
