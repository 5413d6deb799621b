#include "read/document.h"

#include <string.h>

#include "base/error.h"
#include "read/pdf.h"

static gboolean
begins(const char *bytes, gsize length, const char *magic, gsize n)
{
    return length >= n && memcmp(bytes, magic, n) == 0;
}

MzSource *
mz_document_from_bytes(const char *name, const char *bytes, gsize length, GError **error)
{
    if (begins(bytes, length, "%PDF-", 5))
        return mz_pdf_from_bytes(name, bytes, length, error);
    return mz_source_from_bytes(name, bytes, length, error);
}

MzSource *
mz_document_load(const char *path, GError **error)
{
    gsize length = 0;
    g_autofree char *bytes = mz_source_read_file(path, MZ_DOCUMENT_LIMIT, &length, error);
    return bytes == NULL ? NULL : mz_document_from_bytes(path, bytes, length, error);
}
