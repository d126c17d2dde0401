/** A reader that finds QR codes in the frames of a camera. */
@NullMarked
package io.turnout.gateway.reader.camera;

import org.jspecify.annotations.NullMarked;
