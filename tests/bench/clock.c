/* build/bench/clock RUNS PREPARE COMMAND...: how much a command costs, as the median of several runs.
 *
 * Before each run the shell command PREPARE is run, with the number of the run in $RUN; it is not measured. Prints wall
 * time, CPU time (of all threads and children) in microseconds and the peak of memory in KiB, separated by tabs. What
 * the command says goes to standard error. A command that fails ends everything. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_RUNS = 99 };

typedef struct {
    gint64 wall, cpu, memory;
} Cost;

static gint64
microseconds(struct timeval time)
{
    return (gint64)time.tv_sec * G_USEC_PER_SEC + time.tv_usec;
}

static gboolean
run(char **command, Cost *cost)
{
    gint64 start = g_get_monotonic_time();
    pid_t child = fork();
    if (child == 0) {
        dup2(STDERR_FILENO, STDOUT_FILENO);
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child)
        return FALSE;
    cost->wall = g_get_monotonic_time() - start;
    cost->cpu = microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
    cost->memory = usage.ru_maxrss;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static int
compare(gconstpointer a, gconstpointer b)
{
    gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
    return (x > y) - (x < y);
}

static gint64
median(gint64 *values, guint n)
{
    qsort(values, n, sizeof *values, compare);
    return values[n / 2];
}

int
main(int argc, char **argv)
{
    gint64 wall[MOST_RUNS], cpu[MOST_RUNS], memory[MOST_RUNS];
    guint runs = argc > 3 ? (guint)atoi(argv[1]) : 0;
    if (runs < 1 || runs > MOST_RUNS) {
        fprintf(stderr, "clock RUNS PREPARE COMMAND...\n");
        return 2;
    }
    for (guint i = 0; i < runs; i++) {
        g_autofree char *number = g_strdup_printf("%u", i + 1);
        g_setenv("RUN", number, TRUE);
        char *prepare[] = {"sh", "-ec", argv[2], NULL};
        Cost cost;
        if (!run(prepare, &cost) || !run(argv + 3, &cost)) {
            fprintf(stderr, "clock: this failed: %s\n", argv[3]);
            return 1;
        }
        wall[i] = cost.wall;
        cpu[i] = cost.cpu;
        memory[i] = cost.memory;
    }
    printf("%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\n", median(wall, runs), median(cpu, runs),
           median(memory, runs));
    return 0;
}
