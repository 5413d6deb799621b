#include "parse/narrative.h"

#include "parse/claim_sentence.h"

#include <string.h>

/* What of a part can hold claims. */
typedef enum { PART_NONE, PART_STAFF, PART_ALL } Part;

static Part
part_of(const char *title)
{
    static const struct {
        const char *word;
        Part part;
    } parts[] = {
        {"情况说明", PART_ALL}, {"名词解释", PART_NONE}, {"重点工作", PART_NONE}, {"工作完成", PART_NONE},
        {"决算表", PART_NONE},  {"预算表", PART_NONE},   {"公开表", PART_NONE},   {"概况", PART_STAFF},
    };
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (strstr(title, parts[i].word) != NULL)
            return parts[i].part;
    }
    return PART_ALL;
}

/* The titles over a section's paragraphs, innermost first. */
static void
set_headings(MzFlow *flow, guint index)
{
    const MzSection *sections = flow->report->sections;
    guint n = 0;
    guint8 level = G_MAXUINT8;
    flow->signature = 0;
    for (guint i = index + 1; i-- > 0 && n + 1 < G_N_ELEMENTS(flow->headings) && level > 1;) {
        if (sections[i].level >= level)
            continue;
        level = sections[i].level;
        flow->headings[n++] = sections[i].title;
        flow->signature |= mz_text_signature(sections[i].title);
    }
    flow->headings[n] = NULL;
    flow->section = (int)index;
}

static void
begin_section(MzReader *reader, MzAnnex *annex, const MzSection *section)
{
    if (section->level <= 3) {
        reader->current = (MzSubject){0};
        reader->project = NULL;
        reader->asset = NULL;
        reader->list = FALSE;
    }
    if (section->level <= 2)
        reader->evaluated = FALSE;
    if (section->level <= 3 || mz_annex_title(annex, section->title)) {
        memset(annex, 0, sizeof *annex);
        annex->column = -1;
    }
    mz_annex_title(annex, section->title);
}

static void
read_section(MzReader *reader, MzAnnex *annex, const MzSection *section, gboolean staff)
{
    if (staff && strstr(section->title, "机构") == NULL && strstr(section->title, "人员") == NULL)
        return;
    for (guint k = 0; k < section->n_paragraphs; k++) {
        mz_flow_load(&reader->flow, section->paragraphs[k], section->paragraph_lines[k]);
        reader->since = reader->flow.claims->len;
        gboolean title = strlen(section->paragraphs[k]) < 400 && mz_annex_title(annex, section->paragraphs[k]);
        if (annex->inside && !title)
            mz_annex_read(&reader->flow, annex);
        else if (strchr(section->paragraphs[k], '\t') == NULL)
            mz_reader_paragraph(reader);
    }
}

void
mz_parse_claims(MzReport *report, const MzText *text)
{
    MzReader reader = {.flow = {.report = report, .text = text}};
    MzAnnex annex = {.column = -1};
    Part part = PART_ALL;
    reader.flow.codes = mz_codes_new(report);
    reader.flow.claims = g_array_sized_new(FALSE, FALSE, sizeof(MzClaim), 128);
    reader.flow.index = mz_word_index(report->kind);
    for (guint i = 0; i < report->n_sections; i++) {
        const MzSection *section = &report->sections[i];
        if (section->level == 1 || strstr(section->title, "名词解释") != NULL)
            part = part_of(section->title);
        if (part == PART_NONE)
            continue;
        set_headings(&reader.flow, i);
        begin_section(&reader, &annex, section);
        read_section(&reader, &annex, section, part == PART_STAFF);
    }
    GArray *claims = reader.flow.claims;
    report->n_claims = claims->len;
    report->claims = mz_arena_memdup(report->arena, claims->data, claims->len * sizeof(MzClaim));
    g_array_free(claims, TRUE);
    mz_codes_free(reader.flow.codes);
    mz_flow_free(&reader.flow);
}
