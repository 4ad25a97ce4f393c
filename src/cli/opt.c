/* Option tables: parsing, help, usage; see cmd.h. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cmd.h"
#include "show/paper.h"

/* Help is no wider than this, however wide the terminal. */
#define HELP_WIDTH 100

static const struct truce_opt *find_long(const struct truce_opt *opts,
                                         const char *name, size_t len)
{
    for (; opts && opts->name; opts++)
        if (strlen(opts->name) == len && !strncmp(opts->name, name, len))
            return opts;
    return NULL;
}

static const struct truce_opt *find_letter(const struct truce_opt *opts,
                                           char letter)
{
    for (; opts && opts->name; opts++)
        if (opts->letter == letter)
            return opts;
    return NULL;
}

static bool parse_size(const char *text, size_t *out)
{
    char *end;
    unsigned long long value = strtoull(text, &end, 10);
    bool good = *text >= '0' && *text <= '9' && *end == '\0';
    if (good)
        *out = (size_t)value;
    return good;
}

static bool parse_months(const char *text, size_t *out)
{
    char digits[16];
    size_t len = strlen(text);
    size_t factor = 1;
    if (len == 0 || len >= sizeof digits)
        return false;
    memcpy(digits, text, len + 1);
    if (digits[len - 1] == 'y')
        factor = 12;
    if (digits[len - 1] == 'm' || digits[len - 1] == 'y')
        digits[len - 1] = '\0';
    if (!parse_size(digits, out) || *out > 1200)
        return false;
    *out *= factor;
    return true;
}

static bool parse_real(const char *text, double *out)
{
    char *end;
    *out = strtod(text, &end);
    return *text && *end == '\0';
}

static bool add_to_list(struct truce_opt_list *list, const char *value)
{
    if (list->n == TRUCE_OPT_LIST_MAX)
        return false;
    list->items[list->n++] = value;
    return true;
}

/* Stores one option's value; false when it does not read. */
static bool store(const struct truce_opt *opt, void *args, const char *value)
{
    char *place = (char *)args + opt->offset;
    switch (opt->kind) {
    case TRUCE_OPT_FLAG:
        *(bool *)place = true;
        return true;
    case TRUCE_OPT_TEXT:
        *(const char **)place = value;
        return true;
    case TRUCE_OPT_LIST:
        return add_to_list((struct truce_opt_list *)place, value);
    case TRUCE_OPT_SIZE:
        return parse_size(value, (size_t *)place);
    case TRUCE_OPT_REAL:
        return parse_real(value, (double *)place);
    case TRUCE_OPT_DATE:
        return truce_date_parse(truce_view_of(value),
                                (struct truce_date *)place) == TRUCE_OK;
    case TRUCE_OPT_MONTHS:
        return parse_months(value, (size_t *)place);
    }
    return false;
}

/* The option that argv[*i] names and its value ("--x=v", "--x v", "-xv").
 * Moves *i over a separate value. Returns an error message or NULL. */
static const char *take(const struct truce_cmd *cmd, int argc, char **argv,
                        int *i, const struct truce_opt **opt,
                        const char **value)
{
    const char *arg = argv[*i];
    const char *equals = strchr(arg, '=');
    *value = NULL;
    if (arg[1] == '-') {
        size_t len = equals ? (size_t)(equals - arg) : strlen(arg);
        *opt = find_long(cmd->opts, arg + 2, len - 2);
        *value = equals ? equals + 1 : NULL;
    } else {
        *opt = find_letter(cmd->opts, arg[1]);
        *value = arg[2] ? arg + 2 : NULL;
    }
    if (!*opt)
        return "unknown option";
    if ((*opt)->kind == TRUCE_OPT_FLAG)
        return *value ? "option takes no value:" : NULL;
    if (!*value && *i + 1 < argc)
        *value = argv[++*i];
    return *value ? NULL : "option needs a value:";
}

static const char *kind_hint(enum truce_opt_kind kind)
{
    switch (kind) {
    case TRUCE_OPT_DATE:
        return "expected a date such as 2022-11-09, 2022-11 or 2022";
    case TRUCE_OPT_SIZE:
        return "expected a whole number";
    case TRUCE_OPT_REAL:
        return "expected a number";
    case TRUCE_OPT_MONTHS:
        return "expected months or years such as 12m or 2y";
    case TRUCE_OPT_LIST:
        return "given too often";
    default:
        return "not understood";
    }
}

int truce_opt_parse(struct truce_cli *cli, int argc, char **argv, void *args,
                    size_t *n, int *status)
{
    bool options = true;
    *n = 0;
    for (int i = 1; i < argc; i++) {
        const struct truce_opt *opt;
        const char *value;
        const char *problem;
        if (!options || argv[i][0] != '-' || argv[i][1] == '\0') {
            argv[(*n)++] = argv[i];
            continue;
        }
        if (!strcmp(argv[i], "--")) {
            options = false;
            continue;
        }
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")) {
            truce_cli_help(cli->out, cli->cmd);
            *status = TRUCE_EXIT_DONE;
            return 0;
        }
        problem = take(cli->cmd, argc, argv, &i, &opt, &value);
        if (problem) {
            *status = truce_cli_usage(cli, "%s '%s'", problem, argv[i]);
            return 0;
        }
        if (!store(opt, args, value)) {
            *status = truce_cli_usage(cli, "bad value '%s' for --%s: %s", value,
                                      opt->name, kind_hint(opt->kind));
            return 0;
        }
    }
    return 1;
}

static void print_usage(FILE *out, const struct truce_cmd *cmd)
{
    for (size_t i = 0; cmd->usage[i]; i++)
        fprintf(out, "%s truce %s%s%s\n", i ? "      " : "usage:", cmd->name,
                cmd->usage[i][0] ? " " : "", cmd->usage[i]);
}

int truce_cli_usage(struct truce_cli *cli, const char *format, ...)
{
    va_list ap;
    fputs("truce: ", cli->errout);
    va_start(ap, format);
    vfprintf(cli->errout, format, ap);
    va_end(ap);
    fputc('\n', cli->errout);
    if (cli->cmd) {
        print_usage(cli->errout, cli->cmd);
        fprintf(cli->errout, "try 'truce %s --help'\n", cli->cmd->name);
    }
    return TRUCE_EXIT_FAILED;
}

int truce_cli_fail(struct truce_cli *cli, const struct truce_err *err)
{
    char line[1024];
    if (err->code == TRUCE_EIO && ferror(cli->out))
        return TRUCE_EXIT_FAILED; /* main tells it, with the reason */
    fprintf(cli->errout, "truce: error: %s\n",
            truce_err_format(err, line, sizeof line));
    return truce_code_exit(err->code);
}

static void print_option(FILE *out, const struct truce_opt *opt, size_t width)
{
    char left[64], first[96];
    snprintf(left, sizeof left, "%c%c%s--%s%s%s", opt->letter ? '-' : ' ',
             opt->letter ? opt->letter : ' ', opt->letter ? ", " : "  ",
             opt->name, opt->placeholder ? " " : "",
             opt->placeholder ? opt->placeholder : "");
    snprintf(first, sizeof first, "  %-26s ", left);
    truce_show_wrap(out, truce_view_of(opt->help), first,
                    "                             ", width);
}

/* Paragraphs have an empty line between them. */
static void print_details(FILE *out, const char *details, size_t width)
{
    while (details) {
        const char *end = strstr(details, "\n\n");
        struct truce_view text = truce_view_of(details);
        if (end)
            text.len = (size_t)(end - details);
        fputc('\n', out);
        truce_show_wrap(out, text, "", "", width);
        details = end ? end + 2 : NULL;
    }
}

void truce_cli_help(FILE *out, const struct truce_cmd *cmd)
{
    size_t width = truce_show_width(out);
    if (width > HELP_WIDTH)
        width = HELP_WIDTH;
    fprintf(out, "truce %s: %s\n\n", cmd->name, cmd->summary);
    print_usage(out, cmd);
    print_details(out, cmd->details, width);
    fputs("\noptions:\n", out);
    for (const struct truce_opt *opt = cmd->opts; opt && opt->name; opt++)
        print_option(out, opt, width);
    fputs("  -h, --help                 print this help\n", out);
    if (cmd->examples)
        fputs("\nexamples:\n", out);
    for (size_t i = 0; cmd->examples && cmd->examples[i]; i++)
        fprintf(out, "  %s\n", cmd->examples[i]);
}
