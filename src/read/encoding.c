/* Encodings, by ICU's converters and its detector; see encoding.h. */
#include "read/encoding.h"

#include <stdio.h>
#include <string.h>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "base/utf8.h"

/* The detector's own scale is 0..100; below this it guesses. */
#define CONFIDENCE_MIN 10
/* Bytes shown to the detector: it gains nothing from more. */
#define DETECT_BYTES 65536

static const struct {
    const char *magic;
    size_t len;
    const char *what;
} known_files[] = {
    {"%PDF", 4, "a PDF file (pdftotext makes text of it)"},
    {"\x89PNG", 4, "a PNG picture"},
    {"\xff\xd8\xff", 3, "a JPEG picture"},
    {"GIF8", 4, "a GIF picture"},
    {"\x7f"
     "ELF",
     4, "a program"},
    {"SQLite format 3", 15, "an SQLite database"},
    {"\xd0\xcf\x11\xe0", 4, "an old Office document"},
    {"{\\rtf", 5, "an RTF document"},
};

static const struct {
    const char *mark;
    size_t len;
    const char *charset;
} marks[] = {
    {"\xef\xbb\xbf", 3, "UTF-8"},    {"\xff\xfe\0\0", 4, "UTF-32LE"},
    {"\0\0\xfe\xff", 4, "UTF-32BE"}, {"\xff\xfe", 2, "UTF-16LE"},
    {"\xfe\xff", 2, "UTF-16BE"},
};

/* The charset that a byte order mark tells, or NULL; its length in *len. */
static const char *marked(struct truce_view bytes, size_t *len)
{
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (bytes.len >= marks[i].len &&
            !memcmp(bytes.ptr, marks[i].mark, marks[i].len)) {
            *len = marks[i].len;
            return marks[i].charset;
        }
    }
    *len = 0;
    return NULL;
}

bool truce_encoding_is_wide(struct truce_view start)
{
    size_t len;
    const char *charset = marked(start, &len);
    return charset && strcmp(charset, "UTF-8") != 0;
}

static int refuse(struct truce_err *err, int code, size_t byte,
                  const char *what)
{
    truce_err_set(err, code, "%s", what);
    return err ? truce_err_at(err, NULL, 0, byte) : code;
}

int truce_encoding_check(struct truce_view start, struct truce_err *err)
{
    char message[96];
    for (size_t i = 0; i < sizeof known_files / sizeof known_files[0]; i++) {
        if (start.len >= known_files[i].len &&
            !memcmp(start.ptr, known_files[i].magic, known_files[i].len)) {
            snprintf(message, sizeof message, "not text but %s",
                     known_files[i].what);
            return refuse(err, TRUCE_EFORMAT, 0, message);
        }
    }
    if (truce_encoding_is_wide(start))
        return TRUCE_OK;
    for (size_t i = 0; i < start.len; i++) {
        unsigned char c = (unsigned char)start.ptr[i];
        if (c < 32 && c != '\t' && c != '\n' && c != '\r' && c != '\f' &&
            c != '\v' && c != 0x1b) {
            snprintf(message, sizeof message,
                     "binary data: control character 0x%02x", c);
            return refuse(err, TRUCE_EFORMAT, i, message);
        }
    }
    return TRUCE_OK;
}

/* Converts by a named charset; UTF-8 in the arena. U+FFFD in the result of
 * a charset that was only guessed counts as failure. */
static int convert(struct truce_view bytes, const char *charset,
                   struct truce_arena *arena, struct truce_view *out)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t len;
    char *buf;
    if (bytes.len > INT32_MAX / 4)
        return TRUCE_ELIMIT;
    len = ucnv_convert("UTF-8", charset, NULL, 0, bytes.ptr, (int32_t)bytes.len,
                       &status);
    if (status != U_BUFFER_OVERFLOW_ERROR && U_FAILURE(status))
        return TRUCE_EENCODING;
    buf = truce_arena_alloc(arena, (size_t)len + 1, 1);
    if (!buf)
        return TRUCE_ENOMEM;
    status = U_ZERO_ERROR;
    ucnv_convert("UTF-8", charset, buf, len + 1, bytes.ptr, (int32_t)bytes.len,
                 &status);
    if (U_FAILURE(status))
        return TRUCE_EENCODING;
    *out = (struct truce_view){buf, (size_t)len};
    return TRUCE_OK;
}

/* Charset of the detector's best guess into name; false: no idea. */
static bool detect(struct truce_view bytes, char name[64])
{
    UErrorCode status = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&status);
    const UCharsetMatch *match;
    bool found = false;
    size_t len = bytes.len > DETECT_BYTES ? DETECT_BYTES : bytes.len;
    if (U_FAILURE(status))
        return false;
    ucsdet_setText(detector, bytes.ptr, (int32_t)len, &status);
    match = ucsdet_detect(detector, &status);
    if (U_SUCCESS(status) && match &&
        ucsdet_getConfidence(match, &status) >= CONFIDENCE_MIN) {
        const char *charset = ucsdet_getName(match, &status);
        found = U_SUCCESS(status) && strcmp(charset, "UTF-8") != 0;
        if (found)
            snprintf(name, 64, "%s", charset);
    }
    ucsdet_close(detector);
    return found;
}

/* UTF-8 with damage in it, not another encoding: there, sequences that are
 * valid by chance are rarer than invalid bytes. */
static bool is_damaged_utf8(struct truce_view bytes)
{
    size_t good = 0;
    size_t bad = 0;
    size_t i = 0;
    while (i < bytes.len) {
        size_t from = i;
        uint32_t c = truce_utf8_next(bytes.ptr, bytes.len, &i);
        bad += c == 0xfffd && i == from + 1;
        good += i > from + 1;
    }
    return good > bad;
}

static bool has_replacement(struct truce_view text)
{
    return truce_view_find(text, TRUCE_VIEW("\xef\xbf\xbd")) != (size_t)-1;
}

static int copy(struct truce_view bytes, struct truce_arena *arena,
                struct truce_view *out)
{
    *out = truce_arena_view(arena, bytes);
    return out->ptr ? TRUCE_OK : TRUCE_ENOMEM;
}

/* Neither marked nor UTF-8: the declared charset, then the detector. */
static int convert_unknown(struct truce_view bytes, struct truce_view declared,
                           struct truce_arena *arena, struct truce_view *out,
                           struct truce_err *err)
{
    char name[64];
    size_t bad = truce_utf8_check(bytes.ptr, bytes.len);
    int rc = TRUCE_EENCODING;
    if (declared.len > 0 && declared.len < sizeof name) {
        snprintf(name, sizeof name, "%.*s", TRUCE_VIEW_ARG(declared));
        rc = convert(bytes, name, arena, out);
        if (rc == TRUCE_OK && has_replacement(*out))
            rc = TRUCE_EENCODING;
    }
    if (rc == TRUCE_EENCODING && !is_damaged_utf8(bytes) && detect(bytes, name))
        rc = convert(bytes, name, arena, out);
    if (rc == TRUCE_OK && has_replacement(*out))
        rc = TRUCE_EENCODING;
    if (rc == TRUCE_EENCODING)
        return refuse(err, rc, bad,
                      "invalid UTF-8, and no other encoding fits");
    return rc;
}

int truce_encoding_convert(struct truce_view bytes, struct truce_view declared,
                           struct truce_arena *arena, struct truce_view *out,
                           struct truce_err *err)
{
    size_t skip;
    const char *charset = marked(bytes, &skip);
    struct truce_view body = {bytes.ptr + skip, bytes.len - skip};
    bool utf8 = !charset || !strcmp(charset, "UTF-8");
    int rc;
    if (bytes.len == 0)
        return copy(TRUCE_VIEW(""), arena, out);
    rc = utf8 ? truce_encoding_check(body, err) : TRUCE_OK;
    if (rc < 0)
        return rc;
    if (!utf8)
        rc = convert(body, charset, arena, out);
    else if (truce_utf8_check(body.ptr, body.len) == body.len)
        rc = copy(body, arena, out);
    else
        rc = convert_unknown(body, declared, arena, out, err);
    if (rc == TRUCE_ENOMEM)
        truce_err_set(err, rc, "out of memory");
    else if (rc == TRUCE_EENCODING && !utf8)
        refuse(err, rc, 0, "text does not fit its byte order mark");
    return rc;
}
