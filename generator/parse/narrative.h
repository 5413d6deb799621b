/* # The narrative of a report (parse/narrative.h)
 *
 * Parts (第一部分 …), sections (一、 （一） 1.), their paragraphs with wrapped lines joined, the glossary (名词解释),
 * the claims: every number that the narrative states, and personal data, which is masked.
 */
#ifndef MZ_PARSE_NARRATIVE_H
#define MZ_PARSE_NARRATIVE_H

#include "parse/text.h"

/* A range of lines of the source, 1-based, both ends included. */
typedef struct {
    guint32 first, last;
} MzLineRange;

/* Fills the report's title, published, contents, sections, glossary from the text. `tables` are the ranges of lines
 * that belong to standard tables (in order), which are no narrative. Needs report->kind, year and department to be set
 * as far as known. */
void mz_parse_outline(MzReport *report, const MzText *text, const MzLineRange *tables, guint n_tables);

/* Fills the report's claims from its sections. Needs the outline. Codes of classified items are looked up in the rows
 * of the report's tables by their names (类款项 path), so the tables' rows must be there; their amounts need not be
 * placed. */
void mz_parse_claims(MzReport *report, const MzText *text);

/* Fills the report's `masked` and masks personal data (mobile and identity numbers, names and numbers behind 联系人,
 * 负责人, 联系电话 … in form fields and table cells, never inside sentences) in report->lines and the sections'
 * paragraphs. */
void mz_mask_personal(MzReport *report, const MzText *text);

/* What the labels of such fields begin with. mz_text_of notes the lines that have it: few others need be looked at. */
const MzBeginnings *mz_personal_fields(void);

#endif
