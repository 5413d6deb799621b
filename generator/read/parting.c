#include "read/parting.h"

typedef enum { ASCII, IN_UTF8, IN_GB18030, IN_NEITHER, MANNERS } Manner;

static const char *const names[MANNERS] = {[IN_UTF8] = "UTF-8", [IN_GB18030] = "GB18030"};

/* A line, and whether it has so many characters that there is no doubt about its manner. */
typedef struct {
    Manner manner;
    gboolean is_sure;
} Verdict;

/* A line of which all that is not ASCII is characters of three bytes, as Chinese is in UTF-8. */
static gboolean
is_chinese_utf8(const guchar *p, const guchar *end, guint *n)
{
    for (*n = 0; p < end;) {
        if (*p < 0x80) {
            p++;
            continue;
        }
        if (end - p < 3 || *p < 0xE2 || *p > 0xEF || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
            return FALSE;
        p += 3;
        ++*n;
    }
    return TRUE;
}

/* A line of which all that is not ASCII is characters of GB2312, which nearly all Chinese in GB18030 is. */
static gboolean
is_chinese_gb(const guchar *p, const guchar *end, guint *n)
{
    for (*n = 0; p < end;) {
        if (*p < 0x80) {
            p++;
            continue;
        }
        if (end - p < 2 || *p < 0xA1 || *p > 0xF7 || p[1] < 0xA1 || p[1] == 0xFF)
            return FALSE;
        p += 2;
        ++*n;
    }
    return TRUE;
}

static Verdict
judge(const guchar *line, const guchar *end)
{
    guint n = 0;
    if (is_chinese_utf8(line, end, &n))
        return (Verdict){n > 0 ? IN_UTF8 : ASCII, n >= MZ_PARTING_SURE};
    if (is_chinese_gb(line, end, &n))
        return (Verdict){IN_GB18030, n >= MZ_PARTING_SURE};
    return (Verdict){IN_NEITHER, FALSE};
}

gboolean
mz_find_parting(const char *bytes, gsize length, MzParting *parting)
{
    const guchar *begin = (const guchar *)bytes, *end = begin + length, *stop;
    Manner first = ASCII;
    *parting = (MzParting){0};
    guint number = 1;
    for (const guchar *line = begin; line < end; line = stop + 1, number++) {
        for (stop = line; stop < end && *stop != '\n' && *stop != '\r'; stop++)
            continue;
        Verdict verdict = judge(line, stop);
        if (stop + 1 < end && *stop == '\r' && stop[1] == '\n')
            stop++;
        if (verdict.manner == ASCII)
            continue;
        if (first == ASCII && verdict.is_sure)
            first = verdict.manner;
        if (verdict.manner == first || first == ASCII) {
            parting->before_start = (gsize)(line - begin);
            parting->line = 0;
            continue;
        }
        if (parting->line == 0) /* a line that is in neither may have both */
            parting->line = number;
        if (verdict.is_sure) {
            *parting = (MzParting){parting->line, names[first], names[verdict.manner], parting->before_start,
                                   (gsize)(line - begin)};
            return TRUE;
        }
    }
    return FALSE;
}
