/* What the files of compare/ share among themselves. */
#ifndef TRUCE_COMPARE_PARTS_H
#define TRUCE_COMPARE_PARTS_H

#include "compare/compare.h"
#include "lexicon/phrases.h"

/* One line of strength.tsv. */
struct truce_strength {
    const char *phrase;
    const char *dimension;
    double value; /* commitment: level 0..10; else weight, signed */
};

struct truce_issue_row {
    const char *code;
    const char *title;
};

struct truce_compare_tables {
    struct truce_arena arena;
    const struct truce_lexicon *lexicon; /* NULL: none */
    truce_compare_resolve_fn resolve;
    struct truce_strength *strengths;
    size_t n_strengths;
    struct truce_phrases strength_phrases;
    struct truce_phrases concepts; /* value: class number, from 1 */
    size_t n_concepts;
    struct truce_phrases stop; /* function words */
    struct truce_issue_row *issues;
    size_t n_issues;
    struct truce_phrases issue_cues; /* value: index of issues */
    struct truce_phrases heads;      /* generic heads; value: kind */
    struct truce_phrases typed;      /* names' words; value: kind */
};

/* Concept ids of one comparison: deep stem or class to a small number. */
struct truce_vocabulary {
    const struct truce_compare_tables *tables;
    struct truce_map map;
    uint32_t n;
};

/* Longest phrase that starts at words[0] of n; its value in *value, words
 * taken returned (0: none). */
size_t truce_compare_match(const struct truce_phrases *phrases,
                           const struct truce_compare_word *words, size_t n,
                           uint64_t *value);

/* Words and points of text->text. */
int truce_compare_tokenize(struct truce_compare_text *text,
                           struct truce_vocabulary *vocabulary,
                           struct truce_arena *arena);
int truce_compare_split(struct truce_compare_text *text,
                        struct truce_arena *arena);

/* First date told in a file's name or at the head of its text. */
struct truce_date truce_compare_date(const char *file, struct truce_view text);
/* Date at words[0]: "November 9, 2020", "9 November 2020", 2020-11-09; words
 * taken returned, 0: none. */
size_t truce_compare_date_at(const struct truce_compare_word *words, size_t n,
                             struct truce_date *date);
/* Number at words[0] ("1,960", "five"); false: none. */
bool truce_compare_number(const struct truce_compare_word *word, double *value);

/* Refuses what cannot be compared, in clear words. */
int truce_compare_check(struct truce_compare_text *text,
                        const struct truce_compare_text *first,
                        const struct truce_compare_tables *tables,
                        struct truce_err *err);

int truce_compare_align(const struct truce_compare_text *a,
                        const struct truce_compare_text *b, size_t n_concepts,
                        struct truce_arena *arena,
                        struct truce_compare_step *out);

int truce_compare_judge(const struct truce_compare_tables *tables,
                        const struct truce_compare_text *a,
                        const struct truce_compare_text *b,
                        struct truce_arena *arena,
                        struct truce_compare_pair *pair);

int truce_compare_terms(const struct truce_compare_tables *tables,
                        struct truce_arena *arena,
                        struct truce_compare *compare);

/* A named thing that text `from` names at words [first, last) and text `to`
 * does not name. */
struct truce_naming {
    size_t from;
    size_t to;
    size_t first;
    size_t last;
    enum truce_compare_kind kind;
};

/*
 * How `to` says what `from` named: a description with a head of the kind in
 * the points aligned with the naming one. *out NULL where none is found;
 * *pair (borrowed) is the aligned pair. TRUCE_OK or TRUCE_ENOMEM.
 */
int truce_compare_paraphrase(const struct truce_compare_tables *tables,
                             const struct truce_compare *compare,
                             const struct truce_naming *naming,
                             struct truce_arena *arena, const char **out,
                             struct truce_compare_pair **pair);

/* Label that a strength gives. */
enum truce_compare_label truce_compare_label_of(double strength);

/* Is the word, in small letters, one of a list that ends in NULL? */
bool truce_compare__word_in(const struct truce_compare_word *word,
                            const char *const *list);

#endif
