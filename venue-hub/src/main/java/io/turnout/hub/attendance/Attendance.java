package io.turnout.hub.attendance;

import io.turnout.hub.clock.BootClocks;
import io.turnout.hub.clock.ScanTimes;
import io.turnout.hub.credit.CreditLine;
import io.turnout.hub.store.Database;
import io.turnout.protocol.access.SessionId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps presence up with the scan log, on a thread of its own. What it has folded and how far move
 * in one transaction, so that a crash leaves nothing half done. Thread-safe.
 */
public final class Attendance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);
    private static final int SCANS_AT_ONCE = 2_000;
    private static final int ATTENDEES_AT_ONCE = 500;
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(5);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);

    private final Database database;
    private final AttendanceOutlet outlet;
    private final Consumer<String> changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition poked = lock.newCondition();
    private final Set<String> toRefold = new LinkedHashSet<>();
    private final Set<Long> corrected = new LinkedHashSet<>();
    private final BootClocks clocks = new BootClocks();
    private final Thread thread;
    private boolean stored = true;
    private boolean stopping;

    private Attendance(Database database, AttendanceOutlet outlet, Consumer<String> changed) {
        this.database = database;
        this.outlet = outlet;
        this.changed = changed;
        this.thread = Thread.ofPlatform().name("attendance").unstarted(this::run);
    }

    /** Starts, with nobody to pass changes on to. */
    public static Attendance start(Database database, Consumer<String> changed) {
        return start(database, AttendanceOutlet.NONE, changed);
    }

    /**
     * Starts, with catching up.
     *
     * @param changed is told the id of each event whose report may have changed, after the commit
     */
    public static Attendance start(
            Database database, AttendanceOutlet outlet, Consumer<String> changed) {
        Attendance attendance = new Attendance(database, outlet, changed);
        attendance.thread.start();
        return attendance;
    }

    /** The scan log, or what corrections say of it, may have grown. Returns at once. */
    public void stored() {
        poke(() -> stored = true);
    }

    /**
     * Badges, sessions or doors of an event changed: all of it is folded again. Returns at once.
     */
    public void refoldAll(String event) {
        poke(() -> toRefold.add(event));
    }

    /** A scan, named by its place in the log, counts no more: whose it is is folded again. */
    public void corrected(long scan) {
        poke(() -> corrected.add(scan));
    }

    /** Finishes what it is at, then stops. */
    @Override
    public void close() {
        poke(() -> stopping = true);
        try {
            thread.join(PATIENCE_AT_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poke(Runnable change) {
        lock.lock();
        try {
            change.run();
            poked.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            // What was taken back in the moment before the hub stopped may not be folded.
            database.read(FoldStore::takenBack).forEach(this::corrected);
            while (await()) {
                try {
                    work();
                } catch (RuntimeException e) { // the next round finds all that was not done
                    clocks.clear();
                    LOG.error("attendance could not be brought up to date", e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("attendance was told to end");
        }
    }

    private boolean await() throws InterruptedException {
        long left = LOOK_ANYWAY.toNanos();
        lock.lock();
        try {
            while (!stored && !stopping && toRefold.isEmpty() && corrected.isEmpty() && left > 0) {
                left = poked.awaitNanos(left);
            }
            stored = false;
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (Optional<String> event = nextToRefold(); event.isPresent(); event = nextToRefold()) {
            refold(event.get());
        }
        catchUp();
        foldCorrected();
        followCorrections();
        if (database.read(ScanTimes::waiting)) {
            retime();
        }
    }

    private Optional<String> nextToRefold() {
        lock.lock();
        try {
            Optional<String> first = toRefold.stream().findFirst();
            first.ifPresent(toRefold::remove);
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void foldCorrected() {
        List<Long> scans = takeCorrected();
        if (!scans.isEmpty()) {
            Touched touched =
                    database.write(handle -> {
                        Touched by = Touched.by(handle, scans);
                        fold(new FoldStore(handle), by.attendees());
                        return by;
                    });
            touched.events().forEach(changed);
        }
    }

    /** Some hundreds of attendees at a time: others write in between. */
    private void followCorrections() {
        Optional<CorrectionStore.Stretch> done = database.write(this::foldNextCorrection);
        while (done.isPresent()) {
            changed.accept(done.get().event());
            done = database.write(this::foldNextCorrection);
        }
    }

    private Optional<CorrectionStore.Stretch> foldNextCorrection(Handle handle) {
        CorrectionStore store = new CorrectionStore(handle);
        Optional<CorrectionStore.Stretch> next = store.next(ATTENDEES_AT_ONCE);
        next.ifPresent(stretch -> {
            fold(new FoldStore(handle), stretch.attendees());
            store.move(stretch);
        });
        return next;
    }

    private List<Long> takeCorrected() {
        lock.lock();
        try {
            List<Long> scans = List.copyOf(corrected);
            corrected.clear();
            return scans;
        } finally {
            lock.unlock();
        }
    }

    private void catchUp() {
        Optional<FoldStore.Stretch> done = database.write(this::foldNext);
        while (done.isPresent()) {
            done.get().events().forEach(changed);
            done = database.write(this::foldNext);
        }
    }

    private Optional<FoldStore.Stretch> foldNext(Handle handle) {
        FoldStore store = new FoldStore(handle);
        Optional<FoldStore.Stretch> next = store.next(SCANS_AT_ONCE);
        next.ifPresent(stretch -> {
            Set<Long> moved = new ScanTimes(handle, clocks).derive(store.mark(), stretch.upTo());
            Set<Long> attendees = new LinkedHashSet<>(stretch.attendees());
            attendees.addAll(Touched.by(handle, moved).attendees());
            fold(store, attendees);
            store.move(stretch.upTo());
        });
        return next;
    }

    /** What units said of their clocks may move scans that were folded long ago. */
    private void retime() {
        Touched touched =
                database.write(handle -> {
                    FoldStore store = new FoldStore(handle);
                    long mark = store.mark();
                    Touched moved =
                            Touched.by(handle, new ScanTimes(handle, clocks).derive(mark, mark));
                    fold(store, moved.attendees());
                    return moved;
                });
        touched.events().forEach(changed);
    }

    private void refold(String event) {
        long after = Long.MIN_VALUE;
        List<Long> page = refoldPage(event, after);
        while (!page.isEmpty()) {
            after = page.getLast();
            page = refoldPage(event, after);
        }
        changed.accept(event);
    }

    private List<Long> refoldPage(String event, long after) {
        return database.write(handle -> {
            FoldStore store = new FoldStore(handle);
            List<Long> page = store.attendeesOf(event, after, ATTENDEES_AT_ONCE);
            fold(store, page);
            return page;
        });
    }

    private void fold(FoldStore store, Collection<Long> attendees) {
        if (attendees.isEmpty()) {
            return;
        }
        Map<SessionId, Planned> plans = Plans.of(store.handle(), attendees);
        Map<SessionId, Schedule> schedules = new HashMap<>();
        plans.forEach((session, plan) -> schedules.put(session, plan.schedule()));
        MeetingVisits meetings = MeetingVisits.of(store.handle(), attendees);
        schedules.putAll(meetings.schedules());
        Map<Long, Attended> attended = new HashMap<>();
        Map<Long, FoldSettings> settings = store.settings(attendees);
        Map<Long, Material> materials =
                new Materials(store.handle()).of(attendees, schedules, Optional.empty());
        materials.forEach((attendee, material) ->
                attended.put(
                        attendee,
                        meetings.without(
                                attendee,
                                AttendanceFold.fold(
                                        material,
                                        schedules,
                                        settings.getOrDefault(attendee, FoldSettings.DEFAULT)))));
        meetings.write();
        FoldResults results = new FoldResults(store.handle(), earned(plans, attended, materials));
        replace(results, attended);
        materials.forEach((attendee, material) -> {
            UncertainTimes times = new UncertainTimes(material.evidence());
            for (Presence one : Objects.requireNonNull(attended.get(attendee)).presences()) {
                Schedule schedule = Objects.requireNonNull(schedules.get(one.session()));
                times.bounds(one, schedule, settings.getOrDefault(attendee, FoldSettings.DEFAULT))
                        .ifPresent(bounds -> results.bound(attendee, one.session(), bounds));
            }
        });
    }

    private static Map<Long, List<CreditLine>> earned(
            Map<SessionId, Planned> plans,
            Map<Long, Attended> attended,
            Map<Long, Material> materials) {
        Earnings earnings = new Earnings(plans);
        Map<Long, List<CreditLine>> earned = new HashMap<>();
        attended.forEach((attendee, all) ->
                earned.put(
                        attendee,
                        earnings.of(
                                all, Objects.requireNonNull(materials.get(attendee)).evidence())));
        return earned;
    }

    /** Puts the results in place, and tells in the same transaction what they changed. */
    private void replace(FoldResults results, Map<Long, Attended> attended) {
        if (!outlet.listens(results.handle())) {
            results.replace(attended);
            return;
        }
        VisitChanges before = VisitChanges.from(results.handle(), attended.keySet());
        results.replace(attended);
        List<AttendanceChange> changes = before.to(attended);
        if (!changes.isEmpty()) {
            outlet.tell(results.handle(), changes);
        }
    }
}
