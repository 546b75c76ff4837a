/* SPDX-License-Identifier: BSD-2-Clause */
/* The program that the benchmarks start: it is there, and it is gone. */
int
main(void)
{
	return (0);
}
