package io.turnout.provisioning.faults.ledger;

/**
 * Scans that a fault may take with it: those of a journal that the hub did not have yet when the
 * unit's data went.
 *
 * @param durable what the unit knew the hub to have: up to there nothing may be missing
 */
public record Loss(String unit, int journal, long durable, String why) {}
