/* Contexts: a map from lemmas to bits. */
#include "code/contexts.h"

#include "base/io.h"
#include "base/limits.h"

static int add_words(struct truce_map *words, struct truce_view line,
                     uint64_t bit)
{
    struct truce_view word;
    while (truce_view_split(&line, ' ', &word)) {
        uint64_t *bits = truce_map_put(words, word, 0, NULL);
        if (!bits)
            return TRUCE_ENOMEM;
        *bits |= bit;
    }
    return TRUCE_OK;
}

int truce_word_bits_load(const char *path, struct truce_map *words,
                         truce_word_bits_fn named, void *payload,
                         struct truce_err *err)
{
    struct truce_str text = TRUCE_STR_INIT;
    struct truce_view rest, line, name;
    uint64_t bit = 1;
    size_t number = 0;
    int rc = truce_io_slurp(path, TRUCE_MAX_LINE_BYTES, &text, err);
    rest = truce_str_view(&text);
    while (rc == TRUCE_OK && truce_view_split(&rest, '\n', &line)) {
        number++;
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        truce_view_split(&line, '\t', &name);
        if (!line.ptr || bit == 0) {
            rc = truce_err_set(err, TRUCE_EFORMAT,
                               line.ptr ? "more than 64 groups of words"
                                        : "expected a name and words");
            truce_err_at(err, path, number, (size_t)-1);
            break;
        }
        rc = named ? named(payload, name) : TRUCE_OK;
        if (rc == TRUCE_OK)
            rc = add_words(words, line, bit);
        bit <<= 1;
    }
    truce_str_release(&text);
    return rc;
}

static int add_name(void *payload, struct truce_view name)
{
    struct truce_contexts *contexts = payload;
    const char *own = truce_arena_strndup(&contexts->arena, name.ptr, name.len);
    contexts->names[contexts->n++] = own;
    return own ? TRUCE_OK : TRUCE_ENOMEM;
}

int truce_contexts_load(struct truce_contexts *contexts, const char *path,
                        struct truce_err *err)
{
    return truce_word_bits_load(path, &contexts->lemmas, add_name, contexts,
                                err);
}

void truce_contexts_release(struct truce_contexts *contexts)
{
    if (!contexts)
        return;
    truce_map_release(&contexts->lemmas);
    truce_arena_release(&contexts->arena);
}

uint64_t truce_contexts_bit(const struct truce_contexts *contexts,
                            const char *name)
{
    for (size_t i = 0; i < contexts->n; i++)
        if (truce_view_eq_text(truce_view_of(contexts->names[i]), name))
            return 1ull << i;
    return 0;
}

uint64_t truce_contexts_of(const struct truce_contexts *contexts,
                           const struct truce_tree *tree, int32_t top)
{
    uint64_t *own =
        truce_map_get(&contexts->lemmas, truce_tree_token(tree, top)->lemma);
    uint64_t bits = own ? *own : 0;
    for (int32_t c = tree->first[top]; c >= 0; c = tree->next[c])
        bits |= truce_contexts_of(contexts, tree, c);
    return bits;
}

const char *const *truce_contexts_names(const struct truce_contexts *contexts,
                                        uint64_t bits,
                                        struct truce_arena *arena, size_t *n)
{
    const char **names =
        truce_arena_alloc(arena, contexts->n + 1, sizeof *names);
    *n = 0;
    for (size_t i = 0; names && i < contexts->n; i++)
        if (bits >> i & 1)
            names[(*n)++] = contexts->names[i];
    return names;
}
