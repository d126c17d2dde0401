/** What doors showed, by the runner's own record, against what the hub has. */
@NullMarked
package io.turnout.provisioning.faults.ledger;

import org.jspecify.annotations.NullMarked;
