/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SPX_VECTORS_H
#define SPX_VECTORS_H

/*
 * What a kernel overwrites of SVE's registers: all that these have not in
 * common with those of Advanced SIMD.
 */
#ifdef __ARM_FEATURE_SVE
#define SPX_VECTORS                                                          \
	, "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", "p10", \
	    "p11", "p12", "p13", "p14", "p15", "z0", "z1", "z2", "z3", "z4", \
	    "z5", "z6", "z7", "z8", "z9", "z10", "z11", "z12", "z13", "z14", \
	    "z15", "z16", "z17", "z18", "z19", "z20", "z21", "z22", "z23",   \
	    "z24", "z25", "z26", "z27", "z28", "z29", "z30", "z31"
#else
#define SPX_VECTORS
#endif

#endif /* SPX_VECTORS_H */
