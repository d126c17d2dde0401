/**
 * Badges, the rules of the door and a QR reader as functions of one script, which browsers run: the
 * same code as on units and at the hub, compiled by TeaVM. Knows no page and asks for nothing.
 */
@NullMarked
package io.turnout.protocol.phone;

import org.jspecify.annotations.NullMarked;
