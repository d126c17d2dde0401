package io.turnout.hub.agenda;

import io.turnout.hub.importing.Preview;
import java.util.List;

/**
 * What a sheet would do to an event's sessions.
 *
 * @param drafts one for each line of the preview
 */
public record SessionPlan(Preview preview, List<SessionDraft> drafts) {
    public SessionPlan {
        drafts = List.copyOf(drafts);
    }
}
