/// What the edge remembers of modems and cards.
@NullMarked
package io.patchbay.edge.inventory;

import org.jspecify.annotations.NullMarked;
