#include "parse/narrative.h"

#include "parse/claim_reader.h"
#include "parse/lines.h"

#include <string.h>

/* Fields of forms that hold a person's name. Where a label is the end of another the longer one is meant. */
static const char32_t *const name_labels[] = {
    U"联系人",     U"部门联系人", U"单位联系人", U"项目联系人", U"联系人姓名", U"负责人", U"项目负责人", U"部门负责人",
    U"单位负责人", U"财务负责人", U"主要负责人", U"分管负责人", U"填报人",     U"填表人", U"经办人",     U"审核人",
    U"制表人",     U"复核人",     U"姓名",       U"法定代表人", U"报送人",     U"撰写人",
};

static const char32_t *const phone_labels[] = {U"联系电话", U"电话", U"联系方式", U"手机", U"手机号", U"手机号码"};

/* What two to four characters behind a label can be besides a name: another label. */
static const char32_t *const no_names[] = {
    U"电话", U"部门", U"单位", U"项目", U"日期", U"年度", U"金额", U"名称", U"意见", U"签字", U"签章",
    U"盖章", U"职务", U"姓名", U"负责", U"联系", U"填报", U"审核", U"用车", U"时间", U"科室", U"方式",
    U"手机", U"情况", U"签名", U"预算", U"资金", U"局",   U"科",   U"处",   U"公室", U"中心",
};

typedef struct {
    MzReport *report;
    const MzText *text;
    GArray *masked; /* MzMasked */
    const MzBeginnings *labels;
    guint person; /* index + 1 of the last line with a person's field; 0: none */
} Personal;

static gboolean
is_digit(gunichar c)
{
    return c >= '0' && c <= '9';
}

static gboolean
is_ideograph(gunichar c)
{
    return c >= 0x4E00 && c <= 0x9FFF;
}

static gboolean
is_gap(gunichar c)
{
    return c == ' ' || c == '\t';
}

static void
mask(Personal *personal, const char *what, guint line, guint start, guint end)
{
    MzMasked masked = {.what = what, .span = {.line = line + 1, .start = start, .end = end}};
    g_array_append_val(personal->masked, masked);
}

/* --- numbers --- */

static int
two_digits(const gunichar *c)
{
    return (int)(c[0] - '0') * 10 + (int)(c[1] - '0');
}

/* 18 digits, the last may be X, with a date of birth inside. */
static gboolean
is_identity(const gunichar *c, guint digits, gunichar after)
{
    if (digits != 18 && !(digits == 17 && (after == 'X' || after == 'x')))
        return FALSE;
    int century = two_digits(c + 6);
    int month = two_digits(c + 10);
    int day = two_digits(c + 12);
    return c[0] != '0' && (century == 19 || century == 20) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* Mobile and identity numbers wherever they stand. Returns the position behind the digits at `start`. */
static guint
mask_number(Personal *personal, guint index, guint start)
{
    const MzTextLine *line = &personal->text->lines[index];
    guint end = start;
    while (end < line->n && is_digit(line->c[end]))
        end++;
    guint digits = end - start;
    gunichar before = start > 0 ? line->c[start - 1] : 0;
    gunichar after = end < line->n ? line->c[end] : 0;
    if (before == '.' || (after == '.' && end + 1 < line->n && is_digit(line->c[end + 1])))
        return end;
    if (digits == 11 && line->c[start] == '1' && line->c[start + 1] >= '3')
        mask(personal, "mobile", index, start, end);
    else if (is_identity(line->c + start, digits, after))
        mask(personal, "identity", index, start, digits == 17 ? end + 1 : end);
    return end;
}

/* "027-8888 8888", "(027)88888888": behind a label. */
static void
mask_phone(Personal *personal, guint index, guint at)
{
    const MzTextLine *line = &personal->text->lines[index];
    while (at < line->n && (is_gap(line->c[at]) || line->c[at] == ':'))
        at++;
    guint end = at;
    guint digits = 0;
    while (end < line->n &&
           (is_digit(line->c[end]) || line->c[end] == '-' || line->c[end] == '(' || line->c[end] == ')')) {
        digits += is_digit(line->c[end]);
        end++;
    }
    gboolean mobile = digits == 11 && end == at + 11 && line->c[at] == '1' && line->c[at + 1] >= '3';
    if (digits >= 7 && digits <= 15 && !mobile)
        mask(personal, "phone", index, at, end);
}

/* --- names --- */

static gboolean
is_name(const gunichar *c, guint start, guint end)
{
    for (guint i = 0; i < G_N_ELEMENTS(no_names); i++) {
        for (guint k = start; k < end; k++) {
            if (mz_word_at(c, end, k, no_names[i]))
                return FALSE;
        }
    }
    return TRUE;
}

static gboolean
ends_name(const MzTextLine *line, guint at)
{
    if (at >= line->n)
        return TRUE;
    gunichar c = line->c[at];
    return is_gap(c) || c == ',' || c == ';' || c == ')' || c == '(' || c == 0x3001 || c == 0x3002 || is_digit(c) ||
           c == '/';
}

/* Behind the name of two to four characters at `at` (with the dot of longer names, or written 张 三); `at`: no name. */
static guint
name_end(const MzTextLine *line, guint at)
{
    guint end = at;
    guint letters = 0;
    while (end < line->n && (is_ideograph(line->c[end]) || (line->c[end] == 0xB7 && letters > 0))) {
        letters += is_ideograph(line->c[end]);
        end++;
    }
    guint dots = end - at - letters;
    if (letters == 1) {
        guint next = end;
        while (next < line->n && is_gap(line->c[next]) && next < end + 4)
            next++;
        if (next > end && next < line->n && is_ideograph(line->c[next]) && ends_name(line, next + 1))
            return next + 1;
    }
    if (letters < 2 || (letters > 4 && dots == 0) || letters > 15 || !ends_name(line, end))
        return at;
    return is_name(line->c, at, end) ? end : at;
}

/* Masks the names in the field behind a label that ends at `at`. */
static void
mask_names(Personal *personal, guint index, guint at)
{
    const MzTextLine *line = &personal->text->lines[index];
    guint start = at;
    if (start + 1 < line->n && line->c[start] == '(') { /* 负责人(签字): */
        while (start < line->n && line->c[start] != ')' && start < at + 12)
            start++;
        start++;
    }
    guint field = start;
    while (start < line->n && (is_gap(line->c[start]) || line->c[start] == ':'))
        start++;
    if (start == field || start >= line->n)
        return; /* the label is a word of a sentence, or its field is empty */
    guint end = name_end(line, start);
    while (end > start) {
        mask(personal, "name", index, start, end);
        if (end >= line->n || (line->c[end] != 0x3001 && line->c[end] != '/' && line->c[end] != ','))
            break;
        start = end + 1;
        end = name_end(line, start);
    }
}

/* The longest label at `at`; its length, 0: none. */
static guint
label_at(const MzTextLine *line, guint at, const char32_t *const *labels, guint n_labels)
{
    guint length = 0;
    for (guint i = 0; i < n_labels; i++) {
        if (labels[i][0] == line->c[at] && mz_word_at(line->c, line->n, at, labels[i]))
            length = MAX(length, mz_word_length(labels[i]));
    }
    return length;
}

/* A label begins a field: it stands alone, not inside a word or sentence. */
static gboolean
begins_field(const MzTextLine *line, guint at)
{
    if (at == line->first)
        return TRUE;
    gunichar before = line->c[at - 1];
    return is_gap(before) || before == ':' || before == ',' || before == ';' || before == ')' || before == '(' ||
           before == 0x3001 || before == 0x3002 || is_digit(before);
}

/* A label at `at` and what its field holds. Returns the position behind the label. */
static guint
mask_field(Personal *personal, guint index, guint at)
{
    const MzTextLine *line = &personal->text->lines[index];
    guint length = label_at(line, at, name_labels, G_N_ELEMENTS(name_labels));
    if (length > 0) {
        personal->person = index + 1;
        mask_names(personal, index, at + length);
        return at + length;
    }
    length = label_at(line, at, phone_labels, G_N_ELEMENTS(phone_labels));
    if (length == 0)
        return at + 1;
    /* an office's number stands alone and is public; beside a person's name it is that person's */
    if (personal->person > 0 && index + 1 - personal->person <= 4)
        mask_phone(personal, index, at + length);
    return at + length;
}

static void
mask_line(Personal *personal, guint index)
{
    const MzTextLine *line = &personal->text->lines[index];
    gboolean fields = line->field, numbers = line->long_number;
    if (!fields && !numbers)
        return;
    for (guint i = line->first; i < line->n;) {
        /* a field begins with the first of several ideographs, or not at all; behind the line is a 0 */
        const gunichar *c = line->c + i;
        if (numbers && is_digit(*c))
            i = mask_number(personal, index, i);
        else if (fields && is_ideograph(*c) && mz_may_begin(personal->labels, c) && begins_field(line, i))
            i = mask_field(personal, index, i);
        else
            i++;
    }
}

/* --- the report --- */

/* The text with stars, one for each character, in place of `start` to `end`. */
static const char *
starred(MzArena *arena, const char *text, guint start, guint end)
{
    const char *from = g_utf8_offset_to_pointer(text, start);
    const char *to = g_utf8_offset_to_pointer(from, (glong)(end - start));
    char *copy = mz_arena_alloc(arena, strlen(text) + 1);
    char *p = copy;
    memcpy(p, text, (gsize)(from - text));
    p += from - text;
    for (; from < to; from = g_utf8_next_char(from))
        *p++ = *from == ' ' || *from == '-' ? *from : '*';
    memcpy(p, to, strlen(to) + 1);
    return copy;
}

/* Stars in a paragraph: its characters know their place in the lines. */
static void
mask_paragraph(MzFlow *flow, const char **paragraph, guint32 line, const MzSpan *span)
{
    mz_flow_load(flow, *paragraph, strlen(*paragraph), line);
    guint start = 0;
    while (start < flow->n_printed &&
           (flow->printed[start].line != span->line || flow->printed[start].column < span->start))
        start++;
    guint end = start;
    while (end < flow->n_printed && flow->printed[end].line == span->line && flow->printed[end].column < span->end)
        end++;
    if (end > start)
        *paragraph = starred(flow->report->arena, *paragraph, start, end);
}

static void
mask_sections(MzReport *report, const MzText *text, const MzSpan *span)
{
    MzFlow flow = {.report = report, .text = text};
    for (guint i = 0; i < report->n_sections; i++) {
        MzSection *section = &report->sections[i];
        if (section->line > span->line || section->last_line < span->line || section->n_paragraphs == 0)
            continue;
        guint low = 0; /* the last paragraph that begins at or before the line */
        guint high = section->n_paragraphs;
        while (high - low > 1) {
            guint middle = low + (high - low) / 2;
            if (section->paragraph_lines[middle] <= span->line)
                low = middle;
            else
                high = middle;
        }
        if (section->paragraph_lines[low] <= span->line)
            mask_paragraph(&flow, &section->paragraphs[low], section->paragraph_lines[low], span);
    }
    mz_flow_free(&flow);
}

static void
add_labels(MzBeginnings *fields, const char32_t *const *labels, guint n_labels)
{
    for (guint i = 0; i < n_labels; i++) {
        const char32_t *label = labels[i];
        fields->second[label[0] & 0xFF] |= (guint32)1 << label[1] % 32;
        fields->third[label[1] & 0xFF] |= label[2] == 0 ? G_MAXUINT32 : (guint32)1 << label[2] / 16 % 32;
    }
}

const MzBeginnings *
mz_personal_fields(void)
{
    static MzBeginnings fields;
    static gsize made = 0;
    if (g_once_init_enter(&made)) {
        add_labels(&fields, name_labels, G_N_ELEMENTS(name_labels));
        add_labels(&fields, phone_labels, G_N_ELEMENTS(phone_labels));
        g_once_init_leave(&made, 1);
    }
    return &fields;
}

void
mz_mask_personal(MzReport *report, const MzText *text)
{
    Personal personal = {.report = report,
                         .text = text,
                         .masked = g_array_new(FALSE, FALSE, sizeof(MzMasked)),
                         .labels = mz_personal_fields()};
    for (guint i = 0; i < text->n_lines; i++)
        mask_line(&personal, i);
    GArray *masked = personal.masked;
    for (guint i = 0; i < masked->len; i++) {
        const MzSpan *span = &g_array_index(masked, MzMasked, i).span;
        if (report->lines != NULL && span->line <= report->n_lines)
            report->lines[span->line - 1] =
                starred(report->arena, report->lines[span->line - 1], span->start, span->end);
        mask_sections(report, text, span);
    }
    report->n_masked = masked->len;
    report->masked = mz_arena_memdup(report->arena, masked->data, masked->len * sizeof(MzMasked));
    g_array_free(masked, TRUE);
}
