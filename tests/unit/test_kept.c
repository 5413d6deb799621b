/* What takes long is done once: scanned pages are recognised, old documents converted and pictures of pages painted
 * only when the document is another one, not when a correction is. A whole site is built, with programs that count how
 * often they are asked. */
#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "content/settings.h"
#include "paint_scan.h"
#include "read/document.h"
#include "read/outside.h"
#include "read/pdf.h"
#include "site/build.h"

#include "base/error.h"

/* Stands before poppler's own and counts. */
static gint painted;

void
poppler_page_render_for_printing(PopplerPage *page, cairo_t *cr)
{
    void (*own)(PopplerPage *, cairo_t *) = NULL;
    *(void **)&own = dlsym(RTLD_NEXT, "poppler_page_render_for_printing");
    g_atomic_int_inc(&painted);
    own(page, cr);
}

typedef struct {
    char *folder, *out, *calls; /* the site, its output, one line for each call of a program */
} Site;

static void
put(const Site *site, const char *name, const char *bytes, gssize length)
{
    g_autofree char *path = g_build_filename(site->folder, name, NULL);
    g_autofree char *folder = g_path_get_dirname(path);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0777), ==, 0);
    g_assert_true(g_file_set_contents(path, bytes, length, NULL));
}

/* A program of this name, first on the PATH, that notes its calls and then does what the script says. */
static void
put_program(const Site *site, const char *name, const char *script)
{
    g_autofree char *path = g_build_filename(site->folder, "bin", name, NULL);
    g_autofree char *inside = g_build_filename("bin", name, NULL);
    g_autofree char *all = g_strdup_printf("#!/bin/sh\necho %s >>'%s'\n%s\n", name, site->calls, script);
    put(site, inside, all, -1);
    g_assert_cmpint(chmod(path, 0755), ==, 0);
}

static Site
open_site(void)
{
    Site site = {.folder = g_dir_make_tmp("mingzhang-kept-XXXXXX", NULL)};
    g_assert_nonnull(site.folder);
    site.out = g_build_filename(site.folder, "public", NULL);
    site.calls = g_build_filename(site.folder, "calls", NULL);
    put(&site, "content/site.json", "{\"title\": \"站\", \"page_images\": true, \"downloads\": {\"png\": false}}", -1);
    g_autofree char *programs = g_build_filename(site.folder, "bin", NULL);
    g_autofree char *path = g_strconcat(programs, ":", g_getenv("PATH"), NULL);
    g_setenv("PATH", path, TRUE);
    return site;
}

static void
close_site(Site *site)
{
    const char *behind = strchr(g_getenv("PATH"), ':');
    g_autofree char *path = g_strdup(behind + 1);
    g_setenv("PATH", path, TRUE);
    mz_outside_keep_in(NULL);
    mz_pdf_recognise(FALSE);
    mz_outside_remove(site->folder);
    g_free(site->folder);
    g_free(site->out);
    g_free(site->calls);
}

static void
paint_report(const Site *site, int first, guint lines)
{
    g_autoptr(GString) all = g_string_new(scanned_text);
    for (guint i = 0; i < lines; i++)
        g_string_append(all, "情况说明，与上年持平。\n");
    GByteArray *pdf = paint_pdf(all->str, &scanned_style, FALSE);
    GByteArray *bytes = first < 0 ? g_byte_array_ref(pdf) : paint_scan(pdf, first, 100);
    put(site, "content/reports/市/局/2024-final.pdf", (const char *)bytes->data, bytes->len);
    g_byte_array_unref(pdf);
    g_byte_array_unref(bytes);
}

/* The report's pages: two, those from `first` on scanned (-1: none), with some lines of narrative. Painted by a process
 * of its own: what cairo does not give back of the fonts in a PDF is not ours. */
static void
put_pdf(const Site *site, int first, guint lines)
{
    int ended = -1;
    pid_t painter = fork();
    if (painter == 0) {
        paint_report(site, first, lines);
        _exit(0);
    }
    g_assert_cmpint(waitpid(painter, &ended, 0), ==, painter);
    g_assert_cmpint(ended, ==, 0);
}

static void
put_correction(const Site *site, const char *amount)
{
    g_autofree char *json =
        g_strdup_printf("{\"format\": \"mingzhang-corrections/1\", \"corrections\": [{\"table\": \"expenditure\", "
                        "\"row\": \"208\", \"column\": \"basic\", \"old\": \"7.00\", \"new\": \"%s\", "
                        "\"reason\": \"笔误\", \"date\": \"2025-12-01\", \"by\": \"区财政局\"}]}",
                        amount);
    put(site, "content/reports/市/局/2024-final.corrections.json", json, -1);
}

static void
build(const Site *site, const char *shows)
{
    MzBuildOptions options = {.root = site->folder, .out = site->out, .data = ".", .threads = 1};
    MzBuildResult result;
    GError *error = NULL;
    g_assert_true(mz_build(&options, &result, &error));
    g_assert_no_error(error);
    for (guint i = 0; i < result.errors->len; i++)
        g_test_message("%s", ((GError *)g_ptr_array_index(result.errors, i))->message);
    g_assert_cmpuint(result.errors->len, ==, 0);
    mz_build_result_clear(&result);
    g_autofree char *page = g_build_filename(site->out, "r/市/局/2024-final/tidy.csv", NULL);
    g_autofree char *tidy = NULL;
    g_assert_true(g_file_get_contents(page, &tidy, NULL, NULL));
    g_assert_nonnull(strstr(tidy, shows));
}

static guint
calls(const Site *site)
{
    g_autofree char *lines = NULL;
    guint n = 0;
    if (g_file_get_contents(site->calls, &lines, NULL, NULL)) {
        for (const char *p = lines; *p != '\0'; p++)
            n += *p == '\n';
    }
    return n;
}

static void
test_recognised(void)
{
    Site site = open_site();
    put_program(
        &site, "tesseract",
        "printf "
        "'4\\t1\\t1\\t1\\t1\\t0\\t200\\t200\\t300\\t40\\t-1\\t\\n5\\t1\\t1\\t1\\t1\\t1\\t200\\t200\\t300\\t40\\t90\\t"
        "说明\\n' >page.tsv");
    put_pdf(&site, 1, 80);
    mz_pdf_recognise(TRUE);
    build(&site, "基本支出,7.00");
    g_assert_cmpuint(calls(&site), ==, 1);
    put_correction(&site, "8.00");
    build(&site, "基本支出,8.00");
    put_correction(&site, "9.00");
    build(&site, "基本支出,9.00");
    g_assert_cmpuint(calls(&site), ==, 1);
    put_program(&site, "tesseract", "printf '' >page.tsv # a newer one"); /* reads everything anew */
    put_correction(&site, "8.00");
    build(&site, "基本支出,8.00");
    g_assert_cmpuint(calls(&site), ==, 2);
    put_pdf(&site, 1, 81); /* another document */
    build(&site, "基本支出,8.00");
    g_assert_cmpuint(calls(&site), ==, 3);
    close_site(&site);
}

static void
test_painted(void)
{
    Site site = open_site();
    put_pdf(&site, -1, 80);
    painted = 0;
    build(&site, "基本支出,7.00");
    gint once = painted;
    g_assert_cmpint(once, >=, 2);
    put_correction(&site, "8.00");
    build(&site, "基本支出,8.00");
    g_assert_cmpint(painted, ==, once);
    put(&site, "content/site.json", "{\"title\": \"另一个站\", \"page_images\": true, \"downloads\": {\"png\": false}}",
        -1);
    build(&site, "基本支出,8.00");
    g_assert_cmpint(painted, ==, once);
    put(&site, "content/site.json", "{\"title\": \"站\"}", -1); /* no pictures */
    build(&site, "基本支出,8.00");
    g_assert_cmpint(painted, ==, once);
    close_site(&site);
}

/* A rich text that LibreOffice would make a document of; here it is one already. */
static void
test_converted(void)
{
    Site site = open_site();
    g_autofree char *folder = g_build_filename(site.folder, "kept", NULL);
    put_program(&site, "soffice", "exit 1");
    mz_outside_keep_in(folder);
    static const char rich[] = "{\\rtf1 nothing}";
    GError *error = NULL;
    for (guint i = 1; i <= 2; i++) { /* what failed is tried again */
        g_assert_null(mz_document_from_bytes("a.rtf", rich, sizeof rich - 1, &error));
        g_assert_error(error, MZ_ERROR, MZ_ERROR_INPUT);
        g_clear_error(&error);
        g_assert_cmpuint(calls(&site), ==, i);
    }
    put_program(&site, "soffice", "printf 'PK\\003\\004nothing' >report.docx");
    for (guint i = 0; i < 3; i++) { /* what came is kept, whatever it is worth */
        g_assert_null(mz_document_from_bytes("a.rtf", rich, sizeof rich - 1, &error));
        g_clear_error(&error);
        g_assert_cmpuint(calls(&site), ==, 3);
    }
    close_site(&site);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/kept/recognised", test_recognised);
    g_test_add_func("/kept/painted", test_painted);
    g_test_add_func("/kept/converted", test_converted);
    return g_test_run();
}
