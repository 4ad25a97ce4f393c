/*
 * Inside of the lexicon: words, phrase trie, entries. Built once at opening,
 * read-only after. Strings live in the lexicon's arena.
 */
#ifndef TRUCE_LEXICON_LEXICON_INT_H
#define TRUCE_LEXICON_LEXICON_INT_H

#include "base/map.h"
#include "lexicon/lexicon.h"

/* What an entry names. */
enum lex_kind {
    LEX_COUNTRY, /* the country by name */
    LEX_PEOPLE,  /* its adjective or people */
    LEX_SEAT,    /* capital as government */
    LEX_ORG,     /* international organisation */
    LEX_GROUP,   /* armed group, party, movement, de facto authority */
    LEX_INST,    /* institution, company, medium, university */
    LEX_PERSON,
    LEX_AGENT, /* role noun or title */
    LEX_PLACE  /* town or region */
};

/* Flags of entries and of forms. */
enum {
    LEX_GENERIC = 1,  /* agent that tells no sector beside another word;
                         group of a published list */
    LEX_SHORT = 2,    /* form: surname alone */
    LEX_WEAK = 4,     /* form: too common to stand alone */
    LEX_CAP = 8,      /* form: first letter is a capital */
    LEX_ACRONYM = 16, /* form: all capitals */
    LEX_REGION = 32,  /* place: province or region */
    LEX_PLURAL = 64,  /* people, not adjective alone */
    LEX_ABROAD = 128  /* agent that is mostly of another country than its
                         whereabouts; part of the world with many countries */
};

/* Classes of single words, from actor-cues.tsv. */
enum {
    CUE_BACKED = 1,
    CUE_STATE = 2,
    CUE_FORMER = 4,
    CUE_NOT = 8,
    CUE_OF = 16,
    CUE_PREP = 32,
    CUE_TITLE = 64,
    CUE_FOLK = 128,
    CUE_ABROAD = 256,
    CUE_THING = 512,
    CUE_WHERE = 1024,
    CUE_VENUE = 2048,
    CUE_COMMON = 4096
};

struct lex_office {
    const char *office;
    const char *sector;
    const char *party;
    struct truce_date_span held;
    uint32_t line;
    uint32_t next; /* index + 1 of the person's next one, 0: none */
};

struct lex_entry {
    const char *name;
    const char *code;            /* NULL: none of its own */
    const char *sector;          /* NULL: none of its own */
    struct truce_date_span held; /* when the line holds */
    float lat, lon;              /* of places and countries; NAN unknown */
    uint32_t offices;            /* people: first office, index + 1 */
    uint32_t line;
    uint32_t people; /* places: thousand people */
    uint16_t file;   /* index in files */
    uint8_t kind;    /* enum lex_kind */
    uint8_t flags;
    uint8_t layer; /* 0 shipped, 1.. the user's folders */
};

struct lex_form {
    uint32_t entry;
    uint32_t next; /* index + 1 */
    uint8_t flags;
};

struct lex_edge {
    uint64_t key; /* node << 32 | word; 0: free */
    uint32_t node;
};

/* Where the phrases go on that begin with a word. */
struct lex_root {
    uint32_t node; /* 0: no phrase begins so */
    uint32_t next; /* bits of the second words, number modulo 32 */
};

struct truce_lexicon {
    struct truce_arena arena;
    struct truce_map words; /* folded word -> id, from 1 */
    uint16_t *cues;         /* [n_words + 1] bits CUE_ */
    struct lex_root *roots; /* [n_words + 1] */
    size_t n_words, cap_words, cap_roots;
    struct lex_edge *edges; /* [cap_edges], a power of two */
    size_t n_edges, cap_edges;
    uint32_t *nodes; /* first form index + 1; [n_nodes], 0 root */
    size_t n_nodes, cap_nodes;
    struct lex_form *forms;
    size_t n_forms, cap_forms;
    struct lex_entry *entries;
    size_t n_entries, cap_entries;
    struct lex_office *offices;
    size_t n_offices, cap_offices;
    const char **files; /* names for messages and `why` */
    size_t n_files, cap_files;
    struct truce_map people;    /* "CODE name" -> entry index */
    struct truce_map countries; /* code -> entry index of LEX_COUNTRY */
    struct truce_map leaders;   /* "CODE office" -> person list head + 1 */
    struct truce_map members;   /* "BODY COUNTRY" -> last span, index + 1 */
    struct lex_member *member_items;
    size_t n_members, cap_members;
    struct lex_leader *leader_items;
    size_t n_leaders, cap_leaders;
    struct lex_format *formats;
    size_t n_formats, cap_formats;
};

/* One member of a format of diplomacy. */
struct lex_format {
    const char *format; /* its name */
    const char *code;
    struct truce_date_span held;
};

/* One membership; those of the same pair are chained. */
struct lex_member {
    struct truce_date_span held;
    uint32_t next; /* index + 1 */
};

/* One holder of an office, to find the person from "the French president". */
struct lex_leader {
    uint32_t entry;
    uint32_t office;
    uint32_t next; /* index + 1 */
};

/* Piece of a token between hyphens, as the trie sees it. */
struct lex_atom {
    struct truce_view form; /* as written */
    uint32_t word;          /* id, 0: unknown */
    uint32_t token;         /* index in the sentence or phrase */
    uint8_t caps;           /* 0 none, 1 first letter, 2 all letters */
    bool stop;              /* punctuation that no name crosses */
    bool possessive;        /* "'s" */
    bool hyphen;            /* a hyphen stands before it */
    bool plain;             /* tagged as no name, though it has a capital */
};

struct lex_match {
    uint32_t first, end; /* atoms, half-open */
    uint32_t chain;      /* all forms of these words: the first, index + 1 */
    uint32_t form;       /* the chosen one, index + 1; 0: no match */
    uint32_t entry;      /* its entry */
};

/* lex_words.c: folding and atoms */

/* Folds one word (case, accents, apostrophes, full stops) into buf; returns
 * its length, 0 when nothing is left or it does not fit. */
size_t lex_fold(struct truce_view word, char *buf, size_t size);
/* Id of a word of the lexicon, 0 when it has none. */
uint32_t lex_word(const struct truce_lexicon *lexicon, struct truce_view word);
/* Has the word one of the classes CUE_? */
bool lex_is_cue(const struct truce_lexicon *lexicon, struct truce_view word,
                uint16_t bits);
/* Number of a folded word, adding it; 0: no memory. */
uint32_t lex_add_word(struct truce_lexicon *lexicon, struct truce_view folded);
/* Appends the atoms of token number `token` to atoms[*n] (room cap). */
void lex_atomise(const struct truce_lexicon *lexicon, struct truce_view form,
                 uint32_t token, struct lex_atom *atoms, size_t *n, size_t cap);
/* Splits a free phrase at white space and punctuation into atoms; token
 * numbers count from 0. Returns how many. */
size_t lex_phrase(const struct truce_lexicon *lexicon, struct truce_view text,
                  struct lex_atom *atoms, size_t cap);

/* lex_trie.c */

/* Adds a form of an entry; flags of case are found from its letters.
 * TRUCE_OK, TRUCE_ENOMEM, TRUCE_EFORMAT (no word in it). */
int lex_add_form(struct truce_lexicon *lexicon, uint32_t entry,
                 struct truce_view text, uint8_t flags);
/* New entry with everything else zero; NULL: no memory. */
struct lex_entry *lex_add_entry(struct truce_lexicon *lexicon,
                                enum lex_kind kind, uint32_t *index);
/* Longest matches over atoms, left to right, not overlapping, into matches
 * (room n). Returns how many. */
size_t lex_scan(const struct truce_lexicon *lexicon,
                const struct lex_atom *atoms, size_t n, struct truce_date date,
                struct lex_match *matches);

/* The same for places, capitals and countries alone, whatever else their
 * names mean. */
size_t lex_scan_places(const struct truce_lexicon *lexicon,
                       const struct lex_atom *atoms, size_t n,
                       struct lex_match *matches);

/* lex_load.c: one file of a folder, by its name */
int lex_load_dir(struct truce_lexicon *lexicon, const char *dir, uint8_t layer,
                 const struct truce_log *log, struct truce_err *err);
/* lex_petrarch.c: *.actors.txt or *.agents.txt; odd lines go to the log and
 * are passed over */
int lex_load_petrarch(struct truce_lexicon *lexicon, const char *path,
                      uint8_t layer, const struct truce_log *log,
                      struct truce_err *err);

/* lex_compose.c: a run of atoms with its matches into one actor */
struct lex_run {
    const struct truce_lexicon *lexicon;
    const struct lex_atom *atoms;
    size_t n_atoms;                  /* of the whole sentence or phrase */
    size_t begin, end;               /* the atoms to compose */
    const struct lex_match *matches; /* those inside begin..end */
    size_t n_matches;
    struct truce_date date;
    struct truce_arena *arena;
    bool explain; /* fill `why` */
};

/* Resolves the run. *head_atom gets the atom of the head. TRUCE_OK with
 * actor->code and ->sector NULL where nothing is known; TRUCE_ENOMEM. */
int lex_compose(const struct lex_run *run, struct truce_actor *actor,
                size_t *head_atom);

/* lex_people.c */

/* Does a title ("Prime Minister") name the office, or the office it? `title`
 * may be NULL: no. */
bool lex_title_fits(const char *title, const struct lex_office *office);
/* The last office that a title names, NULL: none. */
const struct lex_office *lex_office_titled(const struct truce_lexicon *lexicon,
                                           const struct lex_entry *person,
                                           const char *title);
/* The office of a person on `date` (the latest when unknown), NULL before the
 * first; *past tells that the last one had ended. */
const struct lex_office *lex_office_on(const struct truce_lexicon *lexicon,
                                       const struct lex_entry *person,
                                       struct truce_date date, bool *past);
/* The one person who held `office` for `code` on the date, or NULL. */
const struct lex_entry *lex_holder(const struct truce_lexicon *lexicon,
                                   const char *code, const char *office,
                                   struct truce_date date,
                                   const struct lex_office **held);
/* How well a person fits date, country and title; below 0: not at all. */
int lex_person_score(const struct truce_lexicon *lexicon,
                     const struct lex_entry *person, struct truce_date date,
                     const char *code, const char *title);

#endif
