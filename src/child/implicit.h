/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Calls that no source asks for.  The build includes this before every file
 * of the child: what a compiler calls there on its own account is a function
 * of ours, in child/implicit.c.  The assembler sees to it, so that no object
 * refers to libc's, and none of ours has a name that another could pick up.
 *
 * Any compiler may copy or clear a struct by memcpy() or memset(), and clang
 * does so without optimization, whatever -fno-builtin says.  It also has no
 * options to take back -finstrument-functions and -pg.
 */
#ifndef SPX_CHILD_IMPLICIT_H
#define SPX_CHILD_IMPLICIT_H

#include <stddef.h>

/* As the assembler has C's names: Mach-O puts an underscore in front. */
#define SPX_TEXT(x)        #x
#define SPX_VALUE(x)       SPX_TEXT(x)
#define SPX_SYMBOL(c)      SPX_VALUE(__USER_LABEL_PREFIX__) #c
#define SPX_ALIAS(c, ours) __asm__(SPX_SYMBOL(c) " = " SPX_SYMBOL(ours))

SPX_ALIAS(memcpy, spx_memmove);
SPX_ALIAS(memmove, spx_memmove);
SPX_ALIAS(memset, spx_memset);

#ifdef __clang__
SPX_ALIAS(__cyg_profile_func_enter, spx_ignore);
SPX_ALIAS(__cyg_profile_func_enter_bare, spx_ignore);
SPX_ALIAS(__cyg_profile_func_exit, spx_ignore);
SPX_ALIAS(_mcount, spx_ignore);
SPX_ALIAS(mcount, spx_ignore);
#endif

void spx_ignore(void);
void *spx_memmove(void *to, const void *from, size_t size);
void *spx_memset(void *to, int byte, size_t size);

#endif /* SPX_CHILD_IMPLICIT_H */
