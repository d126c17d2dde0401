/** What is asked of the kernel and of systemd that Java has no words for. */
@NullMarked
package io.turnout.gateway.linux;

import org.jspecify.annotations.NullMarked;
