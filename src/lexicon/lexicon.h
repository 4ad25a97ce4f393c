/*
 * The lexicon: who is who, where is where, and which words say so. Loaded
 * from TSV files that a person can edit; read-only after opening, shared by
 * threads.
 */
#ifndef TRUCE_LEXICON_LEXICON_H
#define TRUCE_LEXICON_LEXICON_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/log.h"
#include "lang/sentence.h"

struct truce_lexicon;

struct truce_lexicon_options {
    /* Folder of the shipped files; NULL: found as installed. */
    const char *dir;
    /* User folders [n_extra] whose files add to or replace the shipped
     * ones: own TSV, or PETRARCH *.actors.txt *.agents.txt *.verbs.txt. */
    const char *const *extra;
    size_t n_extra;
    /* Told of odd lines of PETRARCH files, which are passed over (lines of
     * the program's own form are refused); NULL: silent. */
    const struct truce_log *log;
};

/* Owned: close with truce_lexicon_close. A bad line is refused with file,
 * line and reason: TRUCE_EFORMAT. */
int truce_lexicon_open(const struct truce_lexicon_options *options,
                       struct truce_lexicon **out, struct truce_err *err);
void truce_lexicon_close(struct truce_lexicon *lexicon);

/*
 * A resolved political actor. Strings are borrowed from the lexicon or the
 * arena given to the resolving call; NULL where unknown.
 */
struct truce_actor {
    struct truce_view text; /* as in the input */
    size_t begin;           /* byte span of text in the document */
    size_t end;
    const char *name;   /* canonical: "Nikol Pashinyan", "Armenia" */
    const char *code;   /* ISO 3166 alpha-3 or organisation; NULL: none */
    const char *sector; /* PLOVER sector: GOV, MIL, REB, ... */
    const char *office; /* "prime minister" held on the date */
    const char *kind;   /* country, person, organisation, group, place,
                           agent, unknown */
    const char *party;  /* own name of a non-state or de facto actor */
    struct truce_date_span held; /* of the office */
    const char *why;             /* the lexicon lines or rule that decided, for
                                    explain; may be NULL */
    float confidence;            /* 0..1 */
    bool abroad; /* of several or unknown other countries ("foreign
                    fighters", "Gulf states"): what is named near it does not
                    tell its code */
    const char *told; /* sector of an office that the text calls a person by
                         although it had ended by the date: `office`, `held`;
                         NULL: none */
    bool vague;  /* a body whose name is used in many countries ("Ministry of
                    Defence"): another country that the text is about goes
                    before the code */
};

/* A mention inside a sentence: tokens first..last (inclusive), its head. */
struct truce_mention {
    size_t first;
    size_t last;
    size_t head;
    struct truce_actor actor;
};

/*
 * All actor mentions of a sentence in text order, longest match first, not
 * overlapping; *out [*n] lives in `arena`. `date` is the document's (unknown
 * allowed: offices are then matched without dates).
 */
int truce_lexicon_mentions(const struct truce_lexicon *lexicon,
                           const struct truce_sentence *sentence,
                           struct truce_date date, struct truce_arena *arena,
                           struct truce_mention **out, size_t *n);

/*
 * Resolves a free phrase ("the Russian Foreign Ministry spokeswoman Maria
 * Zakharova"). TRUCE_OK with actor->code NULL where it names no political
 * actor; TRUCE_ENOMEM.
 */
int truce_lexicon_resolve(const struct truce_lexicon *lexicon,
                          struct truce_view phrase, struct truce_date date,
                          struct truce_arena *arena, struct truce_actor *actor);

/* Was `country` a member of `body` ("EUR", "NAT", "CST") on the date? Unknown
 * date: at the end of the lexicon's knowledge. */
bool truce_lexicon_member(const struct truce_lexicon *lexicon, const char *body,
                          const char *country, struct truce_date date);

enum { TRUCE_MAX_FORMAT = 8 };

/* Codes of those who belong to the format of diplomacy of this name
 * ("Normandy Four") on the date, into `codes`; borrowed. Returns how many, 0
 * for another name. */
size_t truce_lexicon_format(const struct truce_lexicon *lexicon,
                            const char *name, struct truce_date date,
                            const char *codes[TRUCE_MAX_FORMAT]);

/* Name of the country with this code, NULL: it is none. */
const char *truce_lexicon_country(const struct truce_lexicon *lexicon,
                                  const char *code);

/* One place that a name may mean. */
struct truce_gazette {
    const char *name;
    const char *country; /* ISO alpha-3 */
    float lat, lon;      /* degrees; NAN unknown */
    uint32_t people;     /* thousands; 0 unknown */
    bool region;         /* country, province or region: no point */
    bool is_country;
};

/* Place names of a sentence: tokens first..last and what they may mean,
 * larger places first. */
struct truce_spot {
    size_t first;
    size_t last;
    const struct truce_gazette *items; /* [n_items] */
    size_t n_items;
};

/* All names of places, capitals and countries in text order. *out [*n] lives
 * in `arena`. TRUCE_OK, TRUCE_ENOMEM. */
int truce_lexicon_spots(const struct truce_lexicon *lexicon,
                        const struct truce_sentence *sentence,
                        struct truce_arena *arena, struct truce_spot **out,
                        size_t *n);

#endif
