package io.turnout.hub.agenda;

import io.turnout.hub.importing.Preview;
import io.turnout.hub.sheet.ListRow;
import java.util.List;

/**
 * What a sheet would do to an event's sessions.
 *
 * @param drafts one for each line of the preview
 * @param rows that they were made of
 */
public record SessionPlan(Preview preview, List<SessionDraft> drafts, List<ListRow> rows) {
    public SessionPlan {
        drafts = List.copyOf(drafts);
        rows = List.copyOf(rows);
    }
}
