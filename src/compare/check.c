/* Refusals: what cannot be compared is named in clear words, and fast. */
#include <string.h>

#include "base/utf8.h"
#include "compare/compare_parts.h"

enum script {
    LATIN,
    CYRILLIC,
    GREEK,
    ARABIC,
    HEBREW,
    GEORGIAN,
    ARMENIAN,
    CJK,
    OTHER,
    N_SCRIPTS
};

static const char *const script_names[] = {
    "Latin",  "Cyrillic", "Greek",    "Arabic",
    "Hebrew", "Georgian", "Armenian", "Chinese or Japanese",
    "another"};

static enum script script_of(uint32_t c)
{
    if (c < 0x250)
        return LATIN;
    if (c >= 0x370 && c < 0x400)
        return GREEK;
    if (c >= 0x400 && c < 0x530)
        return CYRILLIC;
    if (c >= 0x530 && c < 0x590)
        return ARMENIAN;
    if (c >= 0x590 && c < 0x600)
        return HEBREW;
    if (c >= 0x600 && c < 0x780)
        return ARABIC;
    if (c >= 0x10A0 && c < 0x1100)
        return GEORGIAN;
    if (c >= 0x2E80 && c < 0xFB00)
        return CJK;
    return OTHER;
}

/* The script of most words. */
static enum script main_script(const struct truce_compare_text *text)
{
    size_t counts[N_SCRIPTS] = {0};
    enum script best = LATIN;
    for (size_t i = 0; i < text->n_words; i++) {
        size_t pos = text->words[i].begin;
        uint32_t c = truce_utf8_next(text->text.ptr, text->text.len, &pos);
        if (c >= 'A')
            counts[script_of(c)]++;
    }
    for (int s = 0; s < N_SCRIPTS; s++)
        if (counts[s] > counts[best])
            best = (enum script)s;
    return best;
}

/* Share of words that are English function words; about 0.45 in English,
 * under 0.15 in its neighbours, near 0 in a bad scan. */
static double english_share(const struct truce_compare_text *text,
                            const struct truce_compare_tables *tables)
{
    size_t n = 0;
    uint64_t value;
    for (size_t i = 0; i < text->n_words; i++)
        n += truce_compare_match(&tables->stop, &text->words[i], 1, &value) > 0;
    return text->n_words ? (double)n / (double)text->n_words : 0;
}

/* Words that no language writes: letters among digits, one letter, no vowel,
 * a capital inside. */
static bool is_rubbish(struct truce_view form)
{
    bool digit = false, letter = false, vowel = false, inner = false;
    for (size_t i = 0; i < form.len; i++) {
        char c = form.ptr[i];
        if ((unsigned char)c >= 0x80)
            return false;
        digit |= c >= '0' && c <= '9';
        letter |= (c | 32) >= 'a' && (c | 32) <= 'z';
        vowel |= c && strchr("aeiouyAEIOUY", c);
        inner |= i > 0 && c >= 'A' && c <= 'Z' && form.ptr[i - 1] >= 'a' &&
                 form.ptr[i - 1] <= 'z';
    }
    if (!letter)
        return false;
    return digit || inner || !vowel ||
           (form.len == 1 && !strchr("aAI", form.ptr[0]));
}

static double rubbish_share(const struct truce_compare_text *text)
{
    size_t n = 0;
    for (size_t i = 0; i < text->n_words; i++) {
        const struct truce_compare_word *word = &text->words[i];
        n += is_rubbish((struct truce_view){text->text.ptr + word->begin,
                                            word->end - word->begin});
    }
    return text->n_words ? (double)n / (double)text->n_words : 0;
}

static size_t broken_bytes(struct truce_view text)
{
    size_t n = 0;
    for (size_t pos = 0; pos < text.len;) {
        unsigned char byte = (unsigned char)text.ptr[pos];
        uint32_t c = truce_utf8_next(text.ptr, text.len, &pos);
        n += c == 0xFFFD || (byte < 32 && !strchr("\t\n\r\f", byte)) ||
             byte == 0;
    }
    return n;
}

static int refuse(struct truce_err *err, const char *file, const char *why)
{
    return truce_err_set(err, TRUCE_ENODATA, "cannot compare '%s': %s", file,
                         why);
}

int truce_compare_check(const struct truce_compare_text *text,
                        const struct truce_compare_text *first,
                        const struct truce_compare_tables *tables,
                        struct truce_err *err)
{
    double english;
    enum script script;
    if (!text->n_words)
        return refuse(err, text->file, "it has no words");
    if (broken_bytes(text->text) > text->text.len / 50)
        return refuse(err, text->file,
                      "it is not a text (binary or of "
                      "unknown encoding)");
    script = main_script(text);
    english = english_share(text, tables);
    if (text->n_words >= 20 && script == LATIN && english < 0.2 &&
        rubbish_share(text) > 0.2)
        return refuse(err, text->file,
                      "most of it is no words, as in a bad "
                      "scan; compare a clean text");
    if (text != first && script != main_script(first))
        return truce_err_set(err, TRUCE_ENODATA,
                             "cannot compare '%s' with '%s': one is in %s "
                             "script, the other in %s",
                             first->file, text->file,
                             script_names[main_script(first)],
                             script_names[script]);
    if (text != first && script == LATIN && text->n_words >= 20 &&
        first->n_words >= 20 &&
        (english < 0.22) != (english_share(first, tables) < 0.22))
        return truce_err_set(err, TRUCE_ENODATA,
                             "cannot compare '%s' with '%s': only one of "
                             "them is in English",
                             first->file, text->file);
    if (!text->n_points)
        return refuse(err, text->file,
                      "no points were found: it has no "
                      "numbers, paragraphs or sentences");
    if (text->n_points > TRUCE_COMPARE_MAX_POINTS)
        return truce_err_set(
            err, TRUCE_ELIMIT, "cannot compare '%s': %zu points, at most %d",
            text->file, text->n_points, TRUCE_COMPARE_MAX_POINTS);
    return TRUCE_OK;
}
