#include "read/document.h"

#include <stdio.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "read/outside.h"
#include "read/package.h"
#include "read/pdf.h"
#include "read/sheet.h"
#include "read/web.h"
#include "read/word.h"

#define RICH_TEXT "{\\rtf"

static const char *const endings[] = {".txt", ".pdf", ".docx", ".xlsx", ".html", ".htm",
                                      ".doc", ".xls", ".rtf",  ".wps",  ".et",   NULL};

const char *const *
mz_document_endings(void)
{
    return endings;
}

static gboolean
begins(const char *bytes, gsize length, const char *magic, gsize n)
{
    return length >= n && memcmp(bytes, magic, n) == 0;
}

static void
refuse(GError **error, MzErrorCode code, const char *name, const char *message)
{
    MzPlace place = {name, 0, 0};
    mz_error_set(error, code, &place, "%s", message);
}

/* ---- archives */

static MzSource *
read_package(const char *name, const char *bytes, gsize length, GError **error)
{
    g_autoptr(MzPackage) package = mz_package_open(name, bytes, length, error);
    if (package == NULL)
        return NULL;
    if (mz_package_has(package, "word/document.xml"))
        return mz_word_read(package, name, error);
    if (mz_package_has(package, "xl/workbook.xml"))
        return mz_sheet_read(package, name, error);
    refuse(error, MZ_ERROR_INPUT, name,
           mz_tr("这是压缩包，但不是 DOCX 或 XLSX；请先解压，放入其中的报告",
                 "this is an archive but neither DOCX nor XLSX; unpack it and take the report in it"));
    return NULL;
}

/* ---- DOC, XLS, RTF and those of WPS (which are DOC and XLS), through LibreOffice */

/* Whether the bytes hold a word in UTF-16, as the names of streams in these files are. */
static gboolean
has_wide(const char *bytes, gsize length, const char *word)
{
    gsize n = strlen(word);
    for (gsize at = 0; at + n * 2 <= length; at++) {
        gsize i = 0;
        while (i < n && bytes[at + i * 2] == word[i] && bytes[at + i * 2 + 1] == '\0')
            i++;
        if (i == n)
            return TRUE;
    }
    return FALSE;
}

/* Converts a file into `folder`. NULL with an error; else the path of the result, which the caller frees. */
static char *
convert(const char *office, const char *folder, const char *from, const char *to, const char *name, GError **error)
{
    g_autofree char *profile = g_strconcat("-env:UserInstallation=file://", folder, "/profile", NULL);
    const char *const argv[] = {office, profile,    "--headless", "--norestore", "--convert-to",
                                to,     "--outdir", folder,       from,          NULL};
    g_autofree char *file = g_strconcat("report.", to, NULL);
    char *path = g_build_filename(folder, file, NULL);
    if (mz_outside_run(argv, folder, MZ_OFFICE_SECONDS) && g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return path;
    g_free(path);
    MzPlace place = {name, 0, 0};
    mz_error_set(error, MZ_ERROR_INPUT, &place,
                 mz_tr("LibreOffice 未能在 %d 秒内转换这个文件；请另存为 DOCX 或 XLSX",
                       "LibreOffice could not convert the file within %d seconds; save it as DOCX or XLSX"),
                 MZ_OFFICE_SECONDS);
    return NULL;
}

/* The converted document. NULL with an error; the caller frees. */
static char *
converted(const char *office, const char *folder, const char *name, const char *bytes, gsize length, gsize *made,
          GError **error)
{
    gboolean rich = begins(bytes, length, RICH_TEXT, strlen(RICH_TEXT));
    gboolean sheet = !rich && (has_wide(bytes, length, "Workbook") || !has_wide(bytes, length, "WordDocument"));
    g_autofree char *from = g_build_filename(folder, rich ? "report.rtf" : sheet ? "report.xls" : "report.doc", NULL);
    GError *trouble = NULL;
    if (!g_file_set_contents(from, bytes, (gssize)length, &trouble)) {
        refuse(error, MZ_ERROR_IO, name, mz_error_reason(trouble));
        g_error_free(trouble);
        return NULL;
    }
    g_autofree char *path = convert(office, folder, from, sheet ? "xlsx" : "docx", name, error);
    return path == NULL ? NULL : mz_source_read_file(path, MZ_DOCUMENT_LIMIT, made, error);
}

static MzSource *
read_old_office(const char *name, const char *bytes, gsize length, GError **error)
{
    g_autofree char *office = g_find_program_in_path("soffice");
    if (office == NULL) {
        refuse(error, MZ_ERROR_INPUT, name,
               mz_tr("DOC、XLS、RTF、WPS 要靠 LibreOffice 读，本机没有安装；请安装，或另存为 DOCX、XLSX",
                     "DOC, XLS, RTF and WPS are read through LibreOffice, which is not installed; install it, or save "
                     "the file "
                     "as DOCX or XLSX"));
        return NULL;
    }
    guint8 sum[MZ_SHA256_SIZE];
    gsize made = 0;
    mz_sha256(bytes, length, sum);
    g_autofree char *key = mz_outside_key(office, "docx, xlsx", sum);
    g_autofree char *document = mz_outside_kept(key, MZ_DOCUMENT_LIMIT, &made);
    g_autofree char *folder = document == NULL ? mz_outside_folder(name, error) : NULL;
    if (folder != NULL) {
        document = converted(office, folder, name, bytes, length, &made, error);
        mz_outside_remove(folder);
        if (document != NULL)
            mz_outside_keep(key, document, made);
    }
    return document == NULL ? NULL : read_package(name, document, made, error);
}

/* ---- dispatch */

/* Where a PDF begins: programs that hand it on may put some bytes before it, which readers of PDF pass over. -1: it is
 * none. */
static gssize
pdf_start(const char *bytes, gsize length)
{
    enum { MOST_BEFORE = 1024 };
    const char *at = length < 5 ? NULL : g_strstr_len(bytes, (gssize)MIN(length, MOST_BEFORE), "%PDF-");
    gboolean binary = at != NULL && (at == bytes || memchr(bytes, '\0', length) != NULL);
    return binary ? at - bytes : -1;
}

/* The ending of a name that is no text's; NULL: it may be one. */
static const char *
binary_ending(const char *name)
{
    static const char *const binary[] = {".pdf", ".docx", ".xlsx", ".doc", ".xls", ".wps", ".et"};
    g_autofree char *lower = g_ascii_strdown(name, -1);
    for (guint i = 0; i < G_N_ELEMENTS(binary); i++) {
        if (g_str_has_suffix(lower, binary[i]))
            return binary[i];
    }
    return NULL;
}

/* A text, also one whose name says otherwise; but what is no text then is not told what encoding it should have. */
static MzSource *
read_text(const char *name, const char *bytes, gsize length, GError **error)
{
    const char *ending = binary_ending(name);
    GError *cause = NULL;
    MzSource *source = mz_source_from_bytes(name, bytes, length, &cause);
    if (source == NULL && ending != NULL && length > 0 && g_error_matches(cause, MZ_ERROR, MZ_ERROR_INPUT)) {
        MzPlace place = {name, 0, 0};
        mz_error_set(error, MZ_ERROR_INPUT, &place,
                     mz_tr("文件名以 %s 结尾，内容却不是；文件可能已损坏或没有下载完，请重新下载",
                           "its name ends with %s, its content is none; it may be damaged or not wholly downloaded: "
                           "download it again"),
                     ending);
        g_error_free(cause);
    } else if (source == NULL) {
        g_propagate_error(error, cause);
    }
    return source;
}

static gboolean
named_as_web(const char *name)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);
    return g_str_has_suffix(lower, ".html") || g_str_has_suffix(lower, ".htm");
}

MzSource *
mz_document_from_bytes(const char *name, const char *bytes, gsize length, GError **error)
{
    gssize start = pdf_start(bytes, length);
    if (start >= 0)
        return mz_pdf_from_bytes(name, bytes + start, length - (gsize)start, error);
    if (begins(bytes, length, "PK\003\004", 4))
        return read_package(name, bytes, length, error);
    if (begins(bytes, length, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8))
        return read_old_office(name, bytes, length, error);
    if (begins(bytes, length, RICH_TEXT, strlen(RICH_TEXT)))
        return read_old_office(name, bytes, length, error);
    if (mz_web_is(bytes, length) || named_as_web(name))
        return mz_web_from_bytes(name, bytes, length, error);
    return read_text(name, bytes, length, error);
}

/* How large the file may be, by its first bytes: a text that is too large is told its own limit. */
static gsize
limit_of(const char *path)
{
    enum { HEAD = 512 };
    char head[HEAD];
    struct stat status;
    gboolean regular = stat(path, &status) == 0 && S_ISREG(status.st_mode);
    if (regular && status.st_size <= MZ_SOURCE_LIMIT)
        return MZ_SOURCE_LIMIT; /* as nearly all are: not too large for anything */
    int file = regular ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
    ssize_t got = file >= 0 ? read(file, head, sizeof head) : -1;
    if (file >= 0)
        close(file);
    if (got < 0)
        return MZ_DOCUMENT_LIMIT;
    gsize length = (gsize)got;
    gboolean document = begins(head, length, "%PDF-", 5) || begins(head, length, "PK\003\004", 4) ||
                        begins(head, length, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) || mz_web_is(head, length) ||
                        named_as_web(path);
    return document ? MZ_DOCUMENT_LIMIT : MZ_SOURCE_LIMIT;
}

static MzSource *
load_file(const char *path, GError **error)
{
    gsize length = 0;
    g_autofree char *bytes = mz_source_read_file(path, limit_of(path), &length, error);
    return bytes == NULL ? NULL : mz_document_from_bytes(path, bytes, length, error);
}

/* ---- folders of parts */

/* Adds a part's lines. Pages count on from part to part. Returns the last page. */
static guint32
add_part(MzBuilder *builder, const MzSource *part, guint32 pages)
{
    guint32 last = pages + part->n_pages;
    for (guint i = 0; i < part->n_pages; i++)
        mz_builder_page(builder, part->pages[i]);
    for (guint l = 0; l < part->n_lines; l++) {
        const MzLinePlace *place = part->places == NULL ? NULL : &part->places[l];
        guint32 i = 0;
        for (const char *p = part->lines[l].text; *p != '\0'; p = g_utf8_next_char(p), i++)
            mz_builder_char(builder, g_utf8_get_char(p),
                            place == NULL || place->boxes == NULL ? NULL : &place->boxes[i]);
        guint32 page = place == NULL || place->page == 0 ? 0 : pages + place->page;
        if (part->lines[l].cells)
            mz_builder_cells(builder);
        mz_builder_end_line(builder, page, place != NULL && place->running);
        last = MAX(last, page);
    }
    return last;
}

static MzSource *
load_folder(const char *path, GError **error)
{
    g_autoptr(GPtrArray) names = mz_source_list_folder(path, NULL, error);
    if (names == NULL)
        return NULL;
    g_autoptr(MzBuilder) builder = mz_builder_new(path, "parts", TRUE);
    guint32 pages = 0;
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *file = g_build_filename(path, g_ptr_array_index(names, i), NULL);
        g_autoptr(MzSource) part = load_file(file, error);
        if (part == NULL)
            return NULL;
        pages = add_part(builder, part, pages);
    }
    return mz_builder_finish(g_steal_pointer(&builder), error);
}

MzSource *
mz_document_load(const char *path, GError **error)
{
    return g_file_test(path, G_FILE_TEST_IS_DIR) ? load_folder(path, error) : load_file(path, error);
}
