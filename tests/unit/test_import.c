/*
 * Imports of every format into a conflict file: what becomes of rows, which
 * are refused, and that nothing is stored twice. Rows are made up in the
 * published layouts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include <archive.h>
#include <archive_entry.h>

#include "casefile/casefile.h"
#include "import/import.h"

struct fixture {
    char dir[32];
    char path[64]; /* of the last file written */
    struct truce_casefile *casefile;
    struct truce_import *import;
    struct truce_import_summary summary;
    struct truce_err err;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    char db[64];
    strcpy(f->dir, "/tmp/test_import_XXXXXX");
    if (!mkdtemp(f->dir))
        return -1;
    snprintf(db, sizeof db, "%s/case.db", f->dir);
    *state = f;
    if (truce_casefile_open(db, TRUCE_CASEFILE_WRITE, &f->casefile, NULL))
        return -1;
    return truce_import_open(truce_casefile_db(f->casefile), &f->import, NULL);
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    char command[64];
    truce_import_close(f->import);
    truce_casefile_close(f->casefile);
    snprintf(command, sizeof command, "rm -rf '%s'", f->dir);
    assert_int_equal(system(command), 0);
    free(f);
    return 0;
}

static void write_file(struct fixture *f, const char *name, const char *bytes,
                       size_t len)
{
    FILE *out;
    snprintf(f->path, sizeof f->path, "%s/%s", f->dir, name);
    out = fopen(f->path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, len, out), len);
    assert_int_equal(fclose(out), 0);
}

/* Imports the last file written, as `format` (NULL: detected). */
static int import_path(struct fixture *f, const char *format)
{
    struct truce_import_options options = {0};
    if (format) {
        options.format = truce_import_format_find(format);
        assert_non_null(options.format);
    }
    truce_err_clear(&f->err);
    return truce_import_file(f->import, f->path, &options, &f->summary,
                             &f->err);
}

static void import_text(struct fixture *f, const char *name, const char *format,
                        const char *text)
{
    write_file(f, name, text, strlen(text));
    assert_int_equal(import_path(f, format), TRUCE_OK);
}

static void check_counts(const struct fixture *f, size_t read, size_t stored,
                         size_t known)
{
    assert_int_equal(f->summary.read, read);
    assert_int_equal(f->summary.stored, stored);
    assert_int_equal(f->summary.known, known);
    assert_int_equal(stored + known + f->summary.passed +
                         truce_import_refused(&f->summary),
                     read);
}

/* First column of the first row of a query, as text; "" for NULL. */
static const char *ask(struct fixture *f, const char *sql, char *out,
                       size_t size)
{
    sqlite3_stmt *stmt;
    const char *text = NULL;
    sqlite3 *db = truce_casefile_db(f->casefile);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    if (sqlite3_step(stmt) == SQLITE_ROW)
        text = (const char *)sqlite3_column_text(stmt, 0);
    snprintf(out, size, "%s", text ? text : "");
    sqlite3_finalize(stmt);
    return out;
}

static void check(struct fixture *f, const char *sql, const char *expected)
{
    char got[512];
    assert_string_equal(ask(f, sql, got, sizeof got), expected);
}

/* Parts of GDELT rows: ten fields of an actor, eight or seven of a place. */
#define ARM_GOV "ARMGOV\tARMENIA\tARM\t\t\t\t\tGOV\t\t"
#define AZE "AZE\tAZERBAIJAN\tAZE\t\t\t\t\t\t\t"
#define EUROPE "EUR\tEUROPE\tEUR\t\t\t\t\t\t\t"
#define UNION "IGOEEC\tEUROPEAN UNION\t\tEEC\t\t\t\tIGO\t\t"
#define NOBODY "\t\t\t\t\t\t\t\t\t"
#define PLACE2 "4\tVienna, Wien, Austria\tAU\tAU09\t12345\t48.2\t16.37\t-1"
#define PLACE1 "4\tVienna, Wien, Austria\tAU\tAU09\t48.2\t16.37\t-1"
#define NOWHERE2 "0\t\t\t\t\t\t\t"
#define NOWHERE1 "0\t\t\t\t\t\t"
#define DATES "\t202209\t2022\t2022.71\t"
#define ROW2(id, day, a, b, act, where)                                        \
    id "\t" day DATES a "\t" b "\t1\t" act "\t" act "\t" act                   \
       "\t1\t2.8\t4\t1\t4\t-1.5\t" NOWHERE2 "\t" NOWHERE2 "\t" where           \
       "\t20220913001500\thttps://news.example/" id "\n"
#define ROW1(id, day, a, b, act, where)                                        \
    id "\t" day DATES a "\t" b "\t1\t" act "\t" act "\t" act                   \
       "\t1\t2.8\t4\t1\t4\t-1.5\t" NOWHERE1 "\t" NOWHERE1 "\t" where           \
       "\t20220913"

static void test_gdelt(void **state)
{
    struct fixture *f = *state;
    import_text(
        f, "a.export.CSV", NULL,
        ROW2("1", "20220913", ARM_GOV, AZE, "043",
             PLACE2) ROW2("2", "20220913", EUROPE, UNION, "010", NOWHERE2)
            ROW2("1", "20220913", ARM_GOV, AZE, "043", PLACE2)
                ROW2("3", "20220913", ARM_GOV, AZE, "10", NOWHERE2)
                    ROW2("4", "20220931", ARM_GOV, AZE, "043", NOWHERE2)
                        ROW2("5", "20220913", NOBODY, NOBODY, "043", NOWHERE2)
                            ROW2("x", "20220913", ARM_GOV, AZE, "043", NOWHERE2)
                                ROW2("6", "20220913", AZE, ARM_GOV "\t", "190",
                                     NOWHERE2));
    assert_string_equal(f->summary.format->name, "gdelt2");
    check_counts(f, 8, 2, 1);
    assert_int_equal(f->summary.refused[TRUCE_IMPORT_BAD_ACT], 1);
    assert_int_equal(f->summary.refused[TRUCE_IMPORT_BAD_DATE], 1);
    assert_int_equal(f->summary.refused[TRUCE_IMPORT_BAD_ACTOR], 1);
    assert_int_equal(f->summary.refused[TRUCE_IMPORT_BAD_ID], 1);
    assert_int_equal(f->summary.refused[TRUCE_IMPORT_BAD_COLUMNS], 1);
    check(f,
          "SELECT type || mode || cameo || date || country FROM events"
          " WHERE foreign_id = '1'",
          "CONSULTvisit0432022-09-13AUT");
    check(f,
          "SELECT group_concat(role || code || coalesce(sector, '-'))"
          " FROM event_actors JOIN events e ON e.id = event"
          " WHERE foreign_id = '1'",
          "sourceARMGOV,targetAZE-");
    /* root 01 has no PLOVER type; the region Europe is not the Union */
    check(f,
          "SELECT type IS NULL AND quad = 1 FROM events"
          " WHERE foreign_id = '2'",
          "1");
    check(f,
          "SELECT group_concat(coalesce(code, '-') || name) FROM"
          " event_actors JOIN events e ON e.id = event"
          " WHERE foreign_id = '2'",
          "-EUROPE,EUREUROPEAN UNION");
}

static void test_gdelt_old(void **state)
{
    struct fixture *f = *state;
    import_text(f, "20220913.export.CSV", NULL,
                ROW1("7", "20220913", ARM_GOV, AZE, "0871", PLACE1) "\n");
    assert_string_equal(f->summary.format->name, "gdelt1");
    check_counts(f, 1, 1, 0);
    import_text(
        f, "new.CSV", NULL,
        ROW1("7", "20220913", ARM_GOV, AZE, "0871",
             PLACE1) "\thttps://news.example/7\n" ROW1("8", "20220914", ARM_GOV,
                                                       AZE, "0871",
                                                       PLACE1) "\thttps://"
                                                               "news.example/"
                                                               "8\n");
    check_counts(f, 2, 1, 1);
    check(f,
          "SELECT group_concat(country || type || round(lat, 1)) FROM"
          " events",
          "AUTRETREAT48.2,AUTRETREAT48.2");
}

static void test_mentions(void **state)
{
    struct fixture *f = *state;
    import_text(
        f, "a.mentions.CSV", NULL,
        "9\t20220913001500\t20220913003000\t1\tnews.example\t"
        "https://news.example/9\t3\t10\t20\t30\t1\t80\t2500\t-2.1\t\t\n"
        "9\t20220913001500\t2022091300\t1\tnews.example\t"
        "https://news.example/9b\t3\t10\t20\t30\t1\t80\t2500\t-2\t\t\n");
    assert_string_equal(f->summary.format->name, "mentions");
    check_counts(f, 2, 1, 0);
    check(f, "SELECT event IS NULL FROM event_reports", "1");
    import_text(f, "a.export.CSV", NULL,
                ROW2("9", "20220913", ARM_GOV, AZE, "190", NOWHERE2));
    check(f,
          "SELECT e.foreign_id || r.confidence FROM event_reports r"
          " JOIN events e ON e.id = r.event",
          "90.8");
}

#define GED_HEAD                                                               \
    "best,low,high,id,relid,type_of_violence,side_a,side_b,gwnoa,gwnob,"       \
    "country_id,date_prec,date_start,date_end,where_coordinates,latitude,"     \
    "longitude,source_headline\n"

static void test_ged(void **state)
{
    struct fixture *f = *state;
    import_text(f, "GEDEvent_v22_1.csv", NULL,
                "\xEF\xBB\xBF" GED_HEAD
                "50,40,60,1,A,1,Government of Azerbaijan,Government of "
                "Armenia,373,371,373,1,2020-09-27,2020-09-27,Fuzuli,39.6,"
                "47.1,\"a headline\nover two lines, \"\"quoted\"\"\"\n"
                "900,900.0,900,2,B,1,Government of Azerbaijan,Government of "
                "Armenia,373.0,371.0,373,5,2020-09-27 00:00:00,2020-11-10,"
                "Azerbaijan,40.1,47.6,\n"
                "3,3,3,3,C,3,Government of Azerbaijan,Civilians,373,,373,1,"
                "2020-10-04,2020-10-04,Ganja,40.7,46.4,\n"
                "1,1,1,4,D,1,Government of Azerbaijan,Government of Armenia,"
                "373,371,9999,1,2020-10-04,2020-10-04,,,,\n"
                "x,1,1,5,E,1,Government of Azerbaijan,Government of Armenia,"
                "373,371,373,1,2020-10-04,2020-10-04,,,,\n");
    assert_string_equal(f->summary.label, "UCDP GED 22.1");
    check_counts(f, 5, 3, 0);
    assert_int_equal(f->summary.refused[TRUCE_IMPORT_BAD_COUNTRY], 1);
    assert_int_equal(f->summary.refused[TRUCE_IMPORT_BAD_NUMBER], 1);
    /* events that span months count in their last; months between are 0 */
    check(f,
          "SELECT group_concat(month || ':' || best) FROM (SELECT * FROM"
          " fatalities WHERE unit = 'ARM-AZE' ORDER BY month)",
          "2020-09:50,2020-10:0,2020-11:900");
    check(f,
          "SELECT sum(best) || ' ' || sum(low) FROM fatalities"
          " WHERE unit = 'AZE'",
          "950 940");
    check(f,
          "SELECT date || ' ' || date_text FROM events"
          " WHERE foreign_id = '2'",
          "2020-11 2020-09-27/2020-11-10");
    check(f, "SELECT cameo || deaths FROM events WHERE foreign_id = '3'",
          "1803");
    check(f,
          "SELECT code || sector || name FROM event_actors JOIN events e"
          " ON e.id = event WHERE foreign_id = '3' AND role = 'target'",
          "AZECVLCivilians");
}

/* A government and rebels are a unit, wherever they fight. */
static void test_ged_dyads(void **state)
{
    struct fixture *f = *state;
    import_text(f, "GEDEvent_v22_1.csv", NULL,
                GED_HEAD
                "7,7,7,1,A,1,Government of Syria,IS,652,,652,1,2018-01-02,"
                "2018-01-02,,,,\n"
                "5,5,5,2,B,1,Government of Syria,Syrian insurgents,652,,652,1,"
                "2018-01-09,2018-01-09,,,,\n"
                "3,3,3,3,C,1,Government of Turkey,PKK,640,,645,1,2018-03-09,"
                "2018-03-09,,,,\n"
                "2,2,2,4,D,2,IS,Syrian insurgents,,,652,1,2018-03-09,"
                "2018-03-09,,,,\n");
    check_counts(f, 4, 4, 0);
    check(f,
          "SELECT group_concat(unit || ' ' || total) FROM (SELECT unit,"
          " sum(best) AS total FROM fatalities GROUP BY unit ORDER BY unit)",
          "IRQ 3,SYR 12,SYR-SYR:REB 12,TUR-TUR:REB 3");
}

static void test_ged_releases(void **state)
{
    struct fixture *f = *state;
    static const char row[] = GED_HEAD
        "%s,1,99,1,A,1,Government of Azerbaijan,Government of Armenia,373,"
        "371,373,1,2020-10-01,2020-10-01,,,,%s\n";
    static const struct {
        const char *file;
        const char *deaths;
        size_t stored;
    } steps[] = {
        {"GEDEvent_v24_1.csv", "10", 1},
        {"GEDEvent_v25_1.csv", "12", 1},
        {"again_v24_1.csv", "10", 0},
        {"again_v25_1.csv", "12", 0},
    };
    char text[512];
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        snprintf(text, sizeof text, row, steps[i].deaths, steps[i].file);
        import_text(f, steps[i].file, "ged", text);
        check_counts(f, 1, steps[i].stored, 1 - steps[i].stored);
    }
    check(f, "SELECT count(*) || ' ' || sum(deaths) FROM events", "1 12");
    check(f, "SELECT count(*) FROM event_actors", "2");
    check(f,
          "SELECT group_concat(source || '=' || best) FROM fatalities"
          " WHERE unit = 'AZE'",
          "UCDP GED 24.1=10,UCDP GED 25.1=12");
    check(f,
          "SELECT best || source FROM fatalities_best"
          " WHERE unit = 'ARM-AZE'",
          "12UCDP GED 25.1");
}

#define ICEWS_HEAD                                                             \
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\t"      \
    "Event Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\t"         \
    "Target Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\t"   \
    "Province\tCountry\tLatitude\tLongitude\n"

static void test_icews(void **state)
{
    struct fixture *f = *state;
    static const char tail[] = "\t1\t2\tWire\tBaku\t\t\tAzerbaijan\t40.4\t49.9";
    char text[4096];
    snprintf(text, sizeof text,
             ICEWS_HEAD
             "11\t2014-08-04\tIlham Aliyev\tGovernment,Executive Office\t"
             "Azerbaijan\tHost a visit\t043\t2.8\tSergei Lavrov\tGovernment,"
             "Foreign Ministry\tRussian Federation%s\n"
             /* the same number, another event; then the row again */
             "11\t2014-08-04\tMilitary (Armenia)\tMilitary,Army\tArmenia\t"
             "Make statement\t10\t0\tAzerbaijan\t\tAzerbaijan%s\n"
             "11\t2014-08-04\tMilitary (Armenia)\tMilitary,Army\tArmenia\t"
             "Make statement\t10\t0\tAzerbaijan\t\tAzerbaijan%s\n"
             "12\t2014-08-04\tUnited Nations\t\t\tDance\t\t0\tArmenia\t\t"
             "Armenia%s\n"
             "13\t2014-08-04\tArmenia\t\t\textra\ttabs\tDemand\t100\t0\t"
             "Armenia\t\tArmenia%s\n"
             "14\t2014-08-04\tUnited Nations\tNull\t\tDemand\t100\t-5\t"
             "\"Armenia\"\t\tArmenia%s\n",
             tail, tail, tail, tail, tail, tail);
    import_text(f, "events.2014.tab", NULL, text);
    assert_string_equal(f->summary.format->name, "icews");
    check_counts(f, 6, 3, 1);
    assert_int_equal(f->summary.refused[TRUCE_IMPORT_BAD_ACT], 1);
    assert_int_equal(f->summary.refused[TRUCE_IMPORT_BAD_COLUMNS], 1);
    check(f, "SELECT group_concat(coalesce(cameo, '-')) FROM events",
          "043,010,100");
    check(f,
          "SELECT group_concat(coalesce(code, '-') || coalesce(sector,"
          " '-')) FROM event_actors WHERE role = 'source'",
          "AZEGOV,ARMMIL,UNOIGO");
}

static void test_polecat(void **state)
{
    struct fixture *f = *state;
    import_text(f, "ngecEvents.20220913.txt", NULL,
                "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\t"
                "Contexts\tActor Name\tActor Country\tPrimary Actor Sector\t"
                "Recipient Name\tRecipient Country\t"
                "Primary Recipient Sector\tCountry\tLatitude\tLongitude\n"
                "e1\t2022-09-13\tASSAULT\theavy-weapons\t-9.0\tmilitary;"
                "territory\tG\xFClen\tAZE\tMIL\tNone\tARM\tNone\tARM\t39.8\t"
                "45.7\n"
                "e2\t2022-09-13\tDANCE\tNone\t0\tNone\tA\tAZE\tMIL\tB\tARM\t"
                "GOV\tNone\tNone\tNone\n");
    assert_string_equal(f->summary.format->name, "polecat");
    check_counts(f, 2, 1, 0);
    assert_int_equal(f->summary.converted, 1);
    check(f, "SELECT type || mode || contexts || quad || country FROM events",
          "ASSAULTheavy-weaponsmilitary|territory4ARM");
    check(f,
          "SELECT group_concat(role || code || coalesce(sector, '-') ||"
          " name) FROM event_actors",
          "sourceAZEMILGülen,targetARM-ARM");
}

static void test_phoenix(void **state)
{
    struct fixture *f = *state;
    import_text(f, "events.full.20150601.txt", NULL,
                "1_x\t20150601\t2015\t06\t01\tAZEMIL\tAZE\tMIL\t\tARM\tARM\t\t"
                "\t190\t19\t4\t-10.0\t\t39.8\t46.7\tStepanakert\t\tAZE\t3\t"
                "http://a.example;http://b.example\twire;paper\n"
                "2_x\t20150601\t2015\t06\t01\t---MIL\t---\tMIL\t\tIGOUNO\tIGO"
                "\tUNO\t\t010\t01\t0\t0\t\t\t\t\t\t\t3\thttp://a.example\tx\n");
    assert_string_equal(f->summary.format->name, "phoenix");
    check_counts(f, 2, 2, 0);
    check(f,
          "SELECT group_concat(coalesce(code, '-') || sector) FROM"
          " event_actors WHERE sector NOT NULL",
          "AZEMIL,-MIL,UNOIGO");
    check(f, "SELECT url FROM events WHERE foreign_id = '1_x'",
          "http://a.example");
}

static void test_acled(void **state)
{
    struct fixture *f = *state;
    import_text(f, "acled.csv", NULL,
                "event_id_cnty,event_date,year,time_precision,disorder_type,"
                "event_type,sub_event_type,actor1,inter1,actor2,inter2,iso,"
                "country,location,latitude,longitude,fatalities\n"
                "ARM1,13 September 2022,2022,1,x,Explosions/Remote violence,"
                "Shelling/artillery/missile attack,Military Forces of "
                "Azerbaijan (2003-),8,Military Forces of Armenia (2018-),1,"
                "51,Armenia,Jermuk,39.84,45.67,12\n"
                "ARM2,2022-09-14,2022,3,x,Protests,Peaceful protest,"
                "Protesters (Armenia),Protesters,,,051,Armenia,Yerevan,40.18,"
                "44.51,0\n"
                "ARM3,2022-09-14,2022,1,x,Protests,Sit-in,"
                "Protesters (Armenia),6,,,051,Armenia,Yerevan,40.18,44.51,0\n");
    assert_string_equal(f->summary.format->name, "acled");
    check_counts(f, 3, 2, 0);
    check(f, "SELECT group_concat(date || type || mode || deaths) FROM events",
          "2022-09-13ASSAULTheavy-weapons12,2022-09PROTESTdemo0");
    check(f, "SELECT group_concat(role || code || sector) FROM event_actors",
          "sourceAZEMIL,targetARMMIL,sourceARMCVL");
    check(f, "SELECT count(*) FROM fatalities", "0");
}

static void test_agreements(void **state)
{
    struct fixture *f = *state;
    import_text(f, "pax.csv", NULL,
                "AgtId,Agt,Dat,PPName,Stage,Part,ThrdPart,Loc1ISO,Loc1GWNO,"
                "CeProv,ImPK\n"
                "1,Joint Statement,2011-03-05,Process,Pre,The President of the "
                "Republic of Azerbaijan and the President of Armenia,The "
                "President of the Russian Federation,AZE,373,2,0\n"
                "2,Undated,,Process,Pre,A; B,,AZE,373,0,0\n");
    check_counts(f, 2, 1, 0);
    import_text(f, "pa.csv", NULL,
                "paid,gwno,conflict_name,actor_name,pa_name,pa_date,pa_3rd,"
                "cease,pa_type\n"
                "16,\"625, 626\",Abyei,\"Government of South Sudan, "
                "Government of Sudan\",Addis Ababa Agreement,2012-09-27,AU,1,"
                "2\n");
    check_counts(f, 1, 1, 0);
    check(f,
          "SELECT group_concat(role || coalesce(code, '-')) FROM"
          " signatories",
          "signatoryAZE,signatoryARM,witnessRUS,"
          "signatorySSD,signatorySDN,witnessAFU");
    check(f, "SELECT group_concat(type) FROM provisions",
          "ceasefire,ceasefire");
    check(f, "SELECT count(*) FROM agreements WHERE import NOT NULL", "2");
}

static void test_years_and_endings(void **state)
{
    struct fixture *f = *state;
    import_text(f, "BattleDeaths_v24_1.csv", NULL,
                "dyad_id,side_a,side_b,year,bd_best,bd_low,bd_high,gwno_a,"
                "gwno_b,gwno_loc\n"
                "9,Government of Kyrgyzstan,Government of Tajikistan,2022,"
                "140,129,191,703,702,\"702, 703\"\n");
    check(f, "SELECT unit || year || best || source FROM fatality_years",
          "KGZ-TJK2022140UCDP Battle-Related Deaths 24.1");
    import_text(f, "term.csv", NULL,
                "dyad_id,dyadepisode,dyadterm,ependdate,outcome,start_date2,"
                "cfiredate,peagdate,recur,side_a,side_b,gwno_loc\n"
                "833,1,0,,,12/30/91,,,0,A,B,373\n"
                "833,1,1,7/15/94,2,12/30/91,7/27/94,,0,A,B,373\n"
                "833,2,,,,4/20/97,,,1,A,B,373\n");
    check_counts(f, 3, 2, 0);
    assert_int_equal(f->summary.passed, 1);
    check(f,
          "SELECT unit || ended || outcome || ceasefire || recurred FROM"
          " terminations",
          "AZE1994-07-15ceasefire1994-07-271");
}

static void test_weis(void **state)
{
    struct fixture *f = *state;
    import_text(f, "balkans.csv", NULL,
                "\"date\",\"source\",\"target\",\"code\",\"desc\"\n"
                "1995-07-11,\"BOSSER\",\"BOS\",\"223\",\"(MIL ENGAGEMENT)\"\n"
                "1995-07-11,\"BOSSER\",\"BOS\",\"223\",\"(MIL ENGAGEMENT)\"\n"
                "1999-03-24,\"NAT\",\"YUG\",\"023\",\"(COMMENT)\"\n");
    check_counts(f, 3, 2, 1);
    check(f, "SELECT group_concat(coalesce(type, '-')) FROM events",
          "ASSAULT,-");
    check(f, "SELECT group_concat(code) FROM event_actors", "BIH,BIH,NAT,SRB");
}

static void test_weekly(void **state)
{
    struct fixture *f = *state;
    const char *table = "\"time\",\"i2p\",\"p2i\"\n"
                        "1979.26923076923,-10,-45.8\n"
                        "1980,NA,3\n"
                        "x,1,2\n"
                        "1980.5,1,two\n";
    import_text(f, "weekly.csv", NULL, table);
    check_counts(f, 4, 2, 0);
    assert_int_equal(f->summary.refused[TRUCE_IMPORT_BAD_DATE], 1);
    assert_int_equal(f->summary.refused[TRUCE_IMPORT_BAD_NUMBER], 1);
    check(f,
          "SELECT group_concat(unit || month || '=' || coalesce(value, '-')) "
          "FROM (SELECT * FROM series ORDER BY month, unit)",
          "ISR>PSE1979-04-09=-10.0,PSE>ISR1979-04-09=-45.8,"
          "ISR>PSE1980-01-01=-,PSE>ISR1980-01-01=3.0");
    import_text(f, "again.csv", "weekly", "time,p2i,i2p\n1980,3,\n");
    check_counts(f, 1, 0, 1);
}

/* What is no table of counts must not become one. */
static void test_no_counts(void **state)
{
    struct fixture *f = *state;
    write_file(f, "a.parquet", "PAR1\x15\x04\n", 7);
    assert_int_equal(import_path(f, NULL), TRUCE_EUNSUPPORTED);
    assert_non_null(strstr(f->err.message, "write it as CSV"));
    truce_err_clear(&f->err);
    import_text(f, "draws.csv", "views",
                "month_id,country_id,draw,outcome\n490,126,1,99\n");
    assert_int_equal(f->summary.passed, 1);
    check(f, "SELECT count(*) FROM fatalities", "0");
}

static void test_counts(void **state)
{
    struct fixture *f = *state;
    import_text(
        f, "mine.csv", NULL,
        "unit,month,deaths\nAZE-ARM,2020-09,147\nARM,2020-10,5\n"
        "Azerbaijan,2020-10,1445\nZZZ,2020-10,1\nARM,2020-13,1\n"
        "ARM,2020-11,-4\nARM,2020-12\n\"ARM,2020-12,4\nARM,2021-01,0\n");
    check_counts(f, 9, 4, 0);
    assert_int_equal(f->summary.refused[TRUCE_IMPORT_BAD_QUOTE], 1);
    assert_int_equal(f->summary.refused[TRUCE_IMPORT_BAD_COLUMNS], 1);
    import_text(f, "views.csv", NULL,
                "month_id,country_id,outcome\n490,126,99\n491,126,5991\n");
    check(f,
          "SELECT group_concat(unit || month || '=' || best) FROM (SELECT"
          " * FROM fatalities_best ORDER BY unit, month)",
          "ARM2020-10=5,ARM2021-01=0,ARM-AZE2020-09=147,AZE2020-10=1445,"
          "AZE2020-11=5991");
}

static void test_again(void **state)
{
    struct fixture *f = *state;
    import_text(f, "a.csv", "fatalities", "unit,month,deaths\nARM,2020-10,5\n");
    check_counts(f, 1, 1, 0);
    assert_int_equal(import_path(f, "fatalities"), TRUCE_OK);
    assert_true(f->summary.seen_before);
    check_counts(f, 0, 0, 0);
    check(f, "SELECT count(*) FROM imports", "1");
    check(f, "SELECT rows_read || rows_stored || rows_skipped FROM imports",
          "110");
}

/* Rows that are known among rows that are new, over more than one batch:
 * parties stay with their own event. */
static void test_partly_known(void **state)
{
    struct fixture *f = *state;
    char *text = calloc(600, 400);
    size_t len = 0;
    char id[8];
    assert_non_null(text);
    for (int step = 3; step >= 1; step -= 2) {
        len = 0;
        for (int i = 0; i < 600; i += step) {
            snprintf(id, sizeof id, "%d", i);
            len += (size_t)snprintf(
                text + len, 400,
                "%s\t20220913" DATES "%s\t%s\t1\t043\t043\t043"
                "\t1\t2.8\t4\t1\t4\t-1.5\t" NOWHERE2 "\t" NOWHERE2
                "\t" NOWHERE2 "\t20220913001500\thttps://news.example/%s\n",
                id, i % 2 ? ARM_GOV : AZE, i % 7 ? AZE : NOBODY, id);
        }
        write_file(f, step == 3 ? "some.csv" : "all.csv", text, len);
        assert_int_equal(import_path(f, NULL), TRUCE_OK);
        check_counts(f, step == 3 ? 200 : 600, step == 3 ? 200 : 400,
                     step == 3 ? 0 : 200);
    }
    free(text);
    check(f, "SELECT count(*) || ' ' || max(id) FROM events", "600 600");
    check(f,
          "SELECT count(*) FROM events e WHERE (SELECT code FROM event_actors"
          " WHERE event = e.id AND role = 'source') IS NOT"
          " iif(foreign_id % 2, 'ARM', 'AZE') OR (SELECT code FROM"
          " event_actors WHERE event = e.id AND role = 'target') IS NOT"
          " iif(foreign_id % 7, 'AZE', NULL)",
          "0");
}

static void test_unknown(void **state)
{
    struct fixture *f = *state;
    write_file(f, "a.csv", "a,b\n1,2\n", 8);
    assert_int_equal(import_path(f, NULL), TRUCE_EFORMAT);
    assert_non_null(strstr(f->err.message, "format not known"));
    assert_int_equal(import_path(f, "ged"), TRUCE_EFORMAT);
    assert_non_null(strstr(f->err.message, "no column 'id'"));
    write_file(f, "b.csv", "", 0);
    assert_int_equal(import_path(f, NULL), TRUCE_EFORMAT);
    snprintf(f->path, sizeof f->path, "/nowhere");
    assert_int_equal(import_path(f, NULL), TRUCE_ENOENT);
    check(f, "SELECT count(*) FROM imports", "0");
}

/* Writes members into a packed file with libarchive. */
static void write_zip(struct fixture *f, const char *name)
{
    static const char *const members[][2] = {
        {"readme.md", "not a table"},
        {"one.csv", "unit,month,deaths\r\nARM,2020-10,5\r\nARM,2020-11,x\r\n"},
        {"two.csv", "month,deaths,unit\n2020-12,7,ARM"},
    };
    struct archive *archive = archive_write_new();
    snprintf(f->path, sizeof f->path, "%s/%s", f->dir, name);
    archive_write_set_format_zip(archive);
    assert_int_equal(archive_write_open_filename(archive, f->path), 0);
    for (size_t i = 0; i < 3; i++) {
        struct archive_entry *entry = archive_entry_new();
        size_t len = strlen(members[i][1]);
        archive_entry_set_pathname(entry, members[i][0]);
        archive_entry_set_size(entry, (la_int64_t)len);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        assert_int_equal(archive_write_header(archive, entry), 0);
        assert_int_equal(archive_write_data(archive, members[i][1], len), len);
        archive_entry_free(entry);
    }
    archive_write_free(archive);
}

static void test_packed(void **state)
{
    struct fixture *f = *state;
    write_zip(f, "tables.zip");
    assert_int_equal(import_path(f, "fatalities"), TRUCE_OK);
    check_counts(f, 3, 2, 0);
    check(f, "SELECT group_concat(month || best) FROM fatalities",
          "2020-105,2020-127");
}

/* A row of megabytes and a zero byte are refused, the rest is read. */
static void test_monsters(void **state)
{
    static const char head[] = "unit,month,deaths\nARM,2020-09,1\n";
    struct fixture *f = *state;
    size_t len = (size_t)6 << 20;
    char *text = malloc(len);
    assert_non_null(text);
    memset(text, 'x', len);
    memcpy(text, head, sizeof head - 1);
    memcpy(text + len - 30, "\nARM,2020-10,2\nARM,2020-11,\0\n\n", 30);
    write_file(f, "a.csv", text, len);
    free(text);
    assert_int_equal(import_path(f, "fatalities"), TRUCE_OK);
    check_counts(f, 4, 2, 0);
    assert_int_equal(f->summary.refused[TRUCE_IMPORT_BAD_LONG], 1);
    assert_int_equal(f->summary.refused[TRUCE_IMPORT_BAD_BINARY], 1);
}

/* Each format is there once, by both spellings. */
static void test_formats(void **state)
{
    size_t n;
    const struct truce_import_format *const *all = truce_import_formats(&n);
    (void)state;
    for (size_t i = 0; i < n; i++) {
        assert_ptr_equal(truce_import_format_find(all[i]->name), all[i]);
        assert_true(all[i]->n_columns <= TRUCE_IMPORT_MAX_COLUMNS);
        assert_true(!all[i]->widths[0] || all[i]->probe);
    }
    assert_non_null(truce_import_format_find("ucdp-dyads"));
    assert_null(truce_import_format_find("ucdp"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_gdelt),
        TEST(test_gdelt_old),
        TEST(test_mentions),
        TEST(test_ged),
        TEST(test_ged_dyads),
        TEST(test_ged_releases),
        TEST(test_icews),
        TEST(test_polecat),
        TEST(test_phoenix),
        TEST(test_acled),
        TEST(test_agreements),
        TEST(test_years_and_endings),
        TEST(test_weis),
        TEST(test_weekly),
        TEST(test_no_counts),
        TEST(test_counts),
        TEST(test_again),
        TEST(test_partly_known),
        TEST(test_unknown),
        TEST(test_packed),
        TEST(test_monsters),
        cmocka_unit_test(test_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
