/* truce completion: shell completion, made from the same tables as --help. */
#include <string.h>

#include "cli/cmd.h"

/* Text inside single quotes of a shell. */
static void put_quoted(FILE *out, const char *text)
{
    fputc('\'', out);
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\''", out);
        else
            fputc(*text, out);
    }
    fputc('\'', out);
}

static void put_bash(FILE *out)
{
    fputs("# bash completion of truce, made by 'truce completion bash'\n"
          "_truce() {\n"
          "    local cur=${COMP_WORDS[COMP_CWORD]} words=\n"
          "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        words='",
          out);
    for (size_t i = 0; truce_commands[i]; i++)
        fprintf(out, "%s ", truce_commands[i]->name);
    fputs("--help --version'\n    else\n"
          "        case ${COMP_WORDS[1]} in\n",
          out);
    for (size_t i = 0; truce_commands[i]; i++) {
        fprintf(out, "        %s) words='", truce_commands[i]->name);
        for (const struct truce_opt *opt = truce_commands[i]->opts;
             opt && opt->name; opt++)
            fprintf(out, "--%s ", opt->name);
        fputs("--help' ;;\n", out);
    }
    fputs("        esac\n    fi\n"
          "    case $cur in\n"
          "    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
          "    *) if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
          "           COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
          "       else\n"
          "           COMPREPLY=($(compgen -f -- \"$cur\"))\n"
          "       fi ;;\n"
          "    esac\n}\n"
          "complete -o filenames -F _truce truce\n",
          out);
}

/* One _arguments specification: '(-f --file)'{-f,--file}'[help]:FILE:_files'
 * in the long form without brace tricks. */
static void put_zsh_option(FILE *out, const struct truce_opt *opt,
                           const char *shape)
{
    fprintf(out, " \\\n            '%s[", shape);
    for (const char *c = opt->help; *c; c++) {
        if (*c == '\'')
            fputs("'\\''", out);
        else if (strchr("[]:\\", *c))
            fprintf(out, "\\%c", *c);
        else
            fputc(*c, out);
    }
    fputc(']', out);
    if (opt->placeholder)
        fprintf(out, ":%s:%s", opt->placeholder,
                strchr(opt->placeholder, '.') ||
                        !strcmp(opt->placeholder, "FILE")
                    ? "_files"
                    : " ");
    fputc('\'', out);
}

static void put_zsh(FILE *out)
{
    fputs("#compdef truce\n# made by 'truce completion zsh'\n"
          "_truce() {\n    local -a commands\n    commands=(\n",
          out);
    for (size_t i = 0; truce_commands[i]; i++) {
        char line[512];
        snprintf(line, sizeof line, "%s:%s", truce_commands[i]->name,
                 truce_commands[i]->summary);
        fputs("        ", out);
        put_quoted(out, line);
        fputc('\n', out);
    }
    fputs("    )\n    if (( CURRENT == 2 )); then\n"
          "        _describe command commands\n        return\n    fi\n"
          "    local command=$words[2]\n    shift words\n"
          "    (( CURRENT-- ))\n    case $command in\n",
          out);
    for (size_t i = 0; truce_commands[i]; i++) {
        fprintf(out, "    %s)\n        _arguments", truce_commands[i]->name);
        for (const struct truce_opt *opt = truce_commands[i]->opts;
             opt && opt->name; opt++) {
            char shape[80];
            if (opt->letter) {
                snprintf(shape, sizeof shape, "-%c", opt->letter);
                put_zsh_option(out, opt, shape);
            }
            snprintf(shape, sizeof shape, "--%s", opt->name);
            put_zsh_option(out, opt, shape);
        }
        fputs(" \\\n            '--help[print help]' '*:file:_files' ;;\n",
              out);
    }
    fputs("    esac\n}\n_truce \"$@\"\n", out);
}

static void put_fish(FILE *out)
{
    fputs("# fish completion of truce, made by 'truce completion fish'\n", out);
    for (size_t i = 0; truce_commands[i]; i++) {
        const struct truce_cmd *cmd = truce_commands[i];
        fprintf(out, "complete -c truce -n __fish_use_subcommand -f -a %s -d ",
                cmd->name);
        put_quoted(out, cmd->summary);
        fputc('\n', out);
        for (const struct truce_opt *opt = cmd->opts; opt && opt->name; opt++) {
            fprintf(out,
                    "complete -c truce -n '__fish_seen_subcommand_from %s' "
                    "-l %s",
                    cmd->name, opt->name);
            if (opt->letter)
                fprintf(out, " -s %c", opt->letter);
            if (opt->placeholder)
                fputs(" -r", out);
            fputs(" -d ", out);
            put_quoted(out, opt->help);
            fputc('\n', out);
        }
    }
}

static int run(struct truce_cli *cli, int argc, char **argv)
{
    size_t n;
    int status = TRUCE_EXIT_DONE;
    if (!truce_opt_parse(cli, argc, argv, NULL, &n, &status))
        return status;
    if (n != 1)
        return truce_cli_usage(cli, "expected the name of a shell");
    if (!strcmp(argv[0], "bash"))
        put_bash(cli->out);
    else if (!strcmp(argv[0], "zsh"))
        put_zsh(cli->out);
    else if (!strcmp(argv[0], "fish"))
        put_fish(cli->out);
    else
        return truce_cli_usage(cli, "no completion for the shell '%s'",
                               argv[0]);
    return status;
}

const struct truce_cmd truce_cmd_completion = {
    .name = "completion",
    .summary = "write completion for a shell",
    .usage = (const char *const[]){"bash|zsh|fish", NULL},
    .details = "The completion is made from the same tables as --help. 'make "
               "install' puts all three\nwhere the shells look for them.",
    .examples = (const char *const[]){"source <(truce completion bash)", NULL},
    .run = run,
};
