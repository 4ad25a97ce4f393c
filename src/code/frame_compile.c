/* Example sentences to patterns: slots get names, the parser reads the
 * sentence, the arguments of its root are the pattern (tree.h). Parsing the
 * frames with the parser that reads the news lets its habits cancel out. */
#include "code/frame_compile.h"

#include <string.h>

#include "base/mem.h"
#include "code/mend.h"

enum { MAX_ELEMENTS = 24, MAX_TEXT = 600, N_SETS = 2, N_SLOTS = 12 };

/* Slots of the frame language and the words that stand for them in the two
 * sets of names; third parties carry their role. */
static const struct {
    const char *slot;
    uint8_t item;
    const char *third;
    const char *words[N_SETS];
} slots[N_SLOTS] = {
    {"[source]", TRUCE_ITEM_SOURCE, NULL, {"France", "Kenya"}},
    {"[target]", TRUCE_ITEM_TARGET, NULL, {"Brazil", "Japan"}},
    {"[party]", TRUCE_ITEM_TARGET, "party", {"Chile", "India"}},
    {"[mediator]", TRUCE_ITEM_THIRD, "mediator", {"Norway", "Oman"}},
    {"[host]", TRUCE_ITEM_THIRD, "host", {"Sweden", "Qatar"}},
    {"[guarantor]", TRUCE_ITEM_THIRD, "guarantor", {"Canada", "Egypt"}},
    {"[forum]", TRUCE_ITEM_THIRD, "forum", {"Belgium", "Malta"}},
    {"[place]", TRUCE_ITEM_PLACE, NULL, {"Geneva", "Vienna"}},
    {"[act]", TRUCE_ITEM_ACT, NULL, {"celebrate", "migrate"}},
    {"[acting]", TRUCE_ITEM_ACT, NULL, {"celebrating", "migrating"}},
    {"[action]", TRUCE_ITEM_ACT, NULL, {"celebration", "excavation"}},
    {"[something]", TRUCE_ITEM_ANY, NULL, {"something", "something"}},
};

static const char *const role_names[TRUCE_N_ROLES] = {
    "subj", "obj", "prep", "poss", "comp", "csubj", "mod", "prt"};

struct truce_compiler {
    const struct truce_lang *lang;
    struct truce_lang_scratch *scratch;
    struct truce_arena arena; /* one compilation */
};

int truce_compiler_new(const struct truce_lang *lang,
                       struct truce_compiler **out)
{
    struct truce_compiler *compiler = truce_zalloc(1, sizeof *compiler);
    int rc = compiler ? TRUCE_OK : TRUCE_ENOMEM;
    *out = NULL;
    if (rc == TRUCE_OK && lang)
        rc = truce_lang_scratch_new(lang, &compiler->scratch);
    if (rc == TRUCE_OK) {
        compiler->lang = lang;
        *out = compiler;
    } else {
        truce_compiler_free(compiler);
    }
    return rc;
}

void truce_compiler_free(struct truce_compiler *compiler)
{
    if (!compiler)
        return;
    if (compiler->scratch)
        truce_lang_scratch_free(compiler->scratch);
    truce_arena_release(&compiler->arena);
    truce_free(compiler);
}

/* The example with the names of one set in its slots. */
static const char *name_slots(struct truce_arena *arena, const char *example,
                              int set, bool used[N_SLOTS])
{
    struct truce_str text = TRUCE_STR_INIT;
    const char *copy;
    while (*example) {
        size_t i = N_SLOTS;
        if (*example == '[')
            for (i = 0; i < N_SLOTS; i++)
                if (!strncmp(example, slots[i].slot, strlen(slots[i].slot)))
                    break;
        if (i < N_SLOTS) {
            truce_str_puts(&text, slots[i].words[set]);
            example += strlen(slots[i].slot);
            used[i] = true;
        } else {
            truce_str_putc(&text, *example++);
        }
    }
    truce_str_puts(&text, ".");
    copy = truce_arena_strndup(arena, text.ptr, text.len);
    truce_str_release(&text);
    return copy;
}

static int find_slot(const struct truce_token *token, int set)
{
    for (int i = 0; i < N_SLOTS; i++)
        if (truce_view_eq_text(token->form, slots[i].words[set]))
            return i;
    return -1;
}

/* Words that make another verb of a verb: stepped down, called off. */
static const char particles[] =
    " down up off out back aside away over apart together through ahead ";

static bool content_word(const struct truce_tree *tree,
                         const struct truce_arg *arg)
{
    const struct truce_token *token = truce_tree_token(tree, arg->head);
    if (arg->role == TRUCE_ROLE_PRT)
        return token->rel == TRUCE_REL_compound_prt ||
               truce_tree_lemma_in(tree, arg->head, particles);
    return token->upos == TRUCE_UPOS_NOUN || token->upos == TRUCE_UPOS_VERB ||
           token->upos == TRUCE_UPOS_PROPN || token->upos == TRUCE_UPOS_ADJ;
}

/* The element that an argument of the example becomes; false for words that
 * do not matter (names of months, pronouns, adverbs). */
static bool make_element(const struct truce_tree *tree,
                         const struct truce_arg *arg, int set,
                         struct truce_element *element, int *slot)
{
    const struct truce_token *token = truce_tree_token(tree, arg->head);
    *slot = find_slot(token, set);
    if (*slot < 0) /* inflected act: celebrating */
        for (int i = 0; i < N_SLOTS; i++)
            if (slots[i].item == TRUCE_ITEM_ACT &&
                truce_view_eq_text(token->lemma, slots[i].words[set]))
                *slot = i;
    *element = (struct truce_element){.role = arg->role, .prep = arg->prep};
    if (*slot >= 0) {
        element->item = slots[*slot].item;
        element->word = truce_view_of(slots[*slot].third);
        return true;
    }
    element->item = TRUCE_ITEM_WORD;
    element->word = token->lemma;
    return content_word(tree, arg);
}

static char pos_of(const struct truce_token *token)
{
    switch (token->upos) {
    case TRUCE_UPOS_VERB:
    case TRUCE_UPOS_AUX:
        return 'V';
    case TRUCE_UPOS_ADJ:
        return 'A';
    case TRUCE_UPOS_NOUN:
    case TRUCE_UPOS_PROPN:
        return 'N';
    default:
        return 0;
    }
}

/* A word inside a slot's phrase or inside an embedded act's own words adds
 * nothing; a conjunct of a slot fills the same role and is kept. */
static bool repeats(const struct truce_frame *frame,
                    const struct truce_element *element)
{
    for (size_t i = 0; i < frame->n; i++) {
        const struct truce_element *old = &frame->elements[i];
        if (old->role == element->role && old->item == element->item &&
            truce_view_eq(old->word, element->word) &&
            truce_view_eq(old->prep, element->prep))
            return true;
    }
    return false;
}

static int fill_elements(const struct truce_tree *tree, int set,
                         struct truce_frames *frames, struct truce_frame *frame,
                         bool found[N_SLOTS])
{
    struct truce_pred *pred =
        truce_arena_alloc(&frames->arena, 1, sizeof *pred);
    frame->elements = truce_arena_alloc(&frames->arena, MAX_ELEMENTS,
                                        sizeof *frame->elements);
    if (!pred || !frame->elements)
        return TRUCE_ENOMEM;
    truce_tree_pred(tree, tree->root, pred);
    frame->n = 0;
    for (size_t i = 0; i < pred->n && frame->n < MAX_ELEMENTS; i++) {
        struct truce_element element;
        int slot;
        if (!make_element(tree, &pred->args[i], set, &element, &slot) ||
            (slot >= 0 && found[slot] && element.item != TRUCE_ITEM_ANY) ||
            repeats(frame, &element))
            continue;
        if (slot >= 0)
            found[slot] = true;
        element.prep = truce_arena_view(&frames->arena, element.prep);
        element.word = truce_arena_view(&frames->arena, element.word);
        frame->elements[frame->n++] = element;
    }
    return TRUCE_OK;
}

static bool is_act(struct truce_view lemma, int set)
{
    for (int i = 0; i < N_SLOTS; i++)
        if (slots[i].item == TRUCE_ITEM_ACT &&
            truce_view_eq_text(lemma, slots[i].words[set]))
            return true;
    return false;
}

/* A noun or verb of the example that the pattern does not hold, because the
 * parser hung it too deep: the pattern would say less than the example. -1
 * where all are there. */
static int32_t lost_word(const struct truce_tree *tree, int set,
                         const struct truce_frame *frame)
{
    for (size_t i = 0; i < tree->sentence->n_tokens; i++) {
        const struct truce_token *token = &tree->sentence->tokens[i];
        bool held =
            (int32_t)i == tree->root || find_slot(token, set) >= 0 ||
            (token->upos != TRUCE_UPOS_NOUN && token->upos != TRUCE_UPOS_VERB &&
             !(token->head == tree->root && /* "said no to" */
               truce_view_eq_text(token->form, "no")) &&
             (token->head != tree->root ||
              !truce_tree_lemma_in(tree, (int32_t)i, particles)));
        for (size_t k = 0; k < frame->n && !held; k++) {
            const struct truce_element *e = &frame->elements[k];
            held = truce_view_eq(e->word, token->lemma) ||
                   truce_view_eq(e->prep, token->lemma) ||
                   (e->item == TRUCE_ITEM_ACT && is_act(token->lemma, set));
        }
        if (!held)
            return (int32_t)i;
    }
    return -1;
}

/* Parses the example with one set of names into *frame. */
static int compile_once(struct truce_compiler *compiler, int set,
                        struct truce_frames *frames, struct truce_frame *frame,
                        const char **reason)
{
    bool used[N_SLOTS] = {false}, found[N_SLOTS] = {false};
    struct truce_text text;
    struct truce_tree tree;
    const char *words;
    int32_t lost;
    int rc;
    truce_arena_clear(&compiler->arena);
    words = name_slots(&compiler->arena, frame->example, set, used);
    rc = words ? truce_lang_parse(compiler->lang, compiler->scratch,
                                  truce_view_of(words), &compiler->arena, &text,
                                  NULL)
               : TRUCE_ENOMEM;
    if (rc == TRUCE_OK && words)
        truce_mend_trees(&text);
    if (rc == TRUCE_OK && text.n_sentences != 1) {
        *reason = "is read as more than one sentence";
        return TRUCE_EFORMAT;
    }
    if (rc == TRUCE_OK)
        rc = truce_tree_init(&tree, text.sentences, &compiler->arena);
    if (rc == TRUCE_OK)
        rc = fill_elements(&tree, set, frames, frame, found);
    if (rc != TRUCE_OK)
        return rc;
    frame->pos = pos_of(truce_tree_token(&tree, tree.root));
    frame->lemma = truce_arena_view(&frames->arena,
                                    truce_tree_token(&tree, tree.root)->lemma);
    for (int i = 0; i < N_SLOTS; i++)
        if (used[i] && !found[i] && slots[i].item != TRUCE_ITEM_ANY)
            *reason = slots[i].slot;
    lost = lost_word(&tree, set, frame);
    if (lost >= 0 && !*reason)
        *reason = truce_arena_printf(
            &frames->arena, "its word '%.*s' is lost",
            TRUCE_VIEW_ARG(truce_tree_token(&tree, lost)->form));
    if (!frame->pos || find_slot(truce_tree_token(&tree, tree.root), set) >= 0)
        *reason = "its root is no verb or event noun";
    return *reason ? TRUCE_EFORMAT : TRUCE_OK;
}

/* A fixed order, so that two readings can be compared. */
static void sort_elements(struct truce_frame *frame)
{
    for (size_t i = 1; i < frame->n; i++) {
        struct truce_element held = frame->elements[i];
        size_t j = i;
        while (j > 0) {
            const struct truce_element *before = &frame->elements[j - 1];
            int order = (int)before->role - (int)held.role;
            if (order == 0)
                order = truce_view_cmp(before->prep, held.prep);
            if (order == 0)
                order = (int)before->item - (int)held.item;
            if (order == 0)
                order = truce_view_cmp(before->word, held.word);
            if (order <= 0)
                break;
            frame->elements[j] = frame->elements[j - 1];
            j--;
        }
        frame->elements[j] = held;
    }
}

/* Compiles with both sets of names and compares. */
static int compile_both(struct truce_compiler *compiler,
                        struct truce_frames *frames, struct truce_frame *frame,
                        const char **reason)
{
    struct truce_frame other = *frame;
    const char *a, *b;
    int rc = compile_once(compiler, 0, frames, frame, reason);
    if (rc == TRUCE_OK)
        rc = compile_once(compiler, 1, frames, &other, reason);
    if (rc == TRUCE_EFORMAT && (*reason)[0] == '[')
        *reason =
            truce_arena_printf(&frames->arena, "%s is not found", *reason);
    if (rc != TRUCE_OK)
        return rc;
    sort_elements(frame);
    sort_elements(&other);
    a = truce_frame_pattern(frame, &frames->arena);
    b = truce_frame_pattern(&other, &frames->arena);
    if (!a || !b)
        return TRUCE_ENOMEM;
    if (strcmp(a, b) == 0)
        return TRUCE_OK;
    *reason =
        truce_arena_printf(&frames->arena, "is read in two ways: %s; %s", a, b);
    return *reason ? TRUCE_EFORMAT : TRUCE_ENOMEM;
}

/* "[source] brokered talks" may be read as a noun phrase; "the" before the
 * object shows the verb and changes nothing else. NULL where it cannot. */
static const char *with_article(struct truce_arena *arena, const char *example)
{
    const char *verb = example + strlen("[source] ");
    const char *rest;
    if (strncmp(example, "[source] ", strlen("[source] ")) != 0)
        return NULL;
    rest = strchr(verb, ' ');
    if (!rest || rest[1] == '[')
        return NULL;
    return truce_arena_printf(arena, "%.*s the%s", (int)(rest - example),
                              example, rest);
}

/* A sentence read as a noun phrase. */
static bool misread(const struct truce_frame *frame)
{
    return frame->pos == 'N' && !strncmp(frame->example, "[source] ", 9) &&
           strncmp(frame->example, "[source] and", 12) != 0;
}

int truce_frame_compile(struct truce_compiler *compiler,
                        struct truce_frames *frames, struct truce_frame *frame,
                        const char **reason)
{
    const char *example = frame->example;
    struct truce_frame second = *frame;
    int rc;
    if (!compiler->lang) {
        *reason = "needs the parser's model";
        return TRUCE_EFORMAT;
    }
    rc = compile_both(compiler, frames, frame, reason);
    if (rc == TRUCE_OK && misread(frame)) {
        *reason = "its root is a noun";
        rc = TRUCE_EFORMAT;
    }
    if (rc != TRUCE_EFORMAT)
        return rc;
    second.example = with_article(&frames->arena, example);
    if (second.example) {
        const char *ignored = NULL;
        int again = compile_both(compiler, frames, &second, &ignored);
        if (again == TRUCE_ENOMEM)
            return again;
        if (again == TRUCE_OK && !misread(&second)) {
            *frame = second;
            frame->example = example;
            *reason = NULL;
            rc = TRUCE_OK;
        }
    }
    return rc;
}

static const char *item_text(const struct truce_element *element)
{
    for (int i = 0; i < N_SLOTS; i++)
        if (slots[i].item == element->item &&
            (slots[i].third ? truce_view_eq_text(element->word, slots[i].third)
                            : element->word.len == 0))
            return slots[i].slot;
    return "?";
}

const char *truce_frame_pattern(const struct truce_frame *frame,
                                struct truce_arena *arena)
{
    struct truce_str text = TRUCE_STR_INIT;
    const char *copy;
    truce_str_printf(&text, "%.*s/%c", TRUCE_VIEW_ARG(frame->lemma),
                     frame->pos);
    for (size_t i = 0; i < frame->n; i++) {
        const struct truce_element *element = &frame->elements[i];
        if (element->role == TRUCE_ROLE_PREP ||
            (element->role == TRUCE_ROLE_COMP && element->prep.len))
            truce_str_printf(&text, " %.*s:", TRUCE_VIEW_ARG(element->prep));
        else
            truce_str_printf(&text, " %s:", role_names[element->role]);
        if (element->item == TRUCE_ITEM_WORD)
            truce_str_add(&text, element->word.ptr, element->word.len);
        else
            truce_str_puts(&text, item_text(element));
    }
    copy = text.failed ? NULL : truce_arena_strndup(arena, text.ptr, text.len);
    truce_str_release(&text);
    return copy;
}

static bool read_element(struct truce_view word, struct truce_element *element)
{
    struct truce_view role, item = word;
    truce_view_split(&item, ':', &role);
    if (!item.ptr || item.len == 0 || role.len == 0)
        return false;
    *element = (struct truce_element){
        .role = TRUCE_ROLE_PREP, .prep = role, .word = item};
    for (int i = 0; i < TRUCE_N_ROLES; i++)
        if (i != TRUCE_ROLE_PREP && truce_view_eq_text(role, role_names[i])) {
            element->role = (uint8_t)i;
            element->prep = (struct truce_view){NULL, 0};
        }
    if (truce_view_eq_text(role, "that") || truce_view_eq_text(role, "inf"))
        element->role = TRUCE_ROLE_COMP;
    element->item = TRUCE_ITEM_WORD;
    for (int i = 0; i < N_SLOTS; i++)
        if (truce_view_eq_text(item, slots[i].slot)) {
            element->item = slots[i].item;
            element->word = truce_view_of(slots[i].third);
        }
    return element->item != TRUCE_ITEM_WORD || item.ptr[0] != '[';
}

int truce_frame_read(struct truce_frames *frames, const char *text,
                     struct truce_frame *frame, const char **reason)
{
    struct truce_view rest =
        truce_arena_view(&frames->arena, truce_view_of(text));
    struct truce_view word;
    size_t words = 1;
    for (const char *at = text; *at; at++)
        words += *at == ' ';
    if (words > MAX_ELEMENTS)
        words = MAX_ELEMENTS;
    frame->elements =
        truce_arena_alloc(&frames->arena, words, sizeof *frame->elements);
    frame->n = 0;
    if (!frame->elements)
        return TRUCE_ENOMEM;
    rest = truce_view_trim(rest);
    truce_view_split(&rest, ' ', &word);
    *reason = "expected 'lemma/V role:word ...'";
    if (word.len < 3 || word.ptr[word.len - 2] != '/' ||
        !strchr("VNA", word.ptr[word.len - 1]))
        return TRUCE_EFORMAT;
    frame->pos = word.ptr[word.len - 1];
    frame->lemma = (struct truce_view){word.ptr, word.len - 2};
    while (truce_view_split(&rest, ' ', &word)) {
        if (word.len == 0)
            continue;
        if (frame->n == words ||
            !read_element(word, &frame->elements[frame->n]))
            return TRUCE_EFORMAT;
        frame->n++;
    }
    *reason = NULL;
    return TRUCE_OK;
}
