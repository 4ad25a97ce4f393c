/*
 * Successive texts of one process held against each other: points aligned,
 * what hardened or softened, which named things a text no longer names.
 * Works from plain text and three word tables; needs no conflict file.
 */
#ifndef TRUCE_COMPARE_COMPARE_H
#define TRUCE_COMPARE_COMPARE_H

#include <jansson.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/map.h"
#include "lexicon/lexicon.h"

/* Texts in one comparison, points in one text, bytes of one text. */
#define TRUCE_COMPARE_MAX_TEXTS 32
#define TRUCE_COMPARE_MAX_POINTS 2000
#define TRUCE_COMPARE_MAX_BYTES (4u << 20)

enum truce_compare_label {
    TRUCE_COMPARE_SAME,
    TRUCE_COMPARE_REWORDED,
    TRUCE_COMPARE_HARDENED,
    TRUCE_COMPARE_SOFTENED,
    TRUCE_COMPARE_ADDED,
    TRUCE_COMPARE_DROPPED,
    TRUCE_COMPARE_N_LABELS
};

enum truce_compare_kind {
    TRUCE_COMPARE_PLACE,
    TRUCE_COMPARE_ACTOR,
    TRUCE_COMPARE_AGREEMENT,
    TRUCE_COMPARE_ISSUE,
    TRUCE_COMPARE_N_KINDS
};

/* One word; span in bytes of the text. */
struct truce_compare_word {
    size_t begin;
    size_t end;
    struct truce_view lower; /* without case, arena */
    struct truce_view stem;  /* light stem: endings of inflection removed */
    uint32_t concept;        /* id of deep stem or synonym class; 0: function
                                word */
    bool capital;
    bool starts;      /* first word of a sentence or point */
    bool after_break; /* punctuation stands before it */
};

struct truce_compare_point {
    size_t number; /* from 1 */
    size_t begin;  /* bytes of the text without the numbering */
    size_t end;
    size_t first_word; /* words [first_word, last_word) of the text */
    size_t last_word;
};

struct truce_compare_text {
    const char *file;
    struct truce_date date; /* unknown: year 0 */
    struct truce_view text;
    struct truce_compare_point *points; /* [n_points] */
    size_t n_points;
    struct truce_compare_word *words; /* [n_words], all of the text */
    size_t n_words;
    bool numbered;
    const char *layout; /* what its points are: numbers, paragraphs or
                           sentences */
    const char *language; /* static; NULL: short, or none stands out */
};

/* One reason for a label: its words in either text. */
struct truce_compare_change {
    const char *dimension;  /* commitment, deadline, condition, scope,
                               number, duration, wording, named */
    int direction;          /* 1 hardens, -1 softens, 0 neither */
    struct truce_view from; /* words in a; {NULL,0}: none */
    struct truce_view to;   /* words in b */
};

/* Points of a that became points of b; one side may be empty. */
struct truce_compare_pair {
    size_t *a; /* indices [n_a], ascending */
    size_t n_a;
    size_t *b;
    size_t n_b;
    double similarity; /* 0..1 */
    bool moved;
    enum truce_compare_label label;
    double strength; /* b's force minus a's; 0 neither */
    struct truce_compare_change *changes;
    size_t n_changes;
};

/* Comparison of texts number a and b. */
struct truce_compare_step {
    size_t a;
    size_t b;
    struct truce_compare_pair *pairs;
    size_t n_pairs;
};

struct truce_compare_term {
    const char *term;
    enum truce_compare_kind kind;
    size_t *count;           /* [n_texts], times named */
    const char **form;       /* [n_texts], longest wording, or NULL */
    const char **paraphrase; /* [n_texts], NULL: none found */
};

struct truce_compare {
    struct truce_compare_text *texts; /* [n_texts] */
    size_t n_texts;
    struct truce_compare_step *steps; /* successive texts, [n_texts - 1] */
    size_t n_steps;
    struct truce_compare_term *terms; /* [n_terms] */
    size_t n_terms;
};

struct truce_compare_input {
    const char *file;       /* name shown */
    struct truce_view text; /* UTF-8, borrowed */
    struct truce_date date; /* unknown: looked for in name and text */
};

struct truce_compare_tables;

/* Tells who or what a name is, as truce_lexicon_resolve does. */
typedef int (*truce_compare_resolve_fn)(const struct truce_lexicon *lexicon,
                                        struct truce_view phrase,
                                        struct truce_date date,
                                        struct truce_arena *arena,
                                        struct truce_actor *actor);

/*
 * Loads lexicon/{strength,concepts,issues,paraphrase}.tsv. Owned.
 * TRUCE_ENOENT, TRUCE_EFORMAT, TRUCE_ENOMEM.
 */
int truce_compare_tables_open(struct truce_compare_tables **out,
                              struct truce_err *err);
/* A lexicon (borrowed) sharpens the kinds and joins the names of named
 * things; without one the texts' own words decide. */
void truce_compare_tables_resolve(struct truce_compare_tables *tables,
                                  const struct truce_lexicon *lexicon,
                                  truce_compare_resolve_fn resolve);
void truce_compare_tables_close(struct truce_compare_tables *tables);

/*
 * Compares inputs [n], 2 or more, each with the next. Results live in
 * `arena`. TRUCE_ENODATA (no points, other languages, rubbish),
 * TRUCE_ELIMIT, TRUCE_ENOMEM.
 */
int truce_compare_run(const struct truce_compare_tables *tables,
                      const struct truce_compare_input *inputs, size_t n,
                      struct truce_arena *arena, struct truce_compare *out,
                      struct truce_err *err);

/* Static names, borrowed. */
const char *truce_compare_label_name(enum truce_compare_label label);
const char *truce_compare_kind_name(enum truce_compare_kind kind);

/* The words of the points [n] of a text, joined; arena. {NULL,0}: none. */
struct truce_view truce_compare_words(const struct truce_compare_text *text,
                                      const size_t *points, size_t n,
                                      struct truce_arena *arena);

/* The JSON of the interface; owned reference, NULL when memory is out. */
json_t *truce_compare_json(const struct truce_compare *compare);

/* Pages and pictures into *out; TRUCE_OK or TRUCE_ENOMEM. `versions`: the
 * texts are rival versions, not successive ones. */
int truce_compare_html(const struct truce_compare *compare, bool versions,
                       struct truce_str *out);
int truce_compare_chart(const struct truce_compare *compare,
                        struct truce_str *out);

#endif
