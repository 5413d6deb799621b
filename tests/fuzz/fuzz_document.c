/* Fuzz target: any bytes as a document (PDF, DOCX, XLSX, web page, text). They become lines of valid UTF-8 whose places
 * are as many as their characters, or one error with a message. */
#include "fuzz.h"

#include "read/document.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* Old Word and Excel files would start LibreOffice. */
    if (size >= 4 && memcmp(data, "\xD0\xCF\x11\xE0", 4) == 0)
        return 0;
    GError *error = NULL;
    MzSource *source = mz_document_from_bytes("fuzz.html", (const char *)data, size, &error);
    demand((source == NULL) == (error != NULL));
    if (source == NULL) {
        demand(error->domain == MZ_ERROR && error->message[0] != '\0');
        g_error_free(error);
        return 0;
    }
    demand(source->n_lines > 0);
    for (guint l = 0; l < source->n_lines; l++) {
        const MzLine *line = &source->lines[l];
        demand(strlen(line->text) == line->length && g_utf8_validate(line->text, line->length, NULL));
        MzBox box;
        mz_source_place(source, l + 1, 0, G_MAXUINT32, &box);
        demand(box.x1 >= box.x0 && box.y1 >= box.y0);
    }
    mz_source_free(source);
    return 0;
}
