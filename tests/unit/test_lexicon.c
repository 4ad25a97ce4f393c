/* Who a phrase names: countries, offices by date, bodies, roles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lexicon/lexicon.h"

struct row {
    const char *date; /* NULL: none */
    const char *text;
    const char *code;   /* NULL: none */
    const char *sector; /* NULL: not looked at; "-": none */
    const char *name;   /* NULL: not looked at */
};

static const struct row rows[] = {
    /* Countries, adjectives, seats of government. */
    {NULL, "Armenia", "ARM", "-", "Armenia"},
    {NULL, "the Azerbaijani side", "AZE", "GOV", NULL},
    {NULL, "Yerevan", "ARM", "GOV", "Armenia"},
    {NULL, "the Kremlin", "RUS", "GOV", NULL},
    {NULL, "Foggy Bottom", "USA", "GOV", NULL},
    {NULL, "Brussels", "EUR", "GOV", NULL},
    {NULL, "Côte d'Ivoire", "CIV", "-", NULL},
    {NULL, "U.S.", "USA", "-", NULL},
    /* Dates decide. */
    {"2009-06-01", "President Medvedev", "RUS", "GOV", "Dmitry Medvedev"},
    {"2014-06-01", "Medvedev", "RUS", "GOV", "Dmitry Medvedev"},
    {"2022-10-31", "Pashinyan", "ARM", "GOV", "Nikol Pashinyan"},
    {"2019-06-01", "Serzh Sargsyan", "ARM", "ELI", NULL},
    {"2020-05-01", "the Taliban", "AFG", "REB", NULL},
    {"2022-05-01", "the Taliban", "AFG", "GOV", NULL},
    {"2007-01-01", "Javier Solana", "EUR", "GOV", NULL},
    {"1998-01-01", "Javier Solana", "NAT", "IGO", NULL},
    {"2022-05-01", "the French president", "FRA", "GOV", "Emmanuel Macron"},
    {"1991-05-01", "President Bush", "USA", "GOV", "George H. W. Bush"},
    {"2004-05-01", "President Bush", "USA", "GOV", "George W. Bush"},
    /* Roles and titles. */
    {NULL, "the Foreign Ministry spokeswoman of Armenia", "ARM", "GOV", NULL},
    {NULL, "Georgian army chief", "GEO", "MIL", NULL},
    {NULL, "a former Lebanese minister", "LBN", "ELI", NULL},
    {NULL, "opposition supporters in Zimbabwe", "ZWE", "OPP", NULL},
    {NULL, "speaker of the Knesset", "ISR", "LEG", NULL},
    {NULL, "Turkey's ambassador to Germany", "TUR", "GOV", NULL},
    {NULL, "students", NULL, "EDU", NULL},
    {NULL, "pro-Russia activists", NULL, "CVL", NULL},
    {NULL, "anti-American protesters in Iraq", "IRQ", "CVL", NULL},
    {NULL, "delegation of Sudanese parliamentarians", "SDN", "LEG", NULL},
    {NULL, "sheriff's deputies", NULL, "COP", NULL},
    {NULL, "a Brazilian oil major", "BRA", "BUS", NULL},
    {"2020-10-25", "Deputy Secretary of State Stephen Biegun", "USA", "GOV",
     "Stephen Biegun"},
    {NULL, "Armen Testian, a lawmaker from Armenia", "ARM", "LEG",
     "Armen Testian"},
    /* Bodies, groups, de facto authorities. */
    {NULL, "OSCE Minsk Group co-chairs", "OSC", "IGO", NULL},
    {NULL, "NATO troops", "NAT", "MIL", NULL},
    {NULL, "Hezbollah fighters", "LBN", "REB", "Hezbollah"},
    {NULL, "Iran-backed Houthi rebels", "YEM", "REB", "Houthis"},
    {NULL, "Abkhaz authorities", "GEO", "PRE", NULL},
    {"2021-06-01", "Bako Sahakyan", "AZE", "ELI", NULL},
    {NULL, "the Red Cross", "NGO", "NGO", NULL},
    {"2022-11-02", "Sergey Kopirkin, Russia's Ambassador to Armenia", "RUS",
     "GOV", "Sergey Kopirkin"},
    {NULL, "police in Lagos", "NGA", "COP", NULL},
    {NULL, "ethnic Uzbeks in Kyrgyzstan", "KGZ", "CVL", NULL},
    {NULL, "ordinary Georgians", "GEO", "CVL", NULL},
    {NULL, "the opposition Movement for Democratic Change", "ZWE", "PTY", NULL},
    {"2015-01-01", "a spokesman for the Taliban", "AFG", "REB", NULL},
    {NULL, "former NATO Secretary General Javier Solana", "NAT", "ELI", NULL},
    {NULL, "Judge Alejandra Rivera", NULL, "JUD", "Alejandra Rivera"},
    {"2000-01-01", "Planning and Investment Minister Tran Xuan Gia", "VNM",
     "GOV", "Tran Xuan Gia"},
    {NULL, "Hutu rebels in Burundi", "BDI", "REB", NULL},
    /* What the text says of an office goes before the name. */
    {"2016-05-01", "Burundian Prime Minister Jakaya Kikwete", "BDI", "GOV",
     "Jakaya Kikwete"},
    {"2020-05-01", "Prime Minister Jens Stoltenberg", "NOR", "ELI", NULL},
    {NULL, "Ramallah Deputy Governor Fawaz al-Khatib", "PSE", "GOV", NULL},
    {"2012-05-01", "the Assad regime", "SYR", "GOV", "Bashar al-Assad"},
    {NULL, "Congress of the Republic of El Salvador", "SLV", "LEG", NULL},
    {NULL, "PNG officials", "PNG", "GOV", NULL},
    /* Parts of the world and many countries lend no code. */
    {NULL, "Central American countries", NULL, "GOV", NULL},
    {NULL, "the Gulf of Guinea region", NULL, NULL, NULL},
    {NULL, "European countries", NULL, "GOV", NULL},
    {NULL, "European officials", "EUR", "GOV", NULL},
    {NULL, "Central African president", "CAF", "GOV", NULL},
    {NULL, "foreign fighters in Syria", NULL, "REB", NULL},
    {NULL, "peacekeepers in Mali", NULL, "MIL", NULL},
    {NULL, "French peacekeepers in Mali", "FRA", "MIL", NULL},
    {NULL, "a UN-secured parliament", NULL, "LEG", NULL},
    {NULL, "National Liberation Front", NULL, "REB", NULL},
    {NULL, "Burundi's National Liberation Front", "BDI", "REB", NULL},
    /* What names nobody. */
    {NULL, "Nov. 9", NULL, "-", NULL},
    {NULL, "Juan Carlos Perez", NULL, "-", NULL},
    {NULL, "a former French colony", NULL, "-", NULL},
    {NULL, "Fla.", NULL, "-", NULL},
    {NULL, "a ball of string", NULL, "-", NULL},
    {NULL, "John Putin Smith", NULL, NULL, NULL},
    {NULL, "", NULL, "-", NULL},
};

static int open_lexicon(void **state)
{
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_lexicon *lexicon = NULL;
    int rc = truce_lexicon_open(NULL, &lexicon, &err);
    if (rc)
        print_error("%s: %s\n", err.file, err.message);
    *state = lexicon;
    return rc;
}

static int close_lexicon(void **state)
{
    truce_lexicon_close(*state);
    return 0;
}

static void test_lexicon__phrases(void **state)
{
    int bad = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *r = &rows[i];
        struct truce_arena arena = TRUCE_ARENA_INIT;
        struct truce_actor a;
        struct truce_date date = {0};
        if (r->date)
            truce_date_parse(truce_view_of(r->date), &date);
        assert_int_equal(truce_lexicon_resolve(*state, truce_view_of(r->text),
                                               date, &arena, &a),
                         TRUCE_OK);
        bool ok = r->code ? a.code && !strcmp(a.code, r->code) : !a.code;
        if (r->sector)
            ok &= *r->sector == '-' ? !a.sector
                                    : a.sector && !strcmp(a.sector, r->sector);
        if (r->name)
            ok &= a.name && !strcmp(a.name, r->name);
        if (!ok) {
            print_error("'%s' (%s): %s %s '%s' because %s\n", r->text,
                        r->date ? r->date : "", a.code ? a.code : "none",
                        a.sector ? a.sector : "none", a.name ? a.name : "",
                        a.why ? a.why : "");
            bad++;
        }
        truce_arena_release(&arena);
    }
    assert_int_equal(bad, 0);
}

static void test_lexicon__members(void **state)
{
    struct truce_date now = {0};
    assert_true(truce_lexicon_member(*state, "EUR", "FRA", now));
    assert_false(truce_lexicon_member(*state, "EUR", "GBR", now));
    assert_true(truce_lexicon_member(*state, "EUR", "GBR",
                                     (struct truce_date){2019, 6, 1}));
    assert_false(truce_lexicon_member(*state, "NAT", "SWE",
                                      (struct truce_date){2022, 6, 1}));
    assert_true(truce_lexicon_member(*state, "CST", "ARM", now));
    assert_false(truce_lexicon_member(*state, "CST", "nonsense", now));
}

/* Writes one file into a fresh folder; returns the folder's name. */
static const char *folder_with(const char *file, const char *content)
{
    static char dir[] = "/tmp/truce-lexicon-XXXXXX";
    memcpy(dir + sizeof dir - 7, "XXXXXX", 6);
    assert_non_null(mkdtemp(dir));
    char path[256];
    snprintf(path, sizeof path, "%s/%s", dir, file);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(content, out);
    fclose(out);
    return dir;
}

static void remove_folder(const char *dir, const char *file)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", dir, file);
    remove(path);
    remove(dir);
}

static void test_lexicon__bad_line(void **state)
{
    static const struct {
        const char *file, *line, *why;
    } bad[] = {
        {"people.tsv", "ARM\tA B\t\t\t\t\tpresident\tGOV\t2020-13\t", "date"},
        {"people.tsv", "arm\tA B\t\t\t\t\tpresident\tGOV\t\t", "code"},
        {"groups.tsv", "ARM\tX Y\t\tREB\t2020\t2019\n", "ends before"},
        {"places-extra.tsv", "ARM\n", "expected"},
        {"actor-cues.tsv", "nonsense\ta|b\n", "class"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct truce_err err = TRUCE_ERR_INIT;
        struct truce_lexicon *lexicon = NULL;
        const char *dir = folder_with(bad[i].file, bad[i].line);
        struct truce_lexicon_options options = {.extra = &dir, .n_extra = 1};
        assert_int_equal(truce_lexicon_open(&options, &lexicon, &err),
                         TRUCE_EFORMAT);
        assert_null(lexicon);
        assert_non_null(strstr(err.message, bad[i].why));
        assert_non_null(strstr(err.file, bad[i].file));
        assert_int_equal(err.line, 1);
        remove_folder(dir, bad[i].file);
    }
}

static void test_lexicon__petrarch(void **state)
{
    static const char actors[] =
        "<!-- a comment -->\n"
        "RURITANIA_ [RUR]\n+RURITANIAN # people\n\n"
        "STRELSAU [RUR <not a date>] [RUR\n"
        "RUDOLF_RASSENDYLL [RUR]\n\t[RURGOV 18940101-18940331]\n";
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_lexicon *lexicon = NULL;
    struct truce_arena arena = TRUCE_ARENA_INIT;
    struct truce_actor a;
    const char *dir = folder_with("x.actors.txt", actors);
    struct truce_lexicon_options options = {.extra = &dir, .n_extra = 1};
    (void)state;
    assert_int_equal(truce_lexicon_open(&options, &lexicon, &err), TRUCE_OK);
    truce_lexicon_resolve(lexicon, TRUCE_VIEW("Ruritanian soldiers"),
                          (struct truce_date){0}, &arena, &a);
    assert_string_equal(a.code, "RUR");
    assert_string_equal(a.sector, "MIL");
    truce_lexicon_resolve(lexicon, TRUCE_VIEW("Rudolf Rassendyll"),
                          (struct truce_date){1894, 2, 1}, &arena, &a);
    assert_string_equal(a.sector, "GOV");
    truce_arena_release(&arena);
    truce_lexicon_close(lexicon);
    remove_folder(dir, "x.actors.txt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lexicon__phrases),
        cmocka_unit_test(test_lexicon__members),
        cmocka_unit_test(test_lexicon__bad_line),
        cmocka_unit_test(test_lexicon__petrarch),
    };
    return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
