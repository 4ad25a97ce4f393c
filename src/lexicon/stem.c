/* Stems: light ones (inflection) for the word tables, deep ones that also
 * join "withdrawal" and "withdraw". Cheap and deterministic;
 * a lemmatizer would need the parser's model for what is a word match. */
#include <string.h>

#include "lexicon/phrases.h"

static bool has_vowel(const char *word, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (strchr("aeiouy", word[i]))
            return true;
    return false;
}

static bool ends(const char *word, size_t len, const char *suffix)
{
    size_t n = strlen(suffix);
    return len > n && !memcmp(word + len - n, suffix, n);
}

/* stopp -> stop, withdrew stays; "ll", "ss", "zz" may be the word's own. */
static size_t undouble(const char *word, size_t len)
{
    if (len > 3 && word[len - 1] == word[len - 2] &&
        !strchr("lsz", word[len - 1]) && !strchr("aeiou", word[len - 1]))
        len--;
    return len;
}

static size_t strip_plural(char *word, size_t len)
{
    if (len > 4 && ends(word, len, "ies")) {
        word[len - 3] = 'y';
        return len - 2;
    }
    if (len > 4 && (ends(word, len, "sses") || ends(word, len, "xes") ||
                    ends(word, len, "ches") || ends(word, len, "shes")))
        return len - 2;
    if (len > 3 && word[len - 1] == 's' && !ends(word, len, "ss") &&
        !ends(word, len, "us") && !ends(word, len, "is"))
        return len - 1;
    return len;
}

static size_t strip_verb(char *word, size_t len)
{
    if (len > 4 && ends(word, len, "ied")) {
        word[len - 3] = 'y';
        return len - 2;
    }
    if (ends(word, len, "ing") && len > 5 && has_vowel(word, len - 3))
        return undouble(word, len - 3);
    if (ends(word, len, "eed"))
        return len - 1;
    if (ends(word, len, "ed") && len > 4 && has_vowel(word, len - 2))
        return undouble(word, len - 2);
    return len;
}

/* Words whose ending is no inflection, or whose form is irregular. */
static const char *const irregular[][2] = {
    {"willing", "willing"},
    {"during", "during"},
    {"held", "hold"},
    {"being", "be"},
    {"is", "be"},
    {"are", "be"},
    {"was", "be"},
    {"were", "be"},
    {"been", "be"},
    {"has", "have"},
    {"had", "have"},
    {"met", "meet"},
    {"withdrew", "withdraw"},
    {"withdrawn", "withdraw"},
    {"took", "take"},
    {"taken", "take"},
    {"gave", "give"},
    {"given", "give"},
    {"left", "leave"},
    {"went", "go"},
    {"said", "say"},
    {"told", "tell"},
    {"sought", "seek"},
    {"undertook", "undertake"},
    {"undertaken", "undertake"},
    {"binding", "binding"},
    {"meeting", "meeting"},
    {"fighting", "fighting"},
    {"according", "according"},
    {"including", "including"},
    {"chose", "choose"},
    {"sent", "send"},
    {"fought", "fight"},
    {"bodies", "body"},
    {"men", "man"},
    {"women", "woman"},
    {"children", "child"},
    {"lives", "life"},
    {"kept", "keep"},
    {"broke", "break"},
    {"broken", "break"},
    {"began", "begin"},
    {"begun", "begin"},
    {"spoke", "speak"},
    {"shown", "show"},
    {"note", "note"},
    {"noted", "note"},
    {"notes", "note"},
    {"made", "make"},
    {"came", "come"},
    {"brought", "bring"},
};

size_t truce_stem(struct truce_view word, char *buf, size_t size)
{
    size_t len = word.len < size - 1 ? word.len : size - 1;
    size_t before;
    memcpy(buf, word.ptr, len);
    if (len > 2 && ends(buf, len, "'s"))
        len -= 2;
    for (size_t i = 0; i < sizeof(irregular) / sizeof(irregular[0]); i++) {
        if (irregular[i][0][0] == buf[0] && strlen(irregular[i][0]) == len &&
            !memcmp(irregular[i][0], buf, len)) {
            len = strlen(irregular[i][1]);
            memcpy(buf, irregular[i][1], len);
            return len;
        }
    }
    before = len;
    len = strip_plural(buf, len);
    if (len == before)
        len = strip_verb(buf, len);
    if (len > 3 && buf[len - 1] == 'e')
        len--;
    return len;
}

size_t truce_stem_deep(struct truce_view word, char *buf, size_t size)
{
    /* Longest first; what is left must keep four letters. */
    static const char *const endings[] = {
        "ment", "ance", "enc", "anc", "ence", "ional", "ially", "fully",
        "ness", "ion",  "al",  "ity", "ly",   "er",    "or",    "iv",
        "ary",  "at",   "iz",  "is",  "it",   "ur",    "ful",
    };
    size_t len = truce_stem(word, buf, size);
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (ends(buf, len, endings[i]) && len - strlen(endings[i]) >= 4)
            len -= strlen(endings[i]);
    if (len > 4 && buf[len - 1] == 'e')
        len--;
    return len;
}
