/*
 * What the tokenizer and sentence splitter see: text cut into atoms (runs of
 * letters, of digits, single marks), and hashed features of the gaps between
 * atoms and between tokens. Shared by the splitter and its trainer.
 */
#ifndef TRUCE_LANG_SPLITFEAT_H
#define TRUCE_LANG_SPLITFEAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SPLIT_GAP_BUCKETS = 1 << 18, /* weights of each class of gap */
    SPLIT_END_BUCKETS = 1 << 17, /* weights of sentence ends */
    SPLIT_MAX_FEATS = 64,
    SPLIT_JOIN = 0,  /* both atoms in one word */
    SPLIT_TOKEN = 1, /* a new token */
    SPLIT_WORD = 2,  /* a new word of the same multiword token */
    SPLIT_CLASSES = 3
};

/* White space in front of an atom. */
enum { GAP_NONE, GAP_SPACE, GAP_LINE, GAP_PARAGRAPH };

struct truce_atom {
    uint32_t begin, end; /* bytes of the text */
    uint32_t word;       /* hash of the lower-case text */
    uint8_t shape;       /* class, case and length */
    uint8_t mark;        /* the character itself for an ASCII mark, else 0 */
    uint8_t gap;         /* GAP_*: what stands in front */
    uint8_t listed;      /* letters of a known abbreviation before a stop */
    bool www;            /* the letters "www" */
    uint8_t bound;       /* 1 a bound prefix, 2 a bound suffix, else 0 */
    uint8_t suffix;      /* low byte of its last character, lower case */
};

/* Atoms of a text; memory from truce_alloc, released by the owner. */
struct truce_atoms {
    struct truce_atom *item;
    size_t n, cap;
};

/* Cuts `text` into atoms, replacing what `out` held. Line ends count as
 * spaces where the text is wrapped to a width. TRUCE_OK, TRUCE_ENOMEM, or
 * TRUCE_ELIMIT for text of 4 GiB and more. */
int truce_splitfeat_atoms(const char *text, size_t len,
                          struct truce_atoms *out);
void truce_splitfeat_release(struct truce_atoms *atoms);

/* A stretch of atoms without white space, and what was decided in it. */
struct truce_chunk {
    size_t begin, end;  /* atoms */
    uint32_t kind;      /* bits: has '@', "://", "www", ... */
    int last;           /* class of the gap before, SPLIT_TOKEN at the start */
    size_t token;       /* first atom of the word being built */
    size_t address;     /* atoms of a web or mail address in it: up to */
    size_t address_end; /* but without address_end; equal where none */
};

/* The chunk that starts at atom `begin`. */
void truce_splitfeat_chunk(const struct truce_atoms *atoms, size_t begin,
                           struct truce_chunk *out);

/* Features of the gap in front of atom i, chunk->begin < i < chunk->end, into
 * feats[SPLIT_MAX_FEATS]; returns how many. */
size_t truce_splitfeat_gap(const struct truce_atoms *atoms,
                           const struct truce_chunk *chunk, size_t i,
                           uint32_t *feats);

/* Whether the gap in front of atom i is surely none: inside a web or mail
 * address, or a stop behind initials
 * ("N.V.", the middle one of "Sergei V. Lavrov") or behind an abbreviation
 * that a number follows ("Art. 51"). The treebanks have few of either. */
bool truce_splitfeat_joins(const struct truce_atoms *atoms,
                           const struct truce_chunk *chunk, size_t i);

/* A token for the sentence splitter. */
struct truce_piece {
    uint32_t begin, end; /* bytes */
    uint32_t word;       /* hash of the lower-case text */
    uint8_t shape;
    uint8_t mark;   /* first character if ASCII and no letter or digit */
    uint8_t gap;    /* GAP_* in front */
    uint8_t listed; /* an abbreviation, or a word with its stop */
};

/* What is known of the sentence so far. */
struct truce_ending {
    size_t length; /* tokens since its start */
    bool in_quote; /* an odd number of double quotes since the paragraph */
    int depth;     /* open brackets since its start */
};

/* The token of the atoms [from, to), to > from. */
void truce_splitfeat_piece(const struct truce_atoms *atoms, size_t from,
                           size_t to, struct truce_piece *out);

/* Moves `state` over piece i; `ended`: a sentence ends after it. */
void truce_splitfeat_advance(struct truce_ending *state,
                             const struct truce_piece *piece, bool ended);

/* Features of "a sentence ends between pieces i - 1 and i" (0 < i < n), with
 * `state` moved over piece i - 1. Returns how many. */
size_t truce_splitfeat_end(const struct truce_piece *pieces, size_t n, size_t i,
                           const struct truce_ending *state, uint32_t *feats);

#endif
