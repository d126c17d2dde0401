/**
 * What a technician does with units at a hub: tickets for many, and the card of one that is no
 * more.
 */
@NullMarked
package io.turnout.provisioning.units;

import org.jspecify.annotations.NullMarked;
