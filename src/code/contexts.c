/* Contexts: a map from lemmas to bits. */
#include "code/contexts.h"

#include "base/io.h"
#include "base/limits.h"

static int add_words(struct truce_contexts *contexts, struct truce_view words)
{
    struct truce_view word;
    uint64_t bit = 1ull << contexts->n;
    while (truce_view_split(&words, ' ', &word)) {
        uint64_t *bits = truce_map_put(&contexts->lemmas, word, 0, NULL);
        if (!bits)
            return TRUCE_ENOMEM;
        *bits |= bit;
    }
    return TRUCE_OK;
}

int truce_contexts_load(struct truce_contexts *contexts, const char *path,
                        struct truce_err *err)
{
    struct truce_str text = TRUCE_STR_INIT;
    struct truce_view rest, line, name;
    size_t number = 0;
    int rc = truce_io_slurp(path, TRUCE_MAX_LINE_BYTES, &text, err);
    rest = truce_str_view(&text);
    while (rc == TRUCE_OK && truce_view_split(&rest, '\n', &line)) {
        number++;
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        truce_view_split(&line, '\t', &name);
        if (!line.ptr || contexts->n == TRUCE_MAX_CONTEXTS) {
            rc = truce_err_set(err, TRUCE_EFORMAT,
                               line.ptr ? "more than 64 contexts"
                                        : "expected a context and words");
            truce_err_at(err, path, number, (size_t)-1);
            break;
        }
        contexts->names[contexts->n] =
            truce_arena_strndup(&contexts->arena, name.ptr, name.len);
        rc = contexts->names[contexts->n] ? add_words(contexts, line)
                                          : TRUCE_ENOMEM;
        contexts->n++;
    }
    truce_str_release(&text);
    return rc;
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
