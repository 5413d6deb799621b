/* # A sentence as it is read (parse/claim_sentence.h), private to parse/
 *
 * How claims are read. A sentence is a row of clauses; words of a constant table (claim_words.c) say of what the next
 * number speaks and what it measures. The subject stays from clause to clause until another is named; what a number is
 * compared with stays until the sentence ends; verbs of change, 占 and 完成 stay for their clause. A number whose words
 * are not understood is no claim: nothing is guessed.
 *
 *     claims.c          which sections are read
 *     claim_sentence.c  words and marks, clauses and sentences, reasons
 *     claim_subjects.c  of what a number speaks
 *     claim_phrases.c   … in subjects made of parts
 *     claim_numbers.c   what it measures
 *     claim_annex.c     tables of the annexes
 */
#ifndef MZ_PARSE_CLAIM_SENTENCE_H
#define MZ_PARSE_CLAIM_SENTENCE_H

#include "parse/claim_reader.h"

typedef enum { MZ_MODE_TEXT, MZ_MODE_USE, MZ_MODE_REASON, MZ_MODE_PROSE, MZ_MODE_PROSE_LONG } MzReaderMode;
typedef enum { MZ_BASE_NONE, MZ_BASE_PRIOR, MZ_BASE_BUDGET } MzReaderBase;

/* Of what a number speaks. */
typedef struct {
    const char *name; /* NULL: of nothing known */
    const char *code;
    guint8 role;   /* MzWordRole */
    gboolean free; /* no subject of the table but a name as printed */
} MzSubject;

#define MZ_NOWHERE G_MAXUINT
enum { MZ_MOST_LISTED = 12 };

typedef struct {
    MzFlow flow;
    MzSubject current;
    guint since;         /* claims before the current subject */
    const char *project; /* 项目名称：… */
    gboolean list;       /* the section has opened a list of names with amounts */
    gboolean economic;   /* … of economic items */
    gboolean projects;   /* the sentence tells what 项目支出 is used for */
    gboolean names;      /* … by names of any kind: "主要项目有：" */
    gboolean enumerated; /* the paragraph begins with an ordinal */
    gboolean evaluated;  /* the section has said how many projects were evaluated */
    const char *asset;   /* the last thing of 国有资产 */
    gboolean to_buy;     /* 安排购置 */
    /* the sentence */
    MzReaderMode mode;
    MzReaderBase base;
    gboolean reason_list;             /* 包括 inside a reason */
    guint sentence;                   /* where it begins */
    guint reason;                     /* where its reason begins; MZ_NOWHERE: none is open */
    MzReaderBase reason_of;           /* which difference the reason explains */
    gboolean reason_weak;             /* "主要是" may open something else than a reason */
    guint told;                       /* claims before the sentence */
    MzSubject listed[MZ_MOST_LISTED]; /* subjects named one after another, no number among them */
    guint n_listed, listed_end;
    /* the clause */
    guint clause;     /* where it begins */
    guint words;      /* where the words begin that a claim quotes */
    guint head;       /* where a name may begin: behind the last number, 、 or 其中 */
    guint first_word; /* the first word that says what is measured; MZ_NOWHERE: none yet */
    guint tail;       /* behind the last such word */
    MzSubject subject;
    guint subject_end, subject_length;
    gboolean strong; /* the subject is not replaced by a weaker one */
    guint8 hint;     /* MZ_WORD_INITIAL, _FULL, _FINAL, _BUDGET; G_MAXUINT8: none */
    int direction;   /* 1 增加, -1 减少, 0 none */
    guint verb, verb_end;
    gboolean share, completion;     /* 占 …, 完成 … have been read */
    gboolean last_year;             /* it speaks of last year */
    gboolean unclear;               /* "增加（减少）": what the form offers to choose from was left standing */
    MzSubject each[MZ_MOST_LISTED]; /* of what the numbers behind "分别" speak; no name: not understood */
    guint n_each, each_at;
    MzSubject given; /* … the number being read */
    guint open;      /* a "(" that no number has followed; MZ_NOWHERE: none */
    struct {
        MzSubject subject;
        guint subject_end, subject_length, first_word, tail, head, words;
        gboolean strong;
    } before; /* what was read before it */
} MzReader;

/* --- claim_sentence.c --- */

/* Reads the paragraph that the flow is loaded with. */
void mz_reader_paragraph(MzReader *reader);

/* What the next clauses speak of. A subject without a name changes nothing. */
void mz_reader_set_subject(MzReader *reader, MzSubject subject);

/* The next name begins at `at`. */
void mz_reader_begin_name(MzReader *reader, guint at);

/* --- claim_subjects.c --- */

/* The subject of an amount at `at`; name NULL: not understood. */
MzSubject mz_subject_of(const MzReader *reader, guint at);

/* What a name means: a path or name of the classification, or the subject word that it consists of. */
MzSubject mz_subject_named(const MzReader *reader, guint start, guint end);

/* A thing of 国有资产 that a number counts or values. */
MzSubject mz_subject_asset(MzReader *reader, guint start, guint end, const MzFlowNumber *number);

MzSubject mz_subject_coded(const MzReader *reader, MzCodeName name);

/* Whether nothing but words without meaning stands there. */
gboolean mz_says_nothing(const gunichar *c, guint start, guint end);

/* Behind "2024年度" and behind an item's ordinal. */
guint mz_behind_year(const gunichar *c, guint start, guint end);
guint mz_behind_ordinal(const gunichar *c, guint start, guint end);

/* --- claim_numbers.c --- */

/* Reads the number at `at`; the position behind it and its unit. */
guint mz_reader_number(MzReader *reader, guint at);

/* The measure of a change: against last year, or against the budget where the sentence says so. */
MzMeasure mz_change_measure(const MzReader *reader, gboolean rate);

/* Whether the subject is a kind of 公务接待. */
gboolean mz_is_reception(const char *name);

#endif
