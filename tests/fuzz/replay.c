/* Gives files to a fuzz target, one after another, without a fuzzer: for found inputs, for seeds as ordinary tests, for
 * valgrind.
 *
 *     cc tests/fuzz/replay.c tests/fuzz/fuzz_NAME.c build/libmingzhang.a …;  ./a.out FILE...
 *
 * Prints the name of each file before it is given, so that after a crash the last name is the one to look at. */
#include <glib.h>

#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        gchar *data = NULL;
        gsize size = 0;
        GError *error = NULL;
        if (!g_file_get_contents(argv[i], &data, &size, &error)) {
            fprintf(stderr, "%s\n", error->message);
            g_error_free(error);
            return 2;
        }
        printf("%s\n", argv[i]);
        fflush(stdout);
        /* A copy of the exact size: the sanitizers see every byte read beyond the end. */
        uint8_t *exact = g_memdup2(data, size);
        LLVMFuzzerTestOneInput(exact, size);
        g_free(exact);
        g_free(data);
    }
    return 0;
}
