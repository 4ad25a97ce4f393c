/*
 * Peace agreements: PA-X (one row an agreement, provisions as numbers 0 to 3)
 * and the UCDP Peace Agreement Dataset. Both name parties in prose; the names
 * are kept as pieces between semicolons (PA-X) or commas (UCDP), each with
 * the state or organisation that it names, if any.
 */
#include "import/parties.h"

/* A column that tells of a provision when its number is above zero. */
struct provision {
    size_t column;
    const char *type; /* as in lexicon/provisions.tsv */
};

/* Adds the actors of one piece of prose: each state that it names, or the
 * piece as it stands where it names at most one. */
static void add_piece(const struct truce_import_line *line,
                      struct truce_view piece, struct truce_date date,
                      struct truce_import_actor *out, size_t *n)
{
    const char *codes[TRUCE_IMPORT_MAX_PARTIES];
    size_t n_codes = truce_import_codes_in(line, piece, codes,
                                           TRUCE_IMPORT_MAX_PARTIES - *n);
    for (size_t i = 0; n_codes > 1 && i < n_codes; i++)
        out[(*n)++] = (struct truce_import_actor){
            .code = codes[i],
            .sector = "GOV",
            .name = truce_view_of(truce_country_codes_name(
                line->tables->countries, truce_view_of(codes[i]), date))};
    if (n_codes > 1)
        return;
    out[*n] = (struct truce_import_actor){.name = piece};
    out[*n].code = truce_import_organisation_named(piece);
    out[*n].sector = out[*n].code ? "IGO" : NULL;
    if (!out[*n].code) {
        out[*n].code =
            n_codes ? codes[0] : truce_import_any_country(line, piece, date);
        out[*n].sector = out[*n].code ? "GOV" : NULL;
    }
    (*n)++;
}

/* Cuts prose at `sep` into at most TRUCE_IMPORT_MAX_PARTIES actors. */
static size_t pieces(const struct truce_import_line *line,
                     struct truce_view text, char sep, struct truce_date date,
                     struct truce_import_actor *out)
{
    size_t n = 0;
    struct truce_view piece;
    if (truce_import_absent(text))
        return 0;
    while (n < TRUCE_IMPORT_MAX_PARTIES &&
           truce_view_split(&text, sep, &piece)) {
        piece = truce_import_trim(piece);
        if (piece.len > 0)
            add_piece(line, piece, date, out, &n);
    }
    return n;
}

static void read_provisions(const struct truce_import_line *line,
                            const struct provision *provisions, size_t n,
                            struct truce_import_agreement *agreement)
{
    for (size_t i = 0; i < n; i++) {
        struct truce_view field =
            truce_import_field(line, provisions[i].column);
        long value = 0;
        if (truce_import_long(field, &value) && value > 0 &&
            agreement->n_provisions < TRUCE_IMPORT_MAX_PARTIES)
            agreement->provisions[agreement->n_provisions++] =
                provisions[i].type;
    }
}

enum {
    P_ID,
    P_NAME,
    P_DATE,
    P_PROCESS,
    P_STAGE,
    P_PARTIES,
    P_THIRDS,
    P_ISO,
    P_GWNO,
    P_CEASEFIRE,
    P_DDR,
    P_FORCES,
    P_PRISONERS,
    P_UN,
    P_OTHERS,
    P_PEACEKEEPING,
    P_REFUGEES,
    P_SECURITY,
    N_PAX
};

static const struct truce_import_column pax_columns[] = {
    [P_ID] = {"agtid", -1, true},
    [P_NAME] = {"agt", -1, true},
    [P_DATE] = {"dat", -1, true},
    [P_PROCESS] = {"ppname", -1, false},
    [P_STAGE] = {"stage", -1, true},
    [P_PARTIES] = {"part", -1, false},
    [P_THIRDS] = {"thrdpart", -1, false},
    [P_ISO] = {"loc1iso", -1, false},
    [P_GWNO] = {"loc1gwno", -1, false},
    [P_CEASEFIRE] = {"ceprov", -1, false},
    [P_DDR] = {"ssrddr", -1, false},
    [P_FORCES] = {"ssrpsf", -1, false},
    [P_PRISONERS] = {"tjprire", -1, false},
    [P_UN] = {"imun", -1, false},
    [P_OTHERS] = {"imoth", -1, false},
    [P_PEACEKEEPING] = {"impk", -1, false},
    [P_REFUGEES] = {"gref", -1, false},
    [P_SECURITY] = {"ssrgua", -1, false},
};

static const struct provision pax_provisions[] = {
    {P_CEASEFIRE, "ceasefire"},
    {P_DDR, "disarmament"},
    {P_FORCES, "withdrawal"},
    {P_PRISONERS, "prisoners"},
    {P_PEACEKEEPING, "peacekeepers"},
    {P_UN, "monitoring"},
    {P_OTHERS, "monitoring"},
    {P_REFUGEES, "displaced persons"},
    {P_SECURITY, "security guarantees"},
};

static const char *pax_kind(struct truce_view stage)
{
    if (truce_view_eq_nocase(stage, TRUCE_VIEW("Cea")))
        return "ceasefire";
    if (truce_view_eq_nocase(stage, TRUCE_VIEW("SubComp")))
        return "peace treaty";
    if (truce_view_eq_nocase(stage, TRUCE_VIEW("Imp")))
        return "protocol";
    return "other";
}

static int parse_pax(const struct truce_import_line *line,
                     struct truce_import_row *row)
{
    struct truce_import_agreement *out = &row->as.agreement;
    row->kind = TRUCE_IMPORT_AGREEMENT;
    out->id = truce_import_field(line, P_ID);
    out->name = truce_import_field(line, P_NAME);
    if (truce_import_absent(out->id) || truce_import_absent(out->name))
        return TRUCE_IMPORT_BAD_ID;
    if (!truce_import_date(truce_import_field(line, P_DATE), &out->date))
        return TRUCE_IMPORT_BAD_DATE;
    out->kind = pax_kind(truce_import_field(line, P_STAGE));
    out->country = truce_import_any_country(
        line, truce_import_field(line, P_ISO), out->date);
    if (!out->country)
        out->country = truce_import_country(
            line, TRUCE_CODES_GW, truce_import_field(line, P_GWNO), out->date);
    out->process = truce_import_field(line, P_PROCESS);
    out->n_parties = pieces(line, truce_import_field(line, P_PARTIES), ';',
                            out->date, out->parties);
    out->n_thirds = pieces(line, truce_import_field(line, P_THIRDS), ';',
                           out->date, out->thirds);
    read_provisions(line, pax_provisions,
                    sizeof pax_provisions / sizeof *pax_provisions, out);
    return TRUCE_IMPORT_GOOD;
}

const struct truce_import_format truce_import_pax = {
    .name = "pax",
    .title = "PA-X peace agreements",
    .label = "PA-X",
    .prefix = "pax",
    .columns = pax_columns,
    .n_columns = N_PAX,
    .parse = parse_pax,
};

enum {
    U_ID,
    U_NAME,
    U_DATE,
    U_ACTORS,
    U_THIRDS,
    U_GWNO,
    U_CONFLICT,
    U_TYPE,
    U_CEASEFIRE,
    U_DDR,
    U_WITHDRAWAL,
    U_PRISONERS,
    U_RETURN,
    U_PKO,
    U_BORDER,
    N_UCDP
};

static const struct truce_import_column ucdp_columns[] = {
    [U_ID] = {"paid", -1, true},
    [U_NAME] = {"paname", -1, true},
    [U_DATE] = {"padate", -1, true},
    [U_ACTORS] = {"actorname", -1, true},
    [U_THIRDS] = {"pa3rd", -1, false},
    [U_GWNO] = {"gwno", -1, false},
    [U_CONFLICT] = {"conflictname", -1, false},
    [U_TYPE] = {"patype", -1, false},
    [U_CEASEFIRE] = {"cease", -1, false},
    [U_DDR] = {"ddr", -1, false},
    [U_WITHDRAWAL] = {"withd", -1, false},
    [U_PRISONERS] = {"pris", -1, false},
    [U_RETURN] = {"return", -1, false},
    [U_PKO] = {"pko", -1, false},
    [U_BORDER] = {"demarcation", -1, false},
};

static const struct provision ucdp_provisions[] = {
    {U_CEASEFIRE, "ceasefire"},      {U_DDR, "disarmament"},
    {U_WITHDRAWAL, "withdrawal"},    {U_PRISONERS, "prisoners"},
    {U_RETURN, "displaced persons"}, {U_PKO, "peacekeepers"},
    {U_BORDER, "borders"},
};

/* UCDP's types: 1 full, 2 partial, 3 peace process agreement. */
static const char *ucdp_kind(struct truce_view type)
{
    if (truce_view_eq_text(type, "1"))
        return "peace treaty";
    return truce_view_eq_text(type, "3") ? "roadmap" : "other";
}

static int parse_ucdp(const struct truce_import_line *line,
                      struct truce_import_row *row)
{
    struct truce_import_agreement *out = &row->as.agreement;
    struct truce_view states = truce_import_field(line, U_GWNO);
    struct truce_view first = {NULL, 0};
    row->kind = TRUCE_IMPORT_AGREEMENT;
    out->id = truce_import_field(line, U_ID);
    out->name = truce_import_field(line, U_NAME);
    if (truce_import_absent(out->id) || truce_import_absent(out->name))
        return TRUCE_IMPORT_BAD_ID;
    if (!truce_import_date(truce_import_field(line, U_DATE), &out->date))
        return TRUCE_IMPORT_BAD_DATE;
    out->kind = ucdp_kind(truce_import_field(line, U_TYPE));
    truce_view_split(&states, ',', &first);
    out->country = truce_import_country(line, TRUCE_CODES_GW,
                                        truce_import_trim(first), out->date);
    out->process = truce_import_field(line, U_CONFLICT);
    out->n_parties = pieces(line, truce_import_field(line, U_ACTORS), ',',
                            out->date, out->parties);
    out->n_thirds = pieces(line, truce_import_field(line, U_THIRDS), ',',
                           out->date, out->thirds);
    read_provisions(line, ucdp_provisions,
                    sizeof ucdp_provisions / sizeof *ucdp_provisions, out);
    return TRUCE_IMPORT_GOOD;
}

const struct truce_import_format truce_import_ucdp_agreements = {
    .name = "ucdp_agreements",
    .title = "UCDP peace agreements",
    .label = "UCDP Peace Agreements",
    .prefix = "ucdp-pa",
    .columns = ucdp_columns,
    .n_columns = N_UCDP,
    .parse = parse_ucdp,
};
