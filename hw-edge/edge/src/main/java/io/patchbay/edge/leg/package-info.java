/// The states of a line leg and what may happen in each. Pure.
@NullMarked
package io.patchbay.edge.leg;

import org.jspecify.annotations.NullMarked;
