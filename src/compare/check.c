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

/* Function words that tell the languages of diplomacy apart. */
static const struct {
    const char *language;
    const char *words;
} languages[] = {
    {"English", " the of and to in is for that by on with "},
    {"French", " le la les des du et une dans est pour que qui sur avec "},
    {"Spanish", " el los las del y una en es para que por con se al "},
    {"Portuguese", " o os das dos e uma em para que por com ao pela não "},
    {"Italian", " il gli della delle di e una per che con nel sono è "},
    {"German", " der die das und den von ist mit für auf eine nicht dem "},
    {"Turkish", " ve bir bu için ile olarak da de tarafından "},
    {"Dutch", " het een en van de dat met voor op te zijn "},
    {"Polish", " i w na się z że do jest nie oraz przez "},
    {"Serbian or Croatian", " i u na se je da su za od ne koji "},
    {"Russian", " и в на с по не что для о об между из "},
    {"Ukrainian", " і в на з та не що для про між від й "},
    {"Serbian", " и у на се је да су за од не који "},
    {"Arabic", " في من على إلى أن "},
};

enum { N_LANGUAGES = sizeof(languages) / sizeof(languages[0]) };

static bool listed(struct truce_view word, const char *words)
{
    char padded[40];
    if (word.len > 32)
        return false;
    padded[0] = ' ';
    memcpy(padded + 1, word.ptr, word.len);
    padded[word.len + 1] = ' ';
    padded[word.len + 2] = '\0';
    return strstr(words, padded) != NULL;
}

/* The language that most function words are of; NULL where few are, or two
 * languages come close. */
static const char *language_of(const struct truce_compare_text *text)
{
    size_t counts[N_LANGUAGES] = {0}, best = 0, second = 0;
    size_t n = text->n_words < 4000 ? text->n_words : 4000;
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < N_LANGUAGES; l++)
            counts[l] += listed(text->words[i].lower, languages[l].words);
    for (size_t l = 1; l < N_LANGUAGES; l++)
        if (counts[l] > counts[best])
            best = l;
    for (size_t l = 0; l < N_LANGUAGES; l++)
        if (l != best && counts[l] > second)
            second = counts[l];
    return counts[best] > 3 && counts[best] * 12 >= n &&
                   counts[best] > second + second / 4
               ? languages[best].language
               : NULL;
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

static int not_english(struct truce_err *err,
                       const struct truce_compare_text *strange,
                       const char *language,
                       const struct truce_compare_text *english)
{
    if (language && strcmp(language, "English"))
        return truce_err_set(err, TRUCE_ENODATA,
                             "cannot compare '%s' with '%s': one is in %s, "
                             "the other in English",
                             strange->file, english->file, language);
    return truce_err_set(err, TRUCE_ENODATA,
                         "cannot compare '%s' with '%s': few of its words are "
                         "English (a bad scan, or another language?)",
                         strange->file, english->file);
}

int truce_compare_check(struct truce_compare_text *text,
                        const struct truce_compare_text *first,
                        const struct truce_compare_tables *tables,
                        struct truce_err *err)
{
    double english;
    enum script script;
    const char *language, *other;
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
    language = text->n_words >= 12 ? language_of(text) : NULL;
    text->language = language;
    other = first->n_words >= 12 ? language_of(first) : NULL;
    if (text != first && language && other && strcmp(language, other))
        return truce_err_set(err, TRUCE_ENODATA,
                             "cannot compare '%s' with '%s': one is in %s, "
                             "the other in %s",
                             first->file, text->file, other, language);
    if (text != first && script == LATIN && text->n_words >= 20 &&
        first->n_words >= 20 &&
        (english < 0.22) != (english_share(first, tables) < 0.22))
        return not_english(err, english < 0.22 ? text : first,
                           english < 0.22 ? language : other,
                           english < 0.22 ? first : text);
    if (!text->n_points)
        return refuse(err, text->file,
                      "no points were found: it has no "
                      "numbers, paragraphs or sentences");
    if (text->n_points > TRUCE_COMPARE_MAX_POINTS)
        return truce_err_set(
            err, TRUCE_ELIMIT,
            "cannot compare '%s': %zu points, at most %d (give single texts, "
            "not a collection)",
            text->file, text->n_points, TRUCE_COMPARE_MAX_POINTS);
    return TRUCE_OK;
}
