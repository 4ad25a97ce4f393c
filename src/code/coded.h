/*
 * What coding makes of one document: events, statements, agreements,
 * missions, episodes, issues. Everything lives in the arena of the coding
 * call. The JSON of shared interfaces is these structs field by field.
 */
#ifndef TRUCE_CODE_CODED_H
#define TRUCE_CODE_CODED_H

#include "base/date.h"
#include "lexicon/lexicon.h"

/* The 16 PLOVER types; code/plover.def has quad class and scores. */
enum truce_plover {
    TRUCE_AGREE,
    TRUCE_CONSULT,
    TRUCE_SUPPORT,
    TRUCE_CONCEDE,
    TRUCE_COOPERATE,
    TRUCE_AID,
    TRUCE_RETREAT,
    TRUCE_REQUEST,
    TRUCE_ACCUSE,
    TRUCE_REJECT,
    TRUCE_THREATEN,
    TRUCE_PROTEST,
    TRUCE_SANCTION,
    TRUCE_MOBILIZE,
    TRUCE_COERCE,
    TRUCE_ASSAULT,
    TRUCE_N_PLOVER
};

enum truce_modality {
    TRUCE_ASSERTED,
    TRUCE_NEGATED,
    TRUCE_PLANNED,
    TRUCE_DEMANDED,
    TRUCE_CONDITIONAL,
    TRUCE_REPORTED,
    TRUCE_QUESTIONED,
    TRUCE_N_MODALITIES
};

/* Byte span in the document text, half-open, and the sentence it is in. */
struct truce_evidence {
    size_t begin;
    size_t end;
    size_t sentence; /* 0-based */
};

struct truce_actors {
    struct truce_actor *items; /* [n] */
    size_t n;
};

struct truce_third {
    const char *role; /* mediator, host, guarantor, observer, ... */
    struct truce_actor actor;
};

/* Where the act happened; all NULL/NaN where nothing tells. */
struct truce_place {
    struct truce_view text;
    const char *name;
    const char *country; /* ISO alpha-3 */
    double lat;          /* degrees, NaN unknown */
    double lon;
};

struct truce_event {
    enum truce_plover type;
    const char *mode;            /* NULL: none */
    const char *const *contexts; /* [n_contexts] PLOVER contexts */
    size_t n_contexts;
    const char *cameo; /* "043", text; NULL unknown */
    double goldstein;  /* -10..10, NaN unknown */
    int quad;          /* 1..4 */
    struct truce_date date;
    struct truce_view date_text; /* {NULL,0}: from the dateline */
    struct truce_actors source;
    struct truce_actors target;
    struct truce_third *third; /* [n_third] */
    size_t n_third;
    struct truce_place place;
    enum truce_modality modality;
    struct truce_actor *reported_by; /* NULL: the text itself */
    bool background;                 /* history or explanation */
    bool secondary;                  /* in a participle, relative clause ... */
    struct truce_evidence span;
    size_t trigger_begin;
    size_t trigger_end;
    const char *frame;      /* "CONSULT/meet/17" */
    const char *slots_from; /* how slots were filled, for explain */
    double confidence;      /* 0..1 */
};

struct truce_target {
    struct truce_actor actor;
    double stance; /* -1 hostile .. 1 friendly, NaN unknown */
};

struct truce_statement {
    struct truce_actor speaker;
    struct truce_date date;
    bool quote;             /* exact words, else indirect speech */
    struct truce_view text; /* the words */
    const char *act;        /* accuse, promise, refuse, thank, ... */
    const char *occasion;   /* "press conference"; NULL unknown */
    struct truce_actors audience;
    struct truce_target *targets; /* [n_targets] */
    size_t n_targets;
    const char **issues;   /* [n_issues] codes of lexicon/issues.tsv */
    double *issue_stances; /* [n_issues] -1 against .. 1 for, NaN unknown */
    size_t n_issues;
    struct truce_evidence span;
};

struct truce_provision {
    const char *type; /* ceasefire, peacekeepers, withdrawal ... */
    struct truce_view text;
    struct truce_actors actors; /* who must; none: not told */
    const char *object;         /* what is acted on, as told */
    struct truce_date deadline;
    int duration_months;  /* 0 unknown */
    const char *strength; /* shall, must, will, should, may, ready to,
                             agreed; of a text's own points also stated,
                             noted */
    struct truce_evidence span;
};

struct truce_agreement {
    const char *kind; /* ceasefire, joint statement, protocol, roadmap,
                         peace treaty, exchange, demarcation, other */
    const char *name;
    struct truce_date date;
    struct truce_place place;
    const char *ended; /* what it ended: "2020 Artsakh War" */
    struct truce_actors signatories;
    struct truce_actors guarantors;
    struct truce_actors witnesses;
    const char *process;            /* "Astana process", as told; NULL */
    struct truce_date follows;      /* of the text that it says it follows */
    struct truce_view follows_text; /* the words that say so */
    struct truce_provision *provisions; /* [n_provisions] */
    size_t n_provisions;
    const char *event;            /* signed, reaffirmed, violated, suspended,
                                     extended, lapsed, mentioned */
    struct truce_date event_date; /* of a later event, as told */
    bool initialled;              /* with initials only, not yet in force */
    struct truce_view named;      /* words for the area or thing it names */
    struct truce_evidence span;
};

struct truce_mission {
    struct truce_actor contributor;
    const char *name;
    struct truce_place area;
    long size;                   /* persons, 0 unknown */
    struct truce_view equipment; /* "90 carriers and 380 vehicles" */
    struct truce_view renewal;   /* the words of the rule, "extended ..." */
    struct truce_date start;
    int term_months;   /* 0 unknown */
    int notice_months; /* 0 unknown */
    struct truce_date expires;
    struct truce_date ended;
    size_t agreement;  /* index in agreements, SIZE_MAX none */
    const char *event; /* deployed, extended, withdrawn, mentioned */
    struct truce_evidence span;
};

struct truce_episode {
    struct truce_date date;
    struct truce_place place;
    struct truce_actors mediators;
    struct truce_actors hosts;
    struct truce_actors parties;
    const char *formats[4]; /* bilateral, trilateral, phone, ... */
    size_t n_formats;
    const char *level; /* leaders, ministers, envoys; NULL */
    const char *track; /* Moscow, Brussels, Washington ...; NULL */
    struct truce_view duration_text;
    const char *outcome;           /* none, joint statement, agreement,
                                      cancelled, ...; NULL unknown */
    struct truce_actor *initiator; /* NULL unknown */
    struct truce_actor *declined;  /* NULL: nobody is said to have */
    struct truce_view first_since; /* "first ... since", or {NULL,0} */
    enum truce_modality modality;  /* planned for announced ones */
    struct truce_evidence span;
};

struct truce_issue {
    const char *issue;                 /* status, borders, corridor, ... */
    const char *state;                 /* open, left out, put off, agreed */
    struct truce_actors by;            /* whose doing, or who raises it */
    const struct truce_actor *said_by; /* who tells so; NULL: the text */
    struct truce_evidence span;
};

struct truce_coded {
    struct truce_text text; /* sentences and trees */
    struct truce_event *events;
    size_t n_events;
    size_t n_unsure; /* acts left out by the floor of text unlike news, which
                        text like news would be told */
    struct truce_statement *statements;
    size_t n_statements;
    struct truce_agreement *agreements;
    size_t n_agreements;
    struct truce_mission *missions;
    size_t n_missions;
    struct truce_episode *episodes;
    size_t n_episodes;
    struct truce_issue *issues;
    size_t n_issues;
};

/* Static names ("AGREE", "asserted"), borrowed; find gives -1 if unknown. */
const char *truce_plover_name(enum truce_plover type);
int truce_plover_find(struct truce_view name);
int truce_plover_quad(enum truce_plover type); /* 1..4 */
/* Root CAMEO code and Goldstein value of a type, for acts whose frame names
 * no code. */
const char *truce_plover_cameo(enum truce_plover type);
double truce_plover_goldstein(enum truce_plover type);
const char *truce_modality_name(enum truce_modality modality);

#endif
