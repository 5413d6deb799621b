/* # The version of the program (base/version.h)
 *
 * It is told by `mingzhang --version` and is an input of every page: another version builds everything anew.
 */
#ifndef MZ_BASE_VERSION_H
#define MZ_BASE_VERSION_H

#define MZ_VERSION "0.1.0"

#endif
