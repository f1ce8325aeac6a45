/// The edge application.
@NullMarked
package io.patchbay.edge;

import org.jspecify.annotations.NullMarked;
