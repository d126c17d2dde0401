/**
 * Who may pass which door, when, and why: {@link io.turnout.protocol.access.DoorRules} and the
 * values it decides from and answers with. The only place in the product that decides.
 */
@NullMarked
package io.turnout.protocol.access;

import org.jspecify.annotations.NullMarked;
