package io.turnout.hub.agenda;

import io.turnout.hub.agenda.SessionBook.Deletion;
import io.turnout.hub.agenda.SessionBook.Fault;
import io.turnout.hub.agenda.SessionBook.Outcome;
import io.turnout.hub.identity.Audit;
import io.turnout.protocol.access.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** Writes sessions of one event in one transaction. */
final class SessionWriter {
    private final Handle handle;
    private final EventId event;
    private final SessionRows rows;
    private final Audit audit;
    private final String who;

    SessionWriter(Handle handle, EventId event, Audit audit, String who) {
        this.handle = handle;
        this.event = event;
        this.rows = new SessionRows(handle, event);
        this.audit = audit;
        this.who = who;
    }

    Outcome save(List<SessionDraft> drafts) {
        Map<SessionId, SessionDraft> known = rows.all();
        Map<Integer, Fault> faults = faults(known, drafts);
        if (!faults.isEmpty()) {
            return new Outcome.Refused(faults);
        }
        NewIds fresh = new NewIds(event, taken());
        List<SessionId> ids = new ArrayList<>();
        int changed = 0;
        for (SessionDraft draft : drafts) {
            if (draft.id().isEmpty()) {
                ids.add(add(new SessionId(fresh.of(name(draft))), draft));
                changed++;
            } else {
                SessionId id = draft.id().get();
                ids.add(id);
                changed += update(id, Optional.ofNullable(known.get(id)).orElseThrow(), draft);
            }
        }
        return new Outcome.Done(ids, changed);
    }

    int change(Collection<SessionId> sessions, UnaryOperator<SessionDraft> change) {
        int changed = 0;
        for (SessionId id : sessions) {
            Optional<SessionDraft> now = rows.find(id.value());
            if (now.isPresent()) {
                changed += update(id, now.get(), change.apply(now.get()));
            }
        }
        return changed;
    }

    Deletion delete(Collection<SessionId> sessions) {
        List<SessionDraft> there =
                sessions.stream().flatMap(id -> rows.find(id.value()).stream()).toList();
        List<SessionDraft> attended = there.stream().filter(this::attended).toList();
        if (!attended.isEmpty()) {
            return new Deletion.Attended(attended);
        }
        for (SessionDraft session : there) {
            SessionId id = session.id().orElseThrow();
            rows.delete(id);
            audit.add(handle, who, "delete session", id.value(), session.title());
        }
        return new Deletion.Done(there.size());
    }

    /** Whether scans or corrections tell of it, or the fold has put somebody into it. */
    private boolean attended(SessionDraft session) {
        String id = session.id().orElseThrow().value();
        return handle.createQuery(
                                """
                                SELECT CASE WHEN EXISTS (SELECT 1 FROM scan WHERE entered = :id)
                                          OR EXISTS (SELECT 1 FROM scan
                                                     WHERE room = :room AND left_session = :id)
                                          OR EXISTS (SELECT 1 FROM presence WHERE session = :id)
                                          OR EXISTS (SELECT 1 FROM correction_line
                                                     WHERE session = :id)
                                       THEN 1 ELSE 0 END
                                """)
                        .bind("id", id)
                        .bind("room", session.room().value())
                        .mapTo(Integer.class)
                        .one()
                == 1;
    }

    private SessionId add(SessionId id, SessionDraft draft) {
        rows.insert(id, draft);
        audit.add(handle, who, "create session", id.value(), "");
        return id;
    }

    private int update(SessionId id, SessionDraft now, SessionDraft wanted) {
        List<String> names = SessionDifferences.between(now, wanted);
        if (names.isEmpty()) {
            return 0;
        }
        rows.update(id, wanted);
        audit.add(handle, who, "change session", id.value(), String.join(" ", names));
        return 1;
    }

    /** Why storing them would be refused. */
    Map<Integer, Fault> faults(List<SessionDraft> drafts) {
        return faults(rows.all(), drafts);
    }

    private Map<Integer, Fault> faults(
            Map<SessionId, SessionDraft> known, List<SessionDraft> drafts) {
        Set<String> rooms = ids("SELECT id FROM room WHERE event = ?", event.value());
        Map<String, Integer> codes = codes(known, drafts);
        Map<Integer, Fault> faults = new LinkedHashMap<>();
        boolean oneSession = oneSession();
        int sessions = known.size();
        for (int place = 0; place < drafts.size(); place++) {
            SessionDraft draft = drafts.get(place);
            Optional<SessionDraft> now = draft.id().map(known::get);
            sessions += draft.id().isEmpty() ? 1 : 0;
            if (draft.id().isPresent() && now.isEmpty()) {
                faults.put(place, new Fault.Unknown());
            } else if (now.isPresent() && now.get().version() != draft.version()) {
                faults.put(place, new Fault.Stale(now.get(), lastChange(now.get())));
            } else if (!rooms.contains(draft.room().value())) {
                faults.put(place, new Fault.NoRoom());
            } else if (oneSession && draft.id().isEmpty() && sessions > 1) {
                faults.put(place, new Fault.OneSession());
            } else if (takes(draft, now) && codes.getOrDefault(draft.code(), 0) > 1) {
                faults.put(place, new Fault.CodeTaken());
            }
        }
        return faults;
    }

    /** An agenda may have given two sessions one name; only who chooses it now is told. */
    private static boolean takes(SessionDraft draft, Optional<SessionDraft> now) {
        return !draft.code().isEmpty()
                && !now.map(SessionDraft::code).equals(Optional.of(draft.code()));
    }

    /** How many sessions would have each code. */
    private static Map<String, Integer> codes(
            Map<SessionId, SessionDraft> known, List<SessionDraft> drafts) {
        Map<SessionId, SessionDraft> after = new LinkedHashMap<>(known);
        Map<String, Integer> codes = new HashMap<>();
        for (SessionDraft draft : drafts) {
            draft.id()
                    .ifPresentOrElse(
                            id -> after.put(id, draft),
                            () -> codes.merge(draft.code(), 1, Integer::sum));
        }
        after.values().forEach(session -> codes.merge(session.code(), 1, Integer::sum));
        return codes;
    }

    /** Whoever changed it last: somebody by hand, or the import of an agenda. */
    private Audit.Entry lastChange(SessionDraft session) {
        Audit.Entry byHand = audit.last(handle, session.id().orElseThrow().value());
        Audit.Entry imported = audit.last(handle, event.value(), "import agenda");
        return imported.seq() > byHand.seq() ? imported : byHand;
    }

    private boolean oneSession() {
        return handle.select("SELECT level FROM event WHERE id = ?", event.value())
                .mapTo(String.class)
                .one()
                .equals("single-session");
    }

    private Set<String> taken() {
        return ids("SELECT id FROM session");
    }

    private Set<String> ids(String sql, Object... values) {
        return new HashSet<>(handle.select(sql, values).mapTo(String.class).list());
    }

    private static String name(SessionDraft draft) {
        return draft.code().isEmpty() ? draft.title() : draft.code();
    }
}
