/** A whole venue on this machine: a hub, its units, an agenda of today and a crowd at the doors. */
@NullMarked
package io.turnout.provisioning.demo;

import org.jspecify.annotations.NullMarked;
