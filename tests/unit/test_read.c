/* Units of read/: every form, encodings, archives, and damaged input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>
#include <cmocka.h>

#include "base/arena.h"
#include "read/dateline.h"
#include "read/document.h"

/* One reading of a folder of files made by the test. */
struct fixture {
    char dir[64];
    struct truce_arena arena;
    struct truce_document docs[32];
    size_t n_docs;
    struct truce_err errors[32];
    size_t n_errors;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    snprintf(f->dir, sizeof f->dir, "/tmp/truce-read-XXXXXX");
    *state = f;
    return mkdtemp(f->dir) ? 0 : -1;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    char command[96];
    truce_arena_release(&f->arena);
    snprintf(command, sizeof command, "rm -rf '%s'", f->dir);
    free(f);
    return system(command);
}

static void put(struct fixture *f, const char *name, const void *bytes,
                size_t len)
{
    char path[256];
    FILE *file;
    snprintf(path, sizeof path, "%s/%s", f->dir, name);
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    fclose(file);
}

static void put_text(struct fixture *f, const char *name, const char *text)
{
    put(f, name, text, strlen(text));
}

static void read_paths(struct fixture *f, const char *const *paths, size_t n,
                       const struct truce_reader_options *options)
{
    struct truce_reader *reader;
    int rc;
    assert_int_equal(truce_reader_open(paths, n, options, &reader, NULL), 0);
    f->n_docs = f->n_errors = 0;
    do {
        struct truce_err err = TRUCE_ERR_INIT;
        rc = truce_reader_next(reader, &f->arena, &f->docs[f->n_docs], &err);
        if (rc > 0)
            f->n_docs++;
        if (rc < 0)
            f->errors[f->n_errors++] = err;
        assert_true(f->n_docs < 32 && f->n_errors < 32);
    } while (rc != 0);
    assert_int_equal(truce_reader_refused(reader), f->n_errors);
    truce_reader_close(reader);
}

/* Reads the whole folder. */
static void read_all(struct fixture *f)
{
    struct truce_reader_options options = TRUCE_READER_OPTIONS_INIT;
    const char *paths[] = {f->dir};
    read_paths(f, paths, 1, &options);
}

/* Reads one file by its name. */
static void read_one(struct fixture *f, const char *name)
{
    struct truce_reader_options options = TRUCE_READER_OPTIONS_INIT;
    char path[256];
    const char *paths[] = {path};
    snprintf(path, sizeof path, "%s/%s", f->dir, name);
    read_paths(f, paths, 1, &options);
}

static void check_view(struct truce_view view, const char *expected)
{
    if (!expected) {
        assert_null(view.ptr);
        return;
    }
    assert_non_null(view.ptr);
    assert_int_equal(view.len, strlen(expected));
    assert_memory_equal(view.ptr, expected, view.len);
}

static void check_date(struct truce_date date, const char *expected)
{
    char buf[TRUCE_DATE_SIZE];
    assert_string_equal(truce_date_format(date, buf), expected);
}

static void check_error(const struct fixture *f, size_t i, const char *words)
{
    char line[900];
    truce_err_format(&f->errors[i], line, sizeof line);
    if (!strstr(line, words))
        fail_msg("'%s' is not in '%s'", words, line);
}

static void test_date__forms(void **state)
{
    static const char *const rows[][2] = {
        {"2022-10-31", "2022-10-31"},
        {"2022-10-31T10:00:00+04:00", "2022-10-31"},
        {"20221031", "2022-10-31"},
        {"31 October 2022", "2022-10-31"},
        {"Oct. 31, 2022", "2022-10-31"},
        {"Mon, 31 Oct 2022 10:00:00 GMT", "2022-10-31"},
        {"Mon, 31 Oct 2022 10:00:00 +0400", "2022-10-31"},
        {"31.10.2022", "2022-10-31"},
        {"October 2022", "2022-10"},
        {" 2022 ", "2022"},
        {"", ""},
    };
    static const char *const bad[] = {"10/11/2022", "yesterday", "31 October",
                                      "October 31, 22", "1 2 3 4 5"};
    struct truce_date date;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(
            truce_dateline_date(truce_view_of(rows[i][0]), &date, NULL), 0);
        check_date(date, rows[i][1]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(
            truce_dateline_date(truce_view_of(bad[i]), &date, NULL),
            TRUCE_EFORMAT);
    assert_int_equal(
        truce_dateline_date(TRUCE_VIEW("31 February 2022"), &date, NULL),
        TRUCE_ERANGE);
    assert_int_equal(truce_dateline_date(TRUCE_VIEW("2022-02-31"), &date, NULL),
                     TRUCE_ERANGE);
}

static void test_dateline__recognised(void **state)
{
    static const struct {
        const char *text;
        const char *report; /* NULL: no dateline */
        const char *date;
    } rows[] = {
        {"YEREVAN, October 31, 2022 (Agency) - Talks", "Talks", "2022-10-31"},
        {"YEREVAN, Oct 31 (Agency) \xe2\x80\x94 Talks", "Talks", "2022-10-31"},
        {"NEW YORK, 5 December 2021 -- Talks", "Talks", "2021-12-05"},
        {"Baku, March 3, 2021 \xe2\x80\x93 Talks", "Talks", "2021-03-03"},
        {"SOCHI (Agency) - Talks", "Talks", ""},
        {"OHRID, North Macedonia - Talks", "Talks", ""},
        {"Kyiv, Ukraine \xe2\x80\x93 Talks", "Talks", ""},
        {"Lavrov, Russia's minister - a lawyer - met", NULL, ""},
        {"On November 9, 2020 - the day of the signing - war ended", NULL, ""},
        {"The two sides, on October 31 - a Monday - met", NULL, ""},
        {"Talks were held.", NULL, ""},
    };
    struct truce_date near = {2022, 11, 2};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct truce_view text = truce_view_of(rows[i].text);
        struct truce_date date;
        size_t len;
        assert_int_equal(truce_dateline_parse(text, near, &date, &len, NULL),
                         TRUCE_OK);
        check_date(date, rows[i].date);
        assert_string_equal(text.ptr + len,
                            rows[i].report ? rows[i].report : rows[i].text);
    }
}

static void test_text__headers_title_dateline(void **state)
{
    struct fixture *f = *state;
    put_text(f, "a.txt",
             "Title: Talks in Sochi\r\nDate: 31 October 2022\r\n"
             "Source: A Wire\r\n\r\nThe leaders met.\r\nThey talked.\r\n");
    put_text(f, "b.txt", "Who mediates now?\n\nRussia does. So they say.\n");
    put_text(f, "c.txt", "TBILISI, October 24, 2022 - A visit began.\n");
    put_text(f, "2021-04-07-moscow.txt", "They met.");
    put_text(f, "README.md", "# not read");
    read_all(f);
    assert_int_equal(f->n_docs, 4);
    assert_int_equal(f->n_errors, 0);
    check_date(f->docs[0].date, "2021-04-07");
    check_view(f->docs[1].id, "a.txt");
    check_view(f->docs[1].title, "Talks in Sochi");
    check_view(f->docs[1].source, "A Wire");
    check_view(f->docs[1].text, "The leaders met.\nThey talked.");
    check_date(f->docs[1].date, "2022-10-31");
    check_view(f->docs[2].title, "Who mediates now?");
    check_view(f->docs[2].text, "Russia does. So they say.");
    check_date(f->docs[2].date, "");
    check_date(f->docs[3].date, "2022-10-24");
    check_view(f->docs[3].text, "TBILISI, October 24, 2022 - A visit began.");
}

static void test_html__article_not_menus(void **state)
{
    struct fixture *f = *state;
    put_text(f, "a.html",
             "<html><head><title>Talks | Site</title>"
             "<meta property='og:title' content='Talks held'>"
             "<meta property='article:published_time' "
             "content='2022-10-31T09:00:00Z'>"
             "<meta property='og:site_name' content='The Site'>"
             "<link rel=canonical href='https://example.org/talks'></head>"
             "<body><nav><ul><li><a href=/>Home</a></ul></nav>"
             "<div class='story'><h1>Talks held</h1>"
             "<p>The two presidents <b>met</b> in the town and talked for "
             "several hours about the border.</p>"
             "<p>They agreed to meet again, a spokesman said after the "
             "talks.</p><div class='related-links'><p><a href=x>Read more "
             "about everything else here</a></p></div></div>"
             "<footer><p>All rights reserved by the publisher of this "
             "page.</p></footer><script>var x = '<p>no</p>';</script>"
             "</body></html>");
    put_text(f, "b.html",
             "<script type='application/ld+json'>{\"@graph\":[{\"@type\":"
             "\"NewsArticle\",\"headline\":\"H\",\"datePublished\":"
             "\"2021-01-11\",\"publisher\":{\"name\":\"P\"}}]}</script>"
             "<p>One paragraph only, but a long enough one.</p>");
    read_all(f);
    assert_int_equal(f->n_docs, 2);
    check_view(f->docs[0].title, "Talks held");
    check_date(f->docs[0].date, "2022-10-31");
    check_view(f->docs[0].source, "The Site");
    check_view(f->docs[0].url, "https://example.org/talks");
    check_view(f->docs[0].text,
               "The two presidents met in the town and talked for several "
               "hours about the border.\n\nThey agreed to meet again, a "
               "spokesman said after the talks.");
    check_view(f->docs[1].title, "H");
    check_date(f->docs[1].date, "2021-01-11");
    check_view(f->docs[1].source, "P");
    check_view(f->docs[1].text, "One paragraph only, but a long enough one.");
}

static void test_feed__rss_atom_and_damage(void **state)
{
    struct fixture *f = *state;
    put_text(f, "a.rss",
             "<?xml version='1.0'?><rss><channel><title>Wire</title>"
             "<item><title>One</title><link>http://x/1</link><guid>g1</guid>"
             "<pubDate>Mon, 31 Oct 2022 08:00:00 GMT</pubDate>"
             "<description>&lt;p&gt;They &lt;b&gt;met&lt;/b&gt;.&lt;/p&gt;"
             "</description></item></channel></rss>");
    put_text(f, "b.atom",
             "<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title>"
             "<entry><title>Two</title><id>e2</id>"
             "<link rel='alternate' href='http://x/2'/>"
             "<updated>2022-11-01T00:00:00Z</updated>"
             "<content type='html'>&lt;p&gt;They parted.&lt;/p&gt;</content>"
             "</entry></feed>");
    put_text(f, "c.rss",
             "<rss><channel><title>W</title>\n<item><title>T</title>"
             "<description>Before the damage.</description></item>\n<item>"
             "<title>cut o");
    read_all(f);
    assert_true(f->n_docs >= 3);
    check_view(f->docs[0].id, "g1");
    check_view(f->docs[0].source, "Wire");
    check_view(f->docs[0].text, "They met.");
    check_date(f->docs[0].date, "2022-10-31");
    check_view(f->docs[1].url, "http://x/2");
    check_date(f->docs[1].date, "2022-11-01");
    check_view(f->docs[1].text, "They parted.");
    check_view(f->docs[2].text, "Before the damage.");
    assert_int_equal(f->n_errors, 1);
    check_error(f, 0, "c.rss:3: malformed XML");
}

static void test_jsonl__bad_lines_are_named(void **state)
{
    struct fixture *f = *state;
    put_text(f, "a.jsonl",
             "{\"id\":\"1\",\"date\":\"2022-10-31\",\"text\":\"A b.\"}\n"
             "{\"id\": 2, \"text\": \n"
             "\n"
             "{\"id\":3,\"date\":\"2022-02-31\",\"text\":\"C.\"}\n"
             "{\"id\":4,\"date\":\"soon\",\"text\":\"D.\"}\n"
             "{\"id\":5}\n"
             "{\"id\":6,\"text\":\"\xff\"}\n"
             "[1]\n"
             "{\"id\":8,\"event_text\":\"Last one.\",\"url\":\"u\"}");
    read_all(f);
    assert_int_equal(f->n_docs, 2);
    check_view(f->docs[0].id, "1");
    check_view(f->docs[0].text, "A b.");
    check_view(f->docs[1].id, "8");
    check_view(f->docs[1].text, "Last one.");
    assert_int_equal(f->docs[1].line, 9);
    assert_int_equal(f->n_errors, 6);
    check_error(f, 0, "a.jsonl:2: malformed JSON");
    check_error(f, 1, "a.jsonl:4: no such day: '2022-02-31'");
    check_error(f, 2, "a.jsonl:5: not a date: 'soon'");
    check_error(f, 3, "a.jsonl:6: no 'text'");
    check_error(f, 4, "a.jsonl:7: invalid UTF-8 at byte");
    check_error(f, 5, "a.jsonl:8: not a JSON object");
}

static void test_json__array(void **state)
{
    struct fixture *f = *state;
    put_text(f, "a.json",
             "[{\"id\":\"x\",\"text\":\"One.\"},\n {\"id\":\"y\"},"
             "{\"text\":\"Three.\"}]");
    put_text(f, "b.json", "[{\"id\":");
    read_all(f);
    assert_int_equal(f->n_docs, 2);
    check_view(f->docs[1].id, "a.json");
    assert_int_equal(f->n_errors, 2);
    check_error(f, 0, "item 2: no 'text'");
    check_error(f, 1, "b.json:1: malformed JSON");
}

static void test_json__lines_called_json(void **state)
{
    struct fixture *f = *state;
    char lines[12000];
    snprintf(lines, sizeof lines,
             "{\"_id\":\"a\",%10000s\"text\":\"One.\"}\n"
             "{\"_id\":\"b\",\"text\":\"Two.\"}\n",
             "");
    put_text(f, "a.json", lines);
    put_text(f, "b.json", "{\n \"id\": \"c\",\n \"text\": \"Three.\"\n}\n");
    put_text(f, "other.json", "{\"begin\":1,\"end\":9}\n{\"begin\":2}\n");
    read_all(f);
    assert_int_equal(f->n_docs, 3);
    assert_int_equal(f->n_errors, 0);
    check_view(f->docs[0].id, "a");
    check_view(f->docs[1].text, "Two.");
    check_view(f->docs[2].text, "Three.");
    read_one(f, "other.json");
    assert_int_equal(f->n_errors, 2);
}

static void test_csv__quotes_and_errors(void **state)
{
    struct fixture *f = *state;
    put_text(f, "a.csv",
             "\xef\xbb\xbfID;Date;Text\r\n"
             "1;2022-10-31;\"He said \"\"no\"\";\nthen left.\"\r\n"
             "2;2022-10-31\r\n"
             "3;2022-13-01;x\r\n"
             "4;;caf\xe9 talks were held in the old town of Tbilisi\r\n"
             "5;;\"never closed\r\n");
    put_text(f, "deaths.csv", "unit,month,deaths\nARM,2020-09,12\n");
    read_all(f);
    assert_int_equal(f->n_docs, 2);
    check_view(f->docs[0].text, "He said \"no\";\nthen left.");
    check_view(f->docs[1].text,
               "caf\xc3\xa9 talks were held in the old town of Tbilisi");
    assert_int_equal(f->n_errors, 3);
    check_error(f, 0, "a.csv:4: 2 fields, the header has 3");
    check_error(f, 1, "a.csv:5: column 'Date': no such day: '2022-13-01'");
    check_error(f, 2, "a.csv:7: quote is never closed");
    read_one(f, "deaths.csv");
    check_error(f, 0, "deaths.csv:1: no column 'text'");
}

static void test_encoding__converted_or_named(void **state)
{
    struct fixture *f = *state;
    static const char utf16[] = "\xff\xfeH\0i\0.\0";
    put(f, "a.txt", utf16, sizeof utf16 - 1);
    put_text(f, "b.html",
             "<html><head><meta charset=windows-1251></head><body><p>"
             "\xcf\xf0\xe8\xe2\xe5\xf2</p></body></html>");
    put_text(f, "c.txt",
             "Gl\xfc"
             "cklicherweise trafen sich die Minister "
             "f\xfcr die Gespr\xe4"
             "che \xfc"
             "ber die Grenze.");
    put(f, "d.txt", "PK\0\1binary", 10);
    put_text(f, "e.txt", "%PDF-1.4 and so on");
    put_text(f, "f.txt", "");
    put_text(f, "g.txt", " \n\n");
    put_text(f, "h.txt",
             "Armenien \xd5\x80\xd5\xa1\xd5\xb5\xd5\xa1\xd5\xbd"
             "\xd5\xbf\xd5\xa1\xd5\xb6 \xd5\x80\xff broken");
    read_all(f);
    assert_int_equal(f->n_docs, 3);
    check_view(f->docs[0].text, "Hi.");
    check_view(f->docs[1].text,
               "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82");
    check_view(f->docs[2].text, "Gl\xc3\xbc"
                                "cklicherweise trafen sich die Minister "
                                "f\xc3\xbcr die Gespr\xc3\xa4"
                                "che \xc3\xbc"
                                "ber die "
                                "Grenze.");
    assert_int_equal(f->n_errors, 5);
    check_error(f, 0, "d.txt: byte 2: binary data");
    check_error(f, 1, "e.txt: byte 0: not text but a PDF file");
    check_error(f, 2, "f.txt: the file is empty");
    check_error(f, 3, "g.txt: the file is empty");
    check_error(f, 4, "h.txt: byte 28: invalid UTF-8");
}

/* Packs files by libarchive; format NULL: one compressed stream. */
static void pack(struct fixture *f, const char *name, int filter, bool zip,
                 const char *const *members, const char *const *texts,
                 const size_t *lens, size_t n)
{
    char path[256];
    struct archive *a = archive_write_new();
    snprintf(path, sizeof path, "%s/%s", f->dir, name);
    archive_write_add_filter(a, filter);
    if (zip)
        archive_write_set_format_zip(a);
    else if (n > 1)
        archive_write_set_format_ustar(a);
    else
        archive_write_set_format_raw(a);
    assert_int_equal(archive_write_open_filename(a, path), ARCHIVE_OK);
    for (size_t i = 0; i < n; i++) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, members[i]);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, (la_int64_t)lens[i]);
        assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
        archive_write_data(a, texts[i], lens[i]);
        archive_entry_free(entry);
    }
    archive_write_close(a);
    archive_write_free(a);
}

static void truncate_to(struct fixture *f, const char *name, off_t less)
{
    char path[256];
    struct stat st;
    snprintf(path, sizeof path, "%s/%s", f->dir, name);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(truncate(path, st.st_size - less), 0);
}

static void test_archive__kinds_nesting_damage(void **state)
{
    struct fixture *f = *state;
    static const char *const names[] = {"x/a.txt", "x/b.txt"};
    static const char *const texts[] = {"First text.", "Second text."};
    const size_t lens[] = {11, 12};
    static char inner[65536];
    size_t inner_len;
    char path[256];
    FILE *file;
    pack(f, "a.txt.gz", ARCHIVE_FILTER_GZIP, false, names, texts, lens, 1);
    pack(f, "b.tar.zst", ARCHIVE_FILTER_ZSTD, false, names, texts, lens, 2);
    pack(f, "c.zip", ARCHIVE_FILTER_NONE, true, names, texts, lens, 2);
    snprintf(path, sizeof path, "%s/b.tar.zst", f->dir);
    file = fopen(path, "rb");
    inner_len = fread(inner, 1, sizeof inner, file);
    fclose(file);
    {
        const char *outer_names[] = {"in.tar.zst", "z.txt"};
        const char *outer_texts[] = {inner, "Outer text."};
        const size_t outer_lens[] = {inner_len, 11};
        pack(f, "d.tar.xz", ARCHIVE_FILTER_XZ, false, outer_names, outer_texts,
             outer_lens, 2);
    }
    read_all(f);
    assert_int_equal(f->n_errors, 0);
    assert_int_equal(f->n_docs, 8);
    check_view(f->docs[0].text, "First text.");
    check_view(f->docs[0].id, "a.txt.gz");
    check_view(f->docs[2].id, "b.txt");
    assert_true(truce_view_ends(f->docs[2].path, "b.tar.zst!x/b.txt"));
    assert_true(
        truce_view_ends(f->docs[5].path, "d.tar.xz!in.tar.zst!x/a.txt"));
    check_view(f->docs[7].text, "Outer text.");
    truncate_to(f, "a.txt.gz", 12);
    truncate_to(f, "b.tar.zst", 20);
    read_all(f);
    assert_true(f->n_docs >= 5);
    assert_int_equal(f->n_errors, 2);
    check_error(f, 0, "a.txt.gz: byte");
    check_error(f, 1, "b.tar.zst: byte");
}

static void test_limits__one_long_line(void **state)
{
    struct fixture *f = *state;
    size_t len = 21u << 20;
    char *big = malloc(len + 64);
    memset(big, 'x', len);
    put(f, "a.txt", big, len);
    memcpy(big, "{\"text\":\"", 9);
    memcpy(big + len, "\"}\n{\"text\":\"Good.\"}\n", 21);
    put(f, "b.jsonl", big, len + 20);
    memset(big, 'x', 2u << 20);
    put(f, "c.txt", big, 2u << 20);
    free(big);
    read_all(f);
    assert_int_equal(f->n_docs, 1);
    check_view(f->docs[0].text, "Good.");
    assert_int_equal(f->n_errors, 3);
    check_error(f, 2, "c.txt: text of 2097152 bytes; at most 1048576");
    check_error(f, 0, "a.txt: larger than 16777216 bytes");
    check_error(f, 1, "b.jsonl:1: line above 20971520 bytes");
}

static void test_reader__missing_strict_and_forced(void **state)
{
    struct fixture *f = *state;
    struct truce_reader_options options = TRUCE_READER_OPTIONS_INIT;
    const char *paths[] = {"/nonexistent/file.txt", f->dir};
    struct truce_reader *reader;
    put_text(f, "a", "Plain words without an extension.");
    read_paths(f, paths, 2, &options);
    assert_int_equal(f->n_docs, 1);
    check_error(f, 0, "/nonexistent/file.txt: cannot read: No such file");
    options.strict = true;
    read_paths(f, paths, 2, &options);
    assert_int_equal(f->n_docs, 0);
    options.form = "runes";
    assert_int_equal(truce_reader_open(paths, 2, &options, &reader, NULL),
                     TRUCE_EUSAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_date__forms),
        cmocka_unit_test(test_dateline__recognised),
#define WITH_FOLDER(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        WITH_FOLDER(test_text__headers_title_dateline),
        WITH_FOLDER(test_html__article_not_menus),
        WITH_FOLDER(test_feed__rss_atom_and_damage),
        WITH_FOLDER(test_jsonl__bad_lines_are_named),
        WITH_FOLDER(test_json__array),
        WITH_FOLDER(test_json__lines_called_json),
        WITH_FOLDER(test_csv__quotes_and_errors),
        WITH_FOLDER(test_encoding__converted_or_named),
        WITH_FOLDER(test_archive__kinds_nesting_damage),
        WITH_FOLDER(test_limits__one_long_line),
        WITH_FOLDER(test_reader__missing_strict_and_forced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
