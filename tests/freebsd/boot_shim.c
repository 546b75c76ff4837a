/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * In place of FreeBSD's loader: a multiboot program that QEMU loads by
 * -kernel, with a FreeBSD/amd64 kernel as its first module (-initrd).  It puts
 * the kernel's segments where they belong, lays out behind them what the
 * loader would have told the kernel (the words of -append become its
 * environment), and enters it in long mode.
 */
#include <stddef.h>
#include <stdint.h>

/* The kernel is linked at this address for physical address 0. */
#define KERNBASE    0xffffffff80000000ULL

#define PAGE        4096u
#define COM1        0x3f8
#define HAS_CMDLINE 0x04
#define HAS_MODULES 0x08

/* Kinds of metadata records. */
#define INFO_END     0x0000
#define INFO_NAME    0x0001
#define INFO_TYPE    0x0002
#define INFO_ADDR    0x0003
#define INFO_SIZE    0x0004
#define INFO_ENVP    0x8006
#define INFO_HOWTO   0x8007
#define INFO_KERNEND 0x8008
#define INFO_SMAP    0x9001
#define INFO_MODULEP 0x9006
#define RB_SERIAL    0x1000

struct multiboot {
	uint32_t flags, mem_lower, mem_upper, boot_device, cmdline;
	uint32_t mods_count, mods_addr, syms[4];
	uint32_t mmap_length, mmap_addr;
};

struct module {
	uint32_t start, end, string, reserved;
};

struct region {
	uint32_t size; /* of what follows */
	uint64_t base, length;
	uint32_t type;
} __attribute__((packed));

struct smap {
	uint64_t base, length;
	uint32_t type;
} __attribute__((packed));

struct elf_header {
	uint8_t ident[16];
	uint16_t type, machine;
	uint32_t version;
	uint64_t entry, phoff, shoff;
	uint32_t flags;
	uint16_t ehsize, phentsize, phnum, shentsize, shnum, shstrndx;
};

struct elf_segment {
	uint32_t type, flags;
	uint64_t offset, vaddr, paddr, filesz, memsz, align;
};

void shim_main(const struct multiboot *mb);
void enter_kernel(uint32_t page_table, uint32_t entry_low, uint32_t entry_high,
    uint32_t modulep, uint32_t kernend);
void *memcpy(void *to, const void *from, size_t n);
void *memset(void *to, int byte, size_t n);

static uint64_t level4[512] __attribute__((aligned(4096)));
static uint64_t level3[512] __attribute__((aligned(4096)));
static uint64_t level2[512] __attribute__((aligned(4096)));

static uint8_t *metadata; /* where the next record goes */

void *
memcpy(void *to, const void *from, size_t n)
{
	void *result = to;

	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(n)::"memory");
	return (result);
}

void *
memset(void *to, int byte, size_t n)
{
	void *result = to;

	__asm__ volatile("rep stosb"
			 : "+D"(to), "+c"(n)
			 : "a"(byte)
			 : "memory");
	return (result);
}

static void
out(uint16_t port, uint8_t value)
{
	__asm__ volatile("outb %0, %1" ::"a"(value), "Nd"(port));
}

static uint8_t
in(uint16_t port)
{
	uint8_t value;

	__asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
	return (value);
}

static void
serial_start(void)
{
	out(COM1 + 1, 0);
	out(COM1 + 3, 0x80);
	out(COM1, 1);
	out(COM1 + 1, 0);
	out(COM1 + 3, 3);
	out(COM1 + 4, 3);
}

static void
complain(const char *text)
{
	for (; *text != '\0'; text++) {
		while ((in(COM1 + 5) & 0x20) == 0)
			continue;
		out(COM1, (uint8_t)*text);
	}
}

static void *
at(uint64_t physical)
{
	return ((void *)(uint32_t)physical);
}

static uint32_t
page_up(uint32_t address)
{
	return ((address + PAGE - 1) & ~(PAGE - 1));
}

/* The lowest and the highest address that the kernel takes. */
struct extent {
	uint32_t low, high;
};

static struct extent
load_kernel(const struct elf_header *elf)
{
	struct extent extent = { UINT32_MAX, 0 };
	const struct elf_segment *seg =
	    (const void *)((const uint8_t *)elf + (uint32_t)elf->phoff);
	uint32_t to;

	for (uint32_t i = 0; i < elf->phnum; i++) {
		if (seg[i].type != 1)
			continue;
		to = (uint32_t)(seg[i].vaddr - KERNBASE);
		memcpy(at(to), (const uint8_t *)elf + (uint32_t)seg[i].offset,
		    (uint32_t)seg[i].filesz);
		memset(at(to + seg[i].filesz), 0,
		    (uint32_t)(seg[i].memsz - seg[i].filesz));
		if (to < extent.low)
			extent.low = to;
		if (to + (uint32_t)seg[i].memsz > extent.high)
			extent.high = to + (uint32_t)seg[i].memsz;
	}
	return (extent);
}

/* The words after the first, each ended by a zero byte, and another one. */
static uint32_t
lay_out_environment(uint32_t address, const char *words)
{
	char *to = at(address);

	while (*words != '\0' && *words != ' ')
		words++;
	while (*words != '\0') {
		while (*words == ' ')
			words++;
		if (*words == '\0')
			break;
		while (*words != '\0' && *words != ' ')
			*to++ = *words++;
		*to++ = '\0';
	}
	to[0] = to[1] = '\0';
	to += 2;
	return (page_up((uint32_t)to));
}

/* Returns where the data of the record is. */
static void *
record(uint32_t kind, uint32_t size, const void *data)
{
	const uint32_t head[2] = { kind, size };
	uint8_t *where = metadata + sizeof(head);

	memcpy(metadata, head, sizeof(head));
	memcpy(where, data, size);
	metadata = where + ((size + 7) & ~7u);
	return (where);
}

static void *
record64(uint32_t kind, uint64_t value)
{
	return (record(kind, sizeof(value), &value));
}

static void
record_memory(const struct multiboot *mb)
{
	static struct smap map[64];
	uint32_t n = 0, address = mb->mmap_addr;

	while (address < mb->mmap_addr + mb->mmap_length && n < 64) {
		const struct region *region = at(address);

		map[n].base = region->base;
		map[n].length = region->length;
		map[n++].type = region->type;
		address += region->size + (uint32_t)sizeof(region->size);
	}
	record(INFO_SMAP, n * (uint32_t)sizeof(*map), map);
}

/* Returns where the end of all that was laid out is to be written. */
static uint64_t *
lay_out_metadata(const struct multiboot *mb, struct extent kernel,
    uint32_t environment, uint32_t address)
{
	const uint32_t howto = RB_SERIAL;
	uint64_t *kernend;

	metadata = at(address);
	record(INFO_NAME, 20, "/boot/kernel/kernel");
	record(INFO_TYPE, 11, "elf kernel");
	record64(INFO_ADDR, kernel.low);
	record64(INFO_SIZE, kernel.high - kernel.low);
	record(INFO_HOWTO, sizeof(howto), &howto);
	record64(INFO_ENVP, environment);
	kernend = record64(INFO_KERNEND, 0);
	record_memory(mb);
	record64(INFO_MODULEP, address);
	record(INFO_END, 0, "");
	return (kernend);
}

/* The first gigabyte, again and again: at 0 and at KERNBASE among others. */
static void
fill_page_tables(void)
{
	for (uint32_t i = 0; i < 512; i++) {
		level4[i] = (uint32_t)level3 | 3;
		level3[i] = (uint32_t)level2 | 3;
		level2[i] = (uint64_t)i * 0x200000 | 0x83;
	}
}

void
shim_main(const struct multiboot *mb)
{
	const struct module *module = at(mb->mods_addr);
	const struct elf_header *elf;
	uint32_t environment, modulep, end;
	struct extent kernel;
	uint64_t *kernend;

	serial_start();
	if ((mb->flags & HAS_MODULES) == 0 || mb->mods_count < 1) {
		complain("boot_shim: no kernel\n");
		return;
	}
	elf = at(module->start);
	if (elf->ident[0] != 0x7f || elf->ident[4] != 2) {
		complain("boot_shim: the kernel is not for amd64\n");
		return;
	}
	kernel = load_kernel(elf);
	environment = page_up(kernel.high);
	modulep = lay_out_environment(
	    environment, (mb->flags & HAS_CMDLINE) != 0 ? at(mb->cmdline) : "");
	kernend = lay_out_metadata(mb, kernel, environment, modulep);
	end = page_up((uint32_t)metadata);
	*kernend = end;
	fill_page_tables();
	enter_kernel((uint32_t)level4, (uint32_t)elf->entry,
	    (uint32_t)(elf->entry >> 32), modulep, end);
}
