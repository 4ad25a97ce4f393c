/* Which country an agent belongs to that names none; see home.h. Judged free
 * news text gave the rules: an agent mostly belongs to the country that its
 * document is about, and a country named elsewhere in the sentence is a bad
 * guess where the document has another one. */
#include "code/home.h"

#include <string.h>

#include "code/slots_int.h"
#include "code/told.h"

enum { MAX_CODES = 32, LEAST_MENTIONS = 2 };

struct tally {
    const char *codes[MAX_CODES];
    size_t counts[MAX_CODES];
    size_t n;
};

/* Bodies are no country that somebody could live in. */
static bool is_body(const struct truce_actor *actor)
{
    return (actor->sector &&
            (!strcmp(actor->sector, "IGO") || !strcmp(actor->sector, "NGO") ||
             !strcmp(actor->sector, "MED"))) ||
           (actor->kind && !strcmp(actor->kind, "organisation"));
}

bool truce_home_union(const char *code)
{
    static const char unions[] =
        " AFU ARL ASN CIS CST ECO EUR IAE ICC IGA IGO NAT NGO OSC SAD UNO ";
    struct truce_view view = {code, strlen(code)};
    return truce_tree_word_in(view, unions, sizeof unions - 1);
}

static void count(struct tally *tally, const char *code)
{
    size_t i = 0;
    while (i < tally->n && strcmp(tally->codes[i], code) != 0)
        i++;
    if (i == MAX_CODES)
        return;
    if (i == tally->n) {
        tally->codes[tally->n] = code;
        tally->counts[tally->n++] = 0;
    }
    tally->counts[i]++;
}

/* "in Brussels": the country where the union has its seat. */
static const char *seat_of(const struct truce_actor *actor)
{
    return truce_view_ends(actor->text, "Brussels") ? "BEL" : NULL;
}

/* "a campus in Brussels". */
static bool is_seat_in(const struct truce_sentence *s,
                       const struct truce_mention *m)
{
    return m->first > 0 && m->first == m->last && seat_of(&m->actor) &&
           truce_view_eq_text(s->tokens[m->first - 1].form, "in");
}

static void count_all(const struct truce_context *context, struct tally *tally)
{
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            const struct truce_actor *actor = &context->mentions[s][i].actor;
            if (actor->code && !is_body(actor) && !actor->vague &&
                !truce_home_union(actor->code))
                count(tally, actor->code);
            else if (is_seat_in(&context->out->text.sentences[s],
                                &context->mentions[s][i]))
                count(tally, seat_of(actor));
        }
}

static bool is_counted(const struct tally *tally, const char *code)
{
    for (size_t i = 0; i < tally->n; i++)
        if (!strcmp(tally->codes[i], code))
            return true;
    return false;
}

void truce_home_bodies(struct truce_context *context)
{
    struct tally tally = {.n = 0};
    const char *home = context->home;
    count_all(context, &tally);
    if (!home && tally.n == 1)
        home = tally.codes[0];
    for (size_t s = 0; home && s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            struct truce_actor *actor = &context->mentions[s][i].actor;
            if (!actor->vague || !actor->code ||
                is_counted(&tally, actor->code))
                continue;
            actor->code = home;
            actor->why = "a common name, the document's country";
            actor->confidence *= 0.8f;
        }
}

const char *truce_home_find(const struct truce_context *context)
{
    struct tally tally = {.n = 0};
    size_t first = 0, second = 0;
    const char *home = NULL;
    count_all(context, &tally);
    for (size_t i = 0; i < tally.n; i++) {
        if (tally.counts[i] > first) {
            second = first;
            first = tally.counts[i];
            home = tally.codes[i];
        } else if (tally.counts[i] > second) {
            second = tally.counts[i];
        }
    }
    return first >= LEAST_MENTIONS && first * 2 >= second * 3 ? home : NULL;
}

/* A word before the head of the agent's noun phrase, or below it. */
static bool described(const struct truce_scan *scan,
                      const struct truce_mention *m, const char *words)
{
    for (size_t t = m->first; t < m->head; t++)
        if (truce_tree_lemma_in(&scan->tree, (int32_t)t, words))
            return true;
    for (int32_t c = scan->tree.first[m->head]; c >= 0; c = scan->tree.next[c])
        if (truce_tree_lemma_in(&scan->tree, c, words) && c < (int32_t)m->head)
            return true;
    return false;
}

/* "foreign fighters", "the international community", "coalition aircraft",
 * "other governments": of no single country. */
static bool from_abroad(const struct truce_scan *scan,
                        const struct truce_actor *actor)
{
    static const char word[] = "oalition";
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    for (size_t i = 0; i + sizeof word <= actor->text.len + 1; i++)
        if (!memcmp(actor->text.ptr + i, word, sizeof word - 1))
            return true;
    return m && !described(scan, m, " local ") &&
           described(scan, m,
                     " foreign international western global regional "
                     "neighboring neighbouring multinational other "
                     "african european asian arab allied worldwide ");
}

static bool is_gov(const struct truce_actor *actor)
{
    return actor->sector && !strcmp(actor->sector, "GOV");
}

/* "the government", "authorities", "Defence Minister Roca": not "a
 * government", "ministers". */
static bool is_definite(const struct truce_scan *scan,
                        const struct truce_actor *actor)
{
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    return m &&
           (described(scan, m, " the ") ||
            (actor->kind && !strcmp(actor->kind, "person")) ||
            truce_tree_lemma_in(&scan->tree, (int32_t)m->head, " authority "));
}

/* "the West African nation", "countries": some other state. */
static bool other_state(const struct truce_scan *scan,
                        const struct truce_actor *actor)
{
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    return m &&
           truce_tree_lemma_in(&scan->tree, (int32_t)m->head,
                               " nation country state territory ") &&
           (!described(scan, m, " the ") ||
            truce_tree_child(&scan->tree, (int32_t)m->head, TRUCE_REL_amod) >=
                0 ||
            truce_view_ends(actor->text, "s"));
}

/* Airstrikes and drones are means, of whatever army. */
static bool is_weapon(const struct truce_actor *actor)
{
    static const char *const words[] = {"strike",     "drone",   "missile",
                                        "aircraft",   "plane",   "raid",
                                        "helicopter", "warship", "tank"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (actor->office && strstr(actor->office, words[i]))
            return true;
    return false;
}

/* "representatives from 16 other nations": of many, and not of its
 * companion's. */
static bool of_others(const struct truce_scan *scan,
                      const struct truce_actor *actor)
{
    const struct truce_tree *tree = &scan->tree;
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    for (int32_t c = m ? tree->first[m->head] : -1; c >= 0; c = tree->next[c])
        if ((size_t)c > m->head &&
            truce_tree_lemma_in(tree, c, " nation country state government ") &&
            truce_view_eq_text(truce_tree_token(tree, c)->xpos, "NNS"))
            return true;
    return false;
}

static bool open_agent(const struct truce_scan *scan,
                       const struct truce_actor *actor)
{
    return !actor->code && !actor->abroad && actor->kind &&
           (!strcmp(actor->kind, "agent") ||
            (!strcmp(actor->kind, "person") && actor->office)) &&
           !is_weapon(actor) &&
           !(actor->sector && !strcmp(actor->sector, "IGO")) &&
           !from_abroad(scan, actor) && !other_state(scan, actor) &&
           !of_others(scan, actor);
}

/* "the army", "the police": ordered about by their own government. */
static bool is_servant(const struct truce_actor *actor)
{
    return actor->sector &&
           (!strcmp(actor->sector, "MIL") || !strcmp(actor->sector, "COP"));
}

static bool is_anybody(const struct truce_actor *actor)
{
    return !actor->sector || !strcmp(actor->sector, "CVL");
}

/* "in Geneva", "at The Hague": where something is, of another country than
 * the document's. */
static bool only_there(const struct truce_scan *scan,
                       const struct truce_mention *m)
{
    const char *home = scan->context->home;
    return home && strcmp(home, m->actor.code) != 0 &&
           truce_tree_word_in(truce_tree_prep(&scan->tree, (int32_t)m->head),
                              " in at near from to ", 20);
}

static bool is_kind(const struct truce_actor *actor, const char *kind)
{
    return actor->kind && !strcmp(actor->kind, kind);
}

/* Groups that fight in many countries lend none to a state's servants. */
static bool is_of_many(const struct truce_actor *actor)
{
    return is_kind(actor, "group") && actor->name &&
           (strstr(actor->name, "Islamic State") ||
            strstr(actor->name, "Qaida") || strstr(actor->name, "Qaeda"));
}

/* A town of a country that the document never names may be a namesake. */
static bool only_a_town(const struct truce_scan *scan,
                        const struct truce_actor *place)
{
    const struct truce_context *context = scan->context;
    if (!is_kind(place, "place") || !place->sector || !context->home ||
        !strcmp(place->code, context->home))
        return false; /* capitals have no sector where they are a place */
    for (size_t s = 0; s < context->out->text.n_sentences; s++)
        for (size_t i = 0; i < context->n_mentions[s]; i++) {
            const struct truce_actor *actor = &context->mentions[s][i].actor;
            if (actor->code && !is_kind(actor, "place") &&
                !strcmp(actor->code, place->code))
                return false;
        }
    return true;
}

/* The code of the sentence's only country, or NULL. */
static const char *only_country(const struct truce_scan *scan,
                                const struct truce_actor *agent)
{
    const char *code = NULL;
    bool state = is_gov(agent) || is_servant(agent);
    for (size_t i = 0; i < scan->n_mentions; i++) {
        const struct truce_actor *actor = &scan->mentions[i].actor;
        if (!actor->code || is_body(actor) || truce_home_union(actor->code) ||
            (state && is_of_many(actor)) || only_a_town(scan, actor) ||
            only_there(scan, &scan->mentions[i]))
            continue;
        if (code && strcmp(code, actor->code) != 0)
            return NULL;
        code = actor->code;
    }
    return code;
}

static const char *slot_code(const struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].code && !is_body(&slot->items[i]))
            return slot->items[i].code;
    return NULL;
}

/* Whose an agent is who acts together with others; an army is not that of
 * the foreign group beside it. */
static const char *companion_code(const struct truce_slot *slot,
                                  const struct truce_actor *agent)
{
    for (size_t i = 0; i < slot->n; i++) {
        const struct truce_actor *actor = &slot->items[i];
        bool group = actor->kind && !strcmp(actor->kind, "group");
        if (actor->code && !is_body(actor) && !(group && is_servant(agent)))
            return actor->code;
    }
    return NULL;
}

static const char of_document[] = "country of the document";

/* States and governments of the other slot deal with other states; their own
 * people do with their own government, and so do bodies ("authorities") that
 * are only taken for the document's own. */
static bool speaks_for_state(const struct truce_slot *slot, const char *code)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].code && !strcmp(slot->items[i].code, code) &&
            slot->items[i].why != of_document &&
            (!slot->items[i].sector || is_gov(&slot->items[i])))
            return true;
    return false;
}

/* The state itself, its government, or who once was of it. */
static bool has_rulers(const struct truce_slot *slot, const char *code)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].code && !strcmp(slot->items[i].code, code) &&
            (!slot->items[i].sector || is_gov(&slot->items[i]) ||
             !strcmp(slot->items[i].sector, "ELI")))
            return true;
    return false;
}

static const struct truce_actor *subject_before(const struct truce_scan *scan,
                                                size_t sentence)
{
    const struct truce_sentence *s =
        &scan->context->out->text.sentences[sentence];
    const struct truce_mention *m = scan->context->mentions[sentence];
    for (size_t i = 0; i < scan->context->n_mentions[sentence]; i++) {
        const struct truce_token *t = &s->tokens[m[i].head];
        if ((t->rel == TRUCE_REL_nsubj || t->rel == TRUCE_REL_nsubj_pass) &&
            t->head >= 0 && s->tokens[t->head].rel == TRUCE_REL_root)
            return &m[i].actor;
    }
    return NULL;
}

/* "Saudi Arabia lends ... . The government also lends Iran ...": the state
 * that the sentence before speaks of, where the document's own is the other
 * side. */
static const char *state_before(const struct truce_scan *scan,
                                const struct truce_slot *other)
{
    const struct truce_actor *actor =
        scan->sentence ? subject_before(scan, scan->sentence - 1) : NULL;
    if (!actor || !actor->code || (actor->sector && !is_gov(actor)) ||
        truce_home_union(actor->code) || speaks_for_state(other, actor->code))
        return NULL;
    return actor->code;
}

/* "in Serbia" in the predicate's own clause: where an agent acts. Not the
 * seat of another actor ("the court in The Hague"). */
static const char *place_code(const struct truce_scan *scan,
                              const struct truce_candidate *c,
                              const struct truce_mention *own)
{
    const char *prep = c->type == TRUCE_PROTEST
                           ? " in across through throughout within inside "
                           : " in ";
    for (size_t i = 0; i < scan->n_mentions; i++) {
        const struct truce_mention *m = &scan->mentions[i];
        int32_t at = (int32_t)m->head;
        if (!m->actor.code ||
            !truce_tree_word_in(truce_tree_prep(&scan->tree, at), prep,
                                strlen(prep)))
            continue;
        if (only_a_town(scan, &m->actor))
            continue;
        while (at >= 0 && at != c->clause.top) {
            enum truce_rel rel = truce_tree_rel(&scan->tree, at);
            at = truce_tree_token(&scan->tree, at)->head;
            if (rel == TRUCE_REL_acl || (at >= 0 && scan->actors[at] == 2 &&
                                         !(own && own->head == (size_t)at)))
                break;
        }
        if (at == c->clause.top)
            return truce_home_union(m->actor.code) ? seat_of(&m->actor)
                                                   : m->actor.code;
    }
    return NULL;
}

static bool is_armed(const struct truce_actor *actor)
{
    struct truce_view sector = truce_view_of(actor->sector);
    return actor->sector && truce_tree_word_in(sector, " REB UAF PRM CRM ", 17);
}

static const char *armed_code(const struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].code && is_armed(&slot->items[i]))
            return slot->items[i].code;
    return NULL;
}

/* Protesters and their own police or army; an army may fight abroad. */
static bool fights_state(int type)
{
    return type == TRUCE_ASSAULT || type == TRUCE_COERCE ||
           type == TRUCE_PROTEST;
}

static const char *forces_code(const struct truce_slot *slot, bool army)
{
    for (size_t i = 0; i < slot->n; i++) {
        const struct truce_actor *actor = &slot->items[i];
        if (actor->code && actor->sector &&
            (!strcmp(actor->sector, "COP") || !strcmp(actor->sector, "UAF") ||
             (army && is_servant(actor))))
            return actor->code;
    }
    return NULL;
}

/* Activists face the government of the country that the text is about. */
static bool own_state(const struct truce_slot *slot, const char *home)
{
    for (size_t i = 0; i < slot->n; i++) {
        const struct truce_actor *actor = &slot->items[i];
        if (actor->code && !strcmp(actor->code, home) && actor->sector &&
            is_kind(actor, "agent") &&
            (is_gov(actor) || is_servant(actor) ||
             !strcmp(actor->sector, "JUD")))
            return true;
    }
    return false;
}

/* Police, gunmen and people are of where they act; an opposition or a lawyer
 * may act abroad. */
static bool is_at_place(const struct truce_actor *actor)
{
    return is_servant(actor) || is_armed(actor) || is_anybody(actor);
}

static bool hurts_own(int type)
{
    return type == TRUCE_COERCE || type == TRUCE_ACCUSE;
}

/* "local men", "its own people": as much at home as who deals with them. */
static bool is_local(const struct truce_scan *scan,
                     const struct truce_actor *actor)
{
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    return m && described(scan, m, " local own fellow domestic ");
}

/* What is known of the slots while an agent is settled. */
struct setting {
    const struct truce_candidate *candidate;
    const struct truce_slot *slot;
    const struct truce_slot *other;
    bool is_target;
};

static bool is_single(const struct truce_actor *actor)
{
    return actor->office && (!strcmp(actor->office, "prime minister") ||
                             !strcmp(actor->office, "president") ||
                             !strcmp(actor->office, "foreign minister") ||
                             !strcmp(actor->office, "chancellor") ||
                             !strcmp(actor->office, "king"));
}

/* A president, minister or king of the country is there in person. */
static bool has_person(const struct truce_slot *slot, const char *code)
{
    for (size_t i = 0; i < slot->n; i++)
        if (slot->items[i].code && !strcmp(slot->items[i].code, code) &&
            is_kind(&slot->items[i], "person") && is_single(&slot->items[i]))
            return true;
    return false;
}

/* "Opposition parties and France's president": a foreign state beside them
 * lends them nothing. */
static const char *code_beside(const struct truce_scan *scan,
                               const struct setting *setting,
                               const struct truce_actor *actor)
{
    const char *home = scan->context->home;
    const char *code = companion_code(setting->slot, actor);
    if (code && is_gov(actor) && has_person(setting->slot, code) &&
        is_single(actor))
        return NULL; /* "the prime minister and President Hollande" */
    if (code && home && strcmp(code, home) != 0 && actor->sector &&
        truce_tree_word_in(truce_view_of(actor->sector), " OPP PTY REB ", 13) &&
        has_rulers(setting->slot, code))
        return NULL;
    return code;
}

/* The country inside the phrase of an army's mention: "U.S. troops in the
 * Philippines". */
static const char *posted_in(const struct truce_scan *scan,
                             const struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n; i++) {
        const struct truce_actor *actor = &slot->items[i];
        struct truce_actor there = {0};
        size_t at = truce_view_find(actor->text, TRUCE_VIEW(" in "));
        struct truce_view tail;
        if (at == (size_t)-1 || !is_servant(actor) || !actor->code)
            continue;
        tail = (struct truce_view){actor->text.ptr + at + 4,
                                   actor->text.len - at - 4};
        if (truce_lexicon_resolve(scan->coder->lexicon, tail,
                                  scan->context->document->date, scan->arena,
                                  &there) == TRUCE_OK &&
            there.code && !truce_home_union(there.code))
            return there.code;
    }
    return NULL;
}

/* The country of people who mostly deal with their own government. */
static const char *own_people(const struct truce_slot *slot, bool armed)
{
    static const char all[] =
        " OPP CVL LAB NGO JUD LEG REB EDU REL PTY AGR COP MIL ";
    static const char unarmed[] = " OPP CVL LAB NGO JUD LEG EDU ";
    const char *sectors = armed ? all : unarmed;
    const struct truce_actor *actor = slot->n == 1 ? slot->items : NULL;
    return actor && actor->code && actor->sector &&
                   !truce_home_union(actor->code) &&
                   truce_tree_word_in(truce_view_of(actor->sector), sectors,
                                      strlen(sectors))
               ? actor->code
               : NULL;
}

static const char *code_of_gov(const struct truce_scan *scan,
                               const struct setting *setting,
                               const struct truce_actor *actor,
                               const char **why)
{
    const struct truce_slot *other = setting->other;
    const char *home = scan->context->home, *code;
    int type = setting->candidate->type;
    bool named = !strcmp(actor->kind, "person");
    if (named && home && has_rulers(other, home) &&
        !(actor->why && !strcmp(actor->why, "named in full before")))
        return NULL; /* "Kerry met President Williams" */
    code = home || named ? home : only_country(scan, actor);
    *why = of_document;
    if (setting->is_target && hurts_own(type) && home && own_state(other, home))
        return home; /* "police arrested a deputy minister" */
    *why = "country of the other side";
    if (setting->is_target && type == TRUCE_ASSAULT && armed_code(other) &&
        !is_definite(scan, actor))
        return armed_code(other); /* "rebels beheaded two officials" */
    *why = home ? of_document : "domestic default";
    if (!is_definite(scan, actor))
        return NULL;
    if (setting->is_target && own_people(other, !home))
        return own_people(other, !home); /* "Peru's miners urged the
                                            government" */
    if (code && !(type == TRUCE_CONSULT ? has_rulers(other, code)
                                        : speaks_for_state(other, code)))
        return code;
    *why = "country of the sentence before";
    return state_before(scan, other);
}

/* By the clause: where it happens, who else is in it. */
static const char *code_of_clause(const struct truce_scan *scan,
                                  const struct setting *setting,
                                  const struct truce_actor *actor,
                                  const char **why)
{
    const struct truce_candidate *c = setting->candidate;
    const struct truce_slot *other = setting->other;
    const char *home = scan->context->home, *code;
    *why = "country of the other side";
    if (setting->is_target && slot_code(other) && is_local(scan, actor))
        return slot_code(other);
    *why = "country of the place";
    code = setting->is_target && (is_armed(actor) || is_anybody(actor))
               ? posted_in(scan, other)
               : NULL;
    if (!code && c->type != TRUCE_CONSULT)
        code = place_code(scan, c,
                          setting->is_target ? truce_slot__mention(scan, actor)
                                             : NULL);
    if (code && (setting->is_target || is_at_place(actor) || !home ||
                 c->type == TRUCE_PROTEST))
        return code;
    *why = "told of such before";
    code = truce_told_agent(scan, truce_slot__mention(scan, actor));
    if (code)
        return code;
    *why = "domestic default";
    code = other->n ? only_country(scan, actor) : NULL;
    if (code && home && strcmp(code, home) != 0 &&
        (!setting->is_target || is_armed(actor)))
        code = NULL; /* "police arrested 10 Czech nationals" */
    return code;
}

/* "all parties": sides of a matter (sectors.c), which are of the country only
 * where its own rulers speak to them. */
static bool is_side(const struct truce_actor *actor)
{
    return !actor->sector && actor->office && !strcmp(actor->office, "party");
}

static const char *code_for(const struct truce_scan *scan,
                            const struct setting *setting,
                            const struct truce_actor *actor, const char **why)
{
    const struct truce_candidate *c = setting->candidate;
    const struct truce_slot *other = setting->other;
    const char *home = scan->context->home;
    const char *code = code_beside(scan, setting, actor);
    *why = "country of its companion";
    if (code)
        return code;
    *why = of_document;
    if (is_side(actor))
        return home && has_rulers(other, home) ? home : NULL;
    *why = "servant of who orders";
    if (c->type == TRUCE_REQUEST && setting->is_target && is_servant(actor) &&
        is_definite(scan, actor) && slot_code(other) &&
        speaks_for_state(other, slot_code(other)))
        return slot_code(other);
    if (is_gov(actor))
        return code_of_gov(scan, setting, actor, why);
    code = code_of_clause(scan, setting, actor, why);
    if (code)
        return code;
    *why = "country of the other side";
    if (is_anybody(actor) && fights_state(c->type) &&
        forces_code(other, !setting->is_target))
        return forces_code(other, !setting->is_target);
    *why = of_document;
    if (is_anybody(actor) && home && !own_state(other, home))
        return NULL;
    return home;
}

/* "ethnic Korean residents": of where they live. */
static bool is_ethnic(const struct truce_scan *scan,
                      const struct truce_actor *actor)
{
    const struct truce_mention *m = truce_slot__mention(scan, actor);
    return m && actor->sector && !scan->coder->petrarch.n &&
           is_kind(&m->actor, "agent") && described(scan, m, " ethnic ");
}

static void settle(const struct truce_scan *scan, const struct setting *setting,
                   struct truce_slot *slot, struct truce_slots *slots)
{
    for (size_t i = 0; i < slot->n; i++) {
        struct truce_actor *actor = &slot->items[i];
        const char *why = NULL;
        if (is_ethnic(scan, actor))
            actor->code = NULL;
        const char *code = open_agent(scan, actor)
                               ? code_for(scan, setting, actor, &why)
                               : NULL;
        if (!code)
            continue;
        actor->code = code;
        actor->why = why;
        slots->domestic = true;
    }
}

/* "the country", "the tiny Pacific nation": the state told before. */
static void settle_states(const struct truce_scan *scan,
                          struct truce_slot *slot,
                          const struct truce_slot *other)
{
    for (size_t i = 0; i < slot->n; i++) {
        struct truce_actor *actor = &slot->items[i];
        const struct truce_mention *m = truce_slot__mention(scan, actor);
        if (actor->code || !m)
            continue;
        actor->code = truce_told_state(scan, m, other);
        if (!actor->code)
            continue;
        actor->why = "the state told before";
        actor->sector = NULL;
    }
}

static bool offers_troops(int type)
{
    return type == TRUCE_AGREE || type == TRUCE_REJECT || type == TRUCE_AID;
}

/* "troops for a peacekeeping force in Liberia": the force is of many
 * countries, but it is Liberia that gets or does not get it. */
static void settle_abroad(const struct truce_scan *scan,
                          const struct truce_candidate *c,
                          struct truce_slot *slot)
{
    for (size_t i = 0; i < slot->n && offers_troops(c->type); i++) {
        const struct truce_mention *m =
            truce_slot__mention(scan, &slot->items[i]);
        if (!m || !slot->items[i].abroad || slot->items[i].code ||
            !slot->items[i].sector || strcmp(slot->items[i].sector, "MIL") != 0)
            continue;
        for (size_t k = 0; k < scan->n_mentions; k++) {
            const struct truce_mention *there = &scan->mentions[k];
            struct truce_view prep =
                truce_tree_prep(&scan->tree, (int32_t)there->head);
            if (there->actor.code &&
                truce_tree_within(&scan->tree, (int32_t)there->head,
                                  (int32_t)m->head) &&
                truce_tree_word_in(prep, " in for to ", 11))
                slot->items[i] = there->actor;
        }
    }
}

void truce_home_settle(const struct truce_scan *scan,
                       const struct truce_candidate *c,
                       struct truce_slots *slots)
{
    struct setting target = {c, &slots->target, &slots->source, true};
    struct setting source = {c, &slots->source, &slots->target, false};
    settle_abroad(scan, c, &slots->target);
    settle_states(scan, &slots->target, &slots->source);
    settle_states(scan, &slots->source, &slots->target);
    settle(scan, &target, &slots->target, slots);
    settle(scan, &source, &slots->source, slots);
    /* those whom a government, told now, deals with */
    settle(scan, &target, &slots->target, slots);
}
