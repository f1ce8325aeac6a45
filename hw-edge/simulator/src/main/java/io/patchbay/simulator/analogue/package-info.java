/// The far ends of analogue ports: telephones and lines of an exchange. Pure.
@NullMarked
package io.patchbay.simulator.analogue;

import org.jspecify.annotations.NullMarked;
