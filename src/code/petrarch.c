/* PETRARCH verb dictionaries; see petrarch.h. Word order inside a pattern is
 * not kept: its words must stand in the verb's clause. */
#include "code/petrarch.h"

#include <ctype.h>
#include <string.h>

#include "base/io.h"
#include "base/limits.h"

enum { MAX_WORDS = 16, MAX_WORD = 64 };

static struct truce_view upper(struct truce_arena *arena,
                               struct truce_view word)
{
    struct truce_view copy = truce_arena_view(arena, word);
    for (size_t i = 0; i < copy.len; i++)
        ((char *)copy.ptr)[i] = (char)toupper((unsigned char)copy.ptr[i]);
    return copy;
}

/* Text up to a comment. */
static struct truce_view strip(struct truce_view line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] == '#' ||
            (i + 3 < line.len && !memcmp(line.ptr + i, "<!--", 4)))
            line.len = i;
    return truce_view_trim(line);
}

/* Cuts "[code:back]" off the end of a line; false when there is none. */
static bool take_code(struct truce_petrarch *petrarch, struct truce_view *line,
                      const char **code, const char **back)
{
    struct truce_view inside, first;
    size_t open = line->len;
    *code = *back = NULL;
    while (open > 0 && line->ptr[open - 1] != '[')
        open--;
    if (open == 0)
        return false;
    inside = (struct truce_view){line->ptr + open, line->len - open};
    while (inside.len && inside.ptr[inside.len - 1] != ']')
        inside.len--;
    if (inside.len)
        inside.len--;
    line->len = open - 1;
    truce_view_split(&inside, ':', &first);
    if (first.len && isalnum((unsigned char)first.ptr[0]))
        *code = truce_arena_strndup(&petrarch->arena, first.ptr, first.len);
    if (inside.ptr && inside.len && isalnum((unsigned char)inside.ptr[0]))
        *back = truce_arena_strndup(&petrarch->arena, inside.ptr, inside.len);
    return true;
}

static bool word_char(char c)
{
    return isalnum((unsigned char)c) || c == '&' || c == '\'' || c == '-' ||
           c == '%';
}

/* Next word of a pattern; '_' joins words and counts as a space. */
static bool next_word(struct truce_view *rest, struct truce_view *word)
{
    size_t i = 0, n = 0;
    while (i < rest->len && !word_char(rest->ptr[i]))
        i++;
    while (i + n < rest->len && word_char(rest->ptr[i + n]))
        n++;
    *word = (struct truce_view){rest->ptr + i, n};
    rest->ptr += i + n;
    rest->len -= i + n;
    return n > 0;
}

/* "PREPOSIT1_" of a set's name keeps its underscore off. */
static int add_pattern(struct truce_petrarch *petrarch, struct truce_view line)
{
    struct truce_petrarch_pattern pattern = {0};
    struct truce_view words[MAX_WORDS], word;
    struct truce_petrarch_block *block;
    int rc;
    if (petrarch->n == 0 ||
        !take_code(petrarch, &line, &pattern.code, &pattern.back))
        return TRUCE_OK;
    block = &petrarch->blocks[petrarch->n - 1];
    while (pattern.n_words < MAX_WORDS && next_word(&line, &word)) {
        if (truce_view_eq_text(word, "%"))
            pattern.mutual = true;
        else if (!truce_view_eq_text(word, "-"))
            words[pattern.n_words++] = upper(&petrarch->arena, word);
    }
    pattern.words =
        truce_arena_alloc(&petrarch->arena, pattern.n_words + 1, sizeof *words);
    if (!pattern.words)
        return TRUCE_ENOMEM;
    memcpy(pattern.words, words, pattern.n_words * sizeof *words);
    rc = truce_arena_grow(&petrarch->arena, &block->patterns, block->n,
                          &block->cap, sizeof *block->patterns);
    if (rc == TRUCE_OK)
        block->patterns[block->n++] = pattern;
    return rc;
}

static int add_block(struct truce_petrarch *petrarch, struct truce_view line)
{
    struct truce_petrarch_block block = {0};
    int rc = truce_arena_grow(&petrarch->arena, &petrarch->blocks, petrarch->n,
                              &petrarch->cap, sizeof *petrarch->blocks);
    if (rc != TRUCE_OK)
        return rc;
    take_code(petrarch, &line, &block.code, &block.back);
    petrarch->blocks[petrarch->n++] = block;
    return TRUCE_OK;
}

/* Regular forms of a verb whose forms the dictionary does not list. */
static int add_form(struct truce_petrarch *petrarch, struct truce_view word)
{
    struct truce_view key = upper(&petrarch->arena, word);
    uint64_t *value = truce_map_put(&petrarch->verbs, key, petrarch->n, NULL);
    return value ? TRUCE_OK : TRUCE_ENOMEM;
}

/* "MEET {MEETS MET MEETING}", "+CORDON_OFF {+CORDONED_OFF ...}": all are
 * forms of the block's verb; of several words the first and last are kept
 * as "CORDON OFF". A code in the line is that of this verb only. */
static int add_verbs(struct truce_petrarch *petrarch, struct truce_view line)
{
    const char *code, *back;
    int rc = TRUCE_OK;
    if (petrarch->n == 0)
        return TRUCE_OK;
    take_code(petrarch, &line, &code, &back);
    while (rc == TRUCE_OK && line.len) {
        size_t n = 0;
        char form[MAX_WORD];
        while (line.len && strchr(" \t{}+", line.ptr[0])) {
            line.ptr++;
            line.len--;
        }
        while (n < line.len && n < sizeof form - 1 &&
               !strchr(" \t{}+", line.ptr[n])) {
            form[n] = line.ptr[n] == '_' ? ' ' : line.ptr[n];
            n++;
        }
        if (n)
            rc = add_form(petrarch, (struct truce_view){form, n});
        if (n == 0 && line.len)
            n = 1;
        line.ptr += n;
        line.len -= n;
    }
    return rc;
}

static int add_set_word(struct truce_petrarch *petrarch, struct truce_view set,
                        struct truce_view line)
{
    struct truce_view word;
    char key[2 * MAX_WORD];
    int n, rc = TRUCE_OK;
    while (rc == TRUCE_OK && next_word(&line, &word)) {
        struct truce_view big = upper(&petrarch->arena, word);
        n = snprintf(key, sizeof key, "%.*s\t%.*s", TRUCE_VIEW_ARG(set),
                     TRUCE_VIEW_ARG(big));
        if (n > 0 && (size_t)n < sizeof key)
            rc = truce_map_set(&petrarch->sets,
                               (struct truce_view){key, (size_t)n}, 1);
    }
    return rc;
}

static int read_line(struct truce_petrarch *petrarch, struct truce_view line,
                     struct truce_view *set)
{
    struct truce_view name = line;
    line = strip(line);
    if (line.len == 0)
        return TRUCE_OK;
    if (truce_view_starts(line, "---")) {
        set->len = 0;
        return add_block(petrarch, line);
    }
    if (line.ptr[0] == '&') {
        next_word(&line, &name);
        *set = upper(&petrarch->arena, name);
        return TRUCE_OK;
    }
    if (line.ptr[0] == '+' && set->len)
        return add_set_word(petrarch, *set, line);
    set->len = 0;
    if (line.ptr[0] == '-' || line.ptr[0] == '*')
        return add_pattern(petrarch, line);
    if (line.ptr[0] == '~')
        return TRUCE_OK;
    return add_verbs(petrarch, line);
}

int truce_petrarch_load(struct truce_petrarch *petrarch, const char *path,
                        struct truce_err *err)
{
    struct truce_str text = TRUCE_STR_INIT;
    struct truce_view rest, line, set = {NULL, 0};
    int rc = truce_io_slurp(path, TRUCE_MAX_LINE_BYTES, &text, err);
    rest = truce_str_view(&text);
    while (rc == TRUCE_OK && truce_view_split(&rest, '\n', &line))
        rc = read_line(petrarch, line, &set);
    truce_str_release(&text);
    return rc;
}

void truce_petrarch_release(struct truce_petrarch *petrarch)
{
    if (!petrarch)
        return;
    truce_map_release(&petrarch->verbs);
    truce_map_release(&petrarch->sets);
    truce_arena_release(&petrarch->arena);
}

static bool in_set(const struct truce_petrarch *petrarch, struct truce_view set,
                   struct truce_view word)
{
    char key[2 * MAX_WORD];
    int n = snprintf(key, sizeof key, "%.*s\t%.*s", TRUCE_VIEW_ARG(set),
                     TRUCE_VIEW_ARG(word));
    for (int i = (int)set.len + 1; i < n && (size_t)n < sizeof key; i++)
        key[i] = (char)toupper((unsigned char)key[i]);
    return n > 0 && (size_t)n < sizeof key &&
           truce_map_get(&petrarch->sets, (struct truce_view){key, (size_t)n});
}

static bool word_is(const struct truce_petrarch *petrarch,
                    const struct truce_token *token, struct truce_view word)
{
    if (word.ptr[0] == '&')
        return in_set(petrarch, word, token->form) ||
               in_set(petrarch, word, token->lemma);
    if (truce_view_eq_nocase(token->form, word) ||
        truce_view_eq_nocase(token->lemma, word))
        return true;
    return word.len > 2 && word.ptr[word.len - 1] == 'S' &&
           truce_view_eq_nocase(token->lemma,
                                (struct truce_view){word.ptr, word.len - 1});
}

static bool present(const struct truce_petrarch *petrarch,
                    const struct truce_tree *tree, int32_t verb,
                    struct truce_view word)
{
    for (int32_t i = 0; i < (int32_t)tree->sentence->n_tokens; i++)
        if (i != verb && truce_tree_within(tree, i, verb) &&
            word_is(petrarch, truce_tree_token(tree, i), word))
            return true;
    return false;
}

/* Block of a verb by form or lemma, with its particle first. */
static const struct truce_petrarch_block *
find_block(const struct truce_petrarch *petrarch, const struct truce_tree *tree,
           int32_t token)
{
    const struct truce_token *t = truce_tree_token(tree, token);
    uint64_t *found = NULL;
    char key[MAX_WORD];
    for (int32_t c = tree->first[token]; c >= 0 && !found; c = tree->next[c]) {
        if (c != token + 1)
            continue;
        snprintf(key, sizeof key, "%.*s %.*s", TRUCE_VIEW_ARG(t->form),
                 TRUCE_VIEW_ARG(truce_tree_token(tree, c)->form));
        for (char *p = key; *p; p++)
            *p = (char)toupper((unsigned char)*p);
        found = truce_map_get(&petrarch->verbs, truce_view_of(key));
    }
    for (int i = 0; i < 2 && !found; i++) {
        struct truce_view word = i ? t->lemma : t->form;
        snprintf(key, sizeof key, "%.*s", TRUCE_VIEW_ARG(word));
        for (char *p = key; *p; p++)
            *p = (char)toupper((unsigned char)*p);
        found = truce_map_get(&petrarch->verbs, truce_view_of(key));
    }
    return found && *found ? &petrarch->blocks[*found - 1] : NULL;
}

bool truce_petrarch_match(const struct truce_petrarch *petrarch,
                          const struct truce_tree *tree, int32_t token,
                          struct truce_petrarch_hit *hit)
{
    const struct truce_petrarch_block *block =
        find_block(petrarch, tree, token);
    size_t best = 0;
    if (!block)
        return false;
    *hit = (struct truce_petrarch_hit){block->code, block->back, false};
    for (size_t i = 0; i < block->n; i++) {
        const struct truce_petrarch_pattern *p = &block->patterns[i];
        bool all = p->n_words > best;
        for (size_t k = 0; k < p->n_words && all; k++)
            all = present(petrarch, tree, token, p->words[k]);
        if (all) {
            best = p->n_words;
            *hit = (struct truce_petrarch_hit){p->code, p->back, p->mutual};
        }
        if (p->mutual && p->n_words == 0 && best == 0)
            hit->mutual = true;
    }
    return hit->code || hit->back;
}
