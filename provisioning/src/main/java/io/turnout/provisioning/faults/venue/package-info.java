/** A venue of processes, links and disks, each of which can be broken. */
@NullMarked
package io.turnout.provisioning.faults.venue;

import org.jspecify.annotations.NullMarked;
