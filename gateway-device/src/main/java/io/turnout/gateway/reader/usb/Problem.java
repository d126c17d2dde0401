package io.turnout.gateway.reader.usb;

import io.turnout.gateway.reader.ReaderHealth;

/** Something wrong with one scanner, or with the place where one should be. */
record Problem(ReaderHealth.Trouble trouble, String what) {}
