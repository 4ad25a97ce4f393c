/* Sides of a conflict as a user names them; see dyad.h. */
#include <ctype.h>
#include <string.h>

#include "assess/settings.h"
#include "assess/dyad.h"
#include "forecast/forecast.h"

static bool is_code(const char *text)
{
    return strlen(text) == 3 && isalpha((unsigned char)text[0]) &&
           isalpha((unsigned char)text[1]) && isalpha((unsigned char)text[2]);
}

static void upper(char *text)
{
    for (; *text; text++)
        *text = (char)toupper((unsigned char)*text);
}

int truce_dyad_party(const char *text, char *buf, size_t size,
                     struct truce_party *party, struct truce_err *err)
{
    char *colon;
    if (strlen(text) >= size)
        return truce_err_set(err, TRUCE_EUSAGE, "bad party '%s': too long",
                             text);
    memcpy(buf, text, strlen(text) + 1);
    colon = strchr(buf, ':');
    if (colon)
        *colon = '\0';
    if (!is_code(buf)) {
        const char *code = truce_assess_country_code(buf);
        if (!code)
            return truce_err_set(err, TRUCE_EUSAGE,
                                 "bad party '%s': expected a code such as "
                                 "ARM, SDN:REB, or a country's name",
                                 text);
        party->code = code;
    } else {
        upper(buf);
        party->code = buf;
        if (!truce_assess_is_country(buf))
            return truce_err_set(err, TRUCE_EUSAGE,
                                 "bad party '%s': no country has this code "
                                 "(ISO 3166 alpha-3, XKX for Kosovo)",
                                 text);
    }
    party->sector = NULL;
    if (colon) {
        upper(colon + 1);
        party->sector = colon + 1;
    }
    return TRUCE_OK;
}

int truce_dyad_json(FILE *out, const json_t *value)
{
    if (!value)
        return TRUCE_ENOMEM;
    /* a stream that fails is told by main, once, with its reason */
    if (json_dumpf(value, out, JSON_INDENT(1) | JSON_REAL_PRECISION(9)) != 0)
        return ferror(out) ? TRUCE_OK : TRUCE_ENOMEM;
    fputc('\n', out);
    return TRUCE_OK;
}

int truce_dyad_risk(sqlite3 *db, const struct truce_assessment *assessment,
                    size_t horizon, json_t **risk, struct truce_err *err)
{
    const struct truce_facts *facts = &assessment->facts;
    int rc = truce_forecast_risk_json(db, facts->label[0], facts->label[1],
                                      truce_date_from_days(facts->as_of),
                                      horizon, risk, err);
    if (rc == TRUCE_ENODATA || rc == TRUCE_ENOENT) {
        truce_err_clear(err);
        *risk = NULL;
        rc = TRUCE_OK;
    }
    return rc;
}
