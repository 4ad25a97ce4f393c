/* The program: finds the command in the table and runs it. */
#include <errno.h>
#include <locale.h>
#include <string.h>

#include "cli/cmd.h"

#define TRUCE_COMMAND(name) extern const struct truce_cmd truce_cmd_##name;
#include "cli/commands.def"
#undef TRUCE_COMMAND

const struct truce_cmd *const truce_commands[] = {
#define TRUCE_COMMAND(name) &truce_cmd_##name,
#include "cli/commands.def"
#undef TRUCE_COMMAND
    NULL};

static void print_log(void *payload, enum truce_log_level level,
                      const char *message)
{
    static const char *const names[] = {"error: ", "warning: ", ""};
    fprintf(payload, "truce: %s%s\n", names[level], message);
}

static void print_commands(FILE *out)
{
    fputs("truce: reads the news of a conflict and answers who can prevent a "
          "new war\n\nusage: truce COMMAND [ARGUMENTS]\n\ncommands:\n",
          out);
    for (size_t i = 0; truce_commands[i]; i++)
        fprintf(out, "  %-12s %s\n", truce_commands[i]->name,
                truce_commands[i]->summary);
    fputs("\n'truce COMMAND --help' tells about one; 'truce --version' prints "
          "the version\n",
          out);
}

static const struct truce_cmd *find_command(const char *name)
{
    for (size_t i = 0; truce_commands[i]; i++)
        if (!strcmp(truce_commands[i]->name, name))
            return truce_commands[i];
    return NULL;
}

/* Output that could not be written is a failure even when all else went
 * well (a full disk, say); a closed pipe is the reader's wish. */
static int finish(struct truce_cli *cli, int status)
{
    if ((ferror(cli->out) || fflush(cli->out) != 0) && errno != EPIPE) {
        fprintf(cli->errout, "truce: error: cannot write output: %s\n",
                strerror(errno));
        status = TRUCE_EXIT_FAILED;
    }
    return status;
}

static int run_command(struct truce_cli *cli, int argc, char **argv)
{
    cli->cmd = find_command(argv[0]);
    if (!cli->cmd) {
        fprintf(cli->errout,
                "truce: no such command: '%s'\ntry 'truce --help'\n", argv[0]);
        return TRUCE_EXIT_FAILED;
    }
    return finish(cli, cli->cmd->run(cli, argc, argv));
}

int main(int argc, char **argv)
{
    struct truce_cli cli = {
        .out = stdout, .errout = stderr, .log = {print_log, stderr}};
    int status = TRUCE_EXIT_DONE;
    setlocale(LC_CTYPE, "");
    if (argc < 2) {
        print_commands(stderr);
        status = TRUCE_EXIT_FAILED;
    } else if (!strcmp(argv[1], "--version")) {
        printf("truce %s\n", TRUCE_VERSION);
    } else if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help")) {
        if (argc > 2 && find_command(argv[2]))
            truce_cli_help(stdout, find_command(argv[2]));
        else
            print_commands(stdout);
    } else {
        status = run_command(&cli, argc - 1, argv + 1);
    }
    return status;
}
