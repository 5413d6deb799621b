/* # Random reports of which everything is known (tests/generate/generate.h)
 *
 * A generated report is a 部门决算 or 部门预算 of a made-up department in which every relation of the forms holds to
 * the last 0.01 万元, and whose narrative states numbers that agree with its tables. It is written out in the text
 * styles that real reports come in, with the truth beside it:
 *
 *     GenReport *report = gen_report_new(seed, GEN_STYLE_FLAT);
 *     gen_damage(report, GEN_DAMAGE_TABS_DROPPED, random);         optional, damage.h
 *     GString *text = gen_report_write(report);                    now report->truth knows the lines
 *     …                                                            mz_parse_source, gen_judge (judge.h)
 *     gen_report_free(report);
 *
 * The same seed and style give the same bytes. */
#ifndef MZ_TESTS_GENERATE_H
#define MZ_TESTS_GENERATE_H

#include "forms/families.h"
#include "generate/random.h"
#include "model/report.h"

/* How the text came to be: each is the manner of one way of extraction. */
typedef enum {
    GEN_STYLE_CLEAN,   /* tabs, every cell in its place */
    GEN_STYLE_SPANNED, /* tabs; head cells that span columns, so that head and rows disagree */
    GEN_STYLE_FLAT,    /* one blank between fields, blank cells vanish, names wrapped, blank lines, page numbers */
    GEN_STYLE_SPACED,  /* tabs; blanks inside numbers: "2, 362. 26" */
    GEN_STYLE_CODES,   /* tabs; 项 rows only, codes in pieces, a table without names */
    GEN_STYLE_ENCODED  /* tabs; full width, CRLF, BOM, UTF-16, GB18030 */
} GenStyle;
#define GEN_STYLES 6

/* "clean" … "encoded". Static. */
const char *gen_style_name(GenStyle style);

/* What stands between two separators of a line. */
typedef enum {
    GEN_PIECE_WORD,   /* heading, label of the form, anything else */
    GEN_PIECE_NAME,   /* name of a row: may be cut and wrapped */
    GEN_PIECE_CODE,   /* classification code */
    GEN_PIECE_MARK,   /* 行次, number of a column */
    GEN_PIECE_AMOUNT, /* amount of a table, also a blank one */
    GEN_PIECE_CLAIM   /* number of the narrative; its line has no separators */
} GenPieceKind;

typedef struct {
    GenPieceKind kind;
    const char *text; /* as printed, before the style works on it; "" a blank cell */
    MzCell *cell;     /* the truth of an amount; NULL: a blank cell or no amount */
    int claim;        /* index in claims; -1: none */
    guint8 depth;     /* of a heading: 0; wraps apart in flat text */
} GenPiece;

typedef enum {
    GEN_LINE_PROSE,  /* sentences: wrapped in flat text */
    GEN_LINE_TITLE,  /* title of a table, of a part */
    GEN_LINE_NUMBER, /* 公开01表, 表 1 */
    GEN_LINE_UNIT,   /* 单位：万元, 部门：… */
    GEN_LINE_HEAD,   /* headings of columns */
    GEN_LINE_MARKS,  /* numbers of columns (栏次) */
    GEN_LINE_ROW,
    GEN_LINE_NOTE, /* 注：…, the sentence of an empty table */
    GEN_LINE_PAGE  /* a page number and the beginning of a new page */
} GenLineKind;

typedef struct {
    GenLineKind kind;
    int table;      /* index in truth->tables; -1: outside tables */
    int row;        /* of a coded row: index in the table's rows; -1 */
    guint32 number; /* of the line in the text, when it is written */
    GArray *pieces; /* of GenPiece */
} GenLine;

/* What the narrative states. `value` as printed but signed; `line` is known when the report is written. */
typedef struct {
    const char *subject;
    const char *measure; /* "变动额" */
    const char *value;
    guint32 line;
    gboolean flat; /* the sentence goes on that it is as last year (持平) */
} GenClaim;

/* How one table is printed. */
typedef struct {
    gboolean flat;        /* without tabs; blank cells vanish */
    gboolean spaced;      /* blanks inside numbers */
    gboolean wide;        /* full-width digits */
    gboolean torn;        /* numbers torn apart: "28 0.97" */
    int wrap_names;       /* characters after which names are wrapped; 0: not */
    int cut_names;        /* characters after which names are cut; 0: not */
    int blank_in_names;   /* in tab cells: characters after which a name has a blank (it was wrapped); 0: not */
    gboolean blank_lines; /* between all lines */
} GenLook;

typedef struct {
    guint64 seed;
    GenStyle style;
    const MzFamily *family;        /* whose forms and looks the tables have */
    gint64 unit;                   /* 分 in the unit that amounts are counted in */
    GenRandom random;              /* for looks: what the amounts are does not depend on the style */
    MzReport *truth;               /* tables with all amounts; texts and lines as written */
    GArray *lines;                 /* of GenLine */
    GArray *claims;                /* of GenClaim */
    GenLook looks[MZ_TABLES];      /* by index of the table */
    gboolean items_only;           /* 项 rows without their 类 and 款 */
    gboolean grouped;              /* thousands separators */
    gboolean short_decimals;       /* 1.4 for 1.40 */
    GHashTable *undetermined;      /* cells (of truth) that neither place nor relations decide */
    GHashTable *lost;              /* cells (of truth) whose amount the text lost */
    GHashTable *misprinted;        /* codes that one table prints wrong */
    gboolean displaced[MZ_TABLES]; /* by index of the table: blank cells vanished or cells moved */
    guint merged[MZ_TABLES];       /* by index of the table: column that was merged with the next; 0: none */
    const char *encoding;          /* of the bytes: "UTF-8", "UTF-16LE", "GB18030" */
    gboolean byte_order_mark, crlf;
    struct GenAccounts *accounts; /* accounts.h: what those that follow it take over */
} GenReport;

/* What a report is of, where the caller decides that and not the seed.
 *
 * A report that follows others takes over their items, and is about as large; what it says of the year before
 * (变动额) and of the budget (年初预算) agrees with them. Both must count in its unit, and may be freed when it is
 * made. series.h makes whole series. */
typedef struct {
    MzKind kind;
    int year;
    const char *region, *department; /* the full name is both, one behind the other */
    const MzFamily *family;          /* of the kind; NULL: the usual one */
    gboolean natural;        /* without the tiniest amounts, which cuts at random leave and departments have not */
    const GenReport *prior;  /* of the same kind, a year before; NULL: none */
    const GenReport *budget; /* of the same year, for final accounts; NULL: none */
    gboolean contradicts;    /* what it says of `prior` and `budget` has nothing to do with them */
} GenIdentity;

/* A report in the style, of the usual family of its kind; never fails. The caller frees it with gen_report_free. */
GenReport *gen_report_new(guint64 seed, GenStyle style);

/* The same of a given department and year (tests/bench makes sites of many). The strings are copied. */
GenReport *gen_report_of(guint64 seed, GenStyle style, const GenIdentity *identity);

/* The same as a family prints it (forms/families.h); NULL: the usual one of whatever kind the seed draws. */
GenReport *gen_report_as(guint64 seed, GenStyle style, const MzFamily *family);
void gen_report_free(GenReport *report);

/* The text as bytes in the report's encoding; fills texts and lines of truth and claims. The caller frees it. */
GString *gen_report_write(GenReport *report);

/* tables.tsv and facts.tsv of the written report, as tests/truth has them. */
GString *gen_report_tables(const GenReport *report);
GString *gen_report_facts(const GenReport *report);

#endif
