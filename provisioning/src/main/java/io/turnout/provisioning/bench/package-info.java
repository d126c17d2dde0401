/** {@code turnout bench}: the project's own figures against references measured in the same run. */
@NullMarked
package io.turnout.provisioning.bench;

import org.jspecify.annotations.NullMarked;
