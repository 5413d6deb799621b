/* # What is probably a slip of the user's pen (content/oversights.h)
 *
 * Every file was read without error, and still something is not as it was meant: a line of register.csv that names a
 * folder which differs by a letter from one that has reports, a report that lies beside content/reports/ instead of in
 * it, a file whose name is nearly that of one that would be read. None of these stops anything; each is a reminder.
 */
#ifndef MZ_CONTENT_OVERSIGHTS_H
#define MZ_CONTENT_OVERSIGHTS_H

#include "content/discover.h"

/* Adds reminders (GError*) about the site in the folder `root` to the warnings of `found`. */
void mz_oversights_note(const char *root, const MzSettings *settings, MzDiscovery *found);

#endif
