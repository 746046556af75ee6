// Which system calls the sandbox refuses, with their numbers on the architectures that are served.

/** Numbers of one architecture: the kernel's audit constant, and the calls by name. */
export interface Architecture {
  readonly auditValue: number;
  /** Calls of another binary interface under the same architecture carry this bit and are refused whole. */
  readonly foreignInterfaceBit?: number;
  readonly numbers: Readonly<Record<string, number>>;
}

/**
 * Calls that programs have no use for and attacks do: reaching into other processes, new namespaces and mounts,
 * kernel keys, programs and modules, asynchronous rings that pass by this very filter, and memory that belongs to
 * no process and so would escape the watch over a process tree (memfd, System V segments and queues).
 */
export const DENIED_CALLS: readonly string[] = [
  "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd",
  "memfd_create", "memfd_secret", "shmget", "msgget", "semget", "mq_open", "vmsplice",
  "unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "fsopen", "fsconfig",
  "fsmount", "fspick", "mount_setattr", "open_tree_attr",
  "bpf", "perf_event_open", "keyctl", "add_key", "request_key", "userfaultfd", "fanotify_init",
  "name_to_handle_at", "open_by_handle_at", "lookup_dcookie",
  "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "reboot", "swapon", "swapoff",
  "acct", "quotactl", "quotactl_fd", "syslog", "iopl", "ioperm", "modify_ldt", "vhangup", "nfsservctl", "uselib",
  "ustat", "sysfs", "_sysctl",
  "settimeofday", "clock_settime", "adjtimex", "clock_adjtime", "sethostname", "setdomainname",
  "move_pages", "migrate_pages", "mbind", "set_mempolicy",
];

/**
 * Calls that are answered as if the kernel did not know them, so that libraries fall back to older ones. Contexts of
 * io_setup are counted for the whole machine: one run could leave none to its databases.
 */
export const UNKNOWN_CALLS: readonly string[] = ["clone3", "io_uring_setup", "io_uring_enter", "io_uring_register", "io_setup"];

// Source of the numbers: asm/unistd_64.h and asm-generic/unistd.h of Linux 6.1; open_tree_attr of 6.15.
const COMMON_NUMBERS = {
  io_uring_setup: 425, io_uring_enter: 426, io_uring_register: 427, open_tree: 428, move_mount: 429, fsopen: 430,
  fsconfig: 431, fsmount: 432, fspick: 433, clone3: 435, pidfd_getfd: 438, mount_setattr: 442, quotactl_fd: 443,
  memfd_secret: 447, open_tree_attr: 467,
};

/** The architectures that are served, by Node's `process.arch`. */
export const ARCHITECTURES: ReadonlyMap<string, Architecture> = new Map([
  [
    "x64",
    {
      auditValue: 0xc000003e,
      foreignInterfaceBit: 0x40000000,
      numbers: {
        ...COMMON_NUMBERS,
        ioctl: 16, shmget: 29, socket: 41, clone: 56, semget: 64, msgget: 68, ptrace: 101, syslog: 103, uselib: 134,
        personality: 135, ustat: 136, sysfs: 139, vhangup: 153, modify_ldt: 154, pivot_root: 155, _sysctl: 156,
        adjtimex: 159, chroot: 161, acct: 163, settimeofday: 164, mount: 165, umount2: 166, swapon: 167, swapoff: 168,
        reboot: 169, sethostname: 170, setdomainname: 171, iopl: 172, ioperm: 173, init_module: 175,
        delete_module: 176, quotactl: 179, nfsservctl: 180, lookup_dcookie: 212, clock_settime: 227, mbind: 237,
        set_mempolicy: 238, mq_open: 240, kexec_load: 246, add_key: 248, request_key: 249, keyctl: 250,
        io_setup: 206, migrate_pages: 256, unshare: 272, vmsplice: 278, move_pages: 279, perf_event_open: 298, fanotify_init: 300,
        name_to_handle_at: 303, open_by_handle_at: 304, clock_adjtime: 305, setns: 308, process_vm_readv: 310,
        process_vm_writev: 311, kcmp: 312, finit_module: 313, memfd_create: 319, kexec_file_load: 320, bpf: 321,
        userfaultfd: 323,
      },
    },
  ],
  [
    "arm64",
    {
      auditValue: 0xc00000b7,
      numbers: {
        ...COMMON_NUMBERS,
        io_setup: 0, lookup_dcookie: 18, ioctl: 29, umount2: 39, mount: 40, pivot_root: 41, nfsservctl: 42, chroot: 51, vhangup: 58,
        quotactl: 60, vmsplice: 75, acct: 89, personality: 92, unshare: 97, kexec_load: 104, init_module: 105,
        delete_module: 106, clock_settime: 112, syslog: 116, ptrace: 117, reboot: 142, sethostname: 161,
        setdomainname: 162, settimeofday: 170, adjtimex: 171, mq_open: 180, msgget: 186, semget: 190, shmget: 194,
        socket: 198, add_key: 217, request_key: 218, keyctl: 219, clone: 220, swapon: 224, swapoff: 225, mbind: 235,
        set_mempolicy: 237, migrate_pages: 238, move_pages: 239, perf_event_open: 241, fanotify_init: 262,
        name_to_handle_at: 264, open_by_handle_at: 265, clock_adjtime: 266, setns: 268, process_vm_readv: 270,
        process_vm_writev: 271, kcmp: 272, finit_module: 273, memfd_create: 279, bpf: 280, userfaultfd: 282,
        kexec_file_load: 294,
      },
    },
  ],
]);
