/* Phrase tables on light stems; see phrases.h. */
#include "lexicon/phrases.h"

#include <string.h>

#include "base/err.h"

/* Stems each word of `text` and joins them by one blank. */
static size_t stem_phrase(struct truce_view rest, char *buf, size_t size,
                          size_t *words)
{
    struct truce_view word;
    size_t len = 0;
    *words = 0;
    while (truce_view_split(&rest, ' ', &word)) {
        if (!word.len || len + word.len + 2 > size)
            continue;
        if (len)
            buf[len++] = ' ';
        len += truce_stem(word, buf + len, size - len);
        ++*words;
    }
    return len;
}

static int add(struct truce_phrases *phrases, struct truce_view text,
               uint64_t value)
{
    char buf[256];
    size_t words;
    size_t len = stem_phrase(text, buf, sizeof(buf), &words);
    unsigned first;
    if (!len)
        return TRUCE_OK;
    if (words > phrases->longest)
        phrases->longest = words;
    first = truce_phrases_first((struct truce_view){buf, len});
    phrases->firsts[first / 64] |= UINT64_C(1) << first % 64;
    return truce_map_set(&phrases->map, (struct truce_view){buf, len}, value);
}

int truce_phrases_add(struct truce_phrases *phrases, const char *text,
                      uint64_t value)
{
    return add(phrases, truce_view_of(text), value);
}

int truce_phrases_add_all(struct truce_phrases *phrases, const char *field,
                          uint64_t value)
{
    struct truce_view rest = truce_view_of(field), part;
    while (truce_view_split(&rest, '|', &part))
        if (!truce_view_eq_text(part, "-") && add(phrases, part, value) < 0)
            return TRUCE_ENOMEM;
    return TRUCE_OK;
}

size_t truce_phrases_match(const struct truce_phrases *phrases,
                           truce_stem_fn stem, const void *words, size_t n,
                           uint64_t *value)
{
    char buf[256];
    size_t len = 0, best = 0;
    for (size_t i = 0; i < n && i < phrases->longest; i++) {
        struct truce_view word = stem(words, i);
        uint64_t *found;
        if (!word.ptr || len + word.len + 2 > sizeof(buf))
            break;
        if (len == 0 && word.len &&
            !truce_phrases_begin(phrases, truce_phrases_first(word)))
            break;
        if (len)
            buf[len++] = ' ';
        memcpy(buf + len, word.ptr, word.len);
        len += word.len;
        found = truce_map_get(&phrases->map, (struct truce_view){buf, len});
        if (found) {
            best = i + 1;
            *value = *found;
        }
    }
    return best;
}

void truce_phrases_release(struct truce_phrases *phrases)
{
    truce_map_release(&phrases->map);
    memset(phrases->firsts, 0, sizeof(phrases->firsts));
    phrases->longest = 0;
}
