/*
 * The words around a meeting. Tables of plain words stand in
 * lexicon/facts.tsv (format, level, outcome); what needs the tree is here:
 * who asked for the meeting ("at the request of X", "convened by X"), who
 * stayed away, and claims of a first meeting since some day.
 */
#include "code/episode_words.h"

#include <string.h>

static const char meeting_words[] =
    " meet meeting talk talks negotiation summit mediation mediate negotiate "
    "host round dialogue broker facilitate conference call speak consultation "
    "discuss deal agreement ceasefire accord sign truce conversation session "
    "encounter phone telephone invite convene together ";

/* Things that one is asked to, or stays away from. */
static const char invitations[] =
    " meeting talk talks negotiation summit round dialogue conference call "
    "conversation session encounter consultation mediation invitation offer "
    "proposal discussion exchange visit it them ";

bool truce_episode_names_meeting(const struct truce_sense *sense)
{
    for (size_t k = 0; k < sense->sentence->n_tokens; k++)
        if (truce_sense_lemma(sense, (int32_t)k, meeting_words))
            return true;
    return false;
}

bool truce_episode_looks_back(const struct truce_sense *sense)
{
    bool before = false, had = false;
    for (size_t k = 0; k < sense->sentence->n_tokens; k++) {
        before |= truce_view_eq_nocase(sense->sentence->tokens[k].form,
                                       TRUCE_VIEW("earlier")) ||
                  truce_sense_lemma(sense, (int32_t)k, " previous prior ");
        had |= truce_view_eq_nocase(sense->sentence->tokens[k].form,
                                    TRUCE_VIEW("had"));
    }
    return before && had;
}

void truce_episode_add_format(struct truce_episode *episode, const char *format)
{
    for (size_t i = 0; i < episode->n_formats; i++)
        if (!strcmp(episode->formats[i], format))
            return;
    if (episode->n_formats < 4)
        episode->formats[episode->n_formats++] = format;
}

/* Rank of an office: 3 leaders, 2 ministers, 1 envoys, 0 unknown. */
static int office_rank(const struct truce_actor *actor)
{
    static const struct {
        const char *word;
        int rank;
    } rows[] = {{"envoy", 1},
                {"ambassador", 1},
                {"deputy prime", 2},
                {"deputy", 1},
                {"representative", 1},
                {"negotiator", 1},
                {"delegation", 1},
                {"delegate", 1},
                {"official", 1},
                {"diplomat", 1},
                {"secretary-general", 3},
                {"secretary of state", 2},
                {"foreign secretary", 2},
                {"prime minister", 3},
                {"minister", 2},
                {"vice", 2},
                {"president", 3},
                {"king", 3},
                {"monarch", 3},
                {"emir", 3},
                {"chancellor", 3},
                {"leader", 3},
                {"premier", 3},
                {"crown prince", 3},
                {"high representative", 2},
                {"commander", 1}};
    for (size_t i = 0; actor->office && i < sizeof(rows) / sizeof(rows[0]); i++)
        if (strstr(actor->office, rows[i].word))
            return rows[i].rank;
    return 0;
}

/* "Envoys of President X", "officials from A": not the office behind "of". */
static bool is_sent(const struct truce_actor *actor)
{
    static const char *const words[] = {
        "envoy",    "official", "delegation",    "negotiator",
        "diplomat", "delegate", "representative"};
    size_t of = truce_view_find(actor->text, TRUCE_VIEW(" of "));
    size_t from = truce_view_find(actor->text, TRUCE_VIEW(" from "));
    struct truce_view head = actor->text;
    if (of == (size_t)-1 && from == (size_t)-1)
        return false;
    head.len = of < from ? of : from;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (truce_view_find(head, truce_view_of(words[i])) != (size_t)-1 ||
            (head.len &&
             truce_view_find((struct truce_view){head.ptr + 1, head.len - 1},
                             truce_view_of(words[i] + 1)) == 0))
            return true;
    return false;
}

const char *truce_episode_level(const struct truce_senses *senses,
                                const struct truce_sense *sense,
                                const struct truce_episode *episode)
{
    static const char *const names[] = {NULL, "envoys", "ministers", "leaders"};
    struct truce_cue_hit hit;
    size_t at = 0;
    int rank = 0, lowest = 4;
    for (size_t i = 0; i < episode->parties.n; i++) {
        const struct truce_actor *party = &episode->parties.items[i];
        rank = is_sent(party) ? 1 : office_rank(party);
        if (rank && rank < lowest)
            lowest = rank;
    }
    if (lowest < 4)
        return names[lowest];
    while (truce_sense_next(senses, sense, TRUCE_FACT_LEVEL, &at, &hit))
        return hit.code;
    for (size_t i = 0; i < episode->mediators.n; i++) {
        rank = office_rank(&episode->mediators.items[i]);
        if (rank)
            return names[rank];
    }
    return NULL;
}

/* A stretch of time at token: "four days", "several hours", "two-day"; its
 * last token, or 0. */
static size_t stretch_at(const struct truce_sense *sense, size_t k)
{
    const struct truce_sentence *s = sense->sentence;
    size_t unit = k + 1;
    bool count =
        truce_sense_number(sense, k) > 0 ||
        truce_sense_lemma(sense, (int32_t)k, " several many few dozen ");
    if (!count || unit >= s->n_tokens)
        return 0;
    if (unit + 1 < s->n_tokens &&
        (truce_view_eq_text(s->tokens[unit].form, "-") ||
         truce_sense_lemma(sense, (int32_t)unit, " straight long full ")))
        unit++;
    return truce_sense_lemma(sense, (int32_t)unit,
                             " hour day week month year decade ")
               ? unit
               : 0;
}

/* "after four days of talks", "talks lasting several hours". */
static struct truce_view find_duration(const struct truce_senses *senses,
                                       const struct truce_sense *sense)
{
    const struct truce_sentence *s = sense->sentence;
    bool talks = false;
    for (size_t k = 0; k < s->n_tokens; k++)
        talks |= truce_sense_lemma(sense, (int32_t)k,
                                   " talk talks negotiation mediate meet "
                                   "meeting discussion last session ");
    for (size_t k = 0; talks && k + 1 < s->n_tokens; k++) {
        size_t unit = stretch_at(sense, k);
        bool bound =
            k > 0 && truce_sense_lemma(sense, (int32_t)k - 1,
                                       " within in next every to by from of "
                                       "seven-day ");
        /* "a seven-day ceasefire", "twelve years old", "two days ago" */
        if (!unit || bound ||
            (unit + 1 < s->n_tokens &&
             truce_sense_lemma(sense, (int32_t)unit + 1,
                               " ago later earlier before old ceasefire truce "
                               "pause war conflict prison ")))
            continue;
        return truce_senses_view(senses, s->tokens[k].begin,
                                 s->tokens[unit].end);
    }
    return (struct truce_view){NULL, 0};
}

/* Does a bound of time follow: "since May", "in five years", "for months"?
 * Not "in 2020". */
static bool bound_after(const struct truce_sense *sense, size_t from,
                        size_t reach)
{
    size_t n = sense->sentence->n_tokens;
    for (size_t k = from; k + 1 < n && k < from + reach; k++) {
        if (truce_sense_lemma(sense, (int32_t)k, " since "))
            return true;
        if (!truce_sense_lemma(sense, (int32_t)k, " in for after "))
            continue;
        for (size_t j = k + 1; j < n && j < k + 5; j++)
            if (stretch_at(sense, j) ||
                (truce_sense_lemma(sense, (int32_t)j,
                                   " decade year month week ") &&
                 truce_view_ends(sense->sentence->tokens[j].form, "s")))
                return true;
    }
    return false;
}

static bool meets_near(const struct truce_sense *sense, size_t from,
                       size_t reach)
{
    size_t n = sense->sentence->n_tokens;
    for (size_t k = from; k < n && k < from + reach; k++)
        if (truce_sense_lemma(sense, (int32_t)k,
                              " meeting meet talk talks round visit contact "
                              "conversation time session summit encounter "
                              "negotiation face-to-face call direct handshake "
                              "sit speak gathering dialogue "))
            return true;
    return false;
}

/* Token where a claim begins that there was no such meeting before: "the
 * first meeting since", "first ... in five years", "had not met for", "last
 * met in", "a first since the war"; n_tokens: none. */
static size_t claim_at(const struct truce_sense *sense)
{
    size_t n = sense->sentence->n_tokens;
    for (size_t k = 0; k < n; k++) {
        const struct truce_token *t = &sense->sentence->tokens[k];
        if (truce_sense_lemma(sense, (int32_t)k, " first ") &&
            (meets_near(sense, k + 1, 6) ||
             (k + 1 < n &&
              truce_sense_lemma(sense, (int32_t)k + 1, " since "))) &&
            bound_after(sense, k + 1, n))
            return k;
        if (truce_view_eq_nocase(t->form, TRUCE_VIEW("first-ever")) &&
            meets_near(sense, k + 1, 4))
            return k;
        if (truce_sense_lemma(sense, (int32_t)k, " not never ") &&
            meets_near(sense, k + 1, 3) && bound_after(sense, k + 1, 12))
            return k;
        if (truce_sense_lemma(sense, (int32_t)k, " last ") && k + 1 < n &&
            sense->sentence->tokens[k + 1].upos == TRUCE_UPOS_VERB &&
            truce_sense_lemma(sense, (int32_t)k + 1,
                              " meet speak talk sit gather convene "))
            return k;
    }
    return n;
}

static struct truce_view find_first(const struct truce_senses *senses,
                                    const struct truce_sense *sense)
{
    size_t k = claim_at(sense), end;
    if (k >= sense->sentence->n_tokens)
        return (struct truce_view){NULL, 0};
    end = sense->sentence->n_tokens - 1;
    while (end > k && sense->sentence->tokens[end].upos == TRUCE_UPOS_PUNCT)
        end--;
    return truce_senses_view(senses, sense->sentence->tokens[k].begin,
                             sense->sentence->tokens[end].end);
}

/* "Nobody announced a breakthrough", "no progress was reported". */
static bool fruitless(const struct truce_sense *sense)
{
    size_t n = sense->sentence->n_tokens;
    for (size_t k = 0; k < n; k++) {
        if (!truce_sense_lemma(sense, (int32_t)k,
                               " no nobody neither without little not "))
            continue;
        for (size_t j = k + 1; j < n && j < k + 5; j++)
            if (truce_sense_lemma(sense, (int32_t)j,
                                  " breakthrough progress agreement deal "
                                  "result accord compromise "))
                return true;
        for (size_t j = k + 1; j < n && j < k + 3; j++)
            if (truce_sense_lemma(sense, (int32_t)k, " not ") &&
                truce_sense_lemma(sense, (int32_t)j,
                                  " sign initial agree produce yield "))
                return true;
    }
    return false;
}

static void read_outcome(const struct truce_senses *senses,
                         const struct truce_sense *sense,
                         struct truce_episode *episode)
{
    static const char *const order[] = {"none", "cancelled", "joint statement",
                                        "agreement"};
    bool planned = episode->modality == TRUCE_PLANNED;
    if (fruitless(sense) && !planned && !episode->outcome) {
        episode->outcome = order[0];
        return;
    }
    for (size_t i = 0; i < 4; i++) {
        if (!truce_sense_has(senses, sense, TRUCE_FACT_OUTCOME, order[i]))
            continue;
        /* what is still to come has no result yet */
        if (planned && i != 1)
            continue;
        if (!episode->outcome || i < 2)
            episode->outcome = order[i];
        return;
    }
}

static int set_actor(struct truce_senses *senses,
                     const struct truce_sense *sense, int32_t token,
                     struct truce_actor **out)
{
    struct truce_actors found = {0};
    if (*out || token < 0)
        return TRUCE_OK;
    /* "Cairo, which proposed it" */
    if (truce_sense_lemma(sense, token, " who which that ") &&
        sense->sentence->tokens[token].head >= 0)
        token =
            sense->sentence->tokens[sense->sentence->tokens[token].head].head;
    if (token < 0)
        return TRUCE_OK;
    if (truce_sense_actors(senses, sense, token, &found) < 0)
        return TRUCE_ENOMEM;
    /* "the regional bloc IGAD": the noun names nobody, its name does */
    for (int32_t c = sense->tree.first[token]; !found.n && c >= 0;
         c = sense->tree.next[c])
        if ((truce_tree_rel(&sense->tree, c) == TRUCE_REL_appos ||
             truce_tree_rel(&sense->tree, c) == TRUCE_REL_flat ||
             truce_tree_rel(&sense->tree, c) == TRUCE_REL_compound) &&
            truce_sense_actors(senses, sense, c, &found) < 0)
            return TRUCE_ENOMEM;
    if (found.n)
        *out = &found.items[0];
    return TRUCE_OK;
}

static int32_t first_subject(const struct truce_sense *sense, int32_t verb)
{
    int32_t subjects[4];
    size_t n;
    if (truce_tree_passive(&sense->tree, verb)) {
        for (int32_t c = sense->tree.first[verb]; c >= 0;
             c = sense->tree.next[c])
            if (sense->sentence->tokens[c].rel == TRUCE_REL_obl_agent ||
                truce_view_eq_text(truce_sense_prep(sense, c), "by"))
                return c;
        return -1;
    }
    /* "The regional bloc IGAD had ...": two subjects to the parser */
    n = truce_tree_subjects(&sense->tree, verb, subjects, 4, NULL);
    for (size_t i = 0; i < n; i++)
        if (truce_sense_mention(sense, subjects[i]))
            return subjects[i];
    return n ? subjects[0] : -1;
}

/* A thing one is asked to under the verb, or the noun that it hangs on. */
static bool has_invitation(const struct truce_sense *sense, int32_t verb)
{
    int32_t head = sense->sentence->tokens[verb].head;
    enum truce_rel rel = truce_tree_rel(&sense->tree, verb);
    if (head >= 0 && rel == TRUCE_REL_acl &&
        truce_sense_lemma(sense, head, invitations))
        return true;
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, invitations) ||
            (truce_tree_rel(&sense->tree, c) == TRUCE_REL_xcomp &&
             truce_sense_lemma(sense, c,
                               " host hold meet mediate convene organise "
                               "organize broker facilitate arrange ")))
            return true;
    return false;
}

/* "Turkey had proposed the call", "convened by X", "X invited both". */
static int read_asking(struct truce_senses *senses,
                       const struct truce_sense *sense, int32_t verb,
                       struct truce_episode *e)
{
    bool asks = truce_sense_lemma(sense, verb,
                                  " initiate propose offer convene suggest "
                                  "request ");
    bool invites = truce_sense_lemma(sense, verb, " invite summon ");
    int32_t subject;
    if (!invites && !(asks && has_invitation(sense, verb)))
        return TRUCE_OK;
    subject = first_subject(sense, verb);
    /* "a summit convened by X": a participle without its auxiliary */
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_view_eq_text(truce_sense_prep(sense, c), "by"))
            subject = c;
    return set_actor(senses, sense, subject, &e->initiator);
}

/* "at the invitation of X", "at Kyiv's request", "on the initiative of X". */
static int read_asked(struct truce_senses *senses,
                      const struct truce_sense *sense, int32_t noun,
                      struct truce_episode *e)
{
    struct truce_view prep = truce_sense_prep(sense, noun);
    if (!truce_sense_lemma(sense, noun,
                           " invitation initiative request behest suggestion "
                           "urging proposal bidding ") ||
        !(truce_view_eq_nocase(prep, TRUCE_VIEW("at")) ||
          truce_view_eq_nocase(prep, TRUCE_VIEW("on")) ||
          truce_view_eq_nocase(prep, TRUCE_VIEW("upon"))))
        return TRUCE_OK;
    for (int32_t c = sense->tree.first[noun]; c >= 0; c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        if ((rel == TRUCE_REL_nmod || rel == TRUCE_REL_amod ||
             rel == TRUCE_REL_compound) &&
            set_actor(senses, sense, c, &e->initiator) < 0)
            return TRUCE_ENOMEM;
    }
    return TRUCE_OK;
}

/* "refused to attend", "declined the offer", "stayed away from the talks",
 * "boycotted the round". */
static bool stays_away(const struct truce_sense *sense, int32_t verb)
{
    if (truce_sense_lemma(sense, verb, " boycott snub skip "))
        return has_invitation(sense, verb);
    if (truce_sense_lemma(sense, verb, " decline refuse reject rebuff ")) {
        int32_t to = truce_tree_child(&sense->tree, verb, TRUCE_REL_xcomp);
        return has_invitation(sense, verb) ||
               truce_sense_lemma(sense, to,
                                 " attend meet join take participate come "
                                 "send sign talk negotiate sit travel go ");
    }
    if (truce_sense_lemma(sense, verb, " stay pull walk withdraw turn "))
        for (int32_t c = sense->tree.first[verb]; c >= 0;
             c = sense->tree.next[c])
            if (truce_sense_lemma(sense, c, " away out down "))
                return has_invitation(sense, verb);
    return false;
}

static bool is_denied(const struct truce_sense *sense, int32_t verb)
{
    for (int32_t c = sense->tree.first[verb]; c >= 0; c = sense->tree.next[c])
        if (truce_sense_lemma(sense, c, " not never "))
            return true;
    return false;
}

/* "Kyiv did not attend", "was absent from": a no of its own. */
static bool is_absent(const struct truce_sense *sense, int32_t token)
{
    return (truce_sense_lemma(sense, token, " attend participate ") &&
            is_denied(sense, token)) ||
           (truce_sense_lemma(sense, token, " absent ") &&
            truce_tree_child(&sense->tree, token, TRUCE_REL_cop) >= 0);
}

static int read_people(struct truce_senses *senses,
                       const struct truce_sense *sense, struct truce_episode *e)
{
    int rc = TRUCE_OK;
    for (size_t k = 0; rc == TRUCE_OK && k < sense->sentence->n_tokens; k++) {
        int32_t token = (int32_t)k;
        const struct truce_token *t = &sense->sentence->tokens[k];
        if (truce_senses_quote(senses, t->begin))
            continue;
        if (t->upos == TRUCE_UPOS_NOUN) {
            rc = read_asked(senses, sense, token, e);
        } else if (t->upos == TRUCE_UPOS_VERB && !is_denied(sense, token)) {
            rc = read_asking(senses, sense, token, e);
            if (rc == TRUCE_OK && stays_away(sense, token))
                rc = set_actor(senses, sense, first_subject(sense, token),
                               &e->declined);
        }
        if (rc == TRUCE_OK && is_absent(sense, token))
            rc = set_actor(senses, sense, first_subject(sense, token),
                           &e->declined);
    }
    return rc;
}

int truce_episode_read(struct truce_senses *senses,
                       const struct truce_sense *sense,
                       struct truce_episode *episode)
{
    struct truce_cue_hit hit;
    size_t at = 0;
    while (truce_sense_next(senses, sense, TRUCE_FACT_FORMAT, &at, &hit))
        truce_episode_add_format(episode, hit.code);
    if (!episode->duration_text.ptr)
        episode->duration_text = find_duration(senses, sense);
    if (!episode->first_since.ptr)
        episode->first_since = find_first(senses, sense);
    read_outcome(senses, sense, episode);
    return read_people(senses, sense, episode);
}
