/* Loads the tables of statements and registers; see cuebook.h. */
#include "code/cuebook.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon/tsv.h"

static const char *const sections[] = {
    "agreement", "life",     "provision", "mission", "format",   "level",
    "outcome",   "occasion", "hearer",    "state",   "mediates", "leads",
    "bearer",    "office",   "matter",    "issue",   "doer",     "done",
    "deal",      "own",      "is",        "feel",    "want",     "spoil"};

static const char *const kinds[TRUCE_N_SPEECH_KINDS] = {"say", "call", "act",
                                                        "view", "will"};

/* Cues are matched on tokens, and hyphens split tokens. */
static int add_code(struct truce_cuebook *book, size_t section,
                    const char *code, char *cues)
{
    size_t at = book->n_codes[section];
    if (at >= TRUCE_CUEBOOK_CODES)
        return TRUCE_EFORMAT;
    book->codes[section][at] =
        truce_arena_strndup(&book->arena, code, strlen(code));
    if (!book->codes[section][at])
        return TRUCE_ENOMEM;
    book->n_codes[section]++;
    /* "co-chaired" may be one token too */
    if (strchr(cues, '-') &&
        truce_phrases_add_all(&book->phrases[section], cues, at) < 0)
        return TRUCE_ENOMEM;
    for (char *p = cues; *p; p++)
        if (*p == '-' && p[1] && p[1] != '|')
            *p = ' ';
    return truce_phrases_add_all(&book->phrases[section], cues, at);
}

static int facts_row(void *payload, char **fields, size_t n)
{
    (void)n;
    for (size_t s = 0; s < TRUCE_FACT_ISSUE; s++)
        if (!strcmp(fields[0], sections[s]))
            return add_code(payload, s, fields[1], fields[2]);
    return TRUCE_EFORMAT;
}

static int stance_row(void *payload, char **fields, size_t n)
{
    char *end;
    (void)n;
    strtod(fields[1], &end);
    if (end == fields[1] || *end)
        return TRUCE_EFORMAT;
    for (size_t s = TRUCE_FACT_DOER; s < TRUCE_N_FACTS; s++)
        if (!strcmp(fields[0], sections[s]))
            return add_code(payload, s, fields[1], fields[2]);
    return TRUCE_EFORMAT;
}

static int issues_row(void *payload, char **fields, size_t n)
{
    (void)n;
    return add_code(payload, TRUCE_FACT_ISSUE, fields[0], fields[2]);
}

static int speech_row(void *payload, char **fields, size_t n)
{
    struct truce_cuebook *book = payload;
    struct truce_speech *speech =
        truce_arena_zalloc(&book->arena, 1, sizeof(*speech));
    char *end = fields[3];
    int kind = -1;
    (void)n;
    for (int k = 0; k < TRUCE_N_SPEECH_KINDS; k++)
        if (!strcmp(fields[1], kinds[k]))
            kind = k;
    if (!speech)
        return TRUCE_ENOMEM;
    if (kind < 0)
        return TRUCE_EFORMAT;
    speech->kind = (enum truce_speech_kind)kind;
    speech->stance = strcmp(fields[3], "-") ? strtod(fields[3], &end) : NAN;
    if (strcmp(fields[3], "-") && end == fields[3])
        return TRUCE_EFORMAT;
    speech->act =
        truce_arena_strndup(&book->arena, fields[2], strlen(fields[2]));
    if (!speech->act)
        return TRUCE_ENOMEM;
    return truce_map_set(&book->speech, truce_view_of(fields[0]),
                         (uint64_t)(uintptr_t)speech);
}

static int tracks_row(void *payload, char **fields, size_t n)
{
    struct truce_cuebook *book = payload;
    char *name =
        truce_arena_strndup(&book->arena, fields[1], strlen(fields[1]));
    (void)n;
    return name ? truce_map_set(&book->tracks, truce_view_of(fields[0]),
                                (uint64_t)(uintptr_t)name)
                : TRUCE_ENOMEM;
}

int truce_cuebook_load(struct truce_cuebook *book, struct truce_err *err)
{
    int rc = truce_tsv_read("lexicon/facts.tsv", 3, facts_row, book, err);
    if (rc == TRUCE_OK)
        rc = truce_tsv_read("lexicon/stance.tsv", 3, stance_row, book, err);
    if (rc == TRUCE_OK)
        rc = truce_tsv_read("lexicon/issues.tsv", 3, issues_row, book, err);
    if (rc == TRUCE_OK)
        rc = truce_tsv_read("lexicon/speech.tsv", 4, speech_row, book, err);
    if (rc == TRUCE_OK)
        rc = truce_tsv_read("lexicon/tracks.tsv", 2, tracks_row, book, err);
    return rc;
}

void truce_cuebook_release(struct truce_cuebook *book)
{
    for (size_t s = 0; s < TRUCE_N_FACTS; s++)
        truce_phrases_release(&book->phrases[s]);
    truce_map_release(&book->speech);
    truce_map_release(&book->tracks);
    truce_arena_release(&book->arena);
}

const struct truce_speech *
truce_cuebook_speech(const struct truce_cuebook *book, struct truce_view lemma)
{
    uint64_t *found = truce_map_get(&book->speech, lemma);
    return found ? (const struct truce_speech *)(uintptr_t)*found : NULL;
}

const char *truce_cuebook_track(const struct truce_cuebook *book,
                                const char *code)
{
    uint64_t *found =
        code ? truce_map_get(&book->tracks, truce_view_of(code)) : NULL;
    return found ? (const char *)(uintptr_t)*found : NULL;
}
