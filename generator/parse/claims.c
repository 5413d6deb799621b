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

enum { DEEPEST = 8 }; /* levels of headings are fewer */

/* The sections that are open, outermost first; each with the signature of its title and those above it. */
typedef struct {
    struct {
        const char *title;
        guint64 signature;
        guint8 level;
    } open[DEEPEST];
    guint n;
} Headings;

static void
open_section(Headings *headings, const MzSection *section)
{
    while (headings->n > 0 && headings->open[headings->n - 1].level >= section->level)
        headings->n--;
    if (headings->n == DEEPEST)
        return;
    guint64 above = headings->n == 0 ? 0 : headings->open[headings->n - 1].signature;
    headings->open[headings->n].title = section->title;
    headings->open[headings->n].signature = above | mz_text_signature(section->title);
    headings->open[headings->n++].level = section->level;
}

/* The titles over the paragraphs of the section opened last, innermost first. */
static void
set_headings(MzFlow *flow, const Headings *headings, guint index)
{
    G_STATIC_ASSERT(G_N_ELEMENTS(flow->headings) > DEEPEST);
    for (guint i = 0; i < headings->n; i++)
        flow->headings[i] = headings->open[headings->n - 1 - i].title;
    flow->headings[headings->n] = NULL;
    flow->signature = headings->n == 0 ? 0 : headings->open[headings->n - 1].signature;
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
    if (section->level <= 3) {
        memset(annex, 0, sizeof *annex);
        annex->column = -1;
    }
    mz_annex_title(annex, section->title, strlen(section->title));
}

static void
read_section(MzReader *reader, MzAnnex *annex, const MzSection *section, gboolean staff)
{
    if (staff && strstr(section->title, "机构") == NULL && strstr(section->title, "人员") == NULL)
        return;
    for (guint k = 0; k < section->n_paragraphs; k++) {
        const char *paragraph = section->paragraphs[k];
        gsize length = strlen(paragraph);
        mz_flow_load(&reader->flow, paragraph, length, section->paragraph_lines[k]);
        reader->since = reader->flow.claims->len;
        gboolean title = length < 400 && mz_annex_title(annex, paragraph, length);
        if (annex->inside && !title)
            mz_annex_read(&reader->flow, annex);
        else if (memchr(paragraph, '\t', length) == NULL)
            mz_reader_paragraph(reader);
    }
}

void
mz_parse_claims(MzReport *report, const MzText *text)
{
    MzReader reader = {.flow = {.report = report, .text = text}};
    MzAnnex annex = {.column = -1};
    Headings headings = {.n = 0};
    Part part = PART_ALL;
    reader.flow.codes = mz_codes_new(report);
    reader.flow.claims = g_array_sized_new(FALSE, FALSE, sizeof(MzClaim), 128);
    reader.flow.index = mz_word_index(report->kind);
    for (guint i = 0; i < report->n_sections; i++) {
        const MzSection *section = &report->sections[i];
        open_section(&headings, section);
        if (section->level == 1 || strstr(section->title, "名词解释") != NULL)
            part = part_of(section->title);
        if (part == PART_NONE)
            continue;
        set_headings(&reader.flow, &headings, i);
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
