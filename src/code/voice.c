/* Voices of a text; see voice.h. A label is known by its form alone: capital
 * letters and a colon. */
#include "code/voice.h"

#include <string.h>

#include "code/entry.h"

/* "The Minister for Foreign Affairs of Norway:" is as long as they get. */
enum { MAX_LABEL = 9, TITLE_SENTENCES = 3 };

static bool in(struct truce_view word, const char *words)
{
    return truce_tree_word_in(word, words, strlen(words));
}

/* A word of a name or a title, or what stands between two. */
static bool may_label(const struct truce_token *t)
{
    char first = t->form.len ? t->form.ptr[0] : 0;
    return (first >= 'A' && first <= 'Z') || (first & 0x80) != 0 ||
           in(t->form, " of for and the to de van bin al , . ( ) - ");
}

size_t truce_voice_label(const struct truce_sentence *s)
{
    char first = s->n_tokens ? s->tokens[0].form.ptr[0] : 0;
    if (first < 'A' || (first > 'Z' && !(first & 0x80)))
        return 0;
    for (size_t i = 0; i < s->n_tokens && i <= MAX_LABEL; i++) {
        if (truce_view_eq_text(s->tokens[i].form, ":"))
            return i + 1;
        if (!may_label(&s->tokens[i]))
            return 0;
    }
    return 0;
}

void truce_voice_mend(struct truce_text *text)
{
    for (size_t n = 0; n < text->n_sentences; n++) {
        struct truce_sentence *s = &text->sentences[n];
        size_t label = truce_voice_label(s);
        if (label > 0 && label < s->n_tokens && !truce_entry_tokens(s))
            truce_entry_put(s, label, TRUCE_REL_vocative);
    }
}

static bool asks(const struct truce_token *t)
{
    return in(t->form, " Q QUESTION Question REPORTER Reporter JOURNALIST "
                       "Journalist MODERATOR Moderator HOST Host INTERVIEWER "
                       "Interviewer PRESENTER Presenter CORRESPONDENT ");
}

/* A text of the United Nations needs no more. */
static void name_body(struct truce_actor *actor)
{
    if (!actor->code && actor->sector && !strcmp(actor->sector, "IGO") &&
        truce_view_find(actor->text, TRUCE_VIEW("Secretary-General")) !=
            (size_t)-1)
        actor->code = "UNO";
}

static void give(struct truce_voice *voice, const struct truce_actor *actor)
{
    voice->known = actor && (actor->code || actor->sector);
    if (voice->known) {
        voice->actor = *actor;
        name_body(&voice->actor);
    }
}

/* Whose turn begins with the label of `size` tokens. */
static void hear_label(struct truce_voice *voice,
                       const struct truce_sentence *s, size_t size,
                       const struct truce_mention *mentions, size_t n)
{
    const struct truce_actor *actor = NULL;
    if (voice->known) {
        voice->answer = voice->actor;
        voice->answered = true;
    }
    voice->known = false;
    voice->turn = true;
    voice->quoted = false;
    if (asks(&s->tokens[0]))
        return;
    if (size == 2 && in(s->tokens[0].form, " A ANSWER Answer ")) {
        voice->known = voice->answered;
        voice->actor = voice->answer;
        return;
    }
    for (size_t i = 0; i < n && mentions[i].first < size; i++)
        if (!actor || (!actor->code && mentions[i].actor.code))
            actor = &mentions[i].actor;
    give(voice, actor);
}

/* "Report of the Secretary-General.", "Statement by the foreign minister of
 * Armenia": whose text it is. */
static void hear_title(struct truce_voice *voice, const struct truce_tree *tree,
                       const struct truce_mention *mentions, size_t n)
{
    if (tree->root < 0 ||
        !truce_tree_lemma_in(tree, tree->root,
                             " report statement letter remarks remark address "
                             "message note communique communiqué speech "
                             "declaration memorandum briefing opening "))
        return;
    for (int32_t c = tree->first[tree->root]; c >= 0; c = tree->next[c]) {
        if (!truce_tree_word_in(truce_tree_prep(tree, c), " of by from ", 12))
            continue;
        for (size_t i = 0; i < n; i++)
            if (truce_tree_within(tree, (int32_t)mentions[i].head, c)) {
                give(voice, &mentions[i].actor);
                return;
            }
    }
}

void truce_voice_hear(struct truce_voice *voice, size_t index,
                      const struct truce_tree *tree,
                      const struct truce_mention *mentions, size_t n)
{
    size_t label = truce_voice_label(tree->sentence);
    if (label && !truce_entry_tokens(tree->sentence))
        hear_label(voice, tree->sentence, label, mentions, n);
    else if (index < TITLE_SENTENCES && !voice->known)
        hear_title(voice, tree, mentions, n);
}

const struct truce_actor *truce_voice_meant(struct truce_voice *voice,
                                            const struct truce_tree *tree,
                                            int32_t token)
{
    const struct truce_token *t = truce_tree_token(tree, token);
    if (!voice->known)
        return NULL;
    if (t->upos == TRUCE_UPOS_PUNCT) {
        if (in(t->form, " `` \xe2\x80\x9c "))
            voice->quoted = true;
        else if (in(t->form, " '' \xe2\x80\x9d "))
            voice->quoted = false;
        else if (truce_view_eq_text(t->form, "\""))
            voice->quoted = !voice->quoted;
    }
    if (voice->quoted || t->upos != TRUCE_UPOS_PRON ||
        !in(t->form, " I We we Our our My my us me Us "))
        return NULL;
    return &voice->actor;
}
