/// Calls decided by the edge itself while no trunk is attached.
@NullMarked
package io.patchbay.edge.survival;

import org.jspecify.annotations.NullMarked;
