/* # What a section does with objects alike, written out (template/mustache_plan.h)
 *
 * For mustache_render.c; of no interest to anyone else.
 *
 * The objects of a list nearly always have the same keys, so what a section asks and writes stands at the same place in
 * each of them. A plan is the section in steps that know these places: write this text and the value there; go on here
 * or there, by the answer there. Sections that only ask a question are part of it, and what they leave out is not even
 * passed over: the texts between two values are one. What no step can do (lists within, partials, names from around)
 * is a step that calls for it.
 *
 *     <td id="{{id}}">{{#has_line}}<a href="#L{{line}}">{{/has_line}}...
 *
 *     write `<td id="`, id -> has_line? -> yes: write `"><a href="#L`, line -> ...
 *                                       -> no:  write `">` ...
 *
 * Invariants:
 *  - a plan grows where it is gone: ways that no object has taken are not in it. Growing ends at a limit; who finds no
 *    way on renders the nodes from there;
 *  - a plan is for keys of the same texts in the same order. It keeps a copy of them, and so outlives the views;
 *  - plans belong to one rendering at a time. Between renderings they wait at the set of templates for the next one, of
 *    whatever thread: pages that are made by the thousand are alike.
 */
#ifndef MZ_TEMPLATE_MUSTACHE_PLAN_H
#define MZ_TEMPLATE_MUSTACHE_PLAN_H

#include "template/mustache_internal.h"
#include "template/value_internal.h"

typedef enum {
    MZ_STEP_VALUE, /* its text, which is short, and a value of the object itself, escaped */
    MZ_STEP_WRITE, /* its text, and what the node of another variable or of a partial says */
    MZ_STEP_ASK,   /* the node of a section: its text is written only if the section is rendered as a whole */
    MZ_STEP_TEXT,  /* its text */
    MZ_STEP_END    /* its text, and the object is done */
} MzStepKind;

/* What a section answers: no, yes, or "I was rendered" by a list or an object. Other steps have one way on, the first.
 */
enum { MZ_ANSWER_NO, MZ_ANSWER_YES, MZ_ANSWER_RENDERED, MZ_ANSWERS };

typedef struct MzStep {
    guint8 kind;
    guint8 is_here;     /* the value stands in the object itself, */
    guint32 place;      /* there */
    guint32 length;     /* of the text */
    guint32 nodes;      /* gone from the begin of the section to this one, this one included */
    const char *text;   /* with MZ_TEMPLATE_PADDING bytes behind it */
    const MzNode *node; /* of TEXT: the one that follows */
    struct MzStep *next[MZ_ANSWERS];
} MzStep;

typedef struct {
    const MzMemberKey *seen; /* keys of a pattern of this rendering that were found to be these */
    guint32 rendering;
    guint32 n_keys;
    const MzMemberKey *keys;
    MzStep *first;
} MzPlan;

/* All plans of one rendering. */
typedef struct {
    MzArena *arena;
    MzPlan **of_sections; /* by number of their first key in the set */
    guint32 rendering;    /* changes from one to the next */
    guint n_steps, n_plans;
} MzPlans;

/* Where plans wait; one for the set of templates. Starts as all 0. */
enum { MZ_PLANS_WAITING = 8 };
struct MzPlanRest {
    MzPlans *waiting[MZ_PLANS_WAITING];
};

MzPlans *mz_plans_begin(const MzTemplate *template);
void mz_plans_end(const MzTemplate *template, MzPlans *plans);

/* Frees all that wait. */
void mz_plan_rest_clear(MzPlanRest *rest);

/* The plan of a section for objects with the keys of this one; NULL: there is none, and no place for one. */
MzPlan *mz_plan_for(MzPlans *plans, const MzNode *section, const MzValue *object);

/* The first step of a plan for a section whose inside begins and ends there; NULL: there is no more room for steps. */
MzStep *mz_plan_start(MzPlans *plans, MzPlan *plan, const MzNode *begin, const MzNode *end, const MzValue *object);

/* The step after `step` by this answer, which it did not know yet; NULL: there is no more room for steps. */
MzStep *mz_plan_go_on(MzPlans *plans, MzStep *step, guint answer, const MzNode *end, const MzValue *object);

gboolean mz_plan_has_keys(const MzPlan *plan, const MzValue *object);

/* Whether the plan is for the keys of this value, if it is an object. */
static inline gboolean
mz_plan_fits(const MzPlans *plans, MzPlan *plan, const MzValue *value)
{
    if (value->kind != MZ_VALUE_OBJECT || value->length != plan->n_keys)
        return FALSE;
    const MzMemberKey *keys = mz_value_keys(value);
    if (keys == plan->seen && plan->rendering == plans->rendering)
        return TRUE;
    if (!mz_plan_has_keys(plan, value))
        return FALSE;
    plan->seen = value->is_like ? keys : NULL; /* those of others may be forgotten while the rendering goes on */
    plan->rendering = plans->rendering;
    return TRUE;
}

/* The node that a step goes on with, by its answer. */
static inline const MzNode *
mz_step_after(const MzStep *step, guint answer)
{
    if (step->kind == MZ_STEP_TEXT)
        return step->node;
    if (step->kind <= MZ_STEP_WRITE)
        return step->node + 1;
    return step->node + (answer == MZ_ANSWER_RENDERED ? step->node->after : step->node->on[answer]);
}

#endif
