/* A piece of a noun phrase and what it tells; between lex_segment.c and
 * lex_compose.c. Everything is borrowed from the lexicon. */
#ifndef TRUCE_LEXICON_LEX_SEGMENT_H
#define TRUCE_LEXICON_LEX_SEGMENT_H

#include "lexicon/lexicon_int.h"

struct lex_segment {
    size_t begin, end;               /* atoms */
    bool of;                         /* opened by "of", "from", "in" */
    bool joined;                     /* opened by another preposition */
    bool comma;                      /* opened by a comma */
    const struct lex_entry *country; /* country, people or seat */
    const struct lex_entry *place;
    const struct lex_entry *body;
    const struct lex_entry *owner; /* person with "'s" */
    const struct lex_entry *person;
    const struct lex_entry *agent; /* last role */
    const char *sector;            /* of the roles together */
    bool generic;                  /* the roles tell no sector */
    bool former;
    bool folk;                   /* "ordinary", "ethnic" */
    bool behalf;                 /* opened by "for" */
    bool where;                  /* opened by "in", "at", "across" */
    bool abroad;                 /* "foreign", "Latin American", "donors" */
    bool vague;                  /* the body's name is of common words */
    bool unknown;                /* a head word outside the lexicon */
    size_t head;                 /* atom */
    size_t name_begin, name_end; /* unknown name, atoms */
    const char *title;           /* role before the person */
    const char *posted;          /* post in the forces, no mere rank */
};

/* Match that begins at or covers the atom, NULL: none. */
const struct lex_match *lex_match_at(const struct lex_run *run, size_t atom);
const struct lex_entry *lex_entry_of(const struct lex_run *run,
                                     const struct lex_match *match);
/* Both are there and the same word. */
bool lex_same(const char *a, const char *b);
/* The sector (NULL: none) is one of a list, "GOV MIL". */
bool lex_sector_in(const char *sector, const char *list);
/* "foreign" stands before the run, which begins at the first word that the
 * lexicon knows. */
bool lex_abroad_before(const struct lex_run *run);
/* The same of "former" and "ex-". */
bool lex_former_before(const struct lex_run *run);
/* The next segment from atom `from`, read; false at the end. */
bool lex_next_segment(const struct lex_run *run, size_t from,
                      struct lex_segment *seg);

#endif
