/* CoNLL-U reader of the trainers; xz files go through the xz program. */
#include "treebank.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void die(const char *path, int line, const char *what)
{
    fprintf(stderr, "cannot read '%s', line %d: %s\n", path, line, what);
    exit(1);
}

static FILE *open_bank(const char *path, int *piped)
{
    char command[1024];
    size_t len = strlen(path);
    *piped = len > 3 && strcmp(path + len - 3, ".xz") == 0;
    if (!*piped)
        return fopen(path, "r");
    snprintf(command, sizeof command, "xz -dc '%s'", path);
    return popen(command, "r");
}

static int split_fields(char *line, char **field)
{
    int n = 0;
    while (n < 10) {
        field[n++] = line;
        line = strchr(line, '\t');
        if (!line)
            break;
        *line++ = '\0';
    }
    return n;
}

static void add_word(struct tb_sentence *sent, char **field)
{
    if ((sent->n & 15) == 0)
        sent->word =
            realloc(sent->word, (size_t)(sent->n + 16) * sizeof *sent->word);
    struct tb_word *w = &sent->word[sent->n++];
    w->form = strdup(field[1]);
    w->lemma = strdup(field[2]);
    w->upos = strdup(field[3]);
    w->xpos = strdup(field[4]);
    w->head = atoi(field[6]);
    w->deprel = strdup(field[7]);
    w->range = 0;
    w->surface = NULL;
    w->space_after = strstr(field[9], "SpaceAfter=No") == NULL;
}

static void add_sentence(struct treebank *bank, struct tb_sentence *sent)
{
    if (sent->n == 0)
        return;
    sent->new_par |= bank->n == 0;
    if ((bank->n & 1023) == 0)
        bank->sent =
            realloc(bank->sent, (size_t)(bank->n + 1024) * sizeof *bank->sent);
    bank->sent[bank->n++] = *sent;
    *sent = (struct tb_sentence){0};
}

void treebank_read(struct treebank *bank, const char *path)
{
    static char line[1 << 18];
    char *field[10];
    int piped, number = 0, range_end = 0, range_space = 1, range = 0;
    char *surface = NULL;
    FILE *file = open_bank(path, &piped);
    struct tb_sentence sent = {0};
    if (!file)
        die(path, 0, "cannot open");
    while (fgets(line, sizeof line, file)) {
        number++;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '\0') {
            add_sentence(bank, &sent);
            range_end = 0;
            continue;
        }
        if (line[0] == '#') {
            sent.new_par |= strncmp(line, "# newpar ", 9) == 0 ||
                            strcmp(line, "# newpar") == 0 ||
                            strncmp(line, "# newdoc", 8) == 0;
            continue;
        }
        if (split_fields(line, field) != 10)
            die(path, number, "not ten columns");
        char *dash = strchr(field[0], '-');
        if (dash) {
            range_end = atoi(dash + 1);
            range_space = strstr(field[9], "SpaceAfter=No") == NULL;
            range = range_end - atoi(field[0]) + 1;
            surface = strdup(field[1]);
        } else if (!strchr(field[0], '.')) {
            add_word(&sent, field);
            sent.word[sent.n - 1].range = range;
            sent.word[sent.n - 1].surface = surface;
            range = 0;
            surface = NULL;
            if (sent.n < range_end)
                sent.word[sent.n - 1].space_after = 0;
            else if (sent.n == range_end)
                sent.word[sent.n - 1].space_after = range_space;
        }
    }
    add_sentence(bank, &sent);
    if ((piped ? pclose(file) : fclose(file)) != 0)
        die(path, number, "reading failed");
}
