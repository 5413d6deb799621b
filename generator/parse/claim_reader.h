/* # A paragraph as its numbers are read (parse/claim_reader.h), private to parse/
 *
 * The flow is a paragraph joined, folded, without blanks and quotation marks (a blank stays between two digits); every
 * character of it knows its place in the source. claims.c reads sentences from it, claim_annex.c the tables of the
 * annexes.
 */
#ifndef MZ_PARSE_CLAIM_READER_H
#define MZ_PARSE_CLAIM_READER_H

#include "parse/claim_codes.h"
#include "parse/claim_words.h"
#include "parse/text.h"

/* One printed character of a paragraph. */
typedef struct {
    guint32 start; /* its byte in the paragraph */
    guint32 line;  /* 0: a blank that joins two lines */
    guint32 column;
} MzFlowChar;

typedef struct {
    MzReport *report;
    const MzText *text;
    MzCodes *codes;
    const MzWordIndex *index;
    GArray *claims; /* MzClaim */
    const char *paragraph;
    MzFlowChar *printed; /* its characters, and its end */
    gunichar *c;         /* the flow, NUL-terminated */
    guint *at;           /* for each character of the flow and its end: its place in `printed` */
    guint n_printed, n, room;
    gboolean blanks;          /* perhaps with blanks in it */
    const char *headings[12]; /* titles over the paragraph, innermost first, NULL-terminated */
    guint64 signature;        /* of all of them (mz_text_signature) */
    int section;
} MzFlow;

/* A number of the flow. */
typedef struct {
    guint start, end; /* its characters */
    guint unit_end;   /* behind its unit, = end without one */
    gint64 value;
    guint8 decimals;
    gboolean negative;
    const MzUnitWord *unit; /* NULL: none */
} MzFlowNumber;

/* Fills the flow with a paragraph of the section, of `length` bytes. */
void mz_flow_load(MzFlow *flow, const char *paragraph, gsize length, guint32 line);
void mz_flow_free(MzFlow *flow);

/* Character number `i` of the paragraph, as printed. */
static inline gunichar
mz_flow_printed(const MzFlow *flow, guint i)
{
    const char *at = flow->paragraph + flow->printed[i].start;
    return mz_char_next(&at);
}

/* Reads a number at `at`; FALSE: there is none, or it is part of a word or a document's number. `at` is its end then.
 */
gboolean mz_flow_number(const MzFlow *flow, guint at, MzFlowNumber *number);

/* The printed text of a part of the flow without blanks, quotation marks included. In the report's arena. */
char *mz_flow_text(const MzFlow *flow, guint start, guint end);

/* Adds a claim. `sign` −1 makes the value negative. `start` is where the words begin that it stands in. */
MzClaim *mz_flow_claim(MzFlow *flow, const MzFlowNumber *number, const char *subject, const char *code,
                       MzMeasure measure, int sign, guint start);

/* Whether a heading over the paragraph has the word. */
gboolean mz_flow_under(const MzFlow *flow, const char *word);

/* What an annex says before the next paragraph. */
typedef struct {
    gboolean inside;     /* the title of an annex table has been seen */
    gboolean goals;      /* 绩效目标表 of a budget, else 自评表 */
    gboolean of_whole;   /* of the whole department, not of one project */
    const char *project; /* name of its project; NULL: not stated yet */
    gunichar label[64];  /* the last words read, the last one at the end; no label is longer than half of it */
    guint n_label;
    int column; /* amounts read behind the label 部门整体支出总额, 年度财政资金总额; -1: none of these */
} MzAnnex;

/* Whether a heading or paragraph of `length` bytes is the title of an annex table; then the table begins. */
gboolean mz_annex_title(MzAnnex *annex, const char *title, gsize length);

/* Reads one paragraph of an annex table. */
void mz_annex_read(MzFlow *flow, MzAnnex *annex);

#endif
