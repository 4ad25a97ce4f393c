/* One event told by many articles; see dedup.h. */
#include "casefile/dedup.h"

#include <string.h>

#include "base/limits.h"
#include "casefile/row.h"

/* Fewer words are no evidence that two sentences are one. */
#define WORDS_MIN 8
#define PARTIES_MAX (2 * TRUCE_MAX_SLOT_ACTORS)

static bool is_word_byte(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

/* Hash of the words of a text, case and punctuation aside; their number in
 * *n. */
static uint64_t hash_words(struct truce_view text, size_t *n)
{
    uint64_t hash = truce_hash("", 0);
    bool in_word = false;
    *n = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        char lower = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        if (is_word_byte(c)) {
            *n += !in_word;
            if (!in_word)
                hash = truce_hash_more(hash, " ", 1);
            hash = truce_hash_more(hash, &lower, 1);
        }
        in_word = is_word_byte(c);
    }
    return hash;
}

/* SQLite's integers have a sign, and 0 is kept for "none". */
static int64_t as_story(uint64_t hash)
{
    int64_t story = (int64_t)(hash >> 1);
    return story ? story : 1;
}

/* A party as many tellings name it: country or organisation, and whether its
 * state or somebody else there. "Baku", "President Aliyev" and "Azerbaijani
 * forces" are one; the names that articles choose are not compared. */
struct party {
    const char *code;
    bool other; /* not of the state: rebels, opposition, civilians, ... */
};

struct parties {
    struct party items[PARTIES_MAX]; /* sorted, each once */
    size_t n;
};

static bool is_state(const char *sector)
{
    static const char *const state[] = {"GOV", "MIL", "LEG", "JUD",
                                        "COP", "SPY", "IGO", NULL};
    for (size_t i = 0; sector && *sector && state[i]; i++)
        if (!strcmp(sector, state[i]))
            return true;
    return !sector || !*sector;
}

static int party_cmp(const struct party *a, const struct party *b)
{
    int order = strcmp(a->code, b->code);
    return order ? order : (int)a->other - (int)b->other;
}

static void add_party(struct parties *parties, const struct truce_actor *actor)
{
    struct party party = {actor->code, !is_state(actor->sector)};
    size_t at = 0;
    if (!actor->code || parties->n == PARTIES_MAX)
        return;
    while (at < parties->n && party_cmp(&parties->items[at], &party) < 0)
        at++;
    if (at < parties->n && !party_cmp(&parties->items[at], &party))
        return;
    memmove(&parties->items[at + 1], &parties->items[at],
            (parties->n - at) * sizeof parties->items[0]);
    parties->items[at] = party;
    parties->n++;
}

static void add_parties(struct parties *parties,
                        const struct truce_actors *actors)
{
    for (size_t i = 0; i < actors->n; i++)
        add_party(parties, &actors->items[i]);
}

static uint64_t hash_parties(uint64_t hash, const struct parties *parties)
{
    for (size_t i = 0; i < parties->n; i++) {
        const struct party *party = &parties->items[i];
        hash = truce_hash_more(hash, party->code, strlen(party->code));
        hash = truce_hash_more(hash, party->other ? "*+" : "+",
                               party->other ? 2 : 1);
    }
    return truce_hash_more(hash, ">", 1);
}

/* What is told, whoever did it: type, and how it is meant. A report is the
 * same telling as an assertion. */
static uint64_t hash_kind(const struct truce_event *event)
{
    enum truce_modality modality =
        event->modality == TRUCE_REPORTED ? TRUCE_ASSERTED : event->modality;
    unsigned char kind[3] = {(unsigned char)event->type,
                             (unsigned char)modality, event->background};
    uint64_t hash = truce_hash(kind, sizeof kind);
    if (event->quad == 4 && event->mode)
        hash = truce_hash_more(hash, event->mode, strlen(event->mode));
    /* a thanks, an apology and a signing are all support */
    if (event->type == TRUCE_SUPPORT && event->cameo)
        hash = truce_hash_more(hash, event->cameo, strlen(event->cameo));
    return hash;
}

/* CAMEO 057, sign a formal agreement: nobody is its target. */
static bool is_signing(const struct truce_event *event)
{
    return event->cameo && !strncmp(event->cameo, "057", 3);
}

int64_t truce_story_event(const struct truce_event *event,
                          struct truce_view sentence)
{
    /* "A and B signed", "A signed with B", "A and B shelled each other" */
    bool mutual = event->type == TRUCE_CONSULT || event->type == TRUCE_AGREE ||
                  is_signing(event) || !event->target.n;
    struct parties source = {.n = 0};
    struct parties target = {.n = 0};
    uint64_t hash = hash_kind(event);
    char date[TRUCE_DATE_SIZE];
    size_t n;
    add_parties(&source, &event->source);
    add_parties(mutual ? &source : &target, &event->target);
    if (event->date.day && (mutual ? source.n > 1 : source.n && target.n)) {
        hash = hash_parties(hash, &source);
        hash = hash_parties(hash, &target);
        truce_date_format(event->date, date);
        return as_story(truce_hash_more(hash, date, strlen(date)));
    }
    hash ^= hash_words(sentence, &n);
    hash = truce_hash_more(hash, &(uint16_t){(uint16_t)event->date.year}, 2);
    return n < WORDS_MIN ? 0 : as_story(hash);
}

int64_t truce_story_statement(const struct truce_statement *statement)
{
    const char *name = statement->speaker.name;
    size_t n;
    uint64_t hash = hash_words(statement->text, &n);
    if (!name)
        name = statement->speaker.code;
    if (!name || n < WORDS_MIN)
        return 0;
    return as_story(truce_hash_more(hash, name, strlen(name)));
}

int truce_dedup_run(struct truce_casefile *casefile, struct truce_err *err)
{
    struct truce_row row;
    int rc = truce_casefile_begin(casefile, err);
    if (rc == TRUCE_OK)
        rc = truce_near_run(casefile, err);
    if (rc == TRUCE_OK) {
        row = truce_row_start(casefile, TRUCE_SQL_JOIN_EVENTS);
        rc = truce_row_run(&row, NULL, err);
    }
    if (rc == TRUCE_OK) {
        row = truce_row_start(casefile, TRUCE_SQL_JOIN_STATEMENTS);
        rc = truce_row_run(&row, NULL, err);
    }
    if (rc == TRUCE_OK)
        rc = truce_casefile_commit(casefile, err);
    if (rc < 0)
        truce_casefile_rollback(casefile);
    return rc;
}
