package io.turnout.provisioning.faults.ledger;

/**
 * A file of a unit's journal that was cut or changed while the unit was down.
 *
 * @param journal the ledger's journal that ends with it; what is recorded afterwards goes on in the
 *     same journal at the hub, or begins a new one
 * @param most so many scans can be lost by it
 * @param what was done, for people
 */
public record Damage(String unit, int journal, long most, String what) {}
