/* What the preview makes of a page, and the content types. What it finds and does not find: tests/cli/serve.sh. */
#include <string.h>

#include "serve/files.h"

#define POLICY "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">"

static const struct {
    const char *page;
    const char *wanted;
} pages[] = {
    {"<head>" POLICY "<title>a</title></head><body>b</body></html>",
     "<head><title>a</title></head><body>bX</body></html>"},
    {"<body>b</body>", "<body>bX</body>"},
    {"<p>&lt;/body&gt;</p></body></body>", "<p>&lt;/body&gt;</p></body>X</body>"},
    {"no body at all", "no body at allX"},
    {"", "X"},
    {"<meta http-equiv=\"Content-Security-Policy\" never closed",
     "<meta http-equiv=\"Content-Security-Policy\" never closedX"},
};

static void
test_page(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
        gsize length = 0;
        char *page = mz_served_page(pages[i].page, strlen(pages[i].page), "X", &length);
        g_assert_cmpstr(page, ==, pages[i].wanted);
        g_assert_cmpuint(length, ==, strlen(page));
        g_free(page);
    }
}

static void
test_types(void)
{
    static const char *const types[][2] = {
        {"a.html", "text/html; charset=utf-8"},      {"a.b.CSS", "text/css; charset=utf-8"},
        {"图1.svg", "image/svg+xml; charset=utf-8"}, {"html", "application/octet-stream"},
        {"a.unknown", "application/octet-stream"},   {"a.html.gz", "application/octet-stream"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
        g_assert_cmpstr(mz_content_type(types[i][0]), ==, types[i][1]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/served/page", test_page);
    g_test_add_func("/served/types", test_types);
    return g_test_run();
}
