/// User agents of the three kinds of line: what a phone, an exchange or a modem does, and what it
/// means. Pure.
@NullMarked
package io.patchbay.edge.agent;

import org.jspecify.annotations.NullMarked;
