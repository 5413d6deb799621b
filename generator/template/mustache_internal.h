/* # A compiled template, seen from inside (template/mustache_internal.h)
 *
 * Shared by mustache_compile.c (text to nodes), mustache_set.c (files, partials, circles) and mustache_render.c (nodes
 * to output); of no interest to anyone else.
 *
 * A template is an array of nodes in the order of its text. A section node knows how many nodes further it ends, so a
 * section that is not shown is one jump, and no tree is needed. Nodes point into the template's own copy of its text.
 *
 * Nearly every tag has text before it, so that text belongs to the tag's node. `{{#x}}…{{/x}}{{^x}}…{{/x}}` asks once:
 * the second section is the first one's other half (MZ_NODE_ELSE).
 */
#ifndef MZ_TEMPLATE_MUSTACHE_INTERNAL_H
#define MZ_TEMPLATE_MUSTACHE_INTERNAL_H

#include "base/error.h"
#include "template/mustache.h"

enum {
    MZ_TEMPLATE_MAX_SECTIONS = 128,
    MZ_TEMPLATE_MAX_PARTIALS = 32,
    MZ_TEMPLATE_MAX_SOURCE = 16 * 1024 * 1024,
    MZ_TEMPLATE_MAX_OUTPUT = 1024 * 1024 * 1024,
    MZ_TEMPLATE_MAX_STEPS = 20 * 1000 * 1000,
    /* Behind the template's source: as many bytes can be read from any place in it. */
    MZ_TEMPLATE_PADDING = 32
};

/* In an order that lets a rendering tell what a node is with few questions: variables, sections, the rest. */
typedef enum {
    MZ_NODE_ESCAPED,
    MZ_NODE_RAW,
    MZ_NODE_SECTION,
    MZ_NODE_INVERTED,
    MZ_NODE_TEXT, /* text that no tag follows: at the end of a section or of the template */
    MZ_NODE_ELSE, /* an inverted section right after the section of the same name; its text is that one's last */
    MZ_NODE_PARTIAL
} MzNodeKind;

typedef struct {
    guint8 kind;
    /* The text begins a line of the template, so the indentation of a partial goes before it. */
    guint8 starts_line;
    /* The text ends with a newline, and the next line begins with a tag: the indentation goes there, too. */
    guint8 ends_in_new_line;
    /* Partial: alone on its line, so its lines are indented by the node's indent. */
    guint8 is_alone;
    guint32 length;   /* of text */
    const char *text; /* what stands before the tag: its bytes, not ended by a 0 byte */
    /* Section: how many nodes further it goes on */
    guint32 end;    /* past its inside; */
    guint32 on[2];  /* by the answer to its question (false, true): in its inside, past it, in its other half; */
    guint32 after;  /* when its inside was rendered as a whole: past both. Other half: how far back the first one is. */
    guint32 keys;   /* name: index of its first key in the template's keys; after linking, in all of the set */
    guint32 n_keys; /* name: its parts; 0 for `.` */
    guint32 at;     /* where the tag begins, as offset in the source; for places of errors */
    guint32 hint;   /* after linking: its key, if the name has just one; else a number that no key has */
    union {
        const MzTemplate *partial; /* partial, after linking; NULL: there is none (spec mode) */
        const MzKey *names;        /* name, after linking: its keys */
    } to;
    const char *name; /* of the tag, whole; not ended by a 0 byte */
    guint32 name_length;
    guint32 indent_length;
    const char *indent;
} MzNode;

struct MzTemplate {
    MzTemplateMode mode;
    const char *name;
    const char *file;
    const char *source; /* ends with MZ_TEMPLATE_PADDING 0 bytes */
    gsize length;
    GArray *nodes;         /* MzNode */
    GArray *keys;          /* MzKey */
    guint32 n_keys_of_set; /* after linking: keys of all templates of the set, which are numbered through */
    guint32 *guesses;      /* by number of the key: where in its object anybody found it last. Told and asked without a
                            * lock: who goes there looks whether it is so. */
    /* Linking: partials nested below this one, once known; and whether the search stands in it just now. */
    guint height;
    gboolean is_linked;
    gboolean is_on_path;
};

/* Compiles the template's source into its nodes and keys. */
gboolean mz_template_compile(MzTemplate *template, GError **error);

/* Line and column of an offset in the source. */
MzPlace mz_template_place(const MzTemplate *template, gsize offset);

static inline const MzNode *
mz_template_node(const MzTemplate *template, guint32 index)
{
    return &g_array_index(template->nodes, MzNode, index);
}

#endif
