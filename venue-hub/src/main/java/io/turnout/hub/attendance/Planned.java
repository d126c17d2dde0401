package io.turnout.hub.attendance;

import io.turnout.hub.credit.CreditSession;
import io.turnout.hub.credit.CreditSettings.Overlap;

/**
 * A session as scheduled, with all its settings.
 *
 * @param overlap who gets the minutes of several sessions at once, in the whole event
 */
record Planned(Schedule schedule, CreditSession credit, Overlap overlap) {}
