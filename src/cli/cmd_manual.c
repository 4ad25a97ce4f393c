/* truce manual: manual pages, made from the same tables as --help. */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "cli/cmd.h"

struct args {
    const char *dir;
};

static const struct truce_opt opts[] = {
    {"dir", 0, TRUCE_OPT_TEXT, offsetof(struct args, dir), "DIR",
     "write all pages into this folder, truce.1 and truce-COMMAND.1"},
    TRUCE_OPT_END,
};

/* Writes text with the characters that roff would take for its own. */
static void put_roff(FILE *out, const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", out);
    for (; *text; text++) {
        if (*text == '\\')
            fputs("\\e", out);
        else if (*text == '-')
            fputs("\\-", out);
        else
            fputc(*text, out);
        if (*text == '\n' && (text[1] == '.' || text[1] == '\''))
            fputs("\\&", out);
    }
}

static void put_option(FILE *out, const struct truce_opt *opt)
{
    fputs(".TP\n.B ", out);
    if (opt->letter)
        fprintf(out, "\\-%c, ", opt->letter);
    fputs("\\-\\-", out);
    put_roff(out, opt->name);
    if (opt->placeholder)
        fprintf(out, " \\fI%s\\fR", opt->placeholder);
    fputc('\n', out);
    put_roff(out, opt->help);
    fputc('\n', out);
}

static void put_page(FILE *out, const struct truce_cmd *cmd)
{
    fprintf(out, ".TH TRUCE-%s 1 \"\" \"truce %s\"\n.SH NAME\ntruce\\-%s \\- ",
            cmd->name, TRUCE_VERSION, cmd->name);
    put_roff(out, cmd->summary);
    fputs("\n.SH SYNOPSIS\n", out);
    for (size_t i = 0; cmd->usage[i]; i++) {
        fprintf(out, ".B truce %s\n", cmd->name);
        put_roff(out, cmd->usage[i]);
        fputs("\n.br\n", out);
    }
    if (cmd->details) {
        fputs(".SH DESCRIPTION\n", out);
        put_roff(out, cmd->details);
        fputc('\n', out);
    }
    fputs(".SH OPTIONS\n", out);
    for (const struct truce_opt *opt = cmd->opts; opt && opt->name; opt++)
        put_option(out, opt);
    fputs(".TP\n.B \\-h, \\-\\-help\nprint this help\n", out);
    if (cmd->examples)
        fputs(".SH EXAMPLES\n", out);
    for (size_t i = 0; cmd->examples && cmd->examples[i]; i++) {
        put_roff(out, cmd->examples[i]);
        fputs("\n.br\n", out);
    }
    fputs(".SH EXIT STATUS\n0 done; 1 done, but some inputs were refused; "
          "2 wrong use or nothing could be done\n",
          out);
}

static void put_overview(FILE *out)
{
    fprintf(out,
            ".TH TRUCE 1 \"\" \"truce %s\"\n.SH NAME\ntruce \\- reads the "
            "news of a conflict and answers who can prevent a new war\n"
            ".SH SYNOPSIS\n.B truce\n.I COMMAND\n[ARGUMENTS]\n.SH COMMANDS\n",
            TRUCE_VERSION);
    for (size_t i = 0; truce_commands[i]; i++) {
        fprintf(out, ".TP\n.B %s\n", truce_commands[i]->name);
        put_roff(out, truce_commands[i]->summary);
        fputc('\n', out);
    }
}

/* One page as a file of the folder; NULL is the overview. */
static int write_page(const char *dir, const struct truce_cmd *cmd,
                      struct truce_err *err)
{
    char path[4096];
    FILE *file;
    snprintf(path, sizeof path, "%s/truce%s%s.1", dir, cmd ? "-" : "",
             cmd ? cmd->name : "");
    file = fopen(path, "w");
    if (!file)
        return truce_err_set(err, TRUCE_EIO, "cannot write '%s': %s", path,
                             strerror(errno));
    if (cmd)
        put_page(file, cmd);
    else
        put_overview(file);
    if (fclose(file) != 0)
        return truce_err_set(err, TRUCE_EIO, "cannot write '%s': %s", path,
                             strerror(errno));
    return TRUCE_OK;
}

static int write_pages(struct truce_cli *cli, const char *dir)
{
    struct truce_err err = TRUCE_ERR_INIT;
    int rc = write_page(dir, NULL, &err);
    for (size_t i = 0; rc == TRUCE_OK && truce_commands[i]; i++)
        rc = write_page(dir, truce_commands[i], &err);
    return rc == TRUCE_OK ? TRUCE_EXIT_DONE : truce_cli_fail(cli, &err);
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    struct args args = {NULL};
    size_t n;
    int status = TRUCE_EXIT_DONE;
    if (!truce_opt_parse(cli, argc, argv, &args, &n, &status))
        return status;
    if (args.dir)
        return write_pages(cli, args.dir);
    if (n == 0) {
        put_overview(cli->out);
        return status;
    }
    for (size_t i = 0; truce_commands[i]; i++) {
        if (!strcmp(truce_commands[i]->name, argv[0])) {
            put_page(cli->out, truce_commands[i]);
            return status;
        }
    }
    return truce_cli_usage(cli, "no such command: '%s'", argv[0]);
}

const struct truce_cmd truce_cmd_manual = {
    .name = "manual",
    .summary = "write a manual page (roff) of the program or a command",
    .usage = (const char *const[]){"[COMMAND]", "--dir DIR", NULL},
    .details = "The page is made from the same tables as --help.",
    .opts = opts,
    .examples = (const char *const[]){"truce manual who | man -l -", NULL},
    .run = run,
};
