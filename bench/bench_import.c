/*
 * bench_import [ROWS]: speed of the import of GDELT 2.0 events on one core:
 * read and checked, stored into a new conflict file, imported again under
 * another name (all known), and a packed file. Also the peak of memory.
 * Rows a second are told by the clock, by the clock without the time in which
 * other processes had the processor (disk waits count), and of CPU time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "casefile/casefile.h"
#include "gdelt_rows.h"
#include "import/import.h"

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Seconds that this process stood in line for a processor, other processes
 * having it; 0 where the kernel does not tell. */
static double queued(void)
{
    unsigned long long ran = 0;
    unsigned long long waited = 0;
    FILE *file = fopen("/proc/self/schedstat", "r");
    if (file && fscanf(file, "%llu %llu", &ran, &waited) != 2)
        waited = 0;
    if (file)
        fclose(file);
    return 1e-9 * (double)waited;
}

static int generate(const char *path, size_t n)
{
    struct gdelt_rows rows = {0};
    struct truce_cameo_table *cameo;
    FILE *out = fopen(path, "w");
    if (!out || truce_cameo_open(NULL, &cameo, NULL) != TRUCE_OK)
        return 1;
    truce_rng_seed(&rows.rng, 20220912);
    rows.acts = truce_cameo_rows(cameo, &rows.n_acts);
    while (rows.next < n)
        gdelt_rows_write(&rows, out);
    truce_cameo_close(cameo);
    return fclose(out);
}

/* Imports `path` and prints its speed; db NULL only checks. */
static int measure(const char *what, const char *path, sqlite3 *db)
{
    struct truce_import_options options = {.format = NULL};
    struct truce_import_summary summary;
    struct truce_err err = TRUCE_ERR_INIT;
    struct truce_import *import;
    double start = now(CLOCK_MONOTONIC);
    double cpu = now(CLOCK_PROCESS_CPUTIME_ID);
    double waited = queued();
    double seconds;
    if (truce_import_open(db, &import, &err) == TRUCE_OK)
        truce_import_file(import, path, &options, &summary, &err);
    truce_import_close(import);
    if (err.code != TRUCE_OK) {
        fprintf(stderr, "bench_import: %s\n", err.message);
        return 1;
    }
    seconds = now(CLOCK_MONOTONIC) - start;
    cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    waited = queued() - waited;
    printf("%-24s %8.0f rows/s %8.0f without queueing %8.0f rows/CPU s  "
           "stored %zu known %zu refused %zu\n",
           what, (double)summary.read / seconds,
           (double)summary.read / (seconds - waited),
           (double)summary.read / cpu, summary.stored, summary.known,
           truce_import_refused(&summary));
    return 0;
}

/* Stores twice into a new conflict file; the second time all is known. */
static int measure_store(const char *dir, const char *first, const char *second)
{
    char path[512];
    struct truce_casefile *casefile;
    struct truce_err err = TRUCE_ERR_INIT;
    int status;
    snprintf(path, sizeof path, "%s/bench.db", dir);
    if (truce_casefile_open(path, TRUCE_CASEFILE_WRITE, &casefile, &err) !=
        TRUCE_OK) {
        fprintf(stderr, "bench_import: %s\n", err.message);
        return 1;
    }
    status = measure("stored", first, truce_casefile_db(casefile));
    if (status == 0)
        status =
            measure("the same rows again", second, truce_casefile_db(casefile));
    truce_casefile_close(casefile);
    unlink(path);
    return status;
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 500000;
    char dir[] = "/tmp/bench_import_XXXXXX";
    char plain[64];
    char packed[64];
    char command[256];
    struct rusage usage;
    int status;
    if (!mkdtemp(dir))
        return 1;
    snprintf(plain, sizeof plain, "%s/rows.csv", dir);
    snprintf(packed, sizeof packed, "%s/rows.csv.gz", dir);
    status = generate(plain, n);
    snprintf(command, sizeof command, "gzip -1 -k '%s'", plain);
    if (status == 0)
        status = measure("read and checked", plain, NULL);
    if (status == 0 && system(command) == 0)
        status = measure("read and checked, gzip", packed, NULL);
    if (status == 0)
        status = measure_store(dir, plain, packed);
    getrusage(RUSAGE_SELF, &usage);
    printf("peak memory %ld MB\n", usage.ru_maxrss / 1024);
    unlink(plain);
    unlink(packed);
    rmdir(dir);
    return status;
}
