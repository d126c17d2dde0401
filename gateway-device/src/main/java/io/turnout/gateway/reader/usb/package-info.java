/** Readers on USB: scanners that type, that speak HID POS, or that are a serial line. */
@NullMarked
package io.turnout.gateway.reader.usb;

import org.jspecify.annotations.NullMarked;
