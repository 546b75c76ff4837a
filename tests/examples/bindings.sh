# SPDX-License-Identifier: BSD-2-Clause
# A make that uses posix_spawn and can load the library, with something to do.
# LD_DEBUG is glibc's.
[ "$LIBC" = glibc ] || exit 77
make=$(readlink -f "$(command -v make)")
nm -D "$make" | grep -q ' U posix_spawn' || exit 77
[ "$(readelf -h "$make" | grep Machine:)" = \
	"$(readelf -h "$SHARED_LIB" | grep Machine:)" ] || exit 77
printf 'all:\n\t@echo made | cat\n' >Makefile
example >bound || exit 1
grep -q 'make.*libspawnx.*posix_spawn' bound
