package io.turnout.provisioning.faults;

import java.util.Locale;

/** What can be done to a venue, and how often of thirty or so times. */
enum FaultKind {
    KILL_UNIT("FT4", 4, Need.NOTHING),
    KILL_HUB("FT4", 2, Need.NOTHING),
    KILL_BROKER("FT4", 2, Need.OTHER_BROKER),
    WIPE_BROKER("FT4", 1, Need.OTHER_BROKER),
    KILL_PAIR("FT4", 2, Need.NOTHING),
    FREEZE("FT4", 2, Need.NOTHING),
    CUT("FT5", 2, Need.NOTHING),
    SLOW("FT5", 1, Need.NOTHING),
    HALF_OPEN("FT5", 2, Need.NOTHING),
    FLAP("FT5", 1, Need.NOTHING),
    REPEAT("FT7", 3, Need.NOTHING),
    DROP_ACKS("FT7", 3, Need.NOTHING),
    DROP_PUBACK("FT7", 1, Need.NOTHING),
    DISK_UNIT("FT9", 1, Need.DISK),
    DISK_HUB("FT9", 1, Need.DISK),
    PARTITION("FT11", 1, Need.NOTHING),
    REINSTALL_UNIT("FT13", 1, Need.NOTHING),
    RESTORE_HUB("FT13", 1, Need.NOTHING),
    DAMAGE_JOURNAL("–", 2, Need.NOTHING),
    CLOCK_STEPS("FT8", 3, Need.COMPILER);

    private final String target;
    private final int often;
    private final Need need;

    FaultKind(String target, int often, Need need) {
        this.target = target;
        this.often = often;
        this.need = need;
    }

    /** What a kind needs of this machine. */
    enum Need {
        NOTHING,
        /** A broker apart from the hub. */
        OTHER_BROKER,
        /** Small disks of its own, which only root may mount. */
        DISK,
        /** A library that bends a process's wall clock, which must be compiled. */
        COMPILER
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its number among the targets, a dash where it has none. */
    String target() {
        return target;
    }

    int often() {
        return often;
    }

    Need need() {
        return need;
    }
}
