#define _GNU_SOURCE /* dl_iterate_phdr */
#include "base/identity.h"

#include <link.h>
#include <string.h>

#include "base/version.h"

typedef struct {
    MzSha256 sha;
    guint objects; /* seen so far; the first is the program itself */
    gboolean program_marked;
} Walk;

/* Takes the build id out of a segment of notes. */
static gboolean
take_notes(MzSha256 *sha, const char *at, gsize length)
{
    const char *end = at + length;
    while (at + sizeof(ElfW(Nhdr)) <= end) {
        ElfW(Nhdr) note;
        memcpy(&note, at, sizeof note);
        const char *name = at + sizeof note, *mark = name + ((note.n_namesz + 3U) & ~3U);
        at = mark + ((note.n_descsz + 3U) & ~3U);
        if (at > end)
            return FALSE;
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && memcmp(name, "GNU", 4) == 0) {
            mz_sha256_update(sha, mark, note.n_descsz);
            return TRUE;
        }
    }
    return FALSE;
}

static int
take_object(struct dl_phdr_info *object, size_t size, void *data)
{
    (void)size;
    Walk *walk = data;
    gboolean is_program = walk->objects++ == 0;
    if (strstr(object->dlpi_name, "vdso") != NULL) /* the kernel's, not ours */
        return 0;
    gboolean marked = FALSE;
    for (int i = 0; i < object->dlpi_phnum && !marked; i++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
        if (segment->p_type == PT_NOTE)
            marked =
                take_notes(&walk->sha,
                           (const char *)(object->dlpi_addr + segment->p_vaddr), /* NOLINT(performance-no-int-to-ptr) */
                           segment->p_memsz);
    }
    if (is_program)
        walk->program_marked = marked;
    else if (!marked)
        mz_sha256_update(&walk->sha, object->dlpi_name, strlen(object->dlpi_name));
    return 0;
}

static void
take_program_bytes(MzSha256 *sha)
{
    char *bytes = NULL;
    gsize length = 0;
    if (g_file_get_contents("/proc/self/exe", &bytes, &length, NULL))
        mz_sha256_update(sha, bytes, length);
    g_free(bytes);
}

const guint8 *
mz_identity(void)
{
    static guint8 identity[MZ_SHA256_SIZE];
    static gsize known = 0;
    if (g_once_init_enter(&known)) {
        Walk walk = {.objects = 0};
        mz_sha256_init(&walk.sha);
        mz_sha256_update(&walk.sha, MZ_VERSION, strlen(MZ_VERSION));
        dl_iterate_phdr(take_object, &walk);
        if (!walk.program_marked)
            take_program_bytes(&walk.sha);
        mz_sha256_finish(&walk.sha, identity);
        g_once_init_leave(&known, 1);
    }
    return identity;
}
