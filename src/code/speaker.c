/*
 * Who speaks: the subject of a verb of speaking, by its mention, its title or
 * its name, or the one whose words go on; and which country or body a speaker
 * belongs to when the name does not tell.
 */
#include "code/speaker.h"

#include <string.h>

#include "code/spoken.h"

bool truce_speaker_holds(struct truce_view text, struct truce_view word)
{
    size_t at = truce_view_find(text, word);
    return at != (size_t)-1 && text.len > word.len &&
           (at == 0 || text.ptr[at - 1] == ' ') &&
           (at + word.len == text.len || text.ptr[at + word.len] == ' ');
}

/* "Anwar" after "Prime Minister Anwar Ibrahim": the same person. */
static bool known_by(const struct truce_speakers *speakers, size_t sentence,
                     struct truce_actor *out)
{
    for (size_t i = sentence + 1; i-- > 0;) {
        const struct truce_sense *sense = &speakers->senses->items[i];
        for (size_t k = 0; k < sense->n_mentions; k++) {
            const struct truce_actor *actor = &sense->mentions[k].actor;
            bool whole =
                actor->name &&
                truce_speaker_holds(truce_view_of(actor->name), out->text);
            if (actor->begin >= out->begin || !actor->code ||
                !(whole || truce_speaker_holds(actor->text, out->text)))
                continue;
            struct truce_view text = out->text;
            size_t begin = out->begin, end = out->end;
            *out = *actor;
            out->text = text;
            out->begin = begin;
            out->end = end;
            return true;
        }
    }
    return false;
}

/* A name that the lexicon does not know, spoken of as a person: proper
 * nouns, or the title before them. */
static bool unknown_speaker(const struct truce_speakers *speakers,
                            const struct truce_sense *sense, int32_t token,
                            struct truce_actor *out)
{
    const struct truce_sentence *s = sense->sentence;
    size_t first = (size_t)token, last = (size_t)token;
    if (s->tokens[token].upos != TRUCE_UPOS_PROPN)
        return false;
    while (first > 0 && s->tokens[first - 1].upos == TRUCE_UPOS_PROPN)
        first--;
    while (last + 1 < s->n_tokens &&
           s->tokens[last + 1].upos == TRUCE_UPOS_PROPN)
        last++;
    *out = (struct truce_actor){.begin = s->tokens[first].begin,
                                .end = s->tokens[last].end,
                                .kind = "unknown",
                                .confidence = 0.4f};
    out->text = truce_senses_view(speakers->senses, out->begin, out->end);
    if (known_by(speakers, sense->index, out))
        return true;
    out->name = truce_arena_strndup(speakers->senses->context->arena,
                                    out->text.ptr, out->text.len);
    return out->name != NULL;
}

/* "He" in a sentence of its own goes on with the subject of the sentence
 * before, when that is a person. */
static bool last_subject(const struct truce_speakers *speakers,
                         const struct truce_sense *sense, int32_t token,
                         struct truce_actor *out)
{
    const struct truce_sense *before;
    const struct truce_mention *m = NULL, *own;
    int32_t subject;
    if (!truce_sense_lemma(sense, token, " he she ") || !sense->index)
        return false;
    own = truce_sense_mention(sense, token);
    before = &speakers->senses->items[sense->index - 1];
    if (before->sentence->paragraph != sense->sentence->paragraph ||
        before->tree.root < 0)
        return false;
    subject =
        truce_tree_child(&before->tree, before->tree.root, TRUCE_REL_nsubj);
    m = subject >= 0 ? truce_sense_mention(before, subject) : NULL;
    /* "The Foreign Secretary, Robin Cook, told ... He said": he, whoever */
    if (m && !m->actor.code && m->actor.office && speakers->last &&
        speakers->last->begin == m->actor.begin) {
        *out = *speakers->last;
        return true;
    }
    if (!m || !m->actor.code || !m->actor.kind ||
        strcmp(m->actor.kind, "person"))
        return false;
    *out = m->actor;
    if (own) {
        out->text = own->actor.text;
        out->begin = own->actor.begin;
        out->end = own->actor.end;
    }
    return true;
}

/* Nouns that say things without being anyone. */
static const char mouthpieces[] =
    " statement point declaration resolution text document report agreement "
    "communique article media agency newspaper source deal accord it this "
    "that which there one ";

/* "his office", "her spokesman", "Indian officials": those they belong to. */
static bool by_owner(const struct truce_sense *sense, int32_t token,
                     struct truce_actor *out)
{
    static const enum truce_rel rels[] = {TRUCE_REL_nmod, TRUCE_REL_amod,
                                          TRUCE_REL_compound};
    if (!truce_sense_lemma(sense, token,
                           " office spokesman spokeswoman spokesperson "
                           "government ministry administration team "
                           "presidency service guard agency council army "
                           "staff command secretary chief official police "
                           "diplomat authority "))
        return false;
    for (size_t i = 0; i < sizeof rels / sizeof *rels; i++) {
        int32_t owner = truce_tree_child(&sense->tree, token, rels[i]);
        const struct truce_mention *m =
            owner >= 0 ? truce_sense_mention(sense, owner) : NULL;
        if (m && m->actor.code) {
            *out = m->actor;
            return true;
        }
    }
    return false;
}

static bool speaker_at(const struct truce_speakers *speakers,
                       const struct truce_sense *sense, int32_t token,
                       struct truce_actor *out)
{
    const struct truce_mention *m = truce_sense_mention(sense, token);
    if (m && m->actor.kind && !strcmp(m->actor.kind, "place") && !m->actor.code)
        m = NULL;
    if (m && last_subject(speakers, sense, token, out))
        return true;
    /* "a spokesman for the rebels in Sudan" */
    if (m && !m->actor.code && by_owner(sense, token, out))
        return true;
    if (m) {
        *out = m->actor;
        return true;
    }
    if (truce_sense_lemma(sense, token, mouthpieces))
        return false;
    if (by_owner(sense, token, out))
        return true;
    /* title as head, name in apposition */
    for (int32_t c = sense->tree.first[token]; c >= 0;
         c = sense->tree.next[c]) {
        enum truce_rel rel = truce_tree_rel(&sense->tree, c);
        if (rel != TRUCE_REL_appos && rel != TRUCE_REL_flat)
            continue;
        m = truce_sense_mention(sense, c);
        if (m) {
            *out = m->actor;
            return true;
        }
        if (unknown_speaker(speakers, sense, c, out))
            return true;
    }
    if (truce_sense_lemma(sense, token, " he she ") && speakers->last) {
        *out = *speakers->last;
        return true;
    }
    return unknown_speaker(speakers, sense, token, out);
}

static bool in_date(const struct truce_sense *sense, size_t token)
{
    for (size_t i = 0; i < sense->n_dates; i++)
        if (sense->dates[i].first <= token && token <= sense->dates[i].last)
            return true;
    return false;
}

/* Is the token part of the name of someone else? */
static bool names_other(const struct truce_sense *sense, size_t token,
                        const struct truce_actor *speaker)
{
    const struct truce_mention *m = truce_sense_mention(sense, (int32_t)token);
    return m && m->actor.code && speaker->code &&
           (strcmp(m->actor.code, speaker->code) ||
            m->actor.begin == speaker->begin);
}

/* An office without its bearer ("Sergey Kopirkin, Russia's Ambassador to
 * Armenia"): the proper nouns beside it are the name. */
static void name_bearer(const struct truce_speakers *speakers,
                        const struct truce_sense *sense, int32_t subject,
                        struct truce_actor *speaker)
{
    const struct truce_sentence *s = sense->sentence;
    const struct truce_mention *m = NULL;
    size_t first, last;
    if (!speaker->office || (speaker->kind && !strcmp(speaker->kind, "person")))
        return;
    for (size_t i = 0; i < sense->n_mentions; i++)
        if (sense->mentions[i].actor.begin == speaker->begin)
            m = &sense->mentions[i];
    if (!m)
        return;
    if (m->first > 1 && truce_view_eq_text(s->tokens[m->first - 1].form, ","))
        last = m->first - 2;
    else if (m->last + 2 < s->n_tokens &&
             truce_view_eq_text(s->tokens[m->last + 1].form, ","))
        last = m->last + 2;
    else
        last = (size_t)subject;
    if (s->tokens[last].upos != TRUCE_UPOS_PROPN || in_date(sense, last) ||
        names_other(sense, last, speaker))
        return;
    first = last;
    while (first > 0 && s->tokens[first - 1].upos == TRUCE_UPOS_PROPN &&
           !names_other(sense, first - 1, speaker))
        first--;
    while (last + 1 < s->n_tokens &&
           s->tokens[last + 1].upos == TRUCE_UPOS_PROPN)
        last++;
    speaker->name =
        truce_arena_strndup(speakers->senses->context->arena,
                            speakers->senses->text.ptr + s->tokens[first].begin,
                            s->tokens[last].end - s->tokens[first].begin);
    speaker->kind = "person";
}

/* "Norway stands by it, its minister said": the minister of the subject of
 * what is reported. */
static bool by_clause(const struct truce_sense *sense, int32_t verb,
                      int32_t subject, struct truce_actor *out)
{
    int32_t owner = truce_tree_child(&sense->tree, subject, TRUCE_REL_nmod);
    int32_t clause = truce_tree_child(&sense->tree, verb, TRUCE_REL_ccomp);
    int32_t named =
        clause >= 0 && clause < verb
            ? truce_tree_child(&sense->tree, clause, TRUCE_REL_nsubj)
            : -1;
    const struct truce_mention *m =
        named >= 0 ? truce_sense_mention(sense, named) : NULL;
    if (!m || !m->actor.code ||
        !truce_sense_lemma(sense, owner, " its their his her "))
        return false;
    *out = m->actor;
    return true;
}

/* "a conference in X asked": X is where. */
static bool stands_where(const struct truce_sense *sense, int32_t token)
{
    struct truce_view prep = truce_sense_prep(sense, token);
    return truce_view_eq_text(prep, "in") || truce_view_eq_text(prep, "at") ||
           truce_view_eq_text(prep, "near");
}

/* The subject of a verb of speaking; for "was quoted as saying" the one
 * quoted. Falls back on the mention next to the verb. */
bool truce_speaker_find(const struct truce_speakers *speakers,
                        const struct truce_sense *sense, int32_t verb,
                        struct truce_actor *out)
{
    int32_t subjects[4];
    bool shared = false;
    size_t n;
    /* "promised that troops would leave and said": not the troops said */
    int32_t outer = truce_spoken_outer(speakers->senses, sense, verb);
    if (outer >= 0)
        verb = outer;
    n = truce_tree_subjects(&sense->tree, verb, subjects, 4, &shared);
    for (size_t i = 0; i < n; i++) {
        if (speaker_at(speakers, sense, subjects[i], out)) {
            struct truce_actor of;
            if (!out->code && by_clause(sense, verb, subjects[i], &of))
                out->code = of.code;
            name_bearer(speakers, sense, subjects[i], out);
            return true;
        }
    }
    if (n == 1 && !shared && by_clause(sense, verb, subjects[0], out))
        return true;
    /* a subject borrowed from another verb may be none of its own */
    if (n > 0 && !shared)
        return false;
    /* "X said that it was late and urged Y": X urged */
    if (truce_tree_rel(&sense->tree, verb) == TRUCE_REL_conj) {
        int32_t above = sense->sentence->tokens[verb].head;
        for (int step = 0; step < 3 && above >= 0; step++) {
            enum truce_rel rel = truce_tree_rel(&sense->tree, above);
            int32_t head = sense->sentence->tokens[above].head;
            if (rel == TRUCE_REL_ccomp && head >= 0 &&
                truce_spoken_verb(speakers->senses, sense, head))
                return truce_speaker_find(speakers, sense, head, out);
            above = head;
        }
    }
    for (int step = 1; step <= 5; step++) {
        for (int side = -1; side <= 1; side += 2) {
            int32_t at = verb + side * step;
            const struct truce_mention *m;
            if (at < 0 || (size_t)at >= sense->sentence->n_tokens ||
                truce_senses_quote(speakers->senses,
                                   sense->sentence->tokens[at].begin))
                continue;
            m = truce_sense_mention(sense, at);
            if (m && (truce_tree_rel(&sense->tree, (int32_t)m->head) ==
                          TRUCE_REL_obj ||
                      stands_where(sense, (int32_t)m->head)))
                continue;
            if (m && (m->actor.code || m->actor.name)) {
                *out = m->actor;
                name_bearer(speakers, sense, at, out);
                return true;
            }
        }
    }
    return false;
}

size_t truce_speaker_joint(const struct truce_sense *sense, int32_t verb,
                           const struct truce_actor *first,
                           struct truce_actor *out, size_t max)
{
    int32_t subjects[TRUCE_MAX_JOINT];
    bool shared = false;
    size_t n = truce_tree_subjects(&sense->tree, verb, subjects,
                                   TRUCE_MAX_JOINT, &shared);
    size_t found = 0;
    for (size_t i = 0; i < n && !shared && first->code; i++) {
        const struct truce_mention *m = truce_sense_mention(sense, subjects[i]);
        bool known = !m || m->head != (size_t)subjects[i] || !m->actor.code ||
                     !strcmp(m->actor.code, first->code);
        for (size_t k = 0; k < found && !known; k++)
            known = !strcmp(m->actor.code, out[k].code);
        if (!known && found < max)
            out[found++] = m->actor;
    }
    return found;
}

/* "General Tadesse" after "General Tadesse Werede, the commander of ...": the
 * code of who shares the last word of the name. */
static bool borrow_code(const struct truce_senses *senses, size_t sentence,
                        struct truce_actor *speaker)
{
    struct truce_view last = speaker->text;
    for (size_t i = last.len; i-- > 0;)
        if (last.ptr[i] == ' ') {
            last.ptr += i + 1;
            last.len -= i + 1;
            break;
        }
    for (size_t i = 0; last.len > 3 && i <= sentence; i++) {
        const struct truce_sense *sense = &senses->items[i];
        for (size_t k = 0; k < sense->n_mentions; k++) {
            const struct truce_actor *actor = &sense->mentions[k].actor;
            if (!actor->code || actor->begin == speaker->begin ||
                !truce_speaker_holds(actor->text, last))
                continue;
            speaker->code = actor->code;
            if (!speaker->sector)
                speaker->sector = actor->sector;
            return true;
        }
    }
    return false;
}

/* First token of what explains a name behind its comma ("the head of ...",
 * "who leads ..."); SIZE_MAX: nothing does. */
static size_t explanation(const struct truce_sense *sense,
                          const struct truce_actor *speaker)
{
    const struct truce_sentence *s = sense->sentence;
    size_t k = 0;
    while (k < s->n_tokens && s->tokens[k].begin < speaker->end)
        k++;
    if (k + 1 >= s->n_tokens || !truce_view_eq_text(s->tokens[k].form, ","))
        return SIZE_MAX;
    k++;
    return s->tokens[k].upos == TRUCE_UPOS_VERB ||
                   s->tokens[k].upos == TRUCE_UPOS_AUX ||
                   s->tokens[k].upos == TRUCE_UPOS_ADV ||
                   s->tokens[k].upos == TRUCE_UPOS_PUNCT ||
                   s->tokens[k].upos == TRUCE_UPOS_CCONJ
               ? SIZE_MAX
               : k;
}

/* Does what explains the name behind its comma speak of the land's own
 * ("the head of the rebels' political wing", "who leads the opposition")? */
static bool is_explained(const struct truce_sense *sense,
                         const struct truce_actor *speaker)
{
    static const char own[] =
        " rebel rebels opposition government army wing party movement militia "
        "guerrilla junta parliament spokesman spokeswoman president minister "
        "leader commander senator lawmaker chairman negotiator chief ";
    const struct truce_sentence *s = sense->sentence;
    size_t k = explanation(sense, speaker);
    for (size_t j = k; k != SIZE_MAX && j < s->n_tokens && j < k + 11 &&
                       !truce_view_eq_text(s->tokens[j].form, ",");
         j++) {
        const struct truce_mention *m = truce_sense_mention(sense, (int32_t)j);
        if (m && m->actor.code)
            return false;
        if (truce_sense_lemma(sense, (int32_t)j, own))
            return true;
    }
    return false;
}

/* The first coded actor in what explains the name behind its comma ("the
 * Polisario's representative in New York"). */
static const struct truce_actor *explaining(const struct truce_sense *sense,
                                            const struct truce_actor *speaker)
{
    const struct truce_sentence *s = sense->sentence;
    size_t k = explanation(sense, speaker);
    for (size_t j = k; k != SIZE_MAX && j < s->n_tokens && j < k + 7 &&
                       !truce_view_eq_text(s->tokens[j].form, ",");
         j++) {
        const struct truce_mention *m = truce_sense_mention(sense, (int32_t)j);
        if (m && m->actor.code &&
            !truce_view_eq_text(truce_sense_prep(sense, (int32_t)m->head),
                                "in"))
            return &m->actor;
    }
    return NULL;
}

/* "Kofi Annan, who heads the African Union's panel": what a former leader does
 * now tells for whom he speaks. */
static bool heads_now(const struct truce_sense *sense,
                      const struct truce_actor *speaker)
{
    size_t k = explanation(sense, speaker);
    return k != SIZE_MAX && speaker->sector &&
           !strcmp(speaker->sector, "ELI") &&
           truce_sense_lemma(sense, (int32_t)k, " who ") &&
           truce_sense_lemma(sense, (int32_t)k + 1,
                             " head lead chair represent ");
}

/* Parties whose country is known. */
static size_t known(const struct truce_actors *slot)
{
    size_t n = 0;
    for (size_t i = 0; i < slot->n; i++)
        n += slot->items[i].code != NULL;
    return n;
}

/* The one country whose sides act together in the document, or NULL. */
static const char *common_code(const struct truce_senses *senses)
{
    const char *code = NULL;
    for (size_t i = 0; i < senses->context->out->n_events; i++) {
        const struct truce_event *event = &senses->context->out->events[i];
        if ((event->type != TRUCE_CONSULT && event->type != TRUCE_AGREE &&
             event->type != TRUCE_SUPPORT) ||
            known(&event->source) + known(&event->target) < 2)
            continue;
        for (size_t k = 0; k < event->source.n; k++) {
            const char *own = event->source.items[k].code;
            if (own && code && strcmp(own, code))
                return NULL;
            code = own ? own : code;
        }
    }
    return code;
}

/* A speaker whose body or country the name does not tell: by who explains
 * it, by the same name before, or as one of the document's own country. */
void truce_speaker_settle(const struct truce_senses *senses,
                          const struct truce_sense *sense,
                          struct truce_actor *speaker)
{
    const char *home = senses->context->home;
    const struct truce_actor *owner = explaining(sense, speaker);
    if (speaker->code && !(owner && heads_now(sense, speaker)))
        return;
    if (owner) {
        speaker->code = owner->code;
        if (!speaker->sector)
            speaker->sector = owner->sector;
        return;
    }
    if (borrow_code(senses, sense->index, speaker))
        return;
    if (!home)
        home = common_code(senses);
    if (!home)
        return;
    if ((speaker->sector &&
         (!strcmp(speaker->sector, "MIL") || !strcmp(speaker->sector, "GOV") ||
          !strcmp(speaker->sector, "REB") ||
          !strcmp(speaker->sector, "OPP"))) ||
        is_explained(sense, speaker))
        speaker->code = home;
}
