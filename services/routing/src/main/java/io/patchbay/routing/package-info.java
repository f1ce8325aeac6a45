/// Routing decisions, without clock or input and output.
@NullMarked
package io.patchbay.routing;

import org.jspecify.annotations.NullMarked;
