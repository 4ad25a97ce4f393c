/*
 * Regular English spelling read backwards: "-ed" and "-ing" leave the base, the
 * base without its "e", with its last consonant doubled, or with "i" for "y".
 */
#include "lang/verblemma.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_VERB = 32 };

static const char *const verbs[] = {
#define V(word) word,
#define I(form, base)
#include "lang/verbs.def"
#undef V
#undef I
};

static const struct {
    const char *form, *base;
} irregular[] = {
#define V(word)
#define I(form, base) {form, base},
#include "lang/verbs.def"
#undef V
#undef I
};

static int compare_words(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

/* A word of two parts ("co-chair") is known by its last. */
static bool is_verb(const char *word)
{
    const char *part = strrchr(word, '-');
    return bsearch(part ? part + 1 : word, verbs, sizeof verbs / sizeof *verbs,
                   sizeof *verbs, compare_words);
}

/* Lower case of a word of ASCII letters and hyphens; false for others. */
static bool copy_lower(struct truce_view word, char out[MAX_VERB])
{
    if (word.len + 2 > MAX_VERB)
        return false;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c < 'a' || c > 'z') && c != '-')
            return false;
        out[i] = c;
    }
    out[word.len] = 0;
    return true;
}

static bool is_vowel(char c)
{
    return c && strchr("aeiouy", c);
}

/* "bar", "cop": one vowel, then one consonant that the past doubles. */
static bool doubles(const char *stem, size_t len)
{
    size_t vowels = 0;
    if (len < 3 || strchr("wxy", stem[len - 1]) || is_vowel(stem[len - 1]) ||
        !is_vowel(stem[len - 2]))
        return false;
    for (size_t i = 0; i < len; i++)
        vowels += is_vowel(stem[i]);
    return vowels == 1;
}

/* Turns a stem (form without "ed" or "ing") of `len` letters into the base
 * that the list knows; false where it knows none. The buffer has room for a
 * letter more. */
static bool base_of_stem(char *stem, size_t len)
{
    size_t last = len - 1;
    if (len < 2)
        return false;
    stem[len] = 0;
    if (!doubles(stem, len) && is_verb(stem))
        return true;
    memcpy(stem + len, "e", 2);
    if (is_verb(stem))
        return true;
    stem[len] = 0;
    if (is_verb(stem))
        return true;
    if (stem[last] == 'i') {
        stem[last] = 'y';
        return is_verb(stem);
    }
    if (stem[last] != stem[last - 1] && strncmp(stem + last - 1, "ck", 2))
        return false;
    stem[last] = 0;
    return is_verb(stem);
}

/* "-s" and "-es", "-ies". */
static bool base_of_third(char *form, size_t len)
{
    form[len - 1] = 0;
    if (is_verb(form))
        return true;
    if (len < 4 || form[len - 2] != 'e')
        return false;
    form[len - 2] = 0;
    if (form[len - 3] == 'i')
        form[len - 3] = 'y';
    return is_verb(form);
}

static bool ends(const char *word, size_t len, const char *suffix)
{
    size_t n = strlen(suffix);
    return len > n && !strcmp(word + len - n, suffix);
}

static const char *const *find_irregular(const char *word)
{
    return bsearch(word, &irregular[0].form,
                   sizeof irregular / sizeof *irregular, sizeof *irregular,
                   compare_words);
}

static bool is_irregular(const char *word)
{
    return find_irregular(word);
}

static bool base_of_irregular(char word[MAX_VERB])
{
    const char *const *found = find_irregular(word);
    if (found)
        memcpy(word, found[1], strlen(found[1]) + 1);
    return found;
}

/* "sited" of "sit" would be "sitted". */
static bool should_double(const char *guess, const char *form, size_t len)
{
    size_t n = strlen(guess);
    return doubles(guess, n) && !strncmp(form, guess, n) &&
           ((len == n + 2 && ends(form, len, "ed")) ||
            (len == n + 3 && ends(form, len, "ing")));
}

struct truce_view truce_verblemma(struct truce_view form,
                                  struct truce_view xpos,
                                  struct truce_view lemma,
                                  struct truce_arena *arena)
{
    char word[MAX_VERB], guess[MAX_VERB];
    bool found;
    size_t len = form.len;
    if (xpos.len != 3 || memcmp(xpos.ptr, "VB", 2) || !copy_lower(form, word) ||
        !copy_lower(lemma, guess) ||
        (is_verb(guess) && !should_double(guess, word, len)))
        return lemma;
    if (ends(word, len, "ed") && !is_irregular(word))
        found = base_of_stem(word, len - 2);
    else if (ends(word, len, "ing"))
        found = base_of_stem(word, len - 3);
    else if (xpos.ptr[2] == 'Z' && ends(word, len, "s"))
        found = base_of_third(word, len);
    else
        found = base_of_irregular(word);
    if (!found)
        return lemma;
    len = strlen(word);
    return (struct truce_view){truce_arena_strndup(arena, word, len), len};
}
