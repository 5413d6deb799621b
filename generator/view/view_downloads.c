/* The files beside a report, as its page and the list of all downloads show them. */
#include "view/download.h"

#include <string.h>

const char *
mz_size_text(MzArena *arena, guint64 bytes)
{
    static const struct {
        guint64 size;
        const char *unit;
    } units[] = {{1024 * 1024 * 1024, "GB"}, {1024 * 1024, "MB"}, {1024, "KB"}};
    for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
        guint64 tenths = bytes / units[i].size * 10 + bytes % units[i].size * 10 / units[i].size;
        if (tenths >= 10)
            return mz_arena_printf(arena, "%" G_GUINT64_FORMAT ".%" G_GUINT64_FORMAT " %s", tenths / 10, tenths % 10,
                                   units[i].unit);
    }
    return mz_arena_printf(arena, "%" G_GUINT64_FORMAT " B", bytes);
}

void
mz_download_face(const MzPageView *page, MzValue *faces, const char *name, const char *href, guint64 bytes,
                 const guint8 sha256[MZ_SHA256_SIZE])
{
    char hex[MZ_SHA256_SIZE * 2 + 1];
    mz_sha256_hex(sha256, hex);
    const char *dot = strrchr(name, '.');
    char *suffix = g_ascii_strup(dot != NULL ? dot + 1 : "TXT", -1);
    MzValue *face = mz_value_append_object(faces);
    mz_value_set_static(face, "name", name);
    mz_value_set_static(face, "href", href);
    mz_value_set_string(face, "suffix", suffix);
    mz_value_set_static(face, "size", mz_size_text(page->arena, bytes));
    mz_value_set_string(face, "sha256", hex);
    g_free(suffix);
}

/* Files of one title (a figure as SVG and as PNG) share a line. */
static void
show_kind(const MzPageView *page, const MzDownloads *downloads, MzDownloadKind kind, const char *key)
{
    MzValue *list = mz_value_set_array(page->view, key);
    MzValue *faces = NULL;
    const char *title = NULL;
    for (guint i = 0; i < downloads->files->len; i++) {
        const MzDownload *file = &g_array_index(downloads->files, MzDownload, i);
        if (file->kind != kind)
            continue;
        if (faces == NULL || kind != MZ_DOWNLOAD_FIGURE || strcmp(title, file->title) != 0) {
            MzValue *line = mz_value_append_object(list);
            mz_value_set_static(line, "title", file->title);
            faces = mz_value_set_array(line, "faces");
            title = file->title;
        }
        mz_download_face(page, faces, file->name, file->name, file->bytes, file->sha256);
    }
}

/* Figures that were painted as PNG too say so beside the picture. */
static void
show_pngs(const MzPageView *page, const MzDownloads *downloads)
{
    const MzValue *figures = mz_value_get(page->view, "figures");
    for (guint i = 0; i < downloads->files->len; i++) {
        const MzDownload *file = &g_array_index(downloads->files, MzDownload, i);
        for (gsize k = 0; strcmp(file->type, "image/png") == 0 && k < mz_value_length(figures); k++) {
            MzValue *figure = (MzValue *)mz_value_item(figures, k);
            const char *name = mz_value_text(mz_value_get(figure, "name"));
            if (strcmp(file->name, mz_arena_printf(page->arena, "figures/%s.png", name)) == 0)
                mz_value_set_bool(figure, "has_png", TRUE);
        }
    }
}

void
mz_downloads_show(const MzPageView *page, const MzDownloads *downloads)
{
    show_kind(page, downloads, MZ_DOWNLOAD_DATA, "data_files");
    show_kind(page, downloads, MZ_DOWNLOAD_TABLE, "table_files");
    show_kind(page, downloads, MZ_DOWNLOAD_FIGURE, "figure_files");
    show_kind(page, downloads, MZ_DOWNLOAD_ORIGINAL, "original_files");
    show_pngs(page, downloads);
    mz_value_set_bool(page->view, "has_originals", mz_value_length(mz_value_get(page->view, "original_files")) > 0);
}
